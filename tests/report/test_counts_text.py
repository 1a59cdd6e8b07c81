"""Counts for reading: n of N, the words of the scale, and what is known where nobody raises a thing."""

from __future__ import annotations

import re

import pytest

from interview_coder.model.results import Table
from interview_coder.report.counts_text import list_frequencies, tell_cell, tell_share, widen_matrix
from interview_coder.report.telling import Telling

NUMBERS, WORDS = Telling(True, {}), Telling(False, {})
COLUMNS = ("area", "theme", "state", "participants", "participants_total", "quantifier", "denying")
MATRIX = Table(
    "theme_matrix",
    COLUMNS,
    (
        ("north", "cost", "raised", 3, 4, "most", 3),
        ("north", "trust", "asked, not raised", 0, 4, "none", 0),
        ("south", "cost", "not asked", 0, 2, "none", 0),
        ("south", "trust", "unknown", 0, 2, "none", 0),
    ),
)


def test_a_matrix_for_reading_has_a_row_a_case_and_a_column_a_theme() -> None:
    assert widen_matrix(MATRIX, ["area"], NUMBERS) == [
        {"area": "north", "cost": "3 of 4 (3 denying)", "trust": "0 of 4 (asked)"},
        {"area": "south", "cost": "0 of 2 (not asked)", "trust": "0 of 2 (not known if asked)"},
    ]


def test_words_stand_where_numbers_are_not_wanted() -> None:
    rows = widen_matrix(MATRIX, ["area"], WORDS)
    assert rows[0] == {"area": "north", "cost": "most (all denying)", "trust": "none (asked)"}
    assert not re.search(r"\d", repr(rows))


def test_a_split_matrix_has_a_row_a_case_and_stance() -> None:
    columns = ("area", "theme", "stance", "participants", "participants_total", "quantifier")
    split = Table(
        "theme_stance_matrix",
        columns,
        (("north", "cost", "said", 1, 4, "some"), ("north", "cost", "denied", 2, 4, "many")),
    )
    assert widen_matrix(split, ["area"], NUMBERS) == [
        {"area": "north", "stance": "said", "cost": "1 of 4"},
        {"area": "north", "stance": "denied", "cost": "2 of 4"},
    ]


@pytest.mark.parametrize("denying", [0, 1, 2])
def test_those_who_deny_are_told_apart(denying: int) -> None:
    row = {"participants": 2, "participants_total": 2, "quantifier": "all", "state": "raised", "denying": denying}
    assert tell_cell(row, NUMBERS) == ("2 of 2" if not denying else f"2 of 2 ({denying} denying)")


def test_a_share_comes_with_its_interval() -> None:
    assert tell_share({"share": 1.0, "share_low": 0.3424, "share_high": 1.0}) == "100 % (34–100)"


def test_frequencies_in_words_have_no_number() -> None:
    row = ("cost", "raised", 3, 4, "most", 0)
    table = Table(
        "theme_frequencies", ("theme", "state", "participants", "participants_total", "quantifier", "denying"), (row,)
    )
    assert list(list_frequencies(table, WORDS)) == [{"theme": "cost", "participants": "most"}]
