"""Tables → what each of their rows counts, so that the same count is known again in another table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from interview_coder.model.results import Table

PEOPLE = "participants"
DENYING = "denying"
OTHERS = ("asked_not_raised", "not_asked", "not_known")
MEASURES = ("mentions", PEOPLE, "sources", "turns", "segments", DENYING, *OTHERS)
DERIVED = ("state", "share", "share_low", "share_high", "quantifier")
"""Columns that are computed from measures."""
ABOUT = frozenset({"theme", "code", "stance", "theme_a", "theme_b", "code_a", "code_b"})
"""Columns that say what is counted; the others say of whom."""

Key = frozenset[tuple[str, str]]
"""Of whom and of what: ``{("stakeholder_type", "tenant"), ("theme", "trust")}``."""


class Count(NamedTuple):
    """A number of a table, such as the participants of a row."""

    measure: str
    key: Key


@dataclass(frozen=True, slots=True)
class CountedRow:
    """A row of a table.

    Parameters
    ----------
    key : frozenset of (str, str)
        Column and value of all that the row is about.
    counts : mapping of str to int
        Measure → number.
    totals : mapping of str to int
        Measure → of how many.
    """

    key: Key
    counts: Mapping[str, int]
    totals: Mapping[str, int]

    @property
    def n_people(self) -> int:
        """How many participants could be counted in it."""
        return self.totals[PEOPLE]


def counts_people(table: Table) -> bool:
    """Whether a table holds counts of people and nothing else, so that it can be published."""
    has_counts = {PEOPLE, f"{PEOPLE}_total"} <= {*table.columns}
    return has_counts and {*key_columns(table)} <= ABOUT | {"stakeholder_type", "source"}


def with_sources(table: Table) -> Table:
    """Give a table by source the columns `sources`, 1 where anybody raises it, and `sources_total`, which add up."""
    if "source" not in table.columns or "sources" in table.columns:
        return table
    place = table.columns.index(PEOPLE)
    rows = tuple((*row, int(row[place] > 0), 1) for row in table.rows)
    return Table(table.name, (*table.columns, "sources", "sources_total"), rows)


def key_columns(table: Table) -> tuple[str, ...]:
    """Return the columns that say what a row is about."""
    numbers = {*MEASURES, *DERIVED, *(f"{name}_total" for name in MEASURES)}
    return tuple(name for name in table.columns if name not in numbers)


def read_rows(table: Table) -> list[CountedRow]:
    """Return what the rows of a table count, in their order."""
    keys = [(name, table.columns.index(name)) for name in key_columns(table)]
    if any(name == "code" for name, _ in keys):
        keys = [(name, place) for name, place in keys if name != "theme"]  # a code says its theme
    own = [(name, table.columns.index(name)) for name in MEASURES if name in table.columns]
    totals = [(name, table.columns.index(f"{name}_total")) for name, _ in own if f"{name}_total" in table.columns]
    rows = []
    for row in table.rows:
        key = frozenset((name, str(row[place])) for name, place in keys)
        counts = {name: row[place] for name, place in own if isinstance(row[place], int)}
        rows.append(
            CountedRow(key, counts, {name: row[place] for name, place in totals if isinstance(row[place], int)})
        )
    return rows


def themes_of_codes(tables: Iterable[Table]) -> dict[str, str]:
    """Return the theme of every code."""
    return {
        record["code"]: record["theme"]
        for table in tables
        if {"theme", "code"} <= {*table.columns}
        for record in table.records()
    }
