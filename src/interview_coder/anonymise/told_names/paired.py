"""A given name with a surname, and what stands in for one of them."""

from __future__ import annotations

from collections.abc import Iterator

from interview_coder.anonymise.name_cues import weigh_as_name
from interview_coder.anonymise.name_lists import is_given_name, is_surname, may_be_given_name
from interview_coder.anonymise.patterns.word_runs import is_joined
from interview_coder.anonymise.reading import Reading
from interview_coder.anonymise.titles import ROLES
from interview_coder.anonymise.told_names.name_runs import HYPHENS, is_said_surname, make_person, read_cased_name
from interview_coder.language.english_words import is_common_word, is_verb
from interview_coder.language.word_lists import words_of
from interview_coder.model.masking import Find

_BEFORE_BASE_VERB = words_of("did does do can could would will should let make made see saw help watch heard to and")


def find_in_brackets(reading: Reading, place: int) -> Iterator[Find]:
    """Find the rest of a name of which somebody added a part: ``Jo [Marsh]``, ``[Jo] Marsh``."""
    if place + 1 >= len(reading.words):
        return
    given, word, gap = reading.words[place], reading.words[place + 1], reading.between(place)
    is_open = gap in (" [", " (") and is_given_name(given.folded)
    is_closed = gap in ("] ", ".] ") and (may_be_given_name(given.folded) or given.shape == "initial")
    may_be_name = not is_common_word(word.folded) or is_surname(word.folded)
    if (is_open or is_closed) and word.shape == "capital" and may_be_name:
        yield make_person(word, word, "likely")


def find_author(reading: Reading, place: int) -> Iterator[Find]:
    """Find whose name stands before *et al*."""
    if reading.folded_at(place + 1) != "et" or reading.folded_at(place + 2) != "al":
        return
    if reading.words[place].is_capital and reading.between(place).strip(" ,") == "":
        yield make_person(reading.words[place], reading.words[place], "likely")


def find_pair(reading: Reading, place: int) -> Iterator[Find]:
    """Find given name and surname side by side; of common words both, where they stand as a name does."""
    if place + 1 >= len(reading.words) or not is_joined(reading, place) or reading.words[place].is_owner:
        return
    if place > 0 and reading.between(place - 1) in HYPHENS:  # the end of a longer word, as in Stoke-on-Trent
        return
    given, surname = reading.words[place], reading.words[place + 1]
    if not may_be_given_name(given.folded) or surname.is_label:
        return
    if len(surname.folded) < 2 and not (surname.is_capital and reading.between(place + 1).startswith(".")):
        return
    if given.is_cased and surname.is_cased:
        last = read_cased_name(reading, place)
        if last > place and _is_cased_pair(reading, place):
            yield make_person(given, reading.words[last], "likely")
        return
    if not is_said_surname(surname.folded) or "\n" in reading.between(place):
        return
    if is_common_word(given.folded) and is_common_word(surname.folded):
        weight = weigh_as_name(reading, place) + _weigh_behind(reading, place + 1)
        if weight < 2 or not is_surname(surname.folded):
            return
        yield make_person(given, surname, "possible")
        return
    if is_common_word(surname.folded) and not is_surname(surname.folded):
        return
    if is_common_word(given.folded) and weigh_as_name(reading, place) < 0:
        return
    if is_common_word(surname.folded) and is_verb(surname.folded) and reading.folded_at(place - 1) in _BEFORE_BASE_VERB:
        return
    yield make_person(given, surname, "likely")


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
