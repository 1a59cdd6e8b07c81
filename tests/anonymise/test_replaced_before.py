"""What was replaced before is left as it is, and names beside it are found."""

from __future__ import annotations

import pytest
from tests.anonymise.found import MODEL, found

from interview_coder.installed import find_model
from interview_coder.model.masking import RosterEntry


@pytest.mark.parametrize(
    "wording",
    ["Person 3", "Hospital 14", "date in 1998", "1980s", "age 80 to 89", "NHS number 2", "source Person 3"],
)
def test_a_replacement_is_no_name(wording: str) -> None:
    assert found(f"I told [{wording}] about it, and Dr [{wording}] said no.") == []


def test_stakeholder_types_of_the_roster_are_words_of_replacements() -> None:
    roster = [RosterEntry("Wenna Kestrelby", "person", "Kestrel keeper")]
    assert found("We met [Kestrel keeper 4] and Kestrelby there.", roster) == ["Kestrelby"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("[Dr Kestrelby leaves] So that was it.", ["Kestrelby"]),
        ("I told [Kestrelby 3] about it.", ["Kestrelby"]),
        ("I told [Person 3] Kestrelby about it.", ["Kestrelby"]),
        ("It was [date in 1998], or else 1997.", ["1997"]),
    ],
)
def test_a_name_in_a_bracket_of_another_form_or_beside_a_replacement_is_found(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.skipif(find_model(MODEL) is None, reason="the language model is not installed")
def test_words_beside_a_replacement_that_the_model_takes_with_it_are_left() -> None:
    text = "Then we rang [Alliance 1] first."
    assert found(text, model=MODEL) == []
