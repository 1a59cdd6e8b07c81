"""The workbook: every figure of the tables as a number, every quote with its label, every cell leads to its quotes."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from tests.made_results import QUOTES, make_quote, make_results

from interview_coder import Run
from interview_coder.report import workbook
from interview_coder.report.spreadsheet import MOST_ROWS

SHEETS = ["Read me", "Matrix", "Matrix figures", "Code figures", "Frequencies", "Quotes", "Codebook", "Participants"]
SHEETS += ["Co-occurrence", "Review", "Methods"]
ORDERED = [QUOTES[place] for place in (2, 3, 4, 0, 1, 5)]


@pytest.fixture(scope="module")
def book() -> Any:
    return open_book(make_results())


def open_book(results: Any) -> Any:
    [(name, content)] = workbook.write(results)
    assert name == "workbook.xlsx"
    return openpyxl.load_workbook(BytesIO(content))


def rows_of(sheet: Any, first: int = 1) -> list[list[Any]]:
    return [
        ["" if value is None else value for value in row] for row in sheet.iter_rows(min_row=first, values_only=True)
    ]


def test_the_sheets_stand_in_the_order_of_reading(book: Any) -> None:
    assert book.sheetnames == SHEETS


def test_the_first_sheet_says_what_the_others_hold_and_which_codings_count(book: Any) -> None:
    told = {row[0]: row[1] for row in rows_of(book["Read me"])}
    assert told["Study"] == "Homes & “rents”"
    assert told["About"] == "An invented study."
    assert told["Which codings count"] == "Nobody looked at these."
    assert told["Note"] == "two files have the same content."
    assert [name for name in told if name.startswith("Sheet")] == [f"Sheet “{name}”" for name in SHEETS[1:]]


def test_the_matrix_gives_n_of_n_and_says_in_words_what_is_known_of_the_others(book: Any) -> None:
    assert rows_of(book["Matrix"], first=2) == [
        ["Stakeholder type", "=Cost & price", "Trust"],
        ["tenant", "2 of 3", "0 of 3"],
        [
            "",
            "3 mentions in 2 of 2 sources\n1 denies it\nnot asked: 1",
            "asked, not raised: 2\nnot known whether asked: 1",
        ],
        ["landlord", "1 of 1", "0 of 1"],
        ["", "2 mentions in 1 of 1 source", "not known whether asked: 1"],
        ["All participants", "2 of 3", "0 of 3"],
        [
            "",
            "3 mentions in 2 of 2 sources\n1 denies it\nnot asked: 1",
            "asked, not raised: 2\nnot known whether asked: 1",
        ],
    ]


def test_every_figure_of_the_matrix_with_quotes_leads_to_the_first_of_them(book: Any) -> None:
    links = {cell.coordinate: cell.hyperlink.location for row in book["Matrix"] for cell in row if cell.hyperlink}
    assert links == {"B3": "'Quotes'!A3", "B5": "'Quotes'!A6"}
    for place, row in ((3, ["=Cost & price", "tenant"]), (6, ["=Cost & price", "landlord"])):
        assert [book["Quotes"].cell(place, column).value for column in (1, 2)] == row
        assert book["Quotes"].cell(place, 7).value == 1


@pytest.mark.parametrize(("sheet", "table"), [("Matrix figures", "theme_matrix"), ("Code figures", "code_matrix")])
def test_every_number_of_a_matrix_is_a_number_in_its_sheet(book: Any, sheet: str, table: str) -> None:
    expected = make_results().tables[table]
    written = list(book[sheet].iter_rows(min_row=3))
    assert len(written) == len(expected.rows)
    for cells, row in zip(written, expected.rows, strict=True):
        for cell, value in zip(cells, row, strict=True):
            if isinstance(value, str):
                assert cell.data_type == "s"
            else:
                assert (cell.data_type, cell.value) == ("n", value)


def test_a_study_that_is_told_in_words_has_no_number_in_matrix_and_figures() -> None:
    book = open_book(make_results(numbers="words"))
    assert [row[1:] for row in rows_of(book["Matrix"], first=3)][:2] == [
        ["most", "none"],
        ["denied too\nnot asked", "asked, not raised\nnot known whether asked"],
    ]
    for name in ("Matrix figures", "Code figures", "Frequencies"):
        assert all(isinstance(cell, str) for row in rows_of(book[name], first=2) for cell in row)
    assert "Co-occurrence" not in book.sheetnames


def test_the_frequencies_have_each_theme_then_its_codes_with_shares_in_percent(book: Any) -> None:
    rows = rows_of(book["Frequencies"], first=3)
    assert [row[:2] for row in rows] == [
        ["=Cost & price", ""],
        ["=Cost & price", "Rent"],
        ["=Cost & price", "Debt"],
        ["Trust", ""],
        ["Trust", "Doubt"],
    ]
    assert rows[0][2:] == ["raised", 3, 2, 3, 0.6667, 0.2077, 0.9385, "most", 2, 2, 1, 0, 1, 0]
    assert [book["Frequencies"].cell(3, column).number_format for column in (4, 7, 8, 9)] == ["#,##0", "0%", "0%", "0%"]


def test_the_quotes_are_exact_signed_and_in_the_order_of_the_matrix(book: Any) -> None:
    rows = rows_of(book["Quotes"], first=3)
    assert [row[2] for row in rows] == [quote.text for quote in ORDERED]
    assert [row[3] for row in rows] == [f"({quote.attribution})" for quote in ORDERED]
    shown = ["=Cost & price", "tenant", "-5", "(tenant representative)", "Debt; Rent", "said", 2, "not reviewed"]
    assert rows[1] == [*shown, "T2", "=talk/tenant", 4, 200, 202, "costtenant2"]


def test_source_and_place_of_a_quote_are_folded_away_and_its_label_is_in_sight(book: Any) -> None:
    sheet = book["Quotes"]
    heads = {cell.value: cell.column_letter for cell in sheet[2]}
    assert not sheet.column_dimensions[heads["Attribution"]].hidden
    for name in ("Participant", "Source", "Turn", "Quote id"):
        assert sheet.column_dimensions[heads[name]].hidden
    assert list(heads)[8:] == ["Participant", "Source", "Turn", "Start", "End", "Quote id"]


def test_quotes_that_are_left_out_are_told() -> None:
    assert rows_of(open_book(make_results())["Quotes"])[0][0].startswith("All 6 quotes.")
    told = rows_of(open_book(make_results(n_left_out=4_000))["Quotes"])[0][0]
    assert told.startswith("6 of 4,006 quotes; all are in quotes.jsonl.")


def test_the_codebook_names_what_belongs_to_a_code_and_folds_its_rules(book: Any) -> None:
    rows = rows_of(book["Codebook"], first=3)
    assert [row[:4] for row in rows] == [
        ["=Cost & price", "", "cost", "What it costs."],
        ["=Cost & price", "Rent", "rent", "It is high."],
        ["=Cost & price", "Rent › Debt", "debt", ""],
        ["Trust", "", "trust", ""],
        ["Trust", "Doubt", "doubt", "Nobody is believed."],
    ]
    assert (rows[1][4], rows[1][9]) == ("• rises\n• arrears", "• rent")
    assert book["Codebook"].column_dimensions["J"].hidden


def test_participants_have_their_attributes_as_text_and_their_speech_as_numbers(book: Any) -> None:
    assert rows_of(book["Participants"])[1:] == [
        ["Participant", "Stakeholder type", "floor", "Sources", "Turns", "Words"],
        ["T1", "tenant", "003", 1, 4, 90],
        ["T2", "tenant", "=HYPERLINK(1)", 1, 2, 10],
        ["L1", "landlord", "", 1, 1, 5],
    ]


def test_pairs_of_themes_are_all_there_and_pairs_of_codes_where_somebody_has_both(book: Any) -> None:
    assert rows_of(book["Co-occurrence"], first=3) == [
        ["theme", "=Cost & price", "Trust", 1, 9, 2, 8, 3, 4],
        ["code", "Rent", "Doubt", 1, 9, 2, 8, 3, 4],
    ]


def test_the_methods_are_those_of_the_run(book: Any) -> None:
    rows = rows_of(book["Methods"], first=3)
    assert rows[:3] == [
        ["", "For the report", "Methods paragraph", "We read."],
        ["", "For the report", "Methods paragraph", "【who】 asked."],
        [1, "COREQ: Team", "Interviewer", "【who】"],
    ]
    assert ["", "The run", "File left out", "torn.docx"] in rows


def test_the_workbook_has_no_formula(book: Any) -> None:
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_a_workbook_of_too_much_is_cut_and_says_so() -> None:
    results = make_results([make_quote("cost", "tenant", rank, f"Rent {rank}.") for rank in range(1, 10)])
    people = {f"P{n}": results.participants["T1"] for n in range(MOST_ROWS + 2)}
    sheet = open_book(replace(results, participants=people, sources=()))["Participants"]
    assert sheet["A1"].value == f"{MOST_ROWS:,} of {MOST_ROWS + 2:,} participants; all are in turns.jsonl."
    assert sheet.max_row == MOST_ROWS + 2


def test_every_quote_and_every_cell_of_the_sample_study_is_in_its_workbook(sample_run: Run) -> None:
    book = open_book(sample_run.results)
    records = list(sample_run.records("quotes"))
    heads = [cell.value for cell in book["Quotes"][2]]
    quotes = [dict(zip(heads, row, strict=True)) for row in rows_of(book["Quotes"], first=3)]
    assert {(one["Quote id"], one["Source"], one["Start"], one["Quote"]) for one in quotes} == {
        (one["id"], one["source"], one["start"], one["text"]) for one in records
    }
    linked = {cell.hyperlink.location: cell.value for row in book["Matrix"] for cell in row if cell.hyperlink}
    raised = [row for row in sample_run.results.tables["theme_matrix"].records() if row["participants"]]
    assert list(linked.values()) == [f"{row['participants']} of {row['participants_total']}" for row in raised]
    labels = {theme.theme_id: theme.label for theme in sample_run.results.codebook.themes}
    for place, row in zip(linked, raised, strict=True):
        first = [cell.value for cell in book["Quotes"][int(place.rpartition("A")[2])]]
        assert (first[0], first[1], first[6]) == (labels[row["theme"]], row["stakeholder_type"], 1)


def test_the_same_results_give_the_same_bytes() -> None:
    assert list(workbook.write(make_results())) == list(workbook.write(make_results()))
