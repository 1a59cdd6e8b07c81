"""How much of each theme and code was looked at, and how often the rules were right so far."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from interview_coder.reviewing.desk import Desk
from interview_coder.reviewing.queue import CHANGED, DEFERRED, RIGHT, TO_DO, WRONG, count_states
from interview_coder.tabulate.shares import wilson_interval


class Progress(NamedTuple):
    """How far the review of a theme or code is.

    Parameters
    ----------
    theme_id, code_id, label : str
        The code is empty where the row is of a theme.
    n_suggested : int
        Suggestions.
    n_left : int
        Those of them that were not decided on.
    n_right, n_wrong : int
        Those that were accepted; those that were rejected, recoded or moved.
    low, high : float
        95 % interval of the share that is right (Wilson); not a number where nothing was decided.
    n_added : int
        Codings that the rules did not suggest.
    """

    theme_id: str
    code_id: str
    label: str
    n_suggested: int
    n_left: int
    n_right: int
    n_wrong: int
    low: float
    high: float
    n_added: int


def measure_progress(desk: Desk) -> list[Progress]:
    """Return a row for each theme, followed by those of its codes, and one for all at the end."""
    import numpy as np

    counts = count_states(desk.states, desk.columns.codes, len(desk.columns.code_ids))
    added = dict.fromkeys(desk.codes, 0)
    for standings in desk.standings.values():
        for one in standings:
            if one.status == "added" and one.said[0].decision.act != "accept":
                added[one.stretch.code_id] += 1

    def row(theme_id: str, code_id: str, label: str, code_ids: list[str]) -> Progress:
        own = counts[[desk.columns.code_ids.index(one) for one in code_ids]].sum(axis=0)
        right, wrong = int(own[list(RIGHT)].sum()), int(own[list(WRONG)].sum())
        low, high = wilson_interval(np.array([right]), np.array([right + wrong]))
        left = int(own[[TO_DO, DEFERRED, CHANGED]].sum())
        n_added = sum(added[one] for one in code_ids)
        return Progress(
            theme_id, code_id, label, int(own.sum()), left, right, wrong, float(low[0]), float(high[0]), n_added
        )

    def rows() -> Iterator[Progress]:
        for theme in desk.codebook.themes:
            yield row(theme.theme_id, "", theme.label, [code.code_id for code in theme.codes])
            for code in theme.codes:
                yield row(theme.theme_id, code.code_id, code.label, [code.code_id])
        yield row("", "", "All", list(desk.codes))

    return list(rows())
