"""Verbs that report speech, in all their forms. Data, in lower case.

They are those of news style books and of the published verb lists of quotation finders (textacy, the Gender Gap
Tracker, Krestel et al. 2008), thinned to the ones that take a speaker, with music verbs added.
"""

# ruff: noqa: SIM905 - word lists read better as words than as lists of strings
from __future__ import annotations

_IRREGULAR = {
    "admit": "admitted", "begin": "began begun", "blog": "blogged", "blurt": "blurted", "brag": "bragged",
    "clarify": "clarified", "commit": "committed", "cry": "cried", "deny": "denied", "dub": "dubbed", "feel":
    "felt", "hum": "hummed", "justify": "justified", "know": "knew known", "pan": "panned", "quip": "quipped",
    "rant": "ranted", "rap": "rapped", "read": "read", "refer": "referred", "reply": "replied", "retort":
    "retorted", "rip": "ripped", "say": "said", "see": "saw seen", "sing": "sang sung", "slam": "slammed",
    "speak": "spoke spoken", "specify": "specified", "spit": "spat", "sum": "summed", "swear": "swore sworn",
    "tell": "told", "testify": "testified", "text": "texted", "think": "thought", "vilify": "vilified", "write":
    "wrote written",
}  # fmt: skip

_DOUBLED = {"begin", "spit"}


def forms(verb: str) -> dict[str, str]:
    """Every inflected form of a verb, each with its kind: base, s, past or ing."""
    stem = verb[:-1] if verb.endswith("e") else verb
    soft_y = verb.endswith("y") and verb[-2] not in "aeou"
    past = _IRREGULAR.get(verb, (verb[:-1] + "ied") if soft_y else stem + "ed").split()
    sibilant = verb.endswith(("s", "x", "z", "ch", "sh", "o"))
    third = verb[:-1] + "ies" if soft_y else verb + ("es" if sibilant else "s")
    doubled = past[0].removesuffix("ed") if past[0].endswith("ed") and not soft_y else stem
    if verb in _DOUBLED:
        doubled = verb + verb[-1]
    return {verb: "base", third: "s", doubled + "ing": "ing", stem + "ing": "ing"} | dict.fromkeys(past, "past")


# These may stand before their subject: “…,” said Marsh.
SAY = """
    say add reply ask answer explain recall remember write tweet note state declare announce continue
    conclude insist argue assert claim contend maintain concede acknowledge admit confess confirm deny
    comment remark observe respond retort counter rejoin joke quip laugh smile sigh shout yell scream cry
    exclaim whisper murmur mutter mumble repeat reiterate stress emphasise emphasize suggest propose predict
    promise pledge vow swear warn caution urge plead begin bellow boast brag complain grumble lament wonder
    muse reflect reason agree disagree object protest interject interrupt offer venture volunteer reveal
    disclose report testify post blog gush enthuse rave chime chuckle grin shrug snap thunder roar growl
    chant declaim intone allege speculate theorise theorize estimate deadpan crack blurt summarise summarize
    elaborate clarify caption text advise recount relate opine affirm avow marvel sneer scoff snort fume
    rant ramble demand inquire enquire query echo read sob stammer gasp groan moan specify
    cheer holler shriek hoot drawl beam concur jest chortle giggle sputter stammer stutter sniff posit surmise
    croak rasp trumpet crow bark hiss purr recite toast narrate pronounce tease hypothesize hypothesise
""".split()

# These need their subject before them, most with an object: X told Y “…”, X called it “…”.
TELL = """
    tell call describe label dub brand characterise characterize denounce condemn criticise criticize blast
    slam attack accuse praise hail mock deride ridicule dismiss refer cite quote mention express voice vent
    address lecture liken compare portray depict paint cast tout decry bemoan deplore assail rip lambast
    lambaste lash blame urge warn remind assure reassure inform notify advise instruct encourage beg beseech
    implore thank congratulate greet welcome salute celebrate promise endorse reject rebuke chide scold
    taunt tease challenge question invite order direct speak talk think believe feel consider deem view see
    regard suspect hope expect fear worry know learn understand argue complain rail pan term nickname
    proclaim pronounce pray preach discuss outline imply
    vilify credit defend justify support apologise apologize appeal chalk sum
    vow threaten caution trash bash diss insult troll commit want applaud commend laud recommend
    advocate envision imagine picture prefer acknowledge oppose demand boast stump
    charge allude gripe rave underline underscore
""".split()

SING = ["sing", "rap", "croon", "belt", "harmonise", "harmonize", "hum", "spit", "wail", "coo", "warble"]


# Forms that are something else far more often than they report.
_RARELY = """
    speaks wants want see sees saw order orders ordered view views support supports discuss plan
""".split()


def _table() -> dict[str, tuple[str, str]]:
    listed = [verb for verbs in (TELL, SAY, SING) for verb in verbs]
    table = {form: (verb, kind) for verb in listed for form, kind in forms(verb).items()}
    return {form: entry for form, entry in table.items() if form not in _RARELY}


CUES = _table()  # inflected form -> (verb, base | s | past | ing)

SAY_VERBS = frozenset(SAY)
SING_VERBS = frozenset(SING)

# They tell of a state of mind as often as of words.
WEAK_VERBS = frozenset(
    """
    attack begin believe celebrate commit consider direct discuss expect fear feel grin hope imagine know
    laugh learn order picture prefer read see shrug sigh smile support suspect think understand view want
    welcome wonder worry
""".split()
)
