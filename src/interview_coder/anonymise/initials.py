"""Single letters that stand for names: before a surname, before each other, in place of a person."""

from __future__ import annotations

from collections.abc import Iterator

from interview_coder.anonymise.general_words import GENERAL
from interview_coder.anonymise.name_cues import stands_as_person
from interview_coder.anonymise.name_lists import is_given_name
from interview_coder.anonymise.reading import Reading
from interview_coder.language.word_lists import words_of

_NOT_WITHOUT_DOT = frozenset("ai")
"""Letters that are words."""
_COUNTED = words_of(
    "class category section part annex schedule appendix block group article rule unit ward grade type no"
)
"""What is told apart by letters."""
_MOST_INITIALS = 3
_FEWEST_DOTTED = 2
_MOST_DOTTED = 4
_NOT_PEOPLE = words_of(
    "un eu us usa uae dc sa spa sro doo ba ma md bs phd ad bc ac pm am ie eg nb ps cv er id ve vs jr sr"
)
"""Letters with dots that are countries, degrees, times and kinds of companies."""


def widen_to_initials(reading: Reading, start: int, end: int) -> int:
    """Return where the name at ``start`` begins with the initials before it: *R Kestrelby*, *O.J. Kestrelby*."""
    place = reading.word_at(start)
    if place >= len(reading.words) or reading.words[place].start != start or not reading.words[place].is_capital:
        return start
    first = place
    while first > 0 and place - first < _MOST_INITIALS and _is_initial_of(reading, first - 1, end):
        first -= 1
    return reading.words[first].start


def _is_initial_of(reading: Reading, place: int, end: int) -> bool:
    word, following = reading.words[place], reading.words[place + 1]
    if word.shape != "initial" or not word.is_cased or word.is_label or len(word.folded) > 1 or end <= following.start:
        return False
    gap = reading.between(place)
    if gap == " ":
        return word.folded not in _NOT_WITHOUT_DOT
    return gap == "." or (gap == ". " and not is_given_name(following.folded))


def find_dotted_initials(reading: Reading, place: int) -> Iterator[tuple[int, int]]:
    """Find letters with dots that are somebody: *A.K.*; in talk only where a person stands."""
    last = place
    while _is_dotted(reading, last) and last + 1 < len(reading.words) and reading.words[last + 1].shape == "initial":
        last += 1
    if place > 0 and _is_dotted(reading, place - 1) and reading.words[place].shape == "initial":
        return
    if last == place:
        if not reading.is_talk and _stands_for_person(reading, place):
            yield place, place
        return
    letters = "".join(word.folded for word in reading.words[place : last + 1])
    if not _FEWEST_DOTTED <= len(letters) <= _MOST_DOTTED or letters in GENERAL or letters in _NOT_PEOPLE:
        return
    is_apart = reading.between(place - 1).startswith(",") and reading.between(last).startswith(".,")
    if not reading.is_talk or is_apart or stands_as_person(reading, place) or stands_as_person(reading, last):
        yield place, last


def _is_dotted(reading: Reading, place: int) -> bool:
    word = reading.words[place]
    return word.shape == "initial" and word.is_cased and not word.is_label and reading.between(place) == "."


def _stands_for_person(reading: Reading, place: int) -> bool:
    """Whether one letter with a full stop that ends no sentence is what a record calls somebody: *L. said*, *[L.]*."""
    word, gap = reading.words[place], reading.between(place)
    if word.shape != "initial" or not word.is_cased or word.is_label or not gap.startswith(".") or word.folded == "i":
        return False
    before = reading.between(place - 1) if place else "\n"
    if "\n" in before or reading.folded_at(place - 1) in _COUNTED:
        return False
    goes_on = gap == ". " and reading.words[place + 1].shape == "lower"
    return goes_on or gap[1:2] in ("]", ",", "\u2019", "'")
