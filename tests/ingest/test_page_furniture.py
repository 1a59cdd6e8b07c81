from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from interview_coder.ingest.page_furniture import leave_out_furniture
from interview_coder.ingest.printed_page import Page, Row

HEIGHT, WIDTH, TOP, LINE = 842, 595, 760, 14


def row_at(x: float, y: float, text: str) -> Row:
    """Print words at a place of a page, in points from its left and bottom edges."""
    return Row(text, x, HEIGHT - y, x)


def body(lines: Sequence[str], *, gaps: Sequence[int] = ()) -> list[Row]:
    """Print lines below each other; before those at the places in gaps there is room for half a line more."""
    rows, y = [], float(TOP)
    for place, line in enumerate(lines):
        y -= LINE * (1.6 if place in gaps else 1) if place else 0
        rows.append(row_at(72, y, line))
    return rows


def speech(page: int, n: int = 30) -> list[str]:
    return [f"home {'abcdefgh'[page]} has the line {chr(97 + line % 26)} of what was said there" for line in range(n)]


def clear(pages: Sequence[Sequence[Row]]) -> tuple[list[str], dict[str, int]]:
    """Return what is left of pages, and what was taken out."""
    printed = [Page(n, WIDTH, HEIGHT, [replace(row) for row in rows]) for n, rows in enumerate(pages, start=1)]
    gone = leave_out_furniture(printed)
    return [row.text for page in printed for row in page.rows], {one.what: one.count for one in gone if one.count}


def texts(pages: Sequence[Sequence[Row]]) -> list[str]:
    return clear(pages)[0]


def left_out(pages: Sequence[Sequence[Row]]) -> dict[str, int]:
    return clear(pages)[1]


@pytest.mark.parametrize(
    "form", ["{n}", "- {n} -", "{n}/5", "Page {n} of 5", "Page {n}", "p. {n}", "{r}", "Seite {n} von 5", "[{n}]"]
)
@pytest.mark.parametrize("y", [800, 36])
def test_page_numbers_are_left_out_and_counted(form: str, y: int) -> None:
    romans = ["i", "ii", "iii", "iv", "v"]
    pages = [[*body(speech(n)), row_at(290, y, form.format(n=n, r=romans[n - 1]))] for n in range(1, 6)]
    assert texts(pages) == [line for n in range(1, 6) for line in speech(n)]
    assert left_out(pages) == {"page numbers": 5}


def test_a_running_title_with_the_number_of_the_page_is_left_out() -> None:
    pages = [[*body(speech(n)), row_at(72, 36, f"Study of 20 homes, interview 7   {n + 14}")] for n in range(1, 4)]
    assert texts(pages) == [line for n in range(1, 4) for line in speech(n)]
    assert left_out(pages) == {"lines of page footers": 3}


def test_a_running_title_of_two_lines_is_left_out() -> None:
    title = [row_at(72, 810, "Interview: the seventh home"), row_at(72, 798, "confidential")]
    pages = [[*title, *body(speech(n))] for n in range(1, 5)]
    assert texts(pages) == [line for n in range(1, 5) for line in speech(n)]
    assert left_out(pages) == {"lines of page headers": 8}


def test_titles_of_left_and_right_pages_are_left_out() -> None:
    pages = [[row_at(72 + n % 2 * 300, 800, "Homes" if n % 2 else "Study"), *body(speech(n))] for n in range(8)]
    assert texts(pages) == [line for n in range(8) for line in speech(n)]


@pytest.mark.parametrize("n_pages", [1, 2, 3, 6])
@pytest.mark.parametrize("gaps", [(), (1, 29)])
def test_a_short_turn_at_the_edge_of_each_page_is_no_title(n_pages: int, gaps: Sequence[int]) -> None:
    lines = [["Ben: Okay.", *speech(n, 28), "Ben: Okay."] for n in range(n_pages)]
    assert texts([body(some, gaps=gaps) for some in lines]) == [line for some in lines for line in some]


