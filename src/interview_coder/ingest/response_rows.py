"""Rows of a table that are responses → Transcript: each a turn of its own, said by its own participant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from interview_coder.ingest.columns import Columns, Row
from interview_coder.ingest.row_log import RowLog
from interview_coder.ingest.transcript import Transcript
from interview_coder.model.source import Places
from interview_coder.project.turn_table import Speaking, TurnTable


def find_response_columns(columns: Columns) -> Columns:
    """Return columns of which those that tell of a recording are facts about who responds.

    A date of sending, an organisation, or by which way a comment came, say nothing of how it is to be read.
    """
    is_named = "source" in columns.named
    return replace(columns, start=None, end=None, note=None, source=columns.source if is_named else None)


def take_responses(
    columns: Columns, rows: Iterable[Row], log: RowLog, *, max_rows: int, max_characters: int
) -> Transcript | None:
    """Make a transcript of as many rows as go into one; None where none is left.

    Parameters
    ----------
    columns : Columns
        Those that hold nothing known are attributes of the participant, whose first row counts.
    rows : iterable of Row
        Taken as far as needed.
    log : RowLog
        Told of rows without a text.
    max_rows, max_characters : int
        Of one transcript.
    """
    import numpy as np

    at_text, at_label, at_question, others = columns.text, columns.participant, columns.question, columns.others
    names = _unique(columns.header[place] for place in others)
    texts: list[str] = []
    starts: list[int] = []
    numbers: list[int] = []
    ways: dict[tuple[str, str], int] = {}
    who: list[int] = []
    speakers: dict[str, Mapping[str, str]] = {}
    n_unnamed = n_differing = offset = 0
    # one loop, so that each of millions of rows is in the processor's cache once
    for number, cells in rows:
        text = cells[at_text].strip()
        if not text:
            log.leave_out_empty(cells, number)
            continue
        label = "" if at_label is None else cells[at_label].strip()
        if not label:
            label = f"row {number}"
            n_unnamed += 1
        question = "" if at_question is None else cells[at_question].strip()
        texts.append(text)
        starts.append(offset)
        numbers.append(number)
        who.append(ways.setdefault((label, question), len(ways)))
        facts = dict(zip(names, [cells[place] for place in others], strict=True))
        if speakers.setdefault(label, facts) != facts:
            n_differing += 1
        offset += len(text) + 1
        if len(texts) >= max_rows or offset >= max_characters:
            break
    if not texts:
        return None
    ends = np.array(starts, np.int32) + np.array([len(text) for text in texts], np.int32)
    speaking = [Speaking(label, question=question) for label, question in ways]
    return Transcript(
        "\n".join(texts),
        TurnTable(np.array(starts, np.int32), ends, np.array(who, np.int32), speaking),
        "a table, each row a response",
        certainty=columns.certainty,
        signs=columns.told(),
        places=Places("row", tuple(starts), tuple(numbers)),
        remarks=tuple(_remarks(columns, n_unnamed, n_differing)),
        speakers=speakers,
    )


def _remarks(columns: Columns, n_unnamed: int, n_differing: int) -> Iterator[str]:
    yield from columns.doubts
    if columns.participant is None:
        yield "no column says who responds: each row is another person's, called after its row"
    elif n_unnamed:
        yield f"{n_unnamed:,} rows name no participant: each is called after its row"
    if n_differing:
        told = "rows say other things of their participant than the participant's first row, which counts"
        yield f"{n_differing:,} {told}"


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    """Return names with a number behind those that stood before."""
    counts: Counter[str] = Counter()
    unique = []
    for name in names:
        counts[name] += 1
        unique.append(name if counts[name] == 1 else f"{name} {counts[name]}")
    return tuple(unique)
