"""The words the rules know: roles, titles, small grammar. Data only, all in lower case. Verbs are in verbs.py."""

# ruff: noqa: SIM905 - word lists read better as words than as lists of strings
from __future__ import annotations

# Things said of a writing rather than of a mouth: the statement read, the sign said.
DOCUMENTS = """
    statement report letter email e-mail note memo message post tweet caption sign banner poster shirt
    t-shirt article story editorial column review book document filing complaint lawsuit suit indictment
    brief ruling opinion order transcript release headline ad advertisement commercial spot bill law text
    petition study survey poll website site page blog biography bio obituary plaque inscription press speech
    verse chorus line song contract invitation placard badge sticker hat cap slogan platform plan resolution
    affidavit paper newspaper magazine ruling decision verdict judgment judgement finding findings communique dossier data figures narrator voiceover update announcement notice liner notes entry diary
    autobiography memoir
""".split()

PEOPLE_NOUNS = """
    republican democrat lady gentleman chancellor announcer commentator pundit mechanic waiter waitress chef bartender clerk nurse pilot sailor guard caller
    tenant landlord grandson granddaughter stepfather stepmother ex-wife ex-husband fiancé fiancée twin couple pair
    pair spokesperson spokesman spokeswoman spokespeople spokesmen representative rep official officials aide
    aides adviser advisers advisor advisors source sources insider insiders manager managers lawyer lawyers
    attorney attorneys publicist publicists agent agents promoter promoters producer producers engineer
    engineers singer singers songwriter songwriters rapper rappers drummer bassist guitarist pianist
    keyboardist violinist cellist trumpeter saxophonist frontman frontwoman vocalist vocalists musician
    musicians artist artists composer conductor director filmmaker actor actress star stars comedian host
    hosts presenter critic critics reviewer reviewers fan fans listener listeners organiser organisers
    organizer organizers executive executives president premier minister senator congressman congresswoman
    lawmaker lawmakers governor mayor candidate candidates nominee chairman chairwoman chair chief secretary
    ambassador judge justice prosecutor prosecutors officer officers police sheriff detective detectives
    investigator investigators witness witnesses analyst analysts expert experts professor historian author
    writer writers reporter reporters journalist journalists editor editors columnist pollster strategist
    strategists consultant operative operatives donor donors voter voters supporter supporters protester
    protesters opponent opponents leader leaders member members activist activists advocate advocates
    resident residents neighbour neighbor neighbours neighbors owner owners founder founders co-founder boss
    bosses ceo employee employees worker workers staffer staffers teacher teachers student students doctor
    doctors coach player friend friends colleague colleagues bandmate bandmates partner wife husband mother
    father mom dad mum sister brother son daughter uncle aunt cousin grandmother grandfather niece nephew
    widow widower girlfriend boyfriend parents family children kids man woman men women people person boy
    girl guy audience crowd crowds band group duo trio quartet choir orchestra label company firm studio
    campaign committee party organisation organization union administration government department agency
    office team network station festival venue museum board council court commission ministry school
    university church hospital charity foundation association coalition club publication outlet site
    republicans democrats conservatives liberals authorities others some one many several both another
    everyone somebody someone nobody veteran survivor victim victims newcomer teenager 'singer-songwriter'
    singer-songwriter co-producer co-writer bandleader dj mc photographer designer curator archivist
    librarian economist scientist scientists researcher researchers psychologist general colonel captain
    sergeant soldier commander businessman businesswoman businessmen billionaire mogul tycoon banker
    investor investors trader traders farmer farmers driver drivers passenger passengers patient patients
    interviewer moderator debater correspondent anchor anchorman surrogate surrogates delegate delegates
    counsel bishop pastor priest pope rabbi imam reverend speaker whip majority minority treasurer
    commissioner superintendent undersecretary deputy successor predecessor rival rivals foe ally allies
    mentor idol legend
""".split()

MODIFIERS = set(
    """senior top chief former longtime long-time deputy national foreign policy press communications political
    legal local lead new old young junior veteran fellow federal state""".split()
)

PRONOUNS = {"he", "she", "they", "i", "we", "it", "you"}

DETERMINERS = set(
    """
    the a an this that these those his her their its my our your one some any each every another several
    many both few most two three four five six seven no other
""".split()
)

POSSESSIVES = {"his", "her", "their", "its", "my", "our", "your"}

