from __future__ import annotations

import codecs

import pytest

from interview_coder.errors import InputError
from interview_coder.ingest import read_whole
from interview_coder.ingest.decode import decode_text, guess_encoding
from interview_coder.ingest.transcript import ReadOptions

TEXT = "INTERVIEWER: Wie geht’s?\nP01: Größer, 🙂 e\u0301té.\n\nZweiter Absatz.\n"


def said(raw: bytes) -> list[tuple[str, str]]:
    transcript = read_whole(raw, ending=".txt", file="corpus/a.txt", options=ReadOptions())
    return [(turn.speaker, transcript.text[turn.start : turn.end]) for turn in transcript.turns]


def problem_of(raw: bytes) -> tuple[str, str]:
    with pytest.raises(InputError) as caught:
        read_whole(raw, ending=".txt", file="corpus/a.txt", options=ReadOptions())
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
    assert read_whole(text.encode(), ending=".txt", file="a.txt", options=ReadOptions()).text == text
    assert said(text.encode()) == [("P01", f"one{mark}two"), ("P02", "three")]


def test_only_one_byte_order_mark_is_dropped() -> None:
    assert decode_text(codecs.BOM_UTF8 + "\ufeffa".encode(), file="a.txt") == "\ufeffa"


def test_the_labels_that_the_roster_names_are_handed_on() -> None:
    transcript = read_whole(
        b"P01: one\nthe warden: two\n", ending=".txt", file="a.txt", options=ReadOptions(frozenset({"the warden"}))
    )
    assert [turn.speaker for turn in transcript.turns] == ["P01", "the warden"]


def test_bytes_that_are_no_utf8_are_told_with_their_line() -> None:
    assert problem_of("P01: one\nP02: café".encode("latin-1")) == (
        "corpus/a.txt:2",
        "the text is not UTF-8: its encoding is not known",
    )


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
    assert problem_of(raw) == ("corpus/a.txt", "the file is empty: there is no text in it")


def test_an_encoding_that_the_settings_name_is_tried_after_utf8() -> None:
    options = ReadOptions(encoding="cp1252")
    texts = [
        read_whole(raw, ending=".txt", file="a.txt", options=options).text
        for raw in (TEXT.encode(), "P01: It’s.".encode("cp1252"))
    ]
    assert texts == [TEXT, "P01: It’s."]


def test_an_encoding_that_does_not_fit_is_told() -> None:
    with pytest.raises(InputError, match="neither UTF-8 nor ascii"):
        read_whole("P01: café".encode("latin-1"), ending=".txt", file="a.txt", options=ReadOptions(encoding="ascii"))


def test_a_guess_at_the_encoding_is_offered_and_never_taken() -> None:
    raw = "INTERVIEWER: What’s it like?\nP01: It’s “fine”, and naïve – a café.\n".encode("cp1252")
    with pytest.raises(InputError) as caught:
        read_whole(raw, ending=".txt", file="a.txt", options=ReadOptions())
    assert '"encoding: cp1252"' in caught.value.problems[0].fix


@pytest.mark.parametrize("name", ["cp99999", "hex", "undefined"])
def test_the_name_of_an_encoding_that_is_none_is_told(name: str) -> None:
    with pytest.raises(InputError, match="is unknown"):
        decode_text("café".encode("cp1252"), file="a.txt", encoding=name)


@pytest.mark.parametrize(
    ("text", "encoding", "is_western"),
    [
        ("é", "cp1252", True),
        ("Größe", "latin-1", True),
        ("It’s £40 – 20 °C", "cp1252", True),
        ("Было хорошо, мы ждали долго, и никто не пришёл", "cp1251", False),
        ("It’s a café", "mac_roman", False),
    ],
)
def test_western_texts_however_short_are_offered_as_such_and_no_others(
    text: str, encoding: str, is_western: bool
) -> None:
    assert (guess_encoding(text.encode(encoding)) == "cp1252") == is_western


def test_of_two_encodings_in_one_file_none_is_offered() -> None:
    with pytest.raises(InputError) as caught:
        read_whole(
            "P01: It’s.\n".encode() + "P02: It’s.\n".encode("cp1252"),
            ending=".txt",
            file="a.txt",
            options=ReadOptions(),
        )
    assert "encoding:" not in caught.value.problems[0].fix
    assert caught.value.problems[0].place.line == 2


@pytest.mark.parametrize(
    ("magic", "kind"),
    [(b"PK\x03\x04", "zipped"), (b"%PDF-1.7", "PDF"), (b"{\\rtf1", "rich text"), (b"\xff\xd8\xff", "picture")],
)
def test_another_format_under_the_name_of_a_text_is_named(magic: bytes, kind: str) -> None:
    assert kind in problem_of(magic + b" and more")[1]
