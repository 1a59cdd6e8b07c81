"""The framework matrix: cases × themes or codes, with what stands in each cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from interview_coder.model.results import QuoteInContext


@dataclass(frozen=True, slots=True)
class CellSummary:
    """A researcher's own words for a cell.

    Parameters
    ----------
    coder : str
        Who wrote it.
    written : str
        When, in ISO 8601.
    coding_ids : tuple of str
        The codings beneath the cell when it was written.
    gained, lost : tuple of str
        Codings of the cell that came, and that went, since.
    """

    text: str
    coder: str
    written: str
    coding_ids: tuple[str, ...]
    gained: tuple[str, ...]
    lost: tuple[str, ...]

    @property
    def is_stale(self) -> bool:
        """Whether the evidence is another one than when it was written."""
        return bool(self.gained or self.lost)


@dataclass(frozen=True, slots=True)
class FrameworkCell:
    """What one case says of one theme or code.

    Parameters
    ----------
    row, column : str
        Name of the case; id of the theme or code.
    counts : mapping of str to object
        The columns of counts and states of the matrix.
    typical, different : tuple of QuoteInContext
        The most representative quotes, and those least like them.
    coding_ids : tuple of str
        All codings beneath it.
    """

    row: str
    column: str
    counts: Mapping[str, Any]
    typical: tuple[QuoteInContext, ...]
    different: tuple[QuoteInContext, ...]
    coding_ids: tuple[str, ...]
    summary: CellSummary | None


@dataclass(frozen=True, slots=True)
class FrameworkMatrix:
    """Cases × themes or codes.

    Parameters
    ----------
    by : tuple of str
        What the rows are: ``("stakeholder_type",)``, or two that are crossed.
    rows : tuple of str
        Names of the cases.
    columns : tuple of str
        Ids of the themes or codes.
    cells : tuple of FrameworkCell
        Row by row.
    """

    by: tuple[str, ...]
    of: Literal["theme", "code"]
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[FrameworkCell, ...]
