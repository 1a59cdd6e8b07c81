"""The quote book: a chapter a theme, real headings, a table of contents, and every quote exact and signed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from tests.made_results import QUOTES, make_quote, make_results, put_in_context

from interview_coder.model.results import Results
from interview_coder.report import quote_book
from interview_coder.report.quote_book import MOST_QUOTES
from interview_coder.report.shown_codebook import clean


def open_book(results: Results) -> Any:
    [(name, content)] = quote_book.write(results)
    assert name == "quote-book.docx"
    return Document(BytesIO(content))


@pytest.fixture(scope="module")
def book() -> Any:
    return open_book(make_results())


def texts(book: Any, style: str) -> list[str]:
    return [paragraph.text for paragraph in book.paragraphs if paragraph.style.name == style]


def test_a_theme_is_a_chapter_and_a_stakeholder_type_with_quotes_a_heading_in_it(book: Any) -> None:
    headings = [(one.style.name, one.text) for one in book.paragraphs if one.style.name.startswith("Heading")]
    assert headings == [
        ("Heading 1", "=Cost & price"),
        ("Heading 2", "tenant"),
        ("Heading 2", "landlord"),
        ("Heading 1", "Trust"),
    ]
    assert texts(book, "Title") == ["Homes & “rents”"]


def test_every_quote_is_exact_and_followed_by_its_label_and_its_place(book: Any) -> None:
    ordered = [*QUOTES[2:5], *QUOTES[:2], QUOTES[5]]
    assert texts(book, "Quote") == [f"“{one.text}” (" + one.attribution + ")" for one in ordered]
    assert texts(book, "Reference")[1:3] == [
        "Debt; Rent · not reviewed · =talk/tenant, turn 4, characters 200–202",
        "Rent · denied · not reviewed · =talk/tenant, turn 6, characters 300–341",
    ]


def test_a_chapter_begins_with_its_definition_and_figures(book: Any) -> None:
    assert "What it costs." in [paragraph.text for paragraph in book.paragraphs]
    rows = [[cell.text for cell in row.cells] for row in book.tables[0].rows]
    assert rows == [
        ["Stakeholder type", "Participants", "Denied, or not raised", "Share (95 % interval)", "Mentions", "Sources"],
        ["tenant", "2 of 3", "1 denies it\nnot asked: 1", "67 % (21–94)", "3", "2 of 2"],
        ["landlord", "1 of 1", "", "100 % (21–100)", "2", "1 of 1"],
        ["All participants", "2 of 3", "1 denies it\nnot asked: 1", "67 % (21–94)", "3", "2 of 2"],
    ]
    silent = [cell.text for cell in book.tables[1].rows[1].cells]
    assert silent[:3] == ["tenant", "0 of 3", "asked, not raised: 2\nnot known whether asked: 1"]


def test_the_contents_are_a_field_that_already_shows_its_entries_and_each_leads_to_its_chapter(book: Any) -> None:
    body = book.element.body
    assert " TOC " in "".join(one.text for one in body.iter("{*}instrText"))
    links = {"".join(text.text for text in one.iter("{*}t")): one.values()[0] for one in body.iter("{*}hyperlink")}
    assert links == {"=Cost & price": "theme_0", "Trust": "theme_1"}
    for paragraph in book.paragraphs:
        if paragraph.style.name == "Heading 1":
            [start] = paragraph._p.iter("{*}bookmarkStart")
            assert start.values()[1] == links[paragraph.text]
    kinds = [one.values()[0] for one in body.iter("{*}fldChar")]
    assert kinds == ["begin", "separate", "end"]


def test_pages_are_numbered(book: Any) -> None:
    fields = [one.values()[0] for one in book.sections[0].footer._element.iter("{*}fldSimple")]
    assert fields == ["PAGE", "NUMPAGES"]


def test_quotes_that_are_left_out_are_told_at_the_head_and_in_their_chapter() -> None:
    told = texts(open_book(make_results(n_left_out=10)), "Note")
    assert "6 of 16 quotes; all are in quotes.jsonl." in told
    assert "3 of 13 quotes; all are in quotes.jsonl." in told
    assert "All 6 quotes." in texts(open_book(make_results()), "Note")


def test_of_too_many_quotes_the_first_ranks_of_every_cell_stay() -> None:
    many = [make_quote("cost", "tenant", rank, f"Rent {rank}.") for rank in range(1, MOST_QUOTES + 50)]
    few = [make_quote("cost", "landlord", rank, f"Own {rank}.") for rank in range(1, 4)]
    results = replace(make_results([*many, *few]), quotes=put_in_context([*many, *few]))
    quotes = texts(open_book(results), "Quote")
    assert len(quotes) == MOST_QUOTES
    assert quotes[-3:] == [f"“Own {rank}.” (landlord representative)" for rank in range(1, 4)]


def test_a_study_that_is_told_in_words_has_no_figures() -> None:
    rows = [[cell.text for cell in row.cells] for row in open_book(make_results(numbers="words")).tables[0].rows]
    assert rows[:2] == [
        ["Stakeholder type", "Participants", "Denied, or not raised"],
        ["tenant", "most", "denied too\nnot asked"],
    ]


@given(st.text(st.characters(exclude_characters="\r"), min_size=1))
def test_any_words_stand_in_the_document_as_they_were_said(text: str) -> None:
    [quote] = texts(open_book(make_results([make_quote("cost", "tenant", 1, text)])), "Quote")
    assert quote == f"“{clean(text)}” (tenant representative)"


def test_the_same_results_give_the_same_bytes_at_any_time(monkeypatch: pytest.MonkeyPatch) -> None:
    before = list(quote_book.write(make_results()))
    later: Callable[..., Any] = lambda *_: (2040, 1, 1, 1, 1, 1, 1, 1, 0)  # noqa: E731
    monkeypatch.setattr("time.localtime", later)
    assert list(quote_book.write(make_results())) == before
    with ZipFile(BytesIO(before[0][1])) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
