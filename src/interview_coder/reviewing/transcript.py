"""A whole transcript with its codings, as one coder sees it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from interview_coder.model.codebook import Code
from interview_coder.model.review import Decision, Stretch
from interview_coder.model.source import Source, Turn
from interview_coder.reviewing.desk import Desk
from interview_coder.reviewing.items import Piece, RuleRecord, cut, list_rules
from interview_coder.reviewing.queue import ACCEPTED, CHANGED, DEFERRED, STATES, TO_DO

Kind = Literal["suggested", "yours", "dropped"]
KINDS: tuple[Kind, ...] = ("suggested", "yours", "dropped")
"""What the rules say and she has not decided on; what she vouches for; what she rejected or replaced."""
_LIVE: tuple[Kind, ...] = ("suggested", "yours")
_BORDER = "border"


@dataclass(frozen=True, slots=True)
class TranscriptFilter:
    """Which codings are shown beside a transcript, and which words are looked for.

    Parameters
    ----------
    themes, codes : frozenset of str
        Their ids; all codings are shown where both are empty.
    kinds : frozenset of str
        Of `KINDS`; where empty, all but those that were dropped.
    find : str
    """

    themes: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    find: str = ""

    def wants(self, coding: ShownCoding) -> bool:
        """Whether a coding is shown."""
        is_of_code = coding.code.code_id in self.codes or coding.code.theme_id in self.themes
        return (is_of_code or not (self.themes or self.codes)) and coding.kind in (self.kinds or _LIVE)


class ShownCoding(NamedTuple):
    """A code on a stretch of a transcript: a suggestion, or the coder's own.

    Parameters
    ----------
    row : int, optional
        Of the suggestion.
    state : str
        One of `interview_coder.reviewing.queue.STATES`, or ``added``.
    """

    stretch: Stretch
    code: Code
    kind: Kind
    state: str
    row: int | None


class ShownTurn(NamedTuple):
    """A turn with its codings.

    Parameters
    ----------
    stakeholder_type : str
        Of who speaks; empty for interviewers.
    pieces : tuple of Piece
        Its text; marks are ``on`` where it is coded and ``found`` for what is looked for.
    lanes : tuple of tuple of ShownCoding
        The codings beside it; those of one lane do not overlap.
    is_uncoded : bool
        Whether a participant speaks and nothing that is shown is coded.
    """

    turn: Turn
    stakeholder_type: str
    pieces: tuple[Piece, ...]
    lanes: tuple[tuple[ShownCoding, ...], ...]
    is_uncoded: bool


@dataclass(frozen=True, slots=True)
class Transcript:
    """A transcript as it is shown.

    Parameters
    ----------
    n_of_code : mapping of str to int
        Id of every code that stands in it → its codings of the wanted kinds, whether or not they are shown.
    n_of_kind : mapping of str to int
    hits : frozenset of int
        Where what is looked for begins.
    """

    source: Source
    turns: tuple[ShownTurn, ...]
    n_of_code: Mapping[str, int]
    n_of_kind: Mapping[str, int]
    hits: frozenset[int]

    @property
    def n_uncoded(self) -> int:
        """Participants' turns in which nothing is coded that is shown."""
        return sum(one.is_uncoded for one in self.turns)

    @property
    def n_turns(self) -> int:
        """Participants' turns."""
        return sum(one.turn.participant is not None for one in self.turns)


@dataclass(frozen=True, slots=True)
class OpenCoding:
    """One coding with what made it and what was said of it.

    Parameters
    ----------
    rules : tuple of RuleRecord
        What suggested it.
    stance, coding_id : str
        Of the suggestion; empty where there is none.
    decision : Decision, optional
        By which the coder vouches for it.
    notes : tuple of str
        What she noted of it.
    """

    coding: ShownCoding
    rules: tuple[RuleRecord, ...]
    stance: str
    coding_id: str
    why_again: str
    decision: Decision | None
    notes: tuple[str, ...]


