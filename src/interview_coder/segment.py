"""Source → Segments: the stretches that are coded, by turn, paragraph or sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from interview_coder.model.segment import Paragraph, SegmentUnit
from interview_coder.model.source import Source
from interview_coder.project.segment_table import SegmentTable
from interview_coder.project.turn_table import TurnTable

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
    text, turns = source.text, TurnTable.of(source.turns)
    is_wrapped = max(map(len, text.split("\n"))) <= LONGEST_WRAPPED_LINE
    border = _BLANK_LINE if is_wrapped else _LINE_END
    stretches: list[tuple[int, int, int]] = []
    for number, start, end in zip(turns.numbers.tolist(), turns.starts.tolist(), turns.ends.tolist(), strict=True):
        is_one = text.find("\n", start, end) < 0
        stretches += [(number, start, end)] if is_one else _split_lines(text, number, start, end, border)
    return tuple([Paragraph(*one) for one in stretches if one[1] < one[2]])


def _split_lines(
    text: str, number: int, start: int, end: int, border: re.Pattern[str]
) -> Iterator[tuple[int, int, int]]:
    for found in border.finditer(text, start, end):
        yield number, start, found.start()
        start = found.end()
    yield number, start, end


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
    import numpy as np

    turns = TurnTable.of(source.turns)
    are_answers = turns.are_answers
    if unit == "turn":
        starts, ends, numbers = (column[are_answers] for column in (turns.starts, turns.ends, turns.numbers))
        return SegmentTable(source.source_id, starts, ends, numbers, np.zeros_like(numbers))
    answering = set(turns.numbers[are_answers].tolist())
    stretches: Sequence[tuple[int, int, int]] = paragraphs if unit == "paragraph" else sentences
    rows = list(_number_in_turns(stretch for stretch in stretches if stretch[0] in answering))
    in_turns, starts, ends, numbers = np.array(rows, np.int32).reshape(-1, 4).T
    return SegmentTable(source.source_id, starts, ends, in_turns, numbers)


def _number_in_turns(stretches: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int, int, int]]:
    last = place = 0
    for turn, start, end in stretches:
        place = place + 1 if turn == last else 1
        last = turn
        yield turn, start, end, place
