"""The witness of places where names are said to stand: speakers' labels, titles, introductions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from interview_coder.anonymise.context import Context
from interview_coder.anonymise.general_words import INSTITUTIONS
from interview_coder.anonymise.initials import find_dotted_initials
from interview_coder.anonymise.introduced_behind import is_introduced_behind
from interview_coder.anonymise.name_cues import follows_name, weigh_as_name
from interview_coder.anonymise.name_lists import PARTICLES, is_given_name, is_surname, may_be_given_name
from interview_coder.anonymise.patterns.word_runs import is_joined
from interview_coder.anonymise.reading import Reading, Word
from interview_coder.anonymise.titles import ROLES, STRONG_TITLES, WEAK_TITLES, is_title
from interview_coder.language.english_words import is_common_word, is_grammar_word, is_verb
from interview_coder.language.word_lists import words_of
from interview_coder.model.masking import Certainty, Find

_NO_PERSON = re.compile(
    r"(?:interviewer?s?|interviewee|int|iv|ir|moderator|mod|facilitator|host|chair|researcher|research|respondent|resp|"
    r"participant|patient|client|speaker|spk|person|voice|unknown|unidentified|all|group|male|female|man|woman|m|f|q|a|i|r|p|"
    r"s|x|y|question|answer|note|notes|transcriber|narrator|member|public|audience|carer|nurse|gp|doctor|manager|"
    r"consultant|physio|pharmacist|commissioner|teacher|officer|witness|counsel|judge|court|clerk|operator|caller|agent|"
    r"advisor|adviser|and|the|of|new|date|time|location|place|present|subject|re|to|from|cc|title|source|file|interview|"
    r"recording|transcript|duration|length|page|wave|site|id|no|number|observer|translator|interpreter|focus|user|"
    r"service|staff|family|parent|mother|father|mum|dad|daughter|son|wife|husband|friend|lead|senior|head|director|deputy|"
    r"trainee|student|tutor|support|worker|social|volunteer|admin|receptionist|one|two|three|four|five|six|\d+|[a-z]?\d+[a-z]?)"
)
_NOT_INITIALS = words_of(
    "int gp dr mr ms mrs qc kc hr pa ceo cfo coo mp md ed nhs mod res par fg iv iq ie eg ps nb ok tv uk us eu"
)
_INTRODUCTIONS = (
    ("my", "name", "is"), ("my", "name's"), ("my", "name"), ("name", "is"), ("name", "was"), ("i'm", "called"),
    ("call", "me"), ("is", "called"), ("was", "called"), ("known", "as"), ("they", "call", "me"), ("she's", "called"),
    ("he's", "called"), ("speaking", "with"), ("talking", "to"), ("named",), ("surname", "is"), ("i'm",), ("i", "am"),
    ("nicknamed",), ("call", "him"), ("call", "her"), ("called", "him"), ("called", "her"),
    ("this", "is"), ("here's",), ("introduce",), ("name",),
)  # fmt: skip
_WEAK = frozenset(
    {
        ("i'm",),
        ("i", "am"),
        ("this", "is"),
        ("talking", "to"),
        ("here's",),
        ("speaking", "with"),
        ("name",),
        ("name", "was"),
        ("my", "name"),
        ("known", "as"),
        ("name", "is"),
    }
)
"""Introductions that mostly introduce something else."""
_TITLES_OF_ALL = words_of("mr mrs ms miss mx")
"""Titles that say no more than man or woman; in a record every other goes with the name."""
_ADDRESSED = words_of("president chairman chairwoman chair speaker minister ambassador secretary director")
"""What behind *Mr* is no name but whom somebody speaks to."""
_SAYING_I = words_of("i i'm i've i'd i'll")
_HYPHENS = frozenset("-‐‑–")
_SHORTEST_WRAPPED = 60
_BEFORE_BASE_VERB = words_of("did does do can could would will should let make made see saw help watch heard to and")
_MOST_TITLES = 4
_MOST_WORDS = 5
_INITIALS = (2, 4)


def find(reading: Reading, context: Context) -> Iterator[Find]:  # noqa: ARG001
    """Find names in labels, behind titles, and where somebody says who somebody is."""
    for start, end in reading.labels:
        yield from _find_in_label(reading, start, end)
    for place, word in enumerate(reading.words):
        if word.is_label:
            continue
        if word.folded in STRONG_TITLES or (
            word.folded in WEAK_TITLES and (word.shape != "lower" or not word.is_cased)
        ):
            yield from _find_behind_title(reading, place)
        for cue in _INTRODUCTIONS:
            if (
                cue[-1] == word.folded
                and tuple(w.folded for w in reading.words[place + 1 - len(cue) : place + 1]) == cue
            ):
                yield from _find_introduced(reading, place + 1, is_weak=cue in _WEAK)
                break
        if not word.is_cased or word.is_capital:
            yield from _find_pair(reading, place)
            yield from _find_in_brackets(reading, place)
            if is_introduced_behind(reading, place):
                yield _person(word, word, "possible" if is_common_word(word.folded) else "likely", "labels")
        if word.folded == "et" and reading.folded_at(place + 1) == "al":
            yield from _find_author(reading, place - 1)
        for first, last in find_dotted_initials(reading, place):
            yield _person(reading.words[first], reading.words[last], "possible", "labels")


def _find_in_label(reading: Reading, start: int, end: int) -> Iterator[Find]:
    first = reading.word_at(start)
    words: list[Word] = []
    while first < len(reading.words) and reading.words[first].start < end:
        if words and set(reading.between(first - 1)) & set("(,/|"):
            break
        words.append(reading.words[first])
        first += 1
    names = [word for word in words if not _NO_PERSON.fullmatch(word.folded) and not is_title(word.folded)]
    if not names:
        return
    if len(words) == 1 and words[0].shape == "upper" and len(words[0].folded) <= _INITIALS[1]:
        if words[0].folded not in _NOT_INITIALS and len(words[0].folded) >= _INITIALS[0]:
            yield _person(words[0], words[0], "likely", "labels")
        return
    if all(is_common_word(word.folded) and not is_surname(word.folded) for word in names):
        return
    is_word = len(names) == 1 and is_common_word(names[0].folded) and not may_be_given_name(names[0].folded)
    if is_word and not (len(words) > 1 and is_title(words[0].folded)):
        return
    yield _person(names[0], names[-1], "likely", "labels")


def _find_behind_title(reading: Reading, place: int) -> Iterator[Find]:
    title = reading.words[place]
    first = place + 1
    gap = reading.between(place)
    if first >= len(reading.words) or gap.strip(" \t.\n") or "\n\n" in gap:
        return
    if reading.folded_at(first) == "and" and is_title(reading.folded_at(first + 1)):  # Mr and Mrs
        return
    while first < place + _MOST_TITLES and is_title(reading.folded_at(first)) and is_joined_by_dot(reading, first):
        first += 1
    if first >= len(reading.words) or reading.words[first].is_label:
        return
    last = _read_cased_name(reading, first) if reading.words[first].is_cased else _read_said_name(reading, first, title)
    name = reading.words[first].folded
    if is_grammar_word(name) and not may_be_given_name(name) and not reading.between(first).startswith("."):
        return
    if title.folded in WEAK_TITLES and last == first and not _may_follow_office(reading.words[first]):
        return
    named = {word.folded for word in reading.words[first : last + 1]}
    if not reading.is_talk and all(one in INSTITUTIONS or is_title(one) for one in named):
        return
    if last == first and name in _ADDRESSED and title.folded in _TITLES_OF_ALL:
        return
    if last == first and len(reading.words[first].folded) == 1:  # Ms A: somebody took the name out before
        return
    if last >= first:
        certainty: Certainty = "likely" if title.folded in STRONG_TITLES else "possible"
        with_title = not reading.is_talk and title.folded not in _TITLES_OF_ALL
        yield _person(title if with_title else reading.words[first], reading.words[last], certainty, "labels")


def _may_follow_office(word: Word) -> bool:
    """Whether one word behind *judge* or *sister* can be a name; of common words surnames with a capital can."""
    if not is_common_word(word.folded) or may_be_given_name(word.folded):
        return True
    is_office = word.folded in INSTITUTIONS or is_title(word.folded)
    return word.is_capital and is_surname(word.folded) and not is_office


def is_joined_by_dot(reading: Reading, place: int) -> bool:
    """Whether a name may go on behind a word: only a space or the full stop of an abbreviation stands between."""
    gap = reading.between(place)
    return gap.strip(" \t.-‐‑") in ("", "\n") and len(gap) < 4 and "\n\n" not in gap


def _read_cased_name(reading: Reading, first: int) -> int:
    last = first - 1
    for at in range(first, min(first + _MOST_WORDS, len(reading.words))):
        word = reading.words[at]
        if at > first and not _goes_on(reading, at - 1):
            break
        if word.is_label:
            break
        if word.is_capital and (word.folded not in _SAYING_I or _is_letter_i(reading, at)):
            last = at
            if word.is_owner:
                break
        elif word.folded not in PARTICLES:
            break
    return last


def _is_letter_i(reading: Reading, place: int) -> bool:
    return reading.words[place].folded == "i" and reading.between(place).startswith(".")


def _goes_on(reading: Reading, place: int) -> bool:
    """Whether a name goes on: behind a full stop only if that is of an initial."""
    gap = reading.between(place)
    if "." in gap:
        return reading.words[place].shape == "initial" and is_joined_by_dot(reading, place)
    if "\n" in gap and not _is_wrapped(reading, place):
        return False
    return gap in _HYPHENS or (gap.strip() == "" and "\n\n" not in gap)


def _is_wrapped(reading: Reading, place: int) -> bool:
    """Whether a line ends behind a word because it was full, and not because something was."""
    end = reading.words[place].end
    return end - (reading.text.rfind("\n", 0, end) + 1) >= _SHORTEST_WRAPPED


def _read_said_name(reading: Reading, first: int, title: Word) -> int:
    word = reading.words[first].folded
    strong = title.folded in STRONG_TITLES and title.folded not in ("miss", "sir", "pan", "fr", "pani", "mx")
    is_name = strong and may_be_given_name(word) and weigh_as_name(reading, first) >= 0
    if not is_name and (is_grammar_word(word) or reading.words[first].shape == "digit"):
        return first - 1
    if not strong and is_common_word(word) and weigh_as_name(reading, first) < 3:
        return first - 1
    if strong and is_common_word(word) and not (is_surname(word) or may_be_given_name(word)):
        return first - 1
    second = first + 1
    if second < len(reading.words) and is_joined(reading, first) and "\n" not in reading.between(first):
        next_word = reading.words[second].folded
        if not reading.words[first].is_owner and may_be_given_name(word) and _is_said_surname(next_word):
            return second
    return first


def _is_said_surname(word: str) -> bool:
    if is_grammar_word(word) or follows_name(word) or word[:1].isdigit() or ("'" in word[1:] and word[1] != "'"):
        return False
    return not is_common_word(word) or (is_surname(word) and not word.endswith(("ed", "ing", "ly")))


def _find_introduced(reading: Reading, first: int, *, is_weak: bool) -> Iterator[Find]:
    if first >= len(reading.words) or reading.words[first].is_label or reading.between(first - 1).strip(" \t,:'\"‘“\n"):
        return
    word = reading.words[first]
    if word.is_cased:
        last = _read_cased_name(reading, first)
        names = reading.words[first : last + 1]
        if last < first or all(is_common_word(one.folded) and not may_be_given_name(one.folded) for one in names[:1]):
            return
        if is_weak and not may_be_given_name(word.folded) and is_common_word(word.folded):
            return
        if is_weak and len(names) == 1 and not is_given_name(word.folded) and not may_be_given_name(word.folded):
            return
        yield _person(word, reading.words[last], "likely", "labels")
        return
    if is_common_word(word.folded) and (is_weak or not may_be_given_name(word.folded)):
        return
    if (
        is_weak
        and not is_given_name(word.folded)
        and not (is_given_name(word.folded) or not is_common_word(word.folded))
    ):
        return
    last = first
    if is_joined(reading, first) and _is_said_surname(reading.folded_at(first + 1)) and not word.is_owner:
        last = first + 1
    yield _person(word, reading.words[last], "likely", "labels")


def _find_in_brackets(reading: Reading, place: int) -> Iterator[Find]:
    """Find the rest of a name of which somebody added a part: ``Jo [Marsh]``, ``[Jo] Marsh``."""
    if place + 1 >= len(reading.words):
        return
    given, word, gap = reading.words[place], reading.words[place + 1], reading.between(place)
    is_open = gap in (" [", " (") and is_given_name(given.folded)
    is_closed = gap in ("] ", ".] ") and (may_be_given_name(given.folded) or given.shape == "initial")
    may_be_name = not is_common_word(word.folded) or is_surname(word.folded)
    if (is_open or is_closed) and word.shape == "capital" and may_be_name:
        yield _person(word, word, "likely", "labels")


def _find_author(reading: Reading, place: int) -> Iterator[Find]:
    """Find whose name stands before *et al*."""
    if place >= 0 and reading.words[place].is_capital and reading.between(place).strip(" ,") == "":
        yield _person(reading.words[place], reading.words[place], "likely", "labels")


def _find_pair(reading: Reading, place: int) -> Iterator[Find]:
    """Find given name and surname side by side; of common words both, where they stand as a name does."""
    if place + 1 >= len(reading.words) or not is_joined(reading, place) or reading.words[place].is_owner:
        return
    if place > 0 and reading.between(place - 1) in _HYPHENS:  # the end of a longer word, as in Stoke-on-Trent
        return
    given, surname = reading.words[place], reading.words[place + 1]
    if not may_be_given_name(given.folded) or surname.is_label:
        return
    if len(surname.folded) < 2 and not (surname.is_capital and reading.between(place + 1).startswith(".")):
        return
    if given.is_cased and surname.is_cased:
        last = _read_cased_name(reading, place)
        if last > place and _is_cased_pair(reading, place):
            yield _person(given, reading.words[last], "likely", "labels")
        return
    if not _is_said_surname(surname.folded) or "\n" in reading.between(place):
        return
    if is_common_word(given.folded) and is_common_word(surname.folded):
        weight = weigh_as_name(reading, place) + _weigh_behind(reading, place + 1)
        if weight < 2 or not is_surname(surname.folded):
            return
        yield _person(given, surname, "possible", "labels")
        return
    if is_common_word(surname.folded) and not is_surname(surname.folded):
        return
    if is_common_word(given.folded) and weigh_as_name(reading, place) < 0:
        return
    if is_common_word(surname.folded) and is_verb(surname.folded) and reading.folded_at(place - 1) in _BEFORE_BASE_VERB:
        return
    yield _person(given, surname, "likely", "labels")


def _is_cased_pair(reading: Reading, place: int) -> bool:
    given, surname = reading.words[place], reading.words[place + 1]
    if not is_common_word(given.folded):
        return True
    if given.begins and is_common_word(surname.folded) and not is_surname(surname.folded):
        return False
    return not is_common_word(surname.folded) or is_surname(surname.folded) or surname.shape == "initial"


def _weigh_behind(reading: Reading, place: int) -> int:
    after = reading.folded_at(place + 1)
    if reading.words[place].is_owner:
        return 2
    if after in (
        "is",
        "was",
        "said",
        "has",
        "had",
        "and",
        "who",
        "on",
        "at",
        "from",
        "in",
        "i",
        "i'm",
        "came",
        "did",
        "gets",
        "he",
        "she",
    ):
        return 1
    return 1 if reading.folded_at(place - 2) in ROLES or not after else 0


def _person(first: Word, last: Word, certainty: Certainty, witness: str) -> Find:
    return Find(first.start, last.end, "person", certainty, witness, is_direct=True)