def make_transcript(desk: Desk, source_id: str, wanted: TranscriptFilter) -> Transcript:
    """Return a transcript with the codings that are wanted.

    Raises
    ------
    InputError
        When there is no such source.
    """
    text = desk.open_text(source_id)
    source, codings = text.source, list_codings(desk, source_id)
    of_turn: dict[int, list[ShownCoding]] = defaultdict(list)
    for one in codings:
        turn = text.find_turn(one.stretch.start, one.stretch.end)
        if turn is not None and wanted.wants(one):
            of_turn[turn.number].append(one)
    hits = list(_find_words(source, wanted.find))
    found = [("found", start, end) for start, end in hits]
    return Transcript(
        source,
        tuple(_show_turn(desk, source, turn, of_turn[turn.number], found) for turn in source.turns),
        Counter(one.code.code_id for one in codings if one.kind in (wanted.kinds or _LIVE)),
        Counter(one.kind for one in codings),
        frozenset(start for start, _ in hits),
    )


def list_codings(desk: Desk, source_id: str) -> list[ShownCoding]:
    """Return all codings of a source, by place."""
    rows = desk.columns.rows_of(desk.source_places[source_id])
    shown = {desk.stretch(row): _show_suggestion(desk, row) for row in rows}
    for standing in desk.list_standings(source_id):
        if standing.stretch not in shown and standing.status in {"accepted", "added"}:
            code = desk.codes[standing.stretch.code_id]
            shown[standing.stretch] = ShownCoding(standing.stretch, code, "yours", "added", None)
    return sorted(shown.values(), key=lambda one: (one.stretch.start, -one.stretch.end, one.stretch.code_id))


def open_coding(desk: Desk, stretch: Stretch) -> OpenCoding | None:
    """Return a coding with what is known of it; None where there is none any more."""
    if stretch.source_id not in desk.source_places:
        return None
    shown = next((one for one in list_codings(desk, stretch.source_id) if one.stretch == stretch), None)
    if shown is None:
        return None
    suggestion = None if shown.row is None else desk.coding(shown.row)
    return OpenCoding(
        shown,
        () if suggestion is None else tuple(list_rules(desk, suggestion)),
        "" if suggestion is None else suggestion.stance,
        "" if suggestion is None else suggestion.coding_id,
        "" if shown.row is None else desk.why_again.get(shown.row, ""),
        desk.find_vouching(stretch),
        tuple(one.note for one in desk.list_notes(stretch)),
    )


def lay_lanes(codings: Sequence[ShownCoding]) -> tuple[tuple[ShownCoding, ...], ...]:
    """Put codings that overlap into different lanes, as few as there must be.

    Parameters
    ----------
    codings : sequence of ShownCoding
        By place.
    """
    lanes: list[list[ShownCoding]] = []
    for one in codings:
        free = next((lane for lane in lanes if lane[-1].stretch.end <= one.stretch.start), None)
        if free is None:
            lanes.append([one])
        else:
            free.append(one)
    return tuple(tuple(lane) for lane in lanes)


def _show_suggestion(desk: Desk, row: int) -> ShownCoding:
    state, stretch = int(desk.states[row]), desk.stretch(row)
    kind: Kind = "suggested" if state in {TO_DO, DEFERRED, CHANGED} else "yours" if state == ACCEPTED else "dropped"
    return ShownCoding(stretch, desk.codes[stretch.code_id], kind, STATES[state], row)


def _show_turn(
    desk: Desk, source: Source, turn: Turn, codings: Sequence[ShownCoding], found: Sequence[tuple[str, int, int]]
) -> ShownTurn:
    live = [one.stretch for one in codings if one.kind != "dropped"]
    borders = [(_BORDER, one.stretch.start, one.stretch.end) for one in codings]
    marked = [*(("on", one.start, one.end) for one in live), *borders, *found]
    pieces = cut(source.text, turn.start, turn.end, marked)
    person = desk.inputs.participants.get(turn.participant or "")
    return ShownTurn(
        turn,
        person.stakeholder_type if person else "",
        tuple(piece._replace(marks=piece.marks - {_BORDER}) for piece in pieces),
        lay_lanes(codings),
        turn.participant is not None and not live,
    )


def _find_words(source: Source, words: str) -> Iterator[tuple[int, int]]:
    """Yield where words stand in what is said; upper and lower case, and how much space is between them, are one."""
    if not words.strip():
        return
    pattern = re.compile(r"\s+".join(re.escape(word) for word in words.split()), re.IGNORECASE)
    for turn in source.turns:
        yield from (found.span() for found in pattern.finditer(source.text, turn.start, turn.end))
