"""Tables of figures → sheets with real numbers, one fact a row, for filters, pivots and charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from interview_coder.model.results import Results, Table
from interview_coder.report.labels import Labels, label_all
from interview_coder.report.spreadsheet import MOST_ROWS, Cell, Column, Sheet, tell_shown
from interview_coder.report.telling import Telling

HEADINGS = {
    "stakeholder_type": Column("Stakeholder type", 20, "heading"),
    "theme": Column("Theme", 24, "heading"),
    "code": Column("Code", 36, "heading"),
    "state": Column("State", 17),
    "mentions": Column("Mentions", 10, "whole"),
    "participants": Column("Participants", 12, "whole"),
    "participants_total": Column("of participants", 12, "whole"),
    "share": Column("Share of participants", 12, "share"),
    "share_low": Column("95 % interval from", 10, "share"),
    "share_high": Column("to", 8, "share"),
    "quantifier": Column("In words", 11),
    "sources": Column("Sources", 9, "whole"),
    "sources_total": Column("of sources", 9, "whole"),
    "turns": Column("Turns", 9, "whole"),
    "turns_total": Column("of turns", 9, "whole"),
    "segments": Column("Segments", 10, "whole"),
    "segments_total": Column("of segments", 10, "whole"),
    "denying": Column("of whom deny it", 10, "whole"),
    "asked_not_raised": Column("Asked, not raised", 10, "whole"),
    "not_asked": Column("Not asked", 10, "whole"),
    "not_known": Column("Unknown whether asked", 11, "whole"),
    "suggestions": Column("Suggestions", 12, "whole"),
    "reviewed": Column("Reviewed", 10, "whole"),
    "accepted": Column("Accepted", 10, "whole"),
    "rejected": Column("Rejected", 10, "whole"),
    "recoded": Column("Given another code", 10, "whole"),
    "moved": Column("Moved", 8, "whole"),
    "disputed": Column("Disputed", 10, "whole"),
    "added": Column("Added", 8, "whole"),
    "unreviewed": Column("Not reviewed", 10, "whole"),
    "right": Column("Share that was right", 10, "share"),
    "right_low": Column("95 % interval from", 10, "share"),
    "right_high": Column("to", 8, "share"),
}
"""Column of a table → the column of its sheet."""


def list_matrix_figures(results: Results) -> Sheet:
    """List every cell of the theme matrix."""
    return _list_table(results, "Matrix figures", "theme_matrix", n_fixed=2)


def list_code_figures(results: Results) -> Sheet:
    """List every cell of the code matrix."""
    return _list_table(results, "Code figures", "code_matrix", n_fixed=3)


def list_frequencies(results: Results) -> Sheet:
    """List every theme, and below each its codes, in the whole study."""
    note = "The whole study: each theme, with no code beside it, then its codes."
    return _list_themes_and_codes(results, "Frequencies", "frequencies", note)


def list_reviews(results: Results) -> Sheet:
    """List how far the suggestions for every theme, and for each of its codes, were reviewed."""
    note = f"{results.manifest['review']['told']} Of a code, its own suggestions, not those of codes below it."
    return _list_themes_and_codes(results, "Review", "review", note)


def _list_themes_and_codes(results: Results, name: str, tables: str, note: str) -> Sheet:
    themes, codes = results.tables[f"theme_{tables}"], results.tables[f"code_{tables}"]
    rows_of_codes = list(codes.records())
    rows = []
    for theme in themes.records():
        rows.append(theme | {"code": ""})
        rows += [code for code in rows_of_codes if code["theme"] == theme["theme"]]
    columns, labels = _choose_columns(codes, results), label_all(results.codebook)
    shown = [_label(row, columns, labels) for row in rows]
    return Sheet(name, tuple(HEADINGS[one] for one in columns), shown, (note,), n_fixed=2)


def list_cooccurrence(results: Results) -> Sheet:
    """List all pairs of themes, and pairs of codes that come together."""
    themes, codes = results.tables["theme_cooccurrence"], results.tables["code_cooccurrence"]
    pairs = list(themes.records())
    together = [row for row in codes.records() if row["participants"]]
    columns = (Column("Of", 8), Column("One", 38, "heading"), Column("and the other", 38, "heading"))
    counted = themes.columns[2:]
    labels = label_all(results.codebook)
    rows = [
        [kind, labels[kind, row[f"{kind}_a"]], labels[kind, row[f"{kind}_b"]], *(row[name] for name in counted)]
        for kind, some in (("theme", pairs), ("code", together))
        for row in some
    ]
    shown = tell_shown(min(len(rows), MOST_ROWS), len(rows), "pairs", "tables/code_cooccurrence.csv")
    note = (
        "Two themes, or two codes, in one turn or segment, or by one participant; codes only where somebody has both."
    )
    return Sheet(
        "Co-occurrence", (*columns, *(HEADINGS[name] for name in counted)), rows[:MOST_ROWS], (f"{note} {shown}",), 3
    )


def _list_table(results: Results, name: str, table_name: str, *, n_fixed: int) -> Sheet:
    table = results.tables[table_name]
    columns = _choose_columns(table, results)
    labels = label_all(results.codebook)
    rows = [_label(dict(zip(table.columns, row, strict=True)), columns, labels) for row in table.rows[:MOST_ROWS]]
    shown = tell_shown(len(rows), len(table.rows), "cells", f"tables/{table_name}.csv")
    note = "Of the participants of a type who were heard, those who raise it."
    return Sheet(name, tuple(HEADINGS[one] for one in columns), rows, (f"{note} {shown}",), n_fixed)


def _choose_columns(table: Table, results: Results) -> list[str]:
    """Return all columns, or those of words where the study is to be told without numbers."""
    with_numbers = Telling.of_settings(results.manifest["settings"]).with_numbers
    return [name for name in table.columns if with_numbers or HEADINGS[name].form in {"text", "heading"}]


def _label(row: Mapping[str, Any], columns: Sequence[str], labels: Labels) -> list[Cell]:
    return ["" if row[name] is None else labels.get((name, row[name]), row[name]) for name in columns]
