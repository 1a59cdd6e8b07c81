from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from xml.sax.saxutils import escape

import docx
import pytest

from interview_coder.errors import InputError
from interview_coder.ingest import word
from interview_coder.ingest.speakers import Transcript

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*parts: str) -> str:
    return f"<w:p>{''.join(parts)}</w:p>"


def pack(xml: str, part: str = "word/document.xml") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part, xml)
    return packed.getvalue()


def document(*blocks: str) -> bytes:
    return pack(f"<w:document {NAMESPACES}><w:body>{''.join(blocks)}</w:body></w:document>")


def read(raw: bytes) -> Transcript:
    return word.read(raw, file="corpus/a.docx")


def said(raw: bytes) -> list[tuple[str, str]]:
    transcript = read(raw)
    return [(turn.speaker, transcript.text[turn.start : turn.end]) for turn in transcript.turns]


def answer(*parts: str) -> str:
    """Read what P01 says in one paragraph of these parts."""
    raw = document(paragraph(run("INTERVIEWER: Well?")), paragraph(run("P01: "), *parts))
    (_, (speaker, speech)) = said(raw)
    assert speaker == "P01"
    return speech


def problem_of(raw: bytes) -> str:
    with pytest.raises(InputError) as caught:
        read(raw)
    (problem,) = caught.value.problems
    assert str(problem.place).startswith("corpus/a.docx")
    assert problem.fix
    return problem.message


def test_each_paragraph_of_a_document_is_a_line() -> None:
    made = docx.Document()
    for text in (
        "Interview seven",
        "INTERVIEWER: How’s that?",
        "P01: Größer, 🙂.",
        "",
        "And more.",
        "INTERVIEWER: And?",
    ):
        made.add_paragraph(text)
    packed = io.BytesIO()
    made.save(packed)
    transcript = read(packed.getvalue())
    assert transcript.text.startswith("Interview seven\nINTERVIEWER: How’s that?\nP01: ")
    assert said(packed.getvalue()) == [
        ("INTERVIEWER", "How’s that?"),
        ("P01", "Größer, 🙂.\n\nAnd more."),
        ("INTERVIEWER", "And?"),
    ]


def test_formatting_within_a_paragraph_parts_no_word() -> None:
    made = docx.Document()
    line = made.add_paragraph()
    line.add_run("P0").bold = True
    line.add_run("1: clo").italic = True
    line.add_run("sed")
    made.add_paragraph("P02: yes", style="List Bullet")
    packed = io.BytesIO()
    made.save(packed)
    assert said(packed.getvalue()) == [("P01", "closed"), ("P02", "yes")]


def test_headers_and_footers_are_no_part_of_the_text() -> None:
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "P09: header"
    made.sections[0].footer.paragraphs[0].text = "P09: footer"
    made.add_paragraph("P01: one")
    made.add_paragraph("P02: two")
    packed = io.BytesIO()
    made.save(packed)
    assert said(packed.getvalue()) == [("P01", "one"), ("P02", "two")]


def test_tracked_insertions_are_read_and_tracked_deletions_are_not() -> None:
    speech = answer(
        run("We "),
        f"<w:ins>{run('never ')}</w:ins>",
        "<w:del><w:r><w:delText>always </w:delText></w:r></w:del>",
        run("met."),
    )
    assert speech == "We never met."


def test_moved_text_is_read_once_where_it_went() -> None:
    assert answer(f"<w:moveFrom>{run('here ')}</w:moveFrom>", run("and "), f"<w:moveTo>{run('there')}</w:moveTo>") == (
        "and there"
    )


def test_an_insertion_that_was_deleted_again_is_gone() -> None:
    assert answer(run("one"), f"<w:ins><w:del>{run(' two')}</w:del></w:ins>") == "one"


def test_deletions_are_counted() -> None:
    deletion = "<w:del><w:r><w:delText>x</w:delText></w:r></w:del>"
    raw = document(paragraph(run("P01: one"), deletion, deletion), paragraph(run("P02: two")))
    assert [(left.what, left.count) for left in read(raw).left_out] == [("tracked deletions", 2)]
    assert read(document(paragraph(run("P01: one")), paragraph(run("P02: two")))).left_out == ()


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("<w:r><w:br/></w:r>", "\n"),
        ("<w:r><w:cr/></w:r>", "\n"),
        ("<w:r><w:tab/></w:r>", "\t"),
        ("<w:r><w:noBreakHyphen/></w:r>", "‑"),
        ("<w:r><w:softHyphen/></w:r>", ""),
        (f"<w:hyperlink>{run('link')}</w:hyperlink>", "link"),
        (f"<w:sdt><w:sdtContent>{run('field')}</w:sdtContent></w:sdt>", "field"),
        (f"<w:smartTag>{run('tag')}</w:smartTag>", "tag"),
        (f"<w:r><w:instrText>PAGE</w:instrText></w:r>{run('7')}", "7"),
        ("<!-- a comment -->", ""),
        ("<?pi x?>", ""),
        (run("a&b<c>"), "a&b<c>"),
        (run("e\u0301 🙂\u00a0\u2028"), "e\u0301 🙂\u00a0\u2028"),
    ],
)
def test_each_part_of_a_paragraph_becomes_its_text(part: str, text: str) -> None:
    assert answer(run("one"), part, run("two")) == f"one{text}two"


