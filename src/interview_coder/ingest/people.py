"""Which marks of one shape are people: labels that are listed, say a role, or come back."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile

from interview_coder.ingest.dialects import Mark, only_time
from interview_coder.ingest.document import Document, Line
from interview_coder.ingest.labels import (
    has_no_case,
    is_code,
    is_coded,
    is_label,
    is_long_label,
    is_name,
    is_ordinary,
)
from interview_coder.ingest.spellings import MOST_COMPARED, is_slip_of

_TITLED = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lord|Lady|Judge|Senator)\.? (?:[^\W\d_a-z][^\W\d_a-z'’-]+ ?){1,3}")
"""A name in capitals with its title, as records of parliaments and courts have it."""
_AFTER_SLIP = re.compile(r"[^\S\n]*[;.,][^\S\n]+|[^\S\n]+(?=[A-Z])")


@dataclass(frozen=True)
class Page:
    """A document in which speakers are looked for.

    Parameters
    ----------
    document : Document
    first : int
        Index of the first line that can be talk.
    known : frozenset of str
        Labels that the study lists.
    """

    document: Document
    first: int = 0
    known: frozenset[str] = field(default=frozenset())

    @cached_property
    def lines(self) -> Sequence[Line]:
        """The lines of the document."""
        return self.document.lines

    def find_people(self, dialect: str, marks: Sequence[Mark]) -> Sequence[Mark]:
        """Return those marks of one dialect whose labels are people."""
        shapes = {"label", "label-line"} if dialect == "label" else {dialect}
        own: Sequence[Mark] = [mark for mark in marks if mark.dialect in shapes]
        if not own:
            return ()
        counts = Counter([mark.label for mark in own])
        labels = {
            label
            for label, count in counts.items()
            if is_label(label) or (count > 2 and is_long_label(label)) or label in self.known
        }
        own = _labelled(own, labels, counts)
        if dialect == "label":
            return self._find_by_colon(self._without_fields(own))
        if dialect == "name-line":
            return self._find_by_line(own)
        found = self._find_plain(own, once=dialect in {"name-time", "bold"})
        n_least = 2 if dialect in {"name-time", "bold"} else 3
        is_talk = len(found) >= n_least and (dialect == "name-time" or _is_talk(found))
        if dialect == "dot" and is_talk:
            found = sorted([*found, *_in_capitals(marks)], key=lambda mark: mark.line)
        return found if is_talk or any(mark.label in self.known for mark in found) else ()

    def _find_plain(self, marks: Sequence[Mark], *, once: bool) -> list[Mark]:
        """Return the marks without a colon that are people: listed, a role or number, or a name that comes back."""
        counts = Counter(mark.label for mark in marks)
        return [mark for mark in marks if self._is_person(mark.label, counts, once=once and not mark.is_listed)]

    def _is_person(self, label: str, counts: Mapping[str, int], *, once: bool) -> bool:
        if label in self.known:
            return True
        if is_ordinary(label):
            return False
        is_titled = _TITLED.fullmatch(label) is not None
        return is_coded(label) or is_titled or _comes_back(label, counts[label]) or (once and is_name(label))

    def _find_by_line(self, marks: Sequence[Mark]) -> Sequence[Mark]:
        """Return the names that stand on lines of their own with text below them."""
        places = {mark.line for mark in marks}
        own = [mark for mark in marks if self._has_text_below(mark, places)]
        begin = [mark for mark in own if self._begins_block(mark)]
        labels = {mark.label for mark in self._find_plain(begin, once=False)}
        found = [mark for mark in own if mark.label in labels]
        if found and all(mark.is_stressed for mark in found):
            found = [
                mark
                for mark in own
                if mark.label in labels or (mark.is_stressed and not mark.is_listed and is_name(mark.label))
            ]
        elif found and all(mark.label.isupper() for mark in found):
            found = [mark for mark in own if mark.label in labels or (mark.label.isupper() and is_name(mark.label))]
        is_listed = any(mark.label in self.known for mark in found)
        return found if (len(found) > 1 and _is_talk(found)) or is_listed else ()

    def _has_text_below(self, mark: Mark, places: Collection[int]) -> bool:
        below = range(mark.line + 1, min(len(self.lines), mark.line + 4))
        place = next((place for place in below if self.lines[place].text.strip()), None)
        return place is not None and (
            place not in places or len(self.lines[place].text.split()) > 3 or place > mark.line + 1
        )

    def _begins_block(self, mark: Mark) -> bool:
        """Whether an empty line, a time, the end of a sentence or nothing stands above a name."""
        if self.document.unit == "paragraph" or mark.line == self.first:
            return True
        above = self.lines[mark.line - 1].text if mark.line else ""
        return not above.strip() or only_time(above) is not None or _ends_sentence(above)

    def _without_fields(self, marks: Sequence[Mark]) -> Sequence[Mark]:
        """Drop the marks of a head of unknown fields: a first block whose labels never come back."""
        filled = (place for place in range(self.first, len(self.lines)) if self.lines[place].text.strip())
        start = next(filled, self.first)
        empty = (place for place in range(start, len(self.lines)) if not self.lines[place].text.strip())
        end = next(empty, start)
        head = list(takewhile(lambda mark: mark.line < end, marks))
        if not len(head) == end - start > 1:
            return marks
        rest = marks[len(head) :]
        counts = Counter(mark.label for mark in marks)
        is_head = is_head_of_fields([mark.label for mark in head], counts)
        return rest if is_head and any(counts[mark.label] > 1 for mark in rest) else marks

    def _find_by_colon(self, marks: Sequence[Mark]) -> Sequence[Mark]:
        """Keep the labels of the way of writing (before speech, or on their own lines) that most sure labels have."""
        counts = Counter([mark.label for mark in marks])
        labels = {label for label in counts if label in self.known or not is_ordinary(label)}
        marks = _labelled(marks, labels, counts)
        sure = self._find_sure(marks)
        names = {label for label in labels if is_name(label) or is_coded(label)}
        named = _labelled(marks, names, labels)
        if not sure and (len({mark.label for mark in named}) < 2 or self._are_fields(named)):
            return ()
        inline = sum([mark.has_speech for mark in sure or named]) * 2 >= len(sure or named)
        own_labels = {mark.label for mark in sure if mark.has_speech == inline} | self.known
        if labels <= own_labels:
            return marks
        sure_lines = {mark.line for mark in sure}
        once = {mark.line for mark in (self._find_once_only(named, sure) if sure else named)}
        return [
            mark
            for mark in marks
            if mark.label in own_labels
            or (mark.has_speech == inline and mark.line in once)
            or (not mark.has_speech and mark.line in sure_lines and is_coded(mark.label))
        ]

    def _find_sure(self, marks: Sequence[Mark]) -> Sequence[Mark]:
        counts = Counter([(mark.label, mark.has_speech) for mark in marks])
        kinds = {kind for kind, count in counts.items() if _is_sure(kind[0], count, self.known)}
        if len(kinds) == len(counts):
            return marks
        sure = [mark for mark in marks if (mark.label, mark.has_speech) in kinds or _is_timed_name(mark)]
        in_lower_case = self._find_lower_case(marks, beside_others=bool(sure))
        if not in_lower_case:
            return sure
        sure_lines = {mark.line for mark in sure}
        return [mark for mark in marks if mark.line in sure_lines or mark.label in in_lower_case]

    def _find_lower_case(self, marks: Sequence[Mark], *, beside_others: bool) -> Collection[str]:
        """Return labels in lower case that come back so often that they must be people: ``dan: yes``."""
        all_counts = Counter([mark.label for mark in marks])
        counts = {label: count for label, count in all_counts.items() if not is_name(label) and len(label.split()) <= 2}
        if not counts:
            return ()
        alone = {mark.label for mark in marks if not mark.has_speech}
        often = {label for label, count in counts.items() if count > 3 or (count > 1 and label in alone)}
        if beside_others:
            return {label for label in often if counts[label] > 3 and " " not in label}
        n_lines = self.count_filled()
        return often if sum(counts[label] for label in often) * 3 >= n_lines else ()

    def _are_fields(self, marks: Sequence[Mark]) -> bool:
        """Whether labels that come once each are a few short notes in a long text: ``Facilitator: Kate``."""
        n_lines = self.count_filled()
        is_short = all(len(self.lines[mark.line].text.split()) < 9 for mark in marks)
        return not self.known and len(marks) * 8 < n_lines and is_short

    def _find_once_only(self, named: Sequence[Mark], sure: Sequence[Mark]) -> list[Mark]:
        """Return names that come once and begin their lines as the sure labels do, not in the midst of speech."""
        labels = {mark.label for mark in sure}
        once = [mark for mark in named if mark.label not in labels]
        if not once:
            return []
        first = min(mark.line for mark in sure)
        later = [mark for mark in sure if mark.line > first]
        parted = sum(self._follows_empty(mark) for mark in later) >= 0.9 * len(later) > 0
        n_marked = len({mark.line for mark in (*sure, *named)})
        n_filled = self.count_filled(first)
        top = self._top_of_talk(named, sure, first)
        words = frozenset(re.findall(r"\b[a-z]{3,}\b", "\n".join(line.text for line in self.lines[:5000])))
        only_codes = all(is_coded(mark.label) or is_code(mark.label) for mark in sure)
        commonest = [label for label, _ in Counter(mark.label for mark in sure).most_common(MOST_COMPARED)]

        def fits(mark: Mark) -> bool:
            is_plain = not (is_coded(mark.label) or mark.note)
            is_odd = mark.label.casefold() in words or (only_codes and " " not in mark.label)
            if mark.is_listed or mark.line < top or (is_plain and is_odd and not is_slip_of(mark.label, commonest)):
                return False
            if parted:
                return self._follows_empty(mark) or bool(mark.note)
            ends = self._follows_empty(mark) or _ends_sentence(self.lines[mark.line - 1].text)
            return ends or bool(mark.note) or n_marked >= 0.6 * n_filled

        return [mark for mark in once if fits(mark)]

    def count_filled(self, first: int = 0) -> int:
        """Return how many lines are not empty."""
        return len(self.document.filled) - bisect_left(self.document.filled, first)

    def _follows_empty(self, mark: Mark) -> bool:
        return mark.line == 0 or not self.lines[mark.line - 1].text.strip()

    def _top_of_talk(self, named: Sequence[Mark], sure: Sequence[Mark], first: int) -> int:
        """Return the first line of talk: the first sure label's, or a name's that says a sentence right above it."""
        by_line = {mark.line: mark for mark in named}
        surnames = {mark.label.split()[-1] for mark in sure}
        top = first
        for place in range(first - 1, self.first - 1, -1):
            text = self.lines[place].text
            if not text.strip():
                continue
            mark = by_line.get(place)
            if mark is None or not (text.rstrip().endswith((".", "?", "!")) or mark.label.split()[-1] in surnames):
                break
            top = place
        return top

    def find_slips(self, found: Sequence[Mark]) -> list[Mark]:
        """Return labels of codes and roles that lack their colon, where nearly every line has one: ``P3. We met.``."""
        counts = Counter([mark.label for mark in found])
        codes = tuple(label for label in counts if counts[label] > 2 and len(label) > 1 and _is_code_or_role(label))
        if not codes or len(found) < 0.6 * self.count_filled(self.first):
            return []
        taken = {mark.line for mark in found}
        others = (place for place in self.document.filled if place >= self.first and place not in taken)
        return [mark for place in others if (mark := _find_slip(self.lines[place].text, place, codes)) is not None]


def is_head_of_fields(labels: Sequence[str], counts: Mapping[str, int]) -> bool:
    """Whether the labels of a first block of lines can be fields of a head: they never come back or have a number."""
    return all(counts[label] == 1 and not any(letter.isdigit() for letter in label) for label in labels)


def is_surely_person(label: str, count: int, known: Collection[str]) -> bool:
    """Whether a label that stands before a colon so often is a person, whatever the other labels are."""
    return label in known or (is_label(label) and not is_ordinary(label) and _is_sure(label, count, known))


def _is_sure(label: str, count: int, known: Collection[str]) -> bool:
    if label in known or _comes_back(label, count):
        return True
    is_weak = len(label) == 1 or label.casefold() in {"question", "answer"}
    return is_coded(label) and (count > 1 or not is_weak)


def _labelled(marks: Sequence[Mark], labels: Collection[str], all_labels: Collection[str]) -> Sequence[Mark]:
    """Return the marks with some of the labels that they have."""
    return marks if len(labels) == len(all_labels) else [mark for mark in marks if mark.label in labels]


def _find_slip(text: str, place: int, codes: tuple[str, ...]) -> Mark | None:
    """Return the mark of a line that begins with one of some codes, without a colon."""
    start = len(text) - len(text.lstrip())
    if not text.startswith(codes, start):
        return None
    tried = ((code, _AFTER_SLIP.match(text, start + len(code))) for code in codes if text.startswith(code, start))
    found = next(((code, after.end()) for code, after in tried if after is not None), None)
    return None if found is None else Mark("label", found[0], "", place, found[1], has_speech=True)


def _is_code_or_role(label: str) -> bool:
    return is_coded(label) or (is_code(label) and not label.isdecimal())


def _is_timed_name(mark: Mark) -> bool:
    return mark.seconds is not None and is_name(mark.label) and not mark.is_listed


def _comes_back(label: str, count: int) -> bool:
    """Whether a label is said to be a person by coming back: names and codes at once, what has capitals more often."""
    if count > 1 and (is_name(label) or is_code(label) or has_no_case(label)):
        return True
    words = label.split()
    n_small = sum(word[0].islower() for word in words)
    return count > 2 and not label[0].islower() and n_small * 2 <= len(words) and not label[0].isdecimal()


def _is_talk(marks: Sequence[Mark]) -> bool:
    """Whether marks name more than one speaker, of whom one comes back."""
    counts = Counter(mark.label for mark in marks)
    return len(counts) > 1 and max(counts.values()) > 1


def _in_capitals(marks: Sequence[Mark]) -> list[Mark]:
    """Return the labels with a colon that stand beside ``Q.`` and ``A.`` in court: ``THE COURT: Go on.``."""
    return [mark for mark in marks if mark.dialect == "label" and mark.label.isupper() and is_label(mark.label)]


def _ends_sentence(line: str) -> bool:
    end = line.rstrip().rstrip("\"'”’)]*_")
    return not end or end[-1] in ".?!…:—–-;" or line.rstrip()[-1] in ")]"
