"""Which counts of people are too small to be published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from interview_coder.disclosing.counted import DENYING, PEOPLE, Count, CountedRow, Key


class Range(NamedTuple):
    """What a reader is told of a count that is withheld: it is one of these numbers, ends included."""

    least: int
    most: int


def find_small(rows: Mapping[Key, CountedRow], *, k: int) -> dict[Count, Range]:
    """Return the counts that are withheld because they are small, with what the mark in their place tells.

    People who say something, and those who deny it, are withheld from 1 to k - 1. A 0 is shown: that nobody of k or
    more said something tells of no one what she did say. Of fewer than k people every count is withheld, 0 as well:
    else the mark would tell that 1 of 1 said it.

    Parameters
    ----------
    rows : mapping of frozenset to CountedRow
    k : int
        The fewest people who may be shown.
    """
    small = {}
    for key, row in rows.items():
        for name in (PEOPLE, DENYING):
            if name not in row.counts:
                continue
            if row.n_people < k:
                small[Count(name, key)] = Range(0, row.n_people)
            elif 1 <= row.counts[name] < k:
                small[Count(name, key)] = Range(1, k - 1)
    return small
