from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import pytest

from interview_coder.ingest.document import Line, lines_of
from interview_coder.ingest.layouts import find_alternation, find_bold_questions, find_cells


def row(*cells: str) -> Line:
    ends = accumulate((len(cell) + 1 for cell in cells), initial=-1)
    return Line("\t".join(cells), 1, cells=tuple(ends)[1:-1])


def rows(*lines: str) -> list[Line]:
    """Read a table; bars part its cells, and a line without a bar is a paragraph outside of it."""
    return [row(*(cell.strip() for cell in line.split("|"))) if "|" in line else Line(line, 1) for line in lines]


def cells(*lines: str, first: int = 0) -> list[tuple[str, str]]:
    """List who speaks in which row, and what."""
    table = rows(*lines)
    return [
        (
            mark.label,
            table[mark.line].text[
                mark.speech_column : mark.speech_column + 99 if mark.ends_at is None else mark.ends_at
            ],
        )
        for mark in find_cells(table, first)
    ]


TALK = ("I | How was it?", "P01 | We met twice.", "I | And then?", "P01 | Nobody came to the door.")
SAID = [("I", "How was it?"), ("P01", "We met twice."), ("I", "And then?"), ("P01", "Nobody came to the door.")]


def test_the_rows_of_a_table_with_a_column_of_speakers_are_turns() -> None:
    assert cells(*TALK) == SAID


def test_a_row_of_headings_says_nothing() -> None:
    assert cells("Speaker | Text", *TALK) == SAID
    assert cells("Name | What was said", *TALK) == SAID


def test_columns_of_numbers_and_times_are_no_speakers() -> None:
    lines = [f"{n} | {line} | 0:{n:02}" for n, line in enumerate(TALK, start=1)]
    assert cells(*lines) == SAID
    assert [mark.seconds for mark in find_cells(rows(*lines), 0)] == [1.0, 2.0, 3.0, 4.0]


def test_a_row_without_a_speaker_goes_on_with_the_one_above() -> None:
    assert cells(*TALK, " | And nobody called.")[-1] == ("P01", "And nobody called.")


def test_a_speaker_may_have_a_colon_or_a_note() -> None:
    table = rows("Ana (chair): | How was it?", "Ben: | We met twice.", "Ana: | And?", "Ben: | Nobody came.")
    assert [(mark.label, mark.note) for mark in find_cells(table, 0)] == (
        [("Ana", "chair"), ("Ben", ""), ("Ana", ""), ("Ben", "")]
    )


def test_speech_may_stand_before_its_speaker() -> None:
    assert cells(*(" | ".join(reversed(line.split(" | "))) for line in TALK)) == SAID


@pytest.mark.parametrize(
    "lines",
    [
        ("one", "two"),
        ("I | How was it?",),
        ("rent | it rose a lot", "noise | it was loud at night", "stairs | they are steep"),
        ("Site | North of the river", "Date | 3 May 2018", "Length | forty minutes"),
        ("1 | How was it?", "2 | We met twice.", "3 | And then?"),
        ("I | How was it?", "P01 | No.", *["a long paragraph of plain speech"] * 8),
    ],
)
def test_other_tables_have_no_speakers(lines: Sequence[str]) -> None:
    assert cells(*lines) == []


def test_rows_before_the_first_line_are_not_looked_at() -> None:
    assert cells("P09 | Not this.", *TALK, first=1) == SAID


def document(*lines: str) -> list[Line]:
    """Read lines; those between stars are bold."""
    return [Line(line.strip("*"), 1, len(line.strip("*")) if line.startswith("*") else 0) for line in lines]


def questions(*lines: str) -> list[tuple[str, int]]:
    return [(mark.label, mark.line) for mark in find_bold_questions(document(*lines), 0)]


ASKED = ("*How was it?*", "Long.", "*Why?*", "Nobody came.", "At all.", "*And then?*", "We left.")
FOUND = [("Question", 0), ("Answer", 1), ("Question", 2), ("Answer", 3), ("Question", 5), ("Answer", 6)]


def test_bold_lines_that_ask_are_questions_and_plain_ones_answers() -> None:
    assert questions(*ASKED) == FOUND


def test_a_bold_title_above_the_first_question_is_no_question() -> None:
    assert questions("*The seventh home*", "", *ASKED) == [(label, line + 2) for label, line in FOUND]


def test_a_bold_line_that_does_not_ask_belongs_to_the_questions() -> None:
    assert questions(*ASKED[:5], "*Please go on.*", "Well.", *ASKED[5:])[4:] == (
        [("Question", 5), ("Answer", 6), ("Question", 7), ("Answer", 8)]
    )


@pytest.mark.parametrize(
    "lines",
    [
        ASKED[:5],
        tuple(line.strip("*") for line in ASKED),
        tuple(f"*{line.strip('*')}*" for line in ASKED),
        (*ASKED, *["*A heading*", "words"] * 4),
        (),
    ],
)
def test_where_bold_lines_do_not_ask_or_few_do_there_are_no_questions(lines: Sequence[str]) -> None:
    assert questions(*lines) == []


def alternation(text: str, first: int = 0) -> list[tuple[str, int]]:
    return [(mark.label, mark.line) for mark in find_alternation(lines_of(text), first)]


def test_paragraphs_take_turns_beginning_with_a_question() -> None:
    assert alternation("How was it?\n\nLong.\nVery.\n\nGo on.\n\nWe left.") == (
        [("Question", 0), ("Answer", 2), ("Question", 5), ("Answer", 7)]
    )


def test_without_empty_lines_each_line_is_a_paragraph() -> None:
    assert alternation("How was it?\nLong.\nWhy?\nWell.") == (
        [("Question", 0), ("Answer", 1), ("Question", 2), ("Answer", 3)]
    )


def test_a_question_is_no_answer_even_if_it_were_its_turn() -> None:
    assert alternation("How was it?\n\nLong.\n\nVery long.\n\nWhy?\n\nWell.") == (
        [("Question", 0), ("Answer", 2), ("Question", 6), ("Answer", 8)]
    )


def test_who_asks_to_be_told_asks_without_a_question_mark() -> None:
    assert alternation("Tell me of it.\n\nLong.\n\nVery long.\n\nCould you say why.\n\nWell.") == (
        [("Question", 0), ("Answer", 2), ("Question", 6), ("Answer", 8)]
    )


def test_what_stands_before_the_first_line_takes_no_turn() -> None:
    assert alternation("title\n\nHow was it?\n\nLong.", first=2) == [("Question", 2), ("Answer", 4)]


def test_nothing_takes_no_turns() -> None:
    assert alternation("\n\n") == []
