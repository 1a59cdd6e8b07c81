"""Whether a word that is also a common one is meant as a name where it stands: *will* and *grace* and *may*."""

from __future__ import annotations

from interview_coder.anonymise.name_lists import MONTHS_AS_NAMES, is_given_name, may_be_given_name
from interview_coder.anonymise.reading import Reading
from interview_coder.anonymise.titles import ROLES, STRONG_TITLES, WEAK_TITLES
from interview_coder.language.english_words import is_common_word, is_grammar_word, is_verb
from interview_coder.language.word_lists import words_of

_BEFORE = words_of(
    "ask asked asking told tell telling meet met called call calling rang phoned named dear hi hello hey hiya thanks "
    "thank cheers sorry poor with like by from saw said says spoke love cc ring email emailed texted text bless miss "
    "remember i'm im honestly yeah and morning welcome goodbye bye please well okay ok"
)
_AFTER = words_of(
    "said says was is has had did does didn't doesn't wasn't isn't hasn't hadn't couldn't wouldn't would could and "
    "who left came comes went goes told tells asked asks gets got goes works worked thinks thought knows knew wants "
    "wanted rang rings phoned called calls emailed wrote took takes made makes never always used runs ran gave gives "
    "saw sees says reckons reckoned loves loved hates hated needs needed lives lived died retired joined started "
    "stayed moved ended turned showed signed helped brought found felt looked seemed sat stood spoke sent whose or "
    "myself too"
)
_TO_PERSON = words_of("ask asked told tell met dear rang phoned named called thanks hi hello sister auntie uncle")
_DETERMINERS = words_of(
    "the a an this that these those my your his her its our their some any no every each one two three four five six "
    "seven eight nine ten first last next other same all whole another per such what which whatever more most few "
    "many much several both half good bad new old big little small long great own"
)
_SUBJECTS = words_of(
    "i you we they he she it who that there this which these those things people everyone someone nobody to not don't "
    "didn't can't won't couldn't wouldn't shouldn't i'd you'd we'd they'd he'd she'd can could would should must "
    "might i'll you'll we'll they'll let let's as what"
)
_OBJECTS = words_of(
    "the a an my your his our their this that these those it them us me him up out off down over so be not have"
)
_SPEAKING = words_of("said says say spoke speak speaking talk talked talking listen listened went go wrote explained")
_AGAIN = frozenset({"after", "by", "to"})
_BESIDE = words_of("for about of than around without")
_PAST = words_of("paid met rode drove fell broke chose spent lost won wore kept held led read taught slept cut put set")
_ASKED = words_of("i you we they he she it there that people anyone")
_ADVERBS = words_of("just really never always also still then only once even actually already")
_DATE_WORDS = words_of("in since until till by of last next early late mid this during from before after end")
_MODALS = frozenset({"will", "may", "can"})
_ALL_MODALS = words_of("will may can would could should might must shall")
_PEOPLE = words_of("she he she'd he'd she'll he'll her his")
_PLACING = words_of("in at from on")
_BEFORE_NOUN = words_of("was is with by from for it's that's there's")
_POSTS = words_of(
    "cook chef cleaner porter driver vicar builder plumber caretaker gardener visitor optician dentist vet landlord "
    "landlady farmer butcher baker postman milkman lollipop hairdresser chemist dietitian paramedic carer warden"
)
"""What people are by their work, besides `ROLES`."""


def weigh_as_name(reading: Reading, place: int) -> int:
    """Weigh whether a word that can be a common one is a name where it stands.

    Returns
    -------
    int
        Two and more: it is. One: it may be. Less: it is not. Where capitals tell, they have most weight.
    """
    word = reading.words[place]
    if word.is_label:
        return 3
    if word.folded in MONTHS_AS_NAMES and _is_month(reading, place):
        return -3
    if not word.is_cased:
        return weigh_surroundings(reading, place)
    if word.shape == "lower":
        return -3
    if word.shape == "upper" and not word.begins:
        return max(1, weigh_surroundings(reading, place))
    if word.folded in MONTHS_AS_NAMES:
        return max(1, weigh_surroundings(reading, place)) if not word.begins else weigh_surroundings(reading, place)
    return weigh_surroundings(reading, place) + (word.shape == "capital") if word.begins else 2


def stands_as_person(reading: Reading, place: int) -> bool:
    """Whether letters stand where a person does: something is said of them, or to them."""
    if not _is_near(reading, place) and not _is_near(reading, place - 1):
        return False
    before = reading.folded_at(place - 1) if _is_near(reading, place - 1) else ""
    after = reading.folded_at(place + 1) if _is_near(reading, place) else ""
    if before in _DETERMINERS or after in ("of", "scan", "number", "team", "system"):
        return False
    return reading.words[place].is_owner or after in _AFTER or before in ROLES or before in _TO_PERSON


def follows_name(word: str) -> bool:
    """Whether a folded word says something of the one before it, and so is no surname: *left* in *Kofi left*."""
    return word in _AFTER


