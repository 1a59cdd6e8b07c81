"""Whatever is edited, every decision is applied to its own words, moved with them, or reported: never dropped."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.made_studies import seeded
from tests.standing.edited_worlds import OF_THE_CODEBOOK, PLAIN, SHUFFLING, Place, World

from interview_coder import Study
from interview_coder.errors import InputError
from interview_coder.model.review import Anchor, Decision, Standing, Stretch
from interview_coder.project.decision_log import read_decisions
from interview_coder.project.review_events import read_decisions_on_codings
from interview_coder.reviewing.desk import Desk
from interview_coder.reviewing.queue import ACCEPTED, CHANGED, COVERED, DEFERRED, MOVED, RECODED, REJECTED, TO_DO
from interview_coder.standing.folding import by_coder, list_live
from interview_coder.standing.standings import Standings

LEAST = 40
"""Letters of context that tell a place, but where the text begins or ends."""
ACTS: tuple[Any, ...] = (
    "accept",
    "reject",
    "reject",
    "defer",
    "memo",
    "recode",
    "move",
    "add",
    "undo",
    "consensus",
    "let go",
)


@dataclass
class Meaning:
    """Which words each anchor meant when it was made, and where in the first and the last it began and ended."""

    meant: dict[Anchor, tuple[list[int], int, int]] = field(default_factory=dict)

    def note(self, anchors: Iterable[Anchor | None], places: dict[int, Place]) -> None:
        for anchor in anchors:
            if anchor is None or anchor in self.meant:
                continue
            covered = [
                number
                for number, place in sorted(places.items(), key=lambda one: one[1])
                if place.source_id == anchor.source_id and place.start < anchor.end and anchor.start < place.end
            ]
            first, last = places[covered[0]], places[covered[-1]]
            self.meant[anchor] = covered, anchor.start - first.start, anchor.end - last.start

    def find(self, anchor: Anchor, places: dict[int, Place]) -> tuple[str, int, int] | None:
        """Return where just these words stand now, with nothing taken out or put between; else None."""
        numbers, from_first, from_last = self.meant[anchor]
        now = [places.get(number) for number in numbers]
        if not all(now):
            return None
        found = [place for place in now if place is not None]
        first, last = found[0], found[-1]
        expected = [(first.source_id, first.turn, first.place + step) for step in range(len(found))]
        if [(one.source_id, one.turn, one.place) for one in found] != expected:
            return None
        return first.source_id, first.start + from_first, last.start + from_last


def decide(desk: Desk, random: Random) -> Decision | None:
    """Do something at random, as a person might."""
    act = random.choice(ACTS)
    rows = len(desk.columns)
    if act == "undo":
        return desk.undo()
    if act == "let go":
        lost = desk.list_unapplied()
        if lost and random.random() < 0.3:
            desk.let_go(random.choice(lost).decision.event_id)
        return None
    row = random.randrange(rows) if rows else None
    codes = list(desk.codes)
    if act == "add" or row is None:
        source_id = random.choice(desk.columns.source_ids)
        turn = random.choice([one for one in desk.open_text(source_id).source.turns if one.participant is not None])
        return desk.add(random.choice(codes), source_id, *some_words(desk, source_id, turn.number, random))
    if act == "consensus":
        draft = desk.draft(row)
        meaning = desk._definitions[draft.code_id]
        settled = replace(draft, act=random.choice(["accept", "reject"]), is_consensus=True, definition=meaning)
        return desk.decide(settled)
    said: dict[str, Any] = {"note": "thought of"} if act == "memo" else {}
    stretch = desk.stretch(row)
    if act == "recode":
        said["to_code"] = random.choice([code for code in codes if code != stretch.code_id])
    if act == "move":
        words = some_words(desk, stretch.source_id, int(desk.columns.turns[row]), random)
        if words == (stretch.start, stretch.end):
            return None
        said["to_anchor"] = desk.anchor(stretch.source_id, *words)
    return desk.decide_on(row, act, **said)


def some_words(desk: Desk, source_id: str, turn_number: int, random: Random) -> tuple[int, int]:
    source = desk.open_text(source_id).source
    turn = source.turns[turn_number - 1]
    words = list(re.finditer(r"\S+", source.text[turn.start : turn.end]))
    first = random.randrange(len(words))
    last = random.randrange(first, min(len(words), first + 12))
    return turn.start + words[first].start(), turn.start + words[last].end()


def list_parts(decision: Decision) -> list[tuple[str, Anchor, str]]:
    """Return what a decision says, told anew."""
    assert decision.anchor is not None
    own = (decision.code_id, decision.anchor)
    if decision.act == "recode":
        return [(*own, "no"), (decision.to_code, decision.anchor, "yes")]
    if decision.act == "move":
        assert decision.to_anchor is not None
        return [(*own, "no"), (decision.code_id, decision.to_anchor, "yes")]
    return [(*own, {"accept": "yes", "add": "yes", "reject": "no"}.get(decision.act, "later"))]


def is_told_by_context(anchor: Anchor, text: str, start: int) -> bool:
    """Whether what stands before or after is what stood there, and tells the place from all others, then and now."""
    end = start + len(anchor.text)
    before, after = anchor.before + anchor.text, anchor.text + anchor.after
    by_before = text[max(0, start - len(anchor.before)) : end] == before and occurs_once(text, before)
    by_after = text[start : end + len(anchor.after)] == after and occurs_once(text, after)
    is_first, is_last = start == len(anchor.before), end + len(anchor.after) == len(text)
    tells_before = by_before and anchor.n_before == 1 and (is_first or len(anchor.before) >= LEAST)
    tells_after = by_after and anchor.n_after == 1 and (is_last or len(anchor.after) >= LEAST)
    return tells_before or tells_after


def occurs_once(text: str, words: str) -> bool:
    return len(re.findall(f"(?={re.escape(words)})", text)) == 1


@dataclass
class Check:
    """Holds a desk against a world, and what was decided against both."""

    world: World
    desk: Desk
    meaning: Meaning
    is_plain: bool

    def __post_init__(self) -> None:
        self.places = self.world.places()
        sources = {name: self.desk.open_text(name).source for name in self.world.sources}
        assert {name: source.text for name, source in sources.items()} == {
            name: self.world.text(name) for name in self.world.sources
        }
        self.sources = sources
        self.hashes = {name: source.sha256[:12] for name, source in sources.items()}

    def every_decision_is_accounted_for(self, live: Sequence[Decision], standings: Standings) -> None:
        said: dict[tuple[str, str, str], Stretch] = {
            (one.decision.event_id, standing.stretch.code_id, one.answer): standing.stretch
            for standing in standings
            for one in standing.said
        }
        noted = {one.event_id: stretch for stretch, some in standings.notes.items() for one in some}
        unapplied = {one.decision.event_id for one in standings.unapplied}
        for number, decision in enumerate(live):
            parts = list_parts(decision)
            for part, (code_id, anchor, answer) in enumerate(parts):
                found = said.get((decision.event_id, code_id, answer))
                if decision.act == "memo":
                    found = noted.get(decision.event_id)
                if found is not None:
                    self.is_on_its_own_words(anchor, found)
                    continue
                is_main = part == len(parts) - 1
                is_overruled = self.is_overruled(decision, code_id, anchor, live[number + 1 :], standings)
                must = code_id in self.world.codes and self.must_be_found(anchor)
                assert is_overruled or decision.event_id in unapplied or not is_main, f"dropped: {decision}"
                assert is_overruled or not must, f"not applied though its words are where they were: {decision}"

    def is_overruled(
        self, decision: Decision, code_id: str, anchor: Anchor, later: Sequence[Decision], standings: Standings
    ) -> bool:
        """Whether the same coder said something else of these words later, or a consensus did."""
        ids = {one.event_id for one in later}
        return any(
            one.decision.event_id in ids or (one.decision.is_consensus and one.decision != decision)
            for standing in standings
            if standing.stretch.code_id == code_id and self.words_of(standing.stretch) == anchor.text
            for one in standing.said
        )

    def words_of(self, stretch: Stretch) -> str:
        return self.sources[stretch.source_id].text[stretch.start : stretch.end]

    def is_on_its_own_words(self, anchor: Anchor, stretch: Stretch) -> None:
        source = self.sources[stretch.source_id]
        assert self.words_of(stretch) == anchor.text
        turn = next(one for one in source.turns if one.start <= stretch.start and stretch.end <= one.end)
        assert turn.participant is not None
        place = (stretch.source_id, stretch.start, stretch.end)
        if self.hashes[stretch.source_id] == anchor.sha256:
            assert (stretch.start, stretch.end) == (anchor.start, anchor.end)
        else:
            assert is_told_by_context(anchor, source.text, stretch.start)
        if self.is_plain:
            assert self.meaning.find(anchor, self.places) == place, f"on other words: {anchor}"

    def must_be_found(self, anchor: Anchor) -> bool:
        """Whether the words stand where they stood, with what stood around them."""
        if self.hashes.get(anchor.source_id) == anchor.sha256:
            return True
        place = self.meaning.find(anchor, self.places)
        if place is None or place[0] != anchor.source_id or not self.is_plain:
            return False
        source_id, start, end = place
        source = self.sources[source_id]
        around = source.text[max(0, start - len(anchor.before)) : end + len(anchor.after)]
        is_whole = around == anchor.before + anchor.text + anchor.after
        turn = next((one for one in source.turns if one.start <= start and end <= one.end), None)
        is_told = is_told_by_context(anchor, source.text, start)
        return is_whole and is_told and turn is not None and turn.participant is not None

    def what_was_rejected_stays_so_unless_its_rule_changed(self, standings: Standings) -> None:
        by_stretch = {standing.stretch: standing for standing in standings}
        for row in range(len(self.desk.columns)):
            standing = by_stretch.get(self.desk.stretch(row))
            if standing is None or standing.status != "rejected":
                continue
            rules = {one.rule_id for one in self.desk.coding(row).evidence}
            state, why = self.desk.states[row], self.desk.why_again.get(row, "")
            if any(rules <= set(one.decision.rules) for one in standing.said):
                assert state in {REJECTED, RECODED, MOVED}
            else:
                assert state in {CHANGED, COVERED} or self.is_within_another_rejected(row, standing, standings)
                assert why or state != CHANGED

    def is_within_another_rejected(self, row: int, own: Standing, standings: Standings) -> bool:
        stretch = self.desk.stretch(row)
        return self.desk.states[row] in {REJECTED, RECODED, MOVED} and any(
            one.status == "rejected"
            and one is not own
            and (one.stretch.source_id, one.stretch.code_id) == (stretch.source_id, stretch.code_id)
            and one.stretch.start <= stretch.start
            and stretch.end <= one.stretch.end
            for one in standings
        )

    def the_run_counts_what_the_desk_shows(self, own: Sequence[Decision], scratch: Path) -> None:
        desk = self.desk
        reviewed = desk._reviewing.apply(own, desk._suggestions, "all", scratch)
        table = reviewed.codings.table
        names = desk.columns.source_ids, desk.columns.code_ids
        counted = {
            Stretch(names[0][source], names[1][code], start, end): review
            for source, code, start, end, review in zip(
                *(getattr(table, name).tolist() for name in ("sources", "codes", "starts", "ends", "reviews")),
                strict=True,
            )
        }
        for row in range(len(desk.columns)):
            stretch, state = desk.stretch(row), desk.states[row]
            if state in {REJECTED, RECODED, MOVED, COVERED}:
                assert stretch not in counted
            elif state == ACCEPTED:
                assert stretch in counted or any(overlap(stretch, other) for other in counted)
                assert counted.get(stretch, 1) == 1
            else:
                assert state in {TO_DO, CHANGED, DEFERRED}
                is_covered = state == DEFERRED and any(overlap(stretch, other) for other in counted)
                assert counted.get(stretch, 0 if is_covered else None) == 0
        told = [json.loads(line) for line in reviewed.lines.decode().splitlines()]
        assert [one["status"] for one in told].count("not applied") == len(reviewed.standings.unapplied)


def overlap(one: Stretch, other: Stretch) -> bool:
    is_same = (one.source_id, one.code_id) == (other.source_id, other.code_id)
    return is_same and one.start < other.end and other.start < one.end


def check_all(root: Path, world: World, meaning: Meaning, coders: Sequence[str], *, is_plain: bool) -> list[Desk]:
    """Open the study anew for each coder and hold all laws against it."""
    study = Study.open(root)
    desks = [study.open_desk(coder) for coder in coders]
    everything = list(read_decisions_on_codings(read_decisions(study.folder).events))
    decisions = by_coder(everything)
    for desk in desks:
        check = Check(world, desk, meaning, is_plain)
        own = decisions.get(desk.coder, [])
        assert desk.index.decisions(desk.coder) == own
        assert sorted(desk._live.list_of(desk._live.sources()), key=own.index) == list_live(own)
        standings = desk._reviewing.find_standings(everything, coders=[desk.coder])
        check.every_decision_is_accounted_for(list_live(own), standings)
        check.what_was_rejected_stays_so_unless_its_rule_changed(standings)
        check.the_run_counts_what_the_desk_shows(own, desk._scratch.folder)
    desks[0]._reviewing.apply(everything, desks[0]._suggestions, "reviewed", desks[0]._scratch.folder)
    return desks


@pytest.mark.parametrize("kinds", [PLAIN, (*PLAIN, *SHUFFLING), OF_THE_CODEBOOK, (*PLAIN, *OF_THE_CODEBOOK)])
@settings(max_examples=10)
@given(seed=st.integers(0, 2**32), n_coders=st.integers(1, 2))
def test_decisions_follow_their_words_or_are_reported(
    kinds: Sequence[Callable[[World], None]], seed: int, n_coders: int
) -> None:
    follow(kinds, seed, n_coders)


def follow(kinds: Sequence[Callable[[World], None]], seed: int, n_coders: int) -> None:
    """Decide and edit in turns, and check after each."""
    random, meaning = seeded(seed), Meaning()
    world = World.make(random)
    is_plain = World.move_turn not in kinds
    coders = ("ann", "ben")[:n_coders]
    with TemporaryDirectory() as name:
        root = Path(name)
        for _ in range(3):
            world.write(root)
            desks = check_all(root, world, meaning, coders, is_plain=is_plain)
            for desk in desks:
                for _ in range(random.randint(3, 12)):
                    made = decide(desk, random)
                    if made is not None:
                        meaning.note((made.anchor, made.to_anchor), world.places())
                states, why = desk.states.copy(), dict(desk.why_again)
                desk._read_own()
                assert desk.states.tolist() == states.tolist()
                assert desk.why_again == why
            check_all(root, world, meaning, coders, is_plain=is_plain)
            world.edit(kinds)
        world.write(root)
        check_all(root, world, meaning, coders, is_plain=is_plain)


def test_what_cannot_be_decided_changes_nothing(tmp_path: Path) -> None:
    world = World.make(seeded(1))
    world.write(tmp_path)
    desk = Study.open(tmp_path).open_desk("ann")
    asking = next(turn for turn in desk.open_text("s0").source.turns)
    with pytest.raises(InputError):
        desk.add("c0", "s0", asking.start, len(desk.open_text("s0").source.text))
    assert not read_decisions(desk.inputs.folder).events