PREPOSITIONS = set(
    """
    of for from at in with on to near by about into over under after before during since until between among
    through against without within behind across along around beside besides outside inside despite toward
    towards upon via per than like amid regarding following versus vs
""".split()
)

RELATIVES = {"who", "whose", "which", "whom", "where"}

SUBORDINATORS = set(
    """
    that because when while if as but so than where whether although though unless until since why how what
""".split()
)

CONJUNCTIONS = {"and", "but", "or", "so", "yet", "nor", "then", "plus"}

AUXILIARIES = set(
    """
    has had have having was is are were be been being will would could should can may might must did does do
    's 'd not never hasn't hadn't didn't doesn't won't wouldn't isn't wasn't used
""".split()
)

ADVERBS = set(
    """
    later also then once still just even never always often recently previously earlier again now already
    soon only simply first last finally instead eventually reportedly famously publicly privately himself
    herself themselves itself myself too either further today tonight yesterday tomorrow sometimes twice ago
    there here thus therefore however meanwhile jokingly half both all alone online afterward afterwards
    aloud ever perhaps maybe rather quite out up back onstage backstage on-stage separately
""".split()
)

DAYS = set(
    """
    monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays
    saturdays sundays
""".split()
)

MONTHS = set(
    """
    january february march april may june july august september october november december jan feb mar apr
    jun jul aug sept sep oct nov dec
""".split()
)

ABBREVIATIONS = set(
    """
    mr mrs ms dr prof rev hon sen sens rep reps gov govs gen lt col maj capt sgt cmdr adm st jr sr inc ltd
    co corp vs etc jan feb mar apr jun jul aug sept sep oct nov dec no vol feat ft ed eds pres mt u.s u.k
    u.n d.c a.m p.m ariz calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev
    okla ore pa tenn tex va vt wash wis wyo ala ark n.y n.j n.c s.c n.h n.m n.d s.d r.i w.va e.g i.e messrs
    mme m
""".split()
)

HONORIFICS = {
    "mr": "m", "mr.": "m", "sir": "m", "lord": "m", "king": "m", "prince": "m", "father": "m", "mrs": "f",
    "mrs.": "f", "ms": "f", "ms.": "f", "miss": "f", "dame": "f", "lady": "f", "queen": "f", "princess": "f",
    "sister": "f", "brother": "m", "madam": "f", "mme": "f", "mme.": "f",
}  # fmt: skip

# Capitalised words before a name that are no part of it: Sen. Ann Moss, House Speaker Carl Osei.
CAPITAL_ROLES = set(HONORIFICS) | set(
    """
    dr dr. prof prof. rev rev. hon hon. sen sen. sens. rep rep. reps. gov gov. gen gen. lt lt. col col. maj
    maj. capt capt. sgt sgt. adm adm. pres pres. president vice senator congressman congresswoman
    representative governor secretary attorney general speaker majority minority leader chairman chairwoman
    chair chief justice judge mayor minister prime ambassador pope cardinal bishop archbishop reverend
    pastor professor doctor officer sheriff captain colonel major sergeant lieutenant commander admiral
    deputy assistant director house senate state white press republican republicans democrat democratic
    democrats gop former first executive committee national conservative liberal labour tory detective
    inspector superintendent coach then-president then-senator rapper
    singer-songwriter dj mc american british english french german canadian australian irish scottish welsh
    swedish norwegian danish italian spanish nigerian ghanaian brazilian mexican russian chinese japanese
    korean israeli palestinian texan californian
""".split()
)

ORGANISATIONS = set(
    """
    times post news journal weekly daily magazine records recordings music entertainment university college
    school party committee council court department house senate congress union association society
    institute foundation center centre group company corporation corp inc ltd bank church museum theatre
    theater hall arena stadium festival awards award prize academy agency bureau office commission
    administration campaign network radio television tv studios studio pictures films press guild league
    club city county state states street avenue road river lake bay island islands beach park square act
    bill law war tour chart charts hot show today tribune herald gazette observer guardian review desk
    standard chronicle globe mirror express telegraph sun star report post-gazette ministry parliament force
    army navy police airport hotel hospital bridge hill hills valley week day night nation america kingdom
    britain england france germany london york angeles washington chicago texas california florida ohio iowa
    virginia carolina hampshire jersey mexico vegas republic project fund trust initiative caucus convention
    debate primary election security intelligence defense defence commerce treasury justice world
""".split()
)

