from __future__ import annotations

import io
import re
import zipfile
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.errors import InputError
from interview_coder.ingest import open_document, read_whole
from interview_coder.ingest.document import Document, Line
from interview_coder.ingest.transcript import ReadOptions

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{_OASIS}{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "style": "style",
        "text": "text",
        "table": "table",
        "draw": "drawing",
        "fo": "xsl-fo-compatible",
        "svg": "svg-compatible",
    }.items()
)
ANY_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters="\ufffe\uffff"))
WORDS = st.text("abcé🙂", min_size=1, max_size=6)


def paragraph(*parts: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{"".join(parts)}</text:p>'


def span(text: str, style: str) -> str:
    return f'<text:span text:style-name="{style}">{text}</text:span>'


def cell(*blocks: str, kind: str = "table-cell") -> str:
    return f"<table:{kind}>{''.join(blocks)}</table:{kind}>"


def table(*rows: tuple[str, ...]) -> str:
    inside = "".join("<table:table-row>" + "".join(row) + "</table:table-row>" for row in rows)
    return f"<table:table><table:table-column/>{inside}</table:table>"


def table_of(*rows: tuple[str, ...]) -> str:
    return table(*(tuple(cell(paragraph(text)) for text in row) for row in rows))


def style(name: str, family: str = "text", based_on: str = "", **settings: str) -> str:
    written = " ".join(f'{key.replace("_", ":", 1).replace("_", "-")}="{value}"' for key, value in settings.items())
    parent = f'style:parent-style-name="{based_on}"' if based_on else ""
    inside = f"<style:text-properties {written}/>"
    return f'<style:style style:name="{name}" style:family="{family}" {parent}>{inside}</style:style>'


BOLD = style("Bold", fo_font_weight="bold")
ITALIC = style("Italic", fo_font_style="italic")
HIDDEN = style("Hidden", text_display="none")


def pack(**parts: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        for name, written in parts.items():
            archive.writestr(name.replace("__", "/") + ("" if name == "encrypted-package" else ".xml"), written)
    return packed.getvalue()


def content(*blocks: str, styles: str = "", kind: str = "text") -> str:
    inside = f"<office:body><office:{kind}>{''.join(blocks)}</office:{kind}></office:body>"
    automatic = f"<office:automatic-styles>{styles}</office:automatic-styles>"
    return f"<office:document-content {NAMESPACES}>{automatic}{inside}</office:document-content>"


def named_styles(*entries: str) -> str:
    return f"<office:document-styles {NAMESPACES}>{''.join(entries)}</office:document-styles>"


def look_at(*blocks: str, styles: str = "", named: str = "") -> Document:
    others = {"styles": named_styles(named)} if named else {}
    return open_document.read_document(pack(content=content(*blocks, styles=styles), **others), file="corpus/a.odt")


def lines(*blocks: str) -> list[str]:
    return [line.text for line in look_at(*blocks).lines]


def emphasis(*blocks: str, styles: str = BOLD + ITALIC, named: str = "") -> list[int]:
    return [line.emphasis for line in look_at(*blocks, styles=styles, named=named).lines]


def left_out(*blocks: str, styles: str = "", named: str = "") -> list[tuple[str, int, str]]:
    return [(one.what, one.count, one.where) for one in look_at(*blocks, styles=styles, named=named).left_out]


def problem_of(raw: bytes) -> str:
    with pytest.raises(InputError) as caught:
        read_whole(raw, ending=".odt", file="corpus/a.odt", options=ReadOptions())
    (problem,) = caught.value.problems
    assert problem.place.file == "corpus/a.odt"
    assert problem.fix
    return problem.message


def test_turns_are_found_in_paragraphs_and_headings() -> None:
    blocks = ("<text:h>INTERVIEWER: Well?</text:h>", paragraph("P01: Größer, 🙂."), paragraph("INTERVIEWER: And?"))
    transcript = read_whole(pack(content=content(*blocks)), ending=".odt", file="a.odt", options=ReadOptions())
    assert [(turn.speaker, transcript.text[turn.start : turn.end]) for turn in transcript.turns] == [
        ("INTERVIEWER", "Well?"),
        ("P01", "Größer, 🙂."),
        ("INTERVIEWER", "And?"),
    ]


@given(st.lists(ANY_TEXT, max_size=8))
def test_text_comes_out_as_it_went_in(texts: list[str]) -> None:
    made = look_at(*(paragraph(re.sub(" ", "<text:s/>", escape(text))) for text in texts))
    assert [(line.text, line.number) for line in made.lines] == [(text, n) for n, text in enumerate(texts, start=1)]
    assert made.unit == "paragraph"


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("one<text:tab/>two", "one\ttwo"),
        ('one <text:s text:c="2"/>two', "one   two"),
        ("one<text:s/>two", "one two"),
        ("\n  one\n  two ", "one two "),
        ("one <text:span> two</text:span>", "one two"),
        ("one<text:tab/> two", "one\t two"),
        ("<text:span>one</text:span> <text:span>two</text:span>", "one two"),
        ("one <text:a>two</text:a> three", "one two three"),
        ("page <text:page-number>7</text:page-number>.", "page 7."),
        ('one<text:bookmark text:name="x"/>two<text:soft-page-break/>three', "onetwothree"),
        ("<!-- not -->one<!-- not -->two", "onetwo"),
        ("<text:ruby><text:ruby-base>one</text:ruby-base><text:ruby-text>two</text:ruby-text></text:ruby>", "one"),
        ("one\u00a0 \u2028two", "one\u00a0 \u2028two"),
        ('<text:hidden-text text:is-hidden="false">one</text:hidden-text>', "one"),
    ],
)
def test_each_part_of_a_paragraph_becomes_its_text(written: str, text: str) -> None:
    assert lines(paragraph(written)) == [text]


