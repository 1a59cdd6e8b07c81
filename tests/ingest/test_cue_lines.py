"""Where cues begin in the lines of a caption file."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.errors import InputError
from interview_coder.ingest.cue_lines import CueLines, find_cue_lines, name_lines

ONE = "00:01.000 --> 00:02.000"
TWO = "00:02.000 --> 00:03.000"


def find(*lines: str, any_identifier: bool = True) -> CueLines:
    return find_cue_lines(lines, file="a.vtt", any_identifier=any_identifier)


def words_of(*lines: str, any_identifier: bool = True) -> list[list[str]]:
    found = find(*lines, any_identifier=any_identifier)
    return [[line for line in body if line.strip()] for _, body in found.bodies(lines)]


def test_a_number_above_a_time_belongs_to_the_cue_below() -> None:
    found = find("1", ONE, "well", "", "2", TWO, "yes")
    assert [(head.first, head.time, head.identifier) for head in found.heads] == [(0, 1, 1), (4, 5, 2)]
    assert words_of("1", ONE, "well", "2", TWO, "yes") == [["well"], ["yes"]]


def test_a_number_above_a_time_is_said_where_the_other_cues_have_none() -> None:
    assert words_of(ONE, "it was in", "1984", TWO, "yes") == [["it was in", "1984"], ["yes"]]


def test_a_number_parted_from_its_time_is_the_next_of_the_file() -> None:
    assert words_of("1", "", ONE, "", "well", "", "2", "", TWO, "", "yes") == [["well"], ["yes"]]
    assert words_of("1", ONE, "well", "", "1984", "", TWO, "yes") == [["well", "1984"], ["yes"]]


@pytest.mark.parametrize("identifier", ["cue-1", "second part", "4f1c8ad2-3c5e-4c55-9b1a-0b9d2a6f1e77/12-0"])
def test_any_text_below_a_blank_line_may_name_a_cue_where_the_format_has_such(identifier: str) -> None:
    lines = ONE, "well", "", identifier, TWO, "yes"
    assert words_of(*lines) == [["well"], ["yes"]]
    assert words_of(*lines, any_identifier=False) == [["well", identifier], ["yes"]]


def test_a_long_identifier_of_a_program_needs_no_blank_line() -> None:
    assert words_of(ONE, "well", "4f1c8ad2-3c5e-4c55-9b1a-0b9d2a6f1e77/1-0", TWO, "yes") == [["well"], ["yes"]]


def test_a_time_within_that_of_its_cue_is_among_the_words() -> None:
    found = find(TWO, "well", ONE, "yes")
    assert (len(found.heads), found.strays) == (1, (2,))
    assert (found.left_out.count, found.left_out.where) == (1, "line 3")
    assert words_of(TWO, "well", ONE, "yes") == [["well", "yes"]]


def test_arrows_in_speech_are_no_times() -> None:
    assert find(ONE, "from a --> b", "a -> b at 10:30", "10 --> 12").arrows == (1, 3)


def test_times_have_their_seconds() -> None:
    (head,) = find("1:02:03.25 --> 100:00:00,5 align:start").heads
    assert (head.start_seconds, head.end_seconds) == (3723.25, 360000.5)


def test_every_time_that_cannot_be_read_is_told() -> None:
    with pytest.raises(InputError) as caught:
        find("00:01.000 -> 00:02.000", "well", "", "00:01.000 --> 00:62.000")
    assert [str(problem.place) for problem in caught.value.problems] == ["a.vtt:1", "a.vtt:4"]


PIECES = ["", " ", "1", "2", ONE, TWO, "0:01 --> 0:02", "a --> b", "well", "cue-1"]


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.booleans())
def test_every_line_after_the_first_cue_is_in_one_cue(lines: Sequence[str], any_identifier: bool) -> None:
    found = find(*lines, any_identifier=any_identifier)
    taken = [at for head in found.heads for at in range(head.first, head.time + 1)]
    taken += [start + at for start, body in found.bodies(lines) for at in range(len(body))]
    assert sorted(taken) == list(range(min(taken, default=len(lines)), len(lines)))


def test_of_many_lines_the_first_are_named() -> None:
    assert name_lines(range(0)) == ""
    assert name_lines(range(6)) == "lines 1, 2, 3, 4, 5 and 6"
    assert name_lines(range(90)) == "lines 1, 2, 3, 4, 5 and 85 more"
