"""What every output says of the review."""

from __future__ import annotations

from interview_coder.model.review import Anchor, Decision, Unapplied
from interview_coder.report.review_text import tell_unapplied

ANCHOR = Anchor("talk", "0" * 12, 1, "P01", 3, 7, "rent", "The", "rose", 1, 1)


def lose(n: int, coder: str = "ann", source: str = "talk", why: str = "its words are gone") -> list[Unapplied]:
    anchor = ANCHOR._replace(source_id=source)
    return [Unapplied(Decision(f"e{one}", coder, "2026", "accept", "a", anchor), why) for one in range(n)]


def test_decisions_that_are_lost_for_one_reason_are_told_together() -> None:
    told = list(tell_unapplied([*lose(1, "ben"), *lose(1_200), *lose(2, source="other")]))
    assert told == [
        "1,200 decisions of ann on talk are not applied, of each: its words are gone (see outputs/decided.jsonl)",
        "2 decisions of ann on other are not applied, of each: its words are gone (see outputs/decided.jsonl)",
        "a decision of ben on talk is not applied: its words are gone (see outputs/decided.jsonl)",
    ]


def test_of_many_reasons_the_commonest_are_told_and_the_others_counted() -> None:
    told = list(tell_unapplied([one for number in range(30) for one in lose(2, source=f"s{number}")]))
    assert len(told) == 9
    assert told[-1] == "44 more decisions are not applied (see outputs/decided.jsonl)"


def test_nothing_lost_is_not_told() -> None:
    assert not list(tell_unapplied([]))
