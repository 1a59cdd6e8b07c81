"""Streets, estates and what else people live in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from interview_coder.anonymise.patterns.word_runs import extend_left, extend_right, is_joined
from interview_coder.anonymise.reading import Reading
from interview_coder.language.english_words import is_grammar_word
from interview_coder.language.word_lists import words_of
from interview_coder.model.masking import Find, Kind

_STREETS = words_of(
    "street road lane avenue crescent terrace close drive approach gardens grove place way court hill row walk mews "
    "square parade rise green wharf bridge gate fields heights st rd ave boulevard quay embankment mount vale view"
)
_SAID_STREETS = words_of("street road lane avenue crescent terrace approach gardens grove mews wharf close drive")
_AREAS = words_of(
    "estate village ward parish valley island river lake forest park moor beach bay county district region"
)
_SAID_AREAS = frozenset({"estate"})
_NO_NAME = words_of(
    "the a an i we you they he she it my your our their this that so and but at in on from to of by down up"
)
_OF_ALL = words_of(
    "main side high-street busy long short right wrong same other own whole back front middle one two each every any "
    "some no by-pass dual ring country slip private public council housing industrial trading new old local bus cycle "
    "fast big small real car our up down across real off on in of"
)
_NUMBER = re.compile(r"\d{1,4}[a-z]?")
_FEW = words_of("one two three")
_NUMBER_WORDS = _FEW | words_of(
    "four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen "
    "twenty thirty forty fifty sixty seventy eighty ninety hundred"
)
_UNITS = words_of("flat number unit apartment")
_FIRST_HEADS = words_of("maes heol ffordd lon stryd rhodfa rhes rue calle strada ulica")
_JOINING = words_of("y yr du de des la las del")
_BEFORE = words_of("at on in from to of near off down up by into along round through live lives lived is was called")


def find_streets(reading: Reading) -> Iterator[Find]:
    """Find streets with or without a number, estates, and other areas that are named."""
    for place, word in enumerate(reading.words):
        if word.is_label or (word.folded not in _STREETS and word.folded not in _AREAS):
            continue
        first = _find_first(reading, place)
        if first == place:
            continue
        numbered = _find_number(reading, first)
        if not word.is_cased and not _is_said(reading, first, place, numbered=numbered < first):
            continue
        if word.folded == "court" and numbered == first:  # of law, mostly
            continue
        kind: Kind = "address" if word.folded in _STREETS else "place"
        start = reading.words[numbered].start
        if reading.folded_at(first - 1) == "the" and kind == "place":
            start = reading.words[first - 1].start
        yield Find(start, word.end, kind, "likely", "patterns", is_direct=False)
    yield from _find_headed(reading)


def _find_headed(reading: Reading) -> Iterator[Find]:
    """Find streets that begin with what they are, as in Welsh and French: *22 Heol y Garreg*."""
    for place, word in enumerate(reading.words):
        if word.folded not in _FIRST_HEADS or not word.is_capital or word.is_label:
            continue
        last = extend_right(reading, place, joining=_JOINING)
        if last > place:
            start = reading.words[_find_number(reading, place)].start
            yield Find(start, reading.words[last].end, "address", "likely", "patterns", is_direct=False)


def _find_number(reading: Reading, first: int) -> int:
    """Return where the number before a street begins, in digits or in words, with its flat; else where that begins."""
    at = first
    while at > 0 and is_joined(reading, at - 1) and _is_of_number(reading.folded_at(at - 1)):
        at -= 1
    if first - at == 1 and reading.folded_at(at) in _FEW:
        return first
    while at < first and reading.folded_at(at) in _UNITS and not _is_of_number(reading.folded_at(at + 1)):
        at += 1
    return at if any(reading.folded_at(one) not in _UNITS for one in range(at, first)) else first


def _is_of_number(word: str) -> bool:
    return _NUMBER.fullmatch(word) is not None or word in _NUMBER_WORDS or word in _UNITS


def _find_first(reading: Reading, place: int) -> int:
    word = reading.words[place]
    if word.is_cased and word.is_capital:
        return extend_left(reading, place, stop=_NO_NAME)
    if word.is_cased:
        if word.folded not in _AREAS or not is_joined(reading, place - 1) or not reading.words[place - 1].is_capital:
            return place
        return extend_left(reading, place - 1, stop=_NO_NAME) if not reading.words[place - 1].begins else place
    first = place
    while first > 0 and place - first < 2 and is_joined(reading, first - 1) and _may_be_in_name(reading, first - 1):
        first -= 1
    return first


def _is_said(reading: Reading, first: int, place: int, *, numbered: bool) -> bool:
    if numbered:
        return True
    head = reading.folded_at(place)
    if head not in _SAID_STREETS and head not in _SAID_AREAS:
        return False
    return reading.folded_at(first - 1) in _BEFORE or (head in _SAID_AREAS and reading.folded_at(first - 1) == "the")


def _may_be_in_name(reading: Reading, place: int) -> bool:
    word = reading.words[place]
    if word.is_label or word.shape == "digit" or "\n" in reading.between(place):
        return False
    return (
        not is_grammar_word(word.folded)
        and word.folded not in _NO_NAME
        and word.folded not in _OF_ALL
        and (word.folded not in _BEFORE)
    )
