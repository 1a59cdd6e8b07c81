"""The framework matrix in Excel and Word, and chosen quotes in both."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from docx import Document
from tests.made_results import CODEBOOK, QUOTES, make_results, put_in_context

from interview_coder.model.framework import CellSummary, FrameworkCell, FrameworkMatrix
from interview_coder.report.framework_files import framework_docx, framework_xlsx
from interview_coder.report.quote_files import write_quotes_docx, write_quotes_xlsx
from interview_coder.report.shown_framework import show_framework
from interview_coder.report.telling import Telling

NUMBERS = Telling(with_numbers=True, scale={})
STALE = "summary by anna, 2018-05-06, on 2 codings; since then 1 came and 0 went: read it again"
SUMMARY = CellSummary("=They speak of debt.", "anna", "2018-05-06T10:00:00Z", ("a", "b"), ("c",), ())


def make_matrix(n_columns: int = 2) -> FrameworkMatrix:
    columns = ("cost", "trust", "cost", "trust", "cost")[:n_columns]
    counted = {(row["stakeholder_type"], row["theme"]): row for row in make_results().tables["theme_matrix"].records()}
    quotes = put_in_context(QUOTES)
    cells = tuple(
        FrameworkCell(
            kind,
            column,
            counted[kind, column],
            quotes[:2] if (kind, column) == ("landlord", "cost") else (),
            quotes[2:3] if column == "cost" else (),
            (),
            SUMMARY if (kind, column) == ("tenant", "cost") else None,
        )
        for kind in ("tenant", "landlord")
        for column in columns
    )
    return FrameworkMatrix(("stakeholder_type",), "theme", ("tenant", "landlord"), columns, cells)


def write_matrix(write: Any, matrix: FrameworkMatrix) -> bytes:
    content = write(show_framework(matrix, CODEBOOK, title="A matrix", telling=NUMBERS, review="Nobody looked."))
    assert isinstance(content, bytes)
    return content


def open_document(content: bytes) -> Any:
    return Document(BytesIO(content))


def test_a_cell_of_the_sheet_has_the_own_summary_first_then_counts_then_quotes() -> None:
    book = openpyxl.load_workbook(BytesIO(write_matrix(framework_xlsx, make_matrix())))
    sheet = book["Framework matrix"]
    assert [cell.value for cell in sheet[2]] == ["Stakeholder type", "=Cost & price", "Trust"]
    assert [cell.value for cell in sheet[3]] == ["tenant", "2 of 3", "0 of 3"]
    assert sheet["B4"].value.split("\n\n") == [
        f"=They speak of debt.\n[{STALE}]",
        "3 mentions in 2 of 2 sources\n1 denies it\nnot asked: 1",
        "Different: “=1+1 is what the rent\nis like.” (tenant representative)",
    ]
    assert sheet["B4"].data_type == "s"


@pytest.mark.parametrize("write", [framework_xlsx, framework_docx])
def test_summaries_of_several_people_are_all_there_the_newest_first(write: Any) -> None:
    matrix = make_matrix()
    older = replace(SUMMARY, text="Nobody speaks of trust.", coder="ben", gained=())
    content = write_matrix(write, replace(matrix, cells=(replace(matrix.cells[0], others=(older,)), *matrix.cells[1:])))
    if write is framework_xlsx:
        told = openpyxl.load_workbook(BytesIO(content))["Framework matrix"]["B4"].value
    else:
        told = open_document(content).tables[0].rows[1].cells[1].text
    assert told.index(SUMMARY.text) < told.index("Nobody speaks of trust.") < told.index("summary by ben")
    assert told.index("summary by ben") < told.index("3 mentions")


def test_every_cell_of_the_sheet_leads_to_the_first_of_its_quotes() -> None:
    book = openpyxl.load_workbook(BytesIO(write_matrix(framework_xlsx, make_matrix())))
    links = {
        cell.coordinate: cell.hyperlink.location for row in book["Framework matrix"] for cell in row if cell.hyperlink
    }
    assert links == {"B3": "'Quotes'!A3", "B5": "'Quotes'!A4"}
    assert [book["Quotes"].cell(row, 3).value for row in (3, 4)] == [QUOTES[2].text, QUOTES[0].text]


def test_the_document_is_landscape_and_repeats_the_head_of_its_table() -> None:
    document = open_document(write_matrix(framework_docx, make_matrix()))
    assert document.sections[0].page_width > document.sections[0].page_height
    [table] = document.tables
    assert list(table.rows[0]._tr.iter("{*}tblHeader"))
    assert [cell.text for cell in table.rows[0].cells] == ["Stakeholder type", "=Cost & price", "Trust"]
    assert [paragraph.text for paragraph in table.rows[1].cells[1].paragraphs][:5] == [
        "=They speak of debt.",
        STALE,
        "2 of 3",
        "3 mentions in 2 of 2 sources",
        "1 denies it",
    ]


def test_a_matrix_with_many_columns_is_cut_into_tables_that_a_page_can_hold() -> None:
    tables = Document(BytesIO(write_matrix(framework_docx, make_matrix(5)))).tables
    assert [len(table.columns) for table in tables] == [5, 2]


@pytest.mark.parametrize("write", [framework_xlsx, framework_docx])
def test_the_same_matrix_gives_the_same_bytes(write: Any) -> None:
    assert write_matrix(write, make_matrix()) == write_matrix(write, make_matrix())


def test_chosen_quotes_keep_their_order_and_their_context() -> None:
    chosen = put_in_context([QUOTES[5], QUOTES[2]])
    sheet = openpyxl.load_workbook(BytesIO(write_quotes_xlsx(chosen, title="Some", codebook=CODEBOOK)))["Quotes"]
    rows = list(sheet.iter_rows(min_row=3, max_col=10, values_only=True))
    assert [row[2] for row in rows] == [QUOTES[5].text, QUOTES[2].text]
    assert rows[0][8:] == ("INT: And?", f"Well. {QUOTES[5].text} So.")
    document = open_document(write_quotes_docx(chosen, title="Some", codebook=CODEBOOK))
    assert [(one.style.name, one.text) for one in document.paragraphs][1:6] == [
        ("Heading 1", "=Cost & price"),
        ("Heading 2", "landlord"),
        ("Note", "INT: And?"),
        ("Note", f"P01: Well. {QUOTES[5].text} So."),
        ("Quote", f"“{QUOTES[5].text}” (landlord representative)"),
    ]


def test_quotes_without_context_or_codebook_are_told_by_their_ids() -> None:
    bare = [one.__class__(one.quote, one.speaker, "", "", "", ()) for one in put_in_context(QUOTES[:1])]
    sheet = openpyxl.load_workbook(BytesIO(write_quotes_xlsx(bare, title="Some")))["Quotes"]
    assert [cell.value for cell in sheet[3]][:5] == [
        *("cost", "landlord", QUOTES[0].text, "(landlord representative)", "rent"),
    ]
    document = open_document(write_quotes_docx(bare, title="Some"))
    assert [one.style.name for one in document.paragraphs] == ["Title", "Heading 1", "Heading 2", "Quote", "Reference"]