def test_where_the_tab_stops_of_a_paragraph_are_is_no_text() -> None:
    stops = '<w:pPr><w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs></w:pPr>'
    raw = document(paragraph(run("P01: one")), paragraph(stops, run("two")), paragraph(stops, run("P02: three")))
    assert read(raw).text == "P01: one\ntwo\nP02: three"


def test_a_line_break_may_be_followed_by_the_next_speaker() -> None:
    raw = document(paragraph(run("P01: one"), "<w:r><w:br/></w:r>", run("P02: two")))
    assert said(raw) == [("P01", "one"), ("P02", "two")]


def test_cells_of_a_table_are_lines_in_the_order_of_reading() -> None:
    cells = "".join(f"<w:tc>{paragraph(run(text))}</w:tc>" for text in ("P01:", "one", "P02:", "two"))
    raw = document(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>", paragraph(run("after")))
    assert said(raw) == [("P01", "one"), ("P02", "two\nafter")]


def test_the_text_of_a_box_is_not_read_twice() -> None:
    box = f"<w:txbxContent>{paragraph(run('boxed'))}</w:txbxContent>"
    either = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    raw = document(paragraph(run("P01: one"), f"<w:r>{either}</w:r>"), paragraph(run("P02: two")))
    assert read(raw).text.count("boxed") <= 1


def test_a_document_that_was_saved_as_strict_open_xml_is_read() -> None:
    namespace = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    lines = paragraph(run("P01: one")) + paragraph(run("P02: two"))
    raw = pack(f'<w:document xmlns:w="{namespace}"><w:body>{lines}</w:body></w:document>')
    assert said(raw) == [("P01", "one"), ("P02", "two")]


def test_the_labels_that_the_roster_names_are_handed_on() -> None:
    raw = document(paragraph(run("P01: one")), paragraph(run("the warden: two")))
    transcript = word.read(raw, file="a.docx", known_labels={"the warden"})
    assert [turn.speaker for turn in transcript.turns] == ["P01", "the warden"]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"INTERVIEWER: this is text",
        b"PK\x03\x04 and no more",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old document",
        pack("<x/>", part="content.xml"),
        pack("<w:document"),
        pack(""),
        pack("no XML"),
    ],
    ids=["nothing", "text", "cut off", "old format", "other zip", "broken XML", "empty part", "no XML"],
)
def test_what_is_no_word_document_is_told(raw: bytes) -> None:
    assert problem_of(raw) == "this is no Word document (.docx)"


def test_a_damaged_document_is_read_or_told_wherever_the_damage_is() -> None:
    raw = document(*(paragraph(run(f"P0{n % 3}: {'word ' * n}")) for n in range(40)))
    for place in range(0, len(raw), 3):
        with suppress(InputError):
            read(raw[:place] + bytes([raw[place] ^ 0xFF]) + raw[place + 1 :])


@pytest.mark.parametrize("cut", [1, 10, 100])
def test_a_document_of_which_bytes_are_missing_is_told(cut: int) -> None:
    raw = document(*(paragraph(run(f"P0{n % 3}: {'word ' * n}")) for n in range(40)))
    middle = len(raw) // 3
    assert problem_of(raw[:middle] + raw[middle + cut :])


def test_a_document_that_unpacks_to_too_much_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interview_coder.ingest.word.MAX_UNPACKED_BYTES", 1_000_000)
    assert "1 MB" in problem_of(document(paragraph(run("P01: " + "a" * 1_000_000))))


def test_entities_of_a_document_are_not_filled_in() -> None:
    xml = (
        '<!DOCTYPE x [<!ENTITY inside "P09: inside"><!ENTITY outside SYSTEM "file:///secret.txt">]>'
        f"<w:document {NAMESPACES}><w:body>{paragraph(run('P01: one'))}"
        "<w:p><w:r><w:t>P02: two &inside; &outside;</w:t></w:r></w:p></w:body></w:document>"
    )
    assert "inside" not in read(pack(xml)).text


def test_a_document_without_words_is_told() -> None:
    assert problem_of(document()) == "the file is empty"
    assert problem_of(document(paragraph(), paragraph(run("  ")))) == "the file is empty"


def test_a_document_without_speakers_is_told() -> None:
    assert problem_of(document(paragraph(run("one")), paragraph(run("two")))) == "no speaker labels found in 2 lines"
