"""Words of a source with the talk around them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from interview_coder.model.review import Stretch
from interview_coder.model.source import Source, Turn
from interview_coder.reviewing.desk import Desk
from interview_coder.reviewing.items import Piece, cut


@dataclass(frozen=True, slots=True)
class StretchView:
    """Words of a source with the talk around them.

    Parameters
    ----------
    turn : Turn
        In which they stand.
    stakeholder_type : str
        Of who says them.
    pieces : tuple of Piece
        The text of the turn.
    asked : Turn, optional
        The last turn before of somebody who asks.
    before, after : tuple of Turn
        The turns around it.
    """

    stretch: Stretch
    source: Source
    turn: Turn
    stakeholder_type: str
    pieces: tuple[Piece, ...]
    asked: Turn | None
    before: tuple[Turn, ...]
    after: tuple[Turn, ...]


def view_stretch(
    desk: Desk, stretch: Stretch, marked: Iterable[tuple[str, int, int]], *, n_around: int = 1
) -> StretchView:
    """Gather the talk around words.

    Parameters
    ----------
    marked : iterable of (str, int, int)
        Name, start and end of every mark on the turn.
    n_around : int, default=1
        How many turns are shown before and after it.
    """
    text = desk.open_text(stretch.source_id)
    source, turn = text.source, text.find_turn(stretch.start, stretch.end)
    if turn is None:
        raise ValueError("a stretch is always found within one turn")
    place = turn.number - 1
    person = desk.inputs.participants.get(turn.participant or "")
    return StretchView(
        stretch,
        source,
        turn,
        "" if person is None else person.stakeholder_type,
        tuple(cut(source.text, turn.start, turn.end, marked)),
        asked=next((one for one in reversed(source.turns[:place]) if one.role != "participant"), None),
        before=tuple(source.turns[max(0, place - n_around) : place]),
        after=tuple(source.turns[place + 1 : place + 1 + n_around]),
    )
