"""Which marks in the lines of a document are speakers, found by looking at the whole file.

A shape of label (`interview_coder.ingest.dialects`) is chosen by how many lines have it with labels that look like
people: names, roles and codes that come back. One file keeps to one shape, so headings such as ``Question By:`` on a
page whose speakers are written in another way are not taken for people.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from interview_coder.ingest.dialects import Mark, find_marks
from interview_coder.ingest.document import Document, Line
from interview_coder.ingest.labels import is_coded, is_label, is_name, is_ordinary
from interview_coder.ingest.layouts import find_alternation, find_bold_questions, find_cells
from interview_coder.ingest.line_numbers import find_line_numbers
from interview_coder.ingest.people import Page
from interview_coder.ingest.spellings import find_odd_spellings, one_spelling, without_numbers
from interview_coder.ingest.transcript import ReadOptions
from interview_coder.model.source import Certainty

_WEIGHTS = {
    "cells": 2.0,
    "name-time": 1.3,
    "label": 1.0,
    "dot": 0.9,
    "bold": 0.9,
    "tab": 0.8,
    "name-line": 0.7,
    "bracket": 0.7,
    "dash": 0.6,
}
"""How much a mark of each shape counts; the colons of ``label`` stand for ``label-line`` too."""
_BY_COLON = ("label", "name-time")
_SAMPLE = 120
"""Lines in which all shapes are looked for; where they speak by colons alone, the others are not tried further."""


@dataclass(frozen=True, slots=True)
class Label:
    """A speaker's label in a line of its own file; ``speech_start`` is where in the line speech begins."""

    label: str
    note: str
    speech_start: int


@dataclass(frozen=True, slots=True)
class Choice:
    """The marks that are speakers, and how sure that is.

    Parameters
    ----------
    dialect : str
        A key of `interview_coder.ingest.dialects.DIALECTS`.
    marks : sequence of Mark
        In the order of the lines.
    certainty : {"stated", "sure", "likely", "guess"}
    signs : str
        What the certainty rests on.
    remarks : tuple of str
        What looked like a speaker and was not taken for one, and the other way round.
    """

    dialect: str
    marks: Sequence[Mark]
    certainty: Certainty = "likely"
    signs: str = ""
    remarks: tuple[str, ...] = ()


def find_labels(lines: Sequence[str], *, known_labels: frozenset[str] = frozenset()) -> dict[int, Label]:
    """Find the lines that begin with a speaker's label, such as those of captions.

    Returns
    -------
    dict of int to Label
        By index of the line; empty where no labels are found.
    """
    page = Page(Document(tuple([Line(text, 1) for text in lines]), "line"), known=known_labels)
    marks = [mark for place, line in enumerate(page.lines) for mark in find_marks(line, place) if mark.has_speech]
    best = max((page.find_people(dialect, marks) for dialect in ("label", "bracket")), key=len)
    return {mark.line: Label(mark.label, mark.note, mark.speech_column) for mark in best}


def choose_marks(document: Document, *, first: int, options: ReadOptions) -> Choice | None:
    """Return the marks of the way in which most of a document's lines name their speakers.

    Parameters
    ----------
    document : Document
        One of paragraphs needs no empty line between them.
    first : int
        Index of the first line that can be talk.
    options : ReadOptions
        What the study says of the file.

    Returns
    -------
    Choice or None
        None where nobody is named.
    """
    page = Page(document, first, options.known_labels)
    lines, filled = document.lines, document.filled
    rows = () if options.dialect else find_cells(lines, first)
    if rows and len(rows) * 2 > page.count_filled(first):
        return _describe(page, "cells", rows, ())
    numbers = find_line_numbers([line.text for line in lines])
    plain = [_without_number(line, numbers.get(place, 0)) for place, line in enumerate(lines)] if numbers else lines
    begin, end = (bisect_left(filled, place) for place in (first, first + _SAMPLE))
    marks = [mark for place in filled[begin:end] for mark in find_marks(plain[place], place)]
    by_colon = not (options.dialect or options.speakers) and _speaks_by_colon(page, marks)
    marks += [mark for place in filled[end:] for mark in find_marks(plain[place], place, with_weak=not by_colon)]
    if options.speakers:
        marks = [mark for mark in marks if mark.label in options.speakers]
    if options.dialect:
        return _take_stated(page, options.dialect, marks)
    found = {dialect: page.find_people(dialect, marks) for dialect in (_BY_COLON if by_colon else _WEIGHTS)}
    found["cells"] = rows
    best = max(found, key=lambda dialect: len(found[dialect]) * _WEIGHTS[dialect])
    if not found[best]:
        questions = find_bold_questions(lines, first)
        return Choice("bold-questions", questions, "guess", "bold lines that ask") if questions else None
    return _describe(page, best, found[best], marks)


def _without_number(line: Line, width: int) -> Line:
    """Return a line with blanks for the number that counts the lines of the page."""
    return line._replace(text=" " * width + line.text[width:]) if width else line


