"""Decisions that are taken in one by one count as if all were folded at once."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from interview_coder.model.review import Act, Anchor, Decision
from interview_coder.reviewing.live import LiveDecisions
from interview_coder.standing.folding import list_live


def make_decisions(random: Random, n_decisions: int) -> list[Decision]:
    """Return decisions that take earlier ones back, and what takes back; ids of nothing too."""
    made: list[Decision] = []
    for number in range(n_decisions):
        earlier = [one.event_id for one in made] + ["nobody"]
        settles = tuple(random.sample(earlier, random.randint(0, min(2, len(earlier)))))
        act: Act = random.choice(("accept", "reject", "undo", "drop", "memo"))
        source = random.choice("ab")
        is_back = act in {"undo", "drop"}
        anchor = None if is_back else Anchor(source, "0" * 12, 1, "P01", 0, 1, "x", "", "", 1, 1)
        made.append(Decision(f"e{number}", "ann", "", act, "" if is_back else "c", anchor, settles=settles))
    return made


@given(st.randoms(use_true_random=False), st.integers(0, 25))
def test_one_by_one_is_as_all_at_once(random: Random, n_decisions: int) -> None:
    decisions = make_decisions(random, n_decisions)
    live = LiveDecisions()
    for number, one in enumerate(decisions, 1):
        before = set(map(id, live.list_of(["a", "b"])))
        changed = live.add(one)
        after = live.list_of(["a", "b"])
        assert sorted(after, key=decisions.index) == list_live(decisions[:number])
        differing = before ^ set(map(id, after))
        assert {each.anchor.source_id for each in decisions if id(each) in differing and each.anchor} <= changed


@given(st.randoms(use_true_random=False), st.integers(0, 25))
def test_decisions_are_grouped_by_the_name_that_their_source_has_now(random: Random, n_decisions: int) -> None:
    decisions = make_decisions(random, n_decisions)
    live = LiveDecisions(decisions, lambda _: "renamed")
    assert live.sources() == (["renamed"] if any(one.anchor for one in decisions) else [])
    assert live.list_of(["renamed"]) == list_live(decisions)
