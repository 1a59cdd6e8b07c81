from __future__ import annotations

import io
import re
import zipfile
from xml.sax.saxutils import escape

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.errors import InputError
from interview_coder.ingest import read_whole, word, word_body
from interview_coder.ingest.document import Document, Line
from interview_coder.ingest.transcript import ReadOptions, Transcript

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ANY_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters="\ufffe\uffff"))
WORDS = st.text("abc é🙂", min_size=1, max_size=6)


def run(text: str, *properties: str) -> str:
    set_so = "".join(f"<w:{one}/>" for one in properties)
    return f'<w:r><w:rPr>{set_so}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*parts: str) -> str:
    return f"<w:p>{''.join(parts)}</w:p>"


def styled(name: str, *parts: str) -> str:
    return paragraph(f'<w:pPr><w:pStyle w:val="{name}"/></w:pPr>', *parts)


def cell(*paragraphs: str) -> str:
    return f"<w:tc>{''.join(paragraphs)}</w:tc>"


def table(*rows: tuple[str, ...]) -> str:
    return "<w:tbl>" + "".join("<w:tr>" + "".join(row) + "</w:tr>" for row in rows) + "</w:tbl>"


def table_of(*rows: tuple[str, ...]) -> str:
    return table(*(tuple(cell(paragraph(run(text))) for text in row) for row in rows))


def pack(xml: str | bytes, part: str = "word/document.xml", **others: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part, xml)
        for name, content in others.items():
            archive.writestr(f"word/{name}.xml", content)
    return packed.getvalue()


def document(*blocks: str, **others: str) -> bytes:
    return pack(f"<w:document {NAMESPACES}><w:body>{''.join(blocks)}</w:body></w:document>", **others)


def styles(*entries: str) -> str:
    return f"<w:styles {NAMESPACES}>{''.join(entries)}</w:styles>"


def style(name: str, *properties: str, kind: str = "paragraph", based_on: str = "", more: str = "") -> str:
    set_so = "".join(f"<w:{one}/>" for one in properties)
    parent = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="{kind}" w:styleId="{name}" {more}>{parent}<w:rPr>{set_so}</w:rPr></w:style>'


def read(raw: bytes, known_labels: frozenset[str] = frozenset()) -> Transcript:
    return read_whole(raw, ending=".docx", file="corpus/a.docx", options=ReadOptions(known_labels=known_labels))


def look_at(*blocks: str, **others: str) -> Document:
    return word.read_document(document(*blocks, **others), file="corpus/a.docx")


def lines(*blocks: str) -> list[str]:
    return [line.text for line in look_at(*blocks).lines]


def emphasis(*blocks: str, **others: str) -> list[int]:
    return [line.emphasis for line in look_at(*blocks, **others).lines]


def left_out(*blocks: str, **others: str) -> list[tuple[str, int, str]]:
    return [(one.what, one.count, one.where) for one in look_at(*blocks, **others).left_out]


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


def test_tracked_changes_are_counted_and_told() -> None:
    deletion = "<w:del><w:r><w:delText>x</w:delText></w:r></w:del>"
    made = look_at(paragraph(run("P01: one"), deletion, deletion), paragraph(f"<w:ins>{run('P02: two')}</w:ins>"))
    (left,) = made.left_out
    assert (left.what, left.count, left.where) == ("tracked deletions", 2, "paragraph 1")
    assert made.remarks == ("the document has tracked changes: 1 insertion taken as accepted, 2 deletions left out",)


def test_a_document_without_tracked_changes_says_nothing_of_them() -> None:
    made = look_at(paragraph(run("P01: one")), paragraph(run("P02: two")))
    assert (made.left_out, made.remarks) == ((), ())


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    made = look_at(paragraph(mark, run("one ")), paragraph(run("two")), paragraph(run("three")))
    assert [(line.text, line.number) for line in made.lines] == [("one two", 1), ("three", 3)]


def test_a_deleted_row_is_gone_and_counted() -> None:
    row = f"<w:tr><w:trPr><w:del/></w:trPr>{cell(paragraph(run('one')))}</w:tr>"
    made = look_at(f"<w:tbl>{row}</w:tbl>", paragraph(run("two")))
    assert [line.text for line in made.lines] == ["two"]
    assert [(left.what, left.count) for left in made.left_out] == [("tracked deletions", 1)]


