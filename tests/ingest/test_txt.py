from __future__ import annotations

import codecs

import pytest

from interview_coder.errors import InputError
from interview_coder.ingest import txt
from interview_coder.ingest.txt import decode_text

TEXT = "INTERVIEWER: Wie geht’s?\nP01: Größer, 🙂 e\u0301té.\n\nZweiter Absatz.\n"


def said(raw: bytes) -> list[tuple[str, str]]:
    transcript = txt.read(raw, file="corpus/a.txt")
    return [(turn.speaker, transcript.text[turn.start : turn.end]) for turn in transcript.turns]


def problem_of(raw: bytes) -> tuple[str, str]:
    with pytest.raises(InputError) as caught:
        txt.read(raw, file="corpus/a.txt")
    (problem,) = caught.value.problems
    assert problem.fix
    return str(problem.place), problem.message


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
    ],
)
def test_encoding_and_line_ends_do_not_change_what_was_said(encoding: str, mark: bytes, ends: str) -> None:
    raw = mark + TEXT.replace("\n", ends).encode(encoding)
    assert decode_text(raw, file="a.txt") == TEXT
    assert said(raw) == [("INTERVIEWER", "Wie geht’s?"), ("P01", "Größer, 🙂 e\u0301té.\n\nZweiter Absatz.")]


@pytest.mark.parametrize("mark", ["\f", "\u2028", "\u2029", "\x85", "\x0b", "\u00a0", "\t", "  "])
def test_nothing_else_in_the_text_is_changed(mark: str) -> None:
    text = f"P01: one{mark}two\n{mark}\nP02: three{mark}"
    assert txt.read(text.encode(), file="a.txt").text == text
    assert said(text.encode()) == [("P01", f"one{mark}two"), ("P02", "three")]


def test_only_one_byte_order_mark_is_dropped() -> None:
    assert decode_text(codecs.BOM_UTF8 + "\ufeffa".encode(), file="a.txt") == "\ufeffa"


def test_the_labels_that_the_roster_names_are_handed_on() -> None:
    transcript = txt.read(b"P01: one\nthe warden: two\n", file="a.txt", known_labels={"the warden"})
    assert [turn.speaker for turn in transcript.turns] == ["P01", "the warden"]


def test_bytes_that_are_no_utf8_are_told_with_their_line() -> None:
    assert problem_of("P01: one\nP02: café".encode("latin-1")) == ("corpus/a.txt:2", "the text is not UTF-8")


def test_a_zero_byte_is_told_with_its_line() -> None:
    place, message = problem_of(b"P01: one\nP02:\n \x00")
    assert place == "corpus/a.txt:3"
    assert "zero byte" in message


def test_utf16_without_its_mark_is_told() -> None:
    assert problem_of("P01: one".encode("utf-16-le"))[0] == "corpus/a.txt:1"


@pytest.mark.parametrize("raw", [b"\xff\xfea", b"\xfe\xff\xd8\x00", b"\xff\xfe\x00\xd8a\x00"])
def test_what_begins_like_utf16_and_is_not_is_told(raw: bytes) -> None:
    place, message = problem_of(raw)
    assert place == "corpus/a.txt:1"
    assert "UTF-16" in message


@pytest.mark.parametrize("raw", [b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, b"\r\n\r\n"])
def test_an_empty_file_is_told(raw: bytes) -> None:
    assert problem_of(raw) == ("corpus/a.txt", "the file is empty")
