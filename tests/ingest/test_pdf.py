from __future__ import annotations

import textwrap
import zlib
from collections.abc import Sequence
from dataclasses import replace

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ingest.writers import LINE, TOP, Said, Text
from tests.ingest.writers import set_lines as body
from tests.ingest.writers import write_pages as write

from interview_coder.errors import InputError
from interview_coder.ingest import pdf, read_whole
from interview_coder.ingest.document import Document
from interview_coder.ingest.transcript import ReadOptions, Transcript


def speech(page: int, n: int = 30) -> list[str]:
    return [f"home {'abcdefgh'[page]} has the line {chr(97 + line % 26)} of what was said there" for line in range(n)]


def read(pages: Sequence[Sequence[Text]]) -> Document:
    return pdf.read_document(write(pages), file="a.pdf")


def texts(pages: Sequence[Sequence[Text]]) -> list[str]:
    return [line.text for line in read(pages).lines if line.text]


def left_out(pages: Sequence[Sequence[Text]]) -> dict[str, int]:
    return {one.what: one.count for one in read(pages).left_out}


def problem_of(raw: bytes) -> str:
    with pytest.raises(InputError) as caught:
        pdf.read_document(raw, file="a.pdf")
    (problem,) = caught.value.problems
    assert problem.fix
    assert problem.place.file == "a.pdf"
    return problem.message


def test_the_turns_of_a_pdf_are_found() -> None:
    lines = ["Ana: Well, how did it go?", "Ben: We met and then", "we left.", "Ana: And?", "Ben: No."]
    transcript = read_whole(write([body(lines)]), ending=".pdf", file="a.pdf", options=ReadOptions())
    assert [(turn.speaker, transcript.text[turn.start : turn.end]) for turn in transcript.turns] == [
        ("Ana", "Well, how did it go?"),
        ("Ben", "We met and then\nwe left."),
        ("Ana", "And?"),
        ("Ben", "No."),
    ]


def test_lines_bear_the_number_of_their_page() -> None:
    document = read([body(["one", "two"]), [], body(["three"])])
    assert [(line.text, line.number) for line in document.lines] == [("one", 1), ("two", 1), ("three", 3)]
    assert document.unit == "page"


def test_a_paragraph_begins_where_there_is_more_room() -> None:
    assert [line.text for line in read([body(["one", "two", "three", "four", "five", "six"], gaps=[2, 5])]).lines] == (
        ["one", "two", "", "three", "four", "five", "", "six"]
    )


def test_lines_of_double_spacing_are_one_paragraph() -> None:
    lines = [Text(72, 700 - 28 * n, f"line {'abcdefgh'[n]}") for n in range(8)]
    assert "" not in [line.text for line in read([lines]).lines]


def test_a_word_that_is_parted_at_the_end_of_a_line_keeps_its_hyphen() -> None:
    assert texts([body(["Ana: we know the neigh-", "bourhood well", "and so on"])]) == (
        ["Ana: we know the neigh-bourhood well", "and so on"]
    )


def test_who_speaks_after_a_sentence_that_breaks_off_begins_a_line() -> None:
    assert texts([body(["Ana: we thought-", "Ben: Yes, we all did"])]) == ["Ana: we thought-", "Ben: Yes, we all did"]


def test_a_bold_name_before_a_plain_colon_is_told_to_its_last_letter() -> None:
    (line,) = read([[Text(72, 700, "Dr Ana", 1), Text(108, 700, ": we met")]]).lines
    assert (line.text, line.emphasis) == ("Dr Ana: we met", 6)


@pytest.mark.parametrize("font", [1, 2])
def test_bold_and_italics_at_the_beginning_of_a_line_are_told(font: int) -> None:
    page = [
        Text(72, 700, "Ana Bell:", font),
        Text(130, 700, "we met"),
        Text(72, 686, "and left", 0),
        Text(72, 672, "All", font),
    ]
    assert [(line.text, line.emphasis) for line in read([page]).lines] == [
        ("Ana Bell: we met", 9),
        ("and left", 0),
        ("All", 3),
    ]


