from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Mapping, Sequence
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.errors import InputError, Problem
from interview_coder.ingest import workbook
from interview_coder.ingest.transcript import ReadOptions, Transcript

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
FORMATS = '<xf numFmtId="0"/><xf numFmtId="14"/>'
Cell = str | float | None
HEADER: tuple[Cell, ...] = ("speaker", "text")


def cell_xml(value: Cell, row: int, column: int) -> str:
    """Write a cell; a number below zero is a day, with the style of a date."""
    place = f"{chr(65 + column)}{row}"
    if value is None:
        return ""
    if isinstance(value, str):
        written = f'<is><t xml:space="preserve">{escape(value)}</t></is>'
        return f'<c r="{place}" t="inlineStr">{written}</c>'
    style = ' s="1"' if value < 0 else ""
    return f'<c r="{place}"{style}><v>{abs(value)}</v></c>'


def sheet_xml(rows: Sequence[Sequence[Cell]], more: str = "") -> str:
    lines = (
        f'<row r="{n}">{"".join(cell_xml(value, n, at) for at, value in enumerate(cells))}</row>'
        for n, cells in enumerate(rows, start=1)
    )
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(lines)}{more}</sheetData></worksheet>'


def relationships(inside: str) -> str:
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inside}</Relationships>'


def write(sheets: Mapping[str, str], hidden: Sequence[str] = ()) -> bytes:
    """Write a workbook by hand, so that it can also be a bad one."""
    entries, relations = [], []
    for n, name in enumerate(sheets, start=1):
        state = ' state="hidden"' if name in hidden else ""
        entries.append(f'<sheet name="{escape(name)}" sheetId="{n}" r:id="r{n}"{state}/>')
        relations.append(f'<Relationship Id="r{n}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>')
    relations.append(f'<Relationship Id="rs" Type="{RELATIONS}/styles" Target="styles.xml"/>')
    entered = f"<sheets>{''.join(entries)}</sheets>"
    parts = {
        "_rels/.rels": relationships(
            f'<Relationship Id="a" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
        ),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{entered}</workbook>',
        "xl/_rels/workbook.xml.rels": relationships("".join(relations)),
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs>{FORMATS}</cellXfs></styleSheet>',
    } | {f"xl/worksheets/sheet{n}.xml": xml for n, xml in enumerate(sheets.values(), start=1)}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in parts.items():
            archive.writestr(name, xml)
    return packed.getvalue()


def table(*rows: Sequence[Cell]) -> bytes:
    return write({"Sheet1": sheet_xml(rows)})


def read(raw: bytes, **settings: object) -> Transcript:
    (transcript,) = workbook.read(io.BytesIO(raw), file="a.xlsx", options=ReadOptions(**settings))  # type: ignore[arg-type]
    return transcript


def said(raw: bytes, **settings: object) -> list[tuple[str, str]]:
    transcript = read(raw, **settings)
    return [(turn.speaker, transcript.text[turn.start : turn.end]) for turn in transcript.turns]


def problem_of(raw: bytes, **settings: object) -> Problem:
    with pytest.raises(InputError) as caught:
        read(raw, **settings)
    (problem,) = caught.value.problems
    assert problem.fix
    assert problem.place.file == "a.xlsx"
    return problem


def test_rows_of_a_sheet_are_turns() -> None:
    raw = table(HEADER, ("Anna", "One."), ("Anna", "Two\nlines."), ("Ben", "Größe 🙂 "))
    assert said(raw) == [("Anna", "One. Two\nlines."), ("Ben", "Größe 🙂")]


def test_numbers_are_shown_as_the_sheet_shows_them_and_dates_as_iso() -> None:
    (turn,) = read(table(("id", "comment", "age", "score", "day"), (7.0, 3.0, 40.0, 1.5, -45000.0))).turns
    assert turn.speaker == "7"
    transcript = read(table(("id", "comment", "age", "score", "day"), (7.0, 3.0, 40.0, 1.5, -45000.0)))
    assert transcript.text == "3"
    assert transcript.speakers == {"7": {"age": "40", "score": "1.5", "day": "2023-03-15"}}


def test_places_are_the_rows_of_the_sheet() -> None:
    transcript = read(table(("A title",), (), HEADER, ("Anna", "One."), (), ("Ben", "Two.")))
    assert transcript.places.numbers == (4, 6)
    assert [(one.what, one.where) for one in transcript.left_out] == [("rows above the header", "row 1")]


def test_a_table_need_not_begin_in_the_first_column() -> None:
    raw = table((None, "who", "text"), (None, "Anna", "One."))
    assert said(raw) == [("Anna", "One.")]


def test_the_first_sheet_that_has_the_columns_is_read_and_that_is_said() -> None:
    raw = write({"About": sheet_xml([("Read me",)]), "Talk": sheet_xml([HEADER, ("A", "One.")]), "x": sheet_xml([])})
    assert said(raw) == [("A", "One.")]
    told = " ".join(read(raw).remarks)
    assert "“Talk”" in told
    assert "“About”, “x”" in told