def test_a_line_break_makes_a_line_of_the_same_paragraph() -> None:
    made = look_at(paragraph("one<text:line-break/>two"), paragraph(), paragraph("three"))
    assert [(line.text, line.number) for line in made.lines] == [("one", 1), ("two", 1), ("", 2), ("three", 3)]


def test_lists_and_sections_are_read_in_order() -> None:
    items = "".join(f"<text:list-item>{paragraph(text)}</text:list-item>" for text in ("two", "three"))
    section = f"<text:section><text:list>{items}</text:list></text:section>"
    assert lines(paragraph("one"), section, paragraph("four")) == ["one", "two", "three", "four"]
    assert left_out(section) == [("automatic numbers and bullets of lists", 2, "paragraphs 1 and 2")]


def test_each_row_of_a_table_is_a_line_with_tabs_between_its_cells() -> None:
    made = look_at(table_of(("P01:", "one"), ("", "two")), paragraph("after"))
    assert made.lines == (Line("P01:\tone", 1, cells=(4,)), Line("\ttwo", 3, cells=(0,)), Line("after", 5))


def test_rows_of_a_heading_are_rows() -> None:
    row = f"<table:table-row>{cell(paragraph('one'))}</table:table-row>"
    head = f"<table:table-header-rows>{row}</table:table-header-rows>"
    assert lines(f"<table:table>{head}</table:table>") == ["one"]


def test_words_in_a_cell_that_another_covers_are_kept() -> None:
    assert lines(table((cell(paragraph("one")), cell(paragraph("two"), kind="covered-table-cell")))) == ["one\ttwo"]


NESTED = st.recursive(
    WORDS.map(paragraph),
    lambda inner: st.lists(st.lists(inner.map(cell), min_size=1, max_size=3).map(tuple), min_size=1, max_size=3).map(
        lambda rows: table(*rows)
    ),
    max_leaves=12,
)


@given(st.lists(NESTED, max_size=4))
def test_no_word_is_lost_in_tables_within_tables(blocks: list[str]) -> None:
    words = re.findall(">([^<>]+)</text:p>", "".join(blocks))
    assert "".join("".join(lines(*blocks)).split()) == "".join(words)


