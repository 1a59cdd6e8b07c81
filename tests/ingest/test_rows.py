from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.errors import InputError, Problem
from interview_coder.ingest import rows
from interview_coder.ingest.columns import find_columns
from interview_coder.ingest.row_log import MAX_SHOWN, RowLog
from interview_coder.ingest.rows import Table, read_rows
from interview_coder.ingest.transcript import ReadOptions, Transcript

Cells = Sequence[str]


def read(header: Cells, *below: Cells, options: ReadOptions | None = None) -> list[Transcript]:
    """Read a table whose header is its first row."""
    options = options or ReadOptions()
    columns = find_columns(header, file="a.csv", options=options, line=1)
    table = Table(columns, iter(enumerate(below, start=2)), RowLog("a.csv"))
    return list(read_rows(table, options=options))


def said(*table: Cells, **settings: str) -> list[tuple[str, str]]:
    (transcript,) = read(*table, options=ReadOptions(**settings))  # type: ignore[arg-type]
    return [(turn.speaker, transcript.text[turn.start : turn.end]) for turn in transcript.turns]


def problems_of(*table: Cells, columns: Mapping[str, str] | None = None) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        read(*table, options=ReadOptions(columns=columns or {}))
    assert all(problem.fix and problem.place.file == "a.csv" for problem in caught.value.problems)
    return caught.value.problems


def test_rows_of_one_speaker_one_after_the_other_are_one_turn() -> None:
    table = (["speaker", "text"], ["Anna", "One."], ["Anna", "Two."], ["Ben", "Three."], ["Anna", "Four."])
    assert said(*table) == [("Anna", "One. Two."), ("Ben", "Three."), ("Anna", "Four.")]


def test_without_a_speaker_every_row_is_a_turn_of_its_own_participant() -> None:
    (transcript,) = read(["comment", "age"], ["we met", "30"], ["we left", "40"])
    assert [(turn.speaker, transcript.text[turn.start : turn.end]) for turn in transcript.turns] == [
        ("row 2", "we met"),
        ("row 3", "we left"),
    ]
    assert transcript.speakers == {"row 2": {"age": "30"}, "row 3": {"age": "40"}}


def test_rows_with_one_id_are_one_participant_whose_first_row_counts() -> None:
    header = ["respondent_id", "question", "answer", "stakeholder_type"]
    (transcript,) = read(header, ["R1", "Q1", "one", "carer"], ["R1", "Q2", "two", ""], ["R2", "Q1", "x", "nurse"])
    assert [(turn.speaker, turn.question) for turn in transcript.turns] == [("R1", "Q1"), ("R1", "Q2"), ("R2", "Q1")]
    assert transcript.speakers == {"R1": {"stakeholder_type": "carer"}, "R2": {"stakeholder_type": "nurse"}}
    assert "first row" in " ".join(transcript.remarks)


def test_where_no_column_says_who_responds_that_is_said() -> None:
    (transcript,) = read(["comment"], ["one"])
    assert "called after its row" in " ".join(transcript.remarks)


def test_a_row_without_an_id_is_called_after_its_place_and_that_is_said() -> None:
    (transcript,) = read(["id", "comment"], ["R1", "one"], [" ", "two"])
    assert [turn.speaker for turn in transcript.turns] == ["R1", "row 3"]
    assert transcript.remarks


def test_the_date_of_a_response_is_an_attribute_and_no_time_in_a_recording() -> None:
    (transcript,) = read(["Timestamp", "Comment", "Source"], ["2031/02/03 10:20:30", "one", "web"])
    assert transcript.turns[0].start_seconds is None
    assert transcript.speakers == {"row 2": {"Timestamp": "2031/02/03 10:20:30", "Source": "web"}}


@pytest.mark.parametrize(
    "text", ["text", "Free text", "free_text", "oralEvidence", "ORAL EVIDENCE", "Comment (optional)"]
)
@pytest.mark.parametrize("speaker", ["Speaker", "speaker_name", "speakerName", "Who", " person ", "Name"])
def test_columns_are_known_by_their_usual_names_however_they_are_spelled(text: str, speaker: str) -> None:
    assert said(["x", text, speaker], ["", "One.", "Anna"]) == [("Anna", "One.")]


def test_columns_can_be_named_by_the_study() -> None:
    options = ReadOptions(columns={"text": "What do you think?", "participant": "column 1"})
    header = ["", "comment", "what do YOU think?"]
    (transcript,) = read(header, ["R1", "x", "One."], options=options)
    assert (transcript.turns[0].speaker, transcript.text) == ("R1", "One.")


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"text": "coment"}, 'did you mean "comment"?'),
        ({"txet": "comment"}, 'did you mean "text"?'),
        ({"text": "weather"}, '"comment", "age"'),
    ],
)
def test_wrong_names_of_columns_are_told_with_the_near_one(columns: Mapping[str, str], told: str) -> None:
    (problem,) = problems_of(["comment", "age"], ["one", "3"], columns=columns)
    assert told in problem.fix


