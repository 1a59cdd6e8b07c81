"""The lines of a caption file: where cues begin, and which lines with a time or an arrow begin none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from interview_coder.errors import InputError, Place, Problem
from interview_coder.model.source import LeftOut

MAX_SHOWN = 20
"""Problems of one kind that are told one by one."""

_STAMP = r"(?:(\d{1,4}):)?([0-5]?\d):([0-5]?\d)(?:[.,](\d{1,9}))?"
_TIMES = re.compile(rf"\s*{_STAMP}\s*-->\s*{_STAMP}(?=\s|\Z)")
_WRONG_ARROW = re.compile(
    r"\d+:\d[\d:.,]*\s*(?:-\s?>|--\s+>|-\s->|[–—−]+>?|=+>|→|⟶|--&gt;)\s*\d+:\d[\d:.,]*(?:\s+\w+:\S+)*\s*\Z"
)
_NUMERIC = re.compile(r"[\d\s:.,]*\d[\d\s:.,]*\Z")
_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:/\S*)?\s*\Z", re.IGNORECASE)


class CueHead(NamedTuple):
    """Where a cue begins: indices of lines, the first being its identifier or else its time."""

    first: int
    time: int
    start_seconds: float
    end_seconds: float
    identifier: int | None


class Cue(NamedTuple):
    """What a caption file shows at one time.

    Parameters
    ----------
    line : int
        Of its time, from 1.
    start_seconds, end_seconds : float
        In the recording.
    identifier : int, optional
        The number that the file gives it, if it gives numbers.
    text : str
        Its lines, with tags and entities.
    """

    line: int
    start_seconds: float
    end_seconds: float
    identifier: int | None
    text: str


@dataclass(frozen=True, slots=True)
class CueLines:
    """How the lines of a caption file are to be taken.

    Parameters
    ----------
    heads : tuple of CueHead
        In the order of the file.
    strays : tuple of int
        Indices of time lines among the words of a cue.
    arrows : tuple of int
        Indices of further lines that hold an arrow: words, or a comment.
    """

    heads: tuple[CueHead, ...]
    strays: tuple[int, ...]
    arrows: tuple[int, ...]

    @property
    def left_out(self) -> LeftOut:
        """The time lines among words, counted."""
        return LeftOut("lines with a time among the words of a cue", len(self.strays), name_lines(self.strays))

    def bodies(self, lines: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
        """Yield what follows each cue's time: the index of its first line, and the lines without stray times."""
        kept = list(lines)
        for place in self.strays:
            kept[place] = " "  # not an empty line, which ends a block
        ends = (*(head.first for head in self.heads[1:]), len(lines))
        for head, end in zip(self.heads, ends, strict=False):
            yield head.time + 1, kept[head.time + 1 : end]

    def cues(self, texts: Iterable[str]) -> list[Cue]:
        """Return the cues, given the text of each."""
        return [
            Cue(time + 1, start, end, identifier, text)
            for (_, time, start, end, identifier), text in zip(self.heads, texts, strict=True)
        ]


def find_cue_lines(lines: Sequence[str], *, file: str, any_identifier: bool) -> CueLines:
    """Find where cues begin, in files with and without blank lines, numbers and identifiers.

    A time that follows words without a blank line begins the next cue if it goes on in time; a time within that of the
    cue stands among its words.

    Parameters
    ----------
    lines : sequence of str
        Of the whole file.
    file : str
        Name for messages.
    any_identifier : bool
        Whether what names a cue may be any text, not only a number.

    Raises
    ------
    InputError
        With the line of each time that cannot be read.
    """
    heads: list[CueHead] = []
    strays: list[int] = []
    arrows: list[int] = []
    unread: list[int] = []
    before: CueHead | None = None
    for at in _lines_with_arrow(lines):
        times = _TIMES.match(lines[at])
        if times is None:
            (unread if _is_meant_as_time(lines[at]) else arrows).append(at)
            continue
        head = _read_head(lines, at, times, before, any_identifier=any_identifier)
        if before is not None and _is_among_words(head, before, lines):
            strays.append(at)
        else:
            heads.append(head)
            before = head
    if unread:
        raise InputError(*_tell_unread(unread, file))
    return CueLines(tuple(heads), tuple(strays), tuple(arrows))


