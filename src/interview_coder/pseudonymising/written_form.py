"""Turns without names ↔ the file that the corpus gets; what is written must read back as the same turns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from itertools import groupby

from interview_coder.anonymise.replacing import OffsetMap, Replacement
from interview_coder.errors import InputError
from interview_coder.ingest import read_transcripts
from interview_coder.ingest.transcript import ReadOptions
from interview_coder.keeping.study_key import Form, KeptTurn
from interview_coder.pseudonymising.base_texts import Said, head_of

_COLUMNS = ("question", "speaker", "note", "start", "end", "text")
_ALWAYS = {"speaker", "text"}
TABLES: frozenset[Form] = frozenset({"table", "responses"})
"""The forms of documents that are written as tables."""
_WHO_RESPONDS = "participant"
"""The column of labels where every row is a response: by it the rows of one person are not read as one turn."""


def list_said(text: str, turns: Sequence[KeptTurn], log: Sequence[Replacement] = ()) -> list[Said]:
    """Return what each turn says in the text that a log made of their base text."""
    offsets = OffsetMap(log)

    def cut(span: tuple[int, int]) -> str:
        return text[offsets.to_new(span[0]) : offsets.to_new_end(span[1])] if span[0] < span[1] else ""

    return [
        Said(cut(one.label), cut(one.note), one.start_seconds, one.end_seconds, cut(one.speech), cut(one.question))
        for one in turns
    ]


def write_text(said: Iterable[Said]) -> str:
    """Return turns as text, a label before each."""
    return "".join(f"{head_of(one)}{one.text}\n\n" for one in said)


def write_table(said: Sequence[Said], *, are_responses: bool = False) -> bytes:
    """Return turns as a table, without the columns that would be empty."""
    rows = [
        (one.question, one.speaker, one.note, _clock(one.start_seconds), _clock(one.end_seconds), one.text)
        for one in said
    ]
    kept = [place for place, name in enumerate(_COLUMNS) if name in _ALWAYS or any(r[place] for r in rows)]
    names = [_WHO_RESPONDS if are_responses and name == "speaker" else name for name in _COLUMNS]
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow([names[place] for place in kept])
    writer.writerows([row[place] for place in kept] for row in rows)
    return lines.getvalue().encode()


def read_table(raw: bytes) -> list[Said]:
    """Return the turns of a table that `write_table` wrote; their times are left out."""
    rows = csv.DictReader(io.StringIO(raw.decode(), newline=""))
    return [
        Said(
            row["speaker"] if "speaker" in row else row[_WHO_RESPONDS],
            row.get("note", ""),
            None,
            None,
            row["text"],
            row.get("question", ""),
        )
        for row in rows
    ]


def _clock(seconds: float | None) -> str:
    if seconds is None:
        return ""
    minutes, rest = divmod(seconds, 60)
    return f"{int(minutes // 60)}:{int(minutes % 60):02}:{rest:06.3f}"


def reads_back(raw: bytes, ending: str, said: Sequence[Said], *, with_times: bool = True) -> bool:
    """Whether a file is read as what these turns say."""
    labels = frozenset(one.speaker for one in said if one.speaker)
    return all(
        _reads_back(raw, ending, said, ReadOptions(known_labels=known), with_times=with_times)
        for known in (frozenset[str](), labels)
    )


def _reads_back(raw: bytes, ending: str, said: Sequence[Said], options: ReadOptions, *, with_times: bool) -> bool:
    stream = io.BytesIO(raw)
    try:
        [transcript] = read_transcripts(stream, ending=ending, file="", options=options)
    except (InputError, ValueError):
        return False
    read = [
        Said(one.speaker, one.note, one.start_seconds, one.end_seconds, transcript.text[one.start : one.end])
        for one in transcript.turns
    ]
    return _plain(read, with_times=with_times) == _plain(said, with_times=with_times)


def _plain(said: Sequence[Said], *, with_times: bool) -> list[tuple[object, ...]]:
    """Return turns in one form: those of one speaker that follow each other joined, white space single."""
    plain: list[tuple[object, ...]] = []
    for (speaker, note), turns in groupby((one for one in said if one.text.strip()), key=lambda one: one[:2]):
        own = list(turns)
        words = " ".join(" ".join(one.text for one in own).split())
        time = own[0].start_seconds if with_times else None
        plain.append((speaker, note, None if time is None else round(time, 2), words))
    return plain