def test_a_table_of_fields_at_the_head_becomes_attributes_and_stays_in_the_text() -> None:
    made = look_at(table_of(("Date:", "3 May"), ("Interviewer", "R. Moss")), paragraph("INTERVIEWER: Well?"))
    assert made.attributes == {"Date": "3 May", "Interviewer": "R. Moss"}
    assert "Date:\t3 May" in made.text


def test_a_table_of_talk_is_no_attributes() -> None:
    assert look_at(table_of(("Interviewer", "How are you?"), ("Participant", "Fine."))).attributes == {}


def test_the_text_of_a_box_follows_its_paragraph() -> None:
    box = f"<draw:frame><draw:text-box>{paragraph('boxed')}</draw:text-box><svg:title>a box</svg:title></draw:frame>"
    assert lines(paragraph("one ", box, "two"), paragraph("three")) == ["one two", "boxed", "three"]


@pytest.mark.parametrize(
    ("parts", "n_letters"),
    [
        ((span("Ana:", "Bold"), " one"), 4),
        ((span("Ana: ", "Bold"), "one"), 5),
        (("<text:s/>", span("Ana:", "Italic"), " one"), 5),
        ((span("Ana:", "Bold"), span(" one", "Italic")), 4),
        ((span(f"An{span('a:', 'Italic')}", "Bold"), " one"), 4),
        ((span("all of it", "Bold"),), 9),
        (("one ", span("two", "Bold")), 0),
        ((span("one", "Unknown"),), 0),
    ],
)
def test_emphasis_is_how_much_of_the_beginning_is_bold_or_italic(parts: tuple[str, ...], n_letters: int) -> None:
    assert emphasis(paragraph(*parts)) == [n_letters]


def test_emphasis_comes_through_styles_and_those_they_are_based_on() -> None:
    named = style("Speaker", "paragraph", fo_font_weight="700") + style("Loop", "paragraph", based_on="Loop")
    own = (
        style("P1", "paragraph", based_on="Speaker")
        + style("P2", "paragraph", based_on="P1", fo_font_weight="normal")
        + style("Off", fo_font_weight="normal")
    )
    blocks = (
        paragraph("one", style="P1"),
        paragraph("two", style="P2"),
        paragraph("three", style="Loop"),
        paragraph("four", span(" five", "Off"), style="P1"),
    )
    assert emphasis(*blocks, styles=own, named=named) == [3, 0, 0, 4]


def test_the_default_of_all_paragraphs_counts() -> None:
    bold = '<style:text-properties fo:font-weight="bold"/>'
    named = f'<style:default-style style:family="paragraph">{bold}</style:default-style>'
    assert emphasis(paragraph("one"), named=named) == [3]


def test_deleted_text_is_left_out_and_tracked_changes_are_told() -> None:
    deletion = (
        f'<text:changed-region text:id="a"><text:deletion>{paragraph("gone")}</text:deletion></text:changed-region>'
    )
    insertion = '<text:changed-region text:id="b"><text:insertion/></text:changed-region>'
    tracked = f"<text:tracked-changes>{deletion}{insertion}</text:tracked-changes>"
    new = '<text:change-start text:change-id="b"/>new<text:change-end text:change-id="b"/>'
    made = look_at(tracked, paragraph('one <text:change text:change-id="a"/>', new))
    assert [line.text for line in made.lines] == ["one new"]
    assert [(one.what, one.count, one.where) for one in made.left_out] == [("tracked deletions", 1, "paragraph 1")]
    assert made.remarks == ("the document has tracked changes: 1 insertion taken as accepted, 1 deletion left out",)


def test_notes_and_comments_are_left_out_and_counted() -> None:
    def note(kind: str) -> str:
        body = f"<text:note-body>{paragraph('a note')}</text:note-body>"
        return f'<text:note text:note-class="{kind}"><text:note-citation>1</text:note-citation>{body}</text:note>'

    comment = f"<office:annotation>{paragraph('a comment')}</office:annotation>"
    blocks = (paragraph("one", note("footnote")), paragraph("two", comment, note("endnote"), " more"))
    assert lines(*blocks) == ["one", "two more"]
    assert left_out(*blocks) == [
        ("footnotes", 1, "paragraph 1"),
        ("comments", 1, "paragraph 2"),
        ("endnotes", 1, "paragraph 2"),
    ]


