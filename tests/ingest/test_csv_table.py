from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.errors import InputError, Problem
from interview_coder.ingest import csv_table
from interview_coder.ingest.transcript import ReadOptions, Transcript

TABLE = [("speaker", "text"), ("Anna", "Größe 🙂, 1,5; a|b"), ("Ben", "one\ntwo \u2028\f x"), ("Anna", 'She said "no"')]


def write(table: Sequence[tuple[str, ...]], *, delimiter: str = ",", ends: str = "\n") -> str:
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter, lineterminator="\n").writerows(table)
    return written.getvalue().replace("\n", ends)


def read(text: str | bytes, **settings: object) -> list[Transcript]:
    raw = text if isinstance(text, bytes) else text.encode()
    return list(csv_table.read(io.BytesIO(raw), file="a.csv", options=ReadOptions(**settings)))  # type: ignore[arg-type]


def said(text: str | bytes, **settings: object) -> list[tuple[str, str]]:
    (transcript,) = read(text, **settings)
    return [(turn.speaker, transcript.text[turn.start : turn.end]) for turn in transcript.turns]


def problems_of(text: str | bytes, **settings: object) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        read(text, **settings)
    assert all(problem.fix and problem.place.file == "a.csv" for problem in caught.value.problems)
    return caught.value.problems


@pytest.mark.parametrize("delimiter", csv_table.DELIMITERS)
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_separators_line_ends_and_marks_of_encodings_do_not_matter(delimiter: str, ends: str, encoding: str) -> None:
    assert said(write(TABLE, delimiter=delimiter, ends=ends).encode(encoding)) == TABLE[1:]


def test_only_one_byte_order_mark_is_dropped() -> None:
    assert said(codecs.BOM_UTF8 + "comment\n\ufeffone\n".encode()) == [("row 2", "\ufeffone")]


def test_separators_inside_quotation_marks_do_not_count() -> None:
    assert said('"who, or what";comment\nx;"one, two, three, four"\n') == [("row 2", "one, two, three, four")]


def test_a_line_that_names_the_separator_is_followed() -> None:
    assert said("sep=;\ncomment;x,y\none;2\n") == [("row 3", "one")]


def test_comments_above_the_header_are_counted_and_their_fields_are_attributes() -> None:
    text = (
        "#Evidence\n#Held on: 3 May\n#- a list\nquestion|person|oralEvidence\nQ1|Anna|One?\n#A heading\nQ2|Ben|Two.\n"
    )
    (transcript,) = read(text)
    assert transcript.attributes == {"Held on": "3 May"}
    assert [(one.what, one.count, one.where) for one in transcript.left_out] == [("comments", 4, "rows 1, 2, 3 and 6")]
    assert [(turn.speaker, turn.question) for turn in transcript.turns] == [("Anna", "Q1"), ("Ben", "Q2")]


def test_a_response_that_begins_with_a_hash_is_no_comment() -> None:
    assert said("comment,age\n#1 is the wait,40\n") == [("row 2", "#1 is the wait")]


def test_a_column_of_numbers_may_be_called_by_a_hash() -> None:
    assert said("#,speaker,text\n1,Anna,One.\n") == [("Anna", "One.")]


def test_a_title_above_the_header_is_left_out_and_counted() -> None:
    (transcript,) = read("Our survey\n\nid,comment\nR1,one\n")
    assert [(one.what, one.where) for one in transcript.left_out] == [("rows above the header", "row 1")]
    assert transcript.places.numbers == (4,)


def test_a_long_question_is_the_name_of_the_text_also_below_a_title() -> None:
    rows = [("Our survey", ""), ("", ""), ("Age", "Q7 What could be better; and why?")]
    below = [("40", "they could call back; just once"), ("50", "a sign at the gate would help")]
    (transcript,) = read(write([*rows, *below], delimiter=";"))
    assert [transcript.text[turn.start : turn.end] for turn in transcript.turns] == [text for _, text in below]
    assert transcript.certainty == "likely"
    assert [(one.what, one.where) for one in transcript.left_out] == [("rows above the header", "row 1")]


def test_a_table_without_a_header_is_not_read_from_its_second_row() -> None:
    assert problems_of(
        write([("Guide", "how was it up there at noon?"), ("Anna", "we saw the sea"), ("Guide", "and then?")])
    )


def test_two_columns_of_free_text_are_asked_about() -> None:
    below = [
        ("1", "they could call back once", "a sign at the gate"),
        ("2", "I do not know it", "the new bridge is fine"),
    ]
    assert "text:" in problems_of(write([("Respondent", "What is bad?", "What is good?"), *below]))[0].fix


def test_cells_may_be_longer_than_the_module_allows_and_its_limit_is_put_back() -> None:
    before = csv.field_size_limit()
    long = "word " * 40_000
    assert said(write([("speaker", "text"), ("Anna", long)])) == [("Anna", long.strip())]
    assert csv.field_size_limit() == before


def test_the_limit_of_the_module_is_put_back_between_two_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interview_coder.ingest.rows.MAX_ROWS", 5)
    before = csv.field_size_limit()
    raw = write([("comment", "x"), *[("one", "2")] * 50]).encode()
    for _ in csv_table.read(io.BytesIO(raw), file="a.csv", options=ReadOptions()):
        assert csv.field_size_limit() == before


