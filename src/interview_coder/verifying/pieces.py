"""A quotation that stands nowhere as a whole → the passages that it was put together of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log10
from typing import NamedTuple

from interview_coder.model.verification import Difference, Passage
from interview_coder.verifying.near_search import Near
from interview_coder.verifying.quoted_words import QuotedWords
from interview_coder.verifying.speech import Speech
from interview_coder.verifying.word_index import WordIndex

_SHORTEST_RUN = 4
_MOST_ADDED = 2
_SHORTEST_PART = 3
_MOST_PIECES = 6
_MOST_PLACES = 200
_EXPLAINED = 0.7
"""Of the words of a piece: a passage that has so many is what was quoted, if not rightly."""


class Together(NamedTuple):
    """The passages that a quotation was put together of.

    Parameters
    ----------
    gaps : tuple of Difference
        Where one speaker says them all in one source: what is left out between them without a mark; else empty.
    """

    passages: tuple[Passage, ...]
    gaps: tuple[Difference, ...]


class _Piece(NamedTuple):
    """Words of a quotation that stand together somewhere, and the tokens that they are."""

    numbers: Sequence[int]
    tokens: frozenset[int]


class PieceSearch:
    """Looks for what quotations are put together of.

    Parameters
    ----------
    index : WordIndex
    speech : Speech
    """

    def __init__(self, index: WordIndex, speech: Speech) -> None:
        self._index, self._speech = index, speech

    def find(self, quoted: QuotedWords, near: Near | None) -> Together | None:
        """Return the passages that a quotation is put together of; None where what is nearest to it has them all."""
        pieces = self._cut(quoted)
        if len(pieces) < 2:
            return None
        if near is not None and all(_share(piece.tokens, near.tokens) >= _EXPLAINED for piece in pieces):
            return None
        places = [self._index.find_phrase(piece.numbers)[:_MOST_PLACES].tolist() for piece in pieces]
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
        return Together(passages, tuple(self._show_gaps(passages, chosen)) if common else ())

    def _show_gaps(self, passages: Sequence[Passage], places: Sequence[int]) -> Iterator[Difference]:
        """Yield what a turn has between passages that follow each other in it; else only that there is something."""
        for before, after, place in zip(passages, passages[1:], places, strict=False):
            is_in_order = before.turn == after.turn and before.end <= after.start
            text = self._speech.source(self._index.turn_of(place)).text
            between = " ".join(text[before.end : after.start].split()) if is_in_order else "[…]"
            yield Difference(before.text.split()[-1], "", between)

    def _cut(self, quoted: QuotedWords) -> list[_Piece]:
        """Cut a quotation into pieces that stand word by word somewhere; none where that cannot be."""
        pieces: list[_Piece] = []
        for part in quoted.parts:
            owners = quoted.owned_numbers(part)
            numbers = [number for number, _ in owners]
            if not quoted.is_whole and len(numbers) < _SHORTEST_PART:
                continue  # so few words stand anywhere
            runs = cut_into_runs(numbers, self._index)
            if not runs:
                return []
            pieces += [_Piece([numbers[n] for n in run], frozenset(owners[n][1] for n in run)) for run in runs]
        return pieces if len(pieces) <= _MOST_PIECES else []


def _choose_neighbours(pieces: Sequence[_Piece], places: Sequence[Sequence[int]]) -> list[int]:
    """Choose a place for each piece: directly behind the one before, if it stands there."""
    chosen = [places[0][0]]
    for before, own in zip(pieces, places[1:], strict=False):
        follows = chosen[-1] + len(before.numbers)
        chosen.append(follows if follows in own else own[0])
    return chosen


def _share(tokens: frozenset[int], shared: frozenset[int]) -> float:
    return len(tokens & shared) / len(tokens) if tokens else 1.0


def cut_into_runs(numbers: Sequence[int], index: WordIndex) -> list[range]:
    """Cut words into as few runs as can be, each of which stands in some turn.

    Parameters
    ----------
    numbers : sequence of int
        Of the words, as the index has them.
    index : WordIndex

    Returns
    -------
    list of range
        Places of the words of each run. A word or two that join them, such as *and*, may be in none; nothing where it
        cannot be done with runs of four words and more; of many words said, more stand together by chance.
    """
    shortest = max(_SHORTEST_RUN, int(log10(len(index.words) + 1)) - 1)
    runs: list[range] = []
    place = n_added = 0
    while place < len(numbers):
        end = place + index.measure_run(numbers[place:])
        if runs:
            first = _begin_earlier(numbers, runs[-1].start + shortest, range(place, end), index)
            if end - first >= shortest:
                runs[-1] = range(runs[-1].start, min(runs[-1].stop, first))
                place = first
        if end - place >= shortest or (place, end) == (0, len(numbers)):
            runs.append(range(place, end))
            place = end
        elif n_added < _MOST_ADDED:
            n_added += 1
            place += 1
        else:
            return []
    return runs


def _begin_earlier(numbers: Sequence[int], least: int, run: range, index: WordIndex) -> int:
    """Return where a run begins, if it has the words too that the run before happens to share with it."""
    first = run.start
    while run.stop > run.start and first > least and len(index.find_phrase(numbers[first - 1 : run.stop])):
        first -= 1
    return first
