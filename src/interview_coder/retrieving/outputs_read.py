"""Records of ``outputs/``, read so that what was changed by hand is refused and never printed."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from interview_coder.current_outputs import find_changed
from interview_coder.errors import InputError, Place, Problem
from interview_coder.model.results import Quote
from interview_coder.project.records import quoted, read_quote
from interview_coder.project.study_folder import StudyFolder

Record = dict[str, Any]
TurnPlace = tuple[str, int]
"""Source and number of a turn."""

_HEAD = re.compile(rb'\{"source": ("(?:[^"\\]|\\.)*"), "turn": (\d+), ')
_FIX = "run again: interview-coder run"
_COMPARED = ("quotes.jsonl", "turns.jsonl")


def read_quotes(folder: StudyFolder) -> Iterator[Quote]:
    """Yield every quote, by theme, stakeholder type and rank."""
    return (_as_quote(folder, record) for record in read_records(folder, "quotes.jsonl"))


def read_records(folder: StudyFolder, name: str) -> Iterator[Record]:
    """Yield the records of a file.

    Raises
    ------
    InputError
        When there is no such file, or a line is damaged.
    """
    return (_parse(folder, name, line) for line in _read_lines(folder, name))


def read_turns(folder: StudyFolder, wanted: Collection[TurnPlace]) -> dict[TurnPlace, Record]:
    """Return some turns by their places; those that are not there are left out."""
    heads = {(quoted(source).encode(), str(turn).encode()) for source, turn in wanted}
    found = {}
    for line in _read_lines(folder, "turns.jsonl") if heads else ():
        head = _HEAD.match(line)
        if head is None or head.groups() in heads:
            turn = _parse(folder, "turns.jsonl", line)
            found[turn.get("source", ""), turn.get("turn", 0)] = turn
    return found


def check_exact(folder: StudyFolder, quotes: Iterable[Quote], turns: dict[TurnPlace, Record]) -> None:
    """Check that every quote is what its participant says at its place.

    Raises
    ------
    InputError
        When one is not; it names the files that were changed since the run.
    """
    wrong = [one for one in quotes if not _is_slice(one, turns.get((one.source_id, one.turn)))]
    if wrong:
        first = f"{wrong[0].source_id}, turn {wrong[0].turn}"
        count = "a quote is" if len(wrong) == 1 else f"{len(wrong)} quotes are"
        raise refuse(folder, f"{count} not what the source says ({first})")


def refuse(folder: StudyFolder, message: str, among: Collection[str] = _COMPARED) -> InputError:
    """Return an error that names those of some files that were changed since the run, or all if that is not known."""
    names = find_changed(folder, among) or among
    return InputError(*(Problem(f"{message}: the file was changed", Place(f"outputs/{n}"), _FIX) for n in names))


def _is_slice(quote: Quote, turn: Record | None) -> bool:
    try:
        if turn is None or (turn["role"], turn["participant"]) != ("participant", quote.participant):
            return False
        start, end, text = turn["start"], turn["end"], turn["text"]
        is_within = start <= quote.start < quote.end <= end and len(text) == end - start
        return bool(is_within and text[quote.start - start : quote.end - start] == quote.text)
    except (KeyError, TypeError):
        return False


def _as_quote(folder: StudyFolder, record: Record) -> Quote:
    try:
        return read_quote(record)
    except (KeyError, TypeError) as error:
        raise refuse(folder, "a record is damaged", ["quotes.jsonl"]) from error


def _parse(folder: StudyFolder, name: str, line: bytes) -> Record:
    try:
        record = json.loads(line)
    except ValueError:
        record = None
    if not isinstance(record, dict):
        raise refuse(folder, "a line is damaged", [name])
    return record


def _read_lines(folder: StudyFolder, name: str) -> Iterator[bytes]:
    path: Path = folder.outputs / name
    try:
        with path.open("rb") as lines:
            yield from lines
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
        raise InputError(Problem(message, Place(f"outputs/{name}"), _FIX)) from error
