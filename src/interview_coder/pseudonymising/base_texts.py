"""A transcript → the text that would be written if nothing were masked, with its labels and turns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from interview_coder.ingest.transcript import Transcript
from interview_coder.keeping.study_key import KeptTurn, Span
from interview_coder.model.masking import Document


class Said(NamedTuple):
    """What one turn says, without where it stands."""

    speaker: str
    note: str
    start_seconds: float | None
    end_seconds: float | None
    text: str
    question: str = ""


@dataclass(frozen=True, slots=True)
class BaseText:
    """A text in which names are looked for, and what stands where in it."""

    text: str
    turns: tuple[KeptTurn, ...]


def take_whole(transcript: Transcript) -> BaseText | None:
    """Return the text of a transcript as it is; None where its labels cannot be found in it."""
    turns = []
    reached = 0
    for turn in transcript.turns:
        label = _find_label(transcript.text, turn.speaker, reached, turn.start)
        if label is None:
            return None
        note = _find_label(transcript.text, turn.note, label[1], turn.start) or (label[1], label[1])
        turns.append(KeptTurn(label, note, (turn.start, turn.end), turn.start_seconds, turn.end_seconds))
        reached = turn.end
    return BaseText(transcript.text, tuple(turns))


def _find_label(text: str, label: str, start: int, end: int) -> Span | None:
    """Return where a label stands between two turns, in whatever spacing; an empty one stands anywhere."""
    if not label:
        return start, start
    pattern = r"\s+".join(map(re.escape, label.split()))
    found = list(re.finditer(pattern, text[start:end]))
    return (found[-1].start() + start, found[-1].end() + start) if found else None


def say(transcript: Transcript) -> list[Said]:
    """Return what the turns of a transcript say."""
    return [
        Said(
            one.speaker,
            one.note,
            one.start_seconds,
            one.end_seconds,
            transcript.text[one.start : one.end],
            one.question,
        )
        for one in transcript.turns
    ]


def compose_turns(said: Sequence[Said]) -> BaseText:
    """Return turns as text, each behind the question that it answers and the label of who speaks."""
    pieces: list[str] = []
    turns = []
    reached = 0
    for one in said:
        head = head_of(one)
        question = reached, reached + len(one.question)
        first = question[1] + 1 if one.question else reached
        label = first, first + len(one.speaker)
        note = (label[1] + 2, label[1] + 2 + len(one.note)) if one.note else (label[1], label[1])
        speech = reached + len(head), reached + len(head) + len(one.text)
        turns.append(KeptTurn(label, note, speech, one.start_seconds, one.end_seconds, question))
        pieces += [head, one.text, "\n\n"]
        reached = speech[1] + 2
    return BaseText("".join(pieces), tuple(turns))


def head_of(said: Said) -> str:
    """Return what stands before somebody's words in a text."""
    note = f" ({said.note})" if said.note else ""
    question = f"{said.question}\n" if said.question else ""
    return f"{question}{said.speaker}{note}: " if said.speaker else question


def find_layout(text: str, speeches: Sequence[Span], base: BaseText) -> tuple[tuple[int, int, str], ...]:
    """Return the stretches of a text made of turns that another text has otherwise, with what it has there.

    Parameters
    ----------
    text : str
        The other one.
    speeches : sequence of (int, int)
        Where the same turns stand in it.
    base : BaseText
    """
    ends = [0, *(end for _, end in speeches)]
    starts = [*(start for start, _ in speeches), len(text)]
    base_ends = [0, *(turn.speech[1] for turn in base.turns)]
    base_starts = [*(turn.speech[0] for turn in base.turns), len(base.text)]
    return tuple(
        (base_end, base_start, text[end:start])
        for base_end, base_start, end, start in zip(base_ends, base_starts, ends, starts, strict=True)
    )


def undo_layout(base: str, layout: Sequence[tuple[int, int, str]]) -> str:
    """Return the text of a transcript of which `find_layout` told the layout."""
    if not layout:
        return base
    pieces = [layout[0][2]]
    for (_, start, _), (end, _, original) in pairwise(layout):
        pieces += [base[start:end], original]
    return "".join(pieces)


def make_document(name: str, base: BaseText) -> Document:
    """Return what is searched for names."""
    labels = tuple(turn.label for turn in base.turns if turn.label[0] < turn.label[1])
    return Document(name, base.text, labels, tuple(turn.speech for turn in base.turns))
