"""One quotation → what the sources say to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from interview_coder.model.source import UNKNOWN_STAKEHOLDER
from interview_coder.model.verification import Difference, Edit, Finding, Passage, Quotation, Status
from interview_coder.verifying.alignment import align
from interview_coder.verifying.attribution import AttributionReader, Named, find_citation
from interview_coder.verifying.matching import find_match
from interview_coder.verifying.runs import cut_into_runs
from interview_coder.verifying.speech import Speaker, Speech
from interview_coder.verifying.word_index import Window, WordIndex
from interview_coder.verifying.wording import Token, read_tokens, split_parts

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MOST_TURNS = 200
_MOST_SOURCES = 50
"""In which the same words stand, that are looked at."""
_MOST_WINDOWS = 20
_MOST_ALIGNED = 8
_LEAST_SHARED = 0.55
"""Of what the words of a quotation tell, that the nearest passage must have."""
_SURELY_SHARED = 0.95
_FEWEST_SHARED = 3
_MOST_PIECES = 6
_EXPLAINED = 0.7
"""Of the words of a piece: a passage that has so many is what was quoted, if not rightly."""


class _Found(NamedTuple):
    turn: int
    passages: tuple[Passage, ...]
    edits: tuple[Edit, ...]


class _Near(NamedTuple):
    turn: int
    passages: tuple[Passage, ...]
    edits: tuple[Edit, ...]
    differences: tuple[Difference, ...]
    shared: float
    shared_tokens: frozenset[int]


class _Piece(NamedTuple):
    """Words of a quotation that stand together somewhere, and the tokens that they are."""

    numbers: Sequence[int]
    tokens: frozenset[int]


class _Worded:
    """A quotation as tokens, with the numbers of the words of each."""

    def __init__(self, text: str, index: WordIndex) -> None:
        self.text = text
        self.tokens = read_tokens(text)
        self.parts = split_parts(self.tokens)
        self.numbers = index.number_words(text, self.tokens)
        self._places = {token.start: place for place, token in enumerate(self.tokens)}

    def place_of(self, token: Token) -> int:
        """Return the place of a token in the quotation."""
        return self._places[token.start]

    def owned_numbers(self, tokens: Iterable[Token]) -> list[tuple[int, int]]:
        """Return the numbers of the words of some tokens, each with the place of its token."""
        places = map(self.place_of, tokens)
        return [(number, place) for place in places for number in self.numbers[place]]

    def numbers_of(self, tokens: Iterable[Token]) -> list[int]:
        """Return the numbers of the words of some tokens."""
        return [number for number, _ in self.owned_numbers(tokens)]

    def runs(self) -> list[list[int]]:
        """Return the numbers of words that no bracket or omission parts, the longest first."""
        runs: list[list[Token]] = []
        for part in self.parts:
            runs.append([])
            for token in part:
                if token.kind == "insertion":
                    runs.append([])
                else:
                    runs[-1].append(token)
        return sorted(filter(None, map(self.numbers_of, runs)), key=len, reverse=True)


def _is_word(token: Token) -> bool:
    return token.kind in {"word", "letters"}


class QuotationChecker:
    """Checks the quotations of a report.

    Parameters
    ----------
    index : WordIndex
    speech : Speech
    attributions : AttributionReader
    """

    def __init__(self, index: WordIndex, speech: Speech, attributions: AttributionReader) -> None:
        self._index, self._speech, self._attributions = index, speech, attributions

    def check(self, quotation: Quotation) -> Finding:
        """Find a quotation in the sources, or what is nearest to it."""
        worded = _Worded(quotation.text, self._index)
        named = self._attributions.read(quotation)
        found = self._find_exactly(worded, named) if worded.parts else None
        if found is not None:
            is_wrong = self._is_wrong(found.turn, named)
            exact: Status = "verbatim with edits" if found.edits else "verbatim"
            status = "wrong attribution" if is_wrong else exact
            return Finding(quotation, status, found.passages, found.edits, (), named.words, is_wrong)
        near = self._find_near(worded, named)
        together = self._find_pieces(worded, near)
        if together is not None:
            passages, gaps = together
            return Finding(quotation, "near" if gaps else "joined", passages, (), gaps, named.words)
        if near is None or near.shared < _LEAST_SHARED:
            return Finding(quotation, "not found", named=named.words, cited=find_citation(quotation.behind))
        is_wrong = self._is_wrong(near.turn, named)
        return Finding(quotation, "near", near.passages, near.edits, near.differences, named.words, is_wrong)

    def _is_wrong(self, turn: int, named: Named) -> bool:
        """Whether a report names another stakeholder type than that of the one who says it."""
        kind = self._speech.stakeholder_type(turn)
        return bool(named.types) and kind != UNKNOWN_STAKEHOLDER and kind not in named.types

    def _find_exactly(self, worded: _Worded, named: Named) -> _Found | None:
        """Find a quotation word by word; of several places that which suits its attribution best."""
        found = [one for turns in self._list_turns(worded) if (one := self._match_in(turns, worded)) is not None]
        return min(found, key=lambda one: self._rank(one, named), default=None)

    def _rank(self, found: _Found, named: Named) -> tuple[bool, bool, int, int]:
        is_asked = self._speech.stakeholder_type(found.turn) is None
        return self._is_wrong(found.turn, named), is_asked, len(found.edits), found.turn

    def _list_turns(self, worded: _Worded) -> list[list[int]]:
        """Return the turns in which a quotation may stand: each alone, or of one speaker if it leaves words out."""
        turns = [self._index.turns_of(self._index.find_phrase(run)) for run in worded.runs()]
        is_whole = len(worded.parts) == 1
        if not all(map(len, turns)):  # words that are cut otherwise in the source
            windows = self._index.find_like(worded.runs()[0], _MOST_WINDOWS)
            return [[one.turn] if is_whole else self._speech.turns_of_speaker(one.turn) for one in windows]
        if is_whole:
            return [[turn] for turn in _spread(reduce(np.intersect1d, turns), _MOST_TURNS)]
        sources = _spread(reduce(np.intersect1d, map(self._index.sources_of, turns)), _MOST_SOURCES)
        own = np.unique(np.concatenate(turns))
        own = own[np.isin(self._index.sources_of(own), sources)]
        by_speaker: dict[Speaker, list[int]] = defaultdict(list)
        for turn in own.tolist():
            by_speaker[self._speech.speaker(turn)].append(turn)
        return list(by_speaker.values())

    def _match_in(self, turns: Sequence[int], worded: _Worded) -> _Found | None:
        heard = self._speech.all_tokens(turns)
        match = find_match(worded.tokens, heard, self._speech.source(turns[0]).text)
        if match is None:
            return None
        passages = tuple(self._speech.passage(turns[0], heard[one.first : one.last]) for one in match.stretches)
        return _Found(turns[0], passages, match.edits)

    def _find_near(self, worded: _Worded, named: Named) -> _Near | None:
        """Find the turn that has most of a quotation; of one that leaves words out, the turns of one speaker."""
        together: dict[Speaker | int, dict[int, Window]] = defaultdict(dict)
        for number, part in enumerate(worded.parts):
            for window in self._index.find_like(worded.numbers_of(part), _MOST_WINDOWS):
                own = window.turn if len(worded.parts) == 1 else self._speech.speaker(window.turn)
                together[own].setdefault(number, window)
        likely = sorted(together.values(), key=lambda own: -sum(one.score for one in own.values()))
        near: list[_Near] = []
        for windows in likely[:_MOST_ALIGNED]:
            one = self._align(worded, windows)
            near += [] if one is None else [one]
            if one is not None and one.shared > _SURELY_SHARED:
                break
        return max(near, key=lambda one: (one.shared, not self._is_wrong(one.turn, named)), default=None)

    def _align(self, worded: _Worded, windows: dict[int, Window]) -> _Near | None:
        aligned = {}
        for number, window in windows.items():
            heard = self._speech.tokens_near(window)
            one = align(worded.parts[number], heard, worded.text, self._speech.source(window.turn).text)
            if one is not None:
                aligned[number] = one, self._speech.passage(window.turn, heard[one.first : one.last])
        if not aligned:
            return None
        differences: list[Difference] = []
        edits: list[Edit] = []
        shared: set[int] = set()
        for number, part in enumerate(worded.parts):
            if number in aligned:
                alignment = aligned[number][0]
                differences += alignment.differences
                edits += alignment.edits
                shared |= {worded.place_of(part[place]) for place in alignment.shared}
            else:
                written = " ".join(worded.text[part[0].start : part[-1].end].split())
                differences.append(Difference("", written, ""))
        passages = tuple(aligned[number][1] for number in sorted(aligned))
        turn = windows[min(aligned)].turn
        return _Near(turn, passages, tuple(edits), tuple(differences), self._measure(worded, shared), frozenset(shared))

    def _measure(self, worded: _Worded, shared: set[int]) -> float:
        """Return how much of what its words tell a quotation shares with a passage; 0 for too few words."""
        total = ours = 0.0
        n_words = n_shared = 0
        for place, token in enumerate(worded.tokens):
            if _is_word(token):
                weight = sum(map(self._index.weigh, worded.numbers[place]))
                total += weight
                ours += weight * (place in shared)
                n_words += 1
                n_shared += place in shared
        return ours / total if total and n_shared >= min(n_words, _FEWEST_SHARED) else 0.0

    def _find_pieces(
        self, worded: _Worded, near: _Near | None
    ) -> tuple[tuple[Passage, ...], tuple[Difference, ...]] | None:
        """Return the passages that a quotation is put together of, if it is.

        Where one speaker says them all, also what is left out between them without a mark; that is empty for several.
        """
        pieces = self._cut(worded)
        if len(pieces) < 2:
            return None
        if near is not None and all(_share(piece.tokens, near.shared_tokens) >= _EXPLAINED for piece in pieces):
            return None
        places = [self._index.find_phrase(piece.numbers)[:_MOST_TURNS].tolist() for piece in pieces]
        speakers = [[self._speech.speaker(self._index.turn_of(place)) for place in own] for own in places]
        common = set.intersection(*map(set, speakers))
        if common:
            one = min(common)
            chosen = [own[who.index(one)] for own, who in zip(places, speakers, strict=True)]
        else:
            chosen = _choose_neighbours(pieces, places)
        passages = tuple(
            self._speech.passage_of_words(place, len(piece.numbers))
            for place, piece in zip(chosen, pieces, strict=True)
        )
        return passages, tuple(self._show_gaps(passages, chosen)) if common else ()

    def _show_gaps(self, passages: Sequence[Passage], places: Sequence[int]) -> Iterator[Difference]:
        """Yield what a turn has between passages that follow each other in it; else only that there is something."""
        for before, after, place in zip(passages, passages[1:], places, strict=False):
            is_in_order = before.turn == after.turn and before.end <= after.start
            text = self._speech.source(self._index.turn_of(place)).text
            between = " ".join(text[before.end : after.start].split()) if is_in_order else "[…]"
            yield Difference(before.text.split()[-1], "", between)

    def _cut(self, worded: _Worded) -> list[_Piece]:
        """Cut a quotation into pieces that stand word by word somewhere; none where that cannot be."""
        pieces: list[_Piece] = []
        for part in worded.parts:
            owners = worded.owned_numbers(part)
            numbers = [number for number, _ in owners]
            if len(worded.parts) > 1 and len(numbers) < _FEWEST_SHARED:
                continue  # so few words stand anywhere
            runs = cut_into_runs(numbers, self._index)
            if not runs:
                return []
            pieces += [_Piece([numbers[n] for n in run], frozenset(owners[n][1] for n in run)) for run in runs]
        return pieces if len(pieces) <= _MOST_PIECES else []


def _spread(numbers: NDArray[Any], most: int) -> list[int]:
    """Return so many numbers at most, from all over."""
    every = -(-len(numbers) // most) or 1
    chosen: list[int] = numbers[::every].tolist()
    return chosen


def _choose_neighbours(pieces: Sequence[_Piece], places: Sequence[Sequence[int]]) -> list[int]:
    """Choose a place for each piece: directly behind the one before, if it stands there."""
    chosen = [places[0][0]]
    for before, own in zip(pieces, places[1:], strict=False):
        follows = chosen[-1] + len(before.numbers)
        chosen.append(follows if follows in own else own[0])
    return chosen


def _share(tokens: frozenset[int], shared: frozenset[int]) -> float:
    return len(tokens & shared) / len(tokens) if tokens else 1.0
