"""Cues and rows → Transcript: what one speaker says in cues or rows that follow each other becomes one turn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from interview_coder.ingest.transcript import Transcript
from interview_coder.model.source import Places, Turn


class Utterance(NamedTuple):
    """What one speaker says in one cue or row.

    Parameters
    ----------
    speaker : str
        Empty where nobody is named.
    text : str
        With no white space at its borders.
    number : int
        Of the cue or row, from 1.
    start_seconds, end_seconds : float, optional
        In the recording.
    note : str
        What the speaker's label had in parentheses.
    question : str
        Number or words of the question that this belongs to.
    begins_turn : bool
        Whether a new turn begins here even if the speaker is the same.
    """

    speaker: str
    text: str
    number: int
    start_seconds: float | None = None
    end_seconds: float | None = None
    note: str = ""
    question: str = ""
    begins_turn: bool = False


def join_utterances(utterances: Sequence[Utterance], *, unit: str, **facts: object) -> Transcript:
    """Make a transcript: the utterances of a turn joined by spaces, a turn a line.

    Parameters
    ----------
    utterances : sequence of Utterance
        In the order of the file, none of them empty.
    unit : {"cue", "row"}
        What their numbers count.
    **facts
        Further fields of `Transcript`, such as ``dialect``.
    """
    starts = tuple(accumulate([len(one.text) + 1 for one in utterances[:-1]], initial=0)) if utterances else ()
    parts: list[str] = []
    turns: list[Turn] = []
    for said in _split_at(utterances):
        parts.append(" ".join([one.text for one in said]))
        start = turns[-1].end + 1 if turns else 0
        turns.append(_turn(said, number=len(turns) + 1, start=start, end=start + len(parts[-1])))
    places = Places(unit, starts, tuple([one.number for one in utterances]))
    return Transcript("\n".join(parts), tuple(turns), places=places, **facts)  # type: ignore[arg-type]


def _turn(said: Sequence[Utterance], *, number: int, start: int, end: int) -> Turn:
    first = said[0]
    return Turn(
        number=number,
        speaker=first.speaker,
        start=start,
        end=end,
        note=next((one.note for one in said if one.note), ""),
        start_seconds=next((one.start_seconds for one in said if one.start_seconds is not None), None),
        end_seconds=max([one.end_seconds for one in said if one.end_seconds is not None], default=None),
        question=first.question,
    )


def _split_at(utterances: Sequence[Utterance]) -> Iterable[Sequence[Utterance]]:
    """Yield the utterances of each turn; one label with two notes is two people, one without a note is either."""
    start = 0
    note = ""
    for place, one in enumerate(utterances):
        is_other = one.speaker != utterances[start].speaker or (one.note and note and one.note != note)
        if place > start and (one.begins_turn or is_other):
            yield utterances[start:place]
            start, note = place, ""
        note = note or one.note
    if utterances:
        yield utterances[start:]
