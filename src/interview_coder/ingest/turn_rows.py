"""Rows of a table that are turns, or pieces of them → Transcript."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from statistics import median

from interview_coder.ingest.cells import parse_seconds, parse_span
from interview_coder.ingest.columns import Columns, Row
from interview_coder.ingest.row_log import RowLog
from interview_coder.ingest.transcript import NOBODY_NAMED, Transcript
from interview_coder.ingest.utterances import Utterance, join_utterances

_NOTE = re.compile(r"(?P<label>[^()]*[^()\s])\s*\((?P<note>[^()]*)\)")
_MILLISECONDS = re.compile(r"(?:\b|_)ms\b|ms\Z|milliseconds", re.IGNORECASE)
_LONGEST_RECORDING = 1_000_000_000
"""In milliseconds or seconds; more is a date that is written as a number."""
_SLOWEST_SPEECH = 20
"""Seconds for one character, which nobody needs. In milliseconds, nobody speaks as fast."""


def are_turns(columns: Columns, head: Sequence[Row]) -> bool:
    """Whether the rows of a table are turns, or pieces of them, rather than responses.

    Parameters
    ----------
    columns : Columns
        A column of speakers or of turns says it, as does a column of times that the study's settings name.
    head : sequence of Row
        The first rows; where nobody is named, times in them must be those of one recording.
    """
    if columns.speaker is not None or columns.turn is not None or not columns.named.isdisjoint({"start", "end"}):
        return True
    at = columns.start
    is_plain = columns.holds_talk and columns.participant is None and not columns.others
    # a text that is told by its cells may be a survey's, whose times are dates or clocks, but no bare numbers
    is_numbered = bool(columns.guesses) and at is not None and all(_is_bare(cells[at]) for _, cells in head)
    if at is None or "participant" in columns.named or (columns.end is None and not is_plain and not is_numbered):
        return False
    source = columns.source
    first = [cells for _, cells in head if source is None or cells[source] == head[0][1][source]]
    filled = [cells[at] for cells in first if cells[at].strip()]
    times = [start for start, _ in map(parse_span, filled) if start is not None]
    is_rising = all(before <= after for before, after in pairwise(times))
    return 0 < len(times) == len(filled) and is_rising and times[-1] < _LONGEST_RECORDING


def _is_bare(cell: str) -> bool:
    return cell.strip().replace(".", "", 1).isdecimal()


@dataclass(frozen=True, slots=True)
class TurnTable:
    """How a table of turns is written.

    Parameters
    ----------
    columns : Columns
        Which column holds what.
    speaker : str
        Who speaks in rows that name nobody.
    time_scale : float
        Seconds that a bare number in a column of times counts.
    names_changes_only : bool
        Whether a speaker is named only where the speaker changes, so that rows without a name go on with the one above.
    """

    columns: Columns
    speaker: str
    time_scale: float
    names_changes_only: bool

    def read(self, rows: Iterable[Row], log: RowLog) -> Iterator[Utterance]:
        """Yield what is said in each row.

        Parameters
        ----------
        rows : iterable of Row
            Those without a text may still name who speaks below them.
        log : RowLog
            Told of rows without a text and of times that cannot be read.
        """
        columns = self.columns
        last_turn, last_label = "", self.speaker
        for number, cells in rows:
            turn = _cell(cells, columns.turn)
            label, note = split_label(_cell(cells, columns.speaker))
            if not label:
                goes_on = self.names_changes_only or (turn and turn == last_turn)
                label = last_label if goes_on else self.speaker
            text = cells[columns.text].strip()
            if not text:
                log.leave_out_empty(cells, number)
                last_label = label
                continue
            # without speakers, only the numbers of the turns tell one from the next
            begins = columns.speaker is None and columns.turn is not None and turn != last_turn
            start, end = self._times(number, cells, log)
            note = _cell(cells, columns.note) or note
            question = _cell(cells, columns.question)
            yield Utterance(label, text, number, start, end, note, question, begins)
            last_turn, last_label = turn, label

    def _times(self, number: int, cells: Sequence[str], log: RowLog) -> tuple[float | None, float | None]:
        start_cell, end_cell = _cell(cells, self.columns.start), _cell(cells, self.columns.end)
        if not start_cell and not end_cell:
            return None, None
        start, span_end = parse_span(start_cell, scale=self.time_scale)
        end = parse_seconds(end_cell, scale=self.time_scale)
        if (start_cell and start is None) or (end_cell and end is None):
            log.leave_out("times that could not be read", number)
        return start, span_end if end is None else end

    def join(self, utterances: Sequence[Utterance]) -> Transcript:
        """Make a transcript of what is said in rows that follow each other."""
        columns = self.columns
        dialect = "a table with a column of speakers"
        if columns.speaker is None:
            dialect = f"a table of {'words and their times' if columns.turn is None else 'turns'}, nobody is named"
        return join_utterances(
            utterances,
            unit="row",
            dialect=dialect,
            certainty=columns.certainty,
            signs=columns.told(),
            remarks=tuple(self._remarks(utterances)),
        )

    def _remarks(self, utterances: Sequence[Utterance]) -> Iterator[str]:
        columns = self.columns
        n_unnamed = sum(not one.speaker for one in utterances)
        if n_unnamed == len(utterances) and columns.turn is None:
            yield NOBODY_NAMED
        elif columns.speaker is not None and n_unnamed:
            yield f"{n_unnamed:,} rows name no speaker"
        if self.names_changes_only:
            yield "rows that name no speaker go on with the one above, as names stand only where the speaker changes"
        if columns.turn is not None and columns.speaker is not None:
            name = columns.header[columns.turn]
            yield f'rows of one speaker that follow each other are one turn; the numbers in "{name}" part no turns'
        if self.time_scale != 1:
            yield "numbers in columns of times are taken as milliseconds"
        if columns.others:
            yield f"columns that are not read: {', '.join(columns.header[place] for place in columns.others)}"


def find_turn_table(columns: Columns, head: Sequence[Row], *, speaker: str) -> TurnTable:
    """Find out how a table of turns is written.

    Parameters
    ----------
    columns : Columns
        Which column holds what.
    head : sequence of Row
        Its first rows.
    speaker : str
        Who, by the study's settings, speaks in rows that name nobody; or nothing.
    """
    who = columns.speaker
    if who is None and (columns.turn is not None or "participant" in columns.named):
        who = columns.participant
    columns = replace(columns, speaker=who, participant=None)
    rows = [cells for _, cells in head if any(map(str.strip, cells))]
    names_changes_only = not speaker and columns.turn is None and _names_changes_only(rows, columns.speaker)
    return TurnTable(columns, speaker, _time_scale(rows, columns), names_changes_only)


def _names_changes_only(rows: Sequence[Sequence[str]], at: int | None) -> bool:
    labels = [split_label(_cell(cells, at))[0] for cells in rows]
    named = list(filter(None, labels))
    if len(set(named)) < 2 or len(named) == len(labels) or not labels[0]:
        return False  # where one of two is never named, the rows without a name are the other's
    n_repeated = sum(before == after for before, after in pairwise(named))
    return n_repeated <= len(named) / 10


def _time_scale(rows: Sequence[Sequence[str]], columns: Columns) -> float:
    """Return how many seconds a bare number is: by the column's name, else by how fast people would speak."""
    if columns.start is None:
        return 1
    if _MILLISECONDS.search(columns.header[columns.start]):
        return 0.001
    starts = [cells[columns.start].strip() for cells in rows]
    ends = starts[1:] if columns.end is None else [cells[columns.end].strip() for cells in rows]
    texts = [cells[columns.text].strip() for cells in rows]
    if not all(time.isdecimal() and len(time) < 12 for time in (*starts, *ends)):
        return 1
    spoken = [one for one in zip(starts, ends, texts, strict=False) if one[2]]
    paces = [(int(end) - int(start)) / len(text) for start, end, text in spoken]
    return 0.001 if paces and median(paces) > _SLOWEST_SPEECH else 1


def _cell(cells: Sequence[str], at: int | None) -> str:
    return "" if at is None else cells[at].strip()


@lru_cache(maxsize=1_000)
def split_label(cell: str) -> tuple[str, str]:
    """Return a speaker's label and what it has in parentheses."""
    label = cell.removesuffix(":").rstrip()
    found = _NOTE.fullmatch(label)
    return (found["label"], found["note"].strip()) if found else (label, "")