def _take_stated(page: Page, dialect: str, marks: Sequence[Mark]) -> Choice | None:
    """Return the marks of the dialect that the settings name."""
    if dialect == "none":
        return None
    if dialect in {"alternating", "bold-questions"}:
        find = find_alternation if dialect == "alternating" else find_bold_questions
        found = find(page.lines, page.first)
    elif dialect == "cells":
        found = find_cells(page.lines, page.first)
    else:
        found = page.find_people("label" if dialect == "label-line" else dialect, marks)
    return replace(_describe(page, dialect, found, marks), dialect=dialect, certainty="stated") if found else None


def _speaks_by_colon(page: Page, marks: Sequence[Mark]) -> bool:
    """Whether the first lines of a page name their speakers with colons or times, and in no other way."""
    dialects = {*_BY_COLON, *(mark.dialect for mark in marks)} & _WEIGHTS.keys()
    found = {dialect: len(page.find_people(dialect, marks)) for dialect in dialects}
    strong = sum(found.pop(dialect) for dialect in _BY_COLON)
    return strong > 5 and max(found.values(), default=0) * 4 < strong


def _describe(page: Page, dialect: str, found: Sequence[Mark], marks: Sequence[Mark]) -> Choice:
    """Return the marks that were found with one spelling a speaker, how sure they are, and what was passed over."""
    slips = page.find_slips(found) if dialect == "label" else []
    by_line = {mark.line: mark for mark in (*slips, *reversed(found))}  # of two marks in one line, the first
    taken = one_spelling(without_numbers([by_line[place] for place in sorted(by_line)]), page.known)
    passed_over = _find_passed_over(dialect, found, marks)
    counts = Counter([mark.label for mark in taken])
    certainty, signs, odd = rate_labels(dialect, counts, page.known, n_passed_over=len(passed_over))
    remarks = [
        *odd,
        _remark(slips, "labels without a colon were read as labels"),
        _remark(passed_over, "lines begin like a label and were read as speech"),
    ]
    is_below = dialect == "label" and sum([mark.has_speech for mark in taken]) * 2 < len(taken)
    told = tuple(remark for remark in remarks if remark)
    return Choice("label-line" if is_below else dialect, taken, certainty, signs, told)


def _find_passed_over(dialect: str, found: Sequence[Mark], marks: Sequence[Mark]) -> Sequence[Mark]:
    """Return marks within the talk that look like those that were taken and were not."""
    if dialect not in {"label", "label-line"} or not found:
        return ()
    taken = {mark.line for mark in found}
    own = "label" if sum([mark.has_speech for mark in found]) * 2 >= len(found) else "label-line"
    return [
        mark
        for mark in marks
        if mark.line not in taken
        and mark.dialect == own
        and mark.line > found[0].line
        and is_label(mark.label)
        and not is_ordinary(mark.label)
        and (is_name(mark.label) or is_coded(mark.label))
    ]


def _remark(marks: Sequence[Mark], what: str) -> str:
    shown = ", ".join(str(mark.line + 1) for mark in marks[:8])
    more = f" and {len(marks) - 8} more" if len(marks) > 8 else ""
    return f"{len(marks)} {what}: lines {shown}{more}" if marks else ""


def rate_labels(
    dialect: str, counts: Counter[str], known: frozenset[str], *, n_passed_over: int = 0
) -> tuple[Certainty, str, list[str]]:
    """Say how sure it is that some labels are the speakers.

    Parameters
    ----------
    dialect : str
    counts : Counter
        How often each label is met.
    known : frozenset of str
        Labels that the study lists.
    n_passed_over : int, default=0
        How many lines begin like a label and are none.

    Returns
    -------
    certainty : {"sure", "likely", "guess"}
    signs : str
        What it rests on.
    remarks : list of str
        On labels that may be slips of the pen.
    """
    certainty, signs = _rate(dialect, counts, known)
    odd = find_odd_spellings(counts)
    if certainty == "sure" and (odd or n_passed_over * 10 > counts.total()):
        certainty = "likely"
    return certainty, signs, odd


def _rate(dialect: str, counts: Counter[str], known: frozenset[str]) -> tuple[Certainty, str]:
    """Say how sure it is that labels that are met so often are the speakers, and why."""
    n_marks = counts.total()
    n_back = sum(count > 1 for count in counts.values())
    n_listed = sum(label in known for label in counts)
    signs = f"{len(counts)} labels, {n_back} of them come back"
    signs += f", {n_listed} listed" if n_listed else ""
    sure = sum(count for label, count in counts.items() if count > 1 or label in known or is_coded(label))
    is_strong = dialect in {"label", "label-line", "cells", "name-time"}
    if n_listed == len(counts) or (is_strong and sure >= 0.9 * n_marks and n_marks >= 4):
        return "sure", signs
    return ("likely" if is_strong or n_marks >= 8 else "guess"), signs
