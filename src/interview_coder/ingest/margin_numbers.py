"""Line numbers in the margin of printed pages, which are no text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from interview_coder.ingest.printed_page import Page, name_pages
from interview_coder.model.source import LeftOut

LEADING_NUMBER = re.compile(r"\s*(\d{1,5})(?:\s+(?=\S)|\s*$)")
"""A number that stands alone or before the text of a row."""
_DIGIT_WIDTH = 8  # points; right-aligned numbers begin so far apart
_FEWEST = 5  # numbers below each other that are surely a column


@dataclass(frozen=True, slots=True)
class _Number:
    """A leading number: its row's place on the page, and where it stands."""

    place: int
    value: int
    x: float
    y: float
    stands_alone: bool


def leave_out_line_numbers(pages: Sequence[Page]) -> LeftOut:
    """Take line numbers off the rows, be they rows of their own or the beginning of one.

    They count by one, two, five or ten in a column beside the text. A page with few of them has them left out where
    other pages have more at the same place.
    """
    columns = [(page, column) for page in pages for column in _columns_of(page)]
    sure = [(column, _step(column)) for _, column in columns if len(column) >= _FEWEST]
    spans = [(min(one.x for one in column), max(one.x for one in column), step) for column, step in sure if step]
    n_gone, where = 0, []
    for page, column in columns:
        if any(_belongs(column, *span) for span in spans):
            n_gone += len(column)
            where.append(page.number)
            _take_off(column, page)
    for page in pages:
        page.rows = [row for row in page.rows if row.text]
    return LeftOut("line numbers in the margin", n_gone, name_pages(where))


def _columns_of(page: Page) -> list[list[_Number]]:
    """Return the numbers that stand below each other beside the text, each column from its top."""
    found = [(place, row, LEADING_NUMBER.match(row.text)) for place, row in enumerate(page.rows)]
    numbers = [
        _Number(place, int(number[1]), row.x, row.y, number.end() == len(row.text))
        for place, row, number in found
        if number
    ]
    columns: list[list[_Number]] = []
    for number in sorted(numbers, key=lambda one: one.x):
        if columns and number.x - columns[-1][-1].x < _DIGIT_WIDTH:
            columns[-1].append(number)
        else:
            columns.append([number])
    return [sorted(column, key=lambda one: one.y) for column in columns if _is_beside_text(column, page)]


def _is_beside_text(column: Sequence[_Number], page: Page) -> bool:
    places = {number.place for number in column}
    others = sorted(row.x for place, row in enumerate(page.rows) if place not in places)
    before_text = sorted(page.rows[number.place].x_of_speech for number in column if not number.stands_alone)
    text_begins = min([some[len(some) // 10] for some in (others, before_text) if some], default=0.0)
    is_left = max(number.x for number in column) < text_begins - 4
    return is_left or (not before_text and min(number.x for number in column) > 0.85 * page.width)


def _step(column: Sequence[_Number]) -> int:
    """Return by how much the numbers of a column rise from one to the next; 0 where they do not."""
    steps = Counter(after.value - before.value for before, after in pairwise(column))
    if not steps:
        return 0
    step, n = steps.most_common(1)[0]
    return step if step in {1, 2, 5, 10} and n >= 0.8 * (len(column) - 1) else 0


def _belongs(column: Sequence[_Number], left: float, right: float, step: int) -> bool:
    """Whether a column, be it short, is of the same kind as a sure one."""
    lies_there = all(left - _DIGIT_WIDTH <= number.x <= right + _DIGIT_WIDTH for number in column)
    return lies_there and (_step(column) == step or (len(column) == 1 and column[0].value % step == 0))


def _take_off(column: Sequence[_Number], page: Page) -> None:
    for number in column:
        row = page.rows[number.place]
        length = 0 if (found := LEADING_NUMBER.match(row.text)) is None else found.end()
        row.text, row.emphasis, row.x = row.text[length:], max(0, row.emphasis - length), row.x_of_speech
