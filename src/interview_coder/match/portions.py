"""The hits of all rules in a block, handed out source by source, so that no more is spelled out at once than needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from interview_coder.match.block import Block, Ints
from interview_coder.match.compiled import CompiledCodebook
from interview_coder.match.hits import Hit, Hits, Spans, first_words, last_words, n_hits

MOST_HITS = 20_000
"""So many hits are spelled out together, unless a single source has more."""
_UNBROKEN = -1


class Portion(NamedTuple):
    """The hits of some sources in a row, by source, then code, then place, then the text of the rule.

    Parameters
    ----------
    sources : range
        Places of the sources in the block.
    rules : list of int
        For each hit the place of its rule in the codebook.
    hits : list of Hit
    """

    sources: range
    rules: list[int]
    hits: list[Hit]


def split_hits(codebook: CompiledCodebook, block: Block, found: Sequence[Hits]) -> Iterator[Portion]:
    """Sort the hits of all rules, and yield them in portions.

    Parameters
    ----------
    found : sequence of Hits
        For each rule of the codebook.
    """
    broken = [hit for hits in found if not isinstance(hits, Spans) for hit in hits]
    counts = [n_hits(hits) for hits in found]
    rules = np.repeat(np.arange(len(found)), counts)
    first = _join([first_words(hits) for hits in found])
    last = _join([last_words(hits) for hits in found])
    sources = np.searchsorted(block.first_words, first, side="right") - 1
    order = np.lexsort((codebook.ranks[rules], last, first, codebook.code_numbers[rules], sources))
    rules, first, last = rules[order], first[order], last[order]
    in_broken = _number_broken(found, counts)[order]
    borders = np.searchsorted(sources[order], np.arange(len(block.sources) + 1)).tolist()
    for some in _group_sources(borders):
        part = slice(borders[some.start], borders[some.stop])
        columns = first[part].tolist(), last[part].tolist(), in_broken[part].tolist()
        hits = [
            broken[place] if place >= 0 else tuple(range(begin, end + 1))
            for begin, end, place in zip(*columns, strict=True)
        ]
        yield Portion(some, rules[part].tolist(), hits)


def _number_broken(found: Sequence[Hits], counts: Sequence[int]) -> Ints:
    """Return for each hit its place among those that are no spans."""
    is_broken = np.repeat([not isinstance(hits, Spans) for hits in found], counts).astype(np.bool_)
    return np.where(is_broken, np.cumsum(is_broken) - 1, _UNBROKEN)


def _group_sources(borders: Sequence[int]) -> Iterator[range]:
    start = 0
    for end in range(1, len(borders)):
        if end == len(borders) - 1 or borders[end + 1] - borders[start] > MOST_HITS:
            yield range(start, end)
            start = end


def _join(arrays: Sequence[Ints]) -> Ints:
    return np.concatenate([np.empty(0, np.int64), *arrays])
