"""Sources ↔ bytes, so that a transcript is read once and its turns are found once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from math import isnan
from typing import TYPE_CHECKING, Any, overload

from interview_coder.language.source_words import SourceWords
from interview_coder.model.source import Aside, LeftOut, Places, Source, Turn
from interview_coder.project.packed import Packed, pack

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WORD_ARRAYS = ("types", "starts", "ends", "joined", "sentences", "sentence_starts", "sentence_ends", "sentence_turns")
_PLAIN_FIELDS = ("source_id", "file", "format", "dialect", "sha256", "certainty", "signs")

_PARTICIPANT = 3
"""Where a way of speaking names the participant."""


class StoredTurns(Sequence[Turn]):
    """The turns of a source that was kept, each of which is made when somebody asks for it.

    Parameters
    ----------
    packed : Packed
        Of which the arrays of turns are read.
    speaking : sequence
        Speaker, note, role, participant and question of every different way of speaking.
    """

    def __init__(self, packed: Packed, speaking: Sequence[Sequence[Any]]) -> None:
        self._packed, self._speaking = packed, speaking
        self._who: NDArray[np.int32] = packed.array("turn_speaking")

    def __len__(self) -> int:
        return len(self._who)

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

    @property
    def are_answers(self) -> NDArray[np.bool_]:
        """For each turn whether a participant speaks."""
        import numpy as np

        return np.array([role == "participant" for _, _, role, _, _ in self._speaking], np.bool_)[self._who]

    def participant_of(self, place: int) -> str | None:
        """Return the id of the participant who speaks in a turn, if it is one."""
        participant: str | None = self._speaking[self._who[place]][_PARTICIPANT]
        return participant

    @cached_property
    def _all(self) -> tuple[Turn, ...]:
        numbers, starts, ends, begins, stops = self._columns
        who = self._who.tolist()
        speakers, notes, roles, participants, questions = ([one[place] for one in self._speaking] for place in range(5))
        columns = (
            numbers.tolist(),
            [speakers[one] for one in who],
            starts.tolist(),
            ends.tolist(),
            [notes[one] for one in who],
            _seconds_of(begins),
            _seconds_of(stops),
            [roles[one] for one in who],
            [participants[one] for one in who],
            [questions[one] for one in who],
        )
        return tuple(map(Turn._make, zip(*columns, strict=True)))

    @cached_property
    def _columns(self) -> tuple[NDArray[Any], ...]:
        return tuple(self._packed.array(f"turn_{name}") for name in ("numbers", "starts", "ends", "from", "to"))

    def _make_one(self, place: int) -> Turn:
        number, start, end, begins, stops = (column[place].item() for column in self._columns)
        speaker, note, role, participant, question = self._speaking[self._who[place]]
        begins, stops = (None if isnan(one) else one for one in (begins, stops))
        return Turn(number, speaker, start, end, note, begins, stops, role, participant, question)


def pack_words(words: SourceWords, facts: Mapping[str, Any]) -> bytes:
    """Write the words of a source, and some facts, as one block of bytes."""
    return pack(facts, {name: getattr(words, name) for name in _WORD_ARRAYS}, {})


def unpack_words(packed: Packed) -> SourceWords:
    """Read the words of a block that `pack_words` wrote."""
    return SourceWords(**{name: packed.array(name) for name in _WORD_ARRAYS})


def pack_source(source: Source, facts: Mapping[str, Any]) -> bytes:
    """Write a source without its words, and some facts, as one block of bytes."""
    import numpy as np

    speaking: dict[tuple[Any, ...], int] = {}
    who = [
        speaking.setdefault((turn.speaker, turn.note, turn.role, turn.participant, turn.question), len(speaking))
        for turn in source.turns
    ]
    own = {name: getattr(source, name) for name in _PLAIN_FIELDS} | {
        "speaking": list(speaking),
        "attributes": dict(source.attributes),
        "left_out": [[one.what, one.count, one.where] for one in source.left_out],
        "asides": [[one.start, one.end, one.kind] for one in source.asides],
        "remarks": list(source.remarks),
        "role_signs": dict(source.role_signs),
        "stakeholder_types": dict(source.stakeholder_types),
        "self_described": sorted(source.self_described),
        "unit": source.places.unit,
    }
    arrays: dict[str, NDArray[Any]] = {
        "turn_numbers": np.array([turn.number for turn in source.turns], np.int32),
        "turn_starts": np.array([turn.start for turn in source.turns], np.int32),
        "turn_ends": np.array([turn.end for turn in source.turns], np.int32),
        "turn_speaking": np.array(who, np.int32),
        "turn_from": _seconds_array([turn.start_seconds for turn in source.turns]),
        "turn_to": _seconds_array([turn.end_seconds for turn in source.turns]),
        "place_starts": np.array(source.places.starts, np.int32),
        "place_numbers": np.array(source.places.numbers, np.int32),
    }
    texts = {"source": json.dumps(own, ensure_ascii=False), "text": source.text}
    return pack(facts, arrays, {name: text.encode("utf-8", "surrogatepass") for name, text in texts.items()})


def unpack_source(packed: Packed) -> Source:
    """Read the source of a block that `pack_source` wrote."""
    own, text = (packed.text(name).decode("utf-8", "surrogatepass") for name in ("source", "text"))
    facts = json.loads(own)
    return Source(
        **{name: facts[name] for name in _PLAIN_FIELDS},
        text=text,
        turns=StoredTurns(packed, facts["speaking"]),
        attributes=facts["attributes"],
        left_out=tuple(LeftOut(*one) for one in facts["left_out"]),
        places=Places(
            facts["unit"], tuple(packed.array("place_starts").tolist()), tuple(packed.array("place_numbers").tolist())
        ),
        asides=tuple(Aside(*one) for one in facts["asides"]),
        remarks=tuple(facts["remarks"]),
        role_signs=facts["role_signs"],
        stakeholder_types=facts["stakeholder_types"],
        self_described=frozenset(facts["self_described"]),
    )


def _seconds_array(seconds: list[float | None]) -> NDArray[np.float64]:
    import numpy as np

    return np.array([np.nan if one is None else one for one in seconds], np.float64)


def _seconds_of(array: NDArray[np.float64]) -> list[float | None]:
    import numpy as np

    if np.isnan(array).all():  # as in every transcript without times
        return [None] * len(array)
    return [None if isnan(one) else one for one in array.tolist()]
