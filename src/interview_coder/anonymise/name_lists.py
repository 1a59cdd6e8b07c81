"""Names that people have: given names and surnames of the US census, and given names of Britain and its neighbours."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from interview_coder.language.english_words import is_common_word, is_grammar_word
from interview_coder.language.word_lists import words_of

_GIVEN_NAMES = (
    "aaliyah abdullah abigail adaeze adebayo agnieszka ahmed aidan ailsa aisha aled alistair amara amina aneurin "
    "angharad anjali anoushka aoife arjun asif ayesha ayodele bartosz bethan blessing bronagh bronwen callum caoimhe "
    "cerys chidi chinedu ciara ciaran conor craig dafydd darragh declan deepak dermot dilys dimitri dylan eamon ebony "
    "efosa eilidh eilish eleri elin elspeth emeka emrys eoin euan ewan farah fatima femi ffion finlay fiona fionnuala "
    "folake gareth geraint gethin ghulam grainne gurpreet gwen gwyneth hamish hamza harjit haroon hassan hussein "
    "hywel ibrahim ieuan imogen imran innes iona isla jagdeep jamila kamal karolina kasia katarzyna keir kieran "
    "kirsty kofi krzysztof kwame lachlan latifah llinos lowri lukasz magda mahmood malgorzata manpreet marcin mairi "
    "mehmet meera mererid mhairi mohammed morag muhammad muna musa nasreen ngozi niamh nia nikhil nkechi nuala "
    "olamide oluwaseun oonagh orla padraig pawel perpetua piotr poppy prakash priya rajesh ramesh rashid ravi rhian "
    "rhiannon rhodri rhys roisin rukhsana ruaridh ryszard sadia saeed saoirse sanjay seamus seren shabana shanice "
    "sian sinead sioned siobhan sunita suresh tadhg tariq temitope tomasz tudor uchenna usha vikram wojciech xiaoyu "
    "yasmin yusuf zainab zoe zofia zuzanna"
)
_WORDS_AS_GIVEN_NAMES = (
    "amber angel art basil bea belle ben beryl beth biddy bill billy blessing bob bobby bonnie brad brandy brook "
    "bunty buster carol carry chance charity chase chelsea cherry chuck clay cliff clover colin con coral crystal "
    "daisy dale dawn dean des destiny dick dolly don dot drew earl eddy emerald eve faith fay fern flora frank gale "
    "garnet gene ginger glen gloria grace graham grant gruff guy hazel heath heather henry holly homer honey hope "
    "hunter hyacinth iris ivy jack jade jasmine jay jean jenny jerry jess jewel jim jimmy joe joey jordan josh joy "
    "june juniper kay ken kerry king kit kitty lamin lance lark laurel lee lei lil lily linda ling lucky mac mared "
    "maria marigold marina mark martin mason matt max maxwell may melody mercy merlin merry mick mike miles mina "
    "misty nat neil nelson nick norm olive opal oscar page pam pansy pat patience patsy paul pearl peg penny pepper "
    "percy petal peter pierce piers ping piper poppy precious pride primrose prudence raj ralph randy ray red reed "
    "rich rick river rob robin rock rod roma rose rosemary rosie rowan roy ruby rusty ruth sage sal sally sam sandy "
    "sapphire saul savannah scarlett sean shaun shay shelly sherry shiv skip sky sonny sorrel spencer star stella "
    "sterling sue summer sunny susan tad tammy tanner tansy ted teddy terry tiffany tim timothy tom tommy tony "
    "trinity trish tristan troy victor victoria viola violet wade walker wally walter ward warren wendy will willie "
    "willow winnie woody wren young"
)
_NICKNAMES = (
    "abigail abby abi gail|albert al bert bertie|alexander alex al alec sandy sasha xander|alexandra alex sandra "
    "lexi|alfred alf alfie fred|alison ali|amanda mandy|andrew andy drew|angela angie|anna annie|anne annie "
    "ann|anthony tony ant tone|antonia toni|arthur art|barbara barb babs|benjamin ben benny|bernadette bernie|bernard"
    " bernie|beverley bev|bridget bridie|cameron cam|caroline carol carrie caz|catherine cath cathy kate katie cat "
    "kitty|charles charlie chas chuck|charlotte charlie lottie char|chelsea chels|christine chris chrissie "
    "tina|christina chris chrissie tina|christopher chris kit topher|clive cliff|clifford cliff|cynthia cindy|daniel "
    "dan danny|david dave davey dai|deborah deb debbie debs|declan dec|cornelius con|desmond des|lillian lil "
    "lily|nigel nige|siobhan shiv|gruffydd gruff|gruffudd gruff|deirdre dee|derek del|dorothy dot dotty dolly|edward "
    "ed eddie ted teddy ned|eleanor ellie nell nora|elizabeth liz lizzie beth betty eliza lisa libby bess betsy|emily"
    " em emmy|emma em|ernest ernie|eugene gene|florence flo florrie|frances fran franny|francis frank fran|franklin "
    "frank|frederick fred freddie|gabriel gabe|gareth gaz|gary gaz|geoffrey geoff jeff|george georgie|georgina "
    "georgie|gerald gerry jerry|gerard gerry ged|gillian gill jill|gordon gordie|graham gray|gregory greg|gurpreet "
    "gurps|gwendolen gwen|harold harry hal|harriet hattie|helen nell nellie|henry harry hal|herbert bert herb|hugh "
    "hughie|ian|isabel izzy bella issy|jacob jake|jacqueline jackie jacqui|james jim jimmy jamie|janet jan|jasmine "
    "jas jazz|jennifer jen jenny jenna|jeremy jez jerry|jessica jess jessie|joan joanie|joanna jo|joanne jo|john "
    "johnny jack jon|jonathan jon jonny|joseph joe joey|josephine jo josie|joshua josh|judith judy jude|julia "
    "jules|julian jules|julie jules|karen kaz|katherine kath kathy kate katie kit|kathleen kath kathy kate|kenneth "
    "ken kenny|kevin kev|kimberley kim|laura|laurence larry laurie|lawrence larry laurie|leonard len lenny|leslie "
    "les|lilian lily|louise lou|lucinda lucy|lukasz luke|lynda lyn|malcolm mal|margaret maggie meg peggy marge madge "
    "greta mags|marjorie marge|martin marty|mary molly polly|matilda tilly|matthew matt matty|maureen mo|maurice "
    "mo|maximilian max|megan meg|melanie mel|melissa mel|michael mike mick mickey micky|michelle shell|millicent "
    "millie|miriam mim|mohammed mo mohammad|muhammad mo|nancy nan|natalie nat|natasha tasha|nathan nat nate|nathaniel"
    " nat nate|neil|nicholas nick nicky nico|nicola nicky nic|norman norm|oliver ollie olly|olivia liv "
    "livvy|oluwaseun seun|oscar oz|pamela pam|patricia pat patsy tricia trish paddy|patrick pat paddy|paula|penelope "
    "penny|peter pete|philip phil pip|philippa pippa pip|phyllis phyl|priscilla cilla|rachel rach|raymond ray|rebecca"
    " becky becca|reginald reg reggie|richard rich rick dick ricky richie|robert rob bob bobby robbie bert|roberta "
    "bobbie|robin rob|roderick rod|rodney rod|roger rodge|ronald ron ronnie|rosalind ros|rosemary rose "
    "rosie|rupert|samantha sam sammy|samuel sam sammy|sandra sandy|sarah sally sadie|sharon shaz|sheila|shirley "
    "shirl|simon si|sophia sophie|stanley stan|stephanie steph|stephen steve stevie|steven steve stevie|stuart "
    "stu|susan sue susie suzy|suzanne sue suzy|sylvia syl|terence terry tel|teresa terry tess tessa|theodore ted "
    "theo|theresa terry tess tessa|thomas tom tommy|timothy tim timmy|tomasz tomek tom|tracey trace|valerie "
    "val|vanessa nessa|vera|veronica ronnie|victor vic|victoria vicky vicki tori|vincent vince vinny|violet "
    "vi|virginia ginny|vivian viv|vivien viv|walter wally walt|wendy|wilfred wilf|william will bill billy willy "
    "willie liam|winifred win winnie|yvonne|zachary zach"
)
MONTHS_AS_NAMES = frozenset({"april", "may", "june", "august", "january"})
"""Names of months that people have."""
_SHORT = words_of("al bo cy di ed flo jo lu mo si ty vi")
PARTICLES = words_of(
    "al ap bin bint da das de del della den der di dos du el ibn la le ter van von y zu st ten af mac mc ap ab"
)
"""What stands between given name and surname."""


def is_given_name(word: str) -> bool:
    """Whether a folded word is a given name that is no common word besides."""
    return word in _given()


def may_be_given_name(word: str) -> bool:
    """Whether a folded word is a given name, be it a common word too, as *grace* and *will* are."""
    return word in _given() or word in _common_given()


def is_short_name(word: str) -> bool:
    """Whether two folded letters are what somebody may be called: *Mo*, *Jo*, *Al*."""
    return word in _SHORT


def is_surname(word: str) -> bool:
    """Whether a folded word is a surname, be it a common word too."""
    return word in _surnames()


@cache
def nicknames_of(given: str) -> frozenset[str]:
    """Return what a person of this folded given name may be called besides, and what a nickname may stand for."""
    return frozenset(name for group in _nickname_groups() if given in group[:1] for name in group if name != given) | (
        frozenset(group[0] for group in _nickname_groups() if given in group[1:])
    )


@cache
def _nickname_groups() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(group.split()) for group in _NICKNAMES.split("|"))


@cache
def _given() -> frozenset[str]:
    census = _read("given_names.txt") - _common_given()
    known = census | frozenset(_GIVEN_NAMES.split()) | {name for group in _nickname_groups() for name in group}
    return frozenset(name for name in known if len(name) > 2 and not is_common_word(name))


@cache
def _common_given() -> frozenset[str]:
    words = frozenset(_WORDS_AS_GIVEN_NAMES.split()) | {name for group in _nickname_groups() for name in group}
    return frozenset(word for word in words if is_common_word(word))


@cache
def _surnames() -> frozenset[str]:
    return frozenset(name for name in _read("surnames.txt") if len(name) > 2 and not is_grammar_word(name))


def _read(file: str) -> frozenset[str]:
    lists = files("interview_coder.anonymise") / "census_names"
    return words_of((lists / file).read_text(encoding="ascii"))
