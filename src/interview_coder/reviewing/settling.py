"""Settling what two coders said differently; what each of them said stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Literal

from interview_coder.errors import InputError, Place, Problem
from interview_coder.model.review import Act, Decision, Stretch
from interview_coder.project.review_events import mark_definition
from interview_coder.reviewing.comparing import Comparison, Passage, find_yes
from interview_coder.reviewing.desk import Desk

Take = Literal["a", "b", "both", "neither", "other"]
TAKES: tuple[Take, ...] = ("a", "b", "both", "neither", "other")
"""Whose words get the code: one's, the words of either, nobody's; or they get another code."""


def find_passage(comparison: Comparison, key: str, weighed: str) -> Passage:
    """Return the passage that somebody looked at.

    Parameters
    ----------
    weighed : str
        The ids of the decisions that she saw, joined by spaces.

    Raises
    ------
    InputError
        When there is none, or a coder decided on it meanwhile.
    """
    found = next((one for one in comparison.passages if one.key == key), None)
    if found is None or " ".join(found.weighed) != weighed:
        fix = "go back and look at it again"
        raise InputError(Problem("a coder decided on these words meanwhile", Place("compare"), fix))
    return found


def settle(desk: Desk, passage: Passage, take: Take, *, to_code: str = "", note: str = "") -> list[Decision]:
    """Keep what is right of what two coders said, as consensus in the file of whoever settles it.

    Every stretch that one of them or an earlier consensus names gets an answer. What she settled there before counts no
    longer.

    Parameters
    ----------
    to_code : str
        The code that is right instead, if it is another; it gets the words of either.
    note : str
        Why.

    Raises
    ------
    InputError
        When no other code is named and there must be one.
    """
    if take == "other" and (to_code not in desk.codes or to_code == passage.stretch.code_id):
        raise InputError(Problem("no other code was chosen", Place("code"), "choose one of the list"))
    wanted = _choose(passage, take)
    told = chain(passage.a, passage.b, passage.agreed)
    answers = {one.stretch: one.stretch in wanted for one in told} | dict.fromkeys(wanted, True)
    drafts = [_draft(desk, passage, stretch, is_yes=is_yes, note=note) for stretch, is_yes in sorted(answers.items())]
    if take == "other":
        instead = _join(find_yes((*passage.a, *passage.b)) or {passage.stretch})
        drafts += [
            _draft(desk, passage, one._replace(code_id=to_code), is_yes=True, note=note) for one in sorted(instead)
        ]
    return [desk.decide(one) for one in drafts]


def _choose(passage: Passage, take: Take) -> set[Stretch]:
    """Return the stretches that get the code."""
    yes_a, yes_b = find_yes(passage.a), find_yes(passage.b)
    match take:
        case "a":
            return yes_a
        case "b":
            return yes_b
        case "both":
            return _join(yes_a | yes_b)
        case _:
            return set()


def _join(stretches: Iterable[Stretch]) -> set[Stretch]:
    """Put overlapping stretches of one code together."""
    joined: list[Stretch] = []
    for one in sorted(stretches):
        if joined and one.start < joined[-1].end:
            joined[-1] = joined[-1]._replace(end=max(joined[-1].end, one.end))
        else:
            joined.append(one)
    return set(joined)


def _draft(desk: Desk, passage: Passage, stretch: Stretch, *, is_yes: bool, note: str) -> Decision:
    said = [one.decision for one in (*passage.a, *passage.b) if one.stretch == stretch]
    act: Act = "reject" if not is_yes else "accept" if stretch in passage.suggested else "add"
    rules = {*_list_rules(desk, passage), *(rule for one in said for rule in one.rules)}
    return Decision(
        *("", "", "", act, stretch.code_id, desk.anchor(stretch.source_id, stretch.start, stretch.end)),
        rules=() if is_yes else tuple(sorted(rules)),
        stance=next((one.stance for one in said), "said"),
        definition=mark_definition(desk.codes[stretch.code_id]),
        note=note,
        settles=tuple(_list_earlier(desk, passage)),
        is_consensus=True,
        weighed=passage.weighed,
    )


def _list_earlier(desk: Desk, passage: Passage) -> list[str]:
    """Return the ids of what she settled there before, also with another code."""
    own = [one.decision for one in passage.agreed if one.decision.coder == desk.coder]
    at_once = {together.event_id for one in own for together in desk.list_agreed_at_once(one)}
    return sorted(at_once | {one.event_id for one in own})


def _list_rules(desk: Desk, passage: Passage) -> Iterator[str]:
    """Yield the rules that suggest the code there, so that they do not bring it back."""
    rows = desk.columns.rows_of(desk.source_places[passage.stretch.source_id])
    wanted = set(passage.suggested)
    for row in rows:
        if desk.stretch(row) in wanted:
            yield from (one.rule_id for one in desk.coding(row).evidence)
