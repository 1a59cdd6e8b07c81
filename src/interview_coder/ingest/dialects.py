"""The ways in which transcripts mark their speakers, as shapes of a line.

Every shape is looked for in every line; which of them a file means, and which of its labels are people, is decided over
the whole file in `interview_coder.ingest.speakers`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from interview_coder.ingest.asides import is_aside
from interview_coder.ingest.document import Line
from interview_coder.ingest.late_pattern import LatePattern

DIALECTS = {
    "label": "Name: text",
    "label-line": "Name: on a line of its own",
    "name-line": "Name on a line of its own",
    "name-time": "Name and time on a line of their own",
    "bold": "Name in bold or italics before the text",
    "cells": "a table with a column of speakers",
    "tab": "Name, then a tab or wide space",
    "dot": "Name. text",
    "dash": "Name - text",
    "bracket": "[Name] text",
    "bold-questions": "questions in bold, answers plain",
    "alternating": "question and answer by turns, without labels",
    "none": "nobody is named",
}
"""Key of a dialect, as ``study.yml`` names it → what it is, in words."""

_DATE = r"(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},?[^\S\n]+)?"
_TIME = r"(?:\d{1,3}:\d{1,2}:\d{1,2}|\d{1,3}:\d{2})(?:[.,:]\d{1,3})?(?:\s?[AaPp]\.?[Mm]\.?(?![^\W\d_]))?"

_LINK = r"(?:\((?:https?|javascript|#)[^()\s]{0,200}(?:\(\d*\);?)?\))?"


def _stamp(name: str) -> str:
    """Return a pattern for a time or span of time, bare or in brackets."""
    return (
        rf"(?<!\w)[\[(<{{#]?[^\S\n]*{_DATE}(?P<{name}>{_TIME}|\d{{1,5}}\.\d{{1,3}}(?=s))s?(?:-\d)?"
        rf"(?:\s*(?:-->|[-–—]|to)\s*(?:{_TIME}|\d{{1,5}}\.\d{{1,3}}s))?[^\S\n]*[\])>}}#]?{_LINK}"
    )


_LEAD = r"[^\S\n]*(?P<lead>(?:>{1,3}|[-–—•*]|\#{1,6})[^\S\n]+|>>[^\S\n]*)?"
_STRESS = r"(?:\*{1,3}|_{1,3}|</?(?:b|i|strong|em)>)?"
_QUESTION = rf"(?:{_STRESS}(?P<question>Q\.?\s?\d{{1,4}}[a-z]?){_STRESS}[.:)]?[^\S\n]+)?"
_NUMBER = r"(?:\d{1,4}[.)]?[^\S\n]+(?=[^\W\d]))?"
_LABEL = r"(?P<label>\w[^\n:：()\[\]<>*\t]{0,90}?)"
_NOTES = r"(?P<notes>(?:[^\S\n]*[(\[][^()\[\]\n]{1,80}[)\]]){0,3})"
_BEFORE = rf"{_LEAD}{_QUESTION}{_NUMBER}(?:{_stamp('before')}[^\S\n]*[-–|:]?[^\S\n]*)?"

_COLON = LatePattern(
    rf"{_BEFORE}{_STRESS}\[?{_LABEL}\]?{_STRESS}[^\S\n]*{_NOTES}(?:[^\S\n]*[-–,|]?[^\S\n]*{_stamp('after')})?"
    rf"[^\S\n]*{_STRESS}(?:：|:{_STRESS}(?=\s|\Z)){_STRESS}(?:[^\S\n]*(?=[\[(<{{#]|[\d:.,]+[^\S\n]*\Z){_stamp('inside')}(?=\s|\Z))?[^\S\n]*"
)
_PLAIN = re.compile(r"(?!Q\.?\s?\d)([^\W\d_][^\n:：()\[\]<>*_\t]{0,58})(?<![\s|–—,-]):[^\S\n]+(?![\[(<{#\d\s*_])(?=\S)")
_TIMED = LatePattern(
    rf"{_LEAD}{_STRESS}(?:{_stamp('before')}[^\S\n]*[-–|:]?[^\S\n]*)?{_STRESS}\[?(?=\w*[^\W\d_]){_LABEL}\]?{_STRESS}{_NOTES}"
    rf"(?:[^\S\n]*[-–,|·@]?[^\S\n]*{_stamp('after')})?[^\S\n]*{_STRESS}[^\S\n]*\Z"
)
_ALONE = LatePattern(rf"{_LEAD}{_QUESTION}{_NUMBER}{_STRESS}{_LABEL}{_STRESS}{_NOTES}{_STRESS}[^\S\n]*\Z")
_STRESSED = LatePattern(
    rf"{_BEFORE}(?P<stress>\*{{1,3}}|_{{2,3}}){_LABEL}{_NOTES}[^\S\n]*[:.]?(?P=stress)[^\S\n]*[:.]?[^\S\n]*(?=\S)"
)
_TAB = LatePattern(rf"{_BEFORE}{_LABEL}{_NOTES}[^\S\n]*(?:\t|[^\S\n]{{2,}})[^\S\n]*(?=\S)")
_DOT = LatePattern(
    rf"{_LEAD}{_STRESS}(?P<label>(?:Q|A|I|R|P|INT|Interviewer|Respondent)\d{{0,2}}|[^\W\d_a-z][^\W\d_]+[^\S\n]?\d{{1,2}}|(?:(?:Mr|Mrs|Ms|Miss|Dr|Chairman|The|Senator|"
    rf"Representative|Judge)\.?[^\S\n]+)?[^\W\d_a-z][^\W\d_a-z'’-]+(?:[^\S\n]+[^\W\d_a-z][^\W\d_a-z'’-]+){{0,3}})"
    rf"{_STRESS}[.)]{_STRESS}[^\S\n]+(?=\S)"
)
_DASH = LatePattern(rf"{_BEFORE}{_STRESS}{_LABEL}{_STRESS}{_NOTES}[^\S\n]+[-–—]{{1,2}}[^\S\n]+(?=\S)")
_BRACKET = LatePattern(rf"{_LEAD}(?:{_stamp('before')}[^\S\n]*)?[\[(<]{_LABEL}[\])>](?=\s|\Z)[^\S\n]*")
_WEAK_START = re.compile(r"[^\S\n]*(?:[*_\[(<>#•\d–-]|[^\W\d_a-z][^\n.)]{0,60}[.)])")
_WEAK_SIGN = re.compile(r"\t| (?: |[-–—]{1,2} )")
"""What begins or goes on so is worth a closer look; most lines do not."""
_COLON_SIGN = re.compile(r":(?=[*_<\s]|\Z)|：")
_TIME_SIGN = re.compile(r"\d:\d|\d\.\d{1,3}s")
"""What a line with a label before a colon, or with a time, must have."""
_NO_BULLETS = {"", ">", ">>", ">>>"}
_IN_NOTES = re.compile(r"[(\[]([^()\[\]]+)[)\]]")
_TIME_AFTER = LatePattern(
    rf"{_LEAD}{_STRESS}(?=\w*[^\W\d_]){_LABEL}{_STRESS}{_NOTES}[^\S\n]+{_stamp('after')}[^\S\n]+(?=\S)"
)
_ANY_TIME = re.compile(_TIME)
_ONLY_TIME = LatePattern(rf"[^\S\n]*{_stamp('before')}[^\S\n]*\Z")
_TIME_PART = re.compile(r"\d+(?:\.\d+)?")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")


class Mark(NamedTuple):
    """A possible change of speaker.

    Parameters
    ----------
    dialect : str
        A key of `DIALECTS`.
    label, note : str
        Who may speak from here on.
    line : int
        Index of the line in the document.
    speech_column : int
        Where in that line speech begins, if it does.
    has_speech : bool
        Whether speech begins in that line, and not below it.
    seconds : float, optional
        Time in the recording.
    question : str
        Number of the question that begins here.
    ends_at : int, optional
        Where in the line speech ends, if it ends there.
    is_listed : bool
        Whether a bullet or heading sign stands before the label.
    is_stressed : bool
        Whether the whole line is in bold or italics.
    """

    dialect: str
    label: str
    note: str
    line: int
    speech_column: int
    has_speech: bool
    seconds: float | None = None
    question: str = ""
    ends_at: int | None = None
    is_listed: bool = False
    is_stressed: bool = False


def find_marks(line: Line, place: int, *, with_weak: bool = True) -> Sequence[Mark]:
    """Return every mark that a line could be, by shape alone.

    Parameters
    ----------
    line : Line
    place : int
        Its index in the document.
    with_weak : bool, default=True
        Whether shapes that need neither a colon nor a time are looked for, which most lines could be.
    """
    text = line.text
    head = text[:160]
    has_colon = ":" in head
    if not (has_colon or with_weak or "：" in head):
        return ()
    plain = _PLAIN.match(head) if has_colon else None
    if plain is not None and (not with_weak or _is_plain(plain, line)):
        return (_mark_plainly(plain, line, place),)
    marks: list[Mark] = []
    found = _COLON.compiled.match(head) if _COLON_SIGN.search(head) is not None else None
    if found is not None:
        marks.append(_mark("label" if found.end() < len(text.rstrip()) else "label-line", found, line, place))
    is_short = len(text) <= 120
    if has_colon and is_short and (found is None or found.end() == len(text)) and _ANY_TIME.search(head) is not None:
        timed = _TIMED.compiled.match(text)
        if timed is not None and (timed["before"] or timed["after"] or any(_times_in(timed["notes"]))):
            marks.append(_mark("name-time", timed, line, place))
            has_colon = False  # it is in the time
    if with_weak and (found is None or _could_end_before_colon(found, line)) and not head.isspace():
        marks += _find_weak_marks(line, place, head, has_colon=has_colon)
    return marks


def _could_end_before_colon(found: re.Match[str], line: Line) -> bool:
    """Whether a label without colon may be over before the colon, which somebody says: ``RUIZ – He said: no``."""
    label = found["label"]
    if _WEAK_SIGN.search(label) is not None or ". " in label or 0 < line.emphasis < found.end("label"):
        return True
    return line.text.lstrip()[:1] in {"*", "_", "["}


def _times_in(notes: str) -> Iterator[str]:
    return (note for note in _IN_NOTES.findall(notes) if _time_in(note) is not None)


def _is_plain(found: re.Match[str], line: Line) -> bool:
    """Whether a label before a colon can be nothing else."""
    is_bold_before = 0 < line.emphasis < found.end(1)
    return not is_bold_before and "." not in found[1] and _WEAK_SIGN.search(line.text, 0, found.end()) is None


@lru_cache(5000)
def is_plain_label(label: str) -> bool:
    """Whether a label before a colon and a space can be nothing else, whatever plain words follow."""
    line = Line(f"{label}: .", 1)
    found = _PLAIN.match(line.text)
    return found is not None and found[1] == label and _is_plain(found, line)


def _mark_plainly(found: re.Match[str], line: Line, place: int) -> Mark:
    """Return the mark of nearly all labelled lines, which have nothing but a label, a colon and speech."""
    mark = Mark("label", clean_label(found[1]), "", place, found.end(), has_speech=True)
    return mark._replace(is_stressed=True) if line.emphasis >= len(line.text) else mark


def _find_weak_marks(line: Line, place: int, head: str, *, has_colon: bool) -> Iterator[Mark]:
    text = line.text
    has_brackets = "(" in text or "[" in text
    if len(text) <= 120 and (has_brackets or (text.count(" ") < 13 and ":" not in text)):
        alone = _ALONE.compiled.match(text)
        if alone is not None:
            yield _mark("name-line", alone, line, place)
    if has_colon and _TIME_SIGN.search(head) is not None:
        timed = _TIME_AFTER.compiled.match(head)
        if timed is not None:
            yield _mark("name-time", timed, line, place)
    if 0 < line.emphasis < len(text.rstrip()):
        yield from _stressed(line, place)
    if _WEAK_START.match(head) is None and _WEAK_SIGN.search(head) is None:
        return
    for dialect, (sign, pattern) in _WEAK.items():
        found = pattern.compiled.match(head) if sign.search(head) is not None else None
        if found is not None and (dialect != "bracket" or not is_aside(found["label"])):
            yield _mark(dialect, found, line, place)
            if dialect == "dot":
                return


_WEAK = {
    "bold": (re.compile("[*_]"), _STRESSED),
    "dot": (re.compile(r"[.)][*_<\s]"), _DOT),
    "tab": (re.compile(r"\t|[^\S\n]{2}"), _TAB),
    "dash": (re.compile(r"[^\S\n][-–—]"), _DASH),
    "bracket": (re.compile(r"[\[(<]"), _BRACKET),
}
"""Dialects without colon or time: what a line must have, which is soon seen, and the whole shape."""


def _mark(dialect: str, found: re.Match[str], line: Line, place: int) -> Mark:
    parts = found.groupdict("")
    notes = [one.strip() for one in _IN_NOTES.findall(parts["notes"])] if parts.get("notes") else []
    times = [note for note in notes if _time_in(note) is not None] if notes else []
    stamp = parts.get("before") or parts.get("after") or parts.get("inside") or next(iter(times), None)
    question = parts.get("question", "")
    n_filled = len(line.text.rstrip())
    return Mark(
        dialect,
        clean_label(parts["label"]),
        "; ".join([note for note in notes if note not in times]) if notes else "",
        place,
        found.end(),
        found.end() < n_filled,
        seconds_of(stamp) if stamp else None,
        re.sub(r"[.\s]", "", question) if question else "",
        is_listed=parts.get("lead", "").strip() not in _NO_BULLETS,
        is_stressed=0 < n_filled <= line.emphasis or line.text.lstrip()[:2] in {"**", "__"},
    )


def _stressed(line: Line, place: int) -> Iterator[Mark]:
    """Yield the mark of a label that is set in bold or italics, with or without punctuation after it."""
    label = re.sub(r"[\s:.–—-]+\Z", "", line.text[: line.emphasis]).strip()
    alone = _ALONE.compiled.match(label)
    if alone is not None:
        rest = line.text[line.emphasis :]
        column = line.emphasis + len(rest) - len(rest.lstrip(" \t:.–—-"))
        found = _mark("bold", alone, line, place)
        yield Mark("bold", found.label, found.note, place, column, has_speech=True, question=found.question)


def _time_in(text: str | None) -> str | None:
    found = _ANY_TIME.fullmatch(text.strip()) if text else None
    return found.group() if found else None


def seconds_of(stamp: str) -> float:
    """Return the seconds of a time such as ``1:02:03.5``; of a clock time, those since midnight.

    Examples
    --------
    >>> seconds_of("0:34"), seconds_of("01:02:03,500")
    (34.0, 3723.5)
    """
    seconds = 0.0
    for part in _TIME_PART.findall(stamp.replace(",", "."))[:3]:  # a fourth counts frames
        seconds = seconds * 60 + float(part)
    return round(seconds, 3)


@lru_cache(5000)
def clean_label(label: str) -> str:
    """Return a label in one spelling: composed letters, single spaces, nothing invisible.

    Examples
    --------
    >>> clean_label(" Dr  Bell ")
    'Dr Bell'
    """
    return " ".join(unicodedata.normalize("NFC", _INVISIBLE.sub("", label)).split()).strip("-–—|, ")


def only_time(line: str) -> float | None:
    """Return the seconds of a line that is nothing but a time."""
    found = _ONLY_TIME.compiled.match(line) if len(line) < 60 and ":" in line else None
    return None if found is None else seconds_of(found["before"])
