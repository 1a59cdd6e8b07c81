"""Recall and precision from blind samples."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reviewing.desks_to_try import write_made_study

from interview_coder import Study
from interview_coder.reviewing.blind_figures import Estimate, estimate_recall, estimate_share, measure_blind
from interview_coder.reviewing.desk import Desk
from interview_coder.reviewing.sampling import (
    code_blind,
    draw_sample,
    find_sample,
    find_stretch,
    finish_stretch,
    is_on,
    place_stretch,
)

DRAWS = st.lists(st.tuples(st.booleans(), st.floats(1, 40)), max_size=60)


def share_of(draws: list[tuple[bool, float]]) -> Estimate:
    return estimate_share(np.array([one for one, _ in draws], bool), np.array([weight for _, weight in draws]))


def holds(estimate: Estimate) -> bool:
    if estimate.value is None:
        return bool(estimate.reason)
    assert estimate.low is not None
    assert estimate.high is not None
    return 0 <= estimate.low <= estimate.value <= estimate.high <= 1


@given(DRAWS)
def test_a_share_lies_in_its_interval(draws: list[tuple[bool, float]]) -> None:
    assert holds(share_of(draws))


@given(DRAWS, st.floats(0.1, 50))
def test_only_the_proportions_of_the_weights_matter(draws: list[tuple[bool, float]], factor: float) -> None:
    one, other = share_of(draws), share_of([(is_so, weight * factor) for is_so, weight in draws])
    assert (one.value is None) == (other.value is None)
    if one.value is not None:
        assert [other.value, other.low, other.high] == pytest.approx([one.value, one.low, one.high])


@given(DRAWS, DRAWS, st.integers(0, 500), st.integers(0, 5000))
def test_recall_lies_in_its_interval_or_says_why_it_is_unknown(
    right: list[tuple[bool, float]], missed: list[tuple[bool, float]], n_suggested: int, n_others: int
) -> None:
    assert holds(estimate_recall(share_of(right), share_of(missed), n_suggested, n_others))


def test_that_nothing_was_missed_among_few_of_many_proves_little() -> None:
    right, missed = share_of([(True, 5.0)] * 10), share_of([(False, 20.0)] * 30)
    found = estimate_recall(right, missed, 50, 600)
    assert found.value == 1
    assert found.low is not None
    assert found.low < 0.6


def test_recall_of_all_that_was_looked_at_is_what_one_counts() -> None:
    right, missed = share_of([(True, 1.0)] * 6 + [(False, 1.0)] * 2), share_of([(True, 1.0)] * 3 + [(False, 1.0)] * 9)
    assert estimate_recall(right, missed, 8, 12).value == pytest.approx(6 / 9)


def test_intervals_of_recall_hold_the_truth_about_as_often_as_they_say() -> None:
    random = np.random.default_rng(5)
    n_suggested, n_others, n_right, n_missed = 200, 800, 150, 50
    truth = n_right / (n_right + n_missed)
    hits = 0
    for _ in range(400):
        right = random.hypergeometric(n_right, n_suggested - n_right, 24)
        missed = random.hypergeometric(n_missed, n_others - n_missed, 96)
        found = estimate_recall(
            share_of([(True, 1.0)] * right + [(False, 1.0)] * (24 - right)),
            share_of([(True, 1.0)] * missed + [(False, 1.0)] * (96 - missed)),
            n_suggested,
            n_others,
        )
        assert found.low is not None
        assert found.high is not None
        hits += found.low <= truth <= found.high
    assert 0.92 <= hits / 400 <= 0.995


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Study.open(write_made_study(tmp_path / "study")).open_desk("ann")


def code_sample(desk: Desk, *, leave_out: str = "") -> str:
    """Code a sample just as the rules do, but for one code; return its id."""
    sample = draw_sample(desk, 24, 7)
    for number, drawn in enumerate(sample.stretches, 1):
        stretch = place_stretch(desk, drawn)
        assert stretch is not None
        rows = desk.columns.rows_of(desk.source_places[stretch.source_id])
        for one in {desk.stretch(row).code_id for row in rows if is_on(desk.stretch(row), stretch)} - {leave_out}:
            code_blind(desk, sample.sample_id, number, one, stretch.start, stretch.end)
        finish_stretch(desk, sample.sample_id, number)
    return sample.sample_id


def test_a_coder_who_codes_as_the_rules_do_finds_them_perfect(desk: Desk) -> None:
    figures = measure_blind(desk, find_sample(desk, code_sample(desk)))
    assert (figures.n, figures.n_lost, figures.n_seen) == (24, 0, 0)
    assert {one.recall.value for one in figures.rows if one.n_machine} == {1.0}
    assert {one.precision.value for one in figures.rows if one.n_machine} == {1.0}
    assert figures.rows[-1].n_both == figures.rows[-1].n_coder == figures.rows[-1].n_machine > 0


def test_a_code_that_the_coder_never_gives_has_no_recall_and_no_precision(desk: Desk) -> None:
    figures = measure_blind(desk, find_sample(desk, code_sample(desk, leave_out="code_0")))
    row = next(one for one in figures.rows if one.code_id == "code_0")
    assert row.n_machine > 0
    assert row.precision.value == 0
    assert row.recall.reason == "never given by the coder"


def test_what_she_decided_with_the_suggestions_in_sight_stands_apart(desk: Desk) -> None:
    desk.decide_on(0, "accept")
    desk.decide_on(1, "reject", reason="denied")
    figures = measure_blind(desk, find_sample(desk, code_sample(desk)))
    assert (figures.rows[-1].n_right, figures.rows[-1].n_wrong) == (1, 1)
    assert {one.recall.value for one in figures.rows if one.n_machine} == {1.0}


def test_a_stretch_whose_words_were_changed_is_left_out_and_told(desk: Desk) -> None:
    sample_id = code_sample(desk)
    root = desk.inputs.folder.root
    [first, *_] = find_sample(desk, sample_id).sample.stretches
    path = root / "corpus" / f"{first.anchor.source_id}.txt"
    text = path.read_text(encoding="utf-8").replace(first.anchor.text, "Something else was said. Quite so, indeed.")
    path.write_text(text, encoding="utf-8")
    again = Study.open(root).open_desk("ann")
    blind = find_sample(again, sample_id)
    figures = measure_blind(again, blind)
    assert figures.n + figures.n_lost == 24
    assert figures.n_lost >= 1
    assert find_stretch(again, blind, 1) is None
