"""Tables of turns and of survey comments: csv, Excel workbooks, JSON Lines."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from mixed_talk import Talk, clock
from write_documents import zip_parts

_HEADER = ("turn", "start", "speaker", "text")
_COMMENTS_HEADER = ("id", "stakeholder_type", "age", "comment")
_LEAST_LETTERS, _MOST_LETTERS = 20, 400
_SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def write_csv(talk: Talk, path: Path) -> None:
    """Write a row for each turn."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows([_HEADER, *_rows_of(talk)])


def write_json_lines(talk: Talk, path: Path) -> None:
    """Write an object for each turn."""
    with path.open("w", encoding="utf-8") as lines:
        for row in _rows_of(talk):
            lines.write(json.dumps(dict(zip(_HEADER, row, strict=True)), ensure_ascii=False) + "\n")


def write_workbook(talk: Talk, path: Path) -> None:
    """Write a workbook with a row for each turn, its texts in a list of their own as Excel keeps them."""
    rows = [_HEADER, *_rows_of(talk)]
    texts = list(dict.fromkeys(str(cell) for row in rows for cell in row if not isinstance(cell, int)))
    numbers = {text: number for number, text in enumerate(texts)}
    sheet = "".join(
        f'<row r="{place}" spans="1:{len(row)}">{"".join(_write_cells(row, place, numbers))}</row>'
        for place, row in enumerate(rows, start=1)
    )
    shared = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in texts)
    kinds = "".join(
        f'<Override PartName="/xl/{name}.xml" '
        f'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"/>'
        for name, kind in (
            ("workbook", "sheet.main"),
            ("worksheets/sheet1", "worksheet"),
            ("sharedStrings", "sharedStrings"),
        )
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{kinds}</Types>',
        "_rels/.rels": _relate({"officeDocument": "xl/workbook.xml"}),
        "xl/_rels/workbook.xml.rels": _relate(
            {"worksheet": "worksheets/sheet1.xml", "sharedStrings": "sharedStrings.xml"}
        ),
        "xl/workbook.xml": f'<workbook xmlns="{_SPREADSHEET}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="Turns" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_SPREADSHEET}"><dimension ref="A1:D{len(rows)}"/>'
        f"<sheetData>{sheet}</sheetData></worksheet>",
        "xl/sharedStrings.xml": f'<sst xmlns="{_SPREADSHEET}" uniqueCount="{len(texts)}">{shared}</sst>',
    }
    zip_parts(path, {name: _DECLARATION + xml for name, xml in parts.items()})


def _rows_of(talk: Talk) -> Iterator[tuple[int, str, str, str]]:
    for number, line in enumerate(talk.lines, start=1):
        yield number, clock(line.seconds), line.speaker, line.text


def _write_cells(row: Sequence[object], place: int, numbers: dict[str, int]) -> Iterator[str]:
    for column, cell in zip("ABCD", row, strict=True):
        if isinstance(cell, int):
            yield f'<c r="{column}{place}"><v>{cell}</v></c>'
        else:
            yield f'<c r="{column}{place}" t="s"><v>{numbers[str(cell)]}</v></c>'


def _relate(targets: dict[str, str]) -> str:
    related = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items(), start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{related}</Relationships>'


def write_comments(
    path: Path, sentences: Sequence[str], stakeholder_types: Sequence[str], rng: random.Random, *, n_bytes: int
) -> int:
    """Write survey comments, a row a response, until the file has so many bytes; return how many there are.

    Comments are put together from `sentences` and have 20 to 400 letters.
    """
    n_rows = 0
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(_COMMENTS_HEADER)
        while path.stat().st_size < n_bytes:
            rows = _comment_rows(n_rows, sentences, stakeholder_types, rng)
            writer.writerows(rows)
            n_rows += _ROWS_AT_ONCE
    return n_rows


_ROWS_AT_ONCE = 1000


def _comment_rows(
    n_before: int, sentences: Sequence[str], stakeholder_types: Sequence[str], rng: random.Random
) -> Iterable[Sequence[object]]:
    for number in range(n_before + 1, n_before + _ROWS_AT_ONCE + 1):
        comment = ""
        n_letters = rng.randint(_LEAST_LETTERS, _MOST_LETTERS)
        while len(comment) < n_letters:
            comment += f" {rng.choice(sentences)}"
        yield (
            number,
            rng.choice(stakeholder_types),
            rng.randint(18, 90),
            comment[1 : n_letters + 1].strip().ljust(20, "."),
        )
