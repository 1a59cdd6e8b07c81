"""What people wrote about cells → a list, with what became of the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import indent

from interview_coder.model.framework import ROW_JOINT, ListedSummary
from interview_coder.model.results import Table
from interview_coder.report.framework_wording import describe_changes

CURRENT, CHANGED, GONE = "current", "changed", "orphan"
_COLUMNS = ("by", "row", "of", "column", "coder", "written", "state", "codings", "gained", "lost", "text")


def state_of(listed: ListedSummary) -> str:
    """Return whether a summary rests on what it was written on, or the evidence changed, or its cell is gone."""
    if listed.is_orphan:
        return GONE
    return CHANGED if listed.summary.is_stale else CURRENT


def tabulate_summaries(summaries: Sequence[ListedSummary]) -> Table:
    """Return summaries as a table, one a row."""
    rows = [
        (
            *(ROW_JOINT.join(one.by), one.row, one.of, one.column, one.summary.coder, one.summary.written),
            *(state_of(one), len(one.summary.coding_ids), len(one.summary.gained), len(one.summary.lost)),
            one.summary.text,
        )
        for one in summaries
    ]
    return Table("summaries", _COLUMNS, tuple(rows))


def write_summaries(summaries: Sequence[ListedSummary]) -> str:
    """Write summaries for reading."""
    return "\n\n".join(map(_write, summaries)) + "\n" if summaries else "nobody has written a summary yet\n"


def _write(listed: ListedSummary) -> str:
    one = listed.summary
    told = {
        CURRENT: "the evidence is as it was",
        CHANGED: describe_changes(one),
        GONE: "the matrix has no such cell any more",
    }[state_of(listed)]
    head = f"{listed.row} × {listed.column}: {one.coder}, {one.written[:10]}; {told}"
    return f"{head}\n{indent(one.text, '    ')}"