def test_a_sheet_whose_text_has_a_question_for_a_name_is_found_behind_others() -> None:
    talk: list[tuple[Cell, ...]] = [("Title",), (), ("Respondent ID", "What could be better?")]
    talk += [(7.0, "they could call back once"), (8.0, "a sign at the gate would help")]
    raw = write({"About": sheet_xml([("Read me",)]), "Answers": sheet_xml(talk)})
    assert [who for who, _ in said(raw)] == ["7", "8"]
    assert read(raw).certainty == "likely"
    assert [(one.what, one.where) for one in read(raw).left_out] == [("rows above the header", "row 1")]


def test_hidden_sheets_are_passed_over_and_that_is_said() -> None:
    first, second = sheet_xml([HEADER, ("A", "Hidden.")]), sheet_xml([HEADER, ("A", "One.")])
    raw = write({"old": first, "new": second}, hidden=["old"])
    assert said(raw) == [("A", "One.")]
    assert "hidden sheets that were passed over: “old”" in read(raw).remarks
    assert said(raw, sheet="old") == [("A", "Hidden.")]


def test_a_sheet_can_be_named_and_a_wrong_name_is_told_with_the_near_one() -> None:
    raw = write({"One": sheet_xml([HEADER, ("A", "1.")]), "Second": sheet_xml([HEADER, ("A", "2.")])})
    assert said(raw, sheet="Second") == [("A", "2.")]
    assert problem_of(raw, sheet="Secnd").fix == 'did you mean "Second"?'


def test_where_no_sheet_has_the_columns_those_of_the_first_are_listed() -> None:
    assert '"when", "view"' in problem_of(table(("when", "view"), ("x", "y"))).message


def test_a_workbook_with_nothing_in_it_is_told() -> None:
    assert "empty" in problem_of(table()).message
    assert "hidden" in problem_of(write({"a": sheet_xml([HEADER, ("A", "x")])}, hidden=["a"])).message
    assert "nobody says a word" in problem_of(table(HEADER)).message


@pytest.mark.parametrize(
    "more",
    ['<c r="XFD1048576"><v>1</v></c>', '<row r="1048576"><c r="XFD1048576" t="n"><v>1</v></c></row>',
     "<row r='999999'><c t='n' r='zz999999'><v>1</v></c></row>", '<c r="B99999999999"><v>1</v></c>',
     '<c r="B0004294967295"><v>1</v></c>', '<c r="AAAAAAA1"><v>1</v></c>', '<c r="ABCDEFGHIJKLMNO1"><v>1</v></c>'],
)  # fmt: skip
def test_a_cell_so_far_away_that_the_memory_would_end_is_told(more: str) -> None:
    assert "too large" in problem_of(write({"s": sheet_xml([HEADER, ("A", "One.")], more)})).message


def test_cells_merged_over_all_the_sheet_do_no_harm() -> None:
    merged = '</sheetData><mergeCells><mergeCell ref="D1:XFD1048576"/></mergeCells><sheetData>'
    xml = sheet_xml([HEADER, ("A", "One.")]).replace("</sheetData>", merged + "</sheetData>")
    assert said(write({"s": xml})) == [("A", "One.")]


def test_a_part_with_a_doctype_is_refused() -> None:
    xml = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>' + sheet_xml([HEADER, ("A", "&e;")])
    assert "DOCTYPE" in problem_of(write({"s": xml})).message


def test_a_part_that_unpacks_to_too_much_is_refused() -> None:
    assert "too large" in problem_of(write({"s": sheet_xml([HEADER, ("A", "word " * 11_000_000)])})).message


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", "empty"),
        (b"speaker,text\nA,b\n", "no Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500, ".xls"),
        (table(HEADER, ("A", "One."))[:-40], "damaged"),
        (table(HEADER, ("A", "One.")).replace(b"xl/workbook.xml", b"xl/workbonk.xml"), "xl/workbook.xml"),
    ],
)
def test_what_is_no_workbook_is_told(raw: bytes, told: str) -> None:
    assert told in problem_of(raw).message


def test_broken_xml_is_told_without_its_words() -> None:
    problem = problem_of(write({"s": sheet_xml([HEADER, ("A", "One.")]).replace("</t>", "</u>")}))
    assert "damaged" in problem.message
    assert "One" not in problem.message


words = st.from_regex(re.compile(r"[\w &<>\"'é🙂\n\t.,;:-]{0,12}"), fullmatch=True).filter(
    lambda text: "_x" not in text
)
tables = st.lists(st.tuples(st.sampled_from(["R1", "R2"]), words), min_size=1, max_size=6).filter(
    lambda table: any(text.strip() for _, text in table)
)


@given(rows=tables)
def test_a_table_that_was_written_is_read_back(rows: list[tuple[str, str]]) -> None:
    assert said(table(("id", "comment"), *rows)) == [(who, text.strip()) for who, text in rows if text.strip()]


def test_damaged_bytes_are_read_or_told() -> None:
    raw = table(HEADER, ("Anna", "One."), ("Ben", "Two."))
    chance = random.Random(7)  # noqa: S311
    n_told = 0
    for _ in range(300):
        damaged = bytearray(raw)
        for _ in range(chance.randint(1, 3)):
            place = chance.randrange(len(damaged))
            damaged[place : place + chance.randrange(3)] = chance.randbytes(chance.randrange(3))
        try:
            read(bytes(damaged))
        except InputError:
            n_told += 1
    assert n_told
