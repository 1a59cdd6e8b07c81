"""In which forms a name stands, and where these are in a document."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from interview_coder.anonymise.folding import fold
from interview_coder.anonymise.general_words import GENERAL
from interview_coder.anonymise.introduced_behind import is_said_to_be_somebody
from interview_coder.anonymise.name_cues import follows_name, stands_as_person, weigh_as_name
from interview_coder.anonymise.name_lists import PARTICLES, may_be_given_name, nicknames_of
from interview_coder.anonymise.reading import Reading
from interview_coder.anonymise.titles import STRONG_TITLES, is_title
from interview_coder.language.english_words import is_common_word, is_grammar_word, may_describe
from interview_coder.language.word_lists import words_of

Strength = Literal["full", "part", "nickname", "initials"]

_PART = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_NEAR = frozenset(" \t\n\r-.,'/&\u00a0\u2010\u2011\u2013\u00ad\u200b\u200c\u200d\u2060\ufeff’")
_LONGEST_GAP = 3
_GIVEN_INITIALS = 3


_BEHIND_NAMES = words_of("am mp msp ms obe mbe cbe kbe qc kc phd md jr sr esq frcp frcs rn")
"""Letters that stand behind names."""


def read_words(name: str) -> tuple[str, ...]:
    """Return the folded words of a name, titles too: of *Queen Adelaide*, where that is a hospital."""
    return tuple(_PART_OF_OWNER.sub("", part) for part in _PART.findall(fold(name)))


def read_parts(name: str) -> tuple[str, ...]:
    """Return the folded words of a name, without titles and what marks a possessive.

    Examples
    --------
    >>> read_parts("Dr. Siân Lloyd-Jones"), read_parts("Kofi’s")
    (('sian', 'lloyd', 'jones'), ('kofi',))
    """
    parts = list(read_words(name))
    while len(parts) > 1 and is_title(parts[0]) and not may_be_given_name(parts[0]):
        parts.pop(0)
    while len(parts) > 1 and parts[-1] in _BEHIND_NAMES:
        parts.pop()
    return tuple(parts)


_PART_OF_OWNER = re.compile(r"(?<=..)'s$")


def list_person_forms(parts: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Strength]]:
    """Return the forms in which a person of a name may stand, each as folded words.

    Parameters
    ----------
    parts : tuple of str
        As `read_parts` gives them.
    """
    yield parts, "full" if len(parts) > 1 else "part"
    if len(parts) == 1:
        if len(parts[0]) > _GIVEN_INITIALS:
            yield from (((name,), "nickname") for name in nicknames_of(parts[0]))
        return
    given, surname = parts[0], parts[-1]
    for part in (parts[0], *parts[1:]):
        if len(part) > 1 and part not in PARTICLES and _may_stand_alone(part):
            yield (part,), "part"
    if len(parts) > 2:
        yield parts[:2], "full"
        yield (parts[0] + parts[1],), "full"
        yield parts[-2:], "full"
    if len(given) > 1 and len(surname) > 1:
        yield (given, surname), "full"
        yield (surname, given), "full"
        yield (given[0], surname), "full"
        yield (given, surname[0]), "full"
        yield (given + surname,), "full"
        for name in nicknames_of(given):
            yield (name,), "nickname"
            yield (name, surname), "full"
        initials = tuple(part[0] for part in parts if part not in PARTICLES)
        yield ("".join(initials),), "initials"
        yield initials, "initials"
        yield (given[0] + surname[0],), "initials"
        yield (given[0], surname[0]), "initials"


def _may_stand_alone(part: str) -> bool:
    if part in GENERAL or part in STRONG_TITLES or any(sign.isdigit() for sign in part):
        return may_be_given_name(part)
    return not is_grammar_word(part) or may_be_given_name(part)


@dataclass(frozen=True, slots=True)
class FormsToFind:
    """Forms by their first word; each says what it is a form of, and how telling it is."""

    by_first: Mapping[str, list[tuple[tuple[str, ...], Strength]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, form: tuple[str, ...], strength: Strength) -> None:
        """Add a form; that of a whole name goes before a part of it."""
        if form and form[0] and (form, strength) not in self.by_first[form[0]]:
            self.by_first[form[0]].append((form, strength))

    def add_all(self, forms: Iterable[tuple[tuple[str, ...], Strength]]) -> None:
        """Add forms."""
        for form, strength in forms:
            self.add(form, strength)


def find_forms(
    reading: Reading, forms: FormsToFind, *, is_listed: bool = False, is_told: bool = False
) -> Iterator[tuple[int, int, tuple[str, ...], Strength, int]]:
    """Find forms in a document.

    Parameters
    ----------
    is_listed : bool, default=False
        Whether the researcher listed them: a common word that nothing tells from a name is then found as a guess.
    is_told : bool, default=False
        Whether somebody said that they are names: a noun that nothing tells from a name is then found as a guess.

    Yields
    ------
    tuple
        Place of the first and last word, the form, its strength, and how surely it is meant as a name: two and more
        surely, one perhaps.
    """
    words = reading.words
    for place, word in enumerate(words):
        for form, strength in forms.by_first.get(word.folded, ()):
            last = _match(reading, place, form)
            if last is None:
                continue
            is_meant = is_listed or (is_told and strength == "part" and not may_describe(word.folded))
            weight = _weigh(reading, place, last, strength, is_listed=is_meant)
            if weight > 0:
                yield place, last, form, strength, weight


def _match(reading: Reading, place: int, form: tuple[str, ...]) -> int | None:
    words = reading.words
    last = place + len(form) - 1
    if last >= len(words):
        return None
    for at, part in enumerate(form[1:], place + 1):
        if words[at].folded != part or not _is_near(reading, at - 1):
            return None
    return last


def _is_near(reading: Reading, place: int) -> bool:
    gap = reading.between(place)
    if len(gap) > _LONGEST_GAP or not set(gap) <= _NEAR or "\n\n" in gap:
        return False
    return "." not in gap or len(reading.words[place].folded) == 1


def _weigh(reading: Reading, place: int, last: int, strength: Strength, *, is_listed: bool) -> int:
    word = reading.words[place]
    if strength == "initials":
        return _weigh_initials(reading, place, last)
    if last > place:
        return (
            0
            if follows_name(reading.words[last].folded) and not reading.words[last].is_cased
            else _weigh_words(reading, place, last)
        )
    if is_grammar_word(word.folded) or is_common_word(word.folded):
        weight = weigh_as_name(reading, place)
        is_lenient = (
            not word.is_cased and (is_listed or may_be_given_name(word.folded)) and not is_grammar_word(word.folded)
        )
        return 1 if weight == 0 and is_lenient else weight
    if word.folded in GENERAL:
        return 1 if word.is_capital else 0
    return 2


def _weigh_words(reading: Reading, place: int, last: int) -> int:
    words = reading.words[place : last + 1]
    if any(len(word.folded) > 1 and not is_common_word(word.folded) for word in words):
        return 2
    if not words[0].is_cased:
        return 2 if weigh_as_name(reading, place) >= 0 else 1
    return 2 if all(word.shape != "lower" for word in words) else 0


def _weigh_initials(reading: Reading, place: int, last: int) -> int:
    word = reading.words[place]
    if word.is_label:
        return 3
    if last > place:
        dotted = "." in reading.between(place) or all(one.shape != "lower" for one in reading.words[place : last + 1])
        return 2 if dotted and word.folded != "i" and reading.between(place).strip() in ("", ".") else 0
    is_free = word.folded not in GENERAL and not is_title(word.folded)
    if word.is_cased:
        if word.shape != "upper":
            return 0
        return 2 if is_free or stands_as_person(reading, place) else 0
    if is_grammar_word(word.folded):
        return 1 if is_said_to_be_somebody(reading, place) else 0
    return 1 if stands_as_person(reading, place) else 0
