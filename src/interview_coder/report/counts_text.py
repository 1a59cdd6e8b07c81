"""Matrices and frequencies → rows for reading: n of N, or words of the study's scale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interview_coder.model.results import Table
from interview_coder.report.telling import Counts, Telling

_SILENT = {"asked, not raised": "asked", "not asked": "not asked", "unknown": "not known if asked"}


def tell_cell(row: Counts, telling: Telling) -> str:
    """Tell how many of how many raise a thing, and what is known where nobody does.

    Examples
    --------
    >>> numbers, words = Telling(True, {}), Telling(False, {})
    >>> row = {"participants": 3, "participants_total": 11, "quantifier": "some", "state": "raised", "denying": 1}
    >>> tell_cell(row, numbers), tell_cell(row, words)
    ('3 of 11 (1 denying)', 'some (some of them denying)')
    >>> tell_cell(row | {"participants": 0, "quantifier": "none", "state": "not asked", "denying": 0}, numbers)
    '0 of 11 (not asked)'
    """
    said = telling.people(row)
    if not row["participants"]:
        return f"{said} ({_SILENT[row['state']]})"
    if not row["denying"]:
        return said
    denying = "some of them denying" if row["denying"] < row["participants"] else "all denying"
    return f"{said} ({row['denying']} denying)" if telling.with_numbers else f"{said} ({denying})"


def tell_share(row: Counts) -> str:
    """Tell a share in per cent, with its 95 % interval.

    Examples
    --------
    >>> tell_share({"share": 0.2727, "share_low": 0.0975, "share_high": 0.5656})
    '27 % (10–57)'
    """
    low, high = (f"{100 * row[name]:.0f}" for name in ("share_low", "share_high"))
    return f"{100 * row['share']:.0f} % ({low}–{high})"


def widen_matrix(table: Table, by: Sequence[str], telling: Telling) -> list[dict[str, str]]:
    """Return a row for every case of a matrix, with a column for every theme or code; of stances one row each."""
    name = "code" if "code" in table.columns else "theme"
    keys = [*by, *(("stance",) if "stance" in table.columns else ())]
    rows: dict[tuple[str, ...], dict[str, str]] = {}
    for row in table.records():
        named = {key: row[key] for key in keys}
        cells = rows.setdefault(tuple(named.values()), named)
        cells[row[name]] = tell_cell(row, telling) if "state" in row else telling.people(row)
    return list(rows.values())


def list_frequencies(table: Table, telling: Telling) -> Iterator[dict[str, str]]:
    """Yield a row for every theme or code, for reading."""
    name = "code" if "code" in table.columns else "theme"
    for row in table.records():
        told = {name: row[name], "participants": tell_cell(row, telling)}
        if not telling.with_numbers:
            yield told
            continue
        yield told | {
            "share (95 %)": tell_share(row),
            "mentions": str(row["mentions"]),
            "sources": f"{row['sources']} of {row['sources_total']}",
            "segments": f"{row['segments']} of {row['segments_total']}",
            "asked, not raised": str(row["asked_not_raised"]),
            "not asked": str(row["not_asked"]),
            "not known": str(row["not_known"]),
        }
