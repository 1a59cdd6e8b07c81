"""Writers of transcripts, one for every ending that is read: small files whose words and places are known."""

from __future__ import annotations

import csv
import io
import json
import re
import textwrap
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import accumulate

Said = Sequence[tuple[str, str]]
"""Who says what; line ends part the paragraphs of a speech."""

BESIDE = "Nobody said this."
"""What a writer puts beside the talk if it is asked to."""


@dataclass(frozen=True)
class Written:
    """A file, and where in it each turn begins."""

    raw: bytes
    unit: str
    numbers: Sequence[int]


def _paragraphs(said: Said) -> list[str]:
    return [line for speaker, speech in said for line in f"{speaker}: {speech}".split("\n")]


def _begins(lengths: Iterable[int], first: int = 1) -> list[int]:
    """Return the number of the first of each run, where the runs have these lengths."""
    return list(accumulate(lengths, initial=first))[:-1]


def _n_lines(said: Said) -> list[int]:
    return [speech.count("\n") + 1 for _, speech in said]


def write_text(said: Said, *, beside: bool = False) -> Written:
    head = f"{BESIDE}\n\n" if beside else ""
    text = head + "\n\n".join(f"{speaker}: {speech}" for speaker, speech in said)
    first = head.count("\n") + 1
    return Written(text.encode(), "line", _begins((n + 1 for n in _n_lines(said)), first))


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return packed.getvalue()


def write_word(said: Said, *, beside: bool = False) -> Written:
    """Write paragraphs of two runs each, as editing leaves them."""

    def run(text: str) -> str:
        return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'

    body = "".join(f"<w:p>{run(line[:5])}{run(line[5:])}</w:p>" for line in _paragraphs(said))
    deleted = f'<w:p><w:del w:id="1"><w:r><w:delText>{BESIDE}</w:delText></w:r></w:del></w:p>' if beside else ""
    xml = f'<w:document xmlns:w="{W}"><w:body>{body}{deleted}</w:body></w:document>'
    return Written(zipped({"word/document.xml": xml}), "paragraph", _begins(_n_lines(said)))


OASIS = "urn:oasis:names:tc:opendocument:xmlns"


def write_open_document(said: Said, *, beside: bool = False) -> Written:
    note = f"<office:annotation><text:p>{BESIDE}</text:p></office:annotation>" if beside else ""
    body = "".join(f"<text:p>{escape(line)}</text:p>" for line in _paragraphs(said)) + f"<text:p>{note}</text:p>"
    names = " ".join(f'xmlns:{name}="{OASIS}:{name}:1.0"' for name in ("office", "text"))
    inside = f"<office:body><office:text>{body}</office:text></office:body>"
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {names}>{inside}</office:document-content>",
    }
    return Written(zipped(parts), "paragraph", _begins(_n_lines(said)))


def write_rich_text(said: Said, *, beside: bool = False) -> Written:
    """Write letters beyond ASCII as word processors do, with a question mark for old programs."""

    def escaped(text: str) -> str:
        units = text.encode("utf-16-le")
        values = [int.from_bytes(units[n : n + 2], "little", signed=True) for n in range(0, len(units), 2)]
        return "".join(chr(n) if 0 < n < 127 and chr(n) not in "\\{}" else f"\\u{n}?" for n in values)

    note = rf"{{\footnote {BESIDE}}}" if beside else ""
    body = "".join(rf"\pard {escaped(line)}\par" + "\n" for line in _paragraphs(said))
    raw = rf"{{\rtf1\ansi\ansicpg1252{{\fonttbl{{\f0 Times;}}}}{body}{note}}}".encode("ascii")
    return Written(raw, "paragraph", _begins(_n_lines(said)))


def write_web_page(said: Said, *, beside: bool = False) -> Written:
    head = f"<nav>{BESIDE}</nav>" if beside else ""
    body = "\n".join(f"<p>{escape(line)}</p>" for line in _paragraphs(said))
    page = f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head><body>{head}{body}</body></html>'
    return Written(page.encode(), "paragraph", _begins(_n_lines(said)))


def _stamps(number: int, comma: str) -> str:
    start, end = (f"00:{n // 60:02}:{n % 60:02}{comma}000" for n in (number, number + 1))
    return f"{start} --> {end}"


