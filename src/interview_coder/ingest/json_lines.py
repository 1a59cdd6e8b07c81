"""JSON Lines (.jsonl) → Transcripts: an object a line, read as the rows of a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, BinaryIO

from interview_coder.errors import InputError
from interview_coder.ingest.cells import cell_text, has_half_character
from interview_coder.ingest.columns import Columns, Row, find_columns
from interview_coder.ingest.row_log import RowLog
from interview_coder.ingest.rows import Table, read_rows
from interview_coder.ingest.text_stream import decoded_lines
from interview_coder.ingest.transcript import ReadOptions, Transcript

Numbered = tuple[int, Mapping[str, Any]]
"""An object with the number of its line or, in an array, its place from 1."""
_FIRST_OBJECTS = 1_000
_FIRST_ROWS = 60
_ESCAPED_ODDITY = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")
"""A NUL, or half of a character beyond the first 65,536: two halves make one, one makes none."""


def read(stream: BinaryIO, *, file: str, options: ReadOptions) -> Iterator[Transcript]:
    """Read a table of turns or of responses.

    Parameters
    ----------
    stream : binary file
        An object a line; the keys of the first thousand are the columns.
    file : str
        Name for messages.
    options : ReadOptions
        What the study says of the file.

    Raises
    ------
    InputError
        With every problem of the file, once it was read to its end; what was given before is not to be used.
    """
    log = RowLog(file)
    lines = decoded_lines(stream, file=file, encoding=options.encoding)
    yield from read_objects(_objects(lines, log), log=log, options=options, unit="line")


def read_objects(objects: Iterator[Numbered], *, log: RowLog, options: ReadOptions, unit: str) -> Iterator[Transcript]:
    """Read objects as the rows of a table.

    Parameters
    ----------
    objects : iterator of Numbered
        Read as they are asked for.
    log : RowLog
        Also filled while `objects` is read.
    options : ReadOptions
        What the study says of the file.
    unit : {"line", "object"}
        What the numbers count.

    Raises
    ------
    InputError
        As `interview_coder.ingest.rows.read_rows`.
    """
    try:
        head = list(islice(objects, _FIRST_OBJECTS))
    except InputError as error:
        raise InputError(*log.errors(), *error.problems) from error
    header = tuple(dict.fromkeys(key for _, one in head for key in one))
    if not header:
        if not log.problems:
            log.tell("there is nothing in the file", fix="put the transcript in, or take the file out of the corpus")
        raise InputError(*log.errors())
    try:
        first = [[cell_text(one.get(name)) for name in header] for _, one in head[:_FIRST_ROWS]]
        columns = find_columns(header, file=log.file, options=options, rows=first)
    except InputError as error:
        raise InputError(*log.errors(), *error.problems) from error
    rows = _rows(chain(head, objects), header, columns, log, unit)
    yield from read_rows(Table(columns, rows, log), options=options)


class BadJsonError(ValueError):
    """What is wrong with a piece of JSON, in words that quote nothing of it.

    Parameters
    ----------
    told : str
        What is wrong.
    line : int, optional
        On which line of the piece.
    """

    def __init__(self, told: str, line: int | None = None) -> None:
        super().__init__(told)
        self.line = line


def load_json(text: str) -> Any:
    """Parse JSON as the standard has it.

    Raises
    ------
    BadJsonError
        Also for a key that stands twice, for ``NaN``, for what is nested too deep, and for half of an emoji or a NUL,
        be it in a key.
    """
    import json

    try:
        found = json.loads(text, object_pairs_hook=_without_doubles, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise BadJsonError(f"{error.msg} (column {error.colno})", error.lineno) from error
    except BadJsonError:
        raise
    except ValueError as error:
        raise BadJsonError("it holds a number too long to be read") from error
    except RecursionError as error:
        raise BadJsonError("it is nested too deep") from error
    if _ESCAPED_ODDITY.search(text) and any("\x00" in one or has_half_character(one) for one in _strings_in(found)):
        raise BadJsonError("it holds a character that no text has (a NUL, or half of an emoji)")
    return found


def _strings_in(value: Any) -> Iterator[str]:
    """Yield every text in a value, the keys of its objects too."""
    pending = [value]
    while pending:
        one = pending.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, list):
            pending += one
        elif isinstance(one, dict):
            pending += [*one, *one.values()]


def _without_doubles(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise BadJsonError("a key stands twice in one object")
    return found


def _refuse_constant(name: str) -> None:
    raise BadJsonError(f"{name} is no number that JSON knows")


class _CountedLines:
    """Lines, of which one can ask how many were taken."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = lines
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        for self.number, line in enumerate(self._lines, start=1):  # noqa: B020
            yield line


def _objects(lines: Iterable[str], log: RowLog) -> Iterator[Numbered]:
    """Yield the objects of good lines, and tell of the others."""
    import jsonlines

    counted = _CountedLines(lines)
    reader = jsonlines.Reader(counted, loads=load_json)  # type: ignore[arg-type]  # of text it takes text
    while True:
        try:
            found = reader.read(type=dict, skip_empty=True)
        except EOFError:
            return
        except jsonlines.InvalidLineError as error:
            cause = error.__cause__
            told = f"this line is no JSON: {cause}" if cause else "this line is no JSON object"
            log.tell(told, fix='every line must be an object: {"speaker": "…", "text": "…"}', line=error.lineno)
        else:
            yield counted.number, found


def _rows(
    objects: Iterable[Numbered], header: Sequence[str], columns: Columns, log: RowLog, unit: str
) -> Iterator[Row]:
    known, text_key = set(header), header[columns.text]
    for number, one in objects:
        if isinstance(one.get(text_key), list | dict):
            message = f'{unit} {number}: what stands under "{text_key.strip()}" is no text'
            log.tell(message, fix="export the transcript again", line=number if unit == "line" else None)
        if not one.keys() <= known:
            log.leave_out(f"rows with keys that the first {_FIRST_OBJECTS:,} do not have", number)
        yield number, [cell_text(one.get(name)) for name in header]