def test_a_page_that_lies_on_its_side_is_read_from_its_top() -> None:
    lines = body(speech(1))
    (upright,) = [read([lines])]
    turned = pdf.read_document(write([lines], page_extra="/Rotate 180"), file="a.pdf")
    assert turned.text.replace("\n\n", "\n") == upright.text


def test_comments_and_form_fields_are_counted() -> None:
    notes = f"/Annots[{''.join(f'<</Subtype/{kind}/Rect[0 0 9 9]>>' for kind in ('Text', 'Link', 'Widget'))}]"
    document = pdf.read_document(write([body(["one"])], page_extra=notes), file="a.pdf")
    assert {one.what: one.count for one in document.left_out} == {"comments on the page": 1, "form fields": 1}


def talk(speakers: Sequence[str], n: int) -> Said:
    """Invent turns of one to six lines, all different, that the speakers have by turns."""
    return [
        (
            speakers[k % len(speakers)],
            f"Turn {'abcdefgh'[k // 8]}{'abcdefgh'[k % 8]} tells " + STORY[: 7 + 97 * k % 400],
        )
        for k in range(n)
    ]


STORY = "how the old hall was mended last year and who came to see it, though nobody had told them of the roof; " * 5


def wrap(label: Sequence[Text], indent: float, text: str, width: int, gap: int = 24) -> list[tuple[int, list[Text]]]:
    """Set a text after what stands before it; the lines have their distance from the one above, and no height."""
    first, *more = textwrap.wrap(text, width)
    return [(gap, [*label, Text(indent, 0, first)]), *((LINE, [Text(indent, 0, line)]) for line in more)]


def paginate(lines: Sequence[tuple[int, list[Text]]], *, bottom: int = 70) -> list[list[Text]]:
    pages: list[list[Text]] = [[]]
    y = TOP
    for gap, beside in lines:
        y -= gap if pages[-1] else 0
        if y < bottom:
            pages.append([])
            y = TOP
        pages[-1] += [replace(one, y=y) for one in beside]
    return pages


def assert_read(pages: Sequence[Sequence[Text]], said: Said) -> Transcript:
    """Check that the turns are those, word for word, whatever lines they were set in."""
    transcript = read_whole(write(pages), ending=".pdf", file="a.pdf", options=ReadOptions())
    assert [(turn.speaker, transcript.text[turn.start : turn.end].split()) for turn in transcript.turns] == [
        (speaker, text.split()) for speaker, text in said
    ]
    return transcript


def test_evidence_with_footers_and_numbered_questions_is_read() -> None:
    said = talk(["Chair", "Dr Moss", "Ana Ruiz"], 40)
    lines = [(20, [Text(72, 0, "Housing Committee", 1, 16)]), (30, [Text(72, 0, "Oral evidence: Homes, HC 900")])]
    for k, (who, text) in enumerate(said):
        number = [Text(72, 0, f"Q{k // 3 + 1}")] if k % 3 == 0 else []
        lines += wrap([*number, Text(108, 0, f"{who}:", 1)], 170, text, 60)
    pages = paginate(lines)
    footed = [
        [*page, Text(72, 36, "Oral evidence: Homes, HC 900"), Text(520, 36, f"{n}")] for n, page in enumerate(pages, 1)
    ]
    transcript = assert_read(footed, said)
    assert [turn.question for turn in transcript.turns[:4]] == ["Q1", "Q1", "Q1", "Q2"]


@pytest.mark.parametrize("number", ["in the margin", "before the text", "with a point"])
def test_numbered_paragraphs_are_read(number: str) -> None:
    said = talk(["Dan", "Participant"], 50)
    lines = []
    for k, (who, text) in enumerate(said, start=1):
        if number == "in the margin":
            lines += wrap([Text(25 if k < 10 else 20, 0, f"{k}")], 47, f"{who}: {text}", 95)
        else:
            lines += wrap([], 47, f"{k}{'.' if number == 'with a point' else ''} {who}: {text}", 95)
    pages = paginate(lines)
    numbered = [[Text(565, 15, f"{n}/{len(pages)}", size=9), *page] for n, page in enumerate(pages, 1)]
    assert_read(numbered, said)