def _is_month(reading: Reading, place: int) -> bool:
    before = reading.folded_at(place - 1)
    after = reading.folded_at(place + 1) if _is_near(reading, place) else ""
    if before[:1].isdigit() or after[:1].isdigit():
        return True
    return before in _DATE_WORDS and not may_be_given_name(after) and after != "said" and reading.words[place].is_cased


def weigh_surroundings(reading: Reading, place: int) -> int:
    """Weigh whether the words around say that a word is a name, whatever its letters look like."""
    before = reading.folded_at(place - 1) if _is_near(reading, place - 1) else ""
    after = reading.folded_at(place + 1) if _is_near(reading, place) else ""
    if before in STRONG_TITLES:
        return 3
    if reading.words[place - 1].is_owner and before and not is_grammar_word(before):  # his wife's joy is no name
        before = "their"
    weight = 2 * reading.words[place].is_owner
    weight += _weigh_before(reading, place, before)
    weight += _weigh_comma(after) if _is_parted(reading, place) else _weigh_after(reading, place, before)
    if after == "and" and is_given_name(reading.folded_at(place + 2)):
        weight += 2
    if before == "and" and is_given_name(reading.folded_at(place - 2)):
        weight += 2
    return weight


def _is_parted(reading: Reading, place: int) -> bool:
    return reading.between(place).startswith(",")


def _weigh_comma(after: str) -> int:
    """Weigh what stands behind a comma: *Grace, she's the manager*."""
    return 2 if after in ("who", "whose") else int(after in _PEOPLE)


def _weigh_before(reading: Reading, place: int, before: str) -> int:
    if before in _DETERMINERS or (before in _AGAIN and reading.folded_at(place - 2) == reading.words[place].folded):
        return -3
    if before in ROLES or before in WEAK_TITLES:
        return 2
    if may_be_given_name(before) and not is_common_word(before):
        return 2
    if before in _BEFORE:
        return 0 if before == "and" else 1
    if before == "to" and not (_is_spoken_to(reading, place) or reading.folded_at(place + 1) not in _OBJECTS):
        return -3
    if before == "to" and _is_told_that(reading, place):
        return 4
    if before == "to":
        return 2 if _is_spoken_to(reading, place) else 0
    if before in _SUBJECTS and is_verb(reading.words[place].folded):
        return -3
    if before in _BESIDE:
        return 1
    return 0 if before or not reading.between(place).startswith(",") else 1


def _is_told_that(reading: Reading, place: int) -> bool:
    """Whether what was said follows: *I said to grace that it was late*."""
    told = reading.folded_at(place - 2) in _SPEAKING and reading.folded_at(place + 1) == "that"
    return told and reading.folded_at(place + 2) in _ASKED


def _weigh_after(reading: Reading, place: int, before: str) -> int:
    word, after, after_next = (reading.folded_at(at) for at in (place, place + 1, place + 2))
    if not _is_near(reading, place):
        after = ""
    is_owner = reading.words[place].is_owner
    if not is_owner and word in _MODALS and after not in _AFTER:
        if after in _ALL_MODALS:  # nobody may could
            return 2
        if after in _OBJECTS or after in _ASKED or is_verb(after):
            return -3
    if after in _ADVERBS and after_next in _AFTER:
        return 2
    if is_owner:
        return 0
    if _is_explained(reading, place, before) or _is_placed(reading, place):
        return 2
    if after in _OBJECTS and is_verb(word):
        return -2
    if after in _AGAIN and after_next == word:
        return -2
    if after in _AFTER:
        return 1 if after in ("and", "or", "is", "was") and before else 2
    return int(after in _PAST or (after.endswith("ed") and is_common_word(after)))


def _is_explained(reading: Reading, place: int, before: str) -> bool:
    """Whether it is said who somebody is: *with dolly the cook*."""
    if reading.folded_at(place + 1) != "the" or (is_verb(reading.words[place].folded) and before not in _BEFORE_NOUN):
        return False
    return any(reading.folded_at(at) in ROLES or reading.folded_at(at) in _POSTS for at in (place + 2, place + 3))


def _is_spoken_to(reading: Reading, place: int) -> bool:
    is_free = reading.folded_at(place + 1) not in _OBJECTS or _is_told_that(reading, place)
    return reading.folded_at(place - 2) in _SPEAKING and is_free


def _is_placed(reading: Reading, place: int) -> bool:
    """Whether it is said where somebody is who does something: *Joy in the bakery said*."""
    where, whose, does = (reading.folded_at(at) for at in (place + 1, place + 2, place + 4))
    return where in _PLACING and whose in ("the", "our", "my") and does in _AFTER


def _is_near(reading: Reading, place: int) -> bool:
    """Whether nothing ends between a word and the next one; where capitals tell nothing, a line ends anywhere."""
    if reading.between(place) == "\n" and 0 <= place < len(reading.words) - 1:
        return not (reading.words[place].is_cased or reading.words[place + 1].is_cased)
    return not set(reading.between(place)) & set(".!?;:()[]\n\r")
