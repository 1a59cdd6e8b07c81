"""The framework matrix: cases × themes or codes, each cell with its counts, its quotes and the researcher's summary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from interview_coder.model.results import QuoteInContext

ROW_JOINT = " × "
"""Stands between the values in the name of a row, where two attributes are crossed."""


@dataclass(frozen=True, slots=True)
class CellSummary:
    """What a person wrote about a cell.

    Parameters
    ----------
    text : str
        In her own words.
    coder : str
        Who wrote it.
    written : str
        When, as ISO 8601 writes it.
    coding_ids : tuple of str
        The codings of the cell when it was written.
    gained, lost : tuple of str
        Codings that the cell has got since, and those that are gone. One that says the same at another place is in
        neither, one whose words or stance are others in both.
    """

    text: str
    coder: str
    written: str
    coding_ids: tuple[str, ...]
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    @property
    def is_stale(self) -> bool:
        """Whether the evidence changed since it was written."""
        return bool(self.gained or self.lost)


@dataclass(frozen=True, slots=True)
class FrameworkCell:
    """A case and a theme or code.

    Parameters
    ----------
    row, column : str
        Name of the case, and id of the theme or code.
    counts : mapping of str to object
        As in the matrix: mentions, participants and sources with their totals, what is known of the others.
    typical, different : tuple of QuoteInContext
        The quotes that say best what all quotes of the cell say, best first, and the one that says it least.
    coding_ids : tuple of str
        Every coding of the cell, in the order of sources and places.
    summary : CellSummary, optional
        The newest that a person wrote.
    others : tuple of CellSummary
        Those that other people wrote, the newest first.
    """

    row: str
    column: str
    counts: Mapping[str, Any]
    typical: tuple[QuoteInContext, ...]
    different: tuple[QuoteInContext, ...]
    coding_ids: tuple[str, ...]
    summary: CellSummary | None = None
    others: tuple[CellSummary, ...] = ()

    @property
    def summaries(self) -> tuple[CellSummary, ...]:
        """What people wrote, the newest first."""
        return () if self.summary is None else (self.summary, *self.others)


@dataclass(frozen=True, slots=True)
class FrameworkMatrix:
    """Cells, row by row.

    Parameters
    ----------
    by : tuple of str
        What the rows are: ``("stakeholder_type",)``, ``("participant",)``, ``("source",)``, ``("area", "sector")``.
    of : {"theme", "code"}
        What the columns are.
    rows, columns : tuple of str
        Names of the cases, and ids of the themes or codes.
    cells : tuple of FrameworkCell
    """

    by: tuple[str, ...]
    of: Literal["theme", "code"]
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[FrameworkCell, ...]


@dataclass(frozen=True, slots=True)
class ListedSummary:
    """A summary with the cell that it was written for, which need not be there any more.

    Parameters
    ----------
    by : tuple of str
    of : {"theme", "code"}
    row, column : str
    is_orphan : bool
        Whether the matrix has no such row or column now.
    summary : CellSummary
        Of an orphan every coding is lost.
    """

    by: tuple[str, ...]
    of: Literal["theme", "code"]
    row: str
    column: str
    is_orphan: bool
    summary: CellSummary