def test_an_interview_in_two_columns_with_bold_questions_is_read() -> None:
    said = [
        (who, f"{text[:70].strip()}?" if who == "Question" else text) for who, text in talk(["Question", "Answer"], 50)
    ]
    lines = []
    for who, text in said:
        set_text = wrap([], 0, text, 44)
        font = 1 if who == "Question" else 0
        lines += [(gap, [replace(one, font=font, size=9) for one in beside]) for gap, beside in set_text]
    columns = paginate(lines)
    pages = []
    for n, left in enumerate(columns[::2]):
        right = columns[2 * n + 1] if 2 * n + 1 < len(columns) else []
        beside = [replace(one, x=x) for x, column in ((50, left), (300, right)) for one in column]
        title = f"{n + 23}  Homes Quarterly" if n % 2 else f"Homes Quarterly  {n + 23}"
        pages.append([*beside, Text(50 if n % 2 else 430, 40, title, size=8)])
    assert_read(pages, said)


@pytest.mark.parametrize("is_time_first", [True, False])
def test_labels_and_times_beside_hanging_text_are_read(is_time_first: bool) -> None:
    said = talk(["INTERVIEWER", "RESPONDENT 1", "RESPONDENT 2"], 40)
    lines = []
    for k, (who, text) in enumerate(said):
        stamp = f"[00:{k:02}:02]"
        label = (
            [Text(50, 0, stamp), Text(120, 0, f"{who}:", 1)]
            if is_time_first
            else [Text(50, 0, f"{who}:", 1), Text(180, 0, stamp)]
        )
        lines += wrap(label, 250, text, 55)
    pages = paginate(lines)
    head = [
        Text(72, 810, "Marlow Transcripts", 1),
        Text(400, 810, "Ref: HQ-07"),
        Text(72, 797, "Private and confidential"),
    ]
    headed = [[*head, *page, Text(260, 40, f"Page {n} of {len(pages)}")] for n, page in enumerate(pages, 1)]
    transcript = assert_read(headed, said)
    assert [turn.start_seconds for turn in transcript.turns[:3]] == [2, 62, 122]


@pytest.mark.parametrize("order", ["number by number", "numbers first", "numbers last"])
@pytest.mark.parametrize("labels", ["Q. A.", "MR. RUIZ: THE WITNESS:"])
def test_pages_with_a_number_on_each_of_their_25_lines_are_read(order: str, labels: str) -> None:
    speakers = ["Q", "A"] if labels == "Q. A." else ["MR. RUIZ", "THE WITNESS"]
    said = talk(speakers, 40)
    lines = []
    for who, text in said:
        lines += textwrap.wrap(f"{who}{'.' if labels == 'Q. A.' else ':'}  {text}", 54)
    pages = []
    for n, first in enumerate(range(0, len(lines), 25), start=12):
        speech_lines = [Text(110, 740 - 26 * k, line, size=12) for k, line in enumerate(lines[first : first + 25])]
        numbers = [Text(80 if k > 8 else 86, 740 - 26 * k, f"{k + 1}", size=12) for k in range(25)]
        if order == "number by number":
            page = sorted([*numbers, *speech_lines], key=lambda one: (-one.y, one.x))
        else:
            page = numbers + speech_lines if order == "numbers first" else speech_lines + numbers
        pages.append([Text(500, 790, f"{n}"), *page, Text(200, 60, "MARLOW REPORTING (555) 010-0100", size=9)])
    assert_read(pages, said)


@pytest.mark.parametrize(("speakers", "indent"), [(["Ana Ruiz", "Dr Ben Moss"], 200), (["I", "P1", "P2"], 110)])
def test_speakers_in_a_column_of_their_own_without_colons_are_read(speakers: Sequence[str], indent: int) -> None:
    said = talk(speakers, 40)
    lines = [line for who, text in said for line in wrap([Text(72, 0, who)], indent, text, 60)]
    assert_read(paginate(lines), said)


