"""Masks → a new text, and the log that leads from it to the original and back."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from interview_coder.model.masking import Certainty, Kind, Mask

BRACKET = re.compile(r"\[([^\[\]\n]{1,80})\]")
"""What looks like a replacement, whoever wrote it."""
SOURCE_BRACKET = "source_bracket"
"""Entity of what stood in the source and looks like somebody's replacement."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """A stretch of the original, and what stands for it.

    Parameters
    ----------
    start, end : int
        Code points into the original text, half-open.
    original, text : str
        What stood there, and what stands there now.
    kind, certainty, witness, entity_id : str
        Those of the mask.
    """

    start: int
    end: int
    original: str
    text: str
    kind: Kind
    certainty: Certainty
    witness: str
    entity_id: str


@dataclass(frozen=True, slots=True)
class Pseudonymised:
    """A new text, and what was replaced to make it, in the order of the text."""

    text: str
    log: tuple[Replacement, ...]


def replace_masks(
    text: str,
    masks: Iterable[Mask],
    names: Mapping[str, str],
    *,
    labels: Sequence[tuple[int, int]] = (),
    given: Collection[str] = frozenset(),
) -> Pseudonymised:
    """Put replacements where masks are.

    Parameters
    ----------
    text : str
        The original.
    masks : iterable of Mask
        Those that overlap become one, and stand for whom the first of them means.
    names : mapping of str to str
        Entity → what stands for it, without brackets.
    labels : sequence of (int, int), optional
        Where speakers' labels stand, in the order of the text: somebody who is named in one stands for all of it,
        without brackets.
    given : collection of str, optional
        Names that stand for somebody. What stands in the source and looks like one of them is told apart.
    """
    joined = list(_join_overlapping(_fill_labels(masks, labels)))
    label_spans = set(labels)
    log = [
        _replacement(text, mask, names[mask.entity_id], in_label=(mask.start, mask.end) in label_spans)
        for mask in joined
    ]
    log += _tell_apart(text, joined, labels, {name.casefold() for name in given})
    log.sort(key=lambda one: one.start)
    return Pseudonymised(apply_log(text, log), tuple(log))


def _replacement(text: str, mask: Mask, name: str, *, in_label: bool) -> Replacement:
    shown = name if in_label else f"[{name}]"
    original = text[mask.start : mask.end]
    return Replacement(mask.start, mask.end, original, shown, mask.kind, mask.certainty, mask.witness, mask.entity_id)


def _fill_labels(masks: Iterable[Mask], labels: Sequence[tuple[int, int]]) -> list[Mask]:
    """Widen the mask of a person to the whole label, where the label names nobody else."""
    ordered = sorted(masks, key=lambda mask: (mask.start, -mask.end))
    starts = [start for start, _ in labels]
    people: dict[int, set[str]] = {}
    for mask in ordered:
        place = _label_at(mask, starts, labels)
        if place is not None and mask.kind == "person":
            people.setdefault(place, set()).add(mask.entity_id)
    filled = []
    for mask in ordered:
        place = _label_at(mask, starts, labels)
        if place is not None and people.get(place) == {mask.entity_id}:
            mask = replace(mask, start=labels[place][0], end=labels[place][1])
        filled.append(mask)
    return sorted(filled, key=lambda mask: (mask.start, -mask.end))


def _label_at(mask: Mask, starts: Sequence[int], labels: Sequence[tuple[int, int]]) -> int | None:
    place = bisect_right(starts, mask.start) - 1
    return place if place >= 0 and mask.end <= labels[place][1] else None


def _join_overlapping(masks: Iterable[Mask]) -> Iterator[Mask]:
    held: Mask | None = None
    for mask in masks:
        if held is not None and mask.start < held.end:
            held = replace(held, end=max(held.end, mask.end))
            continue
        if held is not None:
            yield held
        held = mask
    if held is not None:
        yield held


def _tell_apart(
    text: str, masks: Sequence[Mask], labels: Sequence[tuple[int, int]], given: Collection[str]
) -> Iterator[Replacement]:
    """Yield what stood in the source and looks like somebody's replacement, with a word put before it."""
    if not given:
        return
    brackets = [(found.start(1), found.end(1)) for found in BRACKET.finditer(text)]
    ends = [mask.end for mask in masks]
    for start, end in sorted({*brackets, *labels}):
        place = bisect_right(ends, start)
        is_masked = place < len(masks) and masks[place].start < end
        original = text[start:end]
        if original.casefold() in given and not is_masked:
            shown = f"source {original}"
            yield Replacement(start, end, original, shown, "other", "sure", SOURCE_BRACKET, SOURCE_BRACKET)


def apply_log(original: str, log: Iterable[Replacement]) -> str:
    """Return the text that a log makes of the original."""
    pieces = []
    reached = 0
    for one in log:
        pieces += [original[reached : one.start], one.text]
        reached = one.end
    return "".join([*pieces, original[reached:]])


def undo_log(text: str, log: Sequence[Replacement]) -> str:
    """Return the original of a text that a log made."""
    offsets = OffsetMap(log)
    pieces = []
    reached = 0
    for start, end, one in zip(offsets.new_starts, offsets.new_ends, log, strict=True):
        pieces += [text[reached:start], one.original]
        reached = end
    return "".join([*pieces, text[reached:]])


class OffsetMap:
    """Leads from places in the original to places in the new text, and back.

    A letter that was replaced leads to the beginning of its replacement, and that to the beginning of what it
    replaced; every other letter leads to itself and back.

    Parameters
    ----------
    log : sequence of Replacement
        In the order of the text.
    """

    def __init__(self, log: Sequence[Replacement]) -> None:
        self.starts = [one.start for one in log]
        self.ends = [one.end for one in log]
        growth = [len(one.text) - (one.end - one.start) for one in log]
        self._shifts = list(accumulate(growth, initial=0))
        self.new_starts = [start + shift for start, shift in zip(self.starts, self._shifts, strict=False)]
        self.new_ends = [end + shift for end, shift in zip(self.ends, self._shifts[1:], strict=True)]

    def to_new(self, offset: int) -> int:
        """Return where a place of the original is in the new text.

        Examples
        --------
        >>> log = [Replacement(4, 8, "Asha", "[GP 2]", "person", "sure", "roster", "a")]
        >>> OffsetMap(log).to_new(9), OffsetMap(log).to_original(11), OffsetMap(log).to_original(6)
        (11, 9, 4)
        """
        place = bisect_right(self.starts, offset) - 1
        if place >= 0 and offset < self.ends[place]:
            return self.new_starts[place]
        return offset + self._shifts[place + 1]

    def to_original(self, offset: int) -> int:
        """Return where a place of the new text is in the original."""
        place = bisect_right(self.new_starts, offset) - 1
        if place >= 0 and offset < self.new_ends[place]:
            return self.starts[place]
        return offset - self._shifts[place + 1]

    def to_new_end(self, end: int) -> int:
        """Return where a stretch of the original ends in the new text, with all of a replacement that it ends in."""
        place = bisect_left(self.starts, end) - 1
        if place >= 0 and end <= self.ends[place]:
            return self.new_ends[place]
        return end + self._shifts[place + 1]
