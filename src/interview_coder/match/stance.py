"""How a speaker stands to the words that a rule found: said, hedged, hypothetical, reported or denied.

Cues that are part of the hit are what was looked for, and do not count: ``no strategy`` found by a rule for just that
is said. How cues before the hit are read tells `interview_coder.match.scope`.
"""

from __future__ import annotations

from collections.abc import Sequence

from interview_coder.match import cues as c
from interview_coder.match.cues import cue_flags, merge
from interview_coder.match.scope import REACH, REPORT_REACH, Reading
from interview_coder.model.coding import Stance

__all__ = ["REACH", "REPORT_REACH", "cue_flags", "read_stance"]

_PARTS_CLAUSES = c.BUT | c.BECAUSE | c.SO | c.AND | c.WHEN
REACH_BEHIND = 8
"""Words behind the hit in which `they said` or `is a myth` are looked for."""


def read_stance(cues: Sequence[int], joined: Sequence[bool], hit: Sequence[int]) -> tuple[Stance, int | None]:
    """Tell how the words of a hit are meant.

    Parameters
    ----------
    cues : sequence of int
        `cue_flags` of the words of one sentence, in order.
    joined : sequence of bool
        Whether each of them stands next to the word before.
    hit : sequence of int
        Indices of the hit's words among them, rising.

    Returns
    -------
    stance : {"said", "hedged", "hypothetical", "reported", "denied"}
    cue : int or None
        Index of the word that made it so; None if it is said.
    """
    first, last = hit[0], hit[-1]
    stance: Stance = "said"
    cue: int | None = None
    if first:
        floor = first - REPORT_REACH if first > REPORT_REACH else 0
        if max(cues[floor:first]) >= c.LOWEST_CUE:
            stance, cue = Reading(cues, joined, first, last).read(floor)
    if cue is None and last - first >= len(hit):
        stance, cue = _read_gap(cues, joined, hit)
    if last + 1 < len(cues) and max(cues[last + 1 : last + 1 + REACH_BEHIND]) >= c.LOWEST_CUE_BEHIND:
        return _read_behind(cues, joined, first, last) or (stance, cue)
    return stance, cue


def _read_gap(cues: Sequence[int], joined: Sequence[bool], hit: Sequence[int]) -> tuple[Stance, int | None]:
    """Read what stands before the last part of a hit, within its clause: `the plan is not toxic`."""
    start = len(hit) - 1
    while hit[start - 1] == hit[start] - 1:
        start -= 1
    floor = hit[start - 1] + 1
    between = merge(cues[floor : hit[start]])
    if between < c.LOWEST_CUE or between & _PARTS_CLAUSES or not all(joined[floor : hit[start] + 1]):
        return "said", None
    stance, cue = Reading(cues, joined, hit[start], hit[-1]).read(floor)
    if cue in hit or (stance == "denied" and merge([cues[place] for place in hit]) & (c.NOT | c.NO)):
        return "said", None  # a second no in `nobody had no say` says it again
    return stance, cue


def _read_behind(cues: Sequence[int], joined: Sequence[bool], first: int, last: int) -> tuple[Stance, int] | None:
    """Read what is said of words after them: `…, they said`, `…, according to the press`, `that … is a myth`."""
    for place in range(last + 1, min(last + 1 + REACH_BEHIND, len(cues))):
        word = cues[place]
        if word < c.LOWEST_CUE_BEHIND:
            continue
        if word & c.ACCORDING and _names_a_source(cues, joined, place):
            return "reported", place
        if word & (c.SAY | c.TELL) and _is_tag(cues, joined, last, place):
            return "reported", place
        if word & (c.MYTH | c.TRUE) and merge(cues[max(first - REACH, 0) : first]) & c.THAT:
            cue = _find_verdict(cues, joined, last, place)
            if cue is not None:
                return "denied", cue
    return None


def _names_a_source(cues: Sequence[int], joined: Sequence[bool], place: int) -> bool:
    follows = cues[place + 1 : place + 5]
    if len(follows) < 2 or not follows[0] & c.TO or follows[1] & c.SELF:
        return False
    return not joined[place] or bool(merge(follows[1:]) & c.OTHERS)


def _is_tag(cues: Sequence[int], joined: Sequence[bool], last: int, place: int) -> bool:
    """Whether a verb stands in a clause such as `, they said` or `, she told us` and nothing more."""
    end = place + 2 if place + 1 < len(cues) and joined[place + 1] and cues[place + 1] & c.OBJECT else place + 1
    if end < len(cues) and joined[end]:
        return False
    start = place
    while start > last + 1 and joined[start]:
        start -= 1
    subject = cues[place - 1]
    of_others = subject & c.OTHERS or (not subject and cues[place] & c.FINITE)
    return bool(of_others) and last < start < place <= start + 3 and not joined[start]


def _find_verdict(cues: Sequence[int], joined: Sequence[bool], last: int, place: int) -> int | None:
    """Return the word by which `is a myth` or `is not true` denies what stands before it."""
    if not all(joined[last + 1 : place + 1]) or not merge(cues[last + 1 : place]) & c.BE:
        return None
    if cues[place] & c.MYTH:
        return place
    return next((at for at in range(last + 1, place) if cues[at] & c.NOT), None)
