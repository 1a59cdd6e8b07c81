"""``SOURCE:POSITION`` as somebody writes it → a stretch of one turn, in whole sentences."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

import numpy as np

from interview_coder.errors import InputError, Place, Problem, offer_near_name
from interview_coder.known_sources import StoredSource
from interview_coder.library import ReadSource
from interview_coder.model.explanation import Passage
from interview_coder.model.source import Turn
from interview_coder.project.coding_lines import mapped
from interview_coder.study_inputs import StudyInputs

WAYS = "interview_01:1234 (a place in its text), interview_01#12 (a turn), or the id of a coding"
_POSITIONS = (
    re.compile(r"(?P<source>.+?)[:,]?\s*\bturn\s*(?P<turn>\d+)(?:[:,]\s*(?P<start>\d+)(?:-(?P<end>\d+))?)?"),
    re.compile(r"(?P<source>.+)#(?P<turn>\d+)(?:\.(?P<segment>\d+))?"),
    re.compile(r"(?P<source>.+):\s*(?P<start>\d+)(?:-(?P<end>\d+))?"),
)
_CODING_ID = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class _Position:
    """What somebody names: a turn, a segment of it, or places in the text of a source."""

    source: str
    turn: int | None = None
    segment: int | None = None
    start: int | None = None
    end: int | None = None


def find_passage(inputs: StudyInputs, where: str) -> tuple[Passage, ReadSource]:
    """Find what somebody names.

    Parameters
    ----------
    where : str
        ``interview_01:1234``, a place in the text of a source, counted in code points from 0, or ``:1234-1300``;
        ``interview_01#12`` or ``interview_01, turn 12``, a turn; ``interview_01#12.3``, a segment; or the id of a
        coding of the last run. The source may also be called by its file.

    Raises
    ------
    InputError
        When there is no such place.
    """
    position = _read_position(inputs, where)
    stored = _find_source(inputs, position.source, where)
    read = inputs.library.open(stored)
    turn, start, end = _find_stretch(read, position, where)
    participant = inputs.participants.get(turn.participant or "")
    asked = next((one for one in reversed(read.source.turns[: turn.number - 1]) if one.role != "participant"), None)
    kind = None if participant is None else participant.stakeholder_type
    return Passage(read.source, turn, kind, asked, *_widen(read, turn, start, end)), read


def _read_position(inputs: StudyInputs, where: str) -> _Position:
    if _CODING_ID.fullmatch(where) and where not in {one.summary.source_id for one in inputs.stored}:
        return _find_coding(inputs, where)
    for form in _POSITIONS:
        if (found := form.fullmatch(where.strip())) is not None:
            parts = found.groupdict()
            source = parts.pop("source").strip()
            return _Position(source, **{name: int(number) for name, number in parts.items() if number is not None})
    if any(where in {one.summary.source_id, one.summary.file} for one in inputs.stored):
        raise _refuse(f'"{where}" is a source, and it is not said which place in it', where, f"write {where}#12, say")
    raise _refuse(f'"{where}" names no place', where, f"write {WAYS}")


def _find_coding(inputs: StudyInputs, coding_id: str) -> _Position:
    path = inputs.folder.outputs / "codings.jsonl"
    if not path.exists():
        raise _refuse("there are no codings yet", coding_id, "interview-coder run")
    with mapped(path) as lines:
        start = lines.find(f'{{"id": "{coding_id}"'.encode())
        line = b"" if start < 0 else lines[start : lines.find(b"\n", start)]
    if not line:
        raise _refuse(f'no coding has the id "{coding_id}"', coding_id, "take an id from outputs/codings.jsonl")
    coding: dict[str, Any] = json.loads(line)
    return _Position(coding["source"], start=coding["start"], end=coding["end"])


def _find_source(inputs: StudyInputs, name: str, where: str) -> StoredSource:
    by_name = {one.summary.file: one for one in inputs.stored} | {one.summary.source_id: one for one in inputs.stored}
    if name not in by_name:
        near = next((one for one in by_name if name.casefold() in one.casefold()), "")
        near = f'did you mean "{near}"?' if near else offer_near_name(name, by_name)
        raise _refuse(f'there is no source "{name}"', where, near or "interview-coder sources lists them")
    return by_name[name]


def _find_stretch(read: ReadSource, position: _Position, where: str) -> tuple[Turn, int, int]:
    source = read.source
    if position.segment is not None:
        name = f"{source.source_id}#{position.turn}.{position.segment}"
        for segment in read.segments:
            if segment.segment_id == name:
                return source.turns[segment.turn - 1], segment.start, segment.end
        raise _refuse(f'there is no segment "{name}"', where, f"write {source.source_id}#{position.turn} for the turn")
    if position.start is not None:
        return _find_place(read, position.start, position.end, where)
    if position.turn is None or not 1 <= position.turn <= len(source.turns):
        n_turns = len(source.turns)
        raise _refuse(f"there is no turn {position.turn}", where, f"{source.source_id} has turns 1 to {n_turns:,}")
    turn = source.turns[position.turn - 1]
    return turn, turn.start, turn.end


def _find_place(read: ReadSource, start: int, end: int | None, where: str) -> tuple[Turn, int, int]:
    source = read.source
    if start >= len(source.text):
        raise _refuse(f"there is no place {start:,}", where, f"places run from 0 to {len(source.text) - 1:,}")
    turn = next((turn for turn in source.turns if turn.end > start), None)
    if turn is None:
        fix = f"the last turn ends at {source.turns[-1].end}" if source.turns else "interview-coder sources"
        raise _refuse(f"nobody speaks at {start}", where, fix)
    if turn.start > start:
        fix = f"turn {turn.number} begins at {turn.start}: {source.source_id}:{turn.start}"
        raise _refuse(f"nobody speaks at {start}: what stands there is a label, or no speech", where, fix)
    return turn, start, min(max(end or 0, start + 1), turn.end)


def _widen(read: ReadSource, turn: Turn, start: int, end: int) -> tuple[int, int]:
    """Return where the sentences begin and end that a stretch of a turn touches; between two of them it is the next."""
    words = read.words
    own = np.flatnonzero(words.sentence_turns == turn.number)
    if not len(own):
        return turn.start, turn.end
    starts, ends = words.sentence_starts[own], words.sentence_ends[own]
    first = min(int(np.searchsorted(ends, start, side="right")), len(own) - 1)
    last = max(int(np.searchsorted(starts, end)) - 1, first)
    return int(starts[first]), int(ends[last])


def _refuse(message: str, where: str, fix: str) -> InputError:
    return InputError(Problem(message, Place(where), fix))
