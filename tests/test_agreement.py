"""How far coders agree: worked examples from the literature, and what must hold of any coders."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.agreement import cohen_kappa, krippendorff_alpha

COUNTS = st.integers(0, 60)
UNITS = st.lists(st.lists(st.sampled_from("abc"), max_size=4), max_size=30)


def units_of(*coders: str) -> list[list[str]]:
    """Return units from what each coder gave them, a sign each; a point where she did not look."""
    return [[value for value in unit if value != "."] for unit in zip(*coders, strict=True)]


def test_kappa_is_what_the_textbook_example_of_fifty_proposals_gives() -> None:
    assert cohen_kappa(20, 5, 10, 15).value == pytest.approx(0.4)


def test_alpha_is_what_krippendorff_gives_for_two_observers_and_binary_data() -> None:
    assert krippendorff_alpha(units_of("0100000010", "1110010000")).value == pytest.approx(0.095, abs=0.0005)


def test_alpha_is_what_krippendorff_gives_for_four_observers_with_values_missing() -> None:
    found = krippendorff_alpha(units_of("123321412...", "1233224125.3", ".3332342251.", "12332441251."))
    assert found.value == pytest.approx(0.743, abs=0.0005)
    assert found.n == 11


@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_kappa_does_not_change_when_coders_or_answers_are_swapped(
    both: int, only_a: int, only_b: int, neither: int
) -> None:
    found = cohen_kappa(both, only_a, only_b, neither)
    assert found == cohen_kappa(both, only_b, only_a, neither)
    assert found == cohen_kappa(neither, only_a, only_b, both)


@given(COUNTS, COUNTS)
def test_coders_who_agree_on_everything_have_one_or_nothing_to_be_measured_by(both: int, neither: int) -> None:
    for found in (
        cohen_kappa(both, 0, 0, neither),
        krippendorff_alpha([(True, True)] * both + [(False, False)] * neither),
    ):
        assert found.n == both + neither
        assert found.value == 1 if both and neither else found.value is None and found.reason


@given(UNITS, st.randoms(use_true_random=False))
def test_alpha_knows_no_order_of_units_or_coders(units: list[list[str]], random: object) -> None:
    found = krippendorff_alpha(units)
    shuffled = [random.sample(unit, len(unit)) for unit in random.sample(units, len(units))]  # type: ignore[attr-defined]
    again = krippendorff_alpha(shuffled)
    assert found.n == again.n
    assert found.value == (None if again.value is None else pytest.approx(again.value))


@given(UNITS)
def test_alpha_is_never_above_one_and_says_why_it_is_undefined(units: list[list[str]]) -> None:
    found = krippendorff_alpha(units)
    assert bool(found.reason) == (found.value is None)
    assert found.value is None or found.value <= 1


@given(COUNTS, COUNTS, COUNTS)
def test_alpha_of_two_coders_comes_close_to_kappa_where_both_use_a_code_as_often(
    both: int, differing: int, neither: int
) -> None:
    kappa = cohen_kappa(both * 100, differing * 100, differing * 100, neither * 100).value
    pairs = [((1, 1), both), ((1, 0), differing), ((0, 1), differing), ((0, 0), neither)]
    alpha = krippendorff_alpha(pair for pair, count in pairs for _ in range(count * 100)).value
    assert (kappa is None) == (alpha is None)
    assert kappa is None or alpha == pytest.approx(kappa, abs=0.02)