@pytest.mark.parametrize(
    "blocks",
    [
        (paragraph("one", span(" gone", "Hidden")),),
        (paragraph("one", '<text:hidden-text text:string-value="gone">gone</text:hidden-text>'),),
        (paragraph("one"), f'<text:section text:display="none">{paragraph("gone")}</text:section>'),
        (paragraph("one"), paragraph('<text:hidden-paragraph text:is-hidden="true"/>gone')),
    ],
    ids=["style", "field", "section", "paragraph"],
)
def test_hidden_text_is_left_out_and_counted(blocks: tuple[str, ...]) -> None:
    made = look_at(*blocks, styles=HIDDEN)
    assert made.text.strip() == "one"
    assert [(one.what, one.count) for one in made.left_out] == [("stretches of hidden text", 1)]


def test_page_headers_and_pictures_are_counted() -> None:
    page = f"<style:header>{paragraph('a header')}</style:header><style:footer>{paragraph()}</style:footer>"
    picture = "<draw:frame><draw:image/></draw:frame>"
    named = f"<style:master-page>{page}</style:master-page>"
    assert left_out(paragraph("one", picture), named=named) == [
        ("pictures", 1, "paragraph 1"),
        ("page headers and footers", 1, ""),
    ]


@pytest.mark.parametrize("asked", ["2000000000", "9" * 5000, "-1", "²", "x"])
def test_more_spaces_than_anyone_types_are_refused(asked: str) -> None:
    message = problem_of(pack(content=content(paragraph(f'P01: a<text:s text:c="{asked}"/>b'))))
    assert message == "by paragraph 1 it asks for more than 1,000,000 spaces: too large"


def test_spaces_are_counted_over_the_whole_document() -> None:
    blocks = [paragraph('P01: a<text:s text:c="600000"/>b')] * 2
    assert problem_of(pack(content=content(*blocks))).startswith("by paragraph 2")


def test_what_is_nested_too_deep_is_told() -> None:
    inside = "one"
    for _ in range(open_document.MAX_NESTING + 1):
        inside = f"<text:span>{inside}</text:span>"
    assert "nested too deep" in problem_of(pack(content=content(paragraph(inside))))


@pytest.mark.parametrize(
    "raw",
    [
        pack(
            content="cipher",
            **{"META-INF__manifest": '<m:file-entry><m:encryption-data m:checksum="x"/></m:file-entry>'},
        ),
        pack(**{"encrypted-package": ""}),
    ],
    ids=["each part", "the whole"],
)
def test_a_document_that_needs_a_password_is_told(raw: bytes) -> None:
    assert "password" in problem_of(raw)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"INTERVIEWER: this is text", "this is no OpenDocument text (.odt)"),
        (pack(word__document="<x/>"), "a Word document (.docx)"),
        (pack(content=content(kind="spreadsheet")), "it may be a spreadsheet"),
        (pack(content="<x/>"), "this is no OpenDocument text (.odt)"),
        (pack(content="<x"), "damaged"),
        (pack(content=f"<!DOCTYPE x>{content()}"), "DOCTYPE"),
        (pack(content=content(), styles="<!DOCTYPE x><x/>"), "DOCTYPE"),
        (pack(content=content()), "empty"),
    ],
    ids=["text", "Word", "spreadsheet", "other XML", "broken XML", "DOCTYPE", "DOCTYPE in styles", "no words"],
)
def test_what_cannot_be_read_is_told(raw: bytes, message: str) -> None:
    assert message in problem_of(raw)


def test_a_damaged_document_is_read_or_told_wherever_the_damage_is() -> None:
    raw = pack(content=content(*(paragraph(f"P0{n % 3}: {'word ' * n}") for n in range(40))))
    n_told = 0
    for place in range(0, len(raw), 3):
        try:
            document = open_document.read_document(
                raw[:place] + bytes([raw[place] ^ 0xFF]) + raw[place + 1 :], file="a.odt"
            )
        except InputError:
            n_told += 1
        else:
            assert len(document.lines) == 40
    assert n_told
