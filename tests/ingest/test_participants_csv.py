from __future__ import annotations

import codecs

import pytest

from interview_coder.errors import InputError
from interview_coder.ingest.participants_csv import FILE, Roster, RosterRow, SpeakerResolver, read_participants
from interview_coder.ingest.speakers import Transcript, split_turns
from interview_coder.model.source import Participant


def read(text: str) -> Roster:
    return read_participants(text.encode())


def problems_of(text: str | bytes) -> list[tuple[int | None, str, str]]:
    with pytest.raises(InputError) as caught:
        read_participants(text if isinstance(text, bytes) else text.encode())
    assert {problem.place.file for problem in caught.value.problems} == {FILE}
    return [(problem.place.line, problem.message, problem.fix) for problem in caught.value.problems]


def transcript(*labels: str) -> Transcript:
    return split_turns("".join(f"{label}: word\n" for label in labels), file="x", known_labels=set(labels))


def resolve(resolver: SpeakerResolver, *labels: str, source_id: str = "one") -> list[tuple[str, str | None]]:
    """Resolve a transcript of one turn a label, and list roles and participants."""
    turns, problems = resolver.resolve_turns(transcript(*labels), source_id=source_id, file=f"corpus/{source_id}.txt")
    assert problems == []
    return [(turn.role, turn.participant) for turn in turns]


def unknown_of(resolver: SpeakerResolver, *labels: str) -> list[tuple[str, str, str]]:
    _, problems = resolver.resolve_turns(transcript(*labels), source_id="one", file="corpus/one.txt")
    return [(str(problem.place), problem.message, problem.fix) for problem in problems]


def test_each_row_is_one_person() -> None:
    roster = read(
        "participant,stakeholder_type,role,sector,age\nP01,provider,participant,acute,50\nIV,,interviewer,,\n"
    )
    assert roster.exists
    assert list(roster.rows.values()) == [
        RosterRow("P01", "", "participant", "provider", {"sector": "acute", "age": "50"}, 2),
        RosterRow("IV", "", "interviewer", "unknown", {"sector": "", "age": ""}, 3),
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_separators_line_ends_and_byte_order_mark_do_not_matter(separator: str, ends: str, mark: bytes) -> None:
    text = "participant,stakeholder_type,role\nP01,provider,participant\n".replace(",", separator).replace("\n", ends)
    (row,) = read_participants(mark + text.encode()).rows.values()
    assert (row.label, row.stakeholder_type, row.role) == ("P01", "provider", "participant")


def test_a_table_in_utf16_is_read() -> None:
    (row,) = read_participants("participant\tstakeholder_type\nZoë\tprovider\n".encode("utf-16")).rows.values()
    assert row.label == "Zoë"


def test_cells_in_quotation_marks_may_hold_separators_and_line_ends() -> None:
    roster = read('participant,stakeholder_type,note\n"Bell, Anna",provider,"one\ntwo"\nP02,x,"say ""no"""\n')
    assert [(row.label, row.attributes["note"], row.line) for row in roster.rows.values()] == [
        ("Bell, Anna", "one\ntwo", 3),
        ("P02", 'say "no"', 4),
    ]


def test_white_space_around_cells_and_empty_lines_do_not_matter() -> None:
    roster = read(" participant , stakeholder_type \n\n P01 , provider \n , \n\nP02,x\n\n")
    assert [(row.label, row.stakeholder_type, row.line) for row in roster.rows.values()] == [
        ("P01", "provider", 3),
        ("P02", "x", 6),
    ]


def test_missing_cells_at_the_end_of_a_row_are_empty() -> None:
    (row,) = read("participant,stakeholder_type,role,sector\nP01\n").rows.values()
    assert (row.stakeholder_type, row.role, row.attributes) == ("unknown", None, {})


def test_the_order_of_columns_does_not_matter() -> None:
    (row,) = read("sector,stakeholder_type,participant\nacute,provider,P01\n").rows.values()
    assert (row.label, row.stakeholder_type, row.attributes) == ("P01", "provider", {"sector": "acute"})


@pytest.mark.parametrize("role", ["interviewer", "Interviewer", "INTERVIEWER"])
def test_capitals_do_not_matter_in_roles(role: str) -> None:
    (row,) = read(f"participant,stakeholder_type,role\nIV,,{role}\n").rows.values()
    assert row.role == "interviewer"


def test_a_table_without_rows_is_a_roster_of_nobody() -> None:
    assert read("participant,stakeholder_type\n") == Roster({}, exists=True)


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("participant,type", ["stakeholder_type"]),
        ("name,stakeholder_type", ["participant"]),
        ("name,type", ["participant", "stakeholder_type"]),
        ("", ["participant", "stakeholder_type"]),
    ],
)
def test_a_missing_column_is_told(header: str, columns: list[str]) -> None:
    problems = problems_of(f"{header}\n")
    assert [message for _, message, _ in problems] == [f'there is no column "{column}"' for column in columns]
    assert all(line == 1 and fix for line, _, fix in problems)


