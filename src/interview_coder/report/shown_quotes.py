"""Quotes as a page shows them: cut at the words by which rules found them, in the turn that they stand in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from interview_coder.model.results import Quote, QuoteInContext

MOST_CONTEXT = 2000
"""Characters of a turn that are shown before a quote, and after it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, and whether a rule found it or the quote covers it."""

    text: str
    is_evidence: bool = False
    is_quote: bool = False


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """A quote with its context.

    Parameters
    ----------
    pieces : tuple of Piece
        The quote, cut at the words that earned it.
    asked : str
        The turn before, with its speaker; empty at the start of a source.
    turn_pieces : tuple of Piece
        The turn, cut at the borders of the quote; of a very long turn what stands near.
    codes : str
        Labels of its codes.
    kind : {"typical", "different", ""}
        What it stands for in its cell.
    """

    quote: Quote
    pieces: tuple[Piece, ...]
    speaker: str
    asked: str
    turn_pieces: tuple[Piece, ...]
    codes: str
    kind: str = ""


def show_quote(one: QuoteInContext, labels: Mapping[str, str], kind: str = "") -> ShownQuote:
    """Make a quote ready for a page.

    Parameters
    ----------
    one : QuoteInContext
    labels : mapping of str to str
        Id of every code → its label.
    kind : {"typical", "different", ""}, default=""
        What it stands for in its cell.
    """
    quote = one.quote
    before, after = _end_of(one.before), _start_of(one.after)
    return ShownQuote(
        quote=quote,
        pieces=tuple(_cut(quote.text, [(a - quote.start, b - quote.start) for a, b in one.found])),
        speaker=one.speaker,
        asked=_start_of(one.asked),
        turn_pieces=(Piece(before), Piece(quote.text, is_quote=True), Piece(after)),
        codes=", ".join(labels[code] for code in quote.codes),
        kind=kind,
    )


def _start_of(text: str) -> str:
    return text if len(text) <= MOST_CONTEXT else f"{text[:MOST_CONTEXT]} […]"


def _end_of(text: str) -> str:
    return text if len(text) <= MOST_CONTEXT else f"[…] {text[-MOST_CONTEXT:]}"


def _cut(text: str, marked: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    start = 0
    for mark_start, mark_end in marked:
        if mark_start > start:
            yield Piece(text[start:mark_start])
        if mark_end > start:
            yield Piece(text[max(start, mark_start) : mark_end], is_evidence=True)
        start = max(start, mark_end)
    if len(text) > start:
        yield Piece(text[start:])