def test_all_wrong_names_of_columns_are_told_at_once() -> None:
    assert len(problems_of(["comment"], ["one"], columns={"text": "weather", "voice": "x", "speaker": "y"})) == 3


def test_a_column_whose_name_stands_twice_is_named_by_its_place() -> None:
    (problem,) = problems_of(["said", "view", "view"], ["a", "b", "c"], columns={"text": "view"})
    assert 'text: "column 2"' in problem.fix
    assert said(["said", "view", "view"], ["a", "b", "c"], columns={"text": "column 3"}) == [("row 2", "c")]  # type: ignore[arg-type]


def test_where_no_column_is_the_text_the_columns_are_listed_with_what_to_write() -> None:
    (problem,) = problems_of(["when", "impression"], ["x", "one"])
    assert '"when", "impression"' in problem.message
    assert "columns: {text:" in problem.fix


def test_where_two_columns_could_be_the_text_it_is_asked() -> None:
    (problem,) = problems_of(["response", "comment"], ["one", "two"])
    assert '"response" and "comment"' in problem.message
    assert 'columns: {text: "response"}' in problem.fix


def test_a_comment_beside_the_speech_of_a_speaker_is_not_the_text() -> None:
    assert said(["speaker", "text", "comment"], ["Anna", "One.", "x"]) == [("Anna", "One.")]


def test_a_table_without_a_header_is_told_without_quoting_it() -> None:
    (problem,) = problems_of(["0:01", "Anna", "We met at noon."], ["0:05", "Ben", "We did."])
    assert "header" in problem.message
    (second,) = problems_of(["Anna", "We met at noon."], ["Ben", "We did."])
    assert "noon" not in str(problem) + str(second)


@pytest.mark.parametrize(
    ("start", "end", "seconds"),
    [
        ("12", "14.5", (12.0, 14.5)),
        ("0:01:05,250", "01:06.5", (65.25, 66.5)),
        ("[00:01]", "", (1.0, None)),
        ("00:01-00:05", "", (1.0, 5.0)),
        ("00:01 – 00:05", "", (1.0, 5.0)),
        ("00:00:01.000 --> 00:00:05.000", "", (1.0, 5.0)),
        ("", "", (None, None)),
    ],
)
def test_times_are_seconds_clocks_or_spans(start: str, end: str, seconds: tuple[float | None, float | None]) -> None:
    (transcript,) = read(["time", "end", "speaker", "text"], [start, end, "Anna", "One."])
    assert (transcript.turns[0].start_seconds, transcript.turns[0].end_seconds) == seconds
    assert transcript.left_out == ()


def test_times_that_cannot_be_read_are_counted_with_their_rows() -> None:
    (transcript,) = read(["time", "who", "text"], ["noon", "Anna", "One."], ["1:75", "Ben", "Two."])
    assert [(one.what, one.count, one.where) for one in transcript.left_out] == [
        ("times that could not be read", 2, "rows 2 and 3")
    ]


def test_a_table_of_nothing_but_times_and_words_is_one_turn() -> None:
    (transcript,) = read(["start", "end", "text"], ["0", "1.5", "One."], ["1.5", "3", "two."])
    (turn,) = transcript.turns
    assert (turn.speaker, turn.start_seconds, turn.end_seconds) == ("", 0.0, 3.0)


def test_milliseconds_of_whisper_are_told_from_seconds() -> None:
    (transcript,) = read(["start", "end", "text"], ["0", "4200", "One."], ["4200", "9000", "two."])
    assert transcript.turns[0].end_seconds == 9.0
    assert "milliseconds" in " ".join(transcript.remarks)
    (named,) = read(["start_ms", "end_ms", "who", "text"], ["500", "900", "Anna", "One."])
    assert named.turns[0].start_seconds == 0.5


def test_a_turn_number_carries_its_speaker_over_rows_that_name_nobody() -> None:
    table = (["turn", "speaker", "text"], ["1", "Anna", "One."], ["1", "", "Two."], ["2", "", "Three."])
    assert said(*table) == [("Anna", "One. Two."), ("", "Three.")]


def test_turn_numbers_part_turns_where_there_are_no_speakers() -> None:
    assert said(["turn", "text"], ["1", "a"], ["1", "b"], ["2", "c"]) == [("", "a b"), ("", "c")]


def test_who_speaks_where_nobody_is_named_can_be_said() -> None:
    assert said(["who", "text"], ["", "One."], ["Ben", "Two."], speaker="Anna") == [("Anna", "One."), ("Ben", "Two.")]


def test_a_label_loses_its_colon_and_its_parenthesis_becomes_a_note() -> None:
    (transcript,) = read(["who", "text"], ["Anna Bell (Mayor):", "One."], ["Anna Bell (Mayor)", "Two."])
    assert [(turn.speaker, turn.note) for turn in transcript.turns] == [("Anna Bell", "Mayor")]


