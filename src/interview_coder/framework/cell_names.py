"""The words by which somebody means a cell → the cell."""

from __future__ import annotations

import re
from collections.abc import Sequence

from interview_coder.errors import InputError, Place, Problem, offer_near_name
from interview_coder.framework.own_summaries import CellName
from interview_coder.model.framework import ROW_JOINT
from interview_coder.tabulate.tabulation import Level, Tabulation

_AROUND_COMMA = re.compile(r"\s*,\s*")


def find_cell(tabulation: Tabulation, by: Sequence[str], row: str, column: str, of: Level | None = None) -> CellName:
    """Return the cell of a row and a column.

    Parameters
    ----------
    by : sequence of str
        What the rows are.
    row : str
        Name of a case; of two attributes crossed both values, with a comma or × between them.
    column : str
        Id of a theme, or else of a code.
    of : {"theme", "code"}, optional
        What the column is, where that is not clear.

    Raises
    ------
    InputError
        When there is no such row or column; with the nearest names.
    """
    cases = tabulation.cases(by).names
    levels: tuple[Level, ...] = ("theme", "code") if of is None else (of,)
    columns: list[tuple[Level, str]] = [(one, str(name)) for one in levels for name in tabulation.names(one)[one]]
    rows_meant = [case for case in cases if _fold(row) in map(_fold, names_of_row(case))]
    columns_meant = [one for one in columns if _fold(one[1]) == _fold(column)]
    problems = []
    if not rows_meant:
        problems.append(_no_such("row", row, [names_of_row(case)[0] for case in cases]))
    if not columns_meant:
        problems.append(_no_such("column", column, [name for _, name in columns]))
    if problems:
        raise InputError(*problems)
    return CellName(tuple(by), tuple(rows_meant[0]), *columns_meant[0])


def names_of_row(case: Sequence[str]) -> tuple[str, str]:
    """Return how a row is written, and how it may be typed."""
    return ROW_JOINT.join(case), ",".join(case)


def is_called(cell: CellName, row: str, column: str) -> bool:
    """Whether somebody means a cell by the names of its row and column."""
    return _fold(row) in map(_fold, names_of_row(cell.row)) and _fold(column) == _fold(cell.column)


def _fold(name: str) -> str:
    return _AROUND_COMMA.sub(",", name.strip()).casefold()


def _no_such(what: str, name: str, known: Sequence[str]) -> Problem:
    fix = offer_near_name(name, known) or f"known: {', '.join(known)}"
    return Problem(f'there is no {what} "{name}"', Place(what.upper()), fix)
