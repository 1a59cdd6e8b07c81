"""A framework matrix, against the records of the run and the rule said as plain loops."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.made_studies import RULES, a_small_study, make_codebook, make_transcript, seeded, write_study

from interview_coder import InputError, Run
from interview_coder.framework.cell_rows import MOST_CANDIDATES
from interview_coder.model.framework import ROW_JOINT, FrameworkCell

ROSTER = "participant,stakeholder_type,area\nP01,tenant,north\nP02,tenant,south\nP03,landlord,north\nDana,agent,\n"
BY = (("stakeholder_type",), ("participant",), ("source",), ("area",), ("area", "stakeholder_type"))
Level = Literal["theme", "code"]


def value_of(run: Run, attribute: str, source: str, participant: str) -> str:
    """Return what somebody who speaks in a source is by an attribute."""
    person = run.results.participants[participant]
    known = {"source": source, "participant": participant, "stakeholder_type": person.stakeholder_type}
    return known.get(attribute) or person.attributes.get(attribute) or "not stated"


def codes_counted(run: Run, code: str) -> set[str]:
    """Return a code and those above it."""
    parents = {one.code_id: one.parent for one in run.results.codebook.codes}
    line = {code}
    while parents[code]:
        code = parents[code]
        line.add(code)
    return line


def records_of_cell(
    run: Run, by: Sequence[str], of: Level, cell: FrameworkCell, records: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Filter codings or quotes by the row and the column of a cell."""
    own = []
    for record in records:
        row = ROW_JOINT.join(value_of(run, name, record["source"], record["participant"]) for name in by)
        codes = record["codes"] if "codes" in record else [record["code"]]
        names = {record["theme"]} if of == "theme" else {above for one in codes for above in codes_counted(run, one)}
        if row == cell.row and cell.column in names:
            own.append(record)
    return own


def check_matrix(run: Run, by: Sequence[str], of: Level) -> None:
    """Check all that must hold of any matrix."""
    matrix = run.framework(by, of=of)
    codings, quotes = list(run.records("codings")), list(run.records("quotes"))
    texts = {source.source_id: source.text for source in run.sources}
    assert [(cell.row, cell.column) for cell in matrix.cells] == list(product(matrix.rows, matrix.columns))
    for cell in matrix.cells:
        beneath = records_of_cell(run, by, of, cell, codings)
        assert list(cell.coding_ids) == [one["id"] for one in beneath]
        assert cell.counts["participants"] == len({one["participant"] for one in beneath})
        assert cell.counts["sources"] == len({one["source"] for one in beneath})
        assert (cell.counts["state"] == "raised") is bool(beneath)
        own = {one["id"]: one for one in records_of_cell(run, by, of, cell, quotes)}
        shown = [one.quote for one in (*cell.typical, *cell.different)]
        assert len({one.quote_id for one in shown}) == len(shown)
        assert bool(shown) is bool(own)
        for one in shown:
            assert own[one.quote_id]["text"] == one.text == texts[one.source_id][one.start : one.end]
        n_people = len({one["participant"] for one in own.values()})
        assert len({one.quote.participant for one in cell.typical}) <= n_people
        assert (len(cell.typical), len(cell.different)) <= (2, 1)


@pytest.mark.parametrize("of", ["theme", "code"])
@pytest.mark.parametrize("by", BY)
def test_every_cell_has_the_codings_the_counts_and_the_quotes_of_its_row_and_column(
    tmp_path: Path, by: tuple[str, ...], of: Level
) -> None:
    files = {f"s{number}.txt": make_transcript(seeded(number), 6) for number in range(4)}
    codebook = make_codebook([["rent"], ["(owe | bailiff)"], ["(trust | believe)"]])
    check_matrix(write_study(tmp_path / "study", files, codebook, ROSTER).run(), by, of)


