"""Who speaks where: speaker labels in lines of text, found by looking at the whole file.

A label is a name, role or code at the start of a line, with a colon: ``Name: text``, or ``Name (role):`` alone on its
line before the text. One file keeps to one of these two ways, so headings such as ``Question By:`` on a page whose
speakers are written in the other way are not taken for people.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from interview_coder.errors import InputError, Place, Problem
from interview_coder.model.source import LeftOut, Turn

ROLE_WORDS = {
    "interviewer": ("interviewer", "int", "i", "iv", "researcher", "q"),
    "moderator": (
        "moderator",
        "facilitator",
        "chair",
        "chairman",
        "chairwoman",
        "chairperson",
        "convenor",
        "host",
        "mod",
    ),
}
GENERIC_LABEL = re.compile(
    r"(respondent|participant|interviewee|speaker|guest|informant|subject|patient|unknown|male|female|man|woman|voice|[rapsmf])[\s_.-]*\d*",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"[^\S\n]*(?P<label>\w[^\n:()\[\]]{0,58}?)[^\S\n]*(?:\((?P<note>[^()\n]{1,80})\))?[^\S\n]*:(?=\s|\Z)[^\S\n]*"
)
_NAME_WORD = re.compile(r"(?:[^\W\d_a-z][\w'’.-]*|\d+|de|van|von|der|den|da|of|the|and|for|al)", re.UNICODE)
_MAX_LABEL_WORDS = 6


@dataclass(frozen=True, slots=True)
class Transcript:
    """What a reader of a format finds in a file; the pipeline makes a `Source` of it.

    Parameters
    ----------
    text : str
        Canonical text of the source.
    turns : tuple of Turn
        Without roles or participants.
    dialect : str
        How speakers are marked, in words.
    """

    text: str
    turns: tuple[Turn, ...]
    dialect: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class _Mark:
    """A possible label: where its line starts, where what it introduces starts."""

    label: str
    note: str
    line_start: int
    speech_start: int
    is_inline: bool


def split_turns(text: str, *, file: str, known_labels: Collection[str] = ()) -> Transcript:
    """Find the turns of a text by its speaker labels.

    Parameters
    ----------
    text : str
        Canonical text.
    file : str
        Name for messages.
    known_labels : collection of str
        Labels that ``participants.csv`` names for this source.

    Returns
    -------
    Transcript
        A turn goes on until the next label, over paragraphs. What stands before the first is left out, and counted.

    Raises
    ------
    InputError
        When no speaker is found.
    """
    marks = _choose_marks(_without_fields(text, list(_find_marks(text))), frozenset(known_labels))
    if not marks:
        raise InputError(_no_speakers(text, file))
    ends = [mark.line_start for mark in marks[1:]] + [len(text)]
    spoken = [(mark, *_trim(text, mark.speech_start, end)) for mark, end in zip(marks, ends, strict=True)]
    turns = tuple(
        Turn(number, mark.label, start, end, mark.note)
        for number, (mark, start, end) in enumerate((one for one in spoken if one[1] < one[2]), start=1)
    )
    if not turns:
        raise InputError(_no_speakers(text, file))
    head = text[: marks[0].line_start]
    dialect = "Name: text" if marks[0].is_inline else "Name: on a line of its own"
    return Transcript(text, turns, dialect, _read_attributes(head), _count_left_out(head, len(spoken) - len(turns)))


def _find_marks(text: str) -> Iterable[_Mark]:
    start = 0
    for line in text.split("\n"):
        found = _LABEL.match(line)
        if found is not None and _is_label(found["label"]):
            is_inline = found.end() < len(line.rstrip())
            yield _Mark(found["label"].strip(), (found["note"] or "").strip(), start, start + found.end(), is_inline)
        start += len(line) + 1


_INITIAL = re.compile(r"(?:\b[^\W\d_a-z]|\b(?:Dr|Mr|Ms|Mrs|St|Rev|Prof|Sr))\.(?=\s|$)")


def _is_label(label: str) -> bool:
    without_initials = _INITIAL.sub("", label)
    return len(label.split()) <= _MAX_LABEL_WORDS and not re.search(r"[.?!,;](?:\s|$)", without_initials)


def _is_name(label: str) -> bool:
    return all(_NAME_WORD.fullmatch(word) for word in label.split())


_FIELD = re.compile(r"[^\W\d_a-z][^\d]*")


def _without_fields(text: str, marks: list[_Mark]) -> list[_Mark]:
    """Drop the marks of a head of fields: ``Date: 3 May`` and the like, a block whose labels never come back."""
    head_end = text.find("\n\n", len(text) - len(text.lstrip()))
    head = [mark for mark in marks if mark.line_start < head_end]
    rest = marks[len(head) :]
    n_lines = sum(bool(line.strip()) for line in text[: max(0, head_end)].split("\n"))
    counts = Counter(mark.label for mark in marks)
    is_head = len(head) == n_lines > 1 and all(
        mark.is_inline and counts[mark.label] == 1 and _FIELD.fullmatch(mark.label) for mark in head
    )
    return rest if is_head and any(counts[mark.label] > 1 for mark in rest) else marks


def _choose_marks(marks: Sequence[_Mark], known_labels: frozenset[str]) -> list[_Mark]:
    """Keep the labels of the way of writing that most of the file's sure labels have."""
    counts = Counter((mark.label, mark.is_inline) for mark in marks)
    sure = [mark for mark in marks if _is_sure(mark, counts, known_labels)]
    named = [mark for mark in marks if _is_name(mark.label)]
    if not sure and len({mark.label for mark in named}) < 2:
        return []
    first = min((mark.line_start for mark in sure), default=0)
    is_inline = sum(mark.is_inline for mark in sure or named) * 2 >= len(sure or named)
    own_labels = {mark.label for mark in sure if mark.is_inline == is_inline} | known_labels
    return [
        mark
        for mark in marks
        if mark.label in own_labels
        or (mark.is_inline == is_inline and _is_name(mark.label) and mark.line_start >= first)
        or (not mark.is_inline and mark in sure and _is_coded(mark.label))
    ]


