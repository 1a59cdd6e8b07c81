"""A coder at her desk: what she decides is kept, found again, and nobody else's is shown."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.made_studies import make_codebook, make_transcript, seeded, write_study

from interview_coder import InputError, Study
from interview_coder.model.coding import STANCES
from interview_coder.model.review import Act
from interview_coder.project.decision_log import read_decisions
from interview_coder.reviewing.desk import Desk
from interview_coder.reviewing.items import cut, make_item
from interview_coder.reviewing.progress import measure_progress
from interview_coder.reviewing.queue import (
    ACCEPTED,
    CHANGED,
    COVERED,
    DEFERRED,
    MOVED,
    RECODED,
    REJECTED,
    TO_DO,
    QueueFilter,
    find_rows,
    next_after,
    weigh_need,
)

RULES = [["rent"], ["(owe | bailiff)"], ["(trust | believe)"], ["lift", "boiler", "mend*"], ["decide"]]
PEOPLE = "participant,stakeholder_type\nP01,tenant\nP02,tenant\nP03,landlord\nDana,agent\n"


@pytest.fixture(scope="module")
def made_study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    random = seeded("desk")
    files = {f"s{number}.txt": make_transcript(random, 14) for number in range(3)}
    return write_study(tmp_path_factory.mktemp("desk") / "s", files, make_codebook(RULES), PEOPLE)


@pytest.fixture
def study(made_study: Study, tmp_path: Path) -> Study:
    return Study.open(shutil.copytree(made_study.folder.root, tmp_path / "s"))


@pytest.fixture
def anna(study: Study) -> Iterator[Desk]:
    desk = study.open_desk("anna")
    yield desk
    desk.index.close()


def test_every_suggestion_is_to_do_at_first_and_each_is_shown_with_its_words(anna: Desk) -> None:
    rows = anna.list_rows(QueueFilter())
    assert sorted(rows.tolist()) == list(range(len(anna.columns)))
    for row in rows.tolist():
        item = make_item(anna, row)
        coded = "".join(piece.text for piece in item.pieces if "coded" in piece.marks)
        assert coded == item.source.text[item.coding.start : item.coding.end]
        assert "".join(piece.text for piece in item.pieces) == item.source.text[item.turn.start : item.turn.end]
        assert any("word" in piece.marks for piece in item.pieces)
        assert item.rules[0].line > 0


@pytest.mark.parametrize(
    ("act", "said", "state"),
    [
        ("accept", {}, ACCEPTED),
        ("reject", {"reason": "denied"}, REJECTED),
        ("recode", {"to_code": "other"}, RECODED),
        ("move", {"to_anchor": "shorter"}, MOVED),
        ("defer", {}, DEFERRED),
        ("memo", {"note": "ask her"}, TO_DO),
    ],
)
def test_a_decision_gives_its_state_and_undoing_it_takes_that_back(
    study: Study, anna: Desk, act: Act, said: dict[str, str], state: int
) -> None:
    row = int(anna.list_rows(QueueFilter(order="text"))[3])
    stretch = anna.stretch(row)
    details: dict[str, object] = dict(said)
    if "to_code" in details:
        details["to_code"] = next(code for code in anna.codes if code != stretch.code_id)
    if "to_anchor" in details:
        details["to_anchor"] = anna.anchor(stretch.source_id, stretch.start, stretch.end - 3)
    anna.decide_on(row, act, **details)
    assert anna.states[row] == state
    assert study.open_desk("anna").states.tolist() == anna.states.tolist()
    assert not study.open_desk("ben").states.any()
    taken_back = anna.undo()
    assert taken_back is not None
    assert taken_back.act == act
    assert not anna.states.any()
    assert anna.undo() is None


def test_deciding_again_replaces_what_was_decided(anna: Desk) -> None:
    other = next(code for code in anna.codes if code != anna.stretch(0).code_id)
    anna.decide_on(0, "recode", to_code=other)
    anna.decide_on(0, "accept")
    assert anna.states[0] == ACCEPTED
    added = [one for standings in anna.standings.values() for one in standings if one.status == "added"]
    assert added == []
    anna.undo()
    assert anna.states[0] == RECODED


def test_words_that_overlap_her_own_coding_of_the_code_are_covered(anna: Desk) -> None:
    stretch = anna.stretch(0)
    anna.add(stretch.code_id, stretch.source_id, stretch.start + 1, stretch.end)
    assert anna.states[0] == COVERED
    assert 0 not in anna.list_rows(QueueFilter())


@pytest.mark.parametrize("words", [(0, 3), (5, 5), (9, 4), (0, 10**6)])
def test_words_of_interviewers_or_of_several_turns_are_never_coded(anna: Desk, words: tuple[int, int]) -> None:
    with pytest.raises(InputError, match="cannot be coded"):
        anna.add(next(iter(anna.codes)), "s0", *words)
    assert read_decisions(anna.inputs.folder).events == ()


def test_a_rejected_suggestion_comes_back_when_its_own_rule_changes_and_only_then(study: Study, anna: Desk) -> None:
    row = next(row for row in range(len(anna.columns)) if anna.coding(row).evidence[0].rule == "rent")
    source, start = anna.stretch(row).source_id, anna.stretch(row).start
    anna.decide_on(row, "reject", reason="wrong sense")
    codebook = study.folder.root / "codebook.yml"
    text = codebook.read_text(encoding="utf-8")
    for changed, state in (
        (text.replace("'decide'", "'decided'"), REJECTED),
        (text.replace("'rent'", "'the rent'"), CHANGED),
    ):
        assert changed != text
        codebook.write_text(changed, encoding="utf-8")
        again = study.open_desk("anna")
        found = [
            one
            for one in range(len(again.columns))
            if (again.stretch(one).source_id, again.stretch(one).start) == (source, start)
            and again.stretch(one).code_id == anna.stretch(row).code_id
        ]
        assert [int(again.states[one]) for one in found] == [state]
        if state == CHANGED:
            assert "new or changed" in again.why_again[found[0]]
            assert found[0] in again.list_rows(QueueFilter())


def test_what_is_asked_for_narrows_and_orders_the_queue(anna: Desk) -> None:
    for name, names, of_row in (
        ("code", anna.columns.code_ids, anna.columns.codes),
        ("theme", anna.columns.theme_ids, anna.columns.themes),
        ("stakeholder", anna.columns.type_names, anna.columns.stakeholder_types),
        ("source", anna.columns.source_ids, anna.columns.sources),
        ("rule", anna.columns.rule_ids, anna.columns.rules),
        ("stance", list(STANCES), anna.columns.stances),
    ):
        for place, one in enumerate(names):
            rows = anna.list_rows(QueueFilter(**{name: one}))  # type: ignore[arg-type]
            assert sorted(rows.tolist()) == np.flatnonzero(of_row == place).tolist()
    assert anna.list_rows(QueueFilter(code="no such code")).tolist() == []
    assert anna.list_rows(QueueFilter(order="text")).tolist() == list(range(len(anna.columns)))
    shuffled = anna.list_rows(QueueFilter(order="random")).tolist()
    assert shuffled == anna.list_rows(QueueFilter(order="random")).tolist()
    assert shuffled != sorted(shuffled) == list(range(len(anna.columns)))


def test_what_was_put_off_comes_last_and_what_nobody_looked_at_first(anna: Desk) -> None:
    first = int(anna.list_rows(QueueFilter())[0])
    anna.decide_on(first, "defer")
    assert int(anna.list_rows(QueueFilter())[-1]) == first
    seen = anna.stretch(first).code_id
    others = [row for row in range(len(anna.columns)) if anna.stretch(row).code_id != seen]
    anna.decide_on(first, "accept")
    need = weigh_need(anna.columns, anna.states, np.zeros(len(anna.codes)))
    assert need[others].max() > need[[row for row in range(len(anna.columns)) if row not in others]].max()


@given(states=st.lists(st.integers(0, 7), min_size=30, max_size=30), at=st.integers(0, 29))
def test_next_and_previous_lead_back(states: list[int], at: int) -> None:
    rows = np.flatnonzero(np.array(states) == 0)
    after = next_after(rows, at)
    if at in rows and after is not None:
        assert next_after(rows, after, back=True) == at


def test_progress_counts_what_was_decided(anna: Desk) -> None:
    code = anna.stretch(0).code_id
    same = [row for row in range(len(anna.columns)) if anna.stretch(row).code_id == code]
    anna.decide_on(same[0], "accept")
    anna.decide_on(same[1], "reject", reason="other")
    source = next(one for one in anna.inputs.sources if one.source_id == "s0")
    turn = next(one for one in source.turns if one.participant)
    other = next(one for one in anna.codes if one != code)
    anna.add(other, "s0", turn.start, turn.start + 4)
    rows = {one.code_id or one.theme_id or "all": one for one in measure_progress(anna)}
    own = rows[code]
    assert (own.n_suggested, own.n_left, own.n_right, own.n_wrong) == (len(same), len(same) - 2, 1, 1)
    assert 0 < own.low < 0.5 < own.high < 1
    assert rows[other].n_added == rows["all"].n_added == 1
    assert rows["all"].n_suggested == len(anna.columns)


@given(
    st.text(min_size=1, max_size=40),
    st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 40), st.integers(0, 40)), max_size=5),
)
def test_pieces_are_the_text_and_every_letter_has_its_marks(text: str, marked: list[tuple[str, int, int]]) -> None:
    pieces = list(cut(text, 0, len(text), marked))
    assert "".join(piece.text for piece in pieces) == text
    for piece in pieces:
        for place in range(piece.start, piece.end):
            assert piece.marks == {name for name, start, end in marked if start <= place < end}


def test_the_queue_of_no_suggestions_is_empty(anna: Desk) -> None:
    none = find_rows(anna.columns, np.full(len(anna.columns), ACCEPTED), QueueFilter(), np.zeros(len(anna.codes)))
    assert none.tolist() == []
    assert next_after(none, 3) is None


def test_codes_on_which_coders_disagree_come_earlier(study: Study, anna: Desk) -> None:
    code = anna.stretch(int(anna.list_rows(QueueFilter())[-1])).code_id
    rows = [row for row in range(len(anna.columns)) if anna.stretch(row).code_id == code]
    ben = study.open_desk("ben")
    for row in rows[:3]:
        ben.decide_on(row, "reject", reason="other")
        anna.decide_on(row, "accept")
    for other in set(anna.codes) - {code}:
        first = next((row for row in range(len(anna.columns)) if anna.stretch(row).code_id == other), None)
        if first is not None:
            anna.decide_on(first, "accept")
    again = study.open_desk("anna")
    assert again.stretch(int(again.list_rows(QueueFilter())[0])).code_id == code
    alone = find_rows(again.columns, again.states, QueueFilter(), np.zeros(len(again.codes)))
    assert again.stretch(int(alone[0])).code_id != code
