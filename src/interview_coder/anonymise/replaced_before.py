"""What was replaced in a text before it came here, and so tells nobody: ``[GP 2]``, ``[date in 1998]``."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from interview_coder.anonymise.naming import clean_wording, list_words
from interview_coder.anonymise.reading import Reading
from interview_coder.anonymise.replacing import BRACKET
from interview_coder.language.english_words import is_common_word
from interview_coder.model.masking import Find, RosterEntry

_GENERALISED = re.compile(r"(?:date in )?\d{4}|\d{3}0s|age \d0 (?:to \d9|or over)", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:source )?(.*\S) \d+", re.IGNORECASE)


def leave_replaced(reading: Reading, finds: Iterable[Find], roster: Sequence[RosterEntry]) -> Iterator[Find]:
    """Yield finds without what of them stands in a replacement; those that stand wholly in one are dropped.

    Parameters
    ----------
    reading : Reading
    finds : iterable of Find
    roster : sequence of RosterEntry
        Its stakeholder types are words of replacements.
    """
    spans = find_replaced(reading, roster)
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    for found in finds:
        start = found.start
        for first, last in spans[bisect_right(ends, found.start) : bisect_left(starts, found.end)]:
            yield from _piece(reading, found, start, first)
            start = last
        yield from _piece(reading, found, start, found.end)


def find_replaced(reading: Reading, roster: Sequence[RosterEntry]) -> list[tuple[int, int]]:
    """Return where replacements stand in a document, brackets included, and as labels; in order, none overlapping."""
    words = {word.casefold() for word in list_words()} | {
        clean_wording(entry.stakeholder_type).casefold() for entry in roster if entry.stakeholder_type
    }
    brackets = [found.span() for found in BRACKET.finditer(reading.text) if _is_replacement(found[1], words)]
    labels = [span for span in reading.labels if _is_replacement(reading.text[slice(*span)], words)]
    in_brackets = {start + 1 for start, _ in brackets}
    return sorted([*brackets, *(span for span in labels if span[0] not in in_brackets)])


def _is_replacement(wording: str, words: set[str]) -> bool:
    numbered = _NUMBERED.fullmatch(wording)
    return (numbered is not None and numbered[1].casefold() in words) or _GENERALISED.fullmatch(wording) is not None


def _piece(reading: Reading, found: Find, start: int, end: int) -> Iterator[Find]:
    if (start, end) == (found.start, found.end):
        yield found
        return
    words = reading.words[reading.word_at(start) : reading.word_at(end)]
    if any(word.is_capital or word.shape == "digit" or not is_common_word(word.folded) for word in words):
        yield replace(found, start=words[0].start, end=words[-1].end)
