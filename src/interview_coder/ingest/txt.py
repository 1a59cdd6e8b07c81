"""Plain text and markdown → Transcript."""

from __future__ import annotations

from collections.abc import Collection

from interview_coder.errors import InputError, Place, Problem
from interview_coder.ingest.speakers import Transcript, split_turns
from interview_coder.project.located_yaml import decode_utf8


def read(raw: bytes, *, file: str, known_labels: Collection[str] = ()) -> Transcript:
    """Read a text file.

    Parameters
    ----------
    raw : bytes
        UTF-8, with or without a byte-order mark, or UTF-16 with one.
    file : str
        Name for messages.
    known_labels : collection of str
        Labels that ``participants.csv`` names for this source.

    Raises
    ------
    InputError
        When the bytes are no such text, or no speaker is found.
    """
    return split_turns(decode_text(raw, file=file), file=file, known_labels=known_labels)


def decode_text(raw: bytes, *, file: str) -> str:
    """Decode a text file by its byte-order mark, else as UTF-8; line ends become LF."""
    if raw[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        try:
            text = raw.decode("utf-16")
        except UnicodeDecodeError as error:
            raise InputError(
                Problem("the text begins like UTF-16 but is not", Place(file, 1), "save it as UTF-8")
            ) from error
        return text.replace("\r\n", "\n").replace("\r", "\n")
    if b"\x00" in raw:
        line = raw.count(b"\n", 0, raw.index(b"\x00")) + 1
        raise InputError(
            Problem("this is no text file: it holds a zero byte", Place(file, line), "save the transcript as text")
        )
    return decode_utf8(raw, file=file)
