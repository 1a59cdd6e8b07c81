"""Shares: Wilson's interval as SciPy has it, and the words of a scale."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.errors import InputError
from interview_coder.project.settings import DEFAULT_SCALE, read_settings
from interview_coder.tabulate.shares import wilson_interval, word_for

stats = pytest.importorskip("scipy.stats", reason="SciPy comes with scikit-learn")
some_of_all = st.integers(1, 300).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))


@given(some_of_all)
def test_the_interval_is_the_one_that_scipy_gives(pair: tuple[int, int]) -> None:
    found, total = pair
    low, high = wilson_interval(np.array([found]), np.array([total]))
    expected = stats.binomtest(found, total).proportion_ci(0.95, method="wilson")
    assert low[0] == pytest.approx(expected.low, abs=1e-9)
    assert high[0] == pytest.approx(expected.high, abs=1e-9)


@given(some_of_all)
def test_a_share_lies_within_its_interval(pair: tuple[int, int]) -> None:
    found, total = pair
    low, high = wilson_interval(np.array([found]), np.array([total]))
    assert 0 <= low[0] <= found / total + 1e-12
    assert found / total - 1e-12 <= high[0] <= 1


@given(some_of_all, st.integers(0, 300))
def test_a_larger_share_never_has_a_smaller_word(pair: tuple[int, int], other: int) -> None:
    found, total = pair
    words = ["none", *DEFAULT_SCALE, "all"]
    more = min(total, found + other)
    places = [words.index(word_for(n, total, DEFAULT_SCALE)) for n in (found, more)]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("found", "word"),
    [(0, "none"), (1, "few"), (4, "some"), (8, "many"), (12, "most"), (17, "almost all"), (20, "all")],
)
def test_a_word_holds_from_its_cut_off(found: int, word: str) -> None:
    assert word_for(found, 20, DEFAULT_SCALE) == word


@pytest.mark.parametrize(
    ("scale", "told"),
    [
        ("{some: 0.2, many: 0.5}", "must stand for shares from 0"),
        ("{few: 0, many: 0.5, some: 0.2}", "must rise from word to word"),
        ("{few: 0, all of them: 1}", "less than 1"),
        ("{few: none}", "number"),
    ],
)
def test_a_scale_that_cannot_be_is_told_at_its_line(scale: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        read_settings(f"title: Homes\nquantifiers: {scale}\n".encode())
    [problem] = caught.value.problems
    assert told in problem.message
    assert (problem.place.file, problem.place.line) == ("study.yml", 2)


def test_a_scale_of_ones_own_is_taken() -> None:
    settings = read_settings(b"quantifiers: {a few: 0, half: 0.5}\nnumbers: words\n")
    assert word_for(5, 10, settings.quantifiers) == "half"
    assert settings.numbers == "words"
