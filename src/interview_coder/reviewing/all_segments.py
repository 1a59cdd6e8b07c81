"""The segments of a whole study, numbered through."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from interview_coder.reviewing.desk import Desk

if TYPE_CHECKING:
    from numpy.typing import NDArray


class SegmentPlace(NamedTuple):
    """A segment: ``text[start:end]`` of a source."""

    source_id: str
    start: int
    end: int


class AllSegments:
    """The segments of a study, in the order of its sources and their texts.

    Parameters
    ----------
    desk : Desk
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._stored = desk.inputs.stored
        self._firsts = [0, *accumulate(len(one.segments) for one in self._stored)]

    def __len__(self) -> int:
        return self._firsts[-1]

    def __getitem__(self, number: int) -> SegmentPlace:
        import numpy as np

        place = int(np.searchsorted(self._firsts, number, side="right")) - 1
        stored, within = self._stored[place], number - self._firsts[place]
        segments = stored.segments
        return SegmentPlace(stored.summary.source_id, int(segments.starts[within]), int(segments.ends[within]))

    def find(self, source_id: str, start: int, end: int) -> range:
        """Return the numbers of the segments on which a stretch lies."""
        import numpy as np

        place = self._desk.source_places[source_id]
        segments, first = self._stored[place].segments, self._firsts[place]
        begin = int(np.searchsorted(segments.ends, start, side="right"))
        stop = int(np.searchsorted(segments.starts, end, side="left"))
        return range(first + begin, first + stop)

    def number_suggestions(self) -> NDArray[Any]:
        """Return for every suggestion the number of its segment."""
        import numpy as np

        columns = self._desk.columns
        numbers = np.empty(len(columns), np.int64)
        for place, stored in enumerate(self._stored):
            rows = columns.rows_of(place)
            own = slice(rows.start, rows.stop)
            within = np.searchsorted(stored.segments.starts, columns.starts[own], side="right") - 1
            numbers[own] = self._firsts[place] + within
        return numbers

    def list_stakeholder_types(self) -> list[str]:
        """Return for every segment whose it is; only sources with several types are opened."""
        found: list[str] = []
        people = self._desk.inputs.participants
        for stored in self._stored:
            types = list(stored.summary.n_by_type)
            if len(types) == 1:
                found += types * len(stored.segments)
                continue
            turns = self._desk.open_text(stored.summary.source_id).source.turns
            speaking = (turns[turn - 1].participant or "" for turn in stored.segments.turns.tolist())
            found += [people[one].stakeholder_type for one in speaking]
        return found
