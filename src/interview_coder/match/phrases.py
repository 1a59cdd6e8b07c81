"""Where the phrases of all rules stand in a block, found together and from the rarest word of each."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from interview_coder.match.block import Bools, Ints, ShortInts, ranges
from interview_coder.match.compiled import PhraseTable
from interview_coder.match.hits import Spans
from interview_coder.match.word_sets import WordSets

MOST_CANDIDATES = 1_000_000
"""So many places are looked at together at most, which bounds the memory."""


class PhraseSpans:
    """The spans of each phrase of a table."""

    def __init__(self, numbers: Ints, first: Ints, last: Ints, n_phrases: int) -> None:
        self._first, self._last = first, last
        self._borders = np.searchsorted(numbers, np.arange(n_phrases + 1)).tolist()

    def of(self, number: int) -> Spans:
        """Return the spans of a phrase."""
        found = slice(*self._borders[number : number + 2])
        return Spans(self._first[found], self._last[found])


IsRightPart = Callable[[int, int], bool]
"""Whether a set, by its number, accepts the word at a place for its part of speech."""


def find_phrases(
    table: PhraseTable, word_sets: WordSets, types: ShortInts, joined: Bools, is_right_part: IsRightPart
) -> PhraseSpans:
    """Find all phrases of a table.

    Parameters
    ----------
    types : array of int
        For each word its number in the vocabulary; a word that must not be found has a number that no word has.
    joined : array of bool
        For each word whether it stands next to the word before.
    is_right_part : callable
        Asked about words of the right letters, where the part of speech matters.
    """
    finder = _Finder(table, word_sets, types, joined)
    plain, first = finder.find(is_right_part)
    numbers, first, last = _drop_contained(table.phrases[plain], first, table.lengths[plain], len(types))
    return PhraseSpans(numbers, first, last, len(table))


class _Finder:
    def __init__(self, table: PhraseTable, word_sets: WordSets, types: ShortInts, joined: Bools) -> None:
        self._table, self._word_sets, self._types, self._joined = table, word_sets, types, joined
        self._counts = np.bincount(types, minlength=word_sets.n_types + 1)
        self._n_places, self._anchors = self._choose_anchors()
        self._there = np.flatnonzero(self._n_places)
        self._places, self._first_places = self._sort_places()

    def find(self, is_right_part: IsRightPart) -> tuple[Ints, Ints]:
        """Return plain phrases and the words at which they begin."""
        portions = np.cumsum(self._n_places[self._there]) // MOST_CANDIDATES
        borders = np.flatnonzero(np.diff(portions)) + 1
        found = [
            self._keep_right_parts(*self._keep_whole(*self._list_candidates(plain)), is_right_part)
            for plain in np.split(self._there, borders)
        ]
        return np.concatenate([plain for plain, _ in found]), np.concatenate([first for _, first in found])

    def _choose_anchors(self) -> tuple[Ints, Ints]:
        """Return for each plain phrase how often the rarest of its sets stands in the block, and which one it is."""
        table = self._table
        n_places = self._word_sets.add_up(self._counts)[table.sets]
        fewest = np.minimum.reduceat(n_places, table.offsets[:-1]) if len(table) else n_places
        plain = np.repeat(np.arange(len(fewest)), table.lengths)
        rarest = np.flatnonzero(n_places == fewest[plain])[::-1]
        anchors = np.zeros(len(fewest), np.int64)
        anchors[plain[rarest]] = rarest - table.offsets[plain[rarest]]  # of several the first, which is written last
        return fewest, anchors

    def _anchor_sets(self, plain: Ints) -> Ints:
        sets: Ints = self._table.sets[self._table.offsets[plain] + self._anchors[plain]]
        return sets

    def _sort_places(self) -> tuple[Ints, Ints]:
        """Return where the words of all anchors stand, word by word, and where in this list each word begins."""
        is_wanted = np.zeros(len(self._counts), np.bool_)
        is_wanted[self._word_sets.types_of(np.unique(self._anchor_sets(self._there)))] = True
        n_wanted = np.where(is_wanted, self._counts, 0)
        places = np.flatnonzero(is_wanted[self._types])
        keys = self._types[places].astype(np.int64) * len(self._types) + places
        keys.sort()
        return keys % max(len(self._types), 1), np.cumsum(n_wanted) - n_wanted

    def _list_candidates(self, plain: Ints) -> tuple[Ints, Ints]:
        """Return the places at which plain phrases would begin, if their anchors were all there is to them."""
        sets = self._anchor_sets(plain)
        types = self._word_sets.types_of(sets)
        n_places = self._counts[types]
        candidates = np.repeat(np.repeat(plain, self._word_sets.sizes[sets]), n_places)
        places = self._places[ranges(self._first_places[types], n_places)]
        return candidates, places - self._anchors[candidates]

    def _keep_whole(self, plain: Ints, first: Ints) -> tuple[Ints, Ints]:
        """Keep the candidates of which every word is there and stands next to the one before."""
        table = self._table
        is_inside = (first >= 0) & (first + table.lengths[plain] <= len(self._types))
        plain, first = plain[is_inside], first[is_inside]
        for step in range(int(table.lengths[plain].max(initial=0))):
            reaching = np.flatnonzero(table.lengths[plain] > step)
            is_kept = np.ones(len(plain), np.bool_)
            if step:
                is_kept[reaching] = self._joined[first[reaching] + step]
            asked = reaching[is_kept[reaching] & (self._anchors[plain[reaching]] != step)]
            sets = table.sets[table.offsets[plain[asked]] + step]
            is_kept[asked] = self._word_sets.accepts(sets, self._types[first[asked] + step])
            plain, first = plain[is_kept], first[is_kept]
        return plain, first

    def _keep_right_parts(self, plain: Ints, first: Ints, is_right_part: IsRightPart) -> tuple[Ints, Ints]:
        table = self._table
        asked = np.flatnonzero(table.needs_part[plain])
        is_kept = np.ones(len(plain), np.bool_)
        for candidate in asked.tolist():
            low, high = table.offsets[plain[candidate] : plain[candidate] + 2]
            rows = enumerate(table.sets[low:high].tolist(), start=int(first[candidate]))
            is_kept[candidate] = all(is_right_part(number, place) for place, number in rows)
        return plain[is_kept], first[is_kept]


def _drop_contained(numbers: Ints, first: Ints, lengths: Ints, n_words: int) -> tuple[Ints, Ints, Ints]:
    """Sort spans by phrase and place, and drop those that lie within another one of the same phrase."""
    longest = int(lengths.max(initial=0))
    # one number for each, so that they sort by phrase, then by first word, then from the longest
    keys = (numbers * n_words + first) * (longest + 1) + longest - lengths
    keys.sort()
    begins, short_of = np.divmod(keys, longest + 1)
    ends = begins + longest - short_of - 1
    reached = np.maximum.accumulate(ends)
    is_kept = np.ones(len(ends), np.bool_)
    is_kept[1:] = ends[1:] > reached[:-1]
    numbers, first = np.divmod(begins[is_kept], max(n_words, 1))
    return numbers, first, ends[is_kept] - numbers * n_words