@settings(max_examples=12)
@given(
    st.lists(st.lists(st.sampled_from(RULES), min_size=1, max_size=2, unique=True), min_size=1, max_size=4),
    st.integers(0, 20),
    st.sampled_from(BY),
    st.sampled_from(["theme", "code"]),
)
def test_whatever_the_rules_find_it_stands_in_its_cells(
    tmp_path_factory: pytest.TempPathFactory, rules: list[list[str]], seed: int, by: tuple[str, ...], of: Level
) -> None:
    files = {f"s{number}.txt": make_transcript(seeded((seed, number)), 4) for number in range(2)}
    setup = "language_model: blank\nclusters: 'off'\n"
    study = write_study(tmp_path_factory.mktemp("study"), files, make_codebook(rules), ROSTER, setup)
    check_matrix(study.run(), by, of)


def test_a_code_has_the_codings_of_those_below_it_and_counts_people_once(tmp_path: Path) -> None:
    text = "P01: The rent is high, and I owe two months of rent.\n"
    run = write_study(tmp_path / "study", {"a.txt": text}, make_codebook([["rent"], ["owe"]]), ROSTER).run()
    above, below = run.framework(of="code").cells
    assert set(below.coding_ids) < set(above.coding_ids)
    assert above.counts["participants"] == 1


def test_of_each_participant_one_quote_is_typical_before_anybody_has_two(tmp_path: Path) -> None:
    turns = [f"P01: The high rent and the heating costs eat wages, month {number}, every month." for number in range(5)]
    turns.append("P02: Somebody painted the old bridge by the river and asked for rent.")
    study = write_study(tmp_path / "study", {"a.txt": "\n\n".join(turns)}, make_codebook([["rent"]]), ROSTER)
    [cell] = study.run().framework().cells
    assert {one.quote.participant for one in cell.typical} == {"P01", "P02"}


def test_of_a_large_cell_the_first_quotes_by_rank_are_compared(tmp_path: Path) -> None:
    turns = [f"P01: The high rent and the heating costs eat wages, {number} of them." for number in range(130)]
    study = write_study(tmp_path / "study", {"a.txt": "\n\n".join(turns)}, make_codebook([["rent"]]), ROSTER)
    run = study.run()
    [cell] = run.framework(n_typical=200, n_different=0).cells
    first = {one.quote_id for one in run.quotes if one.rank <= MOST_CANDIDATES}
    assert {one.quote.quote_id for one in cell.typical} == first


def test_no_quotes_are_chosen_where_none_are_wanted(tmp_path: Path) -> None:
    matrix = a_small_study(tmp_path / "study").run().framework(n_typical=0, n_different=0)
    assert all(not cell.typical and not cell.different for cell in matrix.cells)


def test_a_study_without_codings_has_a_matrix_of_empty_cells(tmp_path: Path) -> None:
    run = write_study(tmp_path / "study", {"a.txt": "P01: Hm.\n"}, make_codebook([["rent"]]), ROSTER).run()
    [cell] = run.framework().cells
    assert (cell.typical, cell.coding_ids, cell.counts["participants"]) == ((), (), 0)
    assert cell.counts["participants_total"] == 1


def test_the_results_have_the_matrix_of_stakeholder_types_and_themes(tmp_path: Path) -> None:
    run = a_small_study(tmp_path / "study").run()
    run.write()
    assert run.results.framework == run.framework()
    lines = (run.inputs.folder.outputs / "framework.jsonl").read_text(encoding="utf-8").splitlines()
    cells = [(cell.row, cell.column) for cell in run.results.framework.cells]
    assert [(one["row"], one["column"]) for one in map(json.loads, lines)] == cells
    frame = run.frame("framework_matrix")
    assert list(zip(frame["stakeholder_type"], frame["theme"], strict=True)) == cells


def test_an_attribute_that_nobody_has_is_told_with_the_nearest(tmp_path: Path) -> None:
    run = write_study(tmp_path / "study", {"a.txt": "P01: The rent.\n"}, make_codebook([["rent"]]), ROSTER).run()
    with pytest.raises(InputError, match='did you mean "area"'):
        run.framework(["aera"])
