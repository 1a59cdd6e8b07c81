from __future__ import annotations

import io
import json
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.errors import InputError, Problem
from interview_coder.ingest import json_lines
from interview_coder.ingest.transcript import ReadOptions, Transcript


def lines(*objects: Mapping[str, object]) -> str:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in objects)


def read(text: str | bytes, **settings: object) -> Transcript:
    raw = text if isinstance(text, bytes) else text.encode()
    (transcript,) = json_lines.read(io.BytesIO(raw), file="a.jsonl", options=ReadOptions(**settings))  # type: ignore[arg-type]
    return transcript


def said(text: str | bytes, **settings: object) -> list[tuple[str, str]]:
    transcript = read(text, **settings)
    return [(turn.speaker, transcript.text[turn.start : turn.end]) for turn in transcript.turns]


def problems_of(text: str | bytes) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        read(text)
    assert all(problem.fix and problem.place.file == "a.jsonl" for problem in caught.value.problems)
    return caught.value.problems


def test_every_line_is_a_row() -> None:
    text = lines(
        {"speaker": "Anna", "text": "One."}, {"speaker": "Anna", "text": "two"}, {"text": "3", "speaker": "Ben"}
    )
    assert said(text) == [("Anna", "One. two"), ("Ben", "3")]


def test_keys_that_are_left_over_are_attributes_also_where_they_come_late_or_not() -> None:
    text = lines({"id": 1, "comment": "one"}, {"id": 2, "comment": "two", "age": 40, "tags": ["a", None]})
    assert read(text).speakers == {"1": {"age": "", "tags": ""}, "2": {"age": "40", "tags": '["a", null]'}}


def test_roles_of_a_chat_are_speakers() -> None:
    pairs = [("assistant", "How was it?"), ("user", "It was fine.")] * 4
    transcript = read(lines(*({"role": who, "content": what} for who, what in pairs)))
    assert [turn.speaker for turn in transcript.turns] == ["assistant", "user"] * 4
    assert transcript.certainty == "likely"


def test_the_key_of_the_text_may_be_told_by_what_stands_under_it() -> None:
    text = lines({"who": "Anna", "x": "we walked to the mill"}, {"who": "Ben", "x": "nobody had heard of it"})
    assert [who for who, _ in said(text)] == ["Anna", "Ben"]


def test_numbers_and_nothing_are_shown_as_in_a_table() -> None:
    text = lines({"id": 1.0, "comment": 2.5}, {"id": None, "comment": "b"}, {"id": 3, "comment": None})
    assert said(text) == [("1", "2.5"), ("row 2", "b")]
    assert [(one.what, one.where) for one in read(text).left_out] == [("rows without text", "row 3")]


def test_empty_lines_and_line_ends_do_not_matter() -> None:
    raw = b'\xef\xbb\xbf{"comment": "a\\r\\nb"}\r\n\r\n{"comment": "c"}\r\n'
    assert said(raw) == [("row 1", "a\nb"), ("row 3", "c")]


def test_keys_that_come_after_the_first_thousand_lines_are_counted() -> None:
    text = lines({"comment": "a"}) * 1000 + lines({"comment": "b", "mood": "glad"})
    assert [(one.count, one.where) for one in read(text).left_out] == [(1, "row 1,001")]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"comment": "a"', "no JSON"),
        ('{"comment": NaN}', "NaN"),
        ('{"comment": "a", "comment": "b"}', "twice"),
        ("[" * 100_000, "nested too deep"),
        ('{"comment": ' + "9" * 5000 + "}", "too long"),
        ('["a"]', "no JSON object"),
        ("null", "no JSON object"),
        ('{"comment": ["a"]}', "no text"),
        ('{"comment": "\\ud83d"}', "character"),
        ('{"comment": "\\u0000"}', "NUL"),
        ('{"comment": "a", "\\uDE42": "b"}', "character"),
        ('{"comment": "a", "tags": [{"b": "\\ud83d"}]}', "character"),
    ],
)
def test_a_bad_line_is_told_with_its_place(line: str, told: str) -> None:
    (problem,) = problems_of(lines({"comment": "a"}) + line + "\n" + lines({"comment": "c"}))
    assert problem.place.line == 2
    assert told in problem.message


def test_all_bad_lines_are_told_at_once() -> None:
    problems = problems_of(lines({"comment": "a"}) + "{\n" * 30)
    assert [problem.place.line for problem in problems][:20] == list(range(2, 22))
    assert "10 more" in " ".join(problem.message for problem in problems)


def test_words_of_the_transcript_are_in_no_message() -> None:
    assert "secret" not in str(problems_of('{"comment": "secret" "secret"}\n{"comment": secret}\n'))


@pytest.mark.parametrize("raw", [b"", b"\n\n", b"{}\n", b"\xff\xfe\xff", b"[1, 2]\n", b'{"a": "b"}\n'])
def test_what_is_no_table_is_told(raw: bytes) -> None:
    assert problems_of(raw)


words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), max_size=10)
tables = st.lists(st.tuples(st.sampled_from(["R1", "R2"]), words), min_size=1, max_size=8).filter(
    lambda table: any(text.strip() for _, text in table)
)


@given(table=tables, is_ascii=st.booleans())
def test_a_table_that_was_written_is_read_back(table: list[tuple[str, str]], is_ascii: bool) -> None:
    written = "\n".join(json.dumps({"id": who, "comment": text}, ensure_ascii=is_ascii) for who, text in table)
    assert said(written) == [(who, text.strip()) for who, text in table if text.strip()]
