"""Transcripts as pages: PDF with wrapped lines under a running title, and HTML as transcript services export it."""

from __future__ import annotations

import re
import textwrap
import zlib
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from mixed_talk import Paragraph, Piece, Talk, clock, lay_out

_LETTERS_A_LINE = 84
_LINES_A_PAGE = 42
_LEFT, _TOP, _LEADING, _SIZE = 72, 740, 15, 9
_LETTER_WIDTH = 5.4
"""Points, of a letter of Courier at that size."""


def write_pdf(talk: Talk, path: Path, dialect: str) -> None:
    """Write a PDF: lines wrapped, a header and a page number on each page, page contents packed.

    Most are written word by word, as word processors do it; every third letter by letter, as browsers print.
    """
    by_letter = sum(path.stem.encode()) % 3 == 0
    lines = [line for paragraph in lay_out(talk, dialect) for line in _wrap(paragraph)]
    pages = [lines[place : place + _LINES_A_PAGE] for place in range(0, len(lines), _LINES_A_PAGE)]
    path.write_bytes(
        _write_objects([_write_page(page, n, by_letter=by_letter) for n, page in enumerate(pages, start=1)])
    )


def _wrap(paragraph: Paragraph) -> Iterator[Paragraph]:
    """Yield the lines of a paragraph; only a first piece can be bold, and it fits on the line."""
    text = "".join(piece.text for piece in paragraph).expandtabs(4)
    n_bold = len(paragraph[0].text) if paragraph and paragraph[0].is_bold else 0
    for line in textwrap.wrap(text, _LETTERS_A_LINE) or [""]:
        yield [Piece(line[:n_bold], is_bold=True), Piece(line[n_bold:])]
        n_bold = 0


def _write_page(lines: Sequence[Paragraph], number: int, *, by_letter: bool) -> bytes:
    shown = [_show(_LEFT, 790, [Piece("Project 12, transcript of an interview")], by_letter=by_letter)]
    shown += [_show(_LEFT, _TOP - _LEADING * place, line, by_letter=by_letter) for place, line in enumerate(lines)]
    shown.append(_show(290, 40, [Piece(f"Page {number}")], by_letter=by_letter))
    return b"\n".join(shown)


def _show(x: float, y: float, line: Paragraph, *, by_letter: bool) -> bytes:
    """Write the operators that show a line: each word, space or letter, and the move to the next."""
    parts = []
    for piece in line:
        if piece.text.strip():
            shown = list(piece.text) if by_letter else re.findall(r"\s+|\S+", piece.text)
            moves = [b"(%b)Tj %.5f 0 Td" % (_escape_pdf(one), _LETTER_WIDTH * len(one)) for one in shown]
            font = b"F2" if piece.is_bold else b"F1"
            at = f"1 0 0 1 {x:.1f} {y:.1f} Tm".encode("ascii")
            parts.append(b"BT /%b %d Tf %b %b ET" % (font, _SIZE, at, b" ".join(moves)))
        x += _LETTER_WIDTH * len(piece.text)
    return b"\n".join(parts)


def _escape_pdf(text: str) -> bytes:
    raw = text.encode("cp1252", "replace")
    return raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _write_objects(pages: Sequence[bytes]) -> bytes:
    """Write a file of pages: a catalogue, the list of pages, two fonts, then two objects for each page."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /%b /Encoding /WinAnsiEncoding >>"
    numbers = range(5, 5 + 2 * len(pages), 2)
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%b] >>" % (len(pages), kids),
        font % b"Courier",
        font % b"Courier-Bold",
    ]
    for number, page in zip(numbers, pages, strict=True):
        fonts = b"<< /Font << /F1 3 0 R /F2 4 0 R >> >>"
        size = b"/MediaBox [0 0 595 842]"
        objects.append(b"<< /Type /Page /Parent 2 0 R %b /Resources %b /Contents %d 0 R >>" % (size, fonts, number + 1))
        packed = zlib.compress(page)
        objects.append(
            b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(packed), packed),
        )
    return _number_objects(objects)


def _number_objects(objects: Sequence[bytes]) -> bytes:
    written = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(written))
        written += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    written += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    written += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(written)


_CSS = "\n".join(f".block-{number} {{ margin: 0 0 {number}px; font-family: sans-serif }}" for number in range(60))


def write_html(talk: Talk, path: Path) -> None:
    """Write a page as transcript services do: a paragraph a turn, with its time in a link and its words in spans."""
    blocks = "".join(
        f'<p class="block-{number % 60}" data-start="{line.seconds:.2f}"><a class="time" href="#t{line.seconds:.0f}">'
        f"[{clock(line.seconds)}]</a> <strong>{escape(line.speaker)}:</strong> {_write_spans(line.text)}</p>\n"
        for number, line in enumerate(talk.lines)
    )
    path.write_text(
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Transcript</title><style>{_CSS}</style>'
        f'</head>\n<body><nav><a href="#">Back</a></nav><div class="transcript">\n{blocks}</div></body></html>\n',
        encoding="utf-8",
    )


def _write_spans(text: str) -> str:
    words = text.split(" ")
    stretches = (" ".join(words[place : place + 12]) for place in range(0, len(words), 12))
    return " ".join(f"<span>{escape(stretch)}</span>" for stretch in stretches)