def test_a_near_column_is_offered() -> None:
    problems = problems_of("Participant,Stakeholder type\n")
    assert 'is it "Participant"?' in problems[0][2]
    assert 'is it "Stakeholder type"?' in problems[1][2]


def test_a_missing_column_is_told_once_and_not_for_every_row_again() -> None:
    assert len(problems_of("name,stakeholder_type\nP01,x\nP02,y\nP03,z\n")) == 1


def test_a_column_that_stands_twice_is_told() -> None:
    problems_of("participant,stakeholder_type,participant\nP01,x,P02\n")


def test_a_label_that_stands_twice_is_told_with_its_first_line() -> None:
    ((line, message, fix),) = problems_of("participant,stakeholder_type\nP01,x\nP02,x\nP01,y\n")
    assert (line, message) == (4, '"P01" stands here a second time')
    assert "line 2" in fix


def test_a_label_may_stand_once_for_each_source_and_once_for_all() -> None:
    roster = read("participant,stakeholder_type,source\nP01,x,a\nP01,y,b\nP01,z,\n")
    assert [row.participant_id for row in roster.rows.values()] == ["a/P01", "b/P01", "P01"]


def test_a_label_that_stands_twice_for_one_source_is_told() -> None:
    ((line, _, _),) = problems_of("participant,stakeholder_type,source\nP01,x,a\nP01,y,a\n")
    assert line == 3


def test_an_unknown_role_is_told_with_a_near_one() -> None:
    assert problems_of("participant,stakeholder_type,role\nP01,x,interviwer\nP02,x,boss\n") == [
        (2, 'unknown role "interviwer"', 'did you mean "interviewer"?'),
        (3, 'unknown role "boss"', "roles are participant, interviewer, moderator"),
    ]


def test_a_row_without_a_label_is_told() -> None:
    ((line, message, _),) = problems_of("participant,stakeholder_type\nP01,x\n,provider\n")
    assert (line, message) == (3, "the row names no participant")


def test_a_row_with_more_cells_than_the_header_is_told() -> None:
    ((line, message, _),) = problems_of("participant,stakeholder_type\nBell, Anna,provider\n")
    assert (line, message) == (2, "the row has 3 cells, the header 2")


def test_everything_wrong_is_told_at_once() -> None:
    problems = problems_of("participant,stakeholder_type,role\nP01,x,bos\n,x,\nP01,y,\nP02,a,,,\n")
    assert [line for line, _, _ in problems] == [2, 3, 4, 5]


def test_bytes_that_are_no_utf8_are_told_with_their_line() -> None:
    ((line, message, _),) = problems_of("participant,stakeholder_type\nP01,x\nZoë,x\n".encode("latin-1"))
    assert (line, message) == (3, "the text is not UTF-8")


def test_a_quotation_mark_that_is_never_closed_is_told() -> None:
    rows = "".join(f"P{number},provider\n" for number in range(20_000))
    problems_of(f'participant,stakeholder_type\n"{rows}')


def test_the_labels_of_a_source_are_its_own_and_those_for_all() -> None:
    roster = read("participant,stakeholder_type,source\nP01,x,a\nP02,y,b\nP03,z,\n")
    assert roster.labels_for("a") == {"P01", "P03"}
    assert roster.labels_for("c") == {"P03"}


def test_a_row_for_just_this_source_comes_before_one_for_all() -> None:
    roster = read("participant,stakeholder_type,source\nP01,all,\nP01,own,a\n")
    found = [roster.find("P01", source_id) for source_id in ("a", "b")]
    assert [row.stakeholder_type for row in found if row] == ["own", "all"]
    assert roster.find("P02", "a") is None


def test_turns_get_the_roles_and_participants_of_the_roster() -> None:
    resolver = SpeakerResolver(
        read("participant,stakeholder_type,role,age\nP01,provider,,50\nBell,,moderator,\nIV,,interviewer,\n")
    )
    assert resolve(resolver, "IV", "P01", "Bell", "P01") == [
        ("interviewer", None),
        ("participant", "P01"),
        ("moderator", None),
        ("participant", "P01"),
    ]
    assert resolver.participants == {"P01": Participant("P01", "provider", {"age": "50"})}


