"""Rows of a table → Transcripts: one for each interview in it, a large one in parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain, groupby, islice

from interview_coder.collecting import collecting_later
from interview_coder.errors import InputError
from interview_coder.ingest.columns import Columns, Row
from interview_coder.ingest.response_rows import find_response_columns, take_responses
from interview_coder.ingest.row_log import RowLog
from interview_coder.ingest.speaker_column import guess_speaker
from interview_coder.ingest.transcript import ReadOptions, Transcript
from interview_coder.ingest.turn_rows import TurnTable, are_turns, find_turn_table
from interview_coder.ingest.utterances import Utterance

MAX_ROWS = 20_000
MAX_CHARACTERS = 8_000_000
"""Of one transcript; a larger table is given in parts."""
HEAD_ROWS = 500
"""So many rows are looked at to find out how a table is written."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of which the header has been read.

    Parameters
    ----------
    columns : Columns
        Which column holds what.
    rows : iterator of Row
        Those below the header, read as they are asked for.
    log : RowLog
        Also filled while `rows` is read.
    attributes : mapping of str to str
        Front matter.
    remarks : tuple of str
        What a researcher should know about the file.
    """

    columns: Columns
    rows: Iterator[Row]
    log: RowLog
    attributes: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


def read_rows(table: Table, *, options: ReadOptions) -> Iterator[Transcript]:
    """Make transcripts of the rows of a table, reading no further than is asked for.

    Where there is a column of speakers, by its name or by what it holds, or one of turns, or nothing but words and
    their times in a recording, a row is a turn, and what one speaker says in rows that follow each other is one turn.
    Else a row is a response, a turn of its own by its own participant, and the columns that are left over are that
    participant's attributes. A large table comes in parts.

    Parameters
    ----------
    table : Table
        Its rows are used up.
    options : ReadOptions
        ``speaker`` speaks in rows that name nobody.

    Raises
    ------
    InputError
        With every problem of the file, once its last row was read: it is to be left out as a whole, with the parts
        that were given before.
    """
    log = table.log
    is_empty = True
    try:
        for transcript in _name_parts(_read_sources(table, options), log):
            is_empty = False
            yield transcript
    except InputError as error:
        raise InputError(*log.errors(), *error.problems) from error
    if is_empty and not log.problems:
        fix = "put the transcript in, or take the file out of the corpus"
        log.tell("nobody says a word: no row below the header has a text", fix=fix)
    if log.problems:
        raise InputError(*log.errors())


def _name_parts(parts: Iterator[tuple[str, Transcript]], log: RowLog) -> Iterator[Transcript]:
    """Give each part its name; whether there are several is only known when the next one comes."""
    number = 1
    held = next(parts, None)
    while held is not None:
        source, transcript = held
        held = next(parts, None)
        has_next = held is not None and held[0] == source
        if held is None:  # what stands below the last row that was taken
            transcript = replace(transcript, left_out=transcript.left_out + log.take_left_out())
        if not log.problems:
            yield _name_part(transcript, source, number, is_whole=number == 1 and not has_next)
        number = number + 1 if has_next else 1


def _name_part(transcript: Transcript, source: str, number: int, *, is_whole: bool) -> Transcript:
    if is_whole:
        return replace(transcript, part=source)
    remark = f"the table is large and read in parts of at most {MAX_ROWS:,} rows; this is part {number}"
    part = f"{source} {number}" if source else str(number)
    return replace(transcript, part=part, remarks=(*transcript.remarks, remark))


def _read_sources(table: Table, options: ReadOptions) -> Iterator[tuple[str, Transcript]]:
    """Yield the transcripts of each interview with its name, which is empty where the table is one."""
    head = list(islice(table.rows, HEAD_ROWS))
    turn_table: TurnTable | None = None
    columns = guess_speaker(table.columns, head, file=table.log.file)
    if are_turns(columns, head):
        turn_table = find_turn_table(columns, head, speaker=options.speaker)
    else:
        columns = find_response_columns(columns)
    for source, rows in _split_at_sources(chain(head, table.rows), columns, table.log):
        for transcript in _read_parts(rows, columns, turn_table, table.log):
            left_out = table.log.take_left_out()
            remarks = table.remarks + transcript.remarks
            yield source, replace(transcript, attributes=table.attributes, left_out=left_out, remarks=remarks)


def _split_at_sources(rows: Iterator[Row], columns: Columns, log: RowLog) -> Iterator[tuple[str, Iterator[Row]]]:
    """Yield the rows of each source, and tell of those that do not stand together."""
    at = columns.source
    if at is None:
        yield "", rows
        return
    name = columns.header[at]
    seen: set[str] = set()
    for source, of_source in groupby(rows, key=lambda row: row[1][at].strip()):
        if source and source not in seen:
            seen.add(source)
            yield source, of_source
            continue
        number = next(of_source)[0]
        if source:
            message = f'row {number}: the rows of one source ("{name}") do not stand together'
            log.tell(message, fix=f'sort the table by the column "{name}"')
        elif any(cell.strip() for _, cells in of_source for cell in cells):
            log.tell(f'row {number}: the column "{name}" is empty', fix="write to which source the row belongs")


def _read_parts(
    rows: Iterator[Row], columns: Columns, turn_table: TurnTable | None, log: RowLog
) -> Iterator[Transcript]:
    """Yield the transcripts of one source."""
    if turn_table is not None:
        yield from map(turn_table.join, _split_large(turn_table.read(rows, log)))
        return
    while True:
        with collecting_later():
            transcript = take_responses(columns, rows, log, max_rows=MAX_ROWS, max_characters=MAX_CHARACTERS)
        if transcript is None:
            return
        yield transcript


def _split_large(utterances: Iterable[Utterance]) -> Iterator[list[Utterance]]:
    """Yield what is said in lists for one transcript each; a turn is cut only if it makes one twice as large."""
    part: list[Utterance] = []
    n_characters = 0
    for one in utterances:
        fullness = max(len(part) / MAX_ROWS, n_characters / MAX_CHARACTERS)
        if fullness >= 2 or (fullness >= 1 and (one.begins_turn or one.speaker != part[-1].speaker)):
            yield part
            part = []
            n_characters = 0
        part.append(one)
        n_characters += len(one.text)
    if part:
        yield part
