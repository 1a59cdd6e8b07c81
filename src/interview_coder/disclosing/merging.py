"""Rows of small groups of people → one row of all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from interview_coder.disclosing.counted import DENYING, OTHERS, PEOPLE, counts_people, key_columns
from interview_coder.model.results import Table
from interview_coder.tabulate.cells import STATES
from interview_coder.tabulate.shares import DECIMALS, wilson_interval, word_for

_TOTAL = f"{PEOPLE}_total"
_ADD_UP = (PEOPLE, _TOTAL, "mentions", DENYING, *OTHERS)


def choose_merged(tables: Iterable[Table], column: str, *, k: int) -> tuple[str, ...]:
    """Return the values of a column whose rows are to be one row, in the order of the tables.

    Those of fewer than k people; where these are fewer than k together, or a single one, the next larger too.
    Nothing where people may be in several of them, as who speaks in two sources is: they cannot be added up.

    Parameters
    ----------
    tables : iterable of Table
    column : str
        Such as ``stakeholder_type``.
    k : int
    """
    people = [table for table in tables if counts_people(table)]
    sizes = _sizes([table for table in people if column in table.columns], column)
    everybody = max((row[_TOTAL] for table in people for row in table.records()), default=0)
    if sum(sizes.values()) != everybody:
        return ()
    by_size = sorted(sizes, key=lambda name: (sizes[name], name))
    merged = [name for name in by_size if sizes[name] < k]
    for name in by_size[len(merged) :]:
        if not merged or (len(merged) > 1 and sum(sizes[one] for one in merged) >= k):
            break
        merged.append(name)
    return tuple(name for name in sizes if name in merged) if len(merged) > 1 else ()


def has_small(tables: Iterable[Table], column: str, *, k: int) -> bool:
    """Whether a column has a value of fewer than k people."""
    return any(n < k for n in _sizes([table for table in tables if column in table.columns], column).values())


def _sizes(tables: Iterable[Table], column: str) -> dict[str, int]:
    return {str(row[column]): row[_TOTAL] for table in tables for row in table.records()}


def merge_rows(
    table: Table, column: str, merged: Collection[str], name: str, *, scale: Mapping[str, float] | None = None
) -> Table:
    """Make one row of the rows that have one of some values in a column; it stands behind the others.

    Mentions and people are added up, and shares are computed anew. What cannot be added up, as the sources in which
    any of several stakeholder types speaks, is left empty.

    Parameters
    ----------
    table : Table
        Of counts of people.
    column : str
    merged : collection of str
        Values of the column.
    name : str
        What the column has in the merged rows.
    scale : mapping of str to float, optional
        Word → the smallest share for which it stands, rising.
    """
    if column not in table.columns or not merged:
        return table
    records = list(table.records())
    groups: dict[tuple[str, ...], list[Mapping[str, Any]]] = {}
    keys = [one for one in key_columns(table) if one != column]
    for record in records:
        if record[column] in merged:
            groups.setdefault(tuple(record[one] for one in keys), []).append(record)
    add_up = (*_ADD_UP, "sources", "sources_total") if column == "source" else _ADD_UP
    kept = [row for row, record in zip(table.rows, records, strict=True) if record[column] not in merged]
    made = [_merge(group, add_up, scale) | dict(zip(keys, key, strict=True)) for key, group in groups.items()]
    rows = (*kept, *(tuple(({column: name} | row).get(one, "") for one in table.columns) for row in made))
    return Table(table.name, table.columns, rows)


def _merge(
    group: Sequence[Mapping[str, Any]], add_up: Collection[str], scale: Mapping[str, float] | None
) -> dict[str, Any]:
    row: dict[str, Any] = {one: sum(each[one] for each in group) for one in add_up if one in group[0]}
    states = [each["state"] for each in group if "state" in each]
    if states:
        row["state"] = min(states, key=STATES.index)
    return row | _share(row[PEOPLE], row[_TOTAL], scale)


def _share(n: int, total: int, scale: Mapping[str, float] | None) -> dict[str, Any]:
    import numpy as np

    low, high = wilson_interval(np.array([n]), np.array([total]))
    names = "share", "share_low", "share_high"
    shares = dict(zip(names, (n / total, float(low[0]), float(high[0])), strict=True)) if total else {}
    words = {"quantifier": word_for(n, total, scale)} if scale else {}
    return {name: round(share, DECIMALS) for name, share in shares.items()} | words
