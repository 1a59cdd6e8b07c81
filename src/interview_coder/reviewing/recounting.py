"""The framework matrix of a study as the decisions stand now, without a run and without a file of ``outputs/``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from interview_coder.framework.cells import Framework
from interview_coder.framework.deciding import Summaries
from interview_coder.framework.own_summaries import EVENT
from interview_coder.gathering import gather_evidence
from interview_coder.grouping import Grouping
from interview_coder.model.review import Decision
from interview_coder.project.decision_log import Decisions
from interview_coder.project.quote_edits import QuoteEdits
from interview_coder.project.scratch import Scratch
from interview_coder.quoting import Quoting
from interview_coder.reviewing.desk import Desk
from interview_coder.tabulate.quotes import list_quotes
from interview_coder.tabulate.tabulation import Tabulation

Whose = Literal["own", "all"]
WHOSE: tuple[Whose, ...] = ("own", "all")
"""Whose decisions and summaries matter: those of the coder at the desk, or everybody's, as in a run."""


@dataclass(frozen=True, slots=True, eq=False)
class _Counted:
    """What was counted of a desk, and by which decisions."""

    desk: Desk
    event_ids: Sequence[str]
    framework: Framework
    scratch: Scratch


class Recounting:
    """Counts a study anew when a decision has come since it was counted last."""

    def __init__(self) -> None:
        self._counted: dict[Whose, _Counted] = {}

    def count(self, desk: Desk, whose: Whose = "own") -> Summaries:
        """Return the cells of the study as it stands now, and what was written of them.

        Parameters
        ----------
        desk : Desk
        whose : {"own", "all"}
            Which codings count is as ``study.yml`` says, by the decisions of the coder alone or by everybody's.
        """
        coder = desk.coder if whose == "own" else None
        decisions = desk.index.decisions(coder)
        event_ids = [one.event_id for one in decisions]
        counted = self._counted.get(whose)
        if counted is None or counted.desk is not desk or counted.event_ids != event_ids:
            scratch = desk.inputs.library.cache.make_scratch()
            counted = _Counted(desk, event_ids, _count(desk, decisions, scratch), scratch)
            self._counted[whose] = counted
        written = Decisions(tuple(desk.index.events(EVENT, coder)))
        return Summaries(replace(counted.framework, decisions=written), desk.inputs.folder, counted.scratch)


def _count(desk: Desk, decisions: Sequence[Decision], scratch: Scratch) -> Framework:
    import numpy as np

    inputs = desk.inputs
    reviewed = desk.apply(decisions, scratch.folder)
    n_segments = sum(len(one.segments) for one in inputs.stored)
    evidence = gather_evidence(
        inputs.codebook,
        inputs.stored,
        inputs.participants,
        reviewed.codings.table,
        desk.questions,
        Grouping((), np.full(n_segments, -1, np.int32)),
        reviewed.counts,
    )
    lines, signed = reviewed.codings.lines, inputs.settings.attribution
    quoting = Quoting(evidence, list_quotes(evidence), inputs.library, inputs.stored, lines, signed, QuoteEdits(()))
    return Framework(Tabulation(evidence, inputs.settings.quantifiers), quoting, Decisions())
