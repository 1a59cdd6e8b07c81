"""What people wrote about cells: the events of ``decisions/``, and what became of the evidence since."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from interview_coder.errors import InputError, Place, Problem
from interview_coder.model.framework import CellSummary
from interview_coder.tabulate.tabulation import Level

EVENT = "summary"
Marks = Mapping[str, str]
"""Id of a coding → what changes with all that it says, its place apart."""


@dataclass(frozen=True, slots=True, order=True)
class CellName:
    """A cell, whether there is such a one or not.

    Parameters
    ----------
    by : tuple of str
        What the rows are.
    row : tuple of str
        The value of each of these.
    of : {"theme", "code"}
    column : str
    """

    by: tuple[str, ...]
    row: tuple[str, ...]
    of: Level
    column: str


@dataclass(frozen=True, slots=True)
class OwnSummary:
    """A summary as it was written.

    Parameters
    ----------
    text : str
        Empty where it was taken back.
    coder, written : str
        Who and when.
    marks : mapping of str to str
        Of the codings of the cell, as they were then.
    """

    cell: CellName
    text: str
    coder: str
    written: str
    marks: Marks

    def event(self) -> dict[str, Any]:
        """Return what is appended to the decisions; these add who and when."""
        cell = {"by": list(self.cell.by), "row": list(self.cell.row), "of": self.cell.of, "column": self.cell.column}
        return {"event": EVENT, **cell, "text": self.text, "codings": dict(self.marks)}

    def compare(self, now: Marks) -> CellSummary:
        """Return it with what came and went since; a coding that says the same at another place did neither."""
        gone = {one: mark for one, mark in self.marks.items() if now.get(one) != mark}
        new = {one: mark for one, mark in now.items() if self.marks.get(one) != mark}
        moved = Counter(gone.values()) & Counter(new.values())
        lost, gained = (tuple(_without(marks, moved)) for marks in (gone, new))
        return CellSummary(self.text, self.coder, self.written, tuple(self.marks), gained, lost)


def _without(marks: Marks, moved: Counter[str]) -> Iterator[str]:
    """Yield the codings that are left when those that only moved are taken away."""
    left = moved.copy()
    for one, mark in marks.items():
        if left[mark]:
            left[mark] -= 1
        else:
            yield one


def mark_coding(words: bytes, *said: str) -> str:
    """Return what changes with the words of a coding and what is said of them: code, stance, source, speaker."""
    return hashlib.blake2b("\0".join(said).encode() + b"\0" + words, digest_size=6).hexdigest()


def read_summaries(events: Iterable[Mapping[str, Any]]) -> dict[CellName, list[OwnSummary]]:
    """Return what each coder wrote last about each cell, the newest first; what was taken back is left out.

    Raises
    ------
    InputError
        When an event does not say what a summary must say.
    """
    last: dict[tuple[CellName, str], OwnSummary] = {}
    problems = []
    for event in events:
        if event["event"] != EVENT:
            continue
        summary = _read(event)
        if summary is None:
            message = f"the summary of {event['at']} does not say by, row, of, column, text and codings"
            fix = "take the line back from a copy, or remove it"
            problems.append(Problem(message, Place(f"decisions/{event['coder']}.jsonl"), fix))
        else:
            last[summary.cell, summary.coder] = summary
    if problems:
        raise InputError(*problems)
    by_cell: dict[CellName, list[OwnSummary]] = {}
    for one in sorted(last.values(), key=lambda one: one.coder):
        if one.text:
            by_cell.setdefault(one.cell, []).append(one)
    return {cell: sorted(by_cell[cell], key=lambda one: one.written, reverse=True) for cell in sorted(by_cell)}


def _read(event: Mapping[str, Any]) -> OwnSummary | None:
    values: list[Any] = [event.get(name) for name in ("by", "row", "of", "column", "text", "codings")]
    by, row, of, column, text, marks = values
    if not (isinstance(by, list) and isinstance(row, list) and isinstance(marks, dict) and of in ("theme", "code")):
        return None
    if not all(isinstance(one, str) for one in (*by, *row, column, text, *marks.values())):
        return None
    return OwnSummary(CellName(tuple(by), tuple(row), of, column), text, event["coder"], event["at"], marks)
