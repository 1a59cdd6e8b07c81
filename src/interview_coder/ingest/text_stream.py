"""A large text file → its lines, decoded as they are asked for."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from interview_coder.errors import InputError, Place, Problem
from interview_coder.ingest.decode import check_is_encoding, check_is_text, encoding_of, not_utf8, zero_byte

MAX_LINE = 20_000_000
"""Characters. Ten hours of talk are one million; a line that is longer is no row of a table."""
_BLOCK = 1 << 18


def decoded_lines(stream: BinaryIO, *, file: str, encoding: str = "") -> Iterator[str]:
    """Decode a stream as `interview_coder.ingest.decode.decode_text` does a whole file, without holding it.

    Parameters
    ----------
    stream : binary file
        It must be possible to go back to its beginning.
    file : str
        Name for messages.
    encoding : str, optional
        Tried on text that is no UTF-8.

    Returns
    -------
    iterator of str
        Lines with their ends, which are LF; only the last may have none.

    Raises
    ------
    InputError
        When it comes to bytes that cannot be read, a NUL, or a line too long to be one.
    """
    head = stream.read(8)
    check_is_text(head, file=file)
    stream.seek(0)
    marked = encoding_of(head)
    name = marked or ("utf-8" if not encoding or _is_utf8(stream) else encoding)
    check_is_encoding(name, file=file)
    # iterating over StringIO breaks at LF only, and so fast that it does not show
    return chain.from_iterable(map(io.StringIO, _decoded_blocks(stream, name, file=file, is_stated=name != "utf-8")))


def _is_utf8(stream: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while block := stream.read(_BLOCK):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    finally:
        stream.seek(0)
    return True


def _decoded_blocks(stream: BinaryIO, encoding: str, *, file: str, is_stated: bool) -> Iterator[str]:
    """Yield blocks of whole lines."""
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(encoding)(), translate=True)
    pending: list[str] = []
    n_pending, n_lines, is_first = 0, 0, True
    while True:
        raw = stream.read(_BLOCK)
        try:
            text = decoder.decode(raw, final=not raw)
        except UnicodeDecodeError as error:
            raise InputError(_undecodable(error, encoding, n_lines, file, is_stated=is_stated)) from error
        if is_first:
            text, is_first = text.removeprefix("\ufeff"), False
        if "\x00" in text:
            raise InputError(zero_byte(file, n_lines + text.count("\n", 0, text.index("\x00")) + 1))
        n_lines += text.count("\n")
        cut = text.rfind("\n") + 1
        if cut:
            yield "".join((*pending, text[:cut]))
            pending, n_pending = [], 0
        pending.append(text[cut:])
        n_pending += len(text) - cut
        if n_pending > MAX_LINE:
            message = f"a line is longer than {MAX_LINE:,} characters: too long for one row of a table"
            fix = "break it into rows, a response or a turn a line"
            raise InputError(Problem(message, Place(file, n_lines + 1), fix))
        if not raw:
            yield "".join(pending)
            return


def _undecodable(error: UnicodeDecodeError, encoding: str, n_lines: int, file: str, *, is_stated: bool) -> Problem:
    line = n_lines + error.object.count(b"\n", 0, error.start) + 1
    if not is_stated:
        return not_utf8(error.object, error, file, line=line)
    message = f"the text is not {encoding} as its beginning or study.yml says: it cannot be read from here on"
    return Problem(message, Place(file, line), "save it as UTF-8")
