"""Tables as text (.csv, .tsv) → Transcripts, read as a stream."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from typing import BinaryIO, Literal

from interview_coder.errors import InputError, Place, Problem
from interview_coder.ingest.columns import Columns, Row, find_columns
from interview_coder.ingest.header_row import find_header, find_likely_header, kinds_in
from interview_coder.ingest.row_log import RowLog
from interview_coder.ingest.rows import Table, read_rows
from interview_coder.ingest.text_stream import decoded_lines
from interview_coder.ingest.transcript import ReadOptions, Transcript

DELIMITERS = ",;\t|"
MAX_CELL = 10_000_000
"""Characters in one cell. Ten hours of talk are one million; more is a quotation mark that is never closed."""
_HEAD_LINES = 5_000
_HEAD_CHARACTERS = 1_000_000
_FIRST_LINES = 60
_ROWS_AT_ONCE = 16
_EXCEL_DELIMITER = re.compile(r"sep=(.)\n?", re.IGNORECASE)
_FIELD = re.compile(r"#\s*(?P<key>[^\W\d_][^:|,;\t\n]{0,39}?)\s*:\s+(?P<value>\S[^\n]*)")


def read(stream: BinaryIO, *, file: str, options: ReadOptions) -> Iterator[Transcript]:
    """Read a table of turns or of responses.

    Lines that begin with ``#`` are comments; those before the header that say ``key: value`` are attributes.

    Parameters
    ----------
    stream : binary file
        Text with a header; columns parted by commas, semicolons, tabs or ``|``.
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
    head = _read_head(lines)
    is_whole = len(head) < _HEAD_LINES and sum(map(len, head)) < _HEAD_CHARACTERS
    comments, first = _split_comments(head)
    for number, line in enumerate(comments, start=1):
        if line.startswith("#"):
            log.leave_out("comments", number)
    layout = _find_layout(head[len(comments) :], first, options, is_whole=is_whole)
    if layout is None:
        fix = "put the transcript in, or take the file out of the corpus"
        raise InputError(Problem("the table is empty", Place(file), fix))
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if layout.has_quotes else csv.QUOTE_NONE
    below = chain(head[len(comments) :], lines)
    reader = csv.reader(below, delimiter=layout.delimiter, quoting=quoting, strict=True)
    rows = _CsvRows(reader, log, n_before=len(comments))
    columns = rows.read_header(layout, options)
    remarks: tuple[str, ...] = ()
    if not layout.has_quotes:
        remarks = ("quotation marks are part of the words: in this table they do not hold cells together",)
    table = Table(columns, rows.read_below(columns, has_comments=bool(comments)), log, _attributes(comments), remarks)
    yield from read_rows(table, options=options)


def _read_head(lines: Iterator[str]) -> list[str]:
    head: list[str] = []
    n_characters = 0
    for line in islice(lines, _HEAD_LINES):
        head.append(line)
        n_characters += len(line)
        if n_characters >= _HEAD_CHARACTERS:
            break
    return head


def _split_comments(head: Sequence[str]) -> tuple[list[str], str]:
    """Return the lines above the table, and the delimiter that one of them names."""
    comments: list[str] = []
    delimiter = ""
    for line in head:
        excel = _EXCEL_DELIMITER.fullmatch(line)
        # a column of numbers is often named "#"
        is_comment = line.startswith("#") and line[1:].strip()[:1] not in {*DELIMITERS, ""}
        if not is_comment and line.strip() not in {"", "#"} and not excel:
            break
        delimiter = excel[1] if excel else delimiter
        comments.append(line)
    return comments, delimiter


