"""Bytes → Source: one file a format, and one line in a registry.

To add a format, write a module with a function like the others' and name it here. A module is loaded when the first
file of its format is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from io import SEEK_END
from typing import Any, BinaryIO

from interview_coder.collecting import collecting_later
from interview_coder.errors import InputError, Place, Problem
from interview_coder.ingest.decode import decode_text
from interview_coder.ingest.plain_talk import read_plain_talk
from interview_coder.ingest.transcript import ReadOptions, Transcript
from interview_coder.ingest.turns import split_turns

DOCUMENT_READERS = {
    ".txt": "txt",
    ".md": "txt",
    ".docx": "word",
    ".odt": "open_document",
    ".rtf": "rich_text",
    ".pdf": "pdf",
    ".html": "web_page",
    ".htm": "web_page",
}
"""Ending of a file of lines, in which speakers are then looked for → the module here with its ``read_document(raw,
file=..., encoding=...)``."""

PLAIN_ENDINGS = (".txt", ".md")
"""Those of files that have no styles."""

CAPTION_READERS = {
    ".vtt": "vtt",
    ".srt": "srt",
}
"""Ending of a file of cues → the module here with its ``read(raw, file=..., options=...)``."""

TABLE_READERS = {
    ".csv": "csv_table",
    ".tsv": "csv_table",
    ".xlsx": "workbook",
    ".jsonl": "json_lines",
    ".json": "whisper_json",
}
"""Ending of a file that can hold many → the module here with its ``read(stream, file=..., options=...)``, which gives
one after the other."""

ENDINGS = (*DOCUMENT_READERS, *CAPTION_READERS, *TABLE_READERS)
MAX_BYTES = 200_000_000
"""Of a file that is one transcript and can hold pictures."""
MAX_TEXT_BYTES = 50_000_000
"""Of one that is nothing but text. Ten hours of talk are one million."""
_WITH_PICTURES = {".docx", ".odt", ".pdf", ".rtf", ".html", ".htm"}


def load_reader(ending: str) -> Callable[..., Any]:
    """Return the function that reads the files of one of the `ENDINGS`."""
    if ending in DOCUMENT_READERS:
        return import_module(f"{__name__}.{DOCUMENT_READERS[ending]}").read_document  # type: ignore[no-any-return]
    return import_module(f"{__name__}.{(CAPTION_READERS | TABLE_READERS)[ending]}").read  # type: ignore[no-any-return]


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
        yield from load_reader(ending)(stream, file=file, options=options)
    else:
        yield read_whole(read_bytes(stream, ending=ending, file=file), ending=ending, file=file, options=options)


def read_bytes(stream: BinaryIO, *, ending: str, file: str) -> bytes:
    """Return the content of a file that is one transcript, unless it is too large for that."""
    most = MAX_BYTES if ending in _WITH_PICTURES else MAX_TEXT_BYTES
    if stream.seek(0, SEEK_END) > most:
        message = f"the file is larger than {most // 1_000_000} MB: too large for one transcript"
        raise InputError(Problem(message, Place(file), "split it, one interview a file"))
    stream.seek(0)
    return stream.read()


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
        transcript: Transcript = load_reader(ending)(raw, file=file, options=options)
        return transcript
    if ending in PLAIN_ENDINGS:
        plain = read_plain_talk(decode_text(raw, file=file, encoding=options.encoding), options)
        if plain is not None:
            return plain
    document = load_reader(ending)(raw, file=file, encoding=options.encoding)
    return split_turns(document, file=file, options=options)
