"""Hits of patterns: the words that satisfied them, as numbers of words in a block."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import chain, compress
from typing import NamedTuple

import numpy as np

from interview_coder.match.block import Bools, Ints, ranges

Hit = tuple[int, ...]
"""The words of one hit, rising."""


def count_between(one: Hit, other: Hit) -> int:
    """Return how many words lie between two hits, whichever comes first; none where they meet."""
    return max(other[0] - one[-1], one[0] - other[-1], 1) - 1


class Spans(NamedTuple):
    """Hits that are unbroken stretches of words: their first and their last words, both rising strictly."""

    first: Ints
    last: Ints


Hits = Spans | list[Hit]
"""Hits in the order of the text, no two of them equal; as spans where they were found as such."""


class SpelledHits(NamedTuple):
    """Hits in any order, word by word.

    Parameters
    ----------
    words : array of int
        Of all hits, one after the other.
    lengths : array of int
        How many words each hit has.
    """

    words: Ints
    lengths: Ints

    @property
    def first_words(self) -> Ints:
        """The first word of each hit."""
        first: Ints = self.words[np.cumsum(self.lengths) - self.lengths]
        return first

    @property
    def last_words(self) -> Ints:
        """The last word of each hit."""
        last: Ints = self.words[np.cumsum(self.lengths) - 1]
        return last

    def take(self, places: Ints) -> SpelledHits:
        """Return some hits, in the order in which they are named."""
        starts = np.cumsum(self.lengths) - self.lengths
        lengths = self.lengths[places]
        return SpelledHits(self.words[ranges(starts[places], lengths)], lengths)


def n_hits(hits: Hits) -> int:
    """Return how many hits there are."""
    return len(hits.first) if isinstance(hits, Spans) else len(hits)


def first_words(hits: Hits) -> Ints:
    """Return the first word of each hit."""
    return hits.first if isinstance(hits, Spans) else np.fromiter((hit[0] for hit in hits), np.int64, len(hits))


def last_words(hits: Hits) -> Ints:
    """Return the last word of each hit."""
    return hits.last if isinstance(hits, Spans) else np.fromiter((hit[-1] for hit in hits), np.int64, len(hits))


def spell_hits(hits: Hits) -> SpelledHits:
    """Return the words of hits, in their order."""
    if isinstance(hits, Spans):
        lengths = hits.last - hits.first + 1
        return SpelledHits(ranges(hits.first, lengths), lengths)
    lengths = np.fromiter(map(len, hits), np.int64, len(hits))
    return SpelledHits(np.fromiter(chain.from_iterable(hits), np.int64, int(lengths.sum())), lengths)


def as_tuples(hits: Hits) -> list[Hit]:
    """Return hits one by one."""
    if isinstance(hits, Spans):
        spans = zip(hits.first.tolist(), hits.last.tolist(), strict=True)
        return [(first,) if first == last else tuple(range(first, last + 1)) for first, last in spans]
    return hits


def keep(hits: Hits, is_kept: Bools) -> Hits:
    """Return some of the hits."""
    if isinstance(hits, Spans):
        return Spans(hits.first[is_kept], hits.last[is_kept])
    return list(compress(hits, is_kept.tolist()))


def has_word_in(hits: Hits, groups: Ints, wanted: Ints) -> Bools:
    """Tell for each hit whether one of its words is in one of some groups.

    Parameters
    ----------
    groups : array of int
        For each word of the hits (see `spell_hits`) the group that it is in.
    wanted : array of int
        Groups.
    """
    lengths = spell_hits(hits).lengths
    return np.logical_or.reduceat(np.isin(groups, wanted), np.cumsum(lengths) - lengths)


def drop_contained(hits: Iterable[Hit]) -> list[Hit]:
    """Sort hits, and drop equal ones and those whose words are all in another one.

    Examples
    --------
    >>> drop_contained([(4, 7), (1, 2, 3), (1, 3), (3, 4), (4, 7)])
    [(1, 2, 3), (3, 4), (4, 7)]
    """
    distinct = sorted(set(hits))
    used = Counter(chain.from_iterable(distinct))
    with_word: dict[int, list[frozenset[int]]] = {}
    for hit in distinct:
        words = frozenset(hit)
        for word in hit:
            with_word.setdefault(word, []).append(words)
    return [
        hit
        for hit in distinct
        # another one that holds all its words also holds the one of them that fewest hits have
        if not any(
            words.issuperset(hit) and len(words) > len(hit) for words in with_word[min(hit, key=used.__getitem__)]
        )
    ]
