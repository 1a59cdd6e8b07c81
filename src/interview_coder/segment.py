"""Source → Segments: the stretches that are coded, by turn, paragraph or sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from interview_coder.model.segment import Paragraph, SegmentUnit
from interview_coder.model.source import Source, Turn
from interview_coder.project.segment_table import SegmentTable

LONGEST_WRAPPED_LINE = 120
_BLANK_LINE = re.compile(r"(?<![^\S\n])[^\S\n]*\n[^\S\n]*\n\s*")
_LINE_END = re.compile(r"(?<!\s)\s*\n\s*")


def split_paragraphs(source: Source) -> tuple[Paragraph, ...]:
    """Split the turns of a source into paragraphs.

    Returns
    -------
    tuple of Paragraph
        Without white space at their borders. Blank lines part paragraphs; single line ends do so too, unless every line
        of the source is so short that its lines look wrapped.
    """
    is_wrapped = max(map(len, source.text.split("\n"))) <= LONGEST_WRAPPED_LINE
    border = _BLANK_LINE if is_wrapped else _LINE_END
    return tuple([paragraph for turn in source.turns for paragraph in _split_turn(source.text, turn, border)])


def _split_turn(text: str, turn: Turn, border: re.Pattern[str]) -> Iterable[Paragraph]:
    if text.find("\n", turn.start, turn.end) < 0:
        return (Paragraph(turn.number, turn.start, turn.end),) if turn.end > turn.start else ()
    return _split_lines(text, turn, border)


def _split_lines(text: str, turn: Turn, border: re.Pattern[str]) -> Iterator[Paragraph]:
    start = turn.start
    for found in border.finditer(text, turn.start, turn.end):
        if found.start() > start:
            yield Paragraph(turn.number, start, found.start())
        start = found.end()
    if turn.end > start:
        yield Paragraph(turn.number, start, turn.end)


def segment_source(
    source: Source, unit: SegmentUnit, paragraphs: Sequence[Paragraph], sentences: Sequence[tuple[int, int, int]]
) -> SegmentTable:
    """Cut what participants said into the stretches that are coded.

    Parameters
    ----------
    unit : {"turn", "paragraph", "sentence"}
        What one segment is.
    paragraphs : sequence of Paragraph
        Of this source, in the order of the text.
    sentences : sequence of (int, int, int)
        Number of the turn, start and end of each, in the order of the text.

    Returns
    -------
    SegmentTable
        In the order of the text; the interviewer's turns are in none.
    """
    if unit == "turn":
        turns = [turn for turn in source.turns if turn.role == "participant"]
        return _make_table(source, [(turn.number, turn.start, turn.end, 0) for turn in turns])
    answering = {turn.number for turn in source.turns if turn.role == "participant"}
    stretches: Sequence[tuple[int, int, int]] = paragraphs if unit == "paragraph" else sentences
    return _make_table(source, list(_number_in_turns(stretch for stretch in stretches if stretch[0] in answering)))


def _number_in_turns(stretches: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int, int, int]]:
    last = place = 0
    for turn, start, end in stretches:
        place = place + 1 if turn == last else 1
        last = turn
        yield turn, start, end, place


def _make_table(source: Source, rows: Sequence[tuple[int, int, int, int]]) -> SegmentTable:
    import numpy as np

    turns, starts, ends, numbers = np.array(rows, np.int32).reshape(-1, 4).T
    return SegmentTable(source.source_id, starts, ends, turns, numbers)
