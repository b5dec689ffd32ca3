"""Common first names, to tell a person from a place and to match he and she. Names used by both sexes are in neither."""

# ruff: noqa: SIM905 - word lists read better as words than as lists of strings
from __future__ import annotations

MALE_NAMES = frozenset(
    """
    aaron abdul abdullah abraham adam adrian ahmed aidan al alan albert alberto alejandro alex alexander
    alfonso alfred ali allan allen alonzo alvin ambrose anders andre andreas andrew andy angelo anthony
    anton antonio armando arnold arthur arturo ashton austin barack barry bart basil ben benjamin benny
    bernard bernie bert bill billy björn bjorn bo bob bobby boris brad bradley brandon brendan brent brett
    brian bruce bruno bryan byron caleb calvin carl carlos cary cecil cedric cesar chad charles charlie
    chester chris christian christoph christopher chuck clarence clark claude clay clayton clifford clint
    clive colin conor conrad craig curtis cyril dale damian damon dan daniel danny darren darryl dave david
    davis dean dennis derek dermot desmond dexter diego dimitri dirk dmitri dominic don donald donnie doug
    douglas duncan dustin dwayne dwight earl ed eddie edgar edmund eduardo edward edwin elijah elias elliot
    elliott elvis emil emilio emmanuel enrique eric erik ernest ernie ethan eugene evan everett fabio felipe
    felix fergus fernando finn floyd francisco franco frank franklin fred freddie frederick fritz gabriel
    gareth garrett gary gavin gene geoff geoffrey george gerald gerard gideon gilbert giovanni glen glenn
    gordon graham grant greg gregory guillermo gunnar gus gustav guy hakeem hamid hank hans harold harry
    harvey hassan hector henrik henry herbert herman homer howard hubert hugh hugo ian ibrahim igor ike
    isaac ismail ivan ivor jack jacob jacques jake jamal james jamie jared jason javier jay jeb jed jeff
    jeffrey jeremy jerome jerry jesse jesus jim jimmy joachim joe joel johan john johnny jon jonas jonathan
    jorge jose josé josef joseph josh joshua juan judd jules julian julio julius justin kamal karl keith ken
    kendrick kenneth kenny kent kevin khalid kofi kurt kwame kyle lance larry lars laurence lawrence lee len
    leo leon leonard leopold leroy lester levi lewis liam lionel lloyd lorenzo louis luca lucas luigi luis
    luke luther lyle magnus malcolm malik manuel marc marcel marco marcus mario marius mark marlon marshall
    martin marty marvin mathias matt matthew maurice max maxwell melvin merrick michael miguel mike miles
    milo milton mitch mitchell mitt mohamed mohammed moses muhammad murray nathan nathaniel ned neil nelson
    newt niall nicholas nick nicolas nigel niles noah noel norman olaf oliver omar orlando oscar osvaldo
    otis otto owen pablo paolo pascal patrick paul pedro percy perry pete peter phil philip phillip pierre
    piotr quentin quincy rafael ralph ramon randall randy raphael rashid raul ray raymond reginald reggie
    rené reuben rex ricardo richard rick ricky rob robbie robby robert roberto rod rodney rodrigo roger
    roland roman ron ronald ronnie rory ross roy ruben rudolf rudy rufus rupert russell ryan salvador
    salvatore samir samuel santiago scott sean sebastian sergei sergio seth shane shaun sheldon sidney silas
    silvio simon solomon spencer stanley stefan stephen steve steven stewart stuart sven ted terrence terry
    theo theodore thomas tim timothy tobias toby todd tom tomas tommy tony trent trevor tristan troy ty
    tyler tyrone vernon victor vince vincent virgil vladimir wade wallace walter warren wayne wendell wesley
    wilfred will willem william willie wolfgang xavier yusuf yuri zachary zack zeke
""".split()
)

