"""The framework matrix as it is read: every format has every cell, and says what a person wrote before all else."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from lxml import html
from tests.made_studies import make_codebook, write_study

from interview_coder import Run
from interview_coder.model.framework import CellSummary
from interview_coder.report.framework_formats import FORMAT_OF_ENDING, FRAMEWORK_WRITERS
from interview_coder.report.framework_wording import describe_changes
from interview_coder.report.shown_framework import show_framework
from interview_coder.report.telling import Telling

ROSTER = "participant,stakeholder_type,area\nP01,tenant,north\nP02,tenant,south\nP03,<i>owner</i>,north\n"
TALK = (
    "INTERVIEWER: Do you trust anybody?\n\nP01: The rent went up. It is < rent day.\n\n"
    "P02: My rent is fair.\n\nP03: I owe nobody, and the rent is mine.\n"
)
FORMATS = list(FRAMEWORK_WRITERS)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    root: Path = tmp_path_factory.mktemp("study")
    study = write_study(root, {"a.txt": TALK}, make_codebook([["rent"], ["owe"], ["trust"]]), ROSTER)
    first = study.run()
    first.summaries.write("tenant", "cost", "Rents <b>rise</b>.\nSo do fees.", coder="anna")
    first.summaries.write("tenant", "cost", "Not for all.", coder="ben")
    path = root / "corpus" / "a.txt"
    path.write_text(path.read_text(encoding="utf-8") + "\nP02: Rent!\n", encoding="utf-8")
    return study.run()


def write_bytes(run: Run, form: str, *, with_numbers: bool = True, **options: Any) -> bytes:
    telling = Telling(with_numbers, run.inputs.settings.quantifiers)
    review = run.results.manifest["review"]["told"]
    shown = show_framework(
        run.framework(**options), run.results.codebook, title=run.results.title, telling=telling, review=review
    )
    return FRAMEWORK_WRITERS[form](shown)


def write(run: Run, form: str, **options: Any) -> str:
    return write_bytes(run, form, **options).decode()


def read_sheets(content: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return " ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)


def read_document(content: bytes) -> str:
    return " ".join(text for text in Document(io.BytesIO(content)).element.itertext() if text)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("of", ["theme", "code"])
def test_every_format_has_every_cell_with_its_quotes_and_summaries(run: Run, form: str, of: str) -> None:
    content = write_bytes(run, form, of=of)
    written = {"xlsx": read_sheets, "docx": read_document}.get(form, bytes.decode)(content)
    if form == "html":
        written = " ".join(html.fromstring(written).text_content().split())
    elif form in {"json", "jsonl"}:
        written = written.replace('\\"', '"').replace("\\n", " ")
    flat = " ".join(written.replace('""', '"').split())
    for cell in run.framework(of=of).cells:  # type: ignore[arg-type]
        assert cell.row in flat
        for one in (*cell.typical, *cell.different):
            assert " ".join(one.quote.text.split()) in flat
        for summary in cell.summaries:
            assert " ".join(summary.text.split()) in flat
            assert summary.coder in flat


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_matrix_is_written_as_the_same_bytes(run: Run, form: str) -> None:
    assert write_bytes(run, form) == write_bytes(run, form)


@pytest.mark.parametrize("form", FORMATS)
def test_a_format_is_known_by_the_ending_of_a_file(form: str) -> None:
    assert form in FORMAT_OF_ENDING.values()


def test_a_line_has_all_of_its_cell(run: Run) -> None:
    first = json.loads(write(run, "jsonl").splitlines()[0])
    cell = run.framework().cells[0]
    assert (first["row"], first["column"], first["by"], first["of"]) == (
        "tenant",
        "cost",
        ["stakeholder_type"],
        "theme",
    )
    assert {name: first[name] for name in cell.counts} == dict(cell.counts)
    assert first["codings"] == list(cell.coding_ids)
    newest, other = first["summaries"]
    assert {newest["coder"], other["coder"]} == {"anna", "ben"}
    assert newest["stale"]
    assert len(newest["gained"]) == 1
    assert newest["lost"] == []


def test_a_row_of_the_table_names_the_newest_summary_and_those_of_others(run: Run) -> None:
    [row] = [row for row in csv.DictReader(io.StringIO(write(run, "csv"))) if row["summary"]]
    assert (row["stakeholder_type"], row["theme"], row["summary_stale"]) == ("tenant", "cost", "true")
    texts = {"anna": "Rents <b>rise</b>.\nSo do fees.", "ben": "Not for all."}
    other = ({*texts} - {row["summary_coder"]}).pop()
    assert row["summary"] == texts[row["summary_coder"]]
    assert row["other_summaries"].startswith(other)
    assert row["other_summaries"].endswith(texts[other])


def test_on_the_page_a_cell_says_first_what_a_person_wrote_and_that_the_evidence_changed(run: Run) -> None:
    page = html.fromstring(write(run, "html"))
    [cell] = [cell for cell in page.iter("td") if cell.find_class("own")]
    parts = [part.get("class") or part.tag for part in cell]
    assert parts == ["label", "own", "own", "counts", "details"]
    for own in cell.find_class("own"):
        told = own.text_content()
        assert "Written by a person: " in told
        assert "The evidence changed since: 1 coding came" in told
    assert "2 summaries" in page.find_class("warning")[0].text_content()


def test_the_page_is_a_table_with_headers_and_nothing_from_outside(run: Run) -> None:
    written = write(run, "html", by=["area", "stakeholder_type"], of="code")
    page = html.fromstring(written)
    assert [one.get("scope") for one in page.xpath("//thead//th")] == ["col"] * 4
    assert [one.get("scope") for one in page.xpath("//tbody//th")] == ["row"] * 3
    assert not page.xpath("//script | //link | //img | //iframe")
    assert "<b>rise" not in written
    assert "<i>owner" not in written
    assert not re.search(r"(?:src|href)=\"(?!#)", written)


def test_an_empty_cell_says_in_words_what_is_known(run: Run) -> None:
    text = write(run, "text")
    assert "trust: 0 of 2 participants; asked, not raised: 2\n" in text
    told = write(run, "text", with_numbers=False)
    assert "trust: no participants; asked, not raised\n" in told
    assert not re.search(r"\d (?:of|mention)", told)


def test_nothing_is_said_of_evidence_that_is_as_it_was() -> None:
    assert describe_changes(CellSummary("Rents rise.", "anna", "2026-01-05T10:00:00Z", ("a",))) == ""
