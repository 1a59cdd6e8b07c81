"""How a study was made, in words for the methods part of a report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

AnsweredBy = Literal["from the run", "gap"]


@dataclass(frozen=True, slots=True)
class CoreqItem:
    """One of the 32 items of the COREQ checklist.

    Parameters
    ----------
    number : int
        As in the checklist, from 1.
    domain, item : str
        What it is about, in words of our own.
    answer : str
        Facts of the run; what it cannot know stands in 【…】.
    source : {"from the run", "gap"}
        ``gap`` where the run knows nothing about it.

    References
    ----------
    Tong, A., Sainsbury, P., Craig, J. (2007). Consolidated criteria for reporting qualitative research (COREQ): a
    32-item checklist for interviews and focus groups. International Journal for Quality in Health Care 19(6), 349-357.
    """

    number: int
    domain: str
    item: str
    answer: str
    source: AnsweredBy


@dataclass(frozen=True, slots=True)
class Methods:
    """What can be said of how a study was made, and what its researchers must add.

    Parameters
    ----------
    paragraph : str
        Some sentences for a report, in parts with an empty line between them; gaps stand in 【…】.
    coreq : tuple of CoreqItem
        All 32, in their order.
    """

    paragraph: str
    coreq: tuple[CoreqItem, ...]
