"""Where each word stands in all sources.

Words are compared without capitals here. What is found is a candidate; whether its letters and marks are those of a
quotation is looked up in the source.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log1p
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from interview_coder.language import Language
from interview_coder.model.segment import Paragraph
from interview_coder.verifying.wording import Token

Ints = NDArray[np.int32]
UNKNOWN = -1
_FEW = 5
"""So many times more is every word taken to be said: one that nobody says must not outweigh all others."""
_MOST_PLACES = 200_000
"""Of the words of a quotation, the rarest first, that are compared in order to find what is like it."""


class Window(NamedTuple):
    """Words of one turn that are like a quotation, from one place to another, and how much of it they have."""

    turn: int
    first: int
    last: int
    score: float


class _Votes(NamedTuple):
    """Places of words of a quotation, where it would begin by each of them, and how much that weighs."""

    places: Ints
    starts: Ints
    weights: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class WordIndex:
    """The words of a study in the order of sources, and the places of each.

    Parameters
    ----------
    language : Language
        That of the study.
    words : array of int32
        Number of each word; words that differ by capitals only have the same.
    places : array of int32
        Places of all words, by number.
    borders : array of int32
        Where in `places` those of each number begin; one more at the end.
    turn_starts, turn_numbers : array of int32
        The first word of each turn that has words, and its number in its source.
    turn_participants : array of int32
        Who speaks in it, as a place in `participants`; -1 for interviewers and moderators.
    source_starts : array of int32
        The first word of each source; one more at the end.
    participants : tuple of str
        All who say something.
    """

    language: Language
    words: Ints
    places: Ints
    borders: Ints
    turn_starts: Ints
    turn_numbers: Ints
    turn_participants: Ints
    source_starts: Ints
    participants: tuple[str, ...]
    _numbers: dict[str, int] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        n_known = len(self.borders) - 1
        for number, lower in enumerate(self.language.vocabulary.lowers[:n_known]):
            self._numbers.setdefault(lower, number)

    def number_words(self, text: str, tokens: Sequence[Token]) -> list[list[int]]:
        """Return the numbers of the words of each token of a text; `UNKNOWN` for those that no source has.

        They are cut as those of the sources are, so that of *A&E* all is the first token's.
        """
        written, starts = self._write(text, tokens)
        words = self.language.read_words(written, [Paragraph(1, 0, len(written))])
        lowers = self.language.vocabulary.lowers
        numbers: list[list[int]] = [[] for _ in tokens]
        for word_type, start in zip(words.types.tolist(), words.starts.tolist(), strict=True):
            numbers[bisect_right(starts, start) - 1].append(self._numbers.get(lowers[word_type], UNKNOWN))
        return numbers

    def _write(self, text: str, tokens: Sequence[Token]) -> tuple[str, list[int]]:
        """Write a text as a transcript has it, and return where in it each token begins."""
        written, starts, end = "", [], 0
        for token in tokens:
            written += " " if text[end : token.start] else ""
            starts.append(len(written))
            if token.kind not in {"insertion", "omission"}:
                written += self._spell(token) if token.kind in {"word", "letters"} else text[token.start : token.end]
            end = token.end
        return written, starts

    def _spell(self, token: Token) -> str:
        said = token.said.replace("[", "").replace("]", "")
        joined = said.replace("-", "")
        return joined if token.may_be_parted and joined.lower() in self._numbers else said

    def weigh(self, number: int) -> float:
        """Return how much a word tells: more, the rarer it is."""
        return log1p(len(self.words) / (self._count(number) + _FEW))

    def turn_of(self, place: int) -> int:
        """Return in which turn a word stands, as a place in `turn_starts`."""
        return int(self.turn_starts.searchsorted(place, side="right")) - 1

    def turns_of(self, places: Ints) -> NDArray[np.intp]:
        """Return the turns of some words, each once, in their order."""
        return np.unique(self.turn_starts.searchsorted(places, side="right") - 1)

    def source_of(self, turn: int) -> int:
        """Return the place of a turn's source in the study."""
        return int(self.source_starts.searchsorted(self.turn_starts[turn], side="right")) - 1

    def participant_of(self, turn: int) -> str:
        """Return who speaks in a turn; nothing for interviewers and moderators."""
        number = int(self.turn_participants[turn])
        return self.participants[number] if number >= 0 else ""

    def sources_of(self, turns: NDArray[np.intp]) -> NDArray[np.intp]:
        """Return the places of the sources of some turns."""
        sources: NDArray[np.intp] = self.source_starts.searchsorted(self.turn_starts[turns], side="right") - 1
        return sources

    def find_phrase(self, numbers: Sequence[int]) -> Ints:
        """Return every place where words stand one after the other in one turn."""
        if not numbers or UNKNOWN in numbers:
            return self.words[:0]
        order = sorted(range(len(numbers)), key=lambda place: self._count(numbers[place]))
        found = self._places_of(numbers[order[0]]) - np.int32(order[0])
        found = found[(found >= 0) & (found <= len(self.words) - len(numbers))]
        for place in order[1:]:
            found = found[self.words[found + place] == numbers[place]]
        return self._within_turns(found, len(numbers))

    def measure_run(self, numbers: Sequence[int]) -> int:
        """Return how many of some words, from the first on, stand somewhere one after the other in one turn."""
        if not numbers or numbers[0] == UNKNOWN:
            return 0
        found, length = self._places_of(numbers[0]), 1
        while length < len(numbers):
            found = found[found < len(self.words) - length]
            found = self._within_turns(found[self.words[found + length] == numbers[length]], length + 1)
            if not len(found):
                break
            length += 1
        return length

    def find_like(self, numbers: Sequence[int], most: int) -> list[Window]:
        """Return the turns that have most of some words about as they stand, the likest first."""
        known = sorted((self._count(one), place) for place, one in enumerate(numbers) if one != UNKNOWN)
        votes: list[_Votes] = []
        n_places = 0
        for n_own, place in known:
            if n_places and n_places + n_own > _MOST_PLACES:
                break
            n_places += n_own
            found = self._places_of(numbers[place])
            votes.append(_Votes(found, found - np.int32(place), np.full(n_own, self.weigh(numbers[place]))))
        if not n_places:
            return []
        return self._rank(_Votes(*map(np.concatenate, zip(*votes, strict=True))), len(numbers), most)

    def _rank(self, votes: _Votes, n_words: int, most: int) -> list[Window]:
        """Return windows of one turn in which many words say that the quotation begins near the same place."""
        slack = 3 + n_words // 4
        turns = self.turn_starts.searchsorted(votes.places, side="right") - 1
        keys = (turns.astype(np.int64) << 32) + votes.starts + n_words  # none begins before 0
        order = np.argsort(keys, kind="stable")
        keys, sums = keys[order], np.concatenate([[0.0], np.cumsum(votes.weights[order])])
        scores = sums[keys.searchsorted(keys + slack, side="right")] - sums[:-1]
        best = np.argsort(-scores, kind="stable")[: most * 8]
        windows: dict[int, Window] = {}
        for turn, begin, score in zip(
            turns[order][best].tolist(), votes.starts[order][best].tolist(), scores[best].tolist(), strict=True
        ):
            first, last = int(self.turn_starts[turn]), self._end_of(turn)
            windows.setdefault(turn, Window(turn, max(first, begin), min(last, begin + slack + n_words), score))
        return list(windows.values())[:most]

    def _end_of(self, turn: int) -> int:
        return int(self.turn_starts[turn + 1]) if turn + 1 < len(self.turn_starts) else len(self.words)

    def _within_turns(self, found: Ints, n_words: int) -> Ints:
        first = self.turn_starts.searchsorted(found, side="right")
        last = self.turn_starts.searchsorted(found + (n_words - 1), side="right")
        within: Ints = found[first == last]
        return within

    def _places_of(self, number: int) -> Ints:
        return self.places[self.borders[number] : self.borders[number + 1]]

    def _count(self, number: int) -> int:
        return 0 if number == UNKNOWN else int(self.borders[number + 1] - self.borders[number])