def write_captions(said: Said, *, beside: bool = False) -> Written:
    """Write every paragraph as a cue of two lines."""
    cues: list[str] = []
    for speaker, speech in said:
        for part in speech.split("\n"):
            lines = escape(part, quote=False).replace(" ", "\n", 1)
            cues.append(f"{_stamps(len(cues), '.')}\n<v {escape(speaker, quote=False)}>{lines}</v>")
    note = [f"NOTE {BESIDE}"] if beside else []
    return Written("\n\n".join(["WEBVTT", *note, *cues]).encode(), "cue", _begins(_n_lines(said)))


def write_subrip(said: Said, *, beside: bool = False) -> Written:
    """Write every paragraph as a cue, and the label before the first of a turn."""
    cues = [f"{n + 1}\n{_stamps(n, ',')}\n{escape(part, quote=False)}" for n, part in enumerate(_paragraphs(said))]
    head = [BESIDE] if beside else []
    return Written("\n\n".join([*head, *cues]).encode(), "cue", _begins(_n_lines(said)))


def write_table(said: Said, *, beside: bool = False, delimiter: str = ",") -> Written:
    text = io.StringIO()
    text.write(f"# {BESIDE}\n" if beside else "")
    rows = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    rows.writerows([("speaker", "text"), *said])
    return Written(text.getvalue().encode(), "row", _begins((1 for _ in said), 2 + beside))


def write_tab_table(said: Said, *, beside: bool = False) -> Written:
    return write_table(said, beside=beside, delimiter="\t")


SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def write_workbook(said: Said, *, beside: bool = False) -> Written:
    """Write a sheet; beside it another that has no table of talk."""

    def sheet(rows: Sequence[Sequence[str]]) -> str:
        cells = (
            "".join(f'<c t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>' for cell in row)
            for row in rows
        )
        data = "".join(f'<row r="{n}">{row}</row>' for n, row in enumerate(cells, start=1))
        return f'<worksheet xmlns="{SHEET}"><sheetData>{data}</sheetData></worksheet>'

    def relations(*entries: tuple[str, str, str]) -> str:
        inside = "".join(f'<Relationship Id="{n}" Type="{RELATED}/{kind}" Target="{to}"/>' for n, kind, to in entries)
        return f'<Relationships xmlns="{PACKAGE}">{inside}</Relationships>'

    sheets = [sheet([("speaker", "text"), *said])] + ([sheet([("word",), (BESIDE,)])] if beside else [])
    named = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}"/>' for n, _ in enumerate(sheets, start=1))
    parts = {
        "_rels/.rels": relations(("a", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{RELATED}"><sheets>{named}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            *((f"r{n}", "worksheet", f"worksheets/sheet{n}.xml") for n, _ in enumerate(sheets, start=1))
        ),
        **{f"xl/worksheets/sheet{n}.xml": xml for n, xml in enumerate(sheets, start=1)},
    }
    return Written(zipped(parts), "row", _begins((1 for _ in said), 2))


def write_json_lines(said: Said, *, beside: bool = False) -> Written:
    """Write an object a line; beside the talk a row in which nobody says anything."""
    rows = [{"speaker": speaker, "text": text} for speaker, text in said]
    rows += [{"speaker": BESIDE, "text": ""}] if beside else []
    return Written(
        "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode(), "row", _begins([1] * len(said))
    )


def write_segments(said: Said, *, beside: bool = False) -> Written:
    """Write every paragraph as a segment of a recording; beside the talk one without words."""
    parts = [(speaker, line) for speaker, speech in said for line in speech.split("\n")]
    parts += [(BESIDE, " ")] if beside else []
    segments = [
        {"start": n, "end": n + 1, "text": f" {text}", "speaker": speaker} for n, (speaker, text) in enumerate(parts)
    ]
    return Written(json.dumps({"segments": segments}).encode(), "cue", _begins(_n_lines(said)))


HEIGHT, WIDTH, TOP, LINE = 842, 595, 760, 14
LEFT, LINES_ON_PAGE, LETTERS_IN_LINE = 72, 45, 80
FONTS = ("Helvetica", "Helvetica-Bold", "Times-Italic")


@dataclass(frozen=True)
class Text:
    """Words at a place of a page, in points from its left and bottom edges."""

    x: float
    y: float
    text: str
    font: int = 0
    size: int = 11


def write_pages(pages: Sequence[Sequence[Text]], page_extra: str = "", trailer_extra: str = "") -> bytes:
    """Write a PDF by hand, so that it is known where every word stands."""
    fonts = "".join(
        f"/F{n}<</Type/Font/Subtype/Type1/BaseFont/{name}/Encoding/WinAnsiEncoding>>" for n, name in enumerate(FONTS)
    )
    objects = ["<</Type/Catalog/Pages 2 0 R>>", ""]
    kids = []
    for page in pages:
        content = f"BT\n{''.join(map(_shown, page))}ET"
        objects.append(f"<</Length {len(content.encode('cp1252'))}>>stream\n{content}\nendstream")
        resources = f"/Resources<</Font<<{fonts}>>>>"
        box = f"/MediaBox[0 0 {WIDTH} {HEIGHT}]"
        objects.append(f"<</Type/Page/Parent 2 0 R{box}{resources}/Contents {len(objects)} 0 R{page_extra}>>")
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>"
    raw, places = b"%PDF-1.4\n", []
    for number, written in enumerate(objects, start=1):
        places.append(len(raw))
        raw += f"{number} 0 obj\n{written}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"trailer<</Size {len(objects) + 1}/Root 1 0 R{trailer_extra}>>\nstartxref\n{len(raw)}\n%%EOF\n"
    return raw + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{end}".encode()


def _shown(one: Text) -> str:
    escaped = re.sub(r"([()\\])", r"\\\1", one.text)
    return f"/F{one.font} {one.size} Tf 1 0 0 1 {one.x} {one.y} Tm ({escaped}) Tj\n"


def set_lines(lines: Sequence[str], *, gaps: Sequence[int] = (), top: float = TOP) -> list[Text]:
    """Set lines below each other; before those at the places in gaps there is room for half a line more."""
    texts, y = [], top
    for place, line in enumerate(lines):
        y -= LINE * (1.6 if place in gaps else 1) if place else 0
        texts.append(Text(LEFT, y, line))
    return texts


def write_pdf(said: Said, *, beside: bool = False) -> Written:
    """Write paragraphs in wrapped lines, with room between turns, and as many pages as that needs."""
    lines: list[str] = []
    firsts: list[int] = []
    for speaker, speech in said:
        firsts.append(len(lines))
        for paragraph in f"{speaker}: {speech}".split("\n"):
            lines += textwrap.wrap(paragraph, LETTERS_IN_LINE, break_long_words=False, break_on_hyphens=False)
    pages: list[list[Text]] = []
    for start in range(0, len(lines), LINES_ON_PAGE):
        gaps = [place - start for place in firsts if place > start]
        number = [Text(250, 30, f"Page {len(pages) + 1} of {-(-len(lines) // LINES_ON_PAGE)}")] if beside else []
        pages.append([*set_lines(lines[start : start + LINES_ON_PAGE], gaps=gaps), *number])
    return Written(write_pages(pages), "page", [place // LINES_ON_PAGE + 1 for place in firsts])


WRITERS: dict[str, Callable[..., Written]] = {
    ".txt": write_text,
    ".md": write_text,
    ".docx": write_word,
    ".odt": write_open_document,
    ".rtf": write_rich_text,
    ".pdf": write_pdf,
    ".html": write_web_page,
    ".htm": write_web_page,
    ".vtt": write_captions,
    ".srt": write_subrip,
    ".csv": write_table,
    ".tsv": write_tab_table,
    ".xlsx": write_workbook,
    ".jsonl": write_json_lines,
    ".json": write_segments,
}
"""Ending of a file → ``write(said, beside=...)``: how a transcript is written in that format here."""
JOINS_CUES = {".vtt", ".srt", ".json"}
"""Formats whose pieces are parted by spaces in a turn."""
JOINS_SPACES = {".vtt", ".srt"}
"""Formats in which any white space is one space."""
WRAPS_LINES = {".pdf"}
"""Formats that break the lines of a paragraph, and know no letters but the Western ones."""
IS_PLAIN_TEXT = {".txt", ".md", ".vtt", ".srt", ".csv", ".tsv", ".jsonl", ".json"}
"""Formats that are text as it stands, in any encoding and with any line ends."""
IS_XML = {".docx", ".odt", ".xlsx"}
"""Formats that are XML in a zip file."""
