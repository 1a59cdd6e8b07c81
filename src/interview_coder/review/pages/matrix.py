"""The framework matrix as the decisions stand now; each cell with its quotes, and with what is written of it."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.responses import Response

from interview_coder.report.telling import Counts, Telling
from interview_coder.review.asking import Asked, Table
from interview_coder.review.showing import go_to, show
from interview_coder.reviewing.matrix import Matrix, View

_MOST_QUOTES = 40
_SHADES = 10


def show_matrix(table: Table, asked: Asked) -> Response:
    """Show all cells."""
    view = _read_view(asked)
    matrix = Matrix(table.desk, table.recounting, view)
    return show(
        table,
        "matrix.html.j2",
        title="Matrix",
        view=view,
        matrix=matrix.show(),
        tell=matrix.telling,
        attributes=matrix.attributes,
        counted=table.desk.inputs.settings.codings,
        shade=_shade,
        address=lambda row, column, **more: _address(view, row, column, **more),
    )


def show_cell(table: Table, asked: Asked) -> Response:
    """Show one cell with its quotes."""
    view = _read_view(asked)
    matrix = Matrix(table.desk, table.recounting, view)
    most = None if asked.get("all") else _MOST_QUOTES
    cell = matrix.open(asked.get("row"), asked.get("column"), most=most)
    row, column = cell.shown.cell.row, cell.shown.cell.column
    return show(
        table,
        "cell.html.j2",
        title="Matrix",
        view=view,
        cell=cell,
        own=cell.summary_of(table.desk.coder),
        is_writing=bool(asked.get("write")),
        is_saved=bool(asked.get("saved")),
        back=_join("/matrix", view.named()) + f"#cell-{cell.number}",
        all_at=_address(view, row, column, all="1"),
    )


def write_summary(table: Table, asked: Asked) -> Response:
    """Keep a summary, and show the cell."""
    view = _read_view(asked)
    row, column = asked.get("row"), asked.get("column")
    Matrix(table.desk, table.recounting, view).write(row, column, asked.get("text"))
    return go_to(_address(view, row, column, saved="1"))


def withdraw_summary(table: Table, asked: Asked) -> Response:
    """Take a summary back, and show the cell."""
    view = _read_view(asked)
    row, column = asked.get("row"), asked.get("column")
    Matrix(table.desk, table.recounting, view).withdraw(row, column)
    return go_to(_address(view, row, column, saved="1"))


def _read_view(asked: Asked) -> View:
    return View.read(asked.get("by"), asked.get("of"), asked.get("whose"))


def _address(view: View, row: str, column: str, **more: str) -> str:
    return _join("/matrix/cell", {**view.named(), "row": row, "column": column, **more})


def _join(path: str, fields: dict[str, str]) -> str:
    return f"{path}?{urlencode(fields)}" if fields else path


def _shade(counts: Counts, telling: Telling) -> int:
    """Return how deep a cell is shaded, from 0 to 10; any share is more than none."""
    share = telling.share(counts)
    return max(1, round(_SHADES * share)) if share else 0
