"""Folding, and the way back to the original."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.anonymise.folding import fold, fold_with_places


@pytest.mark.parametrize(
    "written",
    ["Siân", "SIÂN", "Sia\u0302n", "Si\u00ad\u00e2n", "S\u200bi\u200dâ\ufeffn", "Ｓｉâｎ", "ſiân"],
)
def test_a_name_is_the_same_however_it_was_typed(written: str) -> None:
    assert fold(written) == "sian"


def test_apostrophes_and_hyphens_are_of_one_kind() -> None:
    assert {fold(name) for name in ("O'Brien", "O’Brien", "O‘Brien", "Oʼbrien")} == {"o'brien"}
    assert fold("Anne‑Marie") == fold("Anne–Marie") == "anne-marie"


@given(st.text())
def test_every_folded_letter_leads_back_to_where_it_stood(text: str) -> None:
    folded = fold_with_places(text)
    assert folded.text == fold(text)
    assert len(folded.places) == len(folded.text) + 1
    assert list(folded.places) == sorted(folded.places)
    assert folded.places[len(folded.text)] == len(text)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
