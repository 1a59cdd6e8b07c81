"""What a trial says is what happens when the rule is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reviewing.made_desks import make_desk, row_of, said

from interview_coder import InputError
from interview_coder.reviewing.codebook_writing import CodebookWriter
from interview_coder.reviewing.desk import Desk
from interview_coder.reviewing.queue import CHANGED
from interview_coder.reviewing.trying_rules import Edit, RuleTrial, try_rule


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path / "study")


def lines(trial: RuleTrial) -> dict[str, str]:
    """Return what becomes of each place, by its words and those around them."""
    return {one.line.left + one.line.text + one.line.right: one.becomes for some in trial.groups for one in some.lines}


def test_a_new_rule_tells_what_is_new_and_what_is_there_already(desk: Desk) -> None:
    desk.decide_on(row_of(desk, "rent", "The rent went up"), "accept")
    trial = try_rule(desk, "rent", "(up | boiler)", "add")
    assert lines(trial) == {
        "The rent went up. It is a fair rent, they say.": "accepted",
        "The lift is still broken, and the boiler is cold.": "new",
    }
    assert (len(trial.gained), len(trial.lost), len(trial.changed)) == (1, 0, 1)
    assert dict(trial.states) == {"accepted": 1}
    assert (trial.total.n_hits, trial.total.n_participants, trial.total.of_participants) == (2, 1, 3)


def test_hits_are_told_by_stakeholder_type(desk: Desk) -> None:
    trial = try_rule(desk, "debt", "rent", "add", limit=1)
    assert [(one.counts.stakeholder_type, one.counts.n_hits, len(one.lines)) for one in trial.groups] == [
        ("landlord", 1, 1),
        ("tenant", 3, 1),
    ]


def test_removing_a_rule_tells_what_is_lost_and_what_other_rules_hold(desk: Desk) -> None:
    desk.decide_on(row_of(desk, "rent", "I owe"), "reject", reason="other")
    trial = try_rule(desk, "rent", "rent", "remove")
    assert set(lines(trial).values()) == {"lost", "to do"}
    assert [one.text for one in trial.lost][-1] == "I owe nobody anything, and the rent is mine."
    assert trial.states["rejected"] == 1
    assert [(cell.stakeholder_type, cell.participants_before, cell.participants_after) for cell in trial.cells] == []
    assert trial.gained == ()


def test_a_theme_that_somebody_raises_only_then_is_told(desk: Desk) -> None:
    trial = try_rule(desk, "broken", "mine", "add")
    [cell] = trial.cells
    assert (cell.stakeholder_type, cell.participants_before, cell.participants_after) == ("landlord", 0, 1)


def test_the_examples_of_the_code_are_tried_with_the_rule_alone(desk: Desk) -> None:
    trial = try_rule(desk, "rent", "(charge | tear)", "add")
    assert trial.count_examples("example") == (1, 2)
    assert trial.count_examples("counter-example") == (1, 1)


def test_a_place_that_the_coder_coded_herself_is_told_as_hers(desk: Desk) -> None:
    text = desk.open_text("a").source.text
    start = text.index("Nobody came")
    desk.add("rent", "a", start, start + len("Nobody came to mend the lift"))
    assert lines(try_rule(desk, "rent", "mend", "add")) == {"My rent is fair. Nobody came to mend the lift.": "yours"}


@pytest.mark.parametrize(
    ("rule", "edit", "message"),
    [
        ("rent NEAR/x fair", "add", "rule:1:6: error: 'NEAR/x' needs a number"),
        ("@machin", "add", 'did you mean "machine"'),
        ("rent", "add", "stands"),
        ("rend", "remove", 'did you mean "rent"'),
    ],
)
def test_a_rule_that_cannot_be_is_told_with_place_and_near_names(
    desk: Desk, rule: str, edit: Edit, message: str
) -> None:
    with pytest.raises(InputError) as caught:
        try_rule(desk, "rent", rule, edit)
    assert message in str(caught.value)


def test_a_rule_that_finds_nothing_says_why(desk: Desk) -> None:
    trial = try_rule(desk, "rent", "rent NEAR boyler", "add")
    assert trial.total.n_hits == 0
    assert any("boyler" in one for one in trial.remarks)


@settings(max_examples=25)
@given(
    decided=st.lists(st.tuples(st.integers(0, 30), st.sampled_from(["accept", "reject", "defer"])), max_size=6),
    edit=st.one_of(
        st.tuples(st.just("add"), st.sampled_from(["up", "fair rent", "(mend | mine)", "lift", "nobody", "rent fair"])),
        st.tuples(st.just("remove"), st.sampled_from(["rent", "fair"])),
    ),
)
def test_what_is_written_gives_what_the_trial_said(
    decided: list[tuple[int, str]], edit: tuple[Edit, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    desk = make_desk(tmp_path_factory.mktemp("made") / "study")
    for number, act in decided:
        desk.decide_on(number % len(desk.columns), act, **({"reason": "other"} if act == "reject" else {}))  # type: ignore[arg-type]
    kind, rule = edit
    trial = try_rule(desk, "rent", rule, kind)
    before, back_before = _suggested(desk), int((desk.states == CHANGED).sum())
    after = CodebookWriter().edit_rule(desk, desk.codebook.sha256, "rent", rule, kind)
    now = _suggested(after)
    lost = {(one.shown.start, one.shown.end) for one in trial.lost}
    gained = {(one.shown.start, one.shown.end) for one in trial.gained}
    changed = [one for one in trial.changed if "borders" in one.differs_in]
    gone = {(one.start, one.end) for change in changed for one in change.before}
    come = {(one.start, one.end) for change in changed for one in change.after}
    assert now == (before - lost - gone) | gained | come
    assert int((after.states == CHANGED).sum()) == back_before + trial.n_back
    assert all(after.why_again[row] for row in (after.states == CHANGED).nonzero()[0].tolist())


def _suggested(desk: Desk) -> set[tuple[int, int]]:
    rows = [row for row in range(len(desk.columns)) if desk.stretch(row).code_id == "rent"]
    assert all(said(desk, row) for row in rows)
    return {(desk.stretch(row).start, desk.stretch(row).end) for row in rows}
