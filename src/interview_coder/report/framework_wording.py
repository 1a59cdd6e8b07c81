"""What is said of a cell of the framework matrix: its counts, each with its unit, and what became of a summary."""

from __future__ import annotations

from collections.abc import Iterator

from interview_coder.model.framework import CellSummary
from interview_coder.plain_text import count
from interview_coder.report.cell_text import tell_more
from interview_coder.report.telling import Counts, Telling


def tell_counts(row: Counts, telling: Telling) -> Iterator[str]:
    """Say what a cell counts, a line each.

    Examples
    --------
    >>> row = {"participants": 0, "participants_total": 4, "mentions": 0, "sources": 0, "sources_total": 3}
    >>> row |= {"denying": 0, "asked_not_raised": 3, "not_asked": 1, "not_known": 0, "quantifier": "none"}
    >>> list(tell_counts(row, Telling(True, {})))
    ['0 of 4 participants', 'asked, not raised: 3', 'not asked: 1']
    >>> list(tell_counts(row, Telling(False, {})))
    ['no participants', 'asked, not raised', 'not asked']
    """
    yield telling.participants(row)
    if row["participants"] and telling.with_numbers:
        share, low, high = (round(100 * row[name]) for name in ("share", "share_low", "share_high"))
        yield f"{share} %, 95 % interval {low} to {high} %"
    yield from tell_more(row, telling)


def describe_changes(summary: CellSummary) -> str:
    """Say what became of the evidence since a summary was written; empty where nothing did.

    Examples
    --------
    >>> describe_changes(CellSummary("Rents rise.", "anna", "2026-01-05T10:00:00Z", ("a", "b"), ("b", "c"), ("b",)))
    'the evidence changed since: 1 coding came, 1 coding with other words or stance'
    """
    changed = set(summary.gained) & set(summary.lost)
    came, went = len(set(summary.gained) - changed), len(set(summary.lost) - changed)
    told = [
        f"{count(came, 'coding')} came" if came else "",
        f"{count(went, 'coding')} went" if went else "",
        f"{count(len(changed), 'coding')} with other words or stance" if changed else "",
    ]
    return f"the evidence changed since: {', '.join(one for one in told if one)}" if summary.is_stale else ""
