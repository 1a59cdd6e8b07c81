"""Suggestions of the rules, and what people's decisions make of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from interview_coder.model.review import Said, Standing, Status, Stretch


@dataclass(frozen=True, slots=True)
class Suggested:
    """A suggestion of the rules.

    Parameters
    ----------
    stretch : Stretch
    row : int
        Its place among all suggestions.
    find_rules : callable
        Gives the ids of the rules that made it.
    """

    stretch: Stretch
    row: int
    find_rules: Callable[[], Collection[str]]


@dataclass(frozen=True, slots=True)
class Judged:
    """What decisions make of a suggestion.

    Parameters
    ----------
    status : str
        Where people decided on just this stretch or on one that holds it; else ``unreviewed``.
    standing : Standing, optional
        On which that rests.
    is_superseded : bool
        Whether somebody's own coding of the same code overlaps it and counts in its place.
    why : str
        Why it is put to people again though they decided on it.
    """

    status: Status = "unreviewed"
    standing: Standing | None = None
    is_superseded: bool = False
    why: str = ""


UNREVIEWED = Judged()


def judge(suggestions: Sequence[Suggested], standings: Sequence[Standing]) -> Iterator[tuple[Suggested, Judged]]:
    """Yield those suggestions of a source on which decisions bear, with what they make of each.

    Parameters
    ----------
    suggestions : sequence of Suggested
    standings : sequence of Standing
        Of the same source.
    """
    of_code: Mapping[str, list[Standing]] = _by_code(standings)
    for one in suggestions:
        near = [
            standing for standing in of_code.get(one.stretch.code_id, ()) if _overlap(standing.stretch, one.stretch)
        ]
        if near:
            yield one, _judge(one, near)


def _by_code(standings: Sequence[Standing]) -> dict[str, list[Standing]]:
    found: dict[str, list[Standing]] = defaultdict(list)
    for one in standings:
        found[one.stretch.code_id].append(one)
    return found


def _overlap(one: Stretch, other: Stretch) -> bool:
    return one.start < other.end and other.start < one.end


def _judge(suggested: Suggested, near: Sequence[Standing]) -> Judged:
    exact = next((one for one in near if one.stretch == suggested.stretch), None)
    is_superseded = any(one.status in {"accepted", "added"} and one is not exact for one in near)
    if exact is not None and exact.status != "rejected":
        return Judged(exact.status, exact, is_superseded)
    rejecting = [one for one in near if one.status == "rejected"]
    if not rejecting:
        return Judged(is_superseded=is_superseded, why="" if is_superseded else "it overlaps what was decided on")
    rules = set(suggested.find_rules())
    for one in rejecting:
        if _holds(one.stretch, suggested.stretch) and any(
            rules <= set(said.decision.rules) for said in _who_say_no(one)
        ):
            return Judged("rejected", one, is_superseded)
    standing = exact or rejecting[0]
    known = {rule for said in _who_say_no(standing) for rule in said.decision.rules}
    why = "it is found by a rule that is new or changed" if rules - known else "it is another stretch"
    return Judged("unreviewed", standing, is_superseded, f"{why} since somebody rejected it")


def _who_say_no(standing: Standing) -> list[Said]:
    return [one for one in standing.said if one.answer == "no"]


def _holds(one: Stretch, other: Stretch) -> bool:
    return one.start <= other.start and other.end <= one.end
