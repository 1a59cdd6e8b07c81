"""Sources, their turns, and the people who speak in them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Certainty = Literal["stated", "sure", "likely", "guess"]
Role = Literal["participant", "interviewer", "moderator"]
ROLES: tuple[Role, ...] = ("participant", "interviewer", "moderator")
UNKNOWN_STAKEHOLDER = "unknown"


class Turn(NamedTuple):
    """One speaker's uninterrupted speech: ``source.text[start:end]``.

    Parameters
    ----------
    number : int
        Place in the source, from 1.
    speaker : str
        The label as the transcript has it, without its parenthesis; empty where nobody is named.
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
    question : str
        Number or words of the question that the turn belongs to, where the transcript numbers its questions.
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
    question: str = ""


@dataclass(frozen=True, slots=True)
class Aside:
    """What a transcriber put among the words and nobody said: ``source.text[start:end]``.

    Parameters
    ----------
    start, end : int
        Code points into ``Source.text``, half-open, brackets included.
    kind : {"sound", "unclear", "pause", "overlap", "name", "insertion", "time", "number"}
        ``[laughs]``, ``[inaudible 00:12]``, ``(pause)``, ``(crosstalk)``, ``[name]``, ``[hospital]``, ``[00:12:04]``;
        the number of a printed line.
    """

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Places:
    """The way back from a source's text to the file as its reader sees it.

    Parameters
    ----------
    unit : str
        What is counted: ``line``, ``paragraph``, ``page``, ``cue`` or ``row``.
    starts : tuple of int
        Code points into ``Source.text`` where each of them begins, rising.
    numbers : tuple of int
        Number of each, from 1.
    """

    unit: str
    starts: tuple[int, ...]
    numbers: tuple[int, ...]

    def at(self, offset: int) -> str:
        """Return where an offset is, such as ``page 3``; empty where the format has no places.

        Examples
        --------
        >>> Places("cue", (0, 12, 40), (1, 2, 4)).at(41)
        'cue 4'
        """
        number = self.number_at(offset)
        return f"{self.unit} {number}" if number else ""

    def number_at(self, offset: int) -> int | None:
        """Return the number of what holds an offset."""
        place = bisect_right(self.starts, offset)
        return self.numbers[place - 1] if place else None


NO_PLACES = Places("", (), ())


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something in a file that is no turn, and so is in no count.

    Parameters
    ----------
    what : str
        What it is, in the plural: ``lines before the first speaker``.
    count : int
        How many.
    where : str
        Where they stand, as far as that helps: ``lines 3, 9 and 12``.

    Examples
    --------
    >>> print(LeftOut("comments", 2, "lines 3 and 9"))
    comments (2, lines 3 and 9)
    """

    what: str
    count: int
    where: str = ""

    def __str__(self) -> str:
        return f"{self.what} ({self.count}{', ' if self.where else ''}{self.where})"


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
    turns : sequence of Turn
        In the order of the text; they do not overlap.
    dialect : str
        How speakers are marked in this file, in words.
    attributes : mapping of str to str
        What stood before the first speaker as ``key: value``.
    left_out : tuple of LeftOut
        What is in the file but in no turn.
    sha256 : str
        Of the file's bytes, in hexadecimal.
    certainty : {"stated", "sure", "likely", "guess"}
        How sure it is that speakers are marked as `dialect` says; ``stated`` where the format or the settings say it.
    signs : str
        What the certainty rests on, in words.
    places : Places
        The way back to page, paragraph, cue or row.
    asides : tuple of Aside
        What stands in the text and is no speech; never matched as words.
    remarks : tuple of str
        What a researcher should know about how the file was read.
    role_signs : mapping of str to str
        Label of everybody who is no participant → why: ``by its label``.
    stakeholder_types : mapping of str to str
        Id of every participant who speaks in it → the group that they speak for.
    self_described : frozenset of str
        Labels of participants whom the file itself describes, as a table of responses does.
    """

    source_id: str
    file: str
    format: str
    text: str
    turns: Sequence[Turn]
    dialect: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()
    sha256: str = ""
    certainty: Certainty = "stated"
    signs: str = ""
    places: Places = NO_PLACES
    asides: tuple[Aside, ...] = ()
    remarks: tuple[str, ...] = ()
    role_signs: Mapping[str, str] = field(default_factory=dict)
    stakeholder_types: Mapping[str, str] = field(default_factory=dict)
    self_described: frozenset[str] = frozenset()


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


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """What was understood of one source, without its text and turns.

    Parameters
    ----------
    n_turns : int
    n_by_type : mapping of str to int
        Stakeholder type → participants who speak.
    asking : mapping of str to str
        Label of everybody who is no participant → by what sign.
    n_words, n_words_asking : int
        Said by all, and by interviewers and moderators.
    speaking : mapping of str to (int, int)
        Id of every participant → turns, and words in them.
    minutes : float, optional
        From the first to the last time that the transcript gives.
    """

    source_id: str
    file: str
    format: str
    dialect: str
    certainty: Certainty
    signs: str
    n_turns: int
    n_by_type: Mapping[str, int]
    asking: Mapping[str, str]
    n_words: int
    n_words_asking: int
    speaking: Mapping[str, tuple[int, int]]
    minutes: float | None
    attributes: Mapping[str, str]
    left_out: tuple[LeftOut, ...]
    remarks: tuple[str, ...]
    sha256: str