def test_a_change_of_format_is_no_emphasis() -> None:
    before = "<w:rPr><w:rPrChange><w:rPr><w:b/></w:rPr></w:rPrChange></w:rPr>"
    assert emphasis(paragraph(f"<w:r>{before}<w:t>plain</w:t></w:r>")) == [0]


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
        ("<w:r><w:t>a<!-- a comment -->b</w:t></w:r>", "ab"),
        ("<w:r><w:t>a\nb&#13;c</w:t></w:r>", "a b c"),
        ("<w:r><w:t><![CDATA[a<w:sz/>b]]></w:t></w:r>", "a<w:sz/>b"),
        (run("a", 'rFonts w:ascii="Arial"', "b", "bCs", 'lang w:val="en-GB"') + "<w:r><w:szCs></w:szCs></w:r>", "a"),
        ('<w:r><w:sym w:font="Symbol" w:char="00B5"/></w:r>', "µ"),
        ("<w:r><w:ptab/></w:r>", "\t"),
        ("<m:oMath><m:r><m:t>x=y</m:t></m:r></m:oMath>", "x=y"),
        (f"<w:ruby><w:rt>{run('how it sounds')}</w:rt><w:rubyBase>{run('word')}</w:rubyBase></w:ruby>", "word"),
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


def test_a_line_break_makes_a_line_of_the_same_paragraph() -> None:
    made = look_at(paragraph(run("one"), "<w:r><w:br/></w:r>", run("two")), paragraph(), paragraph(run("three")))
    assert [(line.text, line.number) for line in made.lines] == [("one", 1), ("two", 1), ("", 2), ("three", 3)]
    assert made.unit == "paragraph"


@given(st.lists(ANY_TEXT, max_size=8))
def test_text_comes_out_as_it_went_in(texts: list[str]) -> None:
    made = look_at(*(paragraph(run(text)) for text in texts))
    assert [(line.text, line.number) for line in made.lines] == [(text, n) for n, text in enumerate(texts, start=1)]


def test_each_row_of_a_table_is_a_line_with_tabs_between_its_cells() -> None:
    made = look_at(table_of(("P01:", "one", "x\ty"), ("", "two", "")), paragraph(run("after")))
    assert made.lines == (
        Line("P01:\tone\tx\ty", 1, cells=(4, 8)),
        Line("\ttwo\t", 4, cells=(0, 4)),
        Line("after", 7),
    )


def test_turns_may_stand_in_the_rows_of_a_table() -> None:
    rows = [(f"{speaker}:", f"{speaker} says {n}.") for n in range(3) for speaker in ("INTERVIEWER", "Ana Ruiz")]
    assert said(document(table_of(*rows))) == [(label.rstrip(":"), speech) for label, speech in rows]


def test_further_paragraphs_of_the_last_cell_are_lines_and_those_of_others_are_joined() -> None:
    first = cell(paragraph(run("Ana")), paragraph(), paragraph(run("Ruiz")))
    last = cell(paragraph(run("one"), "<w:r><w:br/></w:r>", run("two")), paragraph(run("three")))
    made = look_at(table((first, last)))
    assert made.lines == (Line("Ana Ruiz\tone", 1, cells=(8,)), Line("two", 4), Line("three", 5))


def test_a_table_in_a_single_cell_has_rows_of_its_own() -> None:
    inner = table_of(("P01", "one"), ("P02", "two"))
    made = look_at(table((cell(paragraph(run("before")), inner, paragraph(run("after"))),)))
    assert [line.text for line in made.lines] == ["before", "P01\tone", "P02\ttwo", "after"]
    assert [line.cells for line in made.lines] == [(), (3,), (3,), ()]


NESTED = st.recursive(
    WORDS.map(lambda text: paragraph(run(text))),
    lambda inner: st.lists(st.lists(inner.map(cell), min_size=1, max_size=3).map(tuple), min_size=1, max_size=3).map(
        lambda rows: table(*rows)
    ),
    max_leaves=12,
)


@given(st.lists(NESTED, max_size=4))
def test_no_word_is_lost_in_tables_within_tables(blocks: list[str]) -> None:
    words = re.findall('preserve">(.*?)</w:t>', "".join(blocks))
    assert "".join("".join(lines(*blocks)).split()) == "".join("".join(words).split())


def test_tables_are_not_nested_without_end() -> None:
    block = paragraph(run("P01: one"))
    for _ in range(word_body.MAX_NESTING + 1):
        block = table((cell(block),))
    assert "nested too deep" in problem_of(document(block))


def test_a_table_of_fields_at_the_head_becomes_attributes_and_stays_in_the_text() -> None:
    head = table_of(("Date:", "3 May"), ("Interviewer", "R. Moss"), ("Site", "North: ward 2"))
    made = look_at(paragraph(run("Interview 7")), head, paragraph(run("INTERVIEWER: Well?")))
    assert made.attributes == {"Date": "3 May", "Interviewer": "R. Moss", "Site": "North: ward 2"}
    assert "Date:\t3 May" in made.text


