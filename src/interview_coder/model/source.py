"""Sources, their turns, and the people who speak in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Role = Literal["participant", "interviewer", "moderator"]
ROLES: tuple[Role, ...] = ("participant", "interviewer", "moderator")
UNKNOWN_STAKEHOLDER = "unknown"


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's uninterrupted speech: ``source.text[start:end]``.

    Parameters
    ----------
    number : int
        Place in the source, from 1.
    speaker : str
        The label as the transcript has it, without its parenthesis.
    start, end : int
        Code points into ``Source.text``, half-open; the label is not part of the speech.
    note : str
        What the label had in parentheses: ``Mayor of London``.
    start_seconds, end_seconds : float, optional
        Time in the recording, where the format has it.
    role : {"participant", "interviewer", "moderator"}
        Only participants are evidence.
    participant : str, optional
        Id of the `Participant`; None for interviewers and moderators.
    """

    number: int
    speaker: str
    start: int
    end: int
    note: str = ""
    start_seconds: float | None = None
    end_seconds: float | None = None
    role: Role = "participant"
    participant: str | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something in a file that is no turn, and so is in no count.

    Parameters
    ----------
    what : str
        What it is, in the plural: ``lines before the first speaker``.
    count : int
        How many.
    """

    what: str
    count: int


@dataclass(frozen=True, slots=True)
class Source:
    """One transcript, whose text never changes.

    Parameters
    ----------
    source_id : str
        The file's path below the corpus without its ending, with ``/`` between folders.
    file : str
        The file's path below the corpus.
    format : str
        Ending of the file in lower case without its dot: ``txt``.
    text : str
        Decoded, byte-order mark dropped, line ends LF; otherwise as it was.
    turns : tuple of Turn
        In the order of the text; they do not overlap.
    dialect : str
        How speakers are marked in this file, in words.
    attributes : mapping of str to str
        What stood before the first speaker as ``key: value``.
    left_out : tuple of LeftOut
        What is in the file but in no turn.
    sha256 : str
        Of the file's bytes, in hexadecimal.
    """

    source_id: str
    file: str
    format: str
    text: str
    turns: tuple[Turn, ...]
    dialect: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Participant:
    """Who speaks, under a pseudonym.

    Parameters
    ----------
    participant_id : str
        The label, or ``source/label`` where one label means different people in different sources.
    stakeholder_type : str
        The group that they speak for; ``unknown`` where nobody said.
    attributes : mapping of str to str
        Further columns of ``participants.csv``.
    """

    participant_id: str
    stakeholder_type: str = UNKNOWN_STAKEHOLDER
    attributes: Mapping[str, str] = field(default_factory=dict)
