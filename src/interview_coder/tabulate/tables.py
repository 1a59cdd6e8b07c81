"""Evidence → every table of a study."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import partial
from typing import Any

from interview_coder.model.results import Table
from interview_coder.tabulate.clusters import make_coverage, make_themes_of_clusters
from interview_coder.tabulate.cooccurrence import make_cooccurrence
from interview_coder.tabulate.matrices import (
    count_sources,
    make_frequencies,
    make_matrix,
    make_stance_matrix,
    make_stances,
)
from interview_coder.tabulate.review import make_review
from interview_coder.tabulate.saturation import make_saturation
from interview_coder.tabulate.strips import make_strips
from interview_coder.tabulate.tabulation import Tabulation

TABLES: dict[str, Callable[[Tabulation], Table]] = {
    "theme_matrix": partial(make_matrix, of="theme"),
    "code_matrix": partial(make_matrix, of="code"),
    "theme_frequencies": partial(make_frequencies, of="theme"),
    "code_frequencies": partial(make_frequencies, of="code"),
    "theme_stance": make_stances,
    "theme_stance_matrix": make_stance_matrix,
    "theme_source": partial(count_sources, of="theme"),
    "code_source": partial(count_sources, of="code"),
    "theme_cooccurrence": partial(make_cooccurrence, of="theme"),
    "code_cooccurrence": partial(make_cooccurrence, of="code"),
    "theme_review": partial(make_review, of="theme"),
    "code_review": partial(make_review, of="code"),
    "saturation": make_saturation,
    "theme_strips": partial(make_strips, of="theme"),
    "code_strips": partial(make_strips, of="code"),
    "cluster_coverage": make_coverage,
    "cluster_theme": make_themes_of_clusters,
}
"""Name of a tidy table, one fact a row → what makes it."""

WIDE_TABLES = {
    "theme_matrix_wide": ("theme_matrix", "stakeholder_type", "theme", "participants", "participants_total"),
    "code_matrix_wide": ("code_matrix", "stakeholder_type", "code", "participants", "participants_total"),
    "theme_source_wide": ("theme_source", "source", "theme", "mentions", None),
    "cluster_theme_wide": ("cluster_theme", "cluster", "theme", "segments", "segments_total"),
}
"""Name of a table for reading → the tidy table, its rows, its columns, what a cell counts, and of how many."""


def make_tables(tabulation: Tabulation) -> dict[str, Table]:
    """Make every table of a study.

    Returns
    -------
    dict of str to Table
        Tidy tables, then wide ones whose cells read ``3 of 11``.
    """
    tables = {name: make(tabulation) for name, make in TABLES.items()}
    for name, (tidy, row, column, count, total) in WIDE_TABLES.items():
        tables[name] = widen(name, tables[tidy], row, column, count, total)
    return tables


def widen(name: str, tidy: Table, row: str, column: str, count: str, total: str | None) -> Table:
    """Make a table whose rows and columns are values of two columns of a tidy one."""
    records = list(tidy.records())
    columns = list(dict.fromkeys(record[column] for record in records))
    cells: dict[Any, dict[Any, Any]] = defaultdict(dict)
    for record in records:
        cells[record[row]][record[column]] = record[count] if total is None else f"{record[count]} of {record[total]}"
    return Table(
        name, (row, *map(str, columns)), tuple((key, *(by[name] for name in columns)) for key, by in cells.items())
    )
