"""Whether a quotation stands in what somebody says, word by word and mark by mark."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from interview_coder.model.verification import Edit
from interview_coder.verifying.wording import Token, is_same, split_parts, stands_for

MOST_REPLACED = 8
"""Words of the source that a bracket may stand for."""


class Stretch(NamedTuple):
    """Tokens of the source that a part of a quotation is: ``tokens[first:last]``."""

    first: int
    last: int


class Match(NamedTuple):
    """A quotation as it stands in the source: one stretch for each part between omissions."""

    stretches: tuple[Stretch, ...]
    edits: tuple[Edit, ...]


def find_match(draft: Sequence[Token], heard: Sequence[Token], text: str) -> Match | None:
    """Find a quotation in what one speaker says.

    Parameters
    ----------
    draft : sequence of Token
        The quotation.
    heard : sequence of Token
        What the speaker says, with a border where others speak between.
    text : str
        The source's, for what was left out.

    Returns
    -------
    Match or None
        The one with the fewest edits, and of these the shortest.
    """
    parts = split_parts(draft)
    found = (_match_from(parts, heard, first) for first in range(len(heard)))
    matches = [_with_omissions(one, draft, heard, text) for one in found if one is not None]
    return min(matches, key=lambda one: (len(one.edits), _span(one)), default=None)


def _span(match: Match) -> int:
    return match.stretches[-1].last - match.stretches[0].first


def _match_from(parts: Sequence[Sequence[Token]], heard: Sequence[Token], first: int) -> list[_Reading] | None:
    """Match the first part at a place, and each other at the first place behind."""
    reading = _match_part(parts[0], heard, first)
    if reading is None:
        return None
    readings = [reading]
    for part in parts[1:]:
        places = range(readings[-1].last, len(heard))
        found = next((one for place in places if (one := _match_part(part, heard, place)) is not None), None)
        if found is None:
            return None
        readings.append(found)
    return readings


class _Reading(NamedTuple):
    first: int
    last: int
    edits: tuple[Edit, ...] = ()

    def go_on(self, last: int, *edits: Edit) -> _Reading:
        return _Reading(self.first, last, (*self.edits, *edits))


def _match_part(part: Sequence[Token], heard: Sequence[Token], first: int) -> _Reading | None:
    return _match_rest(part, 0, heard, _Reading(first, first))


def _match_rest(part: Sequence[Token], number: int, heard: Sequence[Token], reading: _Reading) -> _Reading | None:
    """Match a part from one of its tokens on, behind what was read of it."""
    for place in range(number, len(part)):
        token = part[place]
        if place:
            reading = _pass_asides(token, heard, reading)
        other = heard[reading.last] if reading.last < len(heard) else None
        if other is not None and is_same(token, other, is_first=place == 0):
            reading = reading.go_on(reading.last + 1)
        elif other is not None and stands_for(token, other):
            reading = reading.go_on(reading.last + 1, Edit("letters", token.said, other.said))
        elif token.kind == "insertion":
            return _match_insertion(part, place, heard, reading)
        elif _is_final_mark(part, place):
            reading = reading.go_on(reading.last, Edit("final mark", token.said, "" if other is None else other.said))
        else:
            return None
    return reading


def _pass_asides(token: Token, heard: Sequence[Token], reading: _Reading) -> _Reading:
    last = reading.last
    edits = []
    while last < len(heard) and heard[last].kind == "aside" and heard[last].said != token.said:
        edits.append(Edit("aside", "", heard[last].said))
        last += 1
    return reading.go_on(last, *edits)


def _match_insertion(part: Sequence[Token], place: int, heard: Sequence[Token], reading: _Reading) -> _Reading | None:
    """Match what follows words in brackets, which stand for no word of the source or for some."""
    is_at_edge = place in {0, len(part) - 1}
    for n_replaced in range(1 if is_at_edge else MOST_REPLACED + 1):
        last = reading.last + n_replaced
        replaced = heard[reading.last : last]
        if last > len(heard) or any(token.kind == "border" for token in replaced):
            return None
        edit = Edit("insertion", part[place].said, " ".join(token.said for token in replaced))
        begun = _Reading(last, last, (edit,)) if place == 0 else reading.go_on(last, edit)
        rest = _match_rest(part, place + 1, heard, begun)
        if rest is not None:
            return rest
    return None


def _is_final_mark(part: Sequence[Token], place: int) -> bool:
    """Whether a token is the comma or full stop that ends a quotation, as the sentence around it asks."""
    return part[place].said in {".", ","} and all(token.said == "'" for token in part[place + 1 :])


def _with_omissions(readings: Sequence[_Reading], draft: Sequence[Token], heard: Sequence[Token], text: str) -> Match:
    """Add the omissions to the edits, but for ellipses that stand in the source."""
    edits = [edit for reading in readings for edit in reading.edits]
    for before, after in pairwise(readings):
        gap = heard[before.last : after.first]
        if len(gap) != 1 or gap[0].kind != "omission":
            edits.append(Edit("omission", "…", _write(gap, text)))
    at_edges = [token for token in (draft[0], draft[-1]) if token.kind == "omission"]
    edits += [Edit("omission", "…", "") for _ in at_edges]
    return Match(tuple(Stretch(one.first, one.last) for one in readings), tuple(edits))


def _write(tokens: Sequence[Token], text: str) -> str:
    """Write what tokens are in the source, and […] where others speak."""
    pieces: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind == "border":
            pieces.append([])
        else:
            pieces[-1].append(token)
    shown = [" ".join(text[one[0].start : one[-1].end].split()) if one else "" for one in pieces]
    return " […] ".join(shown).strip()
