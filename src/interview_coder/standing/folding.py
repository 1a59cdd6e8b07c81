"""Decisions of one coder in their order → those that still count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from interview_coder.model.review import Decision


def list_live(decisions: Sequence[Decision]) -> list[Decision]:
    """Return the decisions that no later one takes back; taking back can be taken back too.

    Parameters
    ----------
    decisions : sequence of Decision
        Of one coder, in the order in which she made them.

    Returns
    -------
    list of Decision
        In the same order, without those that only take back.
    """
    settled: set[str] = set()
    live = []
    for one in reversed(decisions):
        if one.event_id not in settled:
            settled.update(one.settles)
            if one.act not in {"undo", "drop"}:
                live.append(one)
    return live[::-1]


def by_coder(decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    """Return the decisions of each coder, in their order; coders by name."""
    found: dict[str, list[Decision]] = {}
    for one in decisions:
        found.setdefault(one.coder, []).append(one)
    return dict(sorted(found.items()))


def list_deciding(decisions: Iterable[Decision]) -> tuple[str, ...]:
    """Return the coders of whom a decision still counts, by name; who only took notes or put off is none."""
    return tuple(
        coder
        for coder, own in by_coder(decisions).items()
        if any(one.act not in {"memo", "defer"} for one in list_live(own))
    )
