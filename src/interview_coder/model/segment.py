"""The stretches of a source that are coded, and those that it is read in."""

from __future__ import annotations

from typing import Literal, NamedTuple

SegmentUnit = Literal["turn", "sentence", "paragraph"]


class Segment(NamedTuple):
    """A stretch of one source that is coded as one: ``source.text[start:end]``.

    Parameters
    ----------
    segment_id : str
        ``source#turn``, and ``.n`` for the n-th sentence or paragraph of the turn, from 1.
    turn : int
        Number of the turn that it lies in; a segment never crosses a turn.
    """

    segment_id: str
    source_id: str
    turn: int
    start: int
    end: int


class Paragraph(NamedTuple):
    """An unbroken block of one turn: ``source.text[start:end]``."""

    turn: int
    start: int
    end: int
