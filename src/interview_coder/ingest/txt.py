"""Plain text and markdown → Document."""

from __future__ import annotations

import re

from interview_coder.ingest.decode import decode_text
from interview_coder.ingest.document import Document, Line, lines_of


def read_document(raw: bytes, *, file: str, encoding: str = "") -> Document:
    """Read the lines of a text file, in UTF-8 with or without a byte-order mark, UTF-16 with one, or as the study says.

    Raises
    ------
    InputError
        When the bytes are no such text.
    """
    text = decode_text(raw, file=file, encoding=encoding)
    lines = lines_of(text)
    if "|" in text or ("*" in text and "**" in text):  # one letter is found faster than two
        lines = tuple(_mark_up(line) for line in lines)
    return Document(lines, "line")


def _mark_up(line: Line) -> Line:
    """Return a line with what markdown says of it: the cells of a table, a line in bold."""
    text = line.text.strip()
    if text.startswith("|") and text.count("|") > 2:
        return line._replace(cells=tuple(found.start() for found in re.finditer(r"(?<!\\)\|", line.text)))
    if text.startswith("**") and text.endswith("**") and len(text) > 4 and "**" not in text[2:-2]:
        return line._replace(emphasis=len(line.text))
    return line
