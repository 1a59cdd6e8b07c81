"""Tables of a run → tables that can be published: without small counts, and without those that give these away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from interview_coder.disclosing.counted import (
    DENYING,
    DERIVED,
    PEOPLE,
    Count,
    CountedRow,
    Key,
    counts_people,
    key_columns,
    read_rows,
    themes_of_codes,
    with_sources,
)
from interview_coder.disclosing.merging import choose_merged, has_small, merge_rows
from interview_coder.disclosing.primary_suppression import Range, find_small
from interview_coder.disclosing.relations import find_relations
from interview_coder.disclosing.secondary_suppression import withhold_enough
from interview_coder.model.results import Table

WITHHELD = "[c]"
"""Stands for a number that is withheld to protect another, or for a small one whose mark would give it away."""
_WIDE = "_wide"


@dataclass(frozen=True, slots=True)
class Publication:
    """Tables for publication.

    Parameters
    ----------
    k : int
        The fewest people who are shown.
    tables : mapping of str to Table
        By name. In place of a small count stands ``<3``, in place of others that are withheld ``[c]``.
    n_rows, n_small, n_further : mapping of str to int
        For each table with one fact a row: how many it has, in how many the people are withheld as too few, and in
        how many to protect these.
    left_out : tuple of str
        Tables of other things than people, which are not published.
    merged : mapping of str to tuple of str
        Column → values whose rows were made one.
    """

    k: int
    tables: Mapping[str, Table]
    n_rows: Mapping[str, int]
    n_small: Mapping[str, int]
    n_further: Mapping[str, int]
    left_out: tuple[str, ...]
    merged: Mapping[str, tuple[str, ...]]


def publish_tables(
    tables: Mapping[str, Table],
    *,
    k: int,
    merge: bool = False,
    parents: Mapping[str, str] | None = None,
    scale: Mapping[str, float] | None = None,
) -> Publication:
    """Withhold small counts of people in tables that are published together, and what would give them away.

    Parameters
    ----------
    tables : mapping of str to Table
        Every table that is to be published, by name. Others of the same study that a reader may see would have to be
        among them. Those for reading (``theme_matrix_wide``) are made anew from those with one fact a row.
    k : int
        The fewest people who may be shown.
    merge : bool, default=False
        First make one row of stakeholder types of fewer than k people. One row of such sources is made anyway, as each
        of them would be withheld.
    parents : mapping of str to str, optional
        Code → the code that it is below, where there is one.
    scale : mapping of str to float, optional
        Word → the smallest share of participants for which it stands, rising; for rows that are made one.
    """
    tidy = {name: table for name, table in tables.items() if not name.endswith(_WIDE)}
    people = {name: with_sources(table) for name, table in tidy.items() if counts_people(table)}
    people, merged = _merge(people, k, ("source", "stakeholder_type") if merge else ("source",), scale)
    rows = {name: read_rows(table) for name, table in people.items()}
    ranges, small = _withhold(rows, k, themes_of_codes(people.values()), parents or {})
    shown = {name: _show(table, rows[name], ranges, small, k) for name, table in people.items()}
    wide = {f"{name}{_WIDE}": _widen(table) for name, table in shown.items() if f"{name}{_WIDE}" in tables}

    def count(own: list[CountedRow], of: Mapping[Count, Range]) -> int:
        return sum(Count(PEOPLE, row.key) in of for row in own)

    n_small = {name: count(own, small) for name, own in rows.items()}
    return Publication(
        k=k,
        tables=shown | wide,
        n_rows={name: len(own) for name, own in rows.items()},
        n_small=n_small,
        n_further={name: count(own, ranges) - n_small[name] for name, own in rows.items()},
        left_out=tuple(name for name in tables if name not in shown and name not in wide),
        merged=merged,
    )


def _merge(
    tables: dict[str, Table], k: int, columns: Sequence[str], scale: Mapping[str, float] | None
) -> tuple[dict[str, Table], dict[str, tuple[str, ...]]]:
    """Make one row of the small values of some columns; leave out tables by source where people speak in several."""
    merged = {}
    for column in columns:
        names = choose_merged(tables.values(), column, k=k)
        if names:
            merged[column] = names
            together = f"other ({len(names)} merged)"
            tables = {name: merge_rows(table, column, names, together, scale=scale) for name, table in tables.items()}
        elif column == "source" and has_small(tables.values(), column, k=k):
            tables = {name: table for name, table in tables.items() if column not in table.columns}
    return tables, merged


def _withhold(
    rows: Mapping[str, list[CountedRow]], k: int, themes: Mapping[str, str], parents: Mapping[str, str]
) -> tuple[Mapping[Count, Range], Mapping[Count, Range]]:
    """Return all counts that are withheld, and those that are small."""
    by_key: dict[Key, CountedRow] = {row.key: row for own in rows.values() for row in own}
    small = find_small(by_key, k=k)
    return withhold_enough(by_key, find_relations(by_key, themes=themes, parents=parents), small), small


def _show(
    table: Table, rows: list[CountedRow], ranges: Mapping[Count, Range], small: Mapping[Count, Range], k: int
) -> Table:
    def show(column: str, cell: Any, row: CountedRow) -> Any:
        count = Count(PEOPLE if column in DERIVED else column, row.key)
        if count not in ranges:
            return cell
        return f"<{k}" if count in small and ranges[count] == small[count] and column in {PEOPLE, DENYING} else WITHHELD

    shown = (
        tuple(show(column, cell, row) for column, cell in zip(table.columns, cells, strict=True))
        for cells, row in zip(table.rows, rows, strict=True)
    )
    return Table(table.name, table.columns, tuple(shown))


def _widen(table: Table) -> Table:
    """Make a table with a row for each group of people, and a column for each theme or code: ``3 of 11``."""
    side, *_, top = key_columns(table)
    columns = tuple(dict.fromkeys(str(record[top]) for record in table.records()))
    cells: dict[str, dict[str, str]] = {}
    for record in table.records():
        n, total = record[PEOPLE], record[f"{PEOPLE}_total"]
        cells.setdefault(record[side], {})[str(record[top])] = n if n == WITHHELD else f"{n} of {total}"
    rows = tuple((name, *(own[column] for column in columns)) for name, own in cells.items())
    return Table(f"{table.name}{_WIDE}", (side, *columns), rows)
