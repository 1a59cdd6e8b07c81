"""Grids of counts: stakeholder type × theme, and codes that the same participants raise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from interview_coder.report.charts.chart_data import ChartData, number_pages, split_evenly
from interview_coder.report.charts.colours import FAINT, INK, PAPER, QUIET, ink_on, shade
from interview_coder.report.charts.drawing import LINE, NORMAL, SMALL, Sheet, widest, wrap

_ROOM = 0.12
_LEAST_BREADTH = 7.0  # a title and a note want some length, also above two columns
_NOT_RAISED = {"asked, not raised": "", "not asked": "////", "unknown": "...."}


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows.

    Parameters
    ----------
    share : float
        From 0 for white to 1 for the darkest.
    remark : str
        In small letters below the count.
    hatch : str
        Lines or dots, as matplotlib names them.
    """

    count: str
    share: float
    remark: str = ""
    hatch: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """How large a grid's cells and, at most, its labels are, and how many go on a page."""

    cell_width: float
    cell_height: float
    labels: float
    heads: float
    is_upright: bool
    most_rows: int
    most_columns: int


_THEMES = Shape(1.15, 0.44, labels=2.1, heads=0.75, is_upright=False, most_rows=20, most_columns=8)
_PAIRS = Shape(0.33, 0.33, labels=2.6, heads=2.1, is_upright=True, most_rows=28, most_columns=28)


def draw_theme_matrix(data: ChartData) -> Iterator[Sheet]:
    """Draw how many participants of each stakeholder type raise each theme."""
    labels = {theme.theme_id: theme.label for theme in data.codebook.themes}
    rows = data.rows("theme_matrix")
    cells = {(row["stakeholder_type"], row["theme"]): _make_cell(row) for row in rows}
    types = list(dict.fromkeys(row["stakeholder_type"] for row in rows))
    note = (
        "Counted are participants of each stakeholder type who raise the theme at least once, of all of that type who "
        "speak. The darker a cell, the larger the share. “Asked, not raised”: at least one was asked about it; "
        f"striped: nobody was asked; dotted: it is not known whether anybody was. {data.review}"
    )
    yield from _draw_grid(
        "Participants of each stakeholder type who raise each theme",
        note,
        [(name, name) for name in types],
        list(labels.items()),
        cells,
        _THEMES,
    )


def _make_cell(row: Mapping[str, Any]) -> Cell:
    n, total = row["participants"], row["participants_total"]
    count = f"{n} of {total}"
    if row["state"] != "raised":
        return Cell(count, 0.0, row["state"], _NOT_RAISED[row["state"]])
    denying = row["denying"]
    return Cell(count, n / total, f"{denying} {'denies' if denying == 1 else 'deny'} it" if denying else "")


def draw_code_cooccurrence(data: ChartData) -> Iterator[Sheet]:
    """Draw how many participants raise both codes of each pair, each pair once."""
    codes = [(code.code_id, code.label) for code in data.codebook.codes]
    rows = data.rows("code_cooccurrence")
    most = max((row["participants"] for row in rows), default=0)
    cells = {
        (row["code_b"], row["code_a"]): Cell(str(row["participants"]), row["participants"] / (most or 1))
        for row in rows
    }
    total = rows[0]["participants_total"] if rows else 0
    note = (
        f"Counted are participants who raise both codes, in one place or in two, of the {total} who speak. The darker "
        f"a cell, the larger the number; the darkest stands for {most}. Each pair stands once; a code is no pair with "
        f"one that it is below. {data.review}"
    )
    yield from _draw_grid("Participants who raise both codes", note, codes[1:], codes[:-1], cells, _PAIRS)


