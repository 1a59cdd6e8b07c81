from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from interview_coder.ingest.margin_numbers import leave_out_line_numbers
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


def clear(pages: Sequence[Sequence[Row]]) -> tuple[list[str], int]:
    """Return what is left of pages, and how many numbers were taken off."""
    printed = [Page(n, WIDTH, HEIGHT, [replace(row) for row in rows]) for n, rows in enumerate(pages, start=1)]
    gone = leave_out_line_numbers(printed)
    return [row.text for page in printed for row in page.rows], gone.count


@pytest.mark.parametrize("step", [1, 5])
@pytest.mark.parametrize("from_one_on_each_page", [True, False])
def test_line_numbers_in_the_margin_are_left_out(step: int, from_one_on_each_page: bool) -> None:
    pages = []
    for n in range(3):
        numbers = [line + 1 + (0 if from_one_on_each_page else 30 * n) for line in range(30)]
        margin = [
            row_at(40 - 5 * len(str(k)), TOP - LINE * line, str(k)) for line, k in enumerate(numbers) if k % step == 0
        ]
        pages.append([*body(speech(n)), *margin])
    assert clear(pages) == ([line for n in range(3) for line in speech(n)], 90 // step)


def test_line_numbers_that_follow_all_the_text_and_begin_at_one_place_are_left_out() -> None:
    margin = [row_at(30, TOP - LINE * line, str(line + 1)) for line in range(30)]
    assert clear([[*body(speech(1)), *margin]]) == (speech(1), 30)


def test_line_numbers_before_the_text_of_their_lines_are_left_out() -> None:
    page = [Row(f"{n}  {row.text}", 40, row.y, row.x, emphasis=6) for n, row in enumerate(body(speech(1)), start=1)]
    printed = Page(1, WIDTH, HEIGHT, page)
    leave_out_line_numbers([printed])
    assert [row.text for row in printed.rows] == speech(1)
    assert {(row.x, row.emphasis) for row in printed.rows} == {(72, 3), (72, 2)}


def test_a_page_of_few_line_numbers_loses_them_where_another_page_has_more() -> None:
    margin = [row_at(40, TOP - LINE * line, str(line + 1)) for line in range(30)]
    pages = [[*body(speech(1)), *margin], [*body(speech(2, 2)), *margin[:2]]]
    assert clear(pages) == ([*speech(1), *speech(2, 2)], 32)
    assert clear(pages[1:]) == ([*speech(2, 2), "1", "2"], 0)


def test_numbers_at_the_beginning_of_spoken_lines_stay() -> None:
    lines = [f"{n} people came to the meeting in the hall" for n in range(3, 12)]
    said = ["Ana: Well, how many of them?", *lines, "Ben: and so on"]
    assert clear([body(said)]) == (said, 0)
