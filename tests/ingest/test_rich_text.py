from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.errors import InputError
from interview_coder.ingest import read_whole, rich_text
from interview_coder.ingest.document import Document
from interview_coder.ingest.transcript import ReadOptions

HEAD = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman Times;}{\f1\fswiss\fcharset204 Arial;}}{\info{\title T}}"


def read(body: str, head: str = HEAD) -> Document:
    return rich_text.read_document(f"{head}{body}}}".encode("latin-1"), file="a.rtf")


def texts(body: str) -> list[str]:
    return [line.text for line in read(body).lines]


def left_out(body: str) -> dict[str, int]:
    return {one.what: one.count for one in read(body).left_out}


def problem_of(raw: bytes) -> str:
    with pytest.raises(InputError) as caught:
        rich_text.read_document(raw, file="a.rtf")
    (problem,) = caught.value.problems
    assert problem.fix
    assert problem.place.file == "a.rtf"
    return problem.message


def escaped(text: str) -> str:
    """Write a text as word processors do, with a letter that old programs show instead."""
    units = text.encode("utf-16-le")
    values = [int.from_bytes(units[n : n + 2], "little", signed=True) for n in range(0, len(units), 2)]
    return "".join(chr(n) if 0 < n < 127 and chr(n) not in "\\{}" else f"\\u{n}?" for n in values)


def test_the_turns_of_a_rich_text_are_found() -> None:
    raw = (HEAD + r"\pard{\b Ana:} Well?\par{\b Ben:} We met.\par {\b Ana:} And?\par {\b Ben:} No.\par}").encode()
    transcript = read_whole(raw, ending=".rtf", file="a.rtf", options=ReadOptions())
    assert [(turn.speaker, transcript.text[turn.start : turn.end]) for turn in transcript.turns] == [
        ("Ana", "Well?"),
        ("Ben", "We met."),
        ("Ana", "And?"),
        ("Ben", "No."),
    ]


def test_paragraphs_are_numbered_and_line_breaks_stay_within_them() -> None:
    assert [(line.text, line.number) for line in read("one\\line two\\par\nthree\\\nfour\\par\\par five").lines] == [
        ("one", 1),
        ("two", 1),
        ("three", 2),
        ("four", 3),
        ("", 4),
        ("five", 5),
    ]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r"it\'92s", "it’s"),
        (r"{\f1\'c0\'e1}", "Аб"),
        (r"it\u8217?s", "it’s"),
        (r"{\uc2 it\u8217\'3f\'3fs}", "it’s"),
        (r"{\uc0 it\u8217 s}", "it’s"),
        (r"\u-10179?\u-8704?", "😀"),
        (r"a\tab b\~c\_d\-e", "a\tb\u00a0c‑de"),
        (r"\ldblquote a\rdblquote\emdash b", "“a”—b"),
        (r"a\{b\}c\\d", "a{b}c\\d"),
        (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt link}}", "link"),
        (r"a\zwnj b", "a\u200cb"),
        ("wor\nd", "word"),
    ],
)
def test_letters_are_read_as_they_are_meant(written: str, text: str) -> None:
    assert texts(written + r"\par") == [text]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r"we kept your title and \u8217 ?so on and so on", "we kept your title and ’so on and so on"),
        (r"\uc2 we kept \u8217 ??and so on and so on", "we kept ’and so on and so on"),
        (r"\uc12 we kept \u8217 ????????????and so on", "we kept ’and so on"),
        (r"we kept your title and \u1048577 ?so on", "we kept your title and \U00100001so on"),
        (r"{\*\other a group that is not read} and one that is read", " and one that is read"),
    ],
)
def test_long_stretches_of_plain_letters_are_read_as_they_stand(written: str, text: str) -> None:
    assert texts("{" + written + r"}\par") == [text]


def test_letters_in_utf_8_are_read_though_the_format_does_not_allow_them() -> None:
    document = rich_text.read_document("{\\rtf1 it’s 🙂\\par}".encode(), file="a.rtf")
    assert document.text == "it’s 🙂"


