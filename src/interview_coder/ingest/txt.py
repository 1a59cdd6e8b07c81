"""Plain text and markdown → Transcript."""

from __future__ import annotations

import re

from interview_coder.ingest.decode import decode_text
from interview_coder.ingest.document import Document, Line, lines_of
from interview_coder.ingest.transcript import ReadOptions, Transcript
from interview_coder.ingest.turns import split_turns


def read(raw: bytes, *, file: str, options: ReadOptions) -> Transcript:
    """Read a text file.

    Parameters
    ----------
    raw : bytes
        UTF-8, with or without a byte-order mark, UTF-16 with one, or what the options name.
    file : str
        Name for messages.
    options : ReadOptions
        What the study says of the file.

    Raises
    ------
    InputError
        When the bytes are no such text, or there is nothing in it.
    """
    text = decode_text(raw, file=file, encoding=options.encoding)
    lines = lines_of(text)
    if "|" in text or "**" in text:
        lines = tuple(_mark_up(line) for line in lines)
    return split_turns(Document(lines, "line"), file=file, options=options)


def _mark_up(line: Line) -> Line:
    """Return a line with what markdown says of it: the cells of a table, a line in bold."""
    text = line.text.strip()
    if text.startswith("|") and text.count("|") > 2:
        return line._replace(cells=tuple(found.start() for found in re.finditer(r"(?<!\\)\|", line.text)))
    if text.startswith("**") and text.endswith("**") and len(text) > 4 and "**" not in text[2:-2]:
        return line._replace(emphasis=len(line.text))
    return line