NOT_NAMES = (
    set(
        """
    the a an in on at of for from by with to and but or so if when while as after before because although
    though since until unless it he she they we i you this that these those his her its their our my your
    there here what who whom whose which where why how not no yes yet still now then once one two three four
    five six seven eight nine ten all both some many most few several each every another other others such
    only just even also too never ever again be perhaps however meanwhile instead indeed later earlier
    today tonight yesterday tomorrow last next first second third is was are were be been am do does did has
    have had would could should can might must shall let asked according despite during about over
    under between among through against without within into like than more less much very really well oh
    okay ok please thanks hello advertisement monday's watch read listen photo caption q following speaking
    writing posting addressing given born additionally moreover furthermore nevertheless nonetheless thus
    therefore hence apparently clearly obviously certainly surely finally eventually sometimes often usually
    recently previously currently nobody everybody everyone someone somebody anyone nothing everything
    something anything whether either neither nor along across behind beyond inside outside near upon amid
    toward towards regarding including except besides plus per via unlike throughout top
    senior veteran longtime fellow new old meanwhile guesting appearing said says added adds replied replies
""".split()
    )
    | DAYS
    | (MONTHS - {"may", "march", "april", "june", "august", "jan"})
)

PARTICLES = set(
    """
    de la le du van von der den di da del dos das bin ibn al el ap ter y st
""".split()
)

FEMALE = set(
    """
    actress spokeswoman chairwoman congresswoman businesswoman wife mother sister daughter aunt niece
    grandmother widow girlfriend mom mum woman girl frontwoman queen princess stepmother waitress first-lady
    heroine lady first-lady diva songstress ex-wife mother-in-law
""".split()
)

MALE = set(
    """
    spokesman chairman congressman businessman husband father brother son uncle nephew grandfather widower
    boyfriend dad man boy frontman king prince stepfather actor ex-husband father-in-law guy bluesman
""".split()
)

COLLECTIVES = set(
    """
    band group duo trio quartet choir orchestra label company firm campaign committee party organisation
    organization union government team officials fans critics crowd audience sources police authorities
    organisers organizers supporters protesters prosecutors lawyers reporters people members family parents
    lawmakers voters republicans democrats activists witnesses experts analysts friends students residents
    workers aides advisers representatives investigators officers executives promoters artists musicians
    writers others some many
""".split()
)

TITLE_NOUNS = set(
    """
    single singles song songs track tracks album albums lp ep record film films movie movies show series
    sitcom drama book novel memoir video videos ballad anthem hit hits cut opener closer play musical
    documentary mixtape tune number opera symphony podcast episode poem essay remake cover covers remix
    soundtrack tour exhibition painting piece sequel classic favourite favorite favourites favorites smash
    comedy program programme newscast standard interlude duet sketch game instrumental medley composition
    suite release demo encore b-side a-side deluxe reissue compilation
""".split()
)

TITLED = set(
    """
    titled entitled named nicknamed christened subtitled retitled performing covering performed played plays
    sang streaming starring
""".split()
)

AFTER_TITLE = set(
    """
    featuring feat ft video remix album single co-star star co-host host tour era soundtrack director singer
    hitmaker rapper actress actor anchor moderator program franchise sessions creator reunion movie film
    series episode show cast trailer character characters fame starring starred stars appearance interview
""".split()
)

TITLE_PREPOSITIONS = {
    "on",
    "in",
    "of",
    "from",
    "for",
    "to",
    "with",
    "by",
    "like",
    "including",
    "and",
    "after",
    "as",
    "called",
    "watch",
    "watching",
}

SCARE_BEFORE = {
    "so-called",
    "word",
    "words",
    "term",
    "phrase",
    "moniker",
    "nickname",
    "alias",
    "hashtag",
    "pseudonym",
    "known",
}

SPEECH_NOUNS = set(
    """
    insistence suggestion accusation allegation criticism denial complaint contention demand plea praise declaration
    announcement observation statement comment comments words remarks response reply answer message tweet post letter email advice
    motto mantra line verdict explanation warning question speech claim assertion argument view description
    reaction conclusion promise pledge vow assessment point take joke quip prediction summary admission
""".split()
)

PERSON_NOUNS = frozenset(PEOPLE_NOUNS)

DOCUMENT_NOUNS = frozenset(DOCUMENTS)
