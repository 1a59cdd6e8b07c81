from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.match.hits import (
    Spans,
    as_tuples,
    count_between,
    drop_contained,
    first_words,
    has_word_in,
    keep,
    last_words,
    n_hits,
    spell_hits,
)

hits = st.lists(st.frozensets(st.integers(0, 9), min_size=1).map(lambda words: tuple(sorted(words))), max_size=12)
spans = st.sets(st.tuples(st.integers(0, 12), st.integers(0, 3)), max_size=6).map(
    lambda made: Spans(
        np.array(sorted(first for first, _ in made), np.int64),
        np.array(sorted(first for first, _ in made), np.int64) + max((n for _, n in made), default=0),
    )
)


@given(hits)
def test_only_the_longest_of_hits_within_each_other_stay(found: list[tuple[int, ...]]) -> None:
    kept = [hit for hit in set(found) if not any(set(hit) < set(other) for other in found)]
    assert drop_contained(found) == sorted(kept)


@given(spans)
def test_spans_are_told_as_their_words_are(found: Spans) -> None:
    one_by_one = as_tuples(found)
    assert n_hits(found) == n_hits(one_by_one)
    assert first_words(found).tolist() == first_words(one_by_one).tolist() == [hit[0] for hit in one_by_one]
    assert last_words(found).tolist() == last_words(one_by_one).tolist() == [hit[-1] for hit in one_by_one]
    assert [part.tolist() for part in spell_hits(found)] == [part.tolist() for part in spell_hits(one_by_one)]
    is_kept = np.arange(n_hits(found)) % 2 == 0
    assert as_tuples(keep(found, is_kept)) == keep(one_by_one, is_kept) == one_by_one[::2]


@given(hits, st.data())
def test_hits_word_by_word_are_told_and_taken_as_they_are_one_by_one(
    found: list[tuple[int, ...]], data: st.DataObject
) -> None:
    spelled = spell_hits(found)
    assert spelled.first_words.tolist() == [hit[0] for hit in found]
    assert spelled.last_words.tolist() == [hit[-1] for hit in found]
    places = data.draw(st.lists(st.integers(0, len(found) - 1), max_size=5)) if found else []
    taken, wanted = spelled.take(np.array(places, np.int64)), spell_hits([found[place] for place in places])
    assert [part.tolist() for part in taken] == [part.tolist() for part in wanted]


def test_a_hit_is_in_a_group_with_any_of_its_words() -> None:
    found = [(0, 4), (1,), (2, 3)]
    groups = spell_hits(found).words // 2
    assert has_word_in(found, groups, np.array([2, 9])).tolist() == [True, False, False]
    assert has_word_in(found, groups, np.array([0])).tolist() == [True, True, False]


@given(st.sets(st.integers(0, 30), min_size=1), st.sets(st.integers(0, 30), min_size=1))
def test_between_two_hits_lie_the_words_from_the_end_of_the_first_to_the_start_of_the_second(
    one: set[int], other: set[int]
) -> None:
    first, second = sorted((tuple(sorted(one)), tuple(sorted(other))))
    between = range(first[-1] + 1, second[0])
    assert count_between(first, second) == count_between(second, first) == len(between)
