"""Suggestions of the rules and what people decided → the codings that count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from interview_coder.model.review import Standing, Use
from interview_coder.standing.suggestions import Judged, Suggested, judge

_REVIEWS = {"accepted": "accepted", "added": "accepted", "disputed": "disputed", "rejected": "rejected"}
"""Status of a suggestion that people decided on → how its coding stands."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What counts of one source.

    Parameters
    ----------
    judged : tuple of (Suggested, Judged)
        The suggestions on which decisions bear.
    dropped : frozenset of int
        Rows of those of them that do not count.
    reviews : mapping of int to str
        Row → how a suggestion stands that counts, where that is not ``unreviewed``.
    added : tuple of Standing
        What people vouch for and no suggestion says, whatever counts; no two of one code overlap.
    """

    judged: tuple[tuple[Suggested, Judged], ...]
    dropped: frozenset[int]
    reviews: Mapping[int, str]
    added: tuple[Standing, ...]


def apply_standings(suggestions: Sequence[Suggested], standings: Sequence[Standing], use: Use) -> Applied:
    """Tell which suggestions of a source count, and what people added.

    Parameters
    ----------
    use : {"all", "reviewed", "machine"}
        With ``reviewed`` only what somebody vouches for counts; with ``machine`` all that the rules say, and no more.
    """
    judged = tuple(judge(suggestions, standings))
    suggested = {one.stretch for one, _ in judged}
    vouched = {one.stretch: one for one in _choose(standings)}
    added = tuple(standing for stretch, standing in vouched.items() if stretch not in suggested)
    if use == "machine":
        return Applied(
            judged, frozenset(), {one.row: _REVIEWS[by.status] for one, by in judged if by.status in _REVIEWS}, added
        )
    reviews, dropped = {}, set()
    for one, by in judged:
        if one.stretch in vouched:
            reviews[one.row] = "accepted"
        elif by.is_superseded or by.status in {"rejected", "accepted", "added"} or use == "reviewed":
            dropped.add(one.row)
        elif by.status == "disputed":
            reviews[one.row] = "disputed"
    return Applied(judged, frozenset(dropped), reviews, added)


def _choose(standings: Sequence[Standing]) -> Iterator[Standing]:
    """Yield what people vouch for, of overlapping stretches of one code that which begins first and is longest."""
    ends: dict[str, int] = defaultdict(int)
    for one in sorted(standings, key=lambda one: (one.stretch.start, -one.stretch.end)):
        if one.status in {"accepted", "added"} and one.stretch.start >= ends[one.stretch.code_id]:
            ends[one.stretch.code_id] = one.stretch.end
            yield one


def count_reviews(applied: Applied) -> Iterator[tuple[str, str]]:
    """Yield code and one of `interview_coder.model.review.COUNTED` for all that was decided on or added.

    What stands for a suggestion in its place is not told again as added.
    """
    in_place = set()
    for one, by in applied.judged:
        told = _tell(by)
        if told:
            yield one.stretch.code_id, told
        if told in {"recoded", "moved"} and by.standing is not None:
            in_place |= {said.decision.event_id for said in by.standing.said}
    for standing in applied.added:
        if in_place.isdisjoint(said.decision.event_id for said in standing.said):
            yield standing.stretch.code_id, "added"


def _tell(judged: Judged) -> str:
    if judged.status != "rejected" or judged.standing is None:
        return {"accepted": "accepted", "added": "accepted", "disputed": "disputed"}.get(judged.status, "")
    acts = {said.decision.act for said in judged.standing.said if said.answer == "no"}
    return "rejected" if "reject" in acts else "recoded" if "recode" in acts else "moved"