FEMALE_NAMES = frozenset(
    """
    abigail ada adele adriana agatha agnes aisha alana alexandra alexis alice alicia alison allison alma
    amanda amara amber amelia amina amy ana anastasia andrea angela angelica angie anita ann anna anne
    annette annie antonia april ariana arlene astrid audrey aurora ava barbara beatrice becky belinda bella
    bernadette beth bethany betsy betty beverly beyoncé beyonce bianca blanche bonnie brenda brianna bridget
    britney brittany camila camille candace cara carla carly carmen carol carole caroline carolyn carrie
    cassandra catherine cathy cecilia celeste celia celine charlotte chelsea cher cheryl chloe christina
    christine cindy claire clara clarissa claudia colleen constance cora cordelia courtney crystal cynthia
    daisy dana daniela danielle daphne dawn deborah debbie debra deirdre delia della denise diana diane dina
    dolores dominique donna dora doris dorothy edith eileen elaine eleanor elena eliza elizabeth ella ellen
    eloise elsa elsie emily emma erica erika erin esmeralda esther ethel etta eunice eva eve evelyn faith
    fatima faye felicia fiona flora florence frances francesca frida gabriela gabrielle gemma genevieve
    georgia georgina geraldine gertrude gina ginny giulia gladys glenda gloria grace greta gwen gwendolyn
    hannah harriet hattie hazel heather heidi helen helena helga henrietta hilary hillary hilda holly hope
    huma ida ilana ilsa imogen india ines inga ingrid irene iris irma isabel isabella isabelle isla ivanka
    ivy jackie jacqueline jane janelle janet janice janine jasmine jean jeanette jeanne jemima jennifer
    jenny jessica jill jo joan joanna joanne jocelyn josephine joy joyce juanita judith judy julia juliana
    julie juliet june kamala kara karen kate katherine kathleen kathryn kathy katie katrina katy kayla keira
    kellyanne kerry kim kimberly kirsten kristen kristin kristina lana lara laura lauren laurie leah leila
    lena leona leonora leslie leticia liane lidia lila lillian lily lina linda lindsay lisa liv livia liz
    liza lizzie lola lorde lorna lorraine lottie louisa louise lucia lucille lucinda lucy luisa lydia lynn
    lynne mabel madeleine madeline madison maggie maisie mandy mara marcia margaret margot maria mariah
    marian marianne marie marilyn marina marion marisa marjorie marlene marsha martha mary matilda maud
    maureen maxine maya megan melania melanie melinda melissa mercedes meryl mia michaela michelle mildred
    mimi minnie mira miranda miriam moira mollie molly mona monica muriel myra nadia nadine nancy naomi
    natalia natalie natasha nell nellie nicola nicole nina noelle nora noreen norma odette olga olive olivia
    opal ophelia paige pamela patricia patsy paula pauline pearl peggy penelope penny petra phoebe phyllis
    pippa polly priscilla priya rachel ramona rebecca regina renata renée renee reva rhonda rita roberta
    rosa rosalie rosalind rosaura rose rosemary rosie roxanne ruby ruth sabrina sadie sally samantha sandra
    sara sarah saskia savannah selena selina serena shannon sharon sheila shelley sherry shirley sienna
    sigrid silvia simone siobhan sofia sonia sonja sophia sophie stella stephanie sue susan susanna suzanne
    sylvia tabitha tamara tamika tammy tania tanya tara tatiana taylour teresa tess tessa thelma theresa
    tiffany tina toni trudy uma una ursula valentina valerie vanessa vera veronica vicky victoria viola
    violet virginia vivian wanda wendy whitney wilhelmina willa winifred yasmin yoko yolanda yvette yvonne
    zadie zelda zoe zora
""".split()
)

OTHER_NAMES = frozenset(
    """
    alexis ashley avery blake cameron casey charlie corey dakota devon drew emerson finley frankie harley
    hayden jamie jesse jordan jules kai kelly kelsey kit lane leslie logan mackenzie marley morgan noel pat
    peyton quinn reese riley robin rowan sam sasha shawn sidney skyler stacy taylor tracy val winter jean
    dana francis angel ariel huey
""".split()
)
FIRST_NAMES = MALE_NAMES | FEMALE_NAMES | OTHER_NAMES
