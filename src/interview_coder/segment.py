"""Source → Segments: the stretches that are coded, by turn, paragraph or sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from interview_coder.model.segment import Paragraph, Segment, SegmentUnit, Sentence
from interview_coder.model.source import Source, Turn

LONGEST_WRAPPED_LINE = 120
_BLANK_LINE = re.compile(r"(?<![^\S\n])[^\S\n]*\n[^\S\n]*\n\s*")
_LINE_END = re.compile(r"(?<!\s)\s*\n\s*")


def split_paragraphs(source: Source) -> tuple[Paragraph, ...]:
    """Split the turns of participants into paragraphs.

    Parameters
    ----------
    source : Source
        With roles resolved.

    Returns
    -------
    tuple of Paragraph
        Without white space at their borders. Blank lines part paragraphs; single line ends do so too, unless every line
        of the source is so short that its lines look wrapped.
    """
    is_wrapped = all(len(line) <= LONGEST_WRAPPED_LINE for line in source.text.split("\n"))
    border = _BLANK_LINE if is_wrapped else _LINE_END
    return tuple(
        Paragraph(turn.number, start, end)
        for turn in source.turns
        if turn.role == "participant"
        for start, end in _split_turn(source.text, turn, border)
    )


def _split_turn(text: str, turn: Turn, border: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    start = turn.start
    for found in border.finditer(text, turn.start, turn.end):
        if found.start() > start:
            yield start, found.start()
        start = found.end()
    if turn.end > start:
        yield start, turn.end


def segment_source(
    source: Source, unit: SegmentUnit, paragraphs: Sequence[Paragraph], sentences: Sequence[Sentence]
) -> tuple[Segment, ...]:
    """Cut what participants said into the stretches that are coded.

    Parameters
    ----------
    unit : {"turn", "paragraph", "sentence"}
        What one segment is.
    paragraphs, sentences : sequence
        Of this source, in the order of the text.

    Returns
    -------
    tuple of Segment
        In the order of the text; the interviewer's turns are in none.
    """
    if unit == "turn":
        return tuple(
            Segment(f"{source.source_id}#{turn.number}", source.source_id, turn.number, turn.start, turn.end)
            for turn in source.turns
            if turn.role == "participant"
        )
    return _number_in_turns(source.source_id, paragraphs if unit == "paragraph" else sentences)


def _number_in_turns(source_id: str, stretches: Sequence[Paragraph] | Sequence[Sentence]) -> tuple[Segment, ...]:
    segments = []
    turn = place = 0
    for stretch in stretches:
        place = place + 1 if stretch.turn == turn else 1
        turn = stretch.turn
        segments.append(Segment(f"{source_id}#{turn}.{place}", source_id, turn, stretch.start, stretch.end))
    return tuple(segments)