def _attributes(comments: Iterable[str]) -> dict[str, str]:
    fields = (_FIELD.match(line) for line in comments)
    return {found["key"]: found["value"].strip() for found in fields if found}


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a table is written; `header_at` counts its rows from 0, and `below` are the first rows below a header."""

    delimiter: str
    has_quotes: bool
    header_at: int
    below: Sequence[Sequence[str]]


def _find_layout(lines: Sequence[str], delimiter: str, options: ReadOptions, *, is_whole: bool) -> _Layout | None:
    """Find out how a table is written, from its first lines; None where there is none."""
    if not lines:
        return None
    candidates = delimiter if delimiter else DELIMITERS
    first = lines[:_FIRST_LINES]
    delimiter = max(candidates, key=lambda one: _rate_delimiter(first, one, options))
    rows = _try_rows(first, delimiter)
    found = _find_header(rows, options)
    header_at = next((at for at, cells in enumerate(rows) if cells), 0) if found is None else found
    has_quotes = _has_quotes(lines, delimiter, len(rows[header_at]) if rows else 0, is_whole=is_whole)
    return _Layout(delimiter, has_quotes, header_at, () if found is None else rows[header_at + 1 :])


def _find_header(rows: Sequence[Sequence[str]], options: ReadOptions) -> int | None:
    named = find_header(rows, options)
    return find_likely_header(rows, options) if named is None else named


def _rate_delimiter(lines: Sequence[str], delimiter: str, options: ReadOptions) -> tuple[int, float, int]:
    """Rate by the names of columns that it gives, by how many rows are as wide as the header, and by their width."""
    rows = [cells for cells in _try_rows(lines, delimiter) if cells]
    if not rows:
        return 0, 0, 0
    header_at = _find_header(rows, options)
    header = rows[header_at or 0]
    below = rows[(header_at or 0) + 1 :]
    share = sum(len(cells) == len(header) for cells in below) / (len(below) or 1)
    n_known = 0 if header_at is None else len(kinds_in(header, options))
    return n_known, share if len(header) > 1 else 0, len(header)


def _try_rows(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    with _long_cells():
        try:
            return list(csv.reader(lines, delimiter=delimiter))
        except csv.Error:  # told when the table is read
            return []


def _has_quotes(lines: Sequence[str], delimiter: str, width: int, *, is_whole: bool) -> bool:
    """Whether quotation marks hold cells together: not where that fails, and all rows are whole without it."""
    if delimiter in ",;":  # such tables come from programs that write quotation marks
        return True
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    with _long_cells():
        try:
            for _ in reader:
                pass
        except csv.Error:
            # where the lines are but the head of a table, its last cell may go on below them
            if reader.line_num == len(lines) and not is_whole:
                return True
            plain = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
            return width < 2 or any(len(cells) not in {0, width} and cells[0][:1] != "#" for cells in plain)
    return True


@contextmanager
def _long_cells() -> Iterator[None]:
    """Allow cells of any length that is sensible; the limit belongs to all users of the csv module."""
    before = csv.field_size_limit(MAX_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(before)


class _CsvRows:
    """The rows of a table with their numbers, those above the header included."""

    def __init__(self, reader: Iterator[list[str]], log: RowLog, *, n_before: int) -> None:
        self._reader = reader
        self._log = log
        self._n_before = n_before
        self._number = n_before

    def read_header(self, layout: _Layout, options: ReadOptions) -> Columns:
        """Read as far as the header, and find out which column holds what."""
        header: Sequence[str] = ()
        for place in range(layout.header_at + 1):
            taken, problem = self._take(1)
            if problem is not None:
                raise InputError(problem)
            header = taken[0][1] if taken else ()
            self._number += 1
            if place < layout.header_at and any(map(str.strip, header)):
                self._log.leave_out("rows above the header", self._number)
        line = self._n_before + self._line_num()
        return find_columns(header, file=self._log.file, options=options, line=line, rows=layout.below)

    def read_below(self, columns: Columns, *, has_comments: bool) -> Iterator[Row]:
        """Yield the rows below the header, each as wide as it."""
        width = len(columns.header)
        number = self._number
        while True:
            taken, problem = self._take(_ROWS_AT_ONCE)
            for line, cells in taken:
                number += 1
                if len(cells) == width and not (has_comments and cells[0][:1] == "#" and columns.text):
                    yield number, cells
                elif mended := self._mend(cells, columns, number, line, has_comments=has_comments):
                    yield number, mended
            if problem is not None:
                self._log.tell(problem.message, fix=problem.fix, line=problem.place.line)
                return
            if not taken:
                return

    def _take(self, count: int) -> tuple[list[tuple[int, list[str]]], Problem | None]:
        """Read some rows with the line on which each ends, and what is wrong below them."""
        taken: list[tuple[int, list[str]]] = []
        reader = self._reader
        with _long_cells():
            before = self._line_num()
            try:
                for cells in islice(reader, count):
                    before = self._line_num()
                    taken.append((before, cells))
            except csv.Error as error:
                return taken, self._problem(error, before + 1)
        return taken, None

    def _line_num(self) -> int:
        return self._reader.line_num  # type: ignore[attr-defined, no-any-return]

    def _problem(self, error: csv.Error, first_line: int) -> Problem:
        """Tell of quotation marks that are wrong in a row that begins on a line."""
        told = str(error)
        if "field larger" in told or "unexpected end" in told:
            longer = f", or a cell is longer than {MAX_CELL:,} characters" if "field larger" in told else ""
            message, line = f"a quotation mark is opened and never closed{longer}", first_line
        else:
            message, line = "a quotation mark stands inside a cell that is held by quotation marks", self._line_num()
        fix = 'write it twice ("") inside the cell, or export the table again'
        return Problem(message, Place(self._log.file, self._n_before + line), fix)

    def _mend(
        self, cells: list[str], columns: Columns, number: int, last_line: int, *, has_comments: bool
    ) -> list[str] | None:
        """Return a row that has another width than the header as it should be; None for what is no row."""
        width = len(columns.header)
        if not any(map(str.strip, cells)):
            return None
        if cells[0].startswith("#") and (len(cells) == 1 or has_comments):
            self._log.leave_out("comments", number)
            return None
        if not any(map(str.strip, cells[width:])) and len(cells) > columns.text:
            return cells[:width] + [""] * (width - len(cells))
        line = self._n_before + last_line - sum(cell.count("\n") for cell in cells)
        cells_told = f"{len(cells):,} cell{'s' if len(cells) > 1 else ''}"
        message = f"the row has {cells_told}, the header {width:,}"
        fix = "put quotation marks around cells that hold the separator or a line break"
        self._log.tell(message, fix=fix, line=line)
        return None
