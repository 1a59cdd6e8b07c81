"""Sheets of text and numbers → XLSX. Text stays text: never a formula, a number or a link that leads outside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from interview_coder.report.shown_codebook import clean

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 2_000
"""A sheet holds at most so many rows of its table; what it leaves out, it says."""
LONGEST_TEXT = 32_767
"""Characters that a cell can hold, where an emoji counts as two."""
CUT_NOTE = " [… cut here: a cell holds no more]"

Form = Literal["text", "heading", "whole", "share"]
_LINE, _MOST_LINES = 15, 27
"""Height of a line in points; a row can have no more than 409."""
_FILL, _FILL_OF_HEADS = 1.1, 0.8
"""Characters of a text on a unit of width, which is that of a digit; heads are bold, and break after few words."""
_SIDES = {"left": 1, "right": 1, "border_color": "#BFBFBF"}
_LOOKS: dict[str, dict[str, Any]] = {
    "text": {"text_wrap": True, "align": "left", "indent": 1},
    "heading": {"text_wrap": True, "bold": True},
    "whole": {"num_format": "#,##0"},
    "share": {"num_format": "0%"},
    "figure": {"bold": True, "font_color": "#1F3A5F", "top": 1, **_SIDES},
    "detail": {"text_wrap": True, "bottom": 1, **_SIDES},
}
_SHADES = ("", "#EDF4FA", "#D9E8F4", "#C2DAED", "#A9CBE5")


class Case(NamedTuple):
    """The figure of a case in a matrix, on a shade; what else is to be said of it stands in the rows below.

    Parameters
    ----------
    text : str
        One short line: LibreOffice neither breaks the text of a cell with a link nor keeps its line ends.
    share : float
        From 0 to 1: the larger, the deeper the shade.
    target : (str, int), optional
        A sheet, and a row of its table, from 0, to which it leads.
    """

    text: str
    share: float
    target: tuple[str, int] | None = None


class Detail(NamedTuple):
    """What is said of a case below its figure, on the same shade."""

    text: str
    share: float


Cell = str | int | float | Case | Detail


class Column(NamedTuple):
    """What stands in a column, and how.

    Parameters
    ----------
    width : int
        In characters.
    is_folded : bool
        Out of sight until the reader unfolds it. Folded columns are the last of their sheet.
    """

    heading: str
    width: int
    form: Form = "text"
    is_folded: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a workbook.

    Parameters
    ----------
    notes : tuple of str
        Lines above the table.
    n_fixed : int
        Columns that stay in sight when the reader moves to the right.
    has_filter : bool
        Whether every row stands for itself, so that rows can be filtered and sorted.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    notes: tuple[str, ...] = ()
    n_fixed: int = 0
    has_filter: bool = True


def write_spreadsheet(sheets: Sequence[Sheet], *, title: str) -> bytes:
    """Write sheets as XLSX; the same sheets give the same bytes."""
    from xlsxwriter import Workbook

    stream = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "max_url_length": 255,
    }
    with Workbook(stream, options) as workbook:
        workbook.set_properties({"title": clean(title)[:255], "created": datetime(2000, 1, 1)})
        formats = _Formats(workbook)
        heads = {sheet.name: len(sheet.notes) + 1 for sheet in sheets}
        for sheet in sheets:
            _write_sheet(workbook.add_worksheet(sheet.name), sheet, formats, heads)
    return stream.getvalue()


class _Formats:
    """How cells look: each format made once."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[tuple[str, int], Format] = {}
        self.note = workbook.add_format({"italic": True, "font_color": "#404040"})
        self.head = workbook.add_format(
            {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#1F3A5F", "font_color": "#FFFFFF"}
        )

    def of(self, look: str, share: float = 0) -> Format:
        """Return the format of a column's cells, or of the cells of a matrix."""
        shade = round(min(1, share) * (len(_SHADES) - 1))
        if (look, shade) not in self._made:
            shaded = {"bg_color": _SHADES[shade]} if shade else {}
            self._made[look, shade] = self._workbook.add_format({"valign": "top", **_LOOKS[look], **shaded})
        return self._made[look, shade]


def _write_sheet(page: Worksheet, sheet: Sheet, formats: _Formats, heads: dict[str, int]) -> None:
    head, last = len(sheet.notes), len(sheet.columns) - 1
    for row, note in enumerate(sheet.notes):
        page.write_string(row, 0, _fit(note), formats.note)
    for place, column in enumerate(sheet.columns):
        look = {"level": 1, "hidden": True} if column.is_folded else {}
        page.set_column(place, place, column.width, None, look)
        page.write_string(head, place, _fit(column.heading), formats.head)
    page.set_row(
        head, _LINE * _count_lines([column.heading for column in sheet.columns], sheet.columns, fill=_FILL_OF_HEADS)
    )
    if any(column.is_folded for column in sheet.columns):
        page.set_column(last + 1, last + 1, None, None, {"collapsed": True})
    for row, cells in enumerate(sheet.rows, start=head + 1):
        page.set_row(row, _LINE * _count_lines(cells, sheet.columns))
        for place, (cell, column) in enumerate(zip(cells, sheet.columns, strict=True)):
            _write_cell(page, row, place, cell, column.form, formats, heads)
    page.freeze_panes(head + 1, sheet.n_fixed)
    if sheet.has_filter:
        page.autofilter(head, 0, head + max(1, len(sheet.rows)), last)
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    _set_up_print(page, head)


def _count_lines(cells: Sequence[Cell], columns: Sequence[Column], *, fill: float = _FILL) -> int:
    """Return how many lines a row needs: readers other than Excel do not find that out when they open a file."""
    most = 1
    for cell, column in zip(cells, columns, strict=True):
        text = cell.text if isinstance(cell, Detail) else cell
        if isinstance(text, str) and not column.is_folded:
            most = max(most, sum(1 + int(len(line) / (fill * column.width)) for line in text.split("\n")))
    return min(most, _MOST_LINES)


def _write_cell(
    page: Worksheet, row: int, column: int, cell: Cell, form: Form, formats: _Formats, heads: dict[str, int]
) -> None:
    if isinstance(cell, Case) and cell.target is not None:
        name, place = cell.target
        target = f"internal:'{name}'!A{heads[name] + place + 1}"
        page.write_url(row, column, target, formats.of("figure", cell.share), cell.text)
    elif isinstance(cell, Case | Detail):
        look = formats.of("figure" if isinstance(cell, Case) else "detail", cell.share)
        page.write_string(row, column, _fit(cell.text), look)
    elif cell == "":
        page.write_blank(row, column, None, formats.of(form))
    elif isinstance(cell, str):
        page.write_string(row, column, _fit(cell), formats.of(form))
    else:
        page.write_number(row, column, cell, formats.of(form))


def _set_up_print(page: Worksheet, head: int) -> None:
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(head)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.set_footer("&L&A&RPage &P of &N")


def _fit(text: str) -> str:
    """Return a text as a cell can hold it.

    Examples
    --------
    >>> _fit("=1+1"), len(_fit("word " * 9_000)) <= LONGEST_TEXT
    ('=1+1', True)
    """
    text = clean(text)
    # the quick question first: no character counts for more than two
    if 2 * len(text) <= LONGEST_TEXT or len(text.encode("utf-16-le")) // 2 <= LONGEST_TEXT:
        return text
    room = LONGEST_TEXT - len(CUT_NOTE)
    return text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore") + CUT_NOTE


def tell_shown(n_shown: int, n_all: int, what: str, elsewhere: str) -> str:
    """Say how much of a table a sheet holds, and where the rest is.

    Examples
    --------
    >>> tell_shown(3, 3, "quotes", "quotes.jsonl"), tell_shown(3, 5_000, "quotes", "quotes.jsonl")
    ('All 3 quotes.', '3 of 5,000 quotes; all are in quotes.jsonl.')
    """
    if n_shown == n_all:
        return f"All {n_all:,} {what}."
    return f"{n_shown:,} of {n_all:,} {what}; all are in {elsewhere}."