def _lines_with_arrow(lines: Sequence[str]) -> Iterator[int]:
    for at, line in enumerate(lines):
        if "-->" in line or (line[:1].isdigit() and ":" in line and _WRONG_ARROW.match(line)):
            yield at


def _is_meant_as_time(line: str) -> bool:
    before, arrow, after = line.partition("-->")
    if not arrow:
        return True
    left, right = before.strip(), after.split(maxsplit=1)[:1]
    is_left = ":" in left and (_NUMERIC.match(left) is not None or (_has_digit(left) and " " not in left))
    is_right = bool(right) and ":" in right[0] and _has_digit(right[0])
    return is_left or (is_right and " " not in left)


def _has_digit(text: str) -> bool:
    return any(letter.isdigit() for letter in text)


def _read_head(
    lines: Sequence[str], at: int, times: re.Match[str], before: CueHead | None, *, any_identifier: bool
) -> CueHead:
    stamps = times.groups()
    first, identifier = _find_identifier(lines, at, before, any_identifier=any_identifier)
    return CueHead(first, at, _seconds(*stamps[:4]), _seconds(*stamps[4:]), identifier)


def _seconds(hours: str | None, minutes: str, seconds: str, fraction: str | None) -> float:
    milliseconds = int(f"{fraction}00"[:3]) if fraction else 0
    return ((int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)) * 1000 + milliseconds) / 1000


def _is_among_words(head: CueHead, before: CueHead, lines: Sequence[str]) -> bool:
    return head.first == head.time and head.end_seconds <= before.end_seconds and not _is_blank(lines[head.time - 1])


def _find_identifier(
    lines: Sequence[str], at: int, before: CueHead | None, *, any_identifier: bool
) -> tuple[int, int | None]:
    """Return the place of a cue's identifier, and its number if it is one; the place of its time where it has none."""
    begins = 0 if before is None else before.time + 1
    above = at - 1
    while above >= begins and _is_blank(lines[above]):
        above -= 1
    if above < begins:
        return at, None
    number = _number(lines[above])
    if above < at - 1:
        # parted from its time by a blank line, it must be the next in the numbering of the file
        is_own = number is not None and number == _number_due(before)
    elif number is not None:
        is_own = before is None or before.identifier is not None or above == begins or _is_blank(lines[above - 1])
    else:
        is_under_blank = above > begins and _is_blank(lines[above - 1])
        is_own = any_identifier and (is_under_blank or _GUID.match(lines[above]) is not None)
    return (above, number) if is_own else (at, None)


def _is_blank(line: str) -> bool:
    return not line or line.isspace()


def _number(line: str) -> int | None:
    text = line.strip()
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _number_due(before: CueHead | None) -> int | None:
    if before is None:
        return 1
    return None if before.identifier is None else before.identifier + 1


def _tell_unread(places: Sequence[int], file: str) -> Iterator[Problem]:
    fix = 'write it as "00:01:02.500 --> 00:01:04.000"'
    for place in places[:MAX_SHOWN]:
        yield Problem("the time of this cue cannot be read", Place(file, place + 1), fix)
    if len(places) > MAX_SHOWN:
        yield Problem(f"the times of {len(places) - MAX_SHOWN} more cues cannot be read", Place(file), fix)


def name_lines(places: Sequence[int]) -> str:
    """Say which lines are meant by their indices, the first few of many.

    Examples
    --------
    >>> name_lines([2]), name_lines([2, 8, 11])
    ('line 3', 'lines 3, 9 and 12')
    """
    if len(places) < 2:
        return f"line {places[0] + 1}" if places else ""
    shown = [str(place + 1) for place in places[:6]]
    last = f"{len(places) - 5} more" if len(places) > 6 else shown[-1]
    return f"lines {', '.join(shown[:5] if len(places) > 6 else shown[:-1])} and {last}"
