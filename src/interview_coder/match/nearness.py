"""Which of the hits of one pattern is nearest to a hit of another."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from itertools import takewhile

import numpy as np

from interview_coder.match.block import Ints
from interview_coder.match.hits import Hit, Hits, Spans, as_tuples, keep, n_hits

NOWHERE = -1
"""The unit of a hit that is in no single one."""
_FAR = np.iinfo(np.int64).max


def pair_up(
    first: Hits, second: Hits, units: tuple[Ints, Ints], *, most_between: int | None, ordered: bool
) -> list[Hit]:
    """Join each hit of one pattern with the nearest of another: that with the fewest words between, then the earliest.

    Parameters
    ----------
    units : pair of array of int
        For each hit of the one and of the other the sentence or turn that it is in; only in the same one hits are near.
    most_between : int, optional
        So many words may lie between them; None for any number.
    ordered : bool
        The second must begin after the first has ended.

    Returns
    -------
    list of Hit
        In the order of the text, each once.
    """
    if not n_hits(first) or not n_hits(second):
        return []
    most = _FAR - 1 if most_between is None else most_between
    if isinstance(first, Spans) and isinstance(second, Spans):
        pairs = _pair_up_spans(first, second, units, most, ordered=ordered)
    else:
        pairs = _pair_up_any(first, second, units, most, ordered=ordered)
    return sorted({tuple(sorted(one + other)) for one, other in pairs})


def _pair_up_spans(
    first: Spans, second: Spans, units: tuple[Ints, Ints], most: int, *, ordered: bool
) -> Iterator[tuple[Hit, Hit]]:
    after = np.searchsorted(second.first, first.last, side="right")
    nearest = after
    between = _where_shared(units, after, np.append(second.first, 0)[after] - first.last - 1)
    if not ordered:
        before = np.searchsorted(second.last, first.first) - 1
        between_before = _where_shared(units, before, first.first - second.last[before] - 1)
        nearest = np.where(between_before <= between, before, after)
        between = np.minimum(between, between_before)
    near = np.flatnonzero(between <= most)
    chosen = nearest[near]
    return zip(
        as_tuples(Spans(first.first[near], first.last[near])),
        as_tuples(Spans(second.first[chosen], second.last[chosen])),
        strict=True,
    )


def _where_shared(units: tuple[Ints, Ints], nearest: Ints, between: Ints) -> Ints:
    """Put what is in another unit, or not there at all, out of reach."""
    is_shared = (nearest >= 0) & (np.append(units[1], NOWHERE)[nearest] == units[0]) & (units[0] != NOWHERE)
    return np.where(is_shared, between, _FAR)


def _pair_up_any(
    first: Hits, second: Hits, units: tuple[Ints, Ints], most: int, *, ordered: bool
) -> Iterator[tuple[Hit, Hit]]:
    shared = np.setdiff1d(np.intersect1d(*units), [NOWHERE])
    is_shared = np.isin(units[0], shared), np.isin(units[1], shared)
    others: dict[int, list[Hit]] = defaultdict(list)
    for unit, other in zip(units[1][is_shared[1]].tolist(), as_tuples(keep(second, is_shared[1])), strict=True):
        others[unit].append(other)
    nearby = {unit: _Nearby(hits) for unit, hits in others.items()}
    for unit, hit in zip(units[0][is_shared[0]].tolist(), as_tuples(keep(first, is_shared[0])), strict=True):
        between, other = min(nearby[unit].candidates(hit, ordered=ordered), default=(_FAR, hit))
        if between <= most:
            yield hit, other


class _Nearby:
    """The hits of one sentence or turn, in the orders in which the nearest is looked up."""

    def __init__(self, hits: list[Hit]) -> None:
        self._by_first = hits
        self._by_last = sorted(hits, key=lambda hit: (hit[-1], hit))
        self._firsts = [hit[0] for hit in self._by_first]
        self._lasts = [hit[-1] for hit in self._by_last]
        self._longest = max(hit[-1] - hit[0] for hit in hits)

    def candidates(self, hit: Hit, *, ordered: bool) -> Iterator[tuple[int, Hit]]:
        """Yield the hits of which one is nearest to a given one, with the number of words between."""
        after = bisect_right(self._firsts, hit[-1])
        if after < len(self._by_first):
            yield self._firsts[after] - hit[-1] - 1, self._by_first[after]
        if ordered:
            return
        n_before = bisect_left(self._lasts, hit[0])
        if n_before:
            last = self._lasts[n_before - 1]
            yield hit[0] - last - 1, self._by_last[bisect_left(self._lasts, last)]
        reach = hit[-1] + self._longest
        own = frozenset(hit)
        for other in takewhile(lambda other: other[-1] <= reach, self._by_last[n_before:]):
            if other[0] < hit[-1] and own.isdisjoint(other):
                yield 0, other