def _draw_grid(
    title: str,
    note: str,
    rows: Sequence[tuple[str, str]],
    columns: Sequence[tuple[str, str]],
    cells: Mapping[tuple[str, str], Cell],
    shape: Shape,
) -> Iterator[Sheet]:
    """Draw rows and columns, given as ids with labels, on as many pages as they need, each with a cell."""
    parts = product(split_evenly(rows, shape.most_rows), split_evenly(columns, shape.most_columns))
    pages = [part for part in parts if _has_any(cells, *part)] or [(rows[:0], columns[:0])]
    for page_title, page in zip(number_pages(title, len(pages)), pages, strict=True):
        yield _draw_page(page_title, note, *page, cells, shape)


def _has_any(
    cells: Mapping[tuple[str, str], Cell], rows: Sequence[tuple[str, str]], columns: Sequence[tuple[str, str]]
) -> bool:
    return any((row, column) in cells for (row, _), (column, _) in product(rows, columns))


def _draw_page(
    title: str,
    note: str,
    rows: Sequence[tuple[str, str]],
    columns: Sequence[tuple[str, str]],
    cells: Mapping[tuple[str, str], Cell],
    shape: Shape,
) -> Sheet:
    width, height = shape.cell_width * len(columns), shape.cell_height * len(rows)
    heads = [_wrap_head(label, shape) for _, label in columns]
    most_lines = int(shape.cell_height / (NORMAL * LINE))
    labels = [wrap(label, shape.labels - _ROOM, most_lines=most_lines) for _, label in rows]
    left = max(map(widest, labels), default=0.0) + _ROOM
    above = max((_height_of_head(head, shape) for head in heads), default=0.0) + _ROOM
    right = max(0.1, _LEAST_BREADTH - left - width)
    sheet = Sheet(title, note, width=width, height=height, left=left, right=right, above=above, below=0.1)
    for place, head in enumerate(heads):
        _write_head(sheet, head, (place + 0.5) * shape.cell_width, shape)
    for place, label in enumerate(labels):
        sheet.write(-_ROOM, (place + 0.5) * shape.cell_height, label, align="right")
    for (down, (row, _)), (across, (column, _)) in product(enumerate(rows), enumerate(columns)):
        if (row, column) in cells:
            _draw_cell(sheet, cells[row, column], across * shape.cell_width, down * shape.cell_height, shape)
    return sheet


def _wrap_head(label: str, shape: Shape) -> list[str]:
    length, breadth = (shape.heads, shape.cell_width) if shape.is_upright else (shape.cell_width, shape.heads)
    return wrap(label, length - 0.08, SMALL, most_lines=int(breadth / (SMALL * LINE)), is_bold=not shape.is_upright)


def _height_of_head(head: Sequence[str], shape: Shape) -> float:
    return widest(head, SMALL) if shape.is_upright else len(head) * SMALL * LINE


def _write_head(sheet: Sheet, head: Sequence[str], x: float, shape: Shape) -> None:
    upright = shape.is_upright
    sheet.write(x, -0.08, head, SMALL, align="center", stands="bottom", is_bold=not upright, is_upright=upright)


def _draw_cell(sheet: Sheet, cell: Cell, x: float, y: float, shape: Shape) -> None:
    colour = shade(cell.share)
    sheet.box(x, y, shape.cell_width, shape.cell_height, colour, edge=FAINT)
    if cell.hatch:
        sheet.box(x, y, shape.cell_width, shape.cell_height, PAPER, hatch=cell.hatch, edge=FAINT)
    centre, middle = x + shape.cell_width / 2, y + shape.cell_height / 2
    backed = PAPER if cell.hatch else ""
    ink = QUIET if cell.count.startswith("0") else ink_on(colour)
    if cell.remark:
        sheet.write(centre, middle - 0.08, [cell.count], colour=ink, align="center", backed=backed)
        small = INK if ink == QUIET else ink
        sheet.write(centre, middle + 0.1, [cell.remark], SMALL, colour=small, align="center", backed=backed)
    else:
        size = SMALL if shape.is_upright else NORMAL
        sheet.write(centre, middle, [cell.count], size, colour=ink, align="center", backed=backed)