def _is_sure(mark: _Mark, counts: Counter[tuple[str, bool]], known_labels: frozenset[str]) -> bool:
    recurs = counts[mark.label, mark.is_inline] > 1 and _is_name(mark.label)
    return mark.label in known_labels or _is_coded(mark.label) or recurs


def _is_coded(label: str) -> bool:
    """Whether a label says a role or a number, and so can hardly be anything else: ``INTERVIEWER``, ``P01``."""
    return guess_role(label) is not None or GENERIC_LABEL.fullmatch(label) is not None


def guess_role(label: str) -> str | None:
    """Return ``interviewer`` or ``moderator`` for a label that says so, else None.

    Examples
    --------
    >>> guess_role("INTERVIEWER 2"), guess_role("Chair"), guess_role("Dr Chair-Smith")
    ('interviewer', 'moderator', None)
    """
    word = re.sub(r"[\s_.-]*\d+$", "", label).casefold()
    return next((role for role, words in ROLE_WORDS.items() if word in words), None)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    stretch = text[start:end]
    start += len(stretch) - len(stretch.lstrip())
    return start, max(start, start + len(stretch.strip()))


def _read_attributes(head: str) -> dict[str, str]:
    attributes = {}
    lines = [line.strip() for line in head.split("\n")]
    for i, line in enumerate(lines):
        key, colon, value = line.partition(":")
        if colon and key and len(key.split()) <= _MAX_LABEL_WORDS:
            following = lines[i + 1] if i + 1 < len(lines) else ""
            attributes[key.strip()] = value.strip() or following
    return attributes


def _count_left_out(head: str, n_empty: int) -> tuple[LeftOut, ...]:
    n_lines = sum(bool(line.strip()) for line in head.split("\n"))
    counted = (LeftOut("lines before the first speaker", n_lines), LeftOut("speaker labels with nothing said", n_empty))
    return tuple(one for one in counted if one.count)


def _no_speakers(text: str, file: str) -> Problem:
    n_lines = sum(bool(line.strip()) for line in text.split("\n"))
    if not n_lines:
        return Problem("the file is empty", Place(file), "put the transcript in, or take the file out of the corpus")
    return Problem(
        f"no speaker labels found in {n_lines} lines",
        Place(file, 1),
        'start each turn on a new line with its speaker and a colon, such as "P01: " or "INTERVIEWER: "',
    )
