"""The framework matrix of the review page follows every decision, and says what a run would say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reviewing.made_desks import make_desk, row_of

from interview_coder import InputError, Study
from interview_coder.reviewing.desk import Desk
from interview_coder.reviewing.matrix import Matrix, View
from interview_coder.reviewing.recounting import Recounting, Whose

OWN, ALL = View(), View(whose="all")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path / "study")


def told(desk: Desk, row: str, column: str, view: View = OWN) -> tuple[str, ...]:
    return Matrix(desk, Recounting(), view).open(row, column, most=None).shown.told


def test_a_rejected_suggestion_leaves_its_cell_and_comes_back_when_it_is_undone(desk: Desk) -> None:
    before = told(desk, "landlord", "cost")
    assert before[0] == "1 of 1 participants"
    for code in ("rent", "debt"):
        desk.decide_on(row_of(desk, code, "I owe"), "reject", reason="other")
    assert told(desk, "landlord", "cost") == ("0 of 1 participants", "asked, not raised: 1")
    desk.undo()
    assert told(desk, "landlord", "cost")[0] == "1 of 1 participants"
    desk.undo()
    assert told(desk, "landlord", "cost") == before


@settings(max_examples=15)
@given(
    acts=st.lists(st.tuples(st.integers(0, 30), st.sampled_from(["accept", "reject", "defer", "undo"])), max_size=8),
    by=st.sampled_from(["stakeholder_type", "participant", "area", "source"]),
    of=st.sampled_from(["theme", "code"]),
)
def test_it_is_the_matrix_that_a_run_makes(
    acts: list[tuple[int, str]], by: str, of: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("made") / "study"
    desk = make_desk(root)
    for number, act in acts:
        if act == "undo":
            desk.undo()
        else:
            desk.decide_on(number % len(desk.columns), act)  # type: ignore[arg-type]
    shown = Matrix(desk, Recounting(), View.read(by, of, "all"))
    assert shown.framework == Study.open(root).run().framework((by,), of="code" if of == "code" else "theme")


def test_a_coder_sees_her_own_decisions_and_summaries_and_everybodys_only_when_she_asks(tmp_path: Path) -> None:
    ann = make_desk(tmp_path / "study", "ann")
    ann.decide_on(row_of(ann, "debt", "owe"), "reject", reason="other")
    ann.decide_on(row_of(ann, "rent", "I owe"), "reject", reason="other")
    Matrix(ann, Recounting(), OWN).write("tenant", "cost", "Tenants speak of rent.")
    ben = Study.open(tmp_path / "study").open_desk("ben")
    seen = {view: Matrix(ben, Recounting(), view) for view in (OWN, ALL)}
    assert seen[OWN].open("landlord", "cost", most=0).shown.told[0] == "1 of 1 participants"
    assert seen[ALL].open("landlord", "cost", most=0).shown.told[0] == "0 of 1 participants"
    assert seen[OWN].open("tenant", "cost", most=0).shown.summaries == ()
    [other] = seen[ALL].open("tenant", "cost", most=0).shown.summaries
    assert (other.summary.coder, other.changes) == ("ann", "")


def test_a_summary_is_kept_with_its_evidence_and_says_when_that_changed(desk: Desk) -> None:
    recounting = Recounting()
    Matrix(desk, recounting, OWN).write("Tenant", "cost", "Two tenants speak of rent.\n")
    desk.read_again()
    cell = Matrix(desk, recounting, OWN).open("tenant", "cost", most=None)
    own = cell.summary_of("ben")
    assert own is not None
    assert (own.text, own.is_stale, own.coding_ids) == (
        "Two tenants speak of rent.",
        False,
        cell.shown.cell.coding_ids,
    )
    desk.decide_on(row_of(desk, "rent", "The rent went up"), "reject", reason="other")
    [shown] = Matrix(desk, recounting, OWN).open("tenant", "cost", most=None).shown.summaries
    assert shown.changes == "the evidence changed since: 1 coding went"
    assert Matrix(desk, recounting, OWN).show().n_stale == 1


def test_a_summary_that_is_taken_back_is_shown_no_more_and_stays_in_the_log(desk: Desk) -> None:
    matrix = Matrix(desk, Recounting(), View(of="code"))
    matrix.write("tenant", "rent", "Gone soon.")
    desk.read_again()
    Matrix(desk, Recounting(), View(of="code")).withdraw("tenant", "rent")
    desk.read_again()
    assert Matrix(desk, Recounting(), View(of="code")).open("tenant", "rent", most=0).shown.summaries == ()
    assert "Gone soon." in (desk.inputs.folder.decisions / "ben.jsonl").read_text(encoding="utf-8")


def test_every_quote_is_shown_with_its_codings_and_how_people_stand_to_them(desk: Desk) -> None:
    desk.decide_on(row_of(desk, "rent", "The rent went up"), "accept")
    text = desk.open_text("a").source.text
    start = text.index("It is a fair")
    desk.add("debt", "a", start, start + len("It is a fair rent"))
    cell = Matrix(desk, Recounting(), OWN).open("tenant", "cost", most=None)
    reviews = {coding.code.code_id + ": " + coding.review for one in cell.quotes for coding in one.codings}
    assert reviews == {"rent: accepted", "rent: unreviewed", "debt: added"}
    for one in cell.quotes:
        quote = one.shown.quote
        assert text[quote.start : quote.end] == quote.text == "".join(piece.text for piece in one.pieces)
        assert all(coding.is_suggested == (coding.review != "added") for coding in one.codings)
    [accepted] = [one for one in cell.quotes if any(coding.review == "accepted" for coding in one.codings)]
    assert next(piece.text for piece in accepted.pieces if "word" in piece.marks) == "rent"


def test_so_many_quotes_are_shown_and_all_are_counted(desk: Desk) -> None:
    cell = Matrix(desk, Recounting(), OWN).open("tenant", "cost", most=1)
    assert (len(cell.quotes), cell.n_quotes > 1) == (1, True)


def test_a_cell_of_a_code_shows_the_codings_of_this_code_and_those_below_it_only(desk: Desk) -> None:
    cell = Matrix(desk, Recounting(), View(of="code")).open("tenant", "broken", most=None)
    assert {coding.code.code_id for one in cell.quotes for coding in one.codings} == {"broken", "cold"}
    below = Matrix(desk, Recounting(), View(of="code")).open("tenant", "cold", most=None)
    assert {coding.code.code_id for one in below.quotes for coding in one.codings} == {"cold"}


@pytest.mark.parametrize(
    ("row", "column", "near"), [("tenent", "cost", 'did you mean "tenant"?'), ("tenant", "coast", '"cost"?')]
)
def test_a_cell_that_is_not_there_is_told_with_the_nearest_name(desk: Desk, row: str, column: str, near: str) -> None:
    with pytest.raises(InputError, match="there is no") as caught:
        Matrix(desk, Recounting(), OWN).open(row, column, most=0)
    assert near in str(caught.value)


def test_an_empty_summary_is_refused(desk: Desk) -> None:
    with pytest.raises(InputError, match="empty"):
        Matrix(desk, Recounting(), OWN).write("tenant", "cost", " \n ")
    assert not list(desk.inputs.folder.decision_paths())


def test_rows_can_be_all_that_is_known_of_participants(desk: Desk) -> None:
    matrix = Matrix(desk, Recounting(), View(by="area"))
    assert list(matrix.attributes) == ["stakeholder_type", "participant", "area", "source"]
    assert matrix.framework.rows == ("north", "south")
    with pytest.raises(InputError, match='did you mean "area"'):
        Matrix(desk, Recounting(), View(by="aera"))


def test_nothing_is_counted_again_while_no_decision_comes(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    recounting, counted, apply = Recounting(), [0], Desk.apply

    def apply_and_count(*given: Any) -> Any:
        counted[0] += 1
        return apply(*given)

    monkeypatch.setattr(Desk, "apply", apply_and_count)
    whose: Whose
    for whose in ("own", "own", "all", "own"):
        recounting.count(desk, whose)
    assert counted == [2]
    Matrix(desk, recounting, OWN).write("tenant", "cost", "A summary changes no count.")
    desk.read_again()
    recounting.count(desk)
    assert counted == [2]
    desk.decide_on(0, "accept")
    recounting.count(desk)
    assert counted == [3]
