"""Texts in which every line is ``Name: words``, as most are: read without looking at each line by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from interview_coder.ingest.dialects import DIALECTS, clean_label, is_plain_label
from interview_coder.ingest.document import Line
from interview_coder.ingest.front_matter import LONGEST_HEAD, find_head
from interview_coder.ingest.people import is_head_of_fields, is_surely_person
from interview_coder.ingest.speakers import rate_labels
from interview_coder.ingest.spellings import are_one_each
from interview_coder.ingest.transcript import ReadOptions, Transcript
from interview_coder.model.source import Places
from interview_coder.project.turn_table import Speaking, TurnTable

_COLON = ": "
_NO_PLAIN_BEGINNING = frozenset("[(<{#*_")
_MORE_THAN_PLAIN = ("|", "**", "#")
"""Signs of tables, of bold type and of times at the end of a turn."""


def read_plain_talk(text: str, options: ReadOptions) -> Transcript | None:
    """Read a text all of whose lines begin with the label of a speaker, a colon and a space.

    Parameters
    ----------
    text : str
        Of a file without styles.
    options : ReadOptions
        What the study says of the file.

    Returns
    -------
    Transcript or None
        What `split_turns` gives for such a text; None for any other, and where it must think twice.
    """
    if options.dialect or options.speakers or any(sign in text for sign in _MORE_THAN_PLAIN):
        return None
    lines = text.split("\n")
    filled = [line for line in lines if line]
    colons = [line.find(_COLON) for line in filled]
    if min(colons, default=-1) < 0:
        return None
    written = [line[:colon] for line, colon in zip(filled, colons, strict=True)]
    labels = {label: clean_label(label) for label in dict.fromkeys(written)}
    speech = [colon + len(_COLON) for colon in colons]
    begins = {line[start : start + 1] for line, start in zip(filled, speech, strict=True)}
    if not all(map(is_plain_label, labels)) or not all(map(_begins_plainly, begins)):
        return None
    speakers = [labels[label] for label in written]
    counts = Counter(speakers)
    if not _are_people(counts, options.known_labels) or _has_head(lines, speakers, counts):
        return None
    certainty, signs, remarks = rate_labels("label", counts, options.known_labels)
    turns, line_starts = _make_turns(lines, filled, speech, speakers)
    return Transcript(
        text,
        turns,
        DIALECTS["label"],
        certainty=certainty,
        signs=signs,
        places=Places("line", line_starts, tuple(range(1, len(lines) + 1))),
        remarks=tuple(remarks),
    )


def _begins_plainly(first: str) -> bool:
    """Whether the first letter of what somebody says, if there is any, is no sign of a time, a note or bold type."""
    return bool(first) and first not in _NO_PLAIN_BEGINNING and not (first.isspace() or first.isdecimal())


def _are_people(counts: Counter[str], known: Collection[str]) -> bool:
    """Whether all labels are so surely people, and as many of them, that nothing else can be meant."""
    return are_one_each(counts) and all(is_surely_person(label, count, known) for label, count in counts.items())


def _has_head(lines: Sequence[str], labels: Sequence[str], counts: Counter[str]) -> bool:
    """Whether the first lines may be fields and not talk."""
    first = next(number for number, line in enumerate(lines) if line)
    end = next((number for number in range(first, len(lines)) if not lines[number]), first)
    if end - first > 1 and is_head_of_fields(labels[: end - first], counts):
        return True
    return find_head([Line(line, 1) for line in lines[: LONGEST_HEAD + 2]], 0) > 0


def _make_turns(
    lines: Sequence[str], filled: Sequence[str], speech: Sequence[int], speakers: Sequence[str]
) -> tuple[TurnTable, tuple[int, ...]]:
    """Return a turn for each line that is not empty, and where each line begins.

    Parameters
    ----------
    lines, filled : sequence of str
        All lines, and those that are not empty.
    speech, speakers : sequence of int, sequence of str
        Of each that is not empty: where in it speech begins, and who speaks.
    """
    import numpy as np

    lengths = np.array([len(line) for line in lines], np.int64)
    line_starts = np.cumsum(lengths + 1) - lengths - 1
    begins = line_starts[lengths > 0].astype(np.int32)
    ways = {label: place for place, label in enumerate(dict.fromkeys(speakers))}
    who = np.array([ways[label] for label in speakers], np.int32)
    starts = begins + np.array(speech, np.int32)
    ends = begins + np.array([len(line.rstrip()) for line in filled], np.int32)
    return TurnTable(starts, ends, who, [Speaking(label) for label in ways]), tuple(line_starts.tolist())
