"""Names behind titles: *Mr*, *Dr*, *Sister*."""

from __future__ import annotations

from collections.abc import Iterator

from interview_coder.anonymise.general_words import INSTITUTIONS
from interview_coder.anonymise.name_cues import weigh_as_name
from interview_coder.anonymise.name_lists import PARTICLES, is_surname, may_be_given_name
from interview_coder.anonymise.patterns.word_runs import is_joined
from interview_coder.anonymise.reading import Reading, Word
from interview_coder.anonymise.titles import STRONG_TITLES, WEAK_TITLES, is_title
from interview_coder.anonymise.told_names.name_runs import (
    is_joined_by_dot,
    is_said_surname,
    make_person,
    read_cased_name,
)
from interview_coder.language.english_words import is_common_word, is_grammar_word, is_verb
from interview_coder.language.word_lists import words_of
from interview_coder.model.masking import Certainty, Find

_TITLES_OF_ALL = words_of("mr mrs ms miss mx")
"""Titles that say no more than man or woman; in a record every other goes with the name."""
_ADDRESSED = words_of("president chairman chairwoman chair speaker minister ambassador secretary director")
"""What behind *Mr* is no name but whom somebody speaks to."""
_RANKS = words_of("pc sgt sergeant constable inspector reverend")
"""Titles that are no everyday words, and so tell a name where capitals tell nothing."""
_MOST_TITLES = 4


def find_behind_title(reading: Reading, place: int) -> Iterator[Find]:
    """Find the name behind a title."""
    title = reading.words[place]
    if title.folded not in STRONG_TITLES and (
        title.folded not in WEAK_TITLES or (title.shape == "lower" and title.is_cased)
    ):
        return
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
    last = read_cased_name(reading, first) if reading.words[first].is_cased else _read_said_name(reading, first, title)
    name = reading.words[first].folded
    if is_grammar_word(name) and not may_be_given_name(name) and not reading.between(first).startswith("."):
        return
    if title.folded in WEAK_TITLES - _RANKS and last == first and not _may_follow_office(reading.words[first]):
        return
    named = {word.folded for word in reading.words[first : last + 1]}
    is_titled_surname = title.folded in _TITLES_OF_ALL and is_surname(name) and name not in INSTITUTIONS
    if not reading.is_talk and all(one in INSTITUTIONS or is_title(one) for one in named) and not is_titled_surname:
        return
    if last == first and name in _ADDRESSED and title.folded in _TITLES_OF_ALL:
        return
    if last == first and len(reading.words[first].folded) == 1:  # Ms A: somebody took the name out before
        return
    if last >= first and title.folded == "saint":
        told: Certainty = "possible" if is_common_word(name) else "likely"
        yield Find(title.start, reading.words[last].end, "place", told, "labels", is_direct=False)
    elif last >= first:
        certainty: Certainty = "likely" if title.folded in STRONG_TITLES else "possible"
        with_title = not reading.is_talk and title.folded not in _TITLES_OF_ALL
        yield make_person(title if with_title else reading.words[first], reading.words[last], certainty)


def _may_follow_office(word: Word) -> bool:
    """Whether one word behind *judge* or *sister* can be a name; of common words surnames with a capital can."""
    if not is_common_word(word.folded) or may_be_given_name(word.folded):
        return True
    is_office = word.folded in INSTITUTIONS or is_title(word.folded)
    return word.is_capital and is_surname(word.folded) and not is_office


def _read_said_name(reading: Reading, first: int, title: Word) -> int:
    word = reading.words[first].folded
    if word in PARTICLES and is_joined(reading, first) and is_surname(reading.folded_at(first + 1)):
        return first + 1
    if title.folded in _RANKS and is_surname(word) and not (is_verb(word) or is_grammar_word(word)):
        return first
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
        if not reading.words[first].is_owner and may_be_given_name(word) and is_said_surname(next_word):
            return second
    return first
