"""The theme matrix as a sheet for reading: n of N in every cell, which leads to its quotes."""

from __future__ import annotations

from collections.abc import Sequence

from interview_coder.model.results import Results
from interview_coder.report.cell_text import tell_more
from interview_coder.report.quote_sheet import QUOTES, find_first_rows, list_types, order_quotes
from interview_coder.report.spreadsheet import Case, Cell, Column, Detail, Sheet
from interview_coder.report.telling import Counts, Telling

_NOTE = (
    "How many participants of each type raise the theme, of all of that type who were heard. "
    "A click on a figure leads to its quotes."
)
EVERYBODY = "All participants"


def list_matrix(results: Results) -> Sheet:
    """Show stakeholder types × themes, and below them the whole study."""
    cells = {(row["stakeholder_type"], row["theme"]): row for row in results.tables["theme_matrix"].records()}
    quoted = find_first_rows(order_quotes(results))
    themes = results.codebook.themes
    telling = Telling.of_settings(results.manifest["settings"])
    rows: list[list[Cell]] = []
    for kind in list_types(results):
        own = [cells[kind, theme.theme_id] for theme in themes]
        rows += _show(kind, own, [quoted.get((theme.theme_id, kind)) for theme in themes], telling)
    whole = {row["theme"]: row for row in results.tables["theme_frequencies"].records()}
    rows += _show(EVERYBODY, [whole[theme.theme_id] for theme in themes], [None] * len(themes), telling)
    columns = (Column("Stakeholder type", 22, "heading"), *(Column(theme.label, 27) for theme in themes))
    return Sheet("Matrix", columns, rows, (_NOTE,), n_fixed=1, has_filter=False)


def _show(
    name: str, counted: Sequence[Counts], first_quotes: Sequence[int | None], telling: Telling
) -> list[list[Cell]]:
    """Return the row of figures of a case, and the row below it."""
    figures = [
        Case(telling.people(row), telling.share(row), None if first is None else (QUOTES, first))
        for row, first in zip(counted, first_quotes, strict=True)
    ]
    details = (Detail("\n".join(tell_more(row, telling)), telling.share(row)) for row in counted)
    return [[name, *figures], ["", *details]]
