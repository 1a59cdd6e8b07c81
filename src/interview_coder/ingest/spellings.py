"""One person, one label: spellings that differ by a capital, a space, a number or a slip of the pen."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from difflib import SequenceMatcher

from interview_coder.ingest.dialects import Mark

MOST_COMPARED = 100
"""Labels that another may be a slip of: who errs in a label writes it rightly elsewhere, and often."""


def is_slip_of(label: str, labels: Collection[str]) -> bool:
    """Whether a label is another one with a slip of the pen: ``PO1`` for ``P01``, ``Interveiwer``."""
    for other in labels:
        if len(label) == len(other) < 5:
            n_other = sum(a != b for a, b in zip(label, other, strict=True))
            if n_other == 1 and any(letter.isdecimal() for letter in label):
                return True
        elif len(other) > 4 and abs(len(label) - len(other)) <= 0.5 * len(other):  # else the ratio cannot reach 0.8
            matcher = SequenceMatcher(None, label.casefold(), other.casefold())
            if matcher.quick_ratio() > 0.8 and matcher.ratio() > 0.8:
                return True
    return False


def find_odd_spellings(counts: Counter[str]) -> list[str]:
    """Tell of labels that are rare and nearly those of somebody who speaks often.

    Parameters
    ----------
    counts : Counter
        How often each label is met.
    """
    often = [label for label, count in counts.most_common(MOST_COMPARED) if count > 2]
    told = []
    for label, count in counts.items():
        near = next(
            (one for one in often if one != label and count * 2 <= counts[one] and is_slip_of(label, [one])), ""
        )
        digits = re.sub(r"\D", "", label), re.sub(r"\D", "", near)
        if near and (digits[0] == digits[1] or len(digits[0]) != len(digits[1])):
            told.append(f"“{label}” ({count} turns) is nearly “{near}” ({counts[near]} turns): a slip of the pen?")
    return told


_NUMBERED = re.compile(r"(q|a|question|answer)[\s.]*(\d{1,3})", re.IGNORECASE)


def without_numbers(marks: Sequence[Mark]) -> Sequence[Mark]:
    """Take the numbers off labels that number questions and answers, not people: ``Q1``, ``A1``, ``Q2``."""
    labels = {mark.label for mark in marks}
    numbered = {label: found for label in labels if (found := _NUMBERED.fullmatch(label))}
    kinds: dict[str, set[str]] = defaultdict(set)
    for found in numbered.values():
        kinds[found[1].casefold()].add(found[2])
    listed = {kind for kind, numbers in kinds.items() if len(numbers) > 2}
    if not listed & {"q", "question"}:
        return marks
    return [
        mark._replace(label=numbered[mark.label][1], question=f"Q{numbered[mark.label][2]}")
        if mark.label in numbered and numbered[mark.label][1].casefold() in listed
        else mark
        for mark in marks
    ]


def one_spelling(marks: Sequence[Mark], known: frozenset[str]) -> Sequence[Mark]:
    """Give labels that differ in capitals or a space before a number one spelling: a listed one, else the commonest."""
    counts = Counter([mark.label for mark in marks])
    best: dict[str, str] = {}
    for label in sorted(counts, key=lambda label: (label in known, counts[label])):
        best[_folded(label)] = label
    spelling = {label: label if label in known else best[_folded(label)] for label in counts}
    if all(label == written for label, written in spelling.items()):
        return marks
    return [mark._replace(label=spelling[mark.label]) for mark in marks]


def are_one_each(labels: Collection[str]) -> bool:
    """Whether labels are all of different people, and none is the number of a question."""
    return len(set(map(_folded, labels))) == len(labels) and not any(map(_NUMBERED.fullmatch, labels))


def _folded(label: str) -> str:
    return re.sub(r"[\s._-]+(?=\d)", "", label.casefold())