def test_bare_bytes_are_of_the_encoding_that_the_file_names() -> None:
    document = rich_text.read_document(b"{\\rtf1\\ansi\\ansicpg1251 \xe4\xe0\\par}", file="a.rtf")
    assert document.text == "да"
    document = rich_text.read_document(b"{\\rtf1 \xe4\xe0\\par}", file="a.rtf", encoding="cp1251")
    assert document.text == "да"


@pytest.mark.parametrize(
    ("written", "what"),
    [
        (r"{\v gone}", "stretches of hidden text"),
        (r"\v gone\v0 ", "stretches of hidden text"),
        (r"{\deleted gone}", "tracked deletions"),
        (r"{\footnote gone}", "footnotes and endnotes"),
        (r"{\*\annotation gone}", "comments"),
        (r"{\header gone}", "page headers"),
        (r"{\footerr gone}", "page footers"),
        (r"{\pict\pngblip 89504e}", "pictures"),
        (r"{\*\shppict{\pict 00}}", "pictures"),
        (r"{\shp{\*\shpinst{\shptxt gone\par}}}", "text boxes and drawings"),
        (r"{\listtext 1.\tab}", "numbers and marks of lists"),
    ],
)
def test_what_is_no_speech_is_left_out_and_counted(written: str, what: str) -> None:
    assert texts(rf"Ana: one{written} two\par") == ["Ana: one two"]
    assert left_out(rf"Ana: one{written} two\par") == {what: 1}


def test_an_empty_header_is_not_counted() -> None:
    assert left_out(r"{\header\pard\plain\par}Ana: one\par") == {}


def test_insertions_are_read_and_said() -> None:
    document = read(r"we {\revised never }met\par")
    assert document.text == "we never met"
    (remark,) = document.remarks
    assert "1 insertion taken as accepted" in remark


def test_the_bytes_of_a_picture_are_skipped() -> None:
    raw = HEAD.encode() + b"one {\\pict\\bin5 }}{\\\xff}two\\par}"
    document = rich_text.read_document(raw, file="a.rtf")
    assert document.text == "one two"
    assert [(one.what, one.count) for one in document.left_out] == [("pictures", 1)]


@pytest.mark.parametrize(
    ("written", "emphasis"),
    [
        (r"{\b Ana:} one", 4),
        (r"\b Ana:\b0  one", 4),
        (r"{\b Ana}{\b :}{\i  one}", 8),
        (r"\i\b Ana\plain : one", 3),
        (r"one {\b Ana}", 0),
        (r"{\b  Ana} one", 4),
        (r"{\b Ana\u8217?s} one", 5),
    ],
)
def test_bold_and_italics_at_the_beginning_are_told(written: str, emphasis: int) -> None:
    assert read(rf"{written}\par").lines[0].emphasis == emphasis


def test_bold_that_goes_on_into_the_next_paragraph_is_told_there() -> None:
    assert [line.emphasis for line in read(r"{\b Ana\par Ben\line Cem}: one\par").lines] == [3, 3, 3]


def test_a_table_row_is_a_line_and_a_bar_in_speech_is_no_cell() -> None:
    row = r"\trowd\cellx100\cellx200\pard\intbl{\b Ana}\cell one|two\par three\cell\row"
    lines = read(rf"{row}\pard four|five\par").lines
    assert [(line.text, line.cells, line.emphasis) for line in lines] == [
        ("Ana\tone|two", (3,), 3),
        ("three", (), 0),
        ("four|five", (), 0),
    ]


def test_paragraphs_of_a_cell_that_is_not_the_last_are_joined() -> None:
    (line,) = read(r"\trowd\pard\intbl Ana\par Bell\cell one\cell\cell\row").lines
    assert (line.text, line.cells) == ("Ana Bell\tone\t", (8, 12))


