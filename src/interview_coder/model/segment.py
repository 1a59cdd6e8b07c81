"""The stretches that are coded, and the tokens in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

SegmentUnit = Literal["turn", "sentence", "paragraph"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one source that is coded as one: ``source.text[start:end]``.

    Parameters
    ----------
    segment_id : str
        ``source#turn``, and ``.n`` for the n-th sentence or paragraph of the turn, from 1.
    turn : int
        Number of the turn that it lies in; a segment never crosses a turn.
    """

    segment_id: str
    source_id: str
    turn: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """An unbroken block of one turn: ``source.text[start:end]``."""

    turn: int
    start: int
    end: int


class WordType(NamedTuple):
    """Everything that rules ask of a word, whatever its place: its forms in lower case.

    Parameters
    ----------
    lower : str
        As written, in lower case.
    norm : str
        With contractions spelled out: ``n't`` is ``not``.
    lemma : str
        Dictionary form.
    """

    lower: str
    norm: str
    lemma: str


class Token(NamedTuple):
    """A word or mark of a source: ``source.text[start:end]``.

    Parameters
    ----------
    type_id : int
        Index of its `WordType`; -1 for punctuation and white space.
    joins : bool
        For a mark: words on both sides still stand next to each other (hyphen, quote, bracket).
    content : bool
        A word that carries meaning by itself: no stop word, no number.
    """

    start: int
    end: int
    type_id: int
    joins: bool
    content: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of one turn, with its tokens in order; ``start`` and ``end`` are places in the source."""

    turn: int
    start: int
    end: int
    tokens: tuple[Token, ...]
