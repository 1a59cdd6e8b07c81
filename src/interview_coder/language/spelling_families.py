"""Words that are spelled in two ways and follow no rule: stems with the endings that they take."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

_FAMILIES = (
    # stems, British tail, American tail, endings after it; a full stop is no ending
    (
        "arb ard arm behavi belab cand clam clang col demean dol enam endeav fav ferv flav glam harb hon hum "
        "lab misdemean neighb od parl ranc rig rum savi sav splend succ tum val vap vig",
        "our",
        "or",
        ". s ed ing ings er ers able ably ful fully less lessly",
    ),
    ("col fav behavi", "our", "or", "ite ites itism ist ists ism al ally ation ations way ways"),
    ("col", "our", "or", "ant ants"),
    ("technicol tricol watercol", "our", "or", ". s"),
    ("flav", "our", "or", "some"),
    ("neighb", "our", "or", "hood hoods ly liness"),
    ("arm sav vap", "our", "or", "y ies"),
    (
        "cent epicent theat amphitheat fib microfib calib sab somb lust lacklust spect meag louv mit scept "
        "sepulch och goit nit lit centilit decilit millilit centimet kilomet micromet millimet nanomet "
        "saltpet reconnoit accout",
        "re",
        "er",
        ". s",
    ),
    ("cent", "re", "er", "piece pieces fold folds line lines"),
    ("fib", "re", "er", "glass board"),
    ("theat", "re", "er", "goer goers going land"),
    ("somb meag", "re", "er", "ly ness"),
    ("cent calib fib louv lust mit sab reconnoit accout", "red", "ered", "."),
    ("cent reconnoit accout", "ring", "ering", "."),
    (
        "abseil apparel backpedal barrel bedevil bejewel bevel cancel carol cavil channel chisel council "
        "counsel cudgel devil dial disembowel dishevel drivel duel empanel enamel equal fuel funnel gambol "
        "gravel grovel gruel hovel impanel imperil initial jewel kennel label laurel level libel marshal "
        "marvel medal metal model panel parcel pedal pencil pummel quarrel ravel refuel remodel revel rival "
        "shovel shrivel signal snivel snorkel spiral squirrel stencil swivel tassel tinsel total towel "
        "trammel travel trial trowel tunnel unravel victual weasel yodel",
        "l",
        "",
        "ed ing ings er ers",
    ),
    ("council counsel", "l", "", "or ors orship orships"),
    ("libel marvel", "l", "", "ous ously ousness"),
    ("medal duel panel", "l", "", "ist ists"),
    ("cruel", "l", "", "er est"),
    ("gruel", "l", "", "ingly"),
    ("tranquil", "l", "", "ity"),
    ("wool", "l", "", "en ens y ies"),
    ("disti enro enthra fulfi insti appa", "l", "ll", ". s"),
    ("enro fulfi insta enthra", "l", "ll", "ment ments"),
    ("ski wi", "lful", "llful", ". ly ness"),
    ("analog catalog dialog epilog homolog monolog prolog travelog", "ue", "", ". s"),
    ("catalog dialog", "u", "", "ed ing er ers"),
    ("def lic off pret", "ence", "ense", ". s"),
    ("def", "ence", "ense", "less lessly lessness"),
    ("licen", "c", "s", "ed ing er ers"),
    ("practi", "c", "s", "e es ed ing er ers"),
    # ae and oe
    (
        "an bacter hyperglyc hyperlipid hypoglyc hypox isch leuk septic thalass tox ur vir",
        "aem",
        "em",
        "ia ias ic ics",
    ),
    ("an kin syn", "aesthe", "esthe", "sia tic tics tically"),
    ("an", "aesthe", "esthe", "tist tists siology siologist siologists"),
    ("", "aesthet", "esthet", "ic ics ically e es"),
    (
        "",
        "haemo",
        "hemo",
        "dialysis globin lysis philia philiac philiacs rrhage rrhages rrhaged rrhaging rrhagic rrhoid rrhoids",
    ),
    ("", "haemato", "hemato", "logy logist logists logical ma mas"),
    ("", "paed", "ped", "iatric iatrics iatrician iatricians ophile ophiles ophilia"),
    ("orthop encyclop", "aed", "ed", "ic ics ia ias"),
    ("gyn", "aecolog", "ecolog", "y ist ists ical"),
    ("arch", "aeolog", "eolog", "y ist ists ical ically"),
    ("", "palaeo", "paleo", "lithic ntology ntologist ntologists"),
    ("", "aetiolog", "etiolog", "y ies ical"),
    ("medi prim", "aeval", "eval", "."),
    ("", "aeon", "eon", ". s"),
    ("", "faec", "fec", "es al"),
    ("", "foet", "fet", "us uses al"),
    ("", "oesophag", "esophag", "us eal"),
    ("", "oestrogen", "estrogen", ". s ic"),
    ("", "oedema", "edema", ". s tous"),
    ("diarrh gonorrh apn dyspn", "oea", "ea", ". s"),
    ("hom", "oeopath", "eopath", ". s y ic"),
    ("", "coeliac", "celiac", ". s"),
    ("man outman", "oeuvre", "euver", ". s"),
    ("man outman", "oeuvr", "euver", "ed ing ings able ability"),
    ("am", "oeba", "eba", ". s"),
    # single words
    ("", "grey", "gray", ". s ed ing er est ness ish"),
    ("program", "me", "", ". s"),
    ("", "plough", "plow", ". s ed ing man men"),
    ("m sm", "ould", "old", "er ers ered ering"),
    ("m", "ould", "old", ". s y ed ing ings ier iest iness"),
    ("m", "oult", "olt", ". s ed ing"),
    ("", "moustache", "mustache", ". s d"),
    ("", "pyjama", "pajama", ". s"),
    ("", "sceptic", "skeptic", ". s al ally ism"),
    ("", "sulph", "sulf", "ur ate ates ide ides uric ite ites urous"),
    ("", "aluminium", "aluminum", "."),
    ("", "ageing", "aging", "."),
    ("acknowledg judg abridg", "ement", "ment", ". s"),
    ("judg", "ement", "ment", "al ally"),
    ("co", "s", "z", "y ier iest ies ily iness"),
    ("", "doughnut", "donut", ". s"),
    ("", "furore", "furor", "."),
    ("", "jewellery", "jewelry", "."),
    ("", "liquorice", "licorice", "."),
    ("", "maths", "math", "."),
    ("", "omelette", "omelet", ". s"),
    ("", "phoney", "phony", "."),
    ("lik liv lov mov rat sal siz unshak us", "eable", "able", "."),
    ("yog", "hurt", "urt", ". s"),
    ("art", "efact", "ifact", ". s"),
    ("chil", "li", "i", ". es"),
    ("", "cypher", "cipher", ". s"),
    ("gram kilogram milligram", "me", "", ". s"),
    ("mollus", "c", "k", ". s"),
    ("", "behove", "behoove", ". s d"),
    ("toward", "s", "", "."),
    ("whisk", "y", "ey", "."),
    ("s", "yphon", "iphon", ". s ed ing"),
    ("ba", "ul", "l", "k ks ked king"),
    ("", "gaol", "jail", ". s ed ing er ers"),
    ("hicc", "ough", "up", ". s ed ing"),
    ("", "despatch", "dispatch", ". es ed ing er ers"),
    ("wag", "gon", "on", ". s"),
    ("dieti", "cian", "tian", ". s"),
    ("advis conven protest impost", "er", "or", ". s"),
    ("queu", "eing", "ing", "."),
    ("focus bias", "s", "", "ed es ing"),
    ("benefit combat", "t", "", "ed ing"),
    ("worship kidnap", "p", "", "ed ing ings er ers"),
)
_IN_TWO_WAYS = (
    # endings in -ise or -ize, where the stem, too, is spelled in two ways or ends as no other
    ("anaesthet anesthet", "ise ises ised iser isers ising isation"),
    ("colour color", "ise ises ised iser isers ising isation"),
    ("crystall crystal", "ise ises ised ising isation"),
    ("glamour glamor", "ise ises ised ising isation"),
    ("tranquill tranquil", "ise ises ised iser isers ising isation"),
    ("ghetto", "ise ises ised ising isation"),
    ("vapour vapor", "ise ises ised iser isers ising isation"),
)
_IN_MORE_WAYS = (
    "caesarean cesarean caesarian cesarian",
    "caesareans cesareans caesarians cesarians",
)


def list_groups() -> Iterator[tuple[str, ...]]:
    """Yield the spellings of one word after another; a word may come again."""
    for stems, british, american, endings in _FAMILIES:
        for stem, ending in product(stems.split() or [""], endings.replace(".", "").split(" ")):
            yield stem + british + ending, stem + american + ending
    for stems, endings in _IN_TWO_WAYS:
        for ending in endings.split():
            yield tuple(stem + end for stem in stems.split() for end in (ending, ending.replace("is", "iz", 1)))
    for words in _IN_MORE_WAYS:
        yield tuple(words.split())