@pytest.mark.parametrize(
    "blocks",
    [
        (table_of(("Interviewer", "How are you?"), ("Participant", "Fine.")),),
        (table_of(("Interviewer", "On what date?"), ("Date", "It was May.")),),
        (table_of(("Date", "May"), ("Date", "June")),),
        (table_of(("Date", "May", "June"), ("Site", "North", "South")),),
        (paragraph(run("INTERVIEWER:")), table_of(("Date", "May"), ("Site", "North"))),
        (
            table_of(
                ("a", "b"),
            ),
            table_of(("Date", "May"), ("Site", "North")),
        ),
    ],
    ids=["talk", "talk about a field", "the same field twice", "three columns", "after a speaker", "a second table"],
)
def test_other_tables_are_no_attributes(blocks: tuple[str, ...]) -> None:
    assert look_at(*blocks).attributes == {}


@pytest.mark.parametrize(
    ("parts", "n_letters"),
    [
        ((run("Ana:", "b"), run(" one")), 4),
        ((run("Ana: ", "b"), run("one")), 5),
        ((run("  "), run("Ana:", "i"), run(" one")), 6),
        ((run("A", "b"), run("na:", "b", "i"), run(" one", "i")), 4),
        ((run("Ana:", "b"), run(" one", "i")), 4),
        ((run("Ana", "b"), run(" "), run("Ruiz", "b"), run(" one")), 8),
        ((run("all of it", "b"),), 9),
        ((run("all of it", "b"), run(" ")), 10),
        ((run("one "), run("two", "b")), 0),
        ((run("  ", "b"),), 0),
        ((run("not", 'b w:val="0"'), run(" so")), 0),
        ((run("not", 'b w:val="false"'), run(" so")), 0),
        ((run("yes", 'b w:val="true"'), run(" so")), 3),
    ],
)
def test_emphasis_is_how_much_of_the_beginning_is_bold_or_italic(parts: tuple[str, ...], n_letters: int) -> None:
    assert emphasis(paragraph(*parts)) == [n_letters]


@given(st.lists(st.tuples(st.text("ab", min_size=1), st.booleans()), min_size=1))
def test_emphasis_ends_with_the_last_letter_that_is_set_so(runs: list[tuple[str, bool]]) -> None:
    letters = [is_bold for text, is_bold in runs for _ in text]
    parts = (run(text, "b") if is_bold else run(text) for text, is_bold in runs)
    assert emphasis(paragraph(*parts)) == [(*letters, False).index(False)]


def test_a_bold_run_after_a_plain_one_is_looked_at_anew() -> None:
    broken = paragraph(run("one"), "<w:r><w:br/></w:r>", run("two", "b"), run(" three"))
    assert emphasis(broken) == [0, 3]


def test_emphasis_comes_through_styles_and_those_they_are_based_on() -> None:
    sheet = styles(
        style("Speaker", "b", kind="character"),
        style("Name", kind="character", based_on="Speaker"),
        style("Question", "i"),
        style("Plain", 'i w:val="0"', based_on="Question"),
        style("Circle", based_on="Circle"),
    )
    blocks = (
        paragraph('<w:r><w:rPr><w:rStyle w:val="Name"/></w:rPr><w:t>Ana:</w:t></w:r>', run(" one")),
        styled("Question", run("two")),
        styled("Plain", run("three")),
        styled("Question", run("four", 'i w:val="0"')),
        styled("Circle", run("five")),
        styled("Unknown", run("six")),
    )
    assert emphasis(*blocks, styles=sheet) == [4, 3, 0, 0, 0, 0]


def test_bold_characters_in_a_bold_paragraph_are_not_bold_as_word_shows_them() -> None:
    sheet = styles(style("Strong", "b", kind="character"), style("Head", "b"))
    strong = '<w:r><w:rPr><w:rStyle w:val="Strong"/></w:rPr><w:t>two</w:t></w:r>'
    assert emphasis(styled("Head", run("one "), strong), styles=sheet) == [4]


def test_the_style_of_paragraphs_that_name_none_counts() -> None:
    sheet = styles(style("Normal", "b", more='w:default="1"'))
    assert emphasis(paragraph(run("one")), styles=sheet) == [3]


def test_the_mark_at_the_end_of_a_paragraph_makes_nothing_bold() -> None:
    assert emphasis(paragraph("<w:pPr><w:rPr><w:b/></w:rPr></w:pPr>", run("one"))) == [0]


