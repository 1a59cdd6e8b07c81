"""How often each rule was right so far."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.reviewing.made_desks import CODEBOOK, make_desk, row_of

from interview_coder.model.codebook import Rule
from interview_coder.reviewing.code_records import RuleFigures, list_doubtful, list_records
from interview_coder.reviewing.desk import Desk


def figures(desk: Desk, code_id: str) -> dict[str, tuple[int, ...]]:
    codes = {one.code.code_id: one for theme in list_records(desk) for one in theme.codes}
    return {one.rule.text: _numbers(one) for one in codes[code_id].rules}


def _numbers(one: RuleFigures) -> tuple[int, ...]:
    return one.n_suggested, one.n_left, one.n_right, one.n_wrong


def test_decisions_are_counted_with_the_rule_of_the_first_words(tmp_path: Path) -> None:
    desk = make_desk(tmp_path / "study")
    n = figures(desk, "rent")["rent"][0]
    assert n >= 2
    desk.decide_on(row_of(desk, "rent", "The rent went up"), "accept")
    desk.decide_on(row_of(desk, "rent", "I owe"), "reject", reason="other")
    assert figures(desk, "rent")["rent"] == (n, n - 2, 1, 1)


def test_a_rule_that_two_codes_share_is_counted_in_each_apart(tmp_path: Path) -> None:
    desk = make_desk(tmp_path / "study", codebook=CODEBOOK.replace("[owe]", "[owe, fair]"))
    desk.decide_on(row_of(desk, "debt", "My rent is fair"), "reject", reason="other")
    assert figures(desk, "debt")["fair"][2:] == (0, 1)
    assert figures(desk, "rent")["fair"][2:] == (0, 0)


@pytest.mark.parametrize(("right", "wrong", "named"), [(0, 2, False), (1, 2, True), (2, 2, False), (0, 3, True)])
def test_a_rule_is_called_mostly_wrong_after_three_decisions(right: int, wrong: int, named: bool) -> None:
    assert RuleFigures(Rule("rent", "0" * 12, 1), right + wrong, 0, right, wrong).is_mostly_wrong is named


def test_rules_that_were_wrong_more_often_than_right_are_named_the_worst_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("interview_coder.reviewing.code_records.FEWEST_DECIDED", 1)
    desk = make_desk(tmp_path / "study")
    desk.decide_on(row_of(desk, "debt", "owe"), "reject", reason="other")
    for row in range(len(desk.columns)):
        if desk.stretch(row).code_id == "broken":
            desk.decide_on(row, "reject", reason="wrong sense")
    desk.decide_on(row_of(desk, "rent", "The rent went up"), "accept")
    named = [(code.code_id, one.rule.text) for code, one in list_doubtful(list_records(desk))]
    assert named == [("broken", "@machine"), ("debt", "owe")]


def test_codes_are_as_deep_as_they_stand_in_the_codebook(tmp_path: Path) -> None:
    records = list_records(make_desk(tmp_path / "study"))
    assert {one.code.code_id: one.depth for theme in records for one in theme.codes} == {
        "rent": 1,
        "debt": 1,
        "broken": 1,
        "cold": 2,
    }
    assert [theme.progress.n_suggested for theme in records] == [
        sum(one.progress.n_suggested for one in theme.codes) for theme in records
    ]
