"""The same transcript as .docx, .odt and .rtf, in the ways in which services, firms and people write them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

import pytest

from interview_coder.ingest import read_whole
from interview_coder.ingest.transcript import ReadOptions, Transcript

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OPEN_DOCUMENT = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "style": "style",
        "text": "text",
        "table": "table",
        "fo": "xsl-fo-compatible",
    }.items()
)
BREAK = "\n"


@dataclass(frozen=True)
class Run:
    text: str
    kind: str  # bold, inserted, deleted or commented


Paragraph = Sequence[str | Run]
Table = list[Sequence[Sequence[Paragraph]]]
Block = Paragraph | Table


def bold(text: str) -> Run:
    return Run(text, "bold")


def rows(*rows: Sequence[str]) -> Table:
    """Make a table; a line end in a cell parts its paragraphs."""
    return [[[(text,) for text in cell.split("\n")] for cell in row] for row in rows]


def write_docx(blocks: Sequence[Block]) -> bytes:
    def write_run(run: str | Run) -> str:
        text = escape(run if isinstance(run, str) else run.text)
        plain = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'.replace(BREAK, "</w:t><w:br/><w:t>")
        comment = (
            '<w:commentRangeStart w:id="0"/>',
            '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
        )
        return {
            "": plain,
            "bold": plain.replace("<w:r>", "<w:r><w:rPr><w:b/></w:rPr>"),
            "inserted": f"<w:ins>{plain}</w:ins>",
            "deleted": f"<w:del>{plain.replace('w:t', 'w:delText')}</w:del>",
            "commented": f"{comment[0]}{plain}{comment[1]}",
        }[run.kind if isinstance(run, Run) else ""]

    def write(paragraph: Paragraph) -> str:
        return f"<w:p>{''.join(map(write_run, paragraph))}</w:p>"

    body = _write_blocks(blocks, write, ("<w:tbl>", "<w:tr>", "<w:tc>", "</w:tc>", "</w:tr>", "</w:tbl>"))
    return _pack({"word/document.xml": f"<w:document {WORD}><w:body>{body}</w:body></w:document>"})


def write_odt(blocks: Sequence[Block]) -> bytes:
    note = "<office:annotation><text:p>who is this?</text:p></office:annotation>"

    def write_run(run: str | Run) -> str:
        text = escape(run if isinstance(run, str) else run.text)
        text = text.replace("  ", ' <text:s text:c="1"/>').replace(BREAK, "<text:line-break/>")
        return {
            "": text,
            "bold": f'<text:span text:style-name="B">{text}</text:span>',
            "inserted": f'<text:change-start text:change-id="a"/>{text}<text:change-end text:change-id="a"/>',
            "deleted": '<text:change text:change-id="b"/>',
            "commented": f"{note}{text}<office:annotation-end/>",
        }[run.kind if isinstance(run, Run) else ""]

    def write(paragraph: Paragraph) -> str:
        return f"<text:p>{''.join(map(write_run, paragraph))}</text:p>"

    tags = ("<table:table>", "<table:table-row>", "<table:table-cell>")
    ends = ("</table:table-cell>", "</table:table-row>", "</table:table>")
    style = (
        '<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    )
    body = f"<office:body><office:text>{_write_blocks(blocks, write, (*tags, *ends))}</office:text></office:body>"
    styles = f"<office:automatic-styles>{style}</office:automatic-styles>"
    return _pack({"content.xml": f"<office:document-content {OPEN_DOCUMENT}>{styles}{body}</office:document-content>"})


def write_rtf(blocks: Sequence[Block]) -> bytes:
    signs = {"": "", "bold": r"\b ", "inserted": r"\revised ", "deleted": r"\deleted ", "commented": ""}

    def write_run(run: str | Run) -> str:
        text, kind = (run, "") if isinstance(run, str) else (run.text, run.kind)
        note = r"{\*\annotation who is this?}" if kind == "commented" else ""
        return f"{{{signs[kind]}{text}}}{note}".replace(BREAK, r"\line ")

    def write(paragraph: Paragraph) -> str:
        return rf"{''.join(map(write_run, paragraph))}\par "

    body = _write_blocks(blocks, write, ("", r"\trowd ", r"\pard\intbl ", r"\cell ", r"\row\pard ", ""))
    return rf"{{\rtf1\ansi {body}}}".replace(r"\par \cell", r"\cell").encode()


def _write_blocks(blocks: Sequence[Block], write: Callable[[Paragraph], str], tags: Sequence[str]) -> str:
    table, row, cell, end_cell, end_row, end_table = tags

    def write_cell(paragraphs: Sequence[Paragraph]) -> str:
        return cell + "".join(map(write, paragraphs)) + end_cell

    def write_table(rows: Table) -> str:
        return table + "".join(row + "".join(map(write_cell, cells)) + end_row for cells in rows) + end_table

    return "".join(write_table(block) if isinstance(block, list) else write(block) for block in blocks)


def _pack(parts: dict[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, xml in parts.items():
            archive.writestr(name, xml)
    return packed.getvalue()


def read_all(*blocks: Block) -> list[Transcript]:
    """Read the same blocks in all three formats."""
    options = ReadOptions()
    return [
        read_whole(write_docx(blocks), ending=".docx", file="a.docx", options=options),
        read_whole(write_odt(blocks), ending=".odt", file="a.odt", options=options),
        read_whole(write_rtf(blocks), ending=".rtf", file="a.rtf", options=options),
    ]


def said(transcript: Transcript) -> list[tuple[str, str]]:
    return [(turn.speaker, transcript.text[turn.start : turn.end]) for turn in transcript.turns]


ASKED, ANSWERED = "So how was the move for all of you?", "It was long, and we carried it all."
MORE, LAST = "And then what happened?", "Then the lift broke, and nobody came."
HEAD = rows(("Date", "3 May 2018"), ("Site:", "North"), ("Interviewer", "Ana"))


@pytest.mark.parametrize(
    ("blocks", "speakers"),
    [
        (
            [
                *[
                    (bold("Visit to the site"),),
                    ("Tue, May 01, 2018",),
                    (bold("SPEAKERS"),),
                    ("Ana Ruiz, Dan Cole",),
                    (),
                ],
                *[(bold("Ana Ruiz"), "  0:34"), (ASKED,), (), (bold("Dan Cole"), "  0:41"), (ANSWERED,), ()],
                *[(bold("Ana Ruiz"), "  1:02"), (MORE,), (), (bold("Dan Cole"), "  1:05"), (LAST,)],
            ],
            "Ana Ruiz, Dan Cole",
        ),
        (
            [
                *[(bold("Garden meeting-Recording"),), ("32m 10s",), ()],
                *[(bold("Ana Ruiz"), f"   0:34{BREAK}{ASKED}"), (bold("Dan Cole"), f"   0:41{BREAK}{ANSWERED}")],
                *[(bold("Ana Ruiz"), f"   1:02{BREAK}{MORE}"), (bold("Dan Cole"), f"   1:05{BREAK}{LAST}")],
            ],
            "Ana Ruiz, Dan Cole",
        ),
        (
            [
                rows(
                    ("", "Timespan", "Content", "Speaker"),
                    ("1", "0:34.0 - 0:41.0", ASKED, "Ana Ruiz"),
                    ("2", "0:41.0 - 0:48.8", ANSWERED, "Dan Cole"),
                    ("3", "1:02.0 - 1:05.0", MORE, "Ana Ruiz"),
                    ("4", "1:05.0 - 1:20.0", LAST, "Dan Cole"),
                )
            ],
            "Ana Ruiz, Dan Cole",
        ),
        (
            [
                *[(bold("[00:00:34] I:"), f" {ASKED}"), (bold("[00:00:41] R:"), f" {ANSWERED}")],
                *[(bold("[00:01:02] I:"), f" {MORE}"), (bold("[00:01:05] R:"), f" {LAST}")],
            ],
            "I, R",
        ),
    ],
    ids=["Otter", "Teams", "NVivo", "a firm"],
)
def test_names_and_times_are_found_wherever_a_service_puts_them(blocks: list[Block], speakers: str) -> None:
    first, second = speakers.split(", ")
    for transcript in read_all(*blocks):
        assert said(transcript) == [(first, ASKED), (second, ANSWERED), (first, MORE), (second, LAST)]
        assert [turn.start_seconds for turn in transcript.turns] == [34, 41, 62, 65]


@pytest.mark.parametrize(
    "blocks",
    [
        [("I: ", ASKED), ("R: ", ANSWERED), ("And loud, too.",), ("I: ", MORE), ("R: ", LAST)],
        [(f"I: {ASKED}{BREAK}R: {ANSWERED}{BREAK}And loud, too.{BREAK}I: {MORE}{BREAK}R: {LAST}",)],
        [
            (bold("I"), f" {ASKED}"),
            (bold("R"), f" {ANSWERED}"),
            ("And loud, too.",),
            (bold("I"), f" {MORE}"),
            (bold("R"), f" {LAST}"),
        ],
        [rows(("I", ASKED), ("R", f"{ANSWERED}\nAnd loud, too."), ("I", MORE), ("R", LAST))],
        [HEAD, (), rows(("I", ASKED), ("R", f"{ANSWERED}\nAnd loud, too."), ("I", MORE), ("R", LAST))],
    ],
    ids=["paragraphs", "line breaks", "bold", "a table", "a table below one of fields"],
)
def test_a_turn_goes_on_to_the_next_speaker(blocks: list[Block]) -> None:
    for transcript in read_all(*blocks):
        assert said(transcript) == [("I", ASKED), ("R", f"{ANSWERED}\nAnd loud, too."), ("I", MORE), ("R", LAST)]


def test_a_row_without_a_speaker_goes_on_with_the_one_above() -> None:
    for transcript in read_all(rows(("I", ASKED), ("R", ANSWERED), ("", "And loud, too."), ("I", MORE), ("R", LAST))):
        assert said(transcript) == [("I", ASKED), ("R", ANSWERED), ("R", "And loud, too."), ("I", MORE), ("R", LAST)]


def test_a_bold_title_asks_nothing_but_bold_questions_do() -> None:
    answers = [(ANSWERED,), ("And loud, too.",)]
    blocks: list[Block] = [
        (bold("Interview 3"),),
        (bold(ASKED),),
        *answers,
        (bold(MORE),),
        (LAST,),
        (bold("Again?"),),
        ("No.",),
    ]
    for transcript in read_all(*blocks):
        speakers = [speaker for speaker, _ in said(transcript)]
        assert speakers == ["Question", "Answer"] * 3
        assert said(transcript)[1][1] == f"{ANSWERED}\nAnd loud, too."


def test_a_table_of_fields_at_the_head_is_no_talk() -> None:
    talk = [("Interviewer: ", ASKED), ("P01: ", ANSWERED), ("Interviewer: ", MORE), ("P01: ", LAST)]
    for transcript in read_all((bold("Interview 3"),), HEAD, (), *talk):
        assert transcript.attributes == {"Date": "3 May 2018", "Site": "North", "Interviewer": "Ana"}
        assert said(transcript) == [("Interviewer", ASKED), ("P01", ANSWERED), ("Interviewer", MORE), ("P01", LAST)]


def test_a_label_that_was_changed_is_read_as_it_became() -> None:
    changed = (Run("Dan Cole", "deleted"), Run("P01", "inserted"), f": {ANSWERED}")
    partly = ("P0", Run("2", "deleted"), Run("1", "inserted"), f": {LAST}")
    for transcript in read_all((f"I: {ASKED}",), changed, (Run("I", "inserted"), f": {MORE}"), partly):
        assert said(transcript) == [("I", ASKED), ("P01", ANSWERED), ("I", MORE), ("P01", LAST)]
        assert "Dan" not in transcript.text


def test_a_comment_on_a_label_is_no_part_of_it() -> None:
    commented = Run("P01", "commented")
    for transcript in read_all(
        (f"I: {ASKED}",), (commented, f": {ANSWERED}"), (f"I: {MORE}",), (commented, f": {LAST}")
    ):
        assert said(transcript) == [("I", ASKED), ("P01", ANSWERED), ("I", MORE), ("P01", LAST)]
        assert [(one.what, one.count) for one in transcript.left_out] == [("comments", 2)]
