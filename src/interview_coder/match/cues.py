"""The words by which a speaker's stance is known: each word type has a bit for everything that it can do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, reduce
from importlib.resources import files
from operator import or_

# Words that change no stance, but decide what a cue near them does.
(
    SELF,  # I, we, us
    SELF_ALONE,  # I
    YOU,
    ONE,
    OTHERS,  # they, people, the council
    OWN,  # my, our
    THEIRS,
    OBJECT,  # it, them
    THING,  # call *it* a cut
    PRONOUN,  # isn't *it*
    NOBODY,  # *nobody* says it
    AUXILIARY,  # between a subject and its verb: have, will, used to
    BE,
    HAVE,
    BARE,  # it'd *be*
    FUNCTION,  # no clause ends with it: a, very, the
    PLACE_MARK,  # far from *the* station
    PREPOSITION,
    ABOUT,
    FROM,
    TO,
    OF,
    THAT,
    THAN,
    AS,
    OR,
    WHAT,  # a clause begins with it: what, how, if
    ENDORSED,  # *as* they say, *what* they say
    FINITE,  # can only be a verb: said, says
    PARTICIPLE,  # was *told*
    HELD,  # the *fear* is that
    MAKE,  # *made* her feel
    MEANT,  # was *meant* to be
    SURE,
    KNOW,
    ALL,
    ONLY,  # not *only*
    SPARED,  # don't *forget*: a denial before it denies nothing
    MORE,
    POLITE,  # I would *say*
    WANT,  # they would *like*
    PERCEIVE,  # one could *see*
    NEED,
    ASIDE_END,  # I *think*, of *course*
    NO_CASE,  # if *anything*
    POLITE_IF,  # if you *ask* me
    SPEAKS,  # what is held follows it: think, sure, true
    PLAIN_NO,  # no
    NT,
    SHORT,  # 'd: would or had
    DENY,
    NAMED,  # the bit of no word: stands for one without bits, such as a name
) = (1 << place for place in range(52))
# Words that end what a cue before them reaches.
(
    BUT,
    BECAUSE,
    SO,
    AND,
    WHEN,  # who, which, when
    AS_CLAUSE,  # as
    SUBJECT,  # I, we, they
    IT,
) = (1 << place for place in range(52, 60))
# Words that change the stance.
(
    ANYTHING,  # anything but
    NOT,
    NO,  # no, nobody, nothing
    WITHOUT,
    FAIL,
    LACK,
    FAR,
    RATHER,  # rather than, instead of
    REJECT,
    HEDGE,
    MAYBE,  # a hedge that stands before a comma as well: perhaps, maybe
    MAY,
    MIGHT,
    DOUBT,
    IMAGINE,
    IF,
    WISH,
    WOULD,
    COULD,
    SHOULD,
    THINK,
    WORRIED,
    SEE,
    CALL,
    REPORT,  # reports only with "that": wrote that
    HEAR,
    RUMOUR,
    VIEW,
    APPARENTLY,
    TELL,
    SAY,
    ACCORDING,
    MYTH,
    TRUE,
) = (1 << place for place in range(60, 94))
LOWEST_BORDER = BUT
LOWEST_CUE = ANYTHING
LOWEST_CUE_BEHIND = TELL
"""Words that change the stance when they stand behind what was found have this bit or a higher one."""

_PEOPLE = (
    "academic activist adult agency anybody anyone author authorities authority board boss bosses boy brother "
    "campaigner carer chair chairman chief child citizen client clinician colleague commissioner committee community "
    "consultant council councillor critic dad daughter director doctor employer everybody everyone "
    "executive expert family father fellow folk folks friend girl government gp group guy half he head her him "
    "husband individual interviewee journalist kid labour lady leader leadership lot majority man manager "
    "many matron media member minister mother mp mps mum neighbour newspaper nhs nurse officer official opponent "
    "opposition organisation organization others owner paper parent participant partner party patient people person "
    "physio politician practitioner press professional professor protester provider public receptionist regulator "
    "representative resident respondent scientist secretary she sister some somebody someone son spokesman "
    "spokeswoman staff supporter surgeon teacher team them therapist they those tories tory treasury trust union user "
    "visitor volunteer voter whitehall who wife woman worker"
)
_HELD = (
    "perception rumour rumor claim allegation accusation suspicion belief impression view feeling fear concern worry "
    "narrative assumption criticism"
)
_WORDS = {
    SELF: "i we me us myself ourselves",
    SELF_ALONE: "i",
    YOU: "you",
    ONE: "one",
    OTHERS: _PEOPLE,
    OWN: "my our mine ours your",
    THEIRS: "their his her",
    OBJECT: "it this that them us me him her you these those",
    THING: "it this that them these those",
    PRONOUN: "i we he she they it there you",
    NOBODY: "nobody none neither",
    AUXILIARY: "be am is are was were been being 's 're 'm have has had 've do does did will would 'd 'll can "
    "could may might must should to used want go going gon na try keep start begin tend like get got come always "
    "also often actually really just still even ever generally simply basically clearly openly all both now then "
    "already only usually sometimes probably perhaps maybe certainly obviously quite very more widely commonly "
    "constantly repeatedly originally initially recently previously later frequently genuinely honestly seem "
    "regularly rightly wrongly firmly strongly themselves himself herself currently here",
    BE: "be am is are was were been being 's 're 'm get got gets getting",
    HAVE: "have 've of",
    BARE: "be have 've",
    FUNCTION: "a an the to of for with from by very really quite um uh er erm my our their its his her",
    PLACE_MARK: "the my our your their his her home here there where",
    PREPOSITION: "about of in with for on at by from to into over under since last this until till before after "
    "during among amongst between",
    ABOUT: "about of",
    FROM: "from",
    TO: "to",
    OF: "of",
    THAT: "that",
    THAN: "than then",
    AS: "as",
    OR: "or nor",
    WHAT: "what how why where when whether if who which",
    ENDORSED: "as what like",
    FINITE: "said says told tells claims claimed argues argued insists insisted commented complained warned "
    "admitted admits reckons explained wrote states stated notes noted mentioned stresses stressed suggested "
    "announced concluded declared added describes described reported warns reports reflected observed acknowledged "
    "emphasised emphasized recalled",
    PARTICIPLE: "hoped told said seen viewed regarded perceived described portrayed sold thought believed felt "
    "feared assumed reported claimed alleged argued suggested understood presented known painted labelled branded "
    "dismissed",
    HELD: _HELD,
    MAKE: "make let",
    MEANT: "meant",
    SURE: "sure certain convinced clear confident persuaded",
    KNOW: "know",
    ALL: "all every everyone everybody everything always necessarily entirely completely fully wholly totally exactly",
    ONLY: "only just merely simply even doubt surprising surprise surprised wonder least mention less matter short",
    SPARED: "apart except besides regret mind deny disagree untrue doubt dispute forget ignore overlook "
    "underestimate overstate exaggerate fault stress emphasise emphasize without lack fail far denying question "
    "mention",
    MORE: "more better",
    POLITE: "say like think love recommend suggest argue agree call describe prefer add guess mention hope "
    "welcome imagine",
    WANT: "like love prefer",
    PERCEIVE: "see hear feel tell smell sense say argue to understand",
    NEED: "need should would could must want ought prefer",
    ASIDE_END: "think believe know mean say guess suppose course fact honest fair example instance imagine see",
    NO_CASE: "anything any so not possible necessary needed",
    POLITE_IF: "ask like will may honest remember recall look",
    SPEAKS: "think thought believe feel felt say see mean know suggest claim argue agree expect sure certain true "
    "case clear tell suppose imagine hope wish guess reckon assume convinced maybe perhaps like deny disagree "
    "dispute doubt wonder suspect fear worry accept admit recognise recognize buy remember",
    PLAIN_NO: "no",
    NT: "n't",
    SHORT: "'d",
    DENY: "deny",
    BUT: "but although though whereas despite however therefore hence",
    BECAUSE: "because cos",
    SO: "so yet",
    AND: "and &",
    WHEN: "who which when until since while where whose whom",
    AS_CLAUSE: "as",
    SUBJECT: "i we he she they",
    IT: "it there that this",
    ANYTHING: "anything",
    NOT: "not never hardly barely scarcely seldom rarely",
    NO: "no nobody none nor neither nothing without",
    WITHOUT: "without",
    FAIL: "fail failure",
    LACK: "lack absence",
    FAR: "far",
    RATHER: "rather instead",
    REJECT: "deny disagree untrue dispute reject refute myth nonsense misconception rubbish",
    HEDGE: "possibly probably arguably presumably conceivably seemingly potentially unsure unclear likely "
    "unlikely seem doubtful dunno",
    MAYBE: "maybe perhaps",
    MAY: "may",
    MIGHT: "might",
    DOUBT: "suspect guess wonder doubt assume presume",
    IMAGINE: "imagine suppose meant",
    IF: "if unless whether",
    WISH: "wish hope",
    WOULD: "would 'd",
    COULD: "could",
    SHOULD: "should ought",
    THINK: "think thought believe feel felt assume reckon fear worry suspect suppose imagine wonder doubt guess "
    "presume",
    WORRIED: "worried afraid scared convinced persuaded concerned suspicious sure certain adamant",
    SEE: "see view regard perceive describe portray present consider sell paint label brand dismiss",
    CALL: "call",
    REPORT: "report write state note mention explain stress announce suggest promise conclude declare add reflect "
    "observe acknowledge emphasise emphasize recall",
    HEAR: "hear heard read",
    RUMOUR: f"{_HELD} idea notion sense",
    VIEW: "view opinion eye mind perspective",
    APPARENTLY: "apparently allegedly reportedly supposedly",
    TELL: "tell",
    SAY: "say claim argue insist allege complain warn admit comment maintain swear protest",
    ACCORDING: "according",
    MYTH: "myth untrue nonsense misconception false mistaken unfounded wrong",
    TRUE: "true case",
}
CUES: dict[str, int] = {}
"""Cues as they are written → everything that they can do."""
for _bit, _words in _WORDS.items():
    for _word in _words.split():
        CUES[_word] = CUES.get(_word, 0) | _bit


def _inflect(cue: str) -> Iterator[str]:
    """Yield a cue with the endings of English: *sees*, *making*, *denied*, *begged*, and much that nobody says."""
    stems = [cue, cue[:-1]] if cue[-1] in "ey" else [cue, cue + cue[-1]]
    stems += [cue[:-1] + "i"] if cue[-1] == "y" else []
    yield from (stem + ending for stem in stems for ending in _ENDINGS)


_ENDINGS = ("s", "d", "r", "es", "ed", "er", "st", "est", "ing")
_IRREGULAR = (
    "'cause 'd 'em 'll 'n 'n' 't 'til aftermore aren becuse began begun bought bretheren came camest cann chairmen "
    "children comen cometh couldn criticked criticking didn doesn done dont doth farther forgat forgot forgotten gone "
    "gorn gotten had haf hain't han't has hast hath hav herselves himselves isself kept knew known leet letten ll "
    "made meant mediae myselves n't o' readen saw seemedst seemeth seen sistren sold spokesmen spokeswomen swore "
    "sworn thee these those til tis told triedst trieth understood ve wasn went weren wo women won't wouldn written "
    "wrote ya"
)
"""Forms of cues that do not end as forms do; a test finds those that are missing."""
_LIKE_FORMS = frozenset(_IRREGULAR.split()).union(*map(_inflect, CUES))
_AS_WRITTEN = SUBJECT | PRONOUN | SELF_ALONE | IT | MORE | BARE
"""What only the written word says: `them` is no `they`."""


def likeliest_lemma(norm: str, look_up: Callable[[], str]) -> str:
    """Return the dictionary form of a word, or the word itself where it does not look like a form of a cue.

    Parameters
    ----------
    norm : str
        As in its `WordForms`.
    look_up : callable
        Gives the likeliest dictionary form; asked only for words that look like a form of a cue and are not among those
        that `CUE_LEMMAS` knows, for the dictionaries take long to open.
    """
    lemmas = _read_cue_lemmas()
    if norm in lemmas or norm in _LIKE_FORMS:
        return lemmas.get(norm, norm)
    stem, _, ending = norm.rpartition("'")
    if ending in _SHORT_VERBS and stem in CUES:
        return lemmas.get(stem, stem)
    return look_up() if _may_be_form(norm) else norm


CUE_LEMMAS = "cue_lemmas.txt"
"""The resource with forms of cues and their likeliest dictionary form, parted by a space, a line each."""
_SHORT_VERBS = ("ll", "d")


def list_cue_lemmas(look_up: Callable[[str], str]) -> Iterator[str]:
    """Yield the lines of `CUE_LEMMAS`, given what looks up the likeliest dictionary form of a word."""
    lemmas = {form: lemma for form in sorted(_LIKE_FORMS) if (lemma := look_up(form)) != form and lemma in CUES}
    for stem in sorted(CUES):
        for short in (f"{stem}'{ending}" for ending in _SHORT_VERBS):
            if (lemma := look_up(short)) != lemmas.get(stem, stem):
                lemmas[short] = lemma
    return (f"{form} {lemma}" for form, lemma in lemmas.items())


@cache
def _read_cue_lemmas() -> Mapping[str, str]:
    lines = (files("interview_coder.match") / CUE_LEMMAS).read_text(encoding="utf-8").splitlines()
    return dict(line.split(" ") for line in lines)


def _may_be_form(word: str) -> bool:
    if word in _LIKE_FORMS:
        return True
    if word.isalnum():
        return False
    plain = word.replace("-", "")
    stems = {plain, plain.rpartition("'")[0], plain.removesuffix("n't")} - {word}
    return any(stem in CUES or _may_be_form(stem) for stem in stems)


def cue_flags(lower: str, norm: str, lemma: str) -> int:
    """Tell what a word type can do to a stance.

    Parameters
    ----------
    lower, norm, lemma : str
        As in its `WordForms`.

    Returns
    -------
    int
        Bits of this module; 0 for most words.
    """
    bits = CUES.get(lower, 0) | CUES.get(norm, 0) | (CUES.get(lemma, 0) & ~_AS_WRITTEN)
    if bits & (RUMOUR | VIEW) and lower not in CUES and lower.endswith(("ed", "ing")):
        return bits & ~(RUMOUR | VIEW)  # concerned, worrying: no noun
    return bits


def merge(cues: Sequence[int]) -> int:
    """Return what any of some words can do."""
    return reduce(or_, cues, 0)
