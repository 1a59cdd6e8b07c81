"""What people write of cells stays, and is told when the evidence beneath it changes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.made_studies import make_codebook, write_study

from interview_coder import InputError, Run, Study
from interview_coder.framework.own_summaries import CellName, OwnSummary, read_summaries

ROSTER = "participant,stakeholder_type,area\nP01,tenant,north\nP02,tenant,south\nP03,landlord,north\n"
TALK = "P01: The rent went up. It is rent day.\n\nP02: My rent is fair.\n\nP03: I owe nobody, and the rent is mine.\n"
CODEBOOK = make_codebook([["rent"], ["owe"], ["trust"]])
CELL = CellName(("stakeholder_type",), ("tenant",), "theme", "cost")
MARKS = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("123"), max_size=5)


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return write_study(tmp_path / "study", {"a.txt": TALK}, CODEBOOK, ROSTER)


def change(study: Study, file: str, edit: Callable[[str], str]) -> Run:
    path = study.folder.root / file
    path.write_text(edit(path.read_text(encoding="utf-8")), encoding="utf-8")
    return study.run()


def test_a_summary_rests_on_the_codings_of_its_cell_and_is_shown_in_it(study: Study) -> None:
    run = study.run()
    written = run.summaries.write("tenant", "cost", "Rents rise.", coder="anna")
    cell = run.summaries.find_cell("tenant", "cost")
    assert cell.summary == written
    assert written.coding_ids == cell.coding_ids
    assert len(cell.coding_ids) == 2
    again = study.run().results.framework
    assert [one.summary for one in again.cells if one.row == "tenant"] == [written, None]
    assert not written.is_stale


def test_of_several_coders_each_is_shown_with_her_newest_and_the_newest_first(study: Study) -> None:
    run = study.run()
    folder = study.folder.decisions
    for coder, text in (("anna", "First."), ("ben", "Second."), ("anna", "Third.")):
        run.summaries.write("tenant", "cost", text, coder=coder)
    lines = {coder: (folder / f"{coder}.jsonl").read_text(encoding="utf-8") for coder in ("anna", "ben")}
    for coder, second in (("anna", "09"), ("ben", "10")):
        events = [{**json.loads(line), "at": f"2026-01-05T10:00:{second}Z"} for line in lines[coder].splitlines()]
        (folder / f"{coder}.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in events), encoding="utf-8")
    cell = study.run().summaries.find_cell("tenant", "cost")
    assert [(one.coder, one.text) for one in cell.summaries] == [("ben", "Second."), ("anna", "Third.")]


def test_a_coding_that_comes_or_goes_makes_a_summary_stale_and_back_again(study: Study) -> None:
    study.run().summaries.write("tenant", "cost", "Rents rise.", coder="anna")
    summary = (
        change(study, "corpus/a.txt", lambda text: f"{text}\nP02: Rent!\n")
        .summaries.find_cell("tenant", "cost")
        .summary
    )
    assert summary is not None
    assert (len(summary.gained), summary.lost, summary.is_stale) == (1, (), True)
    summary = (
        change(study, "corpus/a.txt", lambda text: text.replace("My rent", "It"))
        .summaries.find_cell("tenant", "cost")
        .summary
    )
    assert summary is not None
    assert (len(summary.gained), len(summary.lost)) == (1, 1)
    summary = change(study, "corpus/a.txt", lambda _: TALK).summaries.find_cell("tenant", "cost").summary
    assert summary is not None
    assert not summary.is_stale


def test_other_words_at_the_same_place_make_a_summary_stale(study: Study) -> None:
    study.run().summaries.write("tenant", "cost", "Rents rise.", coder="anna")
    run = change(study, "corpus/a.txt", lambda text: text.replace("went up", "goes up"))
    summary = run.summaries.find_cell("tenant", "cost").summary
    assert summary is not None
    assert (len(summary.gained), len(summary.lost)) == (1, 1)


def test_the_same_words_at_another_place_leave_a_summary_as_it_is(study: Study) -> None:
    study.run().summaries.write("tenant", "cost", "Rents rise.", coder="anna")
    run = change(study, "corpus/a.txt", lambda text: f"P03: Hello there.\n\n{text}")
    cell = run.summaries.find_cell("tenant", "cost")
    assert cell.summary is not None
    assert set(cell.summary.coding_ids) != set(cell.coding_ids)
    assert not cell.summary.is_stale


def test_a_summary_of_an_empty_cell_is_stale_when_somebody_raises_the_theme(study: Study) -> None:
    study.run().summaries.write("landlord", "trust", "Nobody speaks of trust.", coder="anna")
    run = change(study, "corpus/a.txt", lambda text: f"{text}\nP03: Trust me.\n")
    [listed] = run.summaries.list_all()
    assert (listed.is_orphan, listed.summary.is_stale, listed.summary.coding_ids) == (False, True, ())


@pytest.mark.parametrize(
    ("file", "edit"),
    [
        ("corpus/participants.csv", lambda text: text.replace("tenant", "renter")),
        ("codebook.yml", lambda text: text.replace("id: cost", "id: money")),
    ],
)
def test_a_summary_of_a_cell_that_is_gone_is_listed_and_can_be_taken_back(
    study: Study, file: str, edit: Callable[[str], str]
) -> None:
    study.run().summaries.write("tenant", "cost", "Rents rise.", coder="anna")
    run = change(study, file, edit)
    [listed] = run.summaries.list_all()
    assert (listed.row, listed.column, listed.is_orphan) == ("tenant", "cost", True)
    assert listed.summary.text == "Rents rise."
    assert listed.summary.lost == listed.summary.coding_ids
    run.summaries.withdraw("tenant", "cost", coder="anna")
    assert run.summaries.list_all() == []


def test_a_summary_by_an_attribute_that_is_gone_is_an_orphan(study: Study) -> None:
    study.run().summaries.write("north, tenant", "cost", "Rents rise.", by=["area", "stakeholder_type"], coder="anna")
    run = change(study, "corpus/participants.csv", lambda text: text.replace("area", "district"))
    assert [(one.row, one.is_orphan) for one in run.summaries.list_all()] == [("north × tenant", True)]


def test_what_was_taken_back_stays_in_the_log_and_is_shown_nowhere(study: Study) -> None:
    run = study.run()
    run.summaries.write("tenant", "cost", "Rents rise.", coder="anna")
    run.summaries.write("tenant", "cost", "Rents fall.", coder="ben")
    assert run.summaries.withdraw("Tenant", "COST", coder="anna").text == "Rents rise."
    assert [one.coder for one in run.summaries.find_cell("tenant", "cost").summaries] == ["ben"]
    log = (study.folder.decisions / "anna.jsonl").read_text(encoding="utf-8")
    assert "Rents rise." in log
    with pytest.raises(InputError, match='"anna" wrote no summary of tenant × cost'):
        run.summaries.withdraw("tenant", "cost", coder="anna")


def test_wrong_names_are_told_together_with_the_nearest_and_nothing_is_written(study: Study) -> None:
    with pytest.raises(InputError) as failed:
        study.run().summaries.write("tennant", "costs", "Rents rise.", coder="anna")
    assert [problem.fix for problem in failed.value.problems] == ['did you mean "cost"?', 'did you mean "tenant"?']
    assert not study.folder.decisions.exists()


def test_a_row_of_two_attributes_is_named_with_a_comma_or_as_it_is_shown(study: Study) -> None:
    run = study.run()
    crossed = ("area", "stakeholder_type")
    named = {
        run.summaries.find_cell(row, "cost", by=crossed).row
        for row in ("north,tenant", "North, tenant", "north × tenant")
    }
    assert named == {"north × tenant"}


def test_a_column_is_a_theme_or_else_a_code(study: Study) -> None:
    run = study.run()
    assert run.summaries.find_cell("tenant", "code_0").column == "code_0"
    with pytest.raises(InputError, match='there is no column "cost"'):
        run.summaries.find_cell("tenant", "cost", of="code")


def test_an_empty_summary_is_told(study: Study) -> None:
    with pytest.raises(InputError, match="the summary is empty"):
        study.run().summaries.write("tenant", "cost", " \n", coder="anna")


@given(MARKS, MARKS)
def test_what_came_and_what_went_lead_from_the_evidence_then_to_that_now(
    then: Mapping[str, str], now: Mapping[str, str]
) -> None:
    summary = OwnSummary(CELL, "Rents rise.", "anna", "2026-01-05T10:00:00Z", then).compare(now)
    assert set(summary.gained) <= set(now)
    assert set(summary.lost) <= set(then)
    assert len(then) - len(summary.lost) == len(now) - len(summary.gained)
    assert summary.is_stale is (sorted(then.values()) != sorted(now.values()))


def test_a_coding_with_another_stance_came_and_went() -> None:
    summary = OwnSummary(CELL, "Rents rise.", "anna", "2026-01-05T10:00:00Z", {"a": "1", "b": "2"})
    changed = summary.compare({"a": "3", "b": "2"})
    assert (changed.gained, changed.lost) == (("a",), ("a",))


@given(MARKS, st.permutations("abcdef"))
def test_codings_that_only_moved_make_no_summary_stale(then: Mapping[str, str], names: list[str]) -> None:
    moved = {names["abcdef".index(one)]: mark for one, mark in then.items()}
    assert not OwnSummary(CELL, "Rents rise.", "anna", "2026-01-05T10:00:00Z", then).compare(moved).is_stale


@given(MARKS, st.text(min_size=1))
def test_an_event_is_read_as_it_was_written(marks: Mapping[str, str], text: str) -> None:
    summary = OwnSummary(CELL, text, "anna", "2026-01-05T10:00:00Z", marks)
    event = {**json.loads(json.dumps(summary.event())), "coder": "anna", "at": "2026-01-05T10:00:00Z"}
    assert read_summaries([event]) == {CELL: [summary]}


@pytest.mark.parametrize(
    "wrong", [{"by": "type"}, {"of": "cell"}, {"text": 1}, {"codings": ["a"]}, {"row": [1]}, {"codings": {"a": 1}}]
)
def test_an_event_that_is_no_summary_is_told_and_not_passed_over(wrong: Mapping[str, object]) -> None:
    event = OwnSummary(CELL, "Rents rise.", "", "", {}).event() | {"coder": "anna", "at": "2026-01-05T10:00:00Z"}
    with pytest.raises(InputError, match=r"decisions/anna\.jsonl: error: the summary of 2026-01-05"):
        read_summaries([{**event, **wrong}])
    assert read_summaries([{**event, **wrong, "event": "other"}]) == {}
