"""Blind samples: what is drawn, and how a coder goes through it."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reviewing.desks_to_try import write_made_study

from interview_coder import InputError, Study
from interview_coder.reviewing.all_segments import AllSegments
from interview_coder.reviewing.desk import Desk
from interview_coder.reviewing.sampling import (
    allot,
    code_blind,
    draw_sample,
    find_sample,
    find_stretch,
    finish_stretch,
    list_blind_codes,
    list_samples,
    propose_seed,
    take_back,
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Study.open(write_made_study(tmp_path / "study")).open_desk("ann")


@given(st.lists(st.integers(1, 400), min_size=1, max_size=20), st.integers(10, 500))
def test_allotting_draws_as_many_as_asked_for_and_never_more_than_there_are(counts: list[int], size: int) -> None:
    if 2 * len(counts) > size:
        return
    allotted = allot(counts, size)
    assert sum(allotted) == min(size, sum(counts))
    assert all(min(2, count) <= n <= count for n, count in zip(allotted, counts, strict=True))


@given(st.lists(st.integers(20, 400), min_size=2, max_size=10))
def test_a_larger_stratum_never_gets_less(counts: list[int]) -> None:
    pairs = sorted(zip(counts, allot(counts, 60), strict=True))
    assert all(n <= more for (_, n), (_, more) in pairwise(pairs))


def test_a_sample_is_of_different_segments_of_participants_with_and_without_suggestions(desk: Desk) -> None:
    sample = draw_sample(desk, 20, 7)
    places = {(one.anchor.source_id, one.anchor.start, one.anchor.end) for one in sample.stretches}
    segments = AllSegments(desk)
    assert len(places) == len(sample.stretches) == 20
    assert places <= {tuple(segments[number]) for number in range(len(segments))}
    assert sum(one.n_all for one in sample.strata) == len(segments)
    assert {one.is_coded for one in sample.strata} == {True, False}
    drawn = Counter(one.stratum for one in sample.stretches)
    assert [drawn[place] for place in range(len(sample.strata))] == [one.n_drawn for one in sample.strata]


def test_every_stretch_is_of_the_stratum_that_it_is_said_to_be_of(desk: Desk) -> None:
    for one in (sample := draw_sample(desk, 20, 7)).stretches:
        stratum = sample.strata[one.stratum]
        rows = desk.columns.rows_of(desk.source_places[one.anchor.source_id])
        stretches = [desk.stretch(row) for row in rows]
        is_coded = any(other.start < one.anchor.end and one.anchor.start < other.end for other in stretches)
        assert is_coded == stratum.is_coded
        person = desk.inputs.participants[one.anchor.participant]
        assert stratum.stakeholder_type in {"", person.stakeholder_type}


def test_types_are_put_together_where_two_of_each_could_not_be_drawn(desk: Desk) -> None:
    assert {one.stakeholder_type for one in draw_sample(desk, 10, 7).strata} == {""}


def test_coders_who_take_the_proposed_seed_draw_the_same_stretches(tmp_path: Path) -> None:
    root = write_made_study(tmp_path / "study")
    ann, ben = (Study.open(root).open_desk(name) for name in ("ann", "ben"))
    drawn = [draw_sample(one, 15, propose_seed(one)) for one in (ann, ben)]
    assert drawn[0].stretches == drawn[1].stretches
    assert propose_seed(ann) == drawn[0].seed + 1


def test_a_sample_goes_on_where_it_was_left_when_the_study_is_opened_again(desk: Desk) -> None:
    sample = draw_sample(desk, 10, 7)
    stretch = find_stretch(desk, find_sample(desk, sample.sample_id), 1)
    assert stretch is not None
    code_blind(desk, sample.sample_id, 1, "code_0", stretch.start, stretch.end)
    finish_stretch(desk, sample.sample_id, 1)
    finish_stretch(desk, sample.sample_id, 2)
    [again] = list_samples(Study.open(desk.inputs.folder.root).open_desk("ann"))
    assert sorted(again.done) == [1, 2]
    assert again.next_number(2) == 3
    assert not again.is_done
    assert again.sample == sample


def test_what_is_coded_blind_counts_as_a_coding_that_was_added_and_can_be_taken_back(desk: Desk) -> None:
    sample = draw_sample(desk, 10, 7)
    stretch = find_stretch(desk, find_sample(desk, sample.sample_id), 3)
    assert stretch is not None
    for _ in range(2):
        code_blind(desk, sample.sample_id, 3, "code_1", stretch.start, stretch.end)
    [given_code] = list_blind_codes(desk)
    assert given_code.stretch == stretch._replace(code_id="code_1")
    assert [one.status for one in desk.standings[stretch.source_id]] == ["added"]
    take_back(desk, given_code.decision.event_id)
    assert list_blind_codes(desk) == []


def test_a_code_on_words_that_she_coded_with_the_suggestions_in_sight_is_blind_all_the_same(desk: Desk) -> None:
    sample = draw_sample(desk, 10, 7)
    stretch = find_stretch(desk, find_sample(desk, sample.sample_id), 1)
    assert stretch is not None
    desk.add("code_2", stretch.source_id, stretch.start, stretch.end)
    assert list_blind_codes(desk) == []
    code_blind(desk, sample.sample_id, 1, "code_2", stretch.start, stretch.end)
    assert len(list_blind_codes(desk)) == 1


def test_words_outside_of_the_stretch_unknown_codes_and_a_second_sample_are_refused(desk: Desk) -> None:
    sample = draw_sample(desk, 10, 7)
    stretch = find_stretch(desk, find_sample(desk, sample.sample_id), 1)
    assert stretch is not None
    for code_id, start, end in (
        ("code_0", stretch.start - 1, stretch.end),
        ("code_0", stretch.end, stretch.end),
        ("none", stretch.start, stretch.end),
    ):
        with pytest.raises(InputError):
            code_blind(desk, sample.sample_id, 1, code_id, start, end)
    for refused in (lambda: draw_sample(desk, 10, 8), lambda: finish_stretch(desk, sample.sample_id, 11)):
        with pytest.raises(InputError):
            refused()
    assert list_blind_codes(desk) == []
    assert len(list_samples(desk)) == 1


def test_a_sample_that_was_damaged_is_told_with_its_file(desk: Desk) -> None:
    desk.keep({"event": "sample", "id": "x", "seed": 1, "strata": [], "stretches": [{"stratum": 0}]})
    with pytest.raises(InputError, match=r"decisions/ann\.jsonl: error: the blind sample at"):
        list_samples(desk)