def test_marks_of_this_reader_are_never_taken_from_the_file() -> None:
    document = read(r"a\u64979?b\u-560?c\par")
    assert [line.text for line in document.lines] == ["a\ufffdb\ufffdc"]
    assert [(one.what, one.count) for one in document.left_out] == [("control characters", 2)]


@pytest.mark.parametrize("raw", [b"", b"Ana: one", b"PK\x03\x04", b"{\\rt", b"%PDF-1.7"])
def test_what_is_no_rich_text_is_told(raw: bytes) -> None:
    assert "no rich text" in problem_of(raw)


@pytest.mark.parametrize(
    "raw", [b"{\\rtf1 Ana: one", b"{\\rtf1 {\\b Ana}: one\\", b"{\\rtf1 Ana: one{\\pict 00", b"{\\rtf1 a\\'81\\uc b}"]
)
def test_a_damaged_or_cut_file_is_told(raw: bytes) -> None:
    assert "is damaged" in problem_of(raw) or "breaks off" in problem_of(raw)


def test_what_stands_after_the_end_is_said() -> None:
    assert rich_text.read_document(b"{\\rtf1 one\\par}\r\n\x00", file="a.rtf").remarks == ()
    assert rich_text.read_document(b"{\\rtf1 one\\par} two", file="a.rtf").remarks


def test_a_file_that_is_too_long_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interview_coder.ingest.rich_text.MAX_CHARACTERS", 1_000)
    assert "too long" in problem_of((HEAD + "one " * 300 + "}").encode())
    assert read(r"one{\pict " + "00" * 10_000 + r"}\par").text == "one"


def test_groups_may_be_nested_deeply() -> None:
    assert texts("{" * 50_000 + "Ana: one" + "}" * 50_000) == ["Ana: one"]


words = st.lists(
    st.sampled_from(["we", "a|b", "{x}", "c\\d", "\u00a0", "e\u0301", "🙂", "שלום", "’", "да", "-", "*", "\t"]),
    min_size=1,
).map(" ".join)


long_words = words.map("they went on {} for some time".format)


@given(
    st.lists(words | long_words, min_size=1), st.sampled_from([r"\par ", "\\par\n", "\\par}{", r"\pard\plain\par\b0 "])
)
def test_what_is_said_is_read_as_it_was(said: list[str], end: str) -> None:
    assert texts("{" + "".join(escaped(text) + end for text in said) + "}") == said


@given(st.lists(words, min_size=2, max_size=5))
def test_cells_lie_between_their_tabs(cells: list[str]) -> None:
    (line,) = read(r"\trowd\intbl " + "".join(escaped(cell) + r"\cell " for cell in cells) + r"\row").lines
    bounds = [-1, *line.cells, len(line.text)]
    assert [line.text[start + 1 : end] for start, end in zip(bounds, bounds[1:], strict=False)] == cells  # noqa: RUF007


@given(st.data())
def test_a_damaged_file_is_read_or_told(data: st.DataObject) -> None:
    raw = bytearray((HEAD + r"\pard{\b Ana:} it\'92s \u8217? one\par{\v x}\trowd\intbl a\cell b\cell\row}").encode())
    for _ in range(3):
        place = data.draw(st.integers(0, len(raw)))
        raw[place : place + data.draw(st.integers(0, 2))] = data.draw(
            st.sampled_from([b"", b"\\", b"{", b"}", b"\xff", b"9"])
        )
    try:
        document = rich_text.read_document(bytes(raw), file="a.rtf")
    except InputError as error:
        assert all(problem.fix for problem in error.problems)  # noqa: PT017
    else:
        assert "\x00" not in document.text


@pytest.mark.parametrize("switch", ["\\b", "\\v0", "\\i0"])
def test_a_switch_that_changes_nothing_still_parts_a_control_word_from_a_number(switch: str) -> None:
    talk = rf"\pard P01: \b They gave \f1{switch} 5 apples.\par"
    raw = (r"{\rtf1\ansi{\fonttbl{\f1 Arial;}}" + talk + "}").encode()
    assert "They gave 5 apples." in rich_text.read_document(raw, file="x.rtf").text
