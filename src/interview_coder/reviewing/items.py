"""A suggestion with all that helps to judge it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from interview_coder.model.codebook import Code, Theme
from interview_coder.model.coding import Coding
from interview_coder.model.source import Source, Turn
from interview_coder.reviewing.desk import Desk
from interview_coder.reviewing.queue import RIGHT, STATES, WRONG


class Piece(NamedTuple):
    """A piece of a text: ``source.text[start:end]``, and by what it is marked."""

    start: int
    end: int
    text: str
    marks: frozenset[str]


class RuleRecord(NamedTuple):
    """A rule that made a suggestion, and how often the coder found it right and wrong so far."""

    text: str
    line: int
    n_right: int
    n_wrong: int


class Beside(NamedTuple):
    """Another code on words of the same turn: what the coder made of it, and its row if it is a suggestion."""

    code: Code
    state: str
    row: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Item:
    """A suggestion with all that helps to judge it.

    Parameters
    ----------
    turn : Turn
        In which it stands.
    pieces : tuple of Piece
        The text of the turn; marks are ``coded``, ``word`` for what a rule found, ``cue`` for what tells the stance.
    asked : Turn, optional
        The last turn before of somebody who asks.
    before, after : tuple of Turn
        The turns around it.
    state : str
        What the coder made of it.
    why_again : str
        Why it came back.
    notes : tuple of str
        What she noted of it.
    """

    row: int
    coding: Coding
    theme: Theme
    code: Code
    source: Source
    turn: Turn
    pieces: tuple[Piece, ...]
    asked: Turn | None
    before: tuple[Turn, ...]
    after: tuple[Turn, ...]
    rules: tuple[RuleRecord, ...]
    beside: tuple[Beside, ...]
    state: str
    why_again: str
    notes: tuple[str, ...]


def make_item(desk: Desk, row: int, *, n_around: int = 2) -> Item:
    """Gather what helps to judge a suggestion.

    Parameters
    ----------
    n_around : int, default=2
        How many turns are shown before and after it.
    """
    coding = desk.coding(row)
    source = desk.open_text(coding.source_id).source
    turn = source.turns[coding.turn - 1]
    marked = [("coded", coding.start, coding.end)]
    marked += [("word", token.start, token.end) for one in coding.evidence for token in one.tokens]
    marked += [("cue", one.cue.start, one.cue.end) for one in coding.evidence if one.cue is not None]
    place = coding.turn - 1
    standings = desk.standings.get(coding.source_id)
    return Item(
        row=row,
        coding=coding,
        theme=next(theme for theme in desk.codebook.themes if theme.theme_id == coding.theme_id),
        code=desk.codes[coding.code_id],
        source=source,
        turn=turn,
        pieces=tuple(cut(source.text, turn.start, turn.end, marked)),
        asked=next((one for one in reversed(source.turns[:place]) if one.role != "participant"), None),
        before=tuple(source.turns[max(0, place - n_around) : place]),
        after=tuple(source.turns[place + 1 : place + 1 + n_around]),
        rules=tuple(list_rules(desk, coding)),
        beside=tuple(_list_beside(desk, row, turn)),
        state=STATES[desk.states[row]],
        why_again=desk.why_again.get(row, ""),
        notes=tuple(one.note for one in standings.notes.get(desk.stretch(row), ())) if standings else (),
    )


def cut(text: str, start: int, end: int, marked: Iterable[tuple[str, int, int]]) -> Iterator[Piece]:
    """Yield a stretch of a text in pieces, each as long as the same marks are on it.

    Parameters
    ----------
    marked : iterable of (str, int, int)
        Name, start and end of every mark; what lies outside of the stretch is left out.

    Examples
    --------
    >>> marked = [("word", 0, 8), ("coded", 4, 13)]
    >>> [(piece.text, sorted(piece.marks)) for piece in cut("The rent rose.", 4, 14, marked)]
    [('rent', ['coded', 'word']), (' rose', ['coded']), ('.', [])]
    """
    within = [(name, max(start, first), min(end, last)) for name, first, last in marked if first < end and last > start]
    borders = sorted({start, end, *(place for _, first, last in within for place in (first, last))})
    for first, last in pairwise(borders):
        marks = frozenset(name for name, begin, stop in within if begin <= first and last <= stop)
        yield Piece(first, last, text[first:last], marks)


def split_words(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield pieces word by word, each with the space around it, so that words can be chosen one by one.

    Examples
    --------
    >>> [word.text for word in split_words([Piece(0, 8, "the rent", frozenset())])]
    ['the ', 'rent']
    """
    for piece in pieces:
        for found in re.finditer(r"\s*\S+\s*|\s+", piece.text):
            yield Piece(piece.start + found.start(), piece.start + found.end(), found[0], piece.marks)


def list_rules(desk: Desk, coding: Coding) -> Iterator[RuleRecord]:
    """Yield the rules that made a suggestion."""
    import numpy as np

    lines = {rule.rule_id: rule.line for rule in desk.codes[coding.code_id].rules}
    for rule_id, text in dict.fromkeys((one.rule_id, one.rule) for one in coding.evidence):
        number = desk.columns.rule_ids.index(rule_id) if rule_id in desk.columns.rule_ids else -1
        of_rule = desk.states[desk.columns.rules == number]
        n_right, n_wrong = (int(np.isin(of_rule, states).sum()) for states in (RIGHT, WRONG))
        yield RuleRecord(text, lines.get(rule_id, 0), n_right, n_wrong)


def _list_beside(desk: Desk, row: int, turn: Turn) -> Sequence[Beside]:
    columns = desk.columns
    found = []
    own = desk.stretch(row)
    for other in columns.rows_of(int(columns.sources[row])):
        if other != row and columns.turns[other] == turn.number:
            one = desk.stretch(other)
            found.append(Beside(desk.codes[one.code_id], STATES[desk.states[other]], other, one.start, one.end))
    standings = desk.standings.get(own.source_id)
    for standing in standings.by_source.get(own.source_id, ()) if standings else ():
        one = standing.stretch
        if standing.status == "added" and turn.start <= one.start < turn.end:
            found.append(Beside(desk.codes[one.code_id], "added", None, one.start, one.end))
    return sorted(found, key=lambda beside: (beside.start, beside.end))
