"""``decisions/`` ↔ a server: each sends what the other does not have yet, and nothing is ever changed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from interview_coder.errors import InputError, Place, Problem
from interview_coder.plain_text import count
from interview_coder.project.coder_names import is_coder_name
from interview_coder.project.decision_log import Pen, list_lines, list_withdrawn
from interview_coder.project.study_folder import DECISIONS, StudyFolder


class Server(Protocol):
    """Keeps the lines of every coder of a study, in their order; they are only added to."""

    def count_lines(self) -> Mapping[str, int]:
        """Return how many lines each coder has there."""

    def read_lines(self, coder: str, first: int, last: int) -> Sequence[bytes]:
        """Return some lines of a coder, counted from 0; the last is not among them."""

    def add_lines(self, coder: str, first: int, lines: Sequence[bytes]) -> None:
        """Add lines behind the first so many; raises InputError if there are more or fewer, and adds none then."""


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What went to and fro.

    Parameters
    ----------
    sent, received : mapping of str to int
        Coder → lines.
    """

    sent: Mapping[str, int] = field(default_factory=dict)
    received: Mapping[str, int] = field(default_factory=dict)


def exchange(folder: StudyFolder, server: Server) -> Exchanged:
    """Bring ``decisions/`` and a server to the same lines.

    Parameters
    ----------
    folder : StudyFolder
    server : Server

    Raises
    ------
    InputError
        Where a coder has other lines here than there: hers stay as they are on both sides, and everybody else's are
        exchanged all the same. So it is when somebody decides under one name on two computers, and while the server
        has lines of somebody who withdrew.
    """
    sent: dict[str, int] = {}
    received: dict[str, int] = {}
    problems: list[Problem] = []
    there = server.count_lines()
    here = {path.stem for path in folder.decision_paths()}
    for coder in sorted({*there, *here}):
        try:
            n_sent, n_received = _exchange_one(folder, server, coder, there.get(coder, 0))
        except InputError as error:
            problems += error.problems
            continue
        sent |= {coder: n_sent} if n_sent else {}
        received |= {coder: n_received} if n_received else {}
    if problems:
        raise InputError(*problems)
    return Exchanged(sent, received)


def _exchange_one(folder: StudyFolder, server: Server, coder: str, n_there: int) -> tuple[int, int]:
    if not is_coder_name(coder):
        fix = "remove them there: no file here can be named so"
        raise InputError(Problem(f"the server has lines of a coder {coder!r}", Place(DECISIONS), fix))
    pen = Pen(folder, coder)
    own, lines = list_lines(pen.path), server.read_lines(coder, 0, n_there)
    _check_withdrawn(folder, coder, own, lines)
    for number, (line, other) in enumerate(zip(own, lines, strict=False), 1):
        if line != other:
            fix = "somebody else decides under this name: let one of you take another with --coder"
            place = Place(f"{DECISIONS}/{coder}.jsonl", number)
            raise InputError(Problem("the line is another than on the server", place, fix))
    if len(own) > n_there:
        server.add_lines(coder, n_there, own[n_there:])
        return len(own) - n_there, 0
    if n_there > len(own):
        pen.append_lines(lines[len(own) :], after=len(own))
    return 0, n_there - len(own)


def _check_withdrawn(folder: StudyFolder, coder: str, own: Sequence[bytes], there: Sequence[bytes]) -> None:
    """Raise InputError while a coder has lines, here or there, that went or became others when somebody withdrew."""
    withdrawn = list_withdrawn(folder)
    if not withdrawn:
        return
    n_own, n_there = (sum(hashlib.sha256(line).hexdigest() in withdrawn for line in lines) for lines in (own, there))
    place = Place(f"{DECISIONS}/{coder}.jsonl")
    problems = []
    if n_own:
        fix = "an old copy has come back: put the file of after withdraw there again, or withdraw once more"
        problems.append(Problem(f"{count(n_own, 'line')} about somebody who withdrew", place, fix))
    if n_there:
        fix = (
            "have all lines of this coder and this study removed there, and on the computers of all who share: then "
            "share again"
        )
        message = f"the server still has {count(n_there, 'line')} of {coder} about somebody who withdrew"
        problems.append(Problem(message, place, fix))
    if problems:
        raise InputError(*problems)
