"""A transcript as a coder sees it: her decisions, the machine's suggestions, and nobody else's."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.made_studies import write_study

from interview_coder import InputError
from interview_coder.model.codebook import Code
from interview_coder.model.review import Stretch
from interview_coder.reviewing.desk import Desk
from interview_coder.reviewing.sources import list_sources
from interview_coder.reviewing.transcript import (
    ShownCoding,
    ShownTurn,
    TranscriptFilter,
    lay_lanes,
    list_codings,
    make_transcript,
    open_coding,
)

CODEBOOK = """\
title: The tower
themes:
  - id: cost
    codes:
      - {id: rent, match: [rent]}
      - {id: twice, match: [twice]}
  - id: care
    codes:
      - {id: warden, match: [warden]}
"""
TEXT = """\
INTERVIEWER: What of the rent and the warden?

P01: The rent 🏠 rose twice. The view is good. The Warden is kind.

P02: Nobody asked us about anything at all.
"""
ALL = TranscriptFilter()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return write_study(tmp_path / "study", {"a/one.txt": TEXT}, CODEBOOK).open_desk("ben")


def words(desk: Desk, text: str) -> tuple[int, int]:
    start = desk.open_text("a/one").source.text.index(text)
    return start, start + len(text)


def show(desk: Desk, wanted: TranscriptFilter = ALL) -> tuple[ShownTurn, ...]:
    return make_transcript(desk, "a/one", wanted).turns


def codes_of(turn: ShownTurn) -> list[tuple[str, str]]:
    return [(one.code.code_id, one.kind) for lane in turn.lanes for one in lane]


def test_suggestions_stand_beside_the_turn_in_lanes_and_never_beside_an_interviewers(desk: Desk) -> None:
    asked, answered, other = show(desk)
    assert (asked.lanes, other.lanes) == ((), ())
    assert [[one.code.code_id for one in lane] for lane in answered.lanes] == [["rent", "warden"], ["twice"]]


def test_the_pieces_of_a_turn_are_its_text(desk: Desk) -> None:
    source = desk.open_text("a/one").source
    for one in show(desk, TranscriptFilter(find="THE")):
        assert "".join(piece.text for piece in one.pieces) == source.text[one.turn.start : one.turn.end]
        assert all(source.text[piece.start : piece.end] == piece.text for piece in one.pieces)


def test_a_participants_turn_without_a_coding_is_uncoded_until_it_is_coded(desk: Desk) -> None:
    assert [one.is_uncoded for one in show(desk)] == [False, False, True]
    desk.add("rent", "a/one", *words(desk, "Nobody asked us"))
    assert [one.is_uncoded for one in show(desk)] == [False, False, False]
    assert codes_of(show(desk)[2]) == [("rent", "yours")]


def test_what_is_filtered_out_is_not_shown_and_still_counted(desk: Desk) -> None:
    shown = make_transcript(desk, "a/one", TranscriptFilter(themes=frozenset({"care"})))
    assert codes_of(shown.turns[1]) == [("warden", "suggested")]
    assert shown.n_of_code == {"rent": 1, "twice": 1, "warden": 1}


def test_a_rejected_suggestion_is_shown_only_where_it_is_asked_for(desk: Desk) -> None:
    row = next(one.row for one in list_codings(desk, "a/one") if one.code.code_id == "warden")
    assert row is not None
    desk.decide_on(row, "reject", reason="wrong sense")
    assert ("warden", "dropped") not in codes_of(show(desk)[1])
    assert codes_of(show(desk, TranscriptFilter(kinds=frozenset({"dropped"})))[1]) == [("warden", "dropped")]


def test_words_are_found_whatever_their_case_and_the_space_between_them(desk: Desk) -> None:
    found = make_transcript(desk, "a/one", TranscriptFilter(find="the  warden"))
    assert found.hits == {words(desk, "the warden")[0], words(desk, "The Warden")[0]}
    assert make_transcript(desk, "a/one", TranscriptFilter(find="(")).hits == set()


def test_a_coding_of_hers_is_opened_and_taken_off_again_and_that_undone(desk: Desk) -> None:
    stretch = Stretch("a/one", "warden", *words(desk, "asked us"))
    desk.add("warden", "a/one", stretch.start, stretch.end)
    opened = open_coding(desk, stretch)
    assert opened is not None
    assert (opened.coding.state, opened.decision and opened.decision.act) == ("added", "add")
    desk.remove(stretch)
    assert open_coding(desk, stretch) is None
    desk.undo()
    assert open_coding(desk, stretch) is not None


def test_an_accepted_suggestion_that_is_taken_off_is_to_be_decided_on_again(desk: Desk) -> None:
    one = list_codings(desk, "a/one")[0]
    assert one.row is not None
    desk.decide_on(one.row, "accept")
    desk.remove(one.stretch)
    assert list_codings(desk, "a/one")[0].state == "to do"


def test_nothing_is_taken_off_that_is_not_hers(desk: Desk) -> None:
    with pytest.raises(InputError, match="no coding of yours"):
        desk.remove(list_codings(desk, "a/one")[0].stretch)


def test_a_code_is_put_on_the_same_words_only_once(desk: Desk) -> None:
    desk.add("rent", "a/one", *words(desk, "Nobody asked us"))
    with pytest.raises(InputError, match="already"):
        desk.add("rent", "a/one", *words(desk, "Nobody asked us"))


@pytest.mark.parametrize("text", ["What of the rent", "kind.\n\nP02: Nobody"])
def test_words_of_interviewers_or_of_two_turns_are_not_coded(text: str, desk: Desk) -> None:
    with pytest.raises(InputError, match="cannot be coded"):
        desk.add("rent", "a/one", *words(desk, text))


def test_the_list_counts_the_turns_without_a_code(desk: Desk) -> None:
    [before] = list_sources(desk)
    desk.add("rent", "a/one", *words(desk, "Nobody asked us"))
    [after] = list_sources(desk)
    assert (before.n_turns, before.n_uncoded, before.n_suggested, before.n_left) == (2, 1, 3, 3)
    assert (after.n_uncoded, after.n_added) == (0, 1)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20))))
def test_codings_of_a_lane_do_not_overlap_and_lanes_are_as_few_as_can_be(places: list[tuple[int, int]]) -> None:
    code = Code("rent", "cost", "Rent", "")
    codings = [
        ShownCoding(Stretch("a", "rent", start, start + n), code, "suggested", "to do", None)
        for start, n in sorted(places)
    ]
    lanes = lay_lanes(codings)
    assert sorted(one.stretch for lane in lanes for one in lane) == sorted(one.stretch for one in codings)
    for lane in lanes:
        for one, other in pairwise(lane):
            assert one.stretch.end <= other.stretch.start
    deepest = max((sum(one.stretch.start <= at < one.stretch.end for one in codings) for at in range(60)), default=0)
    assert len(lanes) == deepest