@pytest.mark.parametrize("n_pages", [4, 6])
def test_a_short_turn_below_a_title_stays_where_the_title_goes(n_pages: int) -> None:
    lines = [["Okay.", *speech(n, 28), "Okay."] for n in range(n_pages)]
    pages = [
        [row_at(72, 805, "Homes, seventh interview"), *body(some), row_at(300, 36, str(n))]
        for n, some in enumerate(lines)
    ]
    assert texts(pages) == [line for some in lines for line in some]


def test_a_title_and_a_text_that_take_turns_at_one_height_are_speech() -> None:
    first = ["Ana: Yes.", "Ana: Yes.", "Well, we met.", "Ana: Yes.", "No, that was later.", "Then nobody came."]
    lines = [[line, *speech(n, 20)] for n, line in enumerate(first)]
    assert texts([body(some, gaps=[1]) for some in lines]) == [line for some in lines for line in some]


@pytest.mark.parametrize(("number", "is_gone"), [("Page 1 of 1", True), ("1/1", True), ("1", True), ("7", False)])
def test_of_a_single_page_only_sure_numbers_are_left_out(number: str, is_gone: bool) -> None:
    pages = [[*body(speech(1)), row_at(290, 36, number)]]
    assert texts(pages) == speech(1) + ([] if is_gone else [number])


def test_an_answer_that_is_a_number_stays() -> None:
    lines = ["Ana: How many?", "1", "Ana: And now?", "Ben: 2", "3", "P1:"]
    assert texts([body(lines)]) == lines


def test_what_lies_beyond_the_page_is_left_out() -> None:
    pages = [[*body(["one", "two"]), row_at(72, -200, "unseen")]]
    assert texts(pages) == ["one", "two"]
    assert left_out(pages) == {"lines beyond the edge of the page": 1}


def test_speech_that_counts_as_the_pages_do_stays() -> None:
    lines = [[f"Ana: Now to question {n}", *speech(n, 28), f"Ben: I will say {n}"] for n in range(5)]
    assert texts([body(some) for some in lines]) == [line for some in lines for line in some]


def test_a_title_before_left_and_after_right_page_numbers_is_one_title() -> None:
    titles = ["23   Homes Quarterly", "Homes Quarterly   24", "25   Homes Quarterly"]
    pages = [[*body(speech(n)), row_at(72, 36, title)] for n, title in enumerate(titles)]
    assert texts(pages) == [line for n in range(3) for line in speech(n)]
    assert left_out(pages) == {"lines of page footers": 3}


def test_a_line_that_the_end_of_a_page_cuts_through_stands_on_both_and_is_read_once() -> None:
    line = "the boiler was mended again in spring and nobody told us"
    pages = [[*body(speech(0)), row_at(72, 40, line)], [row_at(72, 835, line), *body(speech(1))]]
    assert texts(pages) == [*speech(0), line, *speech(1)]
    assert left_out(pages) == {"lines printed again on the next page": 1}


def test_a_line_that_is_said_again_on_the_next_page_stays() -> None:
    line = "the boiler was mended again in spring and nobody told us"
    pages = [body([*speech(0), line]), body([line, *speech(1)])]
    assert texts(pages) == [*speech(0), line, line, *speech(1)]


def test_a_short_answer_that_is_cut_off_by_the_edge_of_the_page_stays() -> None:
    pages = [[*body(speech(0)), row_at(72, 40, "Ana: Yes.")], [row_at(72, 835, "Ana: Yes."), *body(speech(1))]]
    assert texts(pages).count("Ana: Yes.") == 2


@pytest.mark.parametrize("label", ["P1:", "I:", "V:"])
def test_a_label_on_a_line_of_its_own_at_the_edge_is_no_page_number(label: str) -> None:
    lines = [[label, *speech(n, 20)] for n in range(4)]
    assert texts([body(some) for some in lines]) == [line for some in lines for line in some]


def test_a_number_of_thousands_of_digits_is_no_page_number() -> None:
    assert "9" * 5_000 in texts([[*body(speech(1)), row_at(72, 36, "9" * 5_000)]])
