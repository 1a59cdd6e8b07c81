from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.match.hits import Hit, Hits, Spans, as_tuples, first_words, last_words
from interview_coder.match.nearness import NOWHERE, pair_up

UNIT = 12
"""So many words are one sentence here."""


def make_spans(firsts: Sequence[int], length: int) -> Spans:
    first = np.array(sorted(set(firsts)), np.int64)
    return Spans(first, first + length - 1)


spans = st.builds(make_spans, st.lists(st.integers(0, 3 * UNIT), max_size=8), st.integers(1, 3))
broken: st.SearchStrategy[Hits] = st.lists(
    st.sets(st.integers(0, 7), min_size=1, max_size=4).flatmap(
        lambda words: st.integers(0, 2 * UNIT).map(lambda start: tuple(start + word for word in sorted(words)))
    ),
    unique=True,
    max_size=8,
).map(sorted)


def units_of(hits: Hits) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    begins, ends = first_words(hits) // UNIT, last_words(hits) // UNIT
    return np.where(begins == ends, begins, NOWHERE)


def pair_up_plainly(first: Sequence[Hit], second: Sequence[Hit], most: int | None, *, ordered: bool) -> list[Hit]:
    pairs = set()
    for hit in first:
        distances = [
            (other[0] - hit[-1] - 1 if other[0] > hit[-1] else max(0, hit[0] - other[-1] - 1), other)
            for other in second
            if not set(hit) & set(other)
            and len({word // UNIT for word in hit + other}) == 1
            and (other[0] > hit[-1] or not ordered)
        ]
        near = [found for found in distances if most is None or found[0] <= most]
        if near:
            pairs.add(tuple(sorted(hit + min(near)[1])))
    return sorted(pairs)


@given(spans | broken, spans | broken, st.none() | st.integers(0, 6), st.booleans())
def test_each_hit_is_joined_with_the_nearest(first: Hits, second: Hits, most: int | None, ordered: bool) -> None:
    found = pair_up(first, second, (units_of(first), units_of(second)), most_between=most, ordered=ordered)
    assert found == pair_up_plainly(as_tuples(first), as_tuples(second), most, ordered=ordered)


@given(spans, spans, st.none() | st.integers(0, 6), st.booleans())
def test_it_does_not_matter_how_unbroken_hits_are_told(
    first: Spans, second: Spans, most: int | None, ordered: bool
) -> None:
    units = units_of(first), units_of(second)
    one_by_one = pair_up(as_tuples(first), as_tuples(second), units, most_between=most, ordered=ordered)
    assert pair_up(first, second, units, most_between=most, ordered=ordered) == one_by_one


@pytest.mark.parametrize("as_spans", [True, False])
def test_of_two_equally_near_hits_the_earlier_is_taken(as_spans: bool) -> None:
    first, second = make_spans([5], 1), make_spans([3, 7], 1)
    chosen: tuple[Hits, Hits] = (first, second) if as_spans else (as_tuples(first), as_tuples(second))
    units = np.zeros(1, np.int64), np.zeros(2, np.int64)
    assert pair_up(*chosen, units, most_between=None, ordered=False) == [(3, 5)]
    assert pair_up(*chosen, units, most_between=None, ordered=True) == [(5, 7)]


def test_many_hits_in_one_turn_are_joined_without_looking_at_every_pair() -> None:
    many: list[Hit] = [(word, word + 1) for word in range(0, 200_000, 4)]
    others: list[Hit] = [(word,) for word in range(2, 200_000, 4)]
    units = np.zeros(len(many), np.int64), np.zeros(len(others), np.int64)
    assert len(pair_up(many, others, units, most_between=None, ordered=False)) == len(many)
