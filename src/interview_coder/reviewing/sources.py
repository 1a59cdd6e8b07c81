"""The transcripts of a study, and how far the coding of each is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from interview_coder.model.review import Stretch
from interview_coder.model.source import SourceSummary, Turn
from interview_coder.reviewing.desk import Desk
from interview_coder.reviewing.queue import ACCEPTED, CHANGED, DEFERRED, STATES, TO_DO, count_states
from interview_coder.reviewing.transcript import list_codings


class SourceProgress(NamedTuple):
    """How far the coding of one transcript is.

    Parameters
    ----------
    n_turns : int
        Of participants.
    n_uncoded : int
        Those of them in which there is neither a suggestion that stands nor a coding of hers.
    n_suggested, n_left : int
        Suggestions; those of them that were not decided on.
    n_added : int
        Her codings that the rules did not suggest.
    """

    summary: SourceSummary
    n_turns: int
    n_uncoded: int
    n_suggested: int
    n_left: int
    n_added: int


def list_sources(desk: Desk) -> Iterator[SourceProgress]:
    """Yield all transcripts, by id."""
    import numpy as np

    columns = desk.columns
    counts = count_states(desk.states, columns.sources, len(columns.source_ids))
    stands = np.isin(desk.states, (TO_DO, DEFERRED, CHANGED, ACCEPTED))
    for place, stored in enumerate(desk.inputs.stored):
        summary, rows = stored.summary, columns.rows_of(place)
        within = slice(rows.start, rows.stop)
        coded = set(columns.turns[within][stands[within]].tolist())
        added = _list_added(desk, summary.source_id)
        coded |= {turn.number for _, turn in added}
        n_turns = sum(turns for turns, _ in summary.speaking.values())
        n_suggested, n_left = int(counts[place].sum()), int(counts[place][_LEFT].sum())
        yield SourceProgress(summary, n_turns, n_turns - len(coded), n_suggested, n_left, len(added))


def _list_added(desk: Desk, source_id: str) -> list[tuple[Stretch, Turn]]:
    """Return her codings of a source that the rules did not suggest, each with the turn in which it is."""
    if not any(one.status in {"accepted", "added"} for one in desk.list_standings(source_id)):
        return []
    text = desk.open_text(source_id)
    own = [one.stretch for one in list_codings(desk, source_id) if one.row is None]
    return [(one, turn) for one in own if (turn := text.find_turn(one.start, one.end)) is not None]


_LEFT = [STATES.index(state) for state in ("to do", "deferred", "changed")]
