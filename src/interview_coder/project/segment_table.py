"""The segments of one source as arrays: there are many, and few of them are ever looked at one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import TYPE_CHECKING, Any, overload

from interview_coder.model.segment import Segment

if TYPE_CHECKING:
    from numpy.typing import NDArray


class SegmentTable(Sequence[Segment]):
    """Segments in the order of the text, each of which is made when somebody asks for it.

    Parameters
    ----------
    source_id : str
    starts, ends : array of int32
        In the source's text.
    turns, numbers : array of int32
        Number of the turn that a segment lies in, and which of its segments it is, from 1; 0 if it is the whole turn.
    """

    def __init__(
        self, source_id: str, starts: NDArray[Any], ends: NDArray[Any], turns: NDArray[Any], numbers: NDArray[Any]
    ) -> None:
        self.source_id, self.starts, self.ends, self.turns, self.numbers = source_id, starts, ends, turns, numbers

    def __len__(self) -> int:
        return len(self.starts)

    @overload
    def __getitem__(self, place: int) -> Segment: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Segment]: ...
    def __getitem__(self, place: int | slice) -> Segment | Sequence[Segment]:
        if isinstance(place, slice):
            columns = (getattr(self, name)[place] for name in ("starts", "ends", "turns", "numbers"))
            return SegmentTable(self.source_id, *columns)
        turn, number = int(self.turns[place]), int(self.numbers[place])
        segment_id = f"{self.source_id}#{turn}.{number}" if number else f"{self.source_id}#{turn}"
        return Segment(segment_id, self.source_id, turn, int(self.starts[place]), int(self.ends[place]))

    def __iter__(self) -> Iterator[Segment]:
        columns = (column.tolist() for column in (self.turns, self.starts, self.ends))
        return map(Segment, self.list_ids(), repeat(self.source_id), *columns)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __repr__(self) -> str:
        return repr(tuple(self))

    def list_ids(self, places: NDArray[Any] | slice = slice(None)) -> list[str]:
        """Return the ids of some segments, or of all."""
        name = self.source_id
        turns, numbers = self.turns[places].tolist(), self.numbers[places].tolist()
        return [
            f"{name}#{turn}.{number}" if number else f"{name}#{turn}"
            for turn, number in zip(turns, numbers, strict=True)
        ]


def list_borders(segments: Sequence[Segment]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return where some segments of one source start, and where they end."""
    import numpy as np

    if isinstance(segments, SegmentTable):
        return segments.starts, segments.ends
    starts, ends = np.array([(one.start, one.end) for one in segments], np.int32).reshape(-1, 2).T
    return starts, ends
