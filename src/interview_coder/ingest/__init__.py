"""Bytes → Source: one file a format, and one line in a registry.

To add a format, write a module with a function like the others' and name it here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import SEEK_END
from typing import BinaryIO

from interview_coder.collecting import collecting_later
from interview_coder.errors import InputError, Place, Problem
from interview_coder.ingest import (
    csv_table,
    json_lines,
    open_document,
    pdf,
    rich_text,
    srt,
    txt,
    vtt,
    web_page,
    whisper_json,
    word,
    workbook,
)
from interview_coder.ingest.document import Document
from interview_coder.ingest.transcript import ReadOptions, Transcript
from interview_coder.ingest.turns import split_turns

DOCUMENT_READERS: dict[str, Callable[..., Document]] = {
    ".txt": txt.read_document,
    ".md": txt.read_document,
    ".docx": word.read_document,
    ".odt": open_document.read_document,
    ".rtf": rich_text.read_document,
    ".pdf": pdf.read_document,
    ".html": web_page.read_document,
    ".htm": web_page.read_document,
}
"""Ending of a file of lines, in which speakers are then looked for → ``read_document(raw, file=..., encoding=...)``."""

CAPTION_READERS: dict[str, Callable[..., Transcript]] = {
    ".vtt": vtt.read,
    ".srt": srt.read,
}
"""Ending of a file of cues → ``read(raw, file=..., options=...)``."""

TABLE_READERS: dict[str, Callable[..., Iterator[Transcript]]] = {
    ".csv": csv_table.read,
    ".tsv": csv_table.read,
    ".xlsx": workbook.read,
    ".jsonl": json_lines.read,
    ".json": whisper_json.read,
}
"""Ending of a file that can hold many → ``read(stream, file=..., options=...)``, one after the other."""

ENDINGS = (*DOCUMENT_READERS, *CAPTION_READERS, *TABLE_READERS)
MAX_BYTES = 200_000_000
"""Of a file that is one transcript and can hold pictures."""
MAX_TEXT_BYTES = 50_000_000
"""Of one that is nothing but text. Ten hours of talk are one million."""
_WITH_PICTURES = {".docx", ".odt", ".pdf", ".rtf", ".html", ".htm"}


def read_transcripts(stream: BinaryIO, *, ending: str, file: str, options: ReadOptions) -> Iterator[Transcript]:
    """Read the transcripts of one file, one after the other.

    Parameters
    ----------
    stream : binary file
        Open for reading, and seekable. A table is read as far as its transcripts are asked for, and need not fit in
        memory.
    ending : str
        One of `ENDINGS`.
    file : str
        Name for messages.
    options : ReadOptions
        What the study says of the file.

    Raises
    ------
    InputError
        With every problem of the file.
    """
    if ending in TABLE_READERS:
        yield from TABLE_READERS[ending](stream, file=file, options=options)
        return
    most = MAX_BYTES if ending in _WITH_PICTURES else MAX_TEXT_BYTES
    if stream.seek(0, SEEK_END) > most:
        message = f"the file is larger than {most // 1_000_000} MB: too large for one transcript"
        raise InputError(Problem(message, Place(file), "split it, one interview a file"))
    stream.seek(0)
    raw = stream.read()
    yield read_whole(raw, ending=ending, file=file, options=options)


def read_whole(raw: bytes, *, ending: str, file: str, options: ReadOptions) -> Transcript:
    """Read a file that is one transcript.

    Parameters
    ----------
    raw : bytes
        The whole file.
    ending : str
        A key of `DOCUMENT_READERS` or `CAPTION_READERS`.
    file : str
        Name for messages.
    options : ReadOptions
        What the study says of the file.

    Raises
    ------
    InputError
        When it is no such file, or a damaged or dangerous one, or nobody says anything in it.
    """
    with collecting_later():
        return _read_at_once(raw, ending, file, options)


def _read_at_once(raw: bytes, ending: str, file: str, options: ReadOptions) -> Transcript:
    """Read a file; its lines are gone when Python's search for cycles begins again."""
    if ending in CAPTION_READERS:
        return CAPTION_READERS[ending](raw, file=file, options=options)
    document = DOCUMENT_READERS[ending](raw, file=file, encoding=options.encoding)
    return split_turns(document, file=file, options=options)