def test_the_emphasis_of_a_row_is_that_of_its_first_cell_or_all_of_it() -> None:
    name, speech = cell(paragraph(run("Ana", "b"))), cell(paragraph(run("one")))
    empty, loud = cell(paragraph()), cell(paragraph(run("two", "b")))
    rows = table((name, speech), (speech, name), (empty, name, speech), (name, loud))
    assert emphasis(rows) == [3, 0, 4, 7]


def test_hidden_text_is_left_out_and_counted() -> None:
    sheet = styles(style("Secret", "vanish"), style("Whisper", "vanish", kind="character"))
    blocks = (
        paragraph(run("one"), run(" hid", "vanish"), run("den", "vanish"), run(" two")),
        styled("Secret", run("three")),
        paragraph('<w:r><w:rPr><w:rStyle w:val="Whisper"/></w:rPr><w:t>four</w:t></w:r>', run("five")),
        paragraph(run("six", 'vanish w:val="0"')),
    )
    made = look_at(*blocks, styles=sheet)
    assert [line.text for line in made.lines] == ["one two", "", "five", "six"]
    (left,) = made.left_out
    assert (left.what, left.count, left.where) == ("stretches of hidden text", 3, "paragraphs 1, 2 and 3")


def test_notes_and_comments_are_left_out_and_counted() -> None:
    notes = (
        f'<w:footnotes {NAMESPACES}><w:footnote w:type="separator" w:id="0">{paragraph()}</w:footnote>'
        f'<w:footnote w:id="1">{paragraph(run("a note"))}</w:footnote></w:footnotes>'
    )
    comments = "".join(f'<w:comment w:id="{n}">{paragraph(run("a comment"))}</w:comment>' for n in range(2))
    blocks = (
        paragraph(run("one"), '<w:r><w:footnoteReference w:id="1"/></w:r>'),
        paragraph(run("two"), '<w:r><w:commentReference w:id="0"/></w:r><w:r><w:endnoteReference w:id="1"/></w:r>'),
    )
    others = {"footnotes": notes, "comments": f"<w:comments {NAMESPACES}>{comments}</w:comments>"}
    assert [line.text for line in look_at(*blocks, **others).lines] == ["one", "two"]
    assert left_out(*blocks, **others) == [
        ("comments", 2, "paragraph 2"),
        ("footnotes", 1, "paragraph 1"),
        ("endnotes", 1, "paragraph 2"),
    ]


def test_page_headers_are_counted_where_they_hold_text() -> None:
    headers = {f"header{n}": f"<w:hdr {NAMESPACES}>{paragraph(run(text))}</w:hdr>" for n, text in enumerate(("", "x"))}
    assert left_out(paragraph(run("one")), **headers) == [("page headers and footers", 1, "")]


def test_numbers_and_bullets_that_word_makes_are_counted() -> None:
    numbered = '<w:pPr><w:numPr><w:numId w:val="{}"/></w:numPr></w:pPr>'
    sheet = styles('<w:style w:type="paragraph" w:styleId="List"><w:pPr><w:numPr/></w:pPr></w:style>')
    blocks = (
        paragraph(numbered.format(3), run("one")),
        paragraph(numbered.format(0), run("two")),
        styled("List", run("three")),
    )
    assert left_out(*blocks, styles=sheet) == [("automatic numbers and bullets of lists", 2, "paragraphs 1 and 3")]


@pytest.mark.parametrize(
    ("part", "what"),
    [
        ("<w:r><w:drawing><pic:pic/></w:drawing></w:r>", "pictures"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>', "symbols of a symbol font"),
        ('<w:r><w:sym w:font="Wingdings" w:char="D800"/></w:r>', "symbols of a symbol font"),
    ],
)
def test_what_is_no_text_is_counted(part: str, what: str) -> None:
    assert left_out(paragraph(run("one"), part)) == [(what, 1, "paragraph 1")]


def test_a_long_list_of_paragraphs_is_cut_short() -> None:
    picture = paragraph("<w:r><w:drawing><pic:pic/></w:drawing></w:r>")
    assert left_out(*[picture] * 9) == [("pictures", 9, "paragraphs 1, 2, 3, 4 and 5 more")]


def test_macros_are_counted() -> None:
    packed = io.BytesIO(document(paragraph(run("one"))))
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"code")
    made = word.read_document(packed.getvalue(), file="a.docx")
    assert [(one.what, one.count) for one in made.left_out] == [("macros", 1)]