def test_rows_with_too_many_cells_are_all_told_with_their_lines() -> None:
    problems = problems_of('speaker,text\nAnna,"a\nb"\nBen,one, two\nAnna,x\nBen,one, two, three\n')
    assert [(problem.place.line, problem.message) for problem in problems] == [
        (4, "the row has 3 cells, the header 2"),
        (6, "the row has 4 cells, the header 2"),
    ]


def test_of_very_many_bad_rows_twenty_are_told() -> None:
    problems = problems_of("speaker,text\n" + "A,b,c\n" * 100)
    assert len(problems) == 21
    assert "80 more" in problems[-1].message


def test_a_row_that_breaks_off_before_its_text_is_told() -> None:
    (problem,) = problems_of("speaker,text\nAnna,one\nand two\nBen,x\n")
    assert (problem.place.line, problem.message) == (3, "the row has 1 cell, the header 2")


def test_missing_or_empty_cells_behind_the_text_do_no_harm() -> None:
    assert said("speaker,text,mood\nAnna,one\nBen,two,,,\n") == [("Anna", "one"), ("Ben", "two")]


def test_a_quotation_mark_that_is_never_closed_is_told_where_it_opens() -> None:
    problem = problems_of('speaker,text\nAnna,x\nBen,"one\nAnna,two\n')[0]
    assert problem.place.line == 3
    assert "never closed" in problem.message


def test_quotation_marks_that_hold_nothing_together_are_words() -> None:
    (transcript,) = read('speaker|text\nAnna|"Big data" is a word\nBen|"Yes\n')
    assert transcript.text == '"Big data" is a word\n"Yes'
    assert "quotation marks" in " ".join(transcript.remarks)


def test_a_nul_is_told_with_its_line() -> None:
    (problem,) = problems_of("speaker,text\nAnna,one\nBen,t\x00wo\n")
    assert problem.place.line == 3
    assert "NUL" in problem.message


def test_bytes_that_are_no_utf8_are_told_with_their_line_however_far_down() -> None:
    raw = b"speaker,text\n" + b"Anna,one\n" * 60_000 + "Ben,café\n".encode("cp1252")
    (problem,) = problems_of(raw)
    assert problem.place.line == 60_002
    assert "UTF-8" in problem.message


def test_what_the_study_says_of_the_encoding_is_tried_on_what_is_no_utf8() -> None:
    assert said("speaker,text\nAnna,café – 1\n".encode("cp1252"), encoding="cp1252") == [("Anna", "café – 1")]
    assert said("speaker,text\nAnna,café\n".encode(), encoding="cp1252") == [("Anna", "café")]
    assert problems_of("speaker,text\nAnna,é\n".encode("cp1252"), encoding="ascii")[0].place.line == 2
    assert "unknown" in problems_of("speaker,text\nAnna,é\n".encode("cp1252"), encoding="cp99999")[0].message


@pytest.mark.parametrize(
    "raw", [b"", b"\n", b"#only a comment\n", b"speaker,text\n", b"PK\x03\x04", b"\xff\xfe", b"\x00"]
)
def test_what_is_no_table_is_told(raw: bytes) -> None:
    assert problems_of(raw)


def test_problems_of_rows_and_of_bytes_are_told_together() -> None:
    assert len(problems_of(b"speaker,text\nA,b,c\n" + b"A,b\n" * 90_000 + b"A,\xff\n")) == 2


def test_a_line_that_never_ends_is_told_before_it_fills_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interview_coder.ingest.text_stream.MAX_LINE", 600_000)
    (problem,) = problems_of(b"comment\n" + b"word " * 1_000_000)
    assert problem.place.line == 2


def test_no_part_is_given_after_the_first_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interview_coder.ingest.rows.MAX_ROWS", 40)
    raw = write([("comment", "x"), *[("one", "2")] * 100, ("a", "b", "c"), *[("one", "2")] * 500]).encode()
    given_before = 0

    def count_parts() -> None:
        nonlocal given_before
        for _ in csv_table.read(io.BytesIO(raw), file="a.csv", options=ReadOptions()):
            given_before += 1

    with pytest.raises(InputError) as caught:
        count_parts()
    assert given_before <= 2
    assert caught.value.problems[0].place.line == 102


words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), max_size=10)
tables = st.lists(st.tuples(st.sampled_from(["R1", "R2", "R3"]), words, words), min_size=1, max_size=8).filter(
    lambda table: any(text.strip() for _, text, _ in table)
)


@given(table=tables, delimiter=st.sampled_from(csv_table.DELIMITERS), ends=st.sampled_from(["\n", "\r\n"]))
def test_a_table_that_was_written_is_read_back(table: list[tuple[str, str, str]], delimiter: str, ends: str) -> None:
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=delimiter, lineterminator=ends, quoting=csv.QUOTE_ALL)
    writer.writerows([("respondent_id", "comment", "view"), *table])
    assert said(written.getvalue()) == [(who, text.strip()) for who, text, _ in table if text.strip()]