def test_interviewers_and_moderators_need_no_row() -> None:
    resolver = SpeakerResolver(read("participant,stakeholder_type\nP01,provider\n"))
    assert resolve(resolver, "INTERVIEWER", "Q", "Moderator", "P01") == [
        ("interviewer", None),
        ("interviewer", None),
        ("moderator", None),
        ("participant", "P01"),
    ]


def test_a_row_that_gives_no_role_does_not_make_an_interviewer_a_participant() -> None:
    resolver = SpeakerResolver(read("participant,stakeholder_type\nINTERVIEWER,\nP01,provider\n"))
    assert resolve(resolver, "INTERVIEWER", "P01") == [("interviewer", None), ("participant", "P01")]


def test_the_roster_can_say_that_a_chair_is_a_participant() -> None:
    resolver = SpeakerResolver(read("participant,stakeholder_type,role\nChair,provider,participant\n"))
    assert resolve(resolver, "Chair") == [("participant", "Chair")]


def test_everything_but_role_and_participant_of_a_turn_is_kept() -> None:
    read_turns = transcript("P01", "P02")
    resolver = SpeakerResolver(Roster())
    turns, _ = resolver.resolve_turns(read_turns, source_id="one", file="x")
    for before, after in zip(read_turns.turns, turns, strict=True):
        assert (before.number, before.speaker, before.start, before.end) == (
            after.number,
            after.speaker,
            after.start,
            after.end,
        )


def test_a_label_of_one_source_is_another_person_in_each_source() -> None:
    resolver = SpeakerResolver(read("participant,stakeholder_type,source\nP01,x,one\nP01,y,two\n"))
    assert resolve(resolver, "P01", source_id="one") == [("participant", "one/P01")]
    assert resolve(resolver, "P01", source_id="two") == [("participant", "two/P01")]
    assert {one.participant_id: one.stakeholder_type for one in resolver.participants.values()} == {
        "one/P01": "x",
        "two/P01": "y",
    }


def test_a_speaker_whom_the_roster_does_not_name_is_told_once_with_a_near_name() -> None:
    resolver = SpeakerResolver(read("participant,stakeholder_type\nWarden,provider\nP01,x\n"))
    assert unknown_of(resolver, "P01", "Wardne", "P01", "Wardne") == [
        (
            "corpus/one.txt:2",
            f'the speaker "Wardne" is not in {FILE}',
            'did you mean "Warden"?; or run with --allow-unknown',
        )
    ]


def test_a_near_name_of_another_source_is_not_offered() -> None:
    resolver = SpeakerResolver(read("participant,stakeholder_type,source\nWarden,provider,two\n"))
    ((_, _, fix),) = unknown_of(resolver, "Wardne")
    assert "Warden" not in fix.replace("Wardne", "")
    assert FILE in fix


def test_unknown_speakers_may_be_allowed() -> None:
    resolver = SpeakerResolver(read("participant,stakeholder_type\nP01,provider\n"), allow_unknown=True)
    assert resolve(resolver, "P01", "Warden") == [("participant", "P01"), ("participant", "Warden")]
    assert resolver.participants["Warden"].stakeholder_type == "unknown"


def test_without_a_roster_everybody_is_of_unknown_type() -> None:
    resolver = SpeakerResolver(Roster())
    assert resolve(resolver, "INTERVIEWER", "Anna Bell") == [("interviewer", None), ("participant", "Anna Bell")]
    assert resolver.participants == {"Anna Bell": Participant("Anna Bell", "unknown")}


def test_without_a_roster_a_name_is_the_same_person_everywhere_and_a_generic_label_is_not() -> None:
    resolver = SpeakerResolver(Roster())
    for source_id in ("one", "two"):
        resolve(resolver, "Anna Bell", "Speaker 1", source_id=source_id)
    assert set(resolver.participants) == {"Anna Bell", "one/Speaker 1", "two/Speaker 1"}


def test_rows_that_somebody_speaks_for_are_noted() -> None:
    resolver = SpeakerResolver(
        read("participant,stakeholder_type,source,role\nP01,x,one,\nP01,y,,\nP02,z,,\nIV,,,interviewer\n")
    )
    resolve(resolver, "P01", "IV", source_id="one")
    assert resolver.used_rows == {("P01", "one"), ("IV", "")}
