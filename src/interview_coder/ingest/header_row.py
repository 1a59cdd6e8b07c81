"""The first rows of a table → which of them is the header."""

from __future__ import annotations

import re
from collections.abc import Sequence

from interview_coder.ingest.column_names import kind_of, plain_name
from interview_coder.ingest.free_text import find_free_text
from interview_coder.ingest.transcript import ReadOptions

PLACE_NAME = re.compile(r"\s*column\s*(\d{1,5})\s*", re.IGNORECASE)
"""How a column without a name, or with a long one, can be named in the settings."""
_MAX_ABOVE = 10
"""Rows that may stand above a header that does not name the text."""


def kinds_in(cells: Sequence[str], options: ReadOptions) -> frozenset[str]:
    """Return what a row would hold if its cells were the names of columns."""
    names = {plain_name(cell) for cell in cells if cell.strip()}
    named = {kind for kind, name in options.columns.items() if name and plain_name(name) in names}
    found = {kind_of(cell) for cell in cells} - {""}
    text = options.columns.get("text", "")
    if text and "text" not in named and not PLACE_NAME.fullmatch(text):
        found.discard("text")
    return frozenset(found | named)


def find_header(rows: Sequence[Sequence[str]], options: ReadOptions) -> int | None:
    """Return which of the first rows of a table is its header: the first that names the text; None if there is none.

    Rows with one cell above it are titles. Below other rows, it must name something besides the text, as a word of a
    table without a header could be the name of a column.
    """
    n_filled = _count_filled(rows)
    widest = max(n_filled, default=0)
    is_top = True
    for place, cells in enumerate(rows):
        if not n_filled[place]:
            continue
        kinds = kinds_in(cells, options)
        if "text" in kinds and (len(kinds) > 1 or (is_top and (n_filled[place] > 1 or widest == 1))):
            return place
        is_top = is_top and n_filled[place] == 1
    return None


def find_likely_header(rows: Sequence[Sequence[str]], options: ReadOptions) -> int | None:
    """Return which row is the header of a table where none names the text, but one column below it is of free text.

    It must differ from the rows below it, since in a table without a header the first row is somebody's words: it names
    another column, or has words where numbers and dates stand below, and no cell of it comes back in its column.
    """
    n_filled = _count_filled(rows)
    text = options.columns.get("text", "")
    if text and not PLACE_NAME.fullmatch(text):
        return None
    for place, cells in enumerate(rows[:_MAX_ABOVE]):
        below = [one for one, n in zip(rows[place + 1 :], n_filled[place + 1 :], strict=True) if n]
        is_wide = n_filled[place] > 1 and n_filled[place] * 2 >= max(n_filled)
        unknown = [at for at, name in enumerate(cells) if not kind_of(name)]
        if is_wide and _differs(cells, below) and (text or find_free_text(below, unknown) is not None):
            return place
    return None


def _count_filled(rows: Sequence[Sequence[str]]) -> list[int]:
    return [sum(map(bool, map(str.strip, cells))) for cells in rows]


def _differs(header: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether a row is of another kind than the rows below it."""
    has_sign = False
    for place, name in enumerate(map(str.strip, header)):
        if not name:
            continue
        cells = [cells[place].strip() for cells in below if place < len(cells) and cells[place].strip()]
        if name in cells or (not _has_letter(name) and name not in {"#", "№"}):
            return False
        is_number = bool(cells) and not any(any(map(str.isalpha, cell.replace("T", ""))) for cell in cells)
        has_sign = has_sign or is_number or bool(kind_of(name))
    return has_sign


def _has_letter(cell: str) -> bool:
    return any(map(str.isalpha, cell))
