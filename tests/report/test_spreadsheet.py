"""Text stays text in a sheet, numbers are numbers, and the same sheets give the same bytes."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from interview_coder.report.shown_codebook import clean
from interview_coder.report.spreadsheet import (
    CUT_NOTE,
    LONGEST_TEXT,
    Case,
    Column,
    Detail,
    Sheet,
    write_spreadsheet,
)

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(1)", "{=1}", "'=1", "#N/A", "=cmd|' /C calc'!A0"]
LINKS = ["http://a.b", "mailto:a@b.c", "internal:A1", "external:a.xlsx", "file:///etc"]
NUMBERS = ["007", "1e5", "TRUE", "1/2", "12:30"]
ODD = ["_x0041_", " lead", "\x07", "\ud800", "a\tb\nc", "a\r\nb", "\ufffe"]
WILD = st.one_of(st.text(min_size=1), st.sampled_from([*FORMULAS, *LINKS, *NUMBERS, *ODD]))


def write_cells(*cells: Any) -> bytes:
    return write_spreadsheet([Sheet("One", (Column("Head", 10),), [[cell] for cell in cells])], title="A study")


def read_sheet(content: bytes, name: str = "One") -> Any:
    return openpyxl.load_workbook(BytesIO(content))[name]


def as_lines(text: str) -> str:
    """XML knows no other end of a line than LF."""
    return clean(text).replace("\r\n", "\n").replace("\r", "\n")


@given(WILD)
def test_no_text_is_ever_a_formula_a_number_or_a_link(text: str) -> None:
    for cell in (text, Detail(text, 0.5), Case(text, 0.5)):
        written = read_sheet(write_cells(cell))["A2"]
        assert written.data_type == "s"
        assert written.hyperlink is None


@given(st.lists(WILD, min_size=1))
def test_text_is_read_back_as_it_was(texts: list[str]) -> None:
    rows = CalamineWorkbook.from_filelike(BytesIO(write_cells(*texts))).get_sheet_by_index(0).to_python()
    assert [str(row[0]).replace("\r\n", "\n").replace("\r", "\n") for row in rows[1:]] == [
        as_lines(text) for text in texts
    ]


@given(st.lists(st.one_of(st.integers(0, 2**53), st.floats(0, 1)), min_size=1))
def test_a_number_is_read_back_as_the_same_number(numbers: list[float]) -> None:
    sheet = read_sheet(write_cells(*numbers))
    for number, (cell,) in zip(numbers, sheet.iter_rows(min_row=2), strict=True):
        assert cell.data_type == "n"
        assert cell.value == pytest.approx(number, rel=1e-15)


@given(st.lists(st.one_of(WILD, st.integers(0, 9))))
def test_the_same_sheets_give_the_same_bytes(cells: list[Any]) -> None:
    assert write_cells(*cells) == write_cells(*cells)


def test_no_part_of_the_file_knows_the_time() -> None:
    with ZipFile(BytesIO(write_cells("a"))) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2000-01-01T00:00:00Z" in parts.read("docProps/core.xml")


@given(st.integers(LONGEST_TEXT // 2 - 2, LONGEST_TEXT + 2), st.sampled_from(["a", "🏠", "é"]))
def test_a_text_that_is_too_long_for_a_cell_is_cut_with_a_note(n: int, letter: str) -> None:
    written = read_sheet(write_cells(letter * n))["A2"].value
    n_units = len((letter * n).encode("utf-16-le")) // 2
    assert len(written.encode("utf-16-le")) // 2 <= LONGEST_TEXT
    assert written.endswith(CUT_NOTE) is (n_units > LONGEST_TEXT)
    assert set(written.removesuffix(CUT_NOTE)) == {letter}


def test_a_case_leads_to_the_row_of_another_sheet_below_its_notes() -> None:
    first = Sheet("One", (Column("Head", 10),), [[Case("1 of 2", 0.5, ("Two", 1))]])
    second = Sheet("Two", (Column("Head", 10),), [["a"], ["b"]], notes=("A note", "and another"))
    content = write_spreadsheet([first, second], title="")
    link = read_sheet(content)["A2"].hyperlink
    assert link.location == "'Two'!A5"
    assert read_sheet(content, "Two")["A5"].value == "b"


def test_the_head_stays_in_sight_and_is_printed_on_every_page() -> None:
    sheet = read_sheet(
        write_spreadsheet([Sheet("One", (Column("A", 9), Column("B", 9)), [["a", 1]], ("Note",), n_fixed=1)], title="")
    )
    assert sheet.freeze_panes == "B3"
    assert sheet.auto_filter.ref == "A2:B3"
    assert sheet.print_title_rows == "$2:$2"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_a_row_is_as_high_as_its_longest_text_needs_and_no_higher_than_a_row_can_be() -> None:
    sheet = read_sheet(write_cells("a", "word " * 10, "a\nb\nc", "word " * 1_000))
    heights = [sheet.row_dimensions[row].height or 15 for row in range(2, 6)]
    assert heights[0] < heights[2] < heights[1] < heights[3] <= 409


def test_folded_columns_are_grouped_and_out_of_sight() -> None:
    columns = (Column("A", 9), Column("B", 9, is_folded=True), Column("C", 9, is_folded=True))
    sheet = read_sheet(write_spreadsheet([Sheet("One", columns, [["a", "b" * 500, "c"]])], title=""))
    assert not sheet.column_dimensions["A"].hidden
    folded = sheet.column_dimensions["B"]
    assert (folded.min, folded.max, folded.hidden, folded.outlineLevel) == (2, 3, True, 1)
    assert sheet.row_dimensions[2].height == sheet.row_dimensions[1].height
