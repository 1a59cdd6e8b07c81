"""The decisions of one coder, and which of them still count as she goes on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

from interview_coder.model.review import Anchor, Decision


def named_as_then(anchor: Anchor) -> str:
    """Return the source of an anchor by the name that it had."""
    return anchor.source_id


class LiveDecisions:
    """What `interview_coder.standing.folding.list_live` finds, kept as decisions are added one by one.

    Parameters
    ----------
    decisions : iterable of Decision
        In the order in which she made them.
    source_of : callable
        Gives the id of an anchor's source as it is now: by this decisions are grouped.

    Attributes
    ----------
    decisions : list of Decision
        All of them, also those that only take back.
    """

    def __init__(self, decisions: Iterable[Decision] = (), source_of: Callable[[Anchor], str] = named_as_then) -> None:
        self._source_of = source_of
        self.decisions: list[Decision] = []
        self._by_id: dict[str, Decision] = {}
        self._settled: Counter[str] = Counter()
        self._of_source: dict[str, list[Decision]] = defaultdict(list)
        for one in decisions:
            self.add(one)

    def add(self, decision: Decision) -> set[str]:
        """Add her next decision.

        Returns
        -------
        set of str
            The sources of which another decision counts now than before.
        """
        self.decisions.append(decision)
        self._by_id[decision.event_id] = decision
        if decision.anchor is not None:
            self._of_source[self._source_of(decision.anchor)].append(decision)
        changed = {decision.event_id}
        self._settle(decision.settles, 1, changed)
        anchors = (self._by_id[one].anchor for one in changed if one in self._by_id)
        return {self._source_of(anchor) for anchor in anchors if anchor is not None}

    def sources(self) -> list[str]:
        """Return the sources that were decided on."""
        return sorted(self._of_source)

    def list_of(self, source_ids: Iterable[str]) -> list[Decision]:
        """Return those of some sources that count, in their order."""
        return [
            one
            for source_id in source_ids
            for one in self._of_source.get(source_id, ())
            if not self._settled[one.event_id]
        ]

    def find(self, event_id: str) -> Decision | None:
        """Return the decision with an id."""
        return self._by_id.get(event_id)

    def list_undoable(self) -> list[Decision]:
        """Return what can be taken back, the last first."""
        return [one for one in reversed(self.decisions) if one.act != "undo" and not self._settled[one.event_id]]

    def _settle(self, event_ids: Iterable[str], by: int, changed: set[str]) -> None:
        for one in event_ids:
            was = bool(self._settled[one])
            self._settled[one] += by
            if bool(self._settled[one]) != was:
                changed.add(one)
                decision = self._by_id.get(one)
                self._settle(() if decision is None else decision.settles, -by, changed)