def test_columns_of_a_transcript_that_are_not_read_are_said() -> None:
    (transcript,) = read(["who", "text", "Mood"], ["Anna", "One.", "glad"])
    assert "Mood" in " ".join(transcript.remarks)


def test_each_source_of_a_table_is_a_transcript() -> None:
    table = (["interview", "who", "text"], ["i1", "Anna", "One."], ["i1", "Ben", "Two."], ["i2", "Anna", "Three."])
    assert [(one.part, one.text) for one in read(*table)] == [("i1", "One.\nTwo."), ("i2", "Three.")]


def test_sources_whose_rows_do_not_stand_together_are_to_be_sorted() -> None:
    below = [["i1", "A", "x"], ["i2", "A", "y"], ["i1", "A", "z"], ["i2", "A", "y"]]
    first, second = problems_of(["source", "who", "text"], *below)
    assert first.message.startswith("row 4")
    assert second.message.startswith("row 5")
    assert "sort" in first.fix


def test_rows_without_text_are_counted_and_empty_ones_are_nothing() -> None:
    (transcript,) = read(["who", "text"], ["Anna", "One."], ["Ben", " "], ["", ""], ["Ben", ""])
    assert [(one.what, one.count, one.where) for one in transcript.left_out] == [
        ("rows without text", 2, "rows 3 and 5")
    ]


def test_a_table_in_which_nobody_says_a_word_is_told() -> None:
    (problem,) = problems_of(["who", "text"], ["Anna", ""])
    assert "nobody says a word" in problem.message


def test_of_many_problems_the_first_are_told_and_the_others_counted() -> None:
    below = [[f"i{n % 2}", "A", "x"] for n in range(102)]
    problems = problems_of(["source", "who", "text"], *below)
    assert len(problems) == MAX_SHOWN + 1
    assert "80 more" in " ".join(problem.message for problem in problems)


def test_a_large_table_comes_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "MAX_ROWS", 3)
    parts = read(["id", "comment"], *([f"R{n}", "one"] for n in range(7)))
    assert [(one.part, len(one.turns), one.places.numbers[0]) for one in parts] == [
        ("1", 3, 2),
        ("2", 3, 5),
        ("3", 1, 8),
    ]
    assert all("part" in " ".join(one.remarks) for one in parts)
    assert [one.part for one in read(["id", "comment"], *([f"R{n}", "one"] for n in range(3)))] == [""]


def test_a_large_transcript_is_parted_between_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "MAX_ROWS", 3)
    below = [[who, "one"] for who in "AAAABBAC"]
    parts = read(["speaker", "text"], *below)
    assert ["".join(turn.speaker for turn in one.turns) for one in parts] == ["A", "BA", "C"]


def test_large_sources_have_parts_under_their_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "MAX_ROWS", 2)
    below = [["i1", who, "one"] for who in "ABABA"] + [["i2", "A", "one"]]
    assert [one.part for one in read(["source", "who", "text"], *below)] == ["i1 1", "i1 2", "i1 3", "i2"]


def test_rows_are_read_no_further_than_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "MAX_ROWS", 10)
    monkeypatch.setattr(rows, "HEAD_ROWS", 10)
    taken = 0

    def below() -> Iterator[tuple[int, Cells]]:
        nonlocal taken
        for taken in range(1000):
            yield taken + 2, ["one"]

    columns = find_columns(["comment"], file="a.csv", options=ReadOptions())
    transcripts = read_rows(Table(columns, below(), RowLog("a.csv")), options=ReadOptions())
    next(transcripts)
    assert taken < 30


cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), max_size=12)
labels = st.sampled_from(["Anna", "Ben", "the warden", "P01"])
tables = st.lists(st.tuples(labels, cells), min_size=1, max_size=12).filter(lambda t: any(x.strip() for _, x in t))


@given(table=tables)
def test_a_turn_is_what_its_rows_say(table: list[tuple[str, str]]) -> None:
    spoken = [(who, text.strip()) for who, text in table if text.strip()]
    joined = [(who, " ".join(text for _, text in some)) for who, some in groupby(spoken, key=lambda one: one[0])]
    assert said(["speaker", "text"], *map(list, table)) == joined


@given(table=tables)
def test_a_response_is_what_its_row_says_and_its_place_leads_back(table: list[tuple[str, str]]) -> None:
    (transcript,) = read(["id", "comment"], *map(list, table))
    spoken = [(who, text.strip(), number) for number, (who, text) in enumerate(table, start=2) if text.strip()]
    assert [
        (turn.speaker, transcript.text[turn.start : turn.end], transcript.places.number_at(turn.start))
        for turn in transcript.turns
    ] == spoken
    assert all(before.end < after.start for before, after in pairwise(transcript.turns))
