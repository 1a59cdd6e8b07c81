"""Single letters that stand for names."""

from __future__ import annotations

import pytest
from tests.anonymise.found import left

RECORD = " The committee then read the file and wrote to all of the parties in the usual way. " * 5


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Then R Kestrelby spoke to us about it.", "Then ___________ spoke to us about it."),
        ("Then T.R. Kestrelby spoke to us about it.", "Then ______________ spoke to us about it."),
        ("So then I told Dariusz about it.", "So then I told _______ about it."),
        ("It was plan B. Karen said so.", "It was plan B. _____ said so."),
    ],
)
def test_initials_before_a_surname_go_with_it(text: str, masked: str) -> None:
    assert left(text) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("The claim was made by G.K. and refused.", "The claim was made by ___. and refused."),
        ("When L. gave evidence nobody listened.", "When _. gave evidence nobody listened."),
        (
            "He was in a category C. prison in the U.S. until then.",
            "He was in a category C. prison in the U.S. until then.",
        ),
    ],
)
def test_a_record_calls_people_by_letters_with_full_stops(text: str, masked: str) -> None:
    assert left(text + RECORD)[: len(text)] == masked


def test_letters_with_full_stops_are_people_in_talk_only_where_a_person_stands() -> None:
    assert left("I asked A.K. about it and we did a B.Q. on it") == "I asked ___. about it and we did a B.Q. on it"
    assert (
        left("There was a girl, very quiet, A.K., and I was glad")
        == "There was a girl, very quiet, ___., and I was glad"
    )
