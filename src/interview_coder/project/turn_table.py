"""The turns of one source as columns: there are many, and few of them are ever looked at one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from math import isnan
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, overload

from interview_coder.model.source import Role, Turn

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Speaking(NamedTuple):
    """A way of speaking: what the turns of one person in one part of a transcript have in common; see `Turn`."""

    speaker: str
    note: str = ""
    role: Role = "participant"
    participant: str | None = None
    question: str = ""


_way_of = attrgetter(*Speaking._fields)
_times_of = attrgetter("start_seconds", "end_seconds")


class TurnTable(Sequence[Turn]):
    """Turns in the order of the text, each of which is made when somebody asks for it.

    Parameters
    ----------
    starts, ends : array of int32
        In the source's text.
    who : array of int32
        For each turn its place in `speaking`.
    speaking : sequence of Speaking
        All different ways of speaking, in the order in which they come first.
    times : array of float64, optional
        Of shape (turns, 2): from when to when in the recording, in seconds, NaN where that is not known; None where no
        turn has a time.
    numbers : array of int32, optional
        Of the turns; by default they are counted from 1.
    """

    def __init__(
        self,
        starts: NDArray[np.int32],
        ends: NDArray[np.int32],
        who: NDArray[np.int32],
        speaking: Sequence[Speaking],
        times: NDArray[np.float64] | None = None,
        numbers: NDArray[np.int32] | None = None,
    ) -> None:
        self.starts, self.ends, self.who, self.speaking = starts, ends, who, speaking
        self.times, self._numbers = times, numbers

    @classmethod
    def of(cls, turns: Sequence[Turn]) -> TurnTable:
        """Return turns as a table."""
        if isinstance(turns, TurnTable):
            return turns
        import numpy as np

        ways = list(map(_way_of, turns))
        known: dict[tuple[Any, ...], int] = {way: place for place, way in enumerate(dict.fromkeys(ways))}
        times = list(map(_times_of, turns))
        has_times = any(time != (None, None) for time in times)
        return cls(
            np.array([turn.start for turn in turns], np.int32),
            np.array([turn.end for turn in turns], np.int32),
            np.array([known[way] for way in ways], np.int32),
            [Speaking(*way) for way in known],
            np.array(times, np.float64) if has_times else None,  # None becomes NaN
            np.array([turn.number for turn in turns], np.int32),
        )

    def __len__(self) -> int:
        return len(self.who)

    @overload
    def __getitem__(self, place: int) -> Turn: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Turn]: ...
    def __getitem__(self, place: int | slice) -> Turn | Sequence[Turn]:
        return self._all[place] if isinstance(place, slice) else self._make_one(place)

    def __iter__(self) -> Iterator[Turn]:
        return iter(self._all)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._all == tuple(other)

    def __repr__(self) -> str:
        return repr(self._all)

    @cached_property
    def numbers(self) -> NDArray[np.int32]:
        """The number of each turn."""
        import numpy as np

        return np.arange(1, len(self) + 1, dtype=np.int32) if self._numbers is None else self._numbers

    @property
    def are_answers(self) -> NDArray[np.bool_]:
        """For each turn whether a participant speaks."""
        import numpy as np

        return np.array([one.role == "participant" for one in self.speaking], np.bool_)[self.who]

    def participant_of(self, place: int) -> str | None:
        """Return the id of the participant who speaks in a turn, if it is one."""
        way: Speaking = self.speaking[self.who[place]]
        return way.participant

    def list_speakers(self) -> list[str]:
        """Return the labels of all who speak, in the order in which they do so first."""
        return list(dict.fromkeys([one.speaker for one in self.speaking]))

    def find_first(self) -> list[tuple[str, int]]:
        """Return the label of everybody who speaks, and where in the text they do so first, in that order."""
        import numpy as np

        ways, firsts = np.unique(self.who, return_index=True)
        known: dict[str, int] = {}
        for place, start in zip(ways.tolist(), self.starts[firsts].tolist(), strict=True):
            known.setdefault(self.speaking[place].speaker, start)
        return list(known.items())

    def give_roles(self, given: Mapping[str, tuple[Role, str | None]]) -> TurnTable:
        """Return the same turns with the role and the participant of each speaker."""
        ways = [Speaking(speaker, note, *given[speaker], question) for speaker, note, _, _, question in self.speaking]
        return TurnTable(self.starts, self.ends, self.who, ways, self.times, self._numbers)

    def list_times(self) -> tuple[list[float | None], list[float | None]]:
        """Return when each turn begins, and when it ends, in seconds; None where that is not known."""
        if self.times is None:
            return [None] * len(self), [None] * len(self)
        begins, stops = (list(map(_known, column)) for column in self.times.T.tolist())
        return begins, stops

    @cached_property
    def _all(self) -> tuple[Turn, ...]:
        who = self.who.tolist()
        speakers, notes, roles, participants, questions = (
            [one[place] for one in self.speaking] for place in range(len(Speaking._fields))
        )
        columns = (
            self.numbers.tolist(),
            [speakers[one] for one in who],
            self.starts.tolist(),
            self.ends.tolist(),
            [notes[one] for one in who],
            *self.list_times(),
            [roles[one] for one in who],
            [participants[one] for one in who],
            [questions[one] for one in who],
        )
        return tuple(map(Turn._make, zip(*columns, strict=True)))

    def _make_one(self, place: int) -> Turn:
        number, start, end = (column[place].item() for column in (self.numbers, self.starts, self.ends))
        speaker, note, role, participant, question = self.speaking[self.who[place]]
        begins, stops = (None, None) if self.times is None else map(_known, self.times[place].tolist())
        return Turn(number, speaker, start, end, note, begins, stops, role, participant, question)


def _known(time: float) -> float | None:
    return None if isnan(time) else time
