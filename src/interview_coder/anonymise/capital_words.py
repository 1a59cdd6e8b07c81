"""Words of the dictionary with a capital inside a sentence: whom or what they name, as far as their place tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from interview_coder.anonymise.general_words import DAYS_AND_MONTHS, GENERAL, INSTITUTIONS
from interview_coder.anonymise.name_cues import weigh_surroundings
from interview_coder.anonymise.name_lists import is_given_name, is_surname, may_be_given_name
from interview_coder.anonymise.patterns.organisations import HEADS
from interview_coder.anonymise.patterns.word_runs import is_joined
from interview_coder.anonymise.reading import Reading
from interview_coder.anonymise.titles import ROLES, is_title
from interview_coder.language.english_words import is_common_word, is_grammar_word
from interview_coder.language.word_lists import words_of
from interview_coder.model.masking import Find, Kind

_PLACE_BEFORE = words_of("in at from near to around outside into towards via")
_KIN = words_of("mummy mammy mommy daddy nanna grandmother grandfather granny grandpa auntie aunty uncle")
_FEWEST = 2
"""Places inside sentences in which a word must have its capital to be a name without any other sign."""
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class _Capitals:
    """How often words have a capital inside sentences, and which are written without one."""

    inside: Counter[str]
    small: frozenset[str]

    @classmethod
    def count(cls, reading: Reading) -> _Capitals:
        told = [word for word in reading.words if word.is_cased and not word.is_label]
        inside = Counter(word.folded for word in told if word.shape == "capital" and not word.begins)
        return cls(inside, frozenset(word.folded for word in told if word.shape == "lower"))


def find_words_with_capitals(reading: Reading) -> Iterator[Find]:
    """Find words of the dictionary that name somebody or something."""
    capitals = _Capitals.count(reading) if reading.is_talk else None
    for place, word in enumerate(reading.words):
        if word.shape != "capital" or not word.is_cased or word.is_label or not is_common_word(word.folded):
            continue
        kind = _read_kind(reading, place, capitals)
        if kind is not None:
            yield Find(word.start, word.end, kind, "possible", "unknown_words", is_direct=kind == "person")


def _read_kind(reading: Reading, place: int, capitals: _Capitals | None) -> Kind | None:
    word = reading.words[place]
    if is_grammar_word(word.folded) or _is_of_all(word.folded):
        return None
    if not word.begins and _is_called(reading, place):
        return "person"
    if capitals is None or word.folded in capitals.small or len(word.folded) < _SHORTEST:
        return None
    if is_title(word.folded) and not is_surname(word.folded):
        return None
    if _is_in_run(reading, place):
        return None
    if word.begins:
        return "person" if _begins_as_person(reading, place) else None
    if weigh_surroundings(reading, place) > 0 or _is_among_names(reading, place):
        return "person"
    if capitals.inside[word.folded] < _FEWEST:
        return None
    return "place" if reading.folded_at(place - 1) in _PLACE_BEFORE else "person"


def _is_of_all(word: str) -> bool:
    """Whether a word with a capital tells nobody: *Trusts*, *Let's*, *We'll*."""
    general = GENERAL | DAYS_AND_MONTHS | INSTITUTIONS | HEADS | ROLES | _KIN
    return word in general or word.removesuffix("s") in general or "'" in word or word == "let"


def _is_called(reading: Reading, place: int) -> bool:
    """Whether a word stands behind what people are to each other: *my friend Birdie*."""
    before = reading.words[place - 1] if place and is_joined(reading, place - 1) else None
    return before is not None and before.folded in ROLES and before.shape == "lower" and before.is_cased


def _is_in_run(reading: Reading, place: int) -> bool:
    """Whether the word beside it has a capital too: together they name something, and others tell what."""
    words = reading.words
    before = place > 0 and is_joined(reading, place - 1) and words[place - 1].is_capital and not words[place - 1].begins
    after = place + 1 < len(words) and is_joined(reading, place) and words[place + 1].is_capital
    return before or (after and not words[place + 1].begins)


def _begins_as_person(reading: Reading, place: int) -> bool:
    word = reading.words[place].folded
    if may_be_given_name(word):
        return _is_all_that_is_said(reading, place)
    return is_surname(word) and weigh_surroundings(reading, place) > 1


def _is_all_that_is_said(reading: Reading, place: int) -> bool:
    """Whether a sentence has no other word: *He had a friend. Piers. He was kind*."""
    return reading.between(place)[:1] in (".", "?", "!")


def _is_among_names(reading: Reading, place: int) -> bool:
    """Whether a word stands in a row of given names: *Oonagh, Bliss and Ravi*."""
    before, after = reading.between(place - 1).strip(), reading.between(place).strip()
    behind_name = before in (",", "and") and is_given_name(reading.folded_at(place - 1))
    next_place = place + 1 if after == "," or reading.folded_at(place + 1) != "and" else place + 2
    before_name = (after == "," or next_place > place + 1) and is_given_name(reading.folded_at(next_place))
    return behind_name or before_name
