"""Talk for the mixed study: who speaks, how a page marks it, and the pieces of which documents are made."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

WORDS_A_SECOND = 2.5
_SENTENCE_BORDER = re.compile(r"(?<=[.?!])\s+")
_FIRST_NAMES = ("Maren", "Tomas", "Idris", "Wilma", "Oskar", "Petra", "Nuala", "Jory", "Selma", "Anton", "Bettina")
_LAST_NAMES = ("Toll", "Arden", "Weiss", "Okoro", "Lund", "Marsh", "Ferro", "Bryce", "Haldane", "Quist", "Novak")


class Piece(NamedTuple):
    """A stretch of a paragraph that is set in one way."""

    text: str
    is_bold: bool = False


Paragraph = Sequence[Piece]


class Line(NamedTuple):
    """What somebody says, and when it begins."""

    speaker: str
    text: str
    seconds: float

    @property
    def end_seconds(self) -> float:
        """When it ends."""
        return self.seconds + len(self.text.split()) / WORDS_A_SECOND


@dataclass(frozen=True, slots=True)
class Talk:
    """One interview or group.

    Parameters
    ----------
    lines : sequence of Line
        A turn each.
    rng : random.Random
        What a writer draws from for all that is chance in its format.
    """

    lines: Sequence[Line]
    rng: random.Random = field(repr=False)

    def named(self) -> Talk:
        """Return the same talk among people with names, as services for meetings write them."""
        speakers = list(dict.fromkeys(line.speaker for line in self.lines))
        lasts = self.rng.sample(_LAST_NAMES, len(speakers))
        names = {
            speaker: f"{self.rng.choice(_FIRST_NAMES)} {last}" for speaker, last in zip(speakers, lasts, strict=True)
        }
        return Talk([line._replace(speaker=names[line.speaker]) for line in self.lines], self.rng)


def clock(seconds: float) -> str:
    """Write a time as hours, minutes and seconds.

    Examples
    --------
    >>> clock(3725.4)
    '01:02:05'
    """
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"


def _label(line: Line) -> Iterator[Paragraph]:
    yield [Piece(f"{line.speaker}: {line.text}")]


def _bold_label(line: Line) -> Iterator[Paragraph]:
    yield [Piece(f"{line.speaker}:", is_bold=True), Piece(f" {line.text}")]


def _label_and_space(line: Line) -> Iterator[Paragraph]:
    yield from _bold_label(line)
    yield []


def _label_line(line: Line) -> Iterator[Paragraph]:
    yield [Piece(f"{line.speaker}:", is_bold=True)]
    yield from _paragraphs_of(line.text)
    yield []


def _name_line(line: Line) -> Iterator[Paragraph]:
    yield [Piece(line.speaker)]
    yield from _paragraphs_of(line.text)
    yield []


def _name_and_time(line: Line) -> Iterator[Paragraph]:
    yield [Piece(line.speaker), Piece(f"  {int(line.seconds) // 60}:{int(line.seconds) % 60:02}")]
    yield [Piece(line.text)]
    yield []


def _time_and_label(line: Line) -> Iterator[Paragraph]:
    yield [Piece(f"[{clock(line.seconds)}] {line.speaker}: {line.text}")]


def _tab(line: Line) -> Iterator[Paragraph]:
    yield [Piece(f"{line.speaker}\t{line.text}")]


def _paragraphs_of(text: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of what somebody says: a new one after some sentences."""
    sentences = _SENTENCE_BORDER.split(text)
    for place in range(0, len(sentences), 4):
        yield [Piece(" ".join(sentences[place : place + 4]))]


DIALECTS: dict[str, Callable[[Line], Iterator[Paragraph]]] = {
    "bold label": _bold_label,
    "label": _label,
    "label and space": _label_and_space,
    "label-line": _label_line,
    "time and label": _time_and_label,
    "name and time": _name_and_time,
    "name-line": _name_line,
    "tab": _tab,
}
"""How a page marks who speaks → the paragraphs of a line."""


def lay_out(talk: Talk, dialect: str) -> list[Paragraph]:
    """Return the paragraphs of a talk, with a heading above."""
    return [[Piece("Transcript", is_bold=True)], [], *(one for line in talk.lines for one in DIALECTS[dialect](line))]
