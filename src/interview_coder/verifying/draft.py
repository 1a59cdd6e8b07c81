"""Reports → paragraphs, each with the places of its lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import PurePath
from typing import NamedTuple

from interview_coder.errors import InputError, Place, Problem
from interview_coder.ingest import DOCUMENT_READERS, MAX_BYTES, load_reader
from interview_coder.ingest.document import Document, Line, Setting
from interview_coder.segment import LONGEST_WRAPPED_LINE

_QUOTED_LINE = re.compile(r" {0,3}>[ \t]?")
_QUOTE_TAG = {re.compile(rb"<q(?:\s[^>]{0,300})?>", re.I): b"&ldquo;", re.compile(rb"</q\s*>", re.I): b"&rdquo;"}
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3})(?=\S)(.+?)(?<=\S)\1(?![\w*])|(?<!\w)(_{1,3})(?=\S)(.+?)(?<=\S)\3(?!\w)")
_BULLET = re.compile(r"\s*•")
_ITEM = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)])\s|#{1,6}\s")
_MOST_LONG_LINES = 0.05
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


class DraftParagraph(NamedTuple):
    """A paragraph of a report.

    Parameters
    ----------
    text : str
        Its lines, joined by line ends.
    starts : tuple of int
        Where in the text its lines begin.
    places : tuple of str
        Where in the file each of them stands, such as ``page 3``.
    setting : str
        As in `interview_coder.ingest.document.Line`.
    """

    text: str
    starts: tuple[int, ...]
    places: tuple[str, ...]
    setting: Setting = ""

    def place_at(self, offset: int) -> str:
        """Return where in the file a place of the text is."""
        return self.places[bisect_right(self.starts, offset) - 1]


def read_draft(raw: bytes, *, file: str) -> tuple[list[DraftParagraph], Document]:
    """Read a report.

    Parameters
    ----------
    raw : bytes
        The whole file.
    file : str
        Its name; the ending tells its format.

    Returns
    -------
    paragraphs : list of DraftParagraph
    document : Document
        As it was read, for what was left out of it.

    Raises
    ------
    InputError
        When it is no file that can be read.
    """
    ending = PurePath(file).suffix.lower()
    if ending not in DOCUMENT_READERS:
        fix = f"save it in one of these: {', '.join(DOCUMENT_READERS)}"
        raise InputError(Problem(f'"{ending or file}" is no format of report that is read', Place(file), fix))
    if len(raw) > MAX_BYTES:
        message = f"the report is larger than {MAX_BYTES // 1_000_000} MB"
        raise InputError(Problem(message, Place(file), "save it without its pictures"))
    document = _read_document(raw, ending, file)
    return [_make_paragraph(lines, document.unit) for lines in _part_lines(document, ending)], document


def _read_document(raw: bytes, ending: str, file: str) -> Document:
    if ending == ".pdf":
        from interview_coder.ingest.pdf import read_printed_lines

        return read_printed_lines(raw, file=file)
    if ending in {".html", ".htm"}:
        for tag, mark in _QUOTE_TAG.items():  # browsers show them so
            raw = tag.sub(mark, raw)
    document: Document = load_reader(ending)(raw, file=file, encoding="")
    return document


def _part_lines(document: Document, ending: str) -> Iterator[list[Line]]:
    """Yield the lines of each paragraph."""
    lines: Iterable[Line] = document.lines
    if ending in {".txt", ".md"}:
        lines = map(_read_marked, lines)
    begins_item = _ITEM if ending == ".md" else _BULLET
    own_lines = document.unit == "line" and not _is_wrapped(document)
    number = 0

    def paragraph_of(line: Line) -> tuple[object, ...]:
        nonlocal number
        number += not line.text.strip() or own_lines or begins_item.match(line.text) is not None
        return (line.setting, line.number if document.unit == "paragraph" else number)

    for _, same in groupby(lines, key=paragraph_of):
        filled = [line for line in same if line.text.strip()]
        if filled:
            yield filled


def _is_wrapped(document: Document) -> bool:
    """Whether nearly all lines are so short that a paragraph takes several; a table or an address may be longer."""
    filled = [len(document.lines[place].text) for place in document.filled]
    return sum(length > LONGEST_WRAPPED_LINE for length in filled) <= _MOST_LONG_LINES * len(filled)


def _read_marked(line: Line) -> Line:
    """Return a line of a text without the marks of Markdown: those of quotations, emphasis, and what they escape."""
    quoted = _QUOTED_LINE.match(line.text)
    text = line.text if quoted is None else line.text[quoted.end() :]
    text = _EMPHASIS.sub(lambda found: found[2] or found[4], text)
    return line._replace(text=_ESCAPED.sub(r"\1", text), setting="" if quoted is None else "quotation")


def _make_paragraph(lines: Sequence[Line], unit: str) -> DraftParagraph:
    starts = [0]
    for line in lines[:-1]:
        starts.append(starts[-1] + len(line.text) + 1)
    places = tuple(f"{unit} {line.number}" for line in lines)
    return DraftParagraph("\n".join(line.text for line in lines), tuple(starts), places, lines[0].setting)
