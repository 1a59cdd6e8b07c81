"""What is said of a cell of a matrix besides its figure: mentions, denials, what is known of those who are silent."""

from __future__ import annotations

from collections.abc import Iterator

from interview_coder.plain_text import count
from interview_coder.report.telling import Counts, Telling


def tell_more(row: Counts, telling: Telling) -> Iterator[str]:
    r"""Say what is to be said of a cell besides how many raise it, a line each.

    Examples
    --------
    >>> row = {"mentions": 3, "sources": 2, "sources_total": 2, "denying": 1}
    >>> row |= {"asked_not_raised": 0, "not_asked": 4, "not_known": 0}
    >>> print(*tell_more(row, Telling(True, {})), sep="\n")
    3 mentions in 2 of 2 sources
    1 denies it
    not asked: 4
    """
    if row["mentions"] and telling.with_numbers:
        yield f"{count(row['mentions'], 'mention')} in {row['sources']:,} of {count(row['sources_total'], 'source')}"
    yield from tell_others(row, telling)


def tell_others(row: Counts, telling: Telling) -> Iterator[str]:
    """Say who denies it, and what is known of those who do not raise it."""
    if row["denying"]:
        denies = "denies" if row["denying"] == 1 else "deny"
        yield f"{row['denying']:,} {denies} it" if telling.with_numbers else "denied too"
    yield from telling.silences(row)