def test_a_turn_that_goes_on_over_a_page_break_stays_whole() -> None:
    said = [("Ana", "Well, how did it go?"), ("Ben", " ".join(speech(1, 80))), ("Ana", "And then?"), ("Ben", "No.")]
    lines = [line for who, text in said for line in wrap([], 72, f"{who}: {text}", 80)]
    pages = [[*page, Text(290, 36, f"{n}")] for n, page in enumerate(paginate(lines), 1)]
    assert len(pages) > 1
    assert_read(pages, said)


def test_a_pdf_without_text_is_told_with_what_to_do() -> None:
    assert "no text" in problem_of(write([[]]))
    assert "no text" in problem_of(write([body([" "]), []]))


@pytest.mark.parametrize("raw", [b"", b"Ana: one", b"PK\x03\x04", b"%PDF-1.7\nnothing", write([body(["one"])])[:200]])
def test_what_is_no_whole_pdf_is_told(raw: bytes) -> None:
    assert "PDF" in problem_of(raw)


def test_a_locked_pdf_is_told() -> None:
    lock = f"/Encrypt<</Filter/Standard/V 1/R 2/O<{'00' * 32}>/U<{'11' * 32}>/P -4>>/ID[<00><00>]"
    assert "password" in problem_of(write([body(["one"])], trailer_extra=lock))


def test_a_pdf_of_too_many_pages_or_letters_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_CHARACTERS", 1_000)
    assert "too many" in problem_of(write([body(speech(1))]))
    monkeypatch.setattr(pdf, "MAX_PAGES", 3)
    assert "4 pages" in problem_of(write([body(["one"])] * 4))


def test_a_pdf_that_unpacks_to_too_much_is_told() -> None:
    packed = zlib.compress(b"BT /F0 9 Tf (well) Tj ET " * 1_000_000, 9)
    raw = b"%PDF-1.4\n1 0 obj<</Filter/FlateDecode>>stream\n" + packed + b"\nendstream endobj"
    assert "20 MB" in problem_of(raw)


def test_a_damaged_pdf_is_read_or_told_wherever_the_damage_is() -> None:
    raw = write([body(speech(1, 5)), body(speech(2, 5))])
    for place in range(0, len(raw), 17):
        try:
            document = pdf.read_document(raw[:place] + bytes([raw[place] ^ 0xFF]) + raw[place + 1 :], file="a.pdf")
        except InputError as error:
            assert "PDF" in str(error)  # noqa: PT017
        else:
            assert any(line.text for line in document.lines)


words = st.sampled_from(["we", "a-b", "(no)", "café", "“yes”", "Ana:", "it’s", "…", "7", "10:30", "£4"])
lines = st.lists(
    st.lists(words, min_size=1, max_size=7).map(" ".join).map(lambda line: f"well {line} so"),
    min_size=1,
    max_size=20,
)


@settings(max_examples=60)
@given(st.lists(lines, min_size=1, max_size=4), st.sets(st.integers(1, 19)))
def test_no_word_is_lost_or_moved(pages: list[list[str]], gaps: set[int]) -> None:
    raw = write([body(page, gaps=sorted(gaps)) for page in pages])
    assert pdf.read_document(raw, file="a.pdf").text.split() == _as_the_library_gives_it(raw).split()


def _as_the_library_gives_it(raw: bytes) -> str:
    document = pypdfium2.PdfDocument(raw)
    parts = []
    for page in document:
        textpage = page.get_textpage()
        parts.append(textpage.get_text_range())
        textpage.close()
        page.close()
    document.close()
    return "\n".join(parts)


@settings(max_examples=40)
@given(lines.filter(lambda page: len(page) > 3), st.integers(2, 6))
def test_titles_and_page_numbers_come_and_go_without_a_trace(page: list[str], n_pages: int) -> None:
    bare = [body(page)] * n_pages
    dressed = [
        [*some, Text(72, 812, f"Seventh home, page {n}"), Text(300, 30, f"{n}")] for n, some in enumerate(bare, start=1)
    ]
    assert texts(dressed) == texts(bare)
