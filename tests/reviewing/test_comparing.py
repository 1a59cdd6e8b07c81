"""Two coders side by side, how far they agree, and what is made of their differences."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.made_studies import files_below, write_study
from tests.reviewing.desks_to_try import write_made_study

from interview_coder import InputError, Study
from interview_coder.model.review import Decision, Stretch
from interview_coder.reviewing.all_segments import AllSegments
from interview_coder.reviewing.comparing import (
    Comparison,
    Passage,
    Told,
    compare_coders,
    find_state,
    list_beside,
    list_coders,
)
from interview_coder.reviewing.desk import Desk
from interview_coder.reviewing.pair_figures import PairFigure, PairFigures, measure_pair
from interview_coder.reviewing.sampling import code_blind, draw_sample, find_sample, find_stretch, finish_stretch
from interview_coder.reviewing.settling import TAKES, find_passage, settle

SIT_DOWN = Callable[[str], Desk]
SAID = "P01: The rent went up and nobody was asked about the rent at all.\n\nP02: I trust the warden, who rings back.\n"
CODEBOOK = """\
themes:
  - id: cost
    codes: [{id: rising, match: [rent]}, {id: owing, match: [owe]}]
  - id: trust
    codes: [{id: trusting, match: [trust]}]
"""


@pytest.fixture
def sit_down(tmp_path: Path) -> SIT_DOWN:
    """Open one small study for a coder."""
    root = tmp_path / "study"
    write_study(root, {"a.txt": SAID, "b.txt": SAID}, CODEBOOK)
    return lambda coder: Study.open(root).open_desk(coder)


def words(desk: Desk, text: str, source_id: str = "a") -> tuple[str, int, int]:
    start = desk.open_text(source_id).source.text.index(text)
    return source_id, start, start + len(text)


def row_of(desk: Desk, code_id: str, source_id: str = "a") -> int:
    rows = desk.columns.rows_of(desk.source_places[source_id])
    return next(row for row in rows if desk.stretch(row).code_id == code_id)


def compare(desk: Desk) -> Comparison:
    desk.read_again()
    return compare_coders(desk, "ann", "ben")


def the_only(desk: Desk) -> Passage:
    [passage] = compare(desk).passages
    return passage


def test_the_same_words_agree_and_other_words_of_them_differ_in_borders(sit_down: SIT_DOWN) -> None:
    ann, ben = sit_down("ann"), sit_down("ben")
    for desk in (ann, ben):
        desk.add("owing", *words(desk, "nobody was asked"))
    ben.add("owing", *words(ben, "The rent went up", "b"))
    ann.add("owing", *words(ann, "went up and nobody", "b"))
    same, differing = compare(ann).passages
    assert (same.state, differing.state) == ("agree", "borders")
    assert differing.stretch == Stretch("b", "owing", *words(ann, "The rent went up and nobody", "b")[1:])
    assert differing.stakeholder_type == "tenant"


def test_one_coder_alone_differs_only_where_the_other_looked(sit_down: SIT_DOWN) -> None:
    ann, ben = sit_down("ann"), sit_down("ben")
    ann.add("owing", *words(ann, "nobody was asked"))
    ben.add("trusting", *words(ben, "I trust the warden"))
    assert {one.state for one in compare(ann).passages} == {"seen by one"}
    ben.decide_on(row_of(ben, "rising"), "reject", reason="other")
    states = {one.stretch.code_id: one.state for one in compare(ann).passages}
    assert states == {"owing": "one only", "trusting": "seen by one"}


def test_accepting_what_the_other_rejects_is_a_difference_and_the_rules_stand_beside(sit_down: SIT_DOWN) -> None:
    ann, ben = sit_down("ann"), sit_down("ben")
    ann.decide_on(row_of(ann, "rising"), "accept")
    ben.decide_on(row_of(ben, "rising"), "reject", reason="wrong sense")
    passage = the_only(ann)
    assert passage.state == "against"
    assert passage.suggested == (passage.stretch,)
    assert [one.decision.reason for one in passage.b] == ["wrong sense"]


def test_other_codes_on_the_same_words_are_found(sit_down: SIT_DOWN) -> None:
    ann, ben = sit_down("ann"), sit_down("ben")
    ann.add("owing", *words(ann, "nobody was asked"))
    ben.add("trusting", *words(ben, "was asked about"))
    comparison = compare(ann)
    first, second = comparison.passages
    assert list_beside(comparison, first) == [second]


def test_coders_who_are_not_there_or_the_same_are_refused_with_the_names_that_are(sit_down: SIT_DOWN) -> None:
    ann = sit_down("ann")
    ann.decide_on(0, "accept")
    for pair in (("ann", "ann"), ("ann", "zoe")):
        with pytest.raises(InputError, match="ann"):
            compare_coders(ann, *pair)
    assert list_coders(ann) == ["ann"]


@pytest.mark.parametrize(
    ("take", "expected"),
    [
        ("a", {"nobody was asked": True, "was asked about": False}),
        ("b", {"nobody was asked": False, "was asked about": True}),
        ("both", {"nobody was asked": False, "was asked about": False, "nobody was asked about": True}),
        ("neither", {"nobody was asked": False, "was asked about": False}),
    ],
)
def test_a_consensus_answers_for_every_stretch_and_leaves_both_files_as_they_are(
    sit_down: SIT_DOWN, take: str, expected: dict[str, bool]
) -> None:
    ann, ben, cat = sit_down("ann"), sit_down("ben"), sit_down("cat")
    ann.add("owing", *words(ann, "nobody was asked"))
    ben.add("owing", *words(ben, "was asked about"))
    before = files_below(cat.inputs.folder.decisions)
    settle(cat, the_only(cat), next(one for one in TAKES if one == take), note="read it aloud")
    passage = the_only(cat)
    text = cat.open_text("a").source.text
    assert {text[one.stretch.start : one.stretch.end]: one.is_yes for one in passage.agreed} == expected
    assert (passage.state, passage.is_difference) == ("settled", False)
    after = files_below(cat.inputs.folder.decisions)
    assert {name: after[name] for name in before} == before
    events = [json.loads(line) for line in after["cat.jsonl"].splitlines()]
    assert all(one["consensus"] and one["note"] == "read it aloud" and len(one["weighed"]) == 2 for one in events)


def test_the_consensus_is_what_a_run_counts(sit_down: SIT_DOWN) -> None:
    ann, ben, cat = sit_down("ann"), sit_down("ben"), sit_down("cat")
    ann.decide_on(row_of(ann, "rising"), "accept")
    ben.decide_on(row_of(ben, "rising"), "reject", reason="other")
    study = Study.open(cat.inputs.folder.root)
    assert [one.review for one in study.run().codings if (one.source_id, one.code_id) == ("a", "rising")] == [
        "disputed"
    ]
    settle(cat, the_only(cat), "b")
    assert reviews_of(cat, "rising") == []
    again = Study.open(cat.inputs.folder.root).open_desk("cat")
    assert again.states[row_of(again, "rising")] == 2


def test_another_code_takes_the_place_of_what_both_said(sit_down: SIT_DOWN) -> None:
    ann, ben, cat = sit_down("ann"), sit_down("ben"), sit_down("cat")
    ann.add("owing", *words(ann, "nobody was asked"))
    ben.add("owing", *words(ben, "was asked about"))
    passage = the_only(cat)
    with pytest.raises(InputError, match="no other code"):
        settle(cat, passage, "other", to_code="owing")
    settle(cat, passage, "other", to_code="trusting")
    states = {one.stretch.code_id: (one.state, [told.is_yes for told in one.agreed]) for one in compare(cat).passages}
    assert states == {"owing": ("settled", [False, False]), "trusting": ("settled", [True])}
    settle(cat, next(one for one in compare(cat).passages if one.stretch.code_id == "owing"), "a")
    assert {one.stretch.code_id for one in compare(cat).passages} == {"owing"}


def test_a_consensus_is_taken_back_as_a_whole_and_what_it_replaced_counts_again(sit_down: SIT_DOWN) -> None:
    ann, ben, cat = sit_down("ann"), sit_down("ben"), sit_down("cat")
    ann.add("owing", *words(ann, "nobody was asked"))
    ben.add("owing", *words(ben, "was asked about"))
    for take in ("a", "both"):
        settle(cat, the_only(cat), take)
    last = cat.find_last_consensus()
    assert last is not None
    cat.take_back(last)
    assert [one.is_yes for one in the_only(cat).agreed] == [True, False]
    assert cat.undo() is not None
    assert (the_only(cat).agreed, the_only(cat).state) == ((), "borders")


def test_a_coder_who_decides_otherwise_later_is_listed_and_the_consensus_still_counts(sit_down: SIT_DOWN) -> None:
    ann, ben, cat = sit_down("ann"), sit_down("ben"), sit_down("cat")
    ann.decide_on(row_of(ann, "rising"), "accept")
    ben.decide_on(row_of(ben, "rising"), "reject", reason="other")
    settle(cat, the_only(cat), "a")
    ann.decide_on(row_of(ann, "rising"), "reject", reason="denied")
    passage = the_only(cat)
    assert (passage.state, passage.is_difference) == ("changed", True)
    assert [one.is_yes for one in passage.agreed] == [True]
    study = Study.open(cat.inputs.folder.root)
    assert [one.review for one in study.run().codings if (one.source_id, one.code_id) == ("a", "rising")] == [
        "accepted"
    ]


def test_a_coder_who_takes_her_decision_back_later_is_listed_too(sit_down: SIT_DOWN) -> None:
    ann, ben, cat = sit_down("ann"), sit_down("ben"), sit_down("cat")
    for desk in (ann, ben):
        desk.decide_on(row_of(desk, "rising"), "defer")
    ann.add("owing", *words(ann, "nobody was asked"))
    ben.add("trusting", *words(ben, "The rent"))
    settle(cat, next(one for one in compare(cat).passages if one.stretch.code_id == "owing"), "a")
    ann.undo()
    states = {one.stretch.code_id: one.state for one in compare(cat).passages}
    assert states["owing"] == "changed"


def test_what_changed_since_it_was_looked_at_is_not_settled(sit_down: SIT_DOWN) -> None:
    ann, ben, cat = sit_down("ann"), sit_down("ben"), sit_down("cat")
    ann.add("owing", *words(ann, "nobody was asked"))
    ben.add("owing", *words(ben, "was asked about"))
    seen = the_only(cat)
    ben.undo()
    ben.add("owing", *words(ben, "asked about"))
    with pytest.raises(InputError, match="meanwhile"):
        find_passage(compare(cat), seen.key, " ".join(seen.weighed))


ANSWERS = st.lists(st.tuples(st.integers(0, 3), st.booleans()), max_size=3)


def make_told(answers: list[tuple[int, bool]], name: str) -> list[Told]:
    places = dict(answers)
    return [
        Told(Stretch("a", "code", start, start + 2), is_yes, Decision(f"{name}{start}{is_yes}", name, "", "add"))
        for start, is_yes in sorted(places.items())
    ]


@given(ANSWERS, ANSWERS)
def test_swapping_the_coders_changes_no_state(a: list[tuple[int, bool]], b: list[tuple[int, bool]]) -> None:
    told_a, told_b = make_told(a, "ann"), make_told(b, "ben")
    assert find_state(told_a, told_b, (), ()) == find_state(told_b, told_a, (), ())


@given(ANSWERS, ANSWERS, st.booleans())
def test_a_consensus_settles_until_a_weighed_decision_is_gone(
    a: list[tuple[int, bool]], b: list[tuple[int, bool]], is_yes: bool
) -> None:
    told = make_told(a, "ann"), make_told(b, "ben")
    ids = tuple(one.decision.event_id for some in told for one in some)
    stretches = {one.stretch for some in told for one in some}
    consensus = Decision("c", "cat", "", "add", is_consensus=True, weighed=ids)
    agreed = [Told(one, is_yes, consensus) for one in stretches]
    if agreed:
        assert find_state(*told, agreed, ids) == "settled"
        assert find_state(*told, agreed, ids[1:]) == "changed"


def reviews_of(desk: Desk, code_id: str) -> list[str]:
    """Return how a run counts the codings of a code in the first source."""
    codings = Study.open(desk.inputs.folder.root).run().codings
    return [one.review for one in codings if (one.source_id, one.code_id) == ("a", code_id)]


def count(figures: Iterable[PairFigure]) -> dict[str, tuple[int, int, int, int]]:
    return {one.code_id: (one.n_both, one.n_only_a, one.n_only_b, one.n_neither) for one in figures if one.code_id}


def figures_of(desk: Desk) -> PairFigures:
    return measure_pair(compare(desk), desk.codebook, AllSegments(desk).find)


def test_figures_count_the_segments_that_both_looked_at(sit_down: SIT_DOWN) -> None:
    ann, ben = sit_down("ann"), sit_down("ben")
    ann.decide_on(row_of(ann, "rising"), "accept")
    ben.decide_on(row_of(ben, "rising"), "accept")
    ann.add("owing", *words(ann, "nobody was asked"))
    ann.decide_on(row_of(ann, "trusting"), "accept")
    ben.decide_on(row_of(ben, "trusting"), "reject", reason="denied")
    ann.decide_on(row_of(ann, "rising", "b"), "accept")
    found = figures_of(ann)
    assert found.blind == []
    counts = {
        one.code_id: (one.n_both, one.n_only_a, one.n_only_b, one.n_neither) for one in found.others if one.code_id
    }
    assert counts == {"rising": (1, 0, 0, 1), "owing": (0, 1, 0, 1), "trusting": (0, 1, 0, 1)}
    assert found.others[-1].label == "Any code"
    assert [one.code_id for one in found.others if one.code_id][-1] == "rising"


def test_what_both_coded_blind_is_counted_apart_and_without_what_they_said_otherwise(tmp_path: Path) -> None:
    root = write_made_study(tmp_path / "study")
    ann, ben = (Study.open(root).open_desk(name) for name in ("ann", "ben"))
    for desk, code_id in ((ann, "code_0"), (ben, "code_1")):
        sample = draw_sample(desk, 10, 7)
        for number in range(1, 11):
            stretch = find_stretch(desk, find_sample(desk, sample.sample_id), number)
            assert stretch is not None
            code_blind(desk, sample.sample_id, number, code_id, stretch.start, stretch.end)
            finish_stretch(desk, sample.sample_id, number)
            desk.add("code_2", stretch.source_id, stretch.start, stretch.end)
    found = figures_of(ann)
    counts = {
        one.code_id: (one.n_both, one.n_only_a, one.n_only_b, one.n_neither) for one in found.blind if one.code_id
    }
    assert counts == {"code_0": (0, 10, 0, 0), "code_1": (0, 0, 10, 0), "code_2": (0, 0, 0, 10)}
    assert found.others == []


def test_a_desk_of_one_coder_shows_nothing_of_the_others(sit_down: SIT_DOWN) -> None:
    ann, ben = sit_down("ann"), sit_down("ben")
    ann.decide_on(0, "reject", reason="other")
    settle(ann, Passage(ann.stretch(1), "", (), (), (), (), "one only"), "neither")
    ben.read_again()
    assert not ben.states.any()
    assert not any(ben.standings.values())
