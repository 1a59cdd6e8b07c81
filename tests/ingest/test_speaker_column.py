from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

import pytest

from interview_coder.errors import InputError, Problem
from interview_coder.ingest.columns import find_columns
from interview_coder.ingest.row_log import RowLog
from interview_coder.ingest.rows import Table, read_rows
from interview_coder.ingest.transcript import ReadOptions, Transcript

NAMES = ("Author", "From", "User", "Role", "Character", "Speaker/Role", "Label", "Actor", "role", "Mystery")


def read(header: Sequence[str], *below: Sequence[str], columns: Mapping[str, str] | None = None) -> Transcript:
    options = ReadOptions(columns=columns or {})
    found = find_columns(header, file="a.csv", options=options)
    table = Table(found, iter(enumerate(below, start=2)), RowLog("a.csv"))
    (transcript,) = read_rows(table, options=options)
    return transcript


def speakers(transcript: Transcript) -> list[str]:
    return [turn.speaker for turn in transcript.turns]


def problem_of(header: Sequence[str], *below: Sequence[str]) -> Problem:
    with pytest.raises(InputError) as caught:
        read(header, *below)
    (problem,) = caught.value.problems
    return problem


def talk(asker: str, answerer: str, n: int = 4) -> list[tuple[str, str]]:
    asked = [(asker, f"How was crossing {number}?") for number in range(n)]
    answered = [(answerer, f"We went over {number} times.") for number in range(n)]
    return [one for pair in zip(asked, answered, strict=True) for one in pair]


def shuffled(*labels: str, n: int = 60) -> list[str]:
    chance = random.Random(5)  # noqa: S311
    return [chance.choice(labels) for _ in range(n)]


@pytest.mark.parametrize("name", NAMES)
def test_an_interviewer_who_takes_turns_is_never_a_respondent_whatever_the_column_is_called(name: str) -> None:
    transcript = read([name, "Text"], *talk("Interviewer", "P3"))
    assert speakers(transcript) == ["Interviewer", "P3"] * 4
    assert transcript.certainty == "likely"
    assert f"“{name}” is told to name who speaks" in transcript.signs


def test_one_asks_and_both_take_turns_though_no_label_is_a_role() -> None:
    assert speakers(read(["role", "content"], *talk("assistant", "user"))) == ["assistant", "user"] * 4
    assert speakers(read(["Mystery", "Comment"], *talk("Doctor", "Patient"))) == ["Doctor", "Patient"] * 4
    assert speakers(read(["Mystery", "Comment"], *talk("doctor", "patient"))) == ["doctor", "patient"] * 4


def test_very_clear_turns_are_enough_in_a_talk_but_not_in_a_survey() -> None:
    below = [(label, f"one {n}") for n, label in enumerate(["Anna", "Ben"] * 20)]
    assert speakers(read(["Mystery", "Text"], *below))[:2] == ["Anna", "Ben"]
    assert speakers(read(["Mystery", "Comment"], *below))[:2] == ["row 2", "row 3"]
    numbered = [(f"R{n // 2}", *row) for n, row in enumerate(below)]
    assert speakers(read(["Respondent", "Mystery", "Text"], *numbered))[0] == "R0"


def test_a_column_of_numbers_for_rows_does_not_keep_speakers_from_being_found() -> None:
    numbered = [(str(n), *row) for n, row in enumerate(talk("Interviewer", "P3"))]
    assert speakers(read(["id", "name", "text"], *numbered)) == ["Interviewer", "P3"] * 4


def test_participants_among_whom_an_interviewer_asks_are_speakers() -> None:
    below = [*talk("Interviewer", "P3"), ("P3", "And once by boat.")]
    assert speakers(read(["Participant", "Response"], *below)) == ["Interviewer", "P3"] * 4


def test_a_study_may_say_that_there_are_no_speakers() -> None:
    assert speakers(read(["Role", "Text"], *talk("Interviewer", "P3"), columns={"speaker": ""}))[0] == "row 2"


@pytest.mark.parametrize("name", ["Group", "Stakeholder type", "Mystery", "Role", "Author"])
@pytest.mark.parametrize("text", ["Comment", "Text"])
def test_groups_of_a_survey_are_no_speakers_in_whatever_order(name: str, text: str) -> None:
    labels = shuffled("Nurse", "Patient", "Carer")
    for order in (labels, sorted(labels)):
        below = [(str(n), label, f"one {n}") for n, label in enumerate(order)]
        assert speakers(read(["id", name, text], *below)) == [str(n) for n in range(60)]


def test_a_column_that_may_be_one_of_speakers_is_told_with_what_to_write() -> None:
    below = [(label, f"one {n}") for n, label in enumerate(shuffled("Nurse", "Patient"))]
    transcript = read(["Mystery", "Text"], *below)
    assert transcript.certainty == "likely"
    assert 'columns: {speaker: "Mystery"}' in " ".join(transcript.remarks)
    surely = read(["Group", "Text"], *below)
    assert surely.certainty == "stated"
    assert not any("speaker" in remark for remark in surely.remarks)


def test_a_group_that_asks_and_takes_turns_is_told_though_it_is_called_a_group() -> None:
    transcript = read(["Group", "Comment"], *talk("teacher", "pupil", 20))
    assert speakers(transcript)[0] == "row 2"
    assert 'columns: {speaker: "Group"}' in " ".join(transcript.remarks)


def test_an_interviewer_of_whom_it_cannot_be_told_whether_he_speaks_is_asked_about() -> None:
    below = [(label, f"one {n}") for n, label in enumerate(shuffled("Interviewer", "Self"))]
    problem = problem_of(["Filled in by", "Comment"], *below)
    assert '"Filled in by" stands "Interviewer"' in problem.message
    assert 'columns: {speaker: "Filled in by"}' in problem.fix
    assert 'columns: {speaker: ""}' in problem.fix


def test_researchers_and_hosts_may_be_a_group_of_a_survey() -> None:
    below = [(label, f"one {n}") for n, label in enumerate(shuffled("Researcher", "Host", "Nurse"))]
    assert speakers(read(["Stakeholder group", "Comment"], *below))[0] == "row 2"


def test_respondents_who_answer_one_question_after_the_other_do_not_take_turns() -> None:
    below = [(f"User {n % 5}", f"Q{n // 5}", f"one {n}") for n in range(40)]
    transcript = read(["Mystery", "Question", "Text"], *below)
    assert speakers(transcript)[0] == "row 2"


def test_measurements_before_and_after_are_no_speakers() -> None:
    below = [(label, f"one {n}") for n, label in enumerate(["Before", "After"] * 20)]
    assert speakers(read(["Point", "Text"], *below))[0] == "row 2"


def test_names_that_hardly_come_back_are_those_of_respondents() -> None:
    below = [(name, "carer", "it was fine") for name in ("Anna", "Ben", "Cleo", "Dan", "Eve", "Fay")]
    transcript = read(["Name", "Group", "Comment"], *below)
    assert transcript.speakers["Anna"] == {"Group": "carer"}
    assert transcript.certainty == "likely"


def test_a_text_that_is_told_by_its_cells_is_said_to_be() -> None:
    header, below = (
        ["Age", "Q7 What was it like?"],
        [["40", "we walked to the mill twice"], ["50", "nobody had heard of it"]],
    )
    options = ReadOptions()
    columns = find_columns(header, file="a.csv", options=options, rows=below)
    (transcript,) = read_rows(Table(columns, iter(enumerate(below, start=2)), RowLog("a.csv")), options=options)
    assert (transcript.certainty, transcript.speakers["row 2"]) == ("likely", {"Age": "40"})
    assert "told by its cells" in transcript.signs
