"""The hits of all rules in a block, handed out source by source, so that few are made into codings at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from interview_coder.match.block import Block, Ints
from interview_coder.match.compiled import CompiledCodebook
from interview_coder.match.hits import Hits, Spans, SpelledHits, n_hits, spell_hits

MOST_HITS = 20_000
"""So many hits are made into codings together, unless a single source has more."""


class Portion(NamedTuple):
    """The hits of some sources in a row, by source, then code, then place, then the text of the rule.

    Parameters
    ----------
    sources : range
        Places of the sources in the block.
    rules : array of int
        For each hit the place of its rule in the codebook.
    hits : SpelledHits
    """

    sources: range
    rules: Ints
    hits: SpelledHits

    def take(self, places: Ints) -> Portion:
        """Return what has some of the hits only."""
        return Portion(self.sources, self.rules[places], self.hits.take(places))


def split_hits(codebook: CompiledCodebook, block: Block, found: Sequence[Hits]) -> Iterator[Portion]:
    """Sort the hits of all rules, and yield them in portions.

    Parameters
    ----------
    found : sequence of Hits
        For each rule of the codebook.
    """
    rules, hits = _join(found)
    first, last = hits.first_words, hits.last_words
    sources = np.searchsorted(block.first_words, first, side="right") - 1
    order = np.lexsort((codebook.ranks[rules], last, first, codebook.code_numbers[rules], sources))
    borders = np.searchsorted(sources[order], np.arange(len(block.sources) + 1)).tolist()
    for some in _group_sources(borders):
        places = order[borders[some.start] : borders[some.stop]]
        yield Portion(some, rules[places], hits.take(places))


def _join(found: Sequence[Hits]) -> tuple[Ints, SpelledHits]:
    """Return the rules of all hits, and the hits: first those that are spans."""
    spans = {rule: hits for rule, hits in enumerate(found) if isinstance(hits, Spans)}
    broken = {rule: hits for rule, hits in enumerate(found) if not isinstance(hits, Spans)}
    first, last = (_concatenate([getattr(hits, end) for hits in spans.values()]) for end in Spans._fields)
    unbroken, others = spell_hits(Spans(first, last)), spell_hits([*chain.from_iterable(broken.values())])
    counts = [*map(n_hits, spans.values()), *map(n_hits, broken.values())]
    return (
        np.repeat(np.array([*spans, *broken], np.int64), counts),
        SpelledHits(np.concatenate((unbroken.words, others.words)), np.concatenate((unbroken.lengths, others.lengths))),
    )


def _group_sources(borders: Sequence[int]) -> Iterator[range]:
    start = 0
    for end in range(1, len(borders)):
        if end == len(borders) - 1 or borders[end + 1] - borders[start] > MOST_HITS:
            yield range(start, end)
            start = end


def _concatenate(arrays: Sequence[Ints]) -> Ints:
    return np.concatenate([np.empty(0, np.int64), *arrays])
