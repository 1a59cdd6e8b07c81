"""Several sources in a row as arrays of numbers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from interview_coder.language.source_words import SourceWords
from interview_coder.match.encouraging import MOST_WORDS
from interview_coder.model.source import Source, Turn
from interview_coder.project.turn_table import TurnTable

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
ShortInts = NDArray[np.int32]
Number = TypeVar("Number", bound=np.generic)


class Block:
    """The words of several sources in a row. Words, sentences and turns are numbered throughout, from 0.

    Parameters
    ----------
    sources : sequence of (Source, SourceWords)
        Roles are resolved; the turns of each source are numbered from 1.
    n_types : int
        How many distinct words the vocabulary has.

    Attributes
    ----------
    types : array of int
        For each word its number in the vocabulary.
    joined : array of bool
        For each word whether it stands next to the word before; no first word of a sentence does.
    sentences : array of int
        For each word its sentence.
    turns : array of int
        For each sentence its turn.
    first_words, first_sentences, first_turns : array of int
        Where each source begins; one more at the end.
    """

    def __init__(self, sources: Sequence[tuple[Source, SourceWords]], n_types: int) -> None:
        self.sources = [source for source, _ in sources]
        self._words = words = [one for _, one in sources]
        self._n_types = n_types
        self.first_words = _starts(len(one.types) for one in words)
        self.first_sentences = _starts(len(one.sentence_starts) for one in words)
        self.first_turns = _starts(len(source.turns) for source in self.sources)
        self._first_words: list[int] = self.first_words.tolist()
        self.types = _join([one.types for one in words], np.int32)
        self.joined = _join([one.joined for one in words], np.bool_)
        self.sentences = _join_numbers([one.sentences for one in words], self.first_sentences)
        self.turns = _join_numbers([one.sentence_turns for one in words], self.first_turns - 1)

    @property
    def n_words(self) -> int:
        """How many words all sources have."""
        return len(self.types)

    def source_number(self, word: int) -> int:
        """Return the place of the source that a word is in."""
        return bisect_right(self._first_words, word) - 1

    @cached_property
    def spoken(self) -> ShortInts:
        """For each word its number in the vocabulary if a participant says it, else a number that no word has."""
        return np.where(self._is_speech[self.turns][self.sentences], self.types, np.int32(self._n_types))

    @cached_property
    def asked(self) -> ShortInts:
        """For each word its number in the vocabulary if no participant says it, else a number that no word has."""
        return np.where(self._is_speech[self.turns][self.sentences], np.int32(self._n_types), self.types)

    def find_questions(self, encourages: Bools) -> Ints:
        """Return for each turn the last one before it that asks something, or the first turn of its source.

        Parameters
        ----------
        encourages : array of bool
            For each word of the vocabulary whether it is one of `encouraging`.
        """
        turns = self.turns[self.sentences]
        n_turns = len(self._is_speech)
        n_words = np.bincount(turns, minlength=n_turns)
        n_encouraging = np.bincount(turns[encourages[self.types]], minlength=n_turns)
        only_encourages = (n_words > 0) & (n_words <= MOST_WORDS) & (n_words == n_encouraging)
        asks = ~self._is_speech & ~only_encourages  # of a turn without words nothing could be heard
        last = np.maximum.accumulate(np.where(asks, np.arange(n_turns), 0))
        return np.maximum(last, np.repeat(self.first_turns[:-1], np.diff(self.first_turns)))

    @cached_property
    def word_starts(self) -> ShortInts:
        """For each word where it begins in the text of its source."""
        return _join([one.starts for one in self._words], np.int32)

    @cached_property
    def word_ends(self) -> ShortInts:
        """For each word where it ends."""
        return _join([one.ends for one in self._words], np.int32)

    @cached_property
    def sentence_starts(self) -> ShortInts:
        """For each sentence where it begins in the text of its source."""
        return _join([one.sentence_starts for one in self._words], np.int32)

    @cached_property
    def sentence_ends(self) -> ShortInts:
        """For each sentence where it ends."""
        return _join([one.sentence_ends for one in self._words], np.int32)

    @cached_property
    def all_turns(self) -> list[Turn]:
        """The turns of all sources."""
        return [turn for source in self.sources for turn in source.turns]

    @cached_property
    def _is_speech(self) -> Bools:
        return _join([_are_answers(source.turns) for source in self.sources], np.bool_)


def ranges(starts: Ints, lengths: Ints) -> Ints:
    """Return whole numbers that count up from each start, as many as its length says.

    Examples
    --------
    >>> ranges(np.array([5, 1]), np.array([2, 3])).tolist()
    [5, 6, 1, 2, 3]
    """
    before = np.cumsum(lengths) - lengths
    counted: Ints = np.arange(int(lengths.sum())) + np.repeat(starts - before, lengths)
    return counted


def _are_answers(turns: Sequence[Turn]) -> Bools:
    """Return for each turn whether a participant speaks."""
    if isinstance(turns, TurnTable):  # which need not be made for that
        return turns.are_answers
    return np.array([turn.role == "participant" for turn in turns], np.bool_)


def _starts(lengths: Iterable[int]) -> Ints:
    return np.array([0, *accumulate(lengths)], np.int64)


def _join(arrays: Sequence[NDArray[Number]], dtype: type[Number]) -> NDArray[Number]:
    return np.concatenate([np.empty(0, dtype), *arrays])


def _join_numbers(arrays: Sequence[ShortInts], first: Ints) -> ShortInts:
    """Join numbers that count from the start of each source into ones that count throughout."""
    shifted = [array + np.int32(start) for array, start in zip(arrays, first.tolist(), strict=False)]
    return _join(shifted, np.int32)
