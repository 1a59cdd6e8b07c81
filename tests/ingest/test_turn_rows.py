from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from interview_coder.ingest.columns import find_columns
from interview_coder.ingest.row_log import RowLog
from interview_coder.ingest.rows import Table, read_rows
from interview_coder.ingest.transcript import ReadOptions, Transcript


def read(
    header: Sequence[str], *below: Sequence[str], columns: Mapping[str, str] | None = None, speaker: str = ""
) -> Transcript:
    options = ReadOptions(columns=columns or {}, speaker=speaker)
    found = find_columns(header, file="a.csv", options=options)
    table = Table(found, iter(enumerate(below, start=2)), RowLog("a.csv"))
    (transcript,) = read_rows(table, options=options)
    return transcript


def said(transcript: Transcript) -> list[tuple[str, str]]:
    return [(turn.speaker, transcript.text[turn.start : turn.end]) for turn in transcript.turns]


CHANGES = (["who", "text"], ["Anna", "a"], ["", "b"], ["Ben", "c"], ["", "d"], ["Anna", "e"])


def test_where_names_stand_only_at_changes_a_row_without_a_name_goes_on() -> None:
    transcript = read(*CHANGES)
    assert said(transcript) == [("Anna", "a b"), ("Ben", "c d"), ("Anna", "e")]
    assert "go on with the one above" in " ".join(transcript.remarks)


def test_a_name_on_a_row_of_its_own_speaks_in_the_rows_below() -> None:
    assert said(read(["who", "text"], ["Anna", ""], ["", "a"], ["Ben", ""], ["", "b"])) == [("Anna", "a"), ("Ben", "b")]


def test_where_names_are_repeated_a_row_without_one_is_nobodys() -> None:
    rows = ["who", "text"], ["Anna", "a"], ["Anna", "b"], ["", "c"], ["Ben", "d"]
    assert said(read(*rows)) == [("Anna", "a b"), ("", "c"), ("Ben", "d")]


def test_where_one_of_two_is_never_named_the_other_rows_are_not_the_first_ones() -> None:
    rows = ["who", "text"], ["Interviewer", "a?"], ["", "b"], ["Interviewer", "c?"], ["", "d"]
    assert [who for who, _ in said(read(*rows))] == ["Interviewer", "", "Interviewer", ""]
    assert [who for who, _ in said(read(*rows, speaker="P1"))] == ["Interviewer", "P1", "Interviewer", "P1"]


def test_who_is_stated_to_speak_without_a_name_does_so_also_there() -> None:
    assert ("P1", "b") in said(read(*CHANGES, speaker="P1"))


def test_words_with_rising_times_and_nothing_else_are_one_turn() -> None:
    transcript = read(["timestamp", "text"], ["0:00", "a"], ["0:06", "b"])
    assert said(transcript) == [("", "a b")]
    assert "no speaker" in " ".join(transcript.remarks)


def test_segments_with_further_columns_are_no_responses() -> None:
    transcript = read(
        ["id", "start", "end", "text", "score"], ["0", "0.0", "1.5", "a", "1"], ["1", "1.5", "2.0", "b", ""]
    )
    assert said(transcript) == [("", "a b")]
    assert "id, score" in " ".join(transcript.remarks)


@pytest.mark.parametrize(
    ("header", "times"),
    [
        (["timestamp", "text"], ["3 May 2031 10:20", "3 May 2031 11:00"]),
        (["timestamp", "text"], ["1931400000", "1931400060"]),
        (["timestamp", "text"], ["0:50", "0:10"]),
        (["time", "comment"], ["9:10", "9:15"]),
    ],
)
def test_the_times_of_responses_are_those_of_no_recording(header: Sequence[str], times: Sequence[str]) -> None:
    assert [who for who, _ in said(read(header, *([time, "one"] for time in times)))] == ["row 2", "row 3"]


def test_the_clock_may_begin_again_in_each_source() -> None:
    header = ["file", "start", "end", "text"]
    found = find_columns(header, file="a.csv", options=ReadOptions())
    below = iter(enumerate([["a", "5", "6", "x"], ["b", "0", "1", "y"]], start=2))
    assert [one.part for one in read_rows(Table(found, below, RowLog("a.csv")), options=ReadOptions())] == ["a", "b"]


def test_a_column_of_times_that_the_study_names_makes_rows_turns() -> None:
    header = ["Begin (ms)", "Begin (ms)", "Raw transcription", "Corrected"]
    columns = {"text": "raw transcription", "start": "column 1", "end": "column 2"}
    transcript = read(header, ["0", "9000", "one", ""], ["9000", "9500", "two", ""], columns=columns)
    assert said(transcript) == [("", "one two")]
    assert transcript.turns[0].end_seconds == 9.5


def test_bare_numbers_that_rise_beside_a_text_told_by_its_cells_are_times_in_a_recording() -> None:
    header = ["Start time (ms)", "Raw transcription of it"]
    below = [["0", "we went over the bridge"], ["9000", "and nobody was at the gate"]]
    found = find_columns(header, file="a.csv", options=ReadOptions(), rows=below)
    table = Table(found, iter(enumerate(below, start=2)), RowLog("a.csv"))
    (transcript,) = read_rows(table, options=ReadOptions())
    assert len(transcript.turns) == 1
    assert transcript.certainty == "likely"


def test_whole_numbers_at_which_nobody_could_speak_so_slowly_are_milliseconds() -> None:
    words = read(["Timestamp", "Word"], ["60", "we"], ["630", "met"], ["1760", "here"])
    assert (words.turns[0].start_seconds, words.text) == (0.06, "we met here")
    seconds = read(["start", "text"], ["0", "we met at the gate"], ["4", "and talked"], ["9", "for long"])
    assert seconds.turns[0].start_seconds == 0
    assert not any("milliseconds" in remark for remark in seconds.remarks)