def test_parts_are_found_by_their_relationships() -> None:
    def relationships(kind: str, target: str) -> str:
        entry = f'<Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}"/>'
        away = f'<Relationship Id="r2" Type="{OFFICE}/{kind}" Target="http://away.example/" TargetMode="External"/>'
        return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{away}{entry}</Relationships>'

    raw = document(styled("Loud", run("one")), styles=styles(style("Loud")), sheet7=styles(style("Loud", "b")))
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            new.writestr(name.replace("document", "document2"), old.read(name))
        new.writestr("_rels/.rels", relationships("officeDocument", "/word/document2.xml"))
        new.writestr("word/_rels/document2.xml.rels", relationships("styles", "sheet7.xml"))
    (line,) = word.read_document(packed.getvalue(), file="a.docx").lines
    assert line == Line("one", 1, emphasis=3)


def test_the_text_of_a_box_is_not_read_twice() -> None:
    box = f"<w:txbxContent>{paragraph(run('boxed'))}</w:txbxContent>"
    either = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    text = lines(paragraph(run("one "), f"<w:r>{either}</w:r>", run("two")), paragraph(run("three")))
    assert text == ["one two", "boxed", "three"]


def test_a_document_that_was_saved_as_strict_open_xml_is_read() -> None:
    namespace = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    lines = paragraph(run("P01: one")) + paragraph(run("P02: two"))
    raw = pack(f'<w:document xmlns:w="{namespace}"><w:body>{lines}</w:body></w:document>')
    assert said(raw) == [("P01", "one"), ("P02", "two")]


def test_the_labels_that_the_roster_names_are_handed_on() -> None:
    raw = document(paragraph(run("P01: one")), paragraph(run("the warden: two")))
    transcript = read(raw, frozenset({"the warden"}))
    assert [turn.speaker for turn in transcript.turns] == ["P01", "the warden"]


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "this is no Word document (.docx)"),
        (b"INTERVIEWER: this is text", "this is no Word document (.docx)"),
        (b"PK\x03\x04 and no more", "this Word document (.docx) is damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old document", "this is no Word document (.docx)"),
        (pack("<x/>", part="content.xml"), "this is no Word document (.docx)"),
        (pack("<x/>"), "this is no Word document (.docx)"),
        (pack("<w:document"), "this Word document (.docx) is damaged"),
        (pack(""), "this Word document (.docx) is damaged"),
        (pack("no XML"), "this Word document (.docx) is damaged"),
    ],
    ids=["nothing", "text", "cut off", "old", "other zip", "other XML", "broken XML", "empty part", "no XML"],
)
def test_what_is_no_word_document_is_told(raw: bytes, message: str) -> None:
    assert problem_of(raw).startswith(message)


def test_a_document_of_tags_that_never_end_is_told_at_once() -> None:
    assert "broken" in problem_of(pack(f"<w:document {NAMESPACES}>" + "<w:sz " * 200_000))


def test_a_damaged_document_is_read_or_told_wherever_the_damage_is() -> None:
    raw = document(*(paragraph(run(f"P0{n % 3}: {'word ' * n}")) for n in range(40)))
    n_told = 0
    for place in range(0, len(raw), 3):
        try:
            transcript = read(raw[:place] + bytes([raw[place] ^ 0xFF]) + raw[place + 1 :])
        except InputError:
            n_told += 1
        else:
            assert all(turn.start < turn.end <= len(transcript.text) for turn in transcript.turns)
    assert n_told


@pytest.mark.parametrize("cut", [1, 10, 100])
def test_a_document_of_which_bytes_are_missing_is_told(cut: int) -> None:
    raw = document(*(paragraph(run(f"P0{n % 3}: {'word ' * n}")) for n in range(40)))
    middle = len(raw) // 3
    assert problem_of(raw[:middle] + raw[middle + cut :])


def test_a_document_that_unpacks_to_too_much_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interview_coder.ingest.zipped_xml.MAX_UNPACKED_BYTES", 1_000_000)
    assert "1 MB" in problem_of(document(paragraph(run("P01: " + "a" * 1_000_000))))


def test_a_document_with_entities_is_refused() -> None:
    xml = (
        '<!DOCTYPE x [<!ENTITY inside "P09: inside"><!ENTITY outside SYSTEM "file:///secret.txt">]>'
        f"<w:document {NAMESPACES}><w:body>{paragraph(run('P01: one'))}"
        "<w:p><w:r><w:t>P02: two &inside; &outside;</w:t></w:r></w:p></w:body></w:document>"
    )
    assert "DOCTYPE" in problem_of(pack(xml))


def test_a_document_without_words_is_told() -> None:
    assert "empty" in problem_of(document())
    assert "empty" in problem_of(document(paragraph(), paragraph(run("  "))))


def test_a_document_without_speakers_is_one_turn() -> None:
    assert said(document(paragraph(run("one")), paragraph(run("two")))) == [("", "one\ntwo")]
