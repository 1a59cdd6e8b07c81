from __future__ import annotations

from interview_coder.ingest.document import Document, lines_of
from interview_coder.ingest.participants_csv import FILE, Roster, read_participants
from interview_coder.ingest.resolver import SpeakerResolver
from interview_coder.ingest.transcript import ReadOptions, Transcript
from interview_coder.ingest.turns import split_turns
from interview_coder.model.source import Participant, Turn


def read(text: str) -> Roster:
    return read_participants(text.encode())


def transcript(*labels: str) -> Transcript:
    document = Document(lines_of("".join(f"{label}: word\n" for label in labels)), "line")
    return split_turns(document, file="x", options=ReadOptions(frozenset(labels)))


def resolve(resolver: SpeakerResolver, *labels: str, source_id: str = "one") -> list[tuple[str, str | None]]:
    """Resolve a transcript of one turn a label, and list roles and participants."""
    resolved = resolver.resolve_turns(transcript(*labels), source_id=source_id, file=f"corpus/{source_id}.txt")
    assert resolved.problems == []
    return [(turn.role, turn.participant) for turn in resolved.turns]


def unknown_of(resolver: SpeakerResolver, *labels: str) -> list[tuple[str, str, str]]:
    resolved = resolver.resolve_turns(transcript(*labels), source_id="one", file="corpus/one.txt")
    return [(str(problem.place), problem.message, problem.fix) for problem in resolved.problems]


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
    turns = resolver.resolve_turns(read_turns, source_id="one", file="x").turns
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


def test_the_settings_give_roles_to_whom_the_roster_does_not_name() -> None:
    resolver = SpeakerResolver(read("participant,stakeholder_type,role\nDan,x,participant\n"), {"interviewer": ["D*"]})
    assert resolve(resolver, "Dan", "Dora") == [("participant", "Dan"), ("interviewer", None)]


def test_roles_of_one_source_come_before_those_of_all() -> None:
    resolver = SpeakerResolver(Roster(), {"interviewer": ["Dan"]})
    resolved = resolver.resolve_turns(
        transcript("Dan", "Ben"), source_id="one", file="x", roles={"participant": ["Dan"], "moderator": ["Ben"]}
    )
    assert [turn.role for turn in resolved.turns] == ["participant", "moderator"]
    assert resolved.role_signs == {"Ben": "study.yml"}


def test_a_turn_of_nobody_is_of_an_unknown_participant_of_its_source() -> None:
    resolver = SpeakerResolver(Roster())
    read_turns = Transcript("word", (Turn(1, "", 0, 4),), "none")
    assert resolver.resolve_turns(read_turns, source_id="one", file="x").turns[0].participant == "one/unknown"


def test_a_turn_of_nobody_is_told_where_there_is_a_roster() -> None:
    resolver = SpeakerResolver(read("participant,stakeholder_type\nP01,x\n"))
    read_turns = Transcript("word", (Turn(1, "", 0, 4),), "none")
    (problem,) = resolver.resolve_turns(read_turns, source_id="one", file="corpus/one.txt").problems
    assert "nobody is named" in problem.message
    assert "speaker: P01" in problem.fix


def test_people_whom_a_table_describes_need_no_row() -> None:
    resolver = SpeakerResolver(read("participant,stakeholder_type\nP01,x\n"))
    read_turns = Transcript(
        "word", (Turn(1, "row 2", 0, 4),), "rows", speakers={"row 2": {"Stakeholder type": "patient", "age": "50"}}
    )
    resolved = resolver.resolve_turns(read_turns, source_id="survey/1", file="corpus/survey.csv", file_id="survey")
    assert resolved.problems == []
    assert resolver.participants == {"survey/row 2": Participant("survey/row 2", "patient", {"age": "50"})}


def test_of_many_unknown_speakers_ten_are_named_and_the_others_counted() -> None:
    resolver = SpeakerResolver(read("participant,stakeholder_type\nP01,x\n"))
    told = unknown_of(resolver, *(f"P{number}" for number in range(20, 40)))
    assert len(told) == 11
    assert told[-1][1].startswith("10 more")
