"""What a researcher is told of her transcripts by ``sources``, ``participants``, ``check``, ``run --keep-going``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.calling import invoke, print_as

from interview_coder.cli.sources import visible
from interview_coder.study import Study

MakeStudy = Callable[..., Path]

CODEBOOK = "themes: [{id: cost, codes: [{id: rent, match: [rent]}]}]\n"
QUICK = "language_model: blank\n"
TALK = """\
Site: North

INTERVIEWER: What of the rent?

P01 (third floor): The rent went up [laughs] twice.

INTERVIEWER: And then?

P01: We paid.
"""
CAPTIONS = """\
WEBVTT

00:00:01.000 --> 00:00:04.000
<v Speaker 1>Where is the rent?

00:00:04.000 --> 00:01:31.000
<v Speaker 2>Gone.
"""
SURVEY = "id,stakeholder_type,comment\n1,tenant,The rent is high.\n2,owner,It is low.\n3,tenant,\n"
BROKEN = b"PK\x03\x04broken"


@pytest.fixture
def study(make_study: MakeStudy) -> Path:
    files = {"talk.txt": TALK, "call.vtt": CAPTIONS, "survey.csv": SURVEY}
    return make_study(CODEBOOK, files, "participant,stakeholder_type\nP01,tenant\n", QUICK)


def test_every_source_has_a_line_with_what_was_understood(study: Path) -> None:
    result = invoke("sources", study)
    assert result.exit_code == 0
    lines = {line.split("  ")[0]: line for line in result.stdout.split("\n") if "  " in line}
    assert "Name: text" in lines["talk"]
    assert "1 tenant" in lines["talk"]
    assert "1.5" in lines["call"]
    assert "1 owner, 1 tenant" in lines["survey"]
    assert "INTERVIEWER asks" not in result.stdout
    assert "left out: lines before the first speaker (1, line 1)" in result.stdout
    assert "3 sources" in result.stdout


def test_the_list_has_no_need_of_a_codebook(study: Path) -> None:
    (study / "codebook.yml").unlink()
    assert invoke("sources", study).exit_code == 0


def test_words_in_brackets_are_not_counted_and_the_share_of_the_interviewer_is_told(study: Path) -> None:
    [talk] = [one for one in print_as("json", "sources", study) if one["source"] == "talk"]
    assert (talk["words"], talk["words_of_interviewers"]) == (13, 6)
    assert "46 %" in invoke("sources", study).stdout


def test_the_list_as_csv_has_the_fields_of_the_list_as_json(study: Path) -> None:
    as_json = print_as("json", "sources", study)
    as_csv = print_as("csv", "sources", study)
    assert [row["source"] for row in as_csv] == [record["source"] for record in as_json] == ["call", "survey", "talk"]
    assert list(as_csv[0]) == list(as_json[0])


@pytest.mark.parametrize("name", ["talk", "talk.txt"])
def test_one_source_is_shown_turn_by_turn(name: str, study: Path) -> None:
    told = invoke("sources", study, "--show", name).stdout
    assert "Site: North" in told
    assert "1 INTERVIEWER · interviewer, by its label · line 3\n    What of the rent?" in told
    assert "2 P01 · (third floor) · line 5\n    The rent went up [laughs] twice." in told


def test_the_turns_of_a_source_as_json_are_exact(study: Path) -> None:
    turns = print_as("json", "sources", study, "--show", "talk")
    assert [turn["text"] for turn in turns] == [
        "What of the rent?", "The rent went up [laughs] twice.", "And then?", "We paid."
    ]  # fmt: skip
    assert all(TALK[turn["start"] : turn["end"]] == turn["text"] for turn in turns)


def test_times_are_shown(study: Path) -> None:
    assert "Speaker 2 · 0:00:04 · cue 2" in invoke("sources", study, "--show", "call").stdout


def test_a_source_that_is_not_there_is_told_with_the_near_name(study: Path) -> None:
    result = invoke("sources", study, "--show", "tlak")
    assert result.exit_code == 1
    assert 'did you mean "talk"?' in str(result.exception)


def test_characters_that_a_terminal_would_obey_are_shown_by_their_numbers() -> None:
    assert visible("a\x1b[31mb\u202ec") == "a<U+001B>[31mb<U+202E>c"


def test_what_cannot_be_read_is_told_beside_what_can(study: Path) -> None:
    (study / "corpus" / "broken.docx").write_bytes(BROKEN)
    result = invoke("sources", study)
    assert result.exit_code == 1
    assert "corpus/broken.docx: error:" in result.stderr
    assert "Name: text" in result.stdout


def test_check_tells_the_dialect_how_sure_it_is_and_who_asks_by_what_sign(study: Path) -> None:
    result = invoke("check", study, "--allow-unknown")
    assert result.exit_code == 0
    [line] = [line for line in result.stdout.split("\n") if line.startswith("talk ")]
    assert "Name: text" in line
    assert "sure" in line
    assert "INTERVIEWER (by its label)" in line


def test_check_tells_the_problems_of_the_codebook_and_the_corpus_together(study: Path) -> None:
    (study / "codebook.yml").write_text("themes: 3\n")
    (study / "corpus" / "broken.docx").write_bytes(BROKEN)
    result = invoke("check", study, "--allow-unknown")
    assert result.exit_code == 1
    assert {"codebook.yml", "corpus/broken.docx"} <= {
        str(line).split(":")[0] for line in str(result.exception).split("\n")
    }


def test_participants_gets_a_row_for_everybody_who_speaks_and_has_none(study: Path) -> None:
    result = invoke("participants", study)
    assert result.exit_code == 0
    assert (study / "corpus" / "participants.csv").read_text(encoding="utf-8") == (
        "participant,stakeholder_type,source,role\n"
        "P01,tenant\n"
        "Speaker 1,,call,participant\n"
        "Speaker 2,,call,participant\n"
        "INTERVIEWER,,,interviewer\n"
    )
    assert invoke("check", study).exit_code == 0
    assert "nothing to add" in invoke("participants", study).stdout


def test_a_dry_run_of_participants_writes_nothing(study: Path) -> None:
    before = (study / "corpus" / "participants.csv").read_bytes()
    assert "would be added" in invoke("participants", study, "--dry-run").stdout
    assert (study / "corpus" / "participants.csv").read_bytes() == before


def test_what_a_person_filled_in_stays_when_new_transcripts_come(study: Path) -> None:
    roster = study / "corpus" / "participants.csv"
    filled = 'participant;stakeholder_type;source;role;age\r\n"P01";"tenant; old";;;50\r\n\r\n# Bell;x;;;\r\n'
    roster.write_bytes(filled.encode())
    assert invoke("participants", study).exit_code == 0
    assert roster.read_bytes().decode().startswith(filled)


def test_participants_of_a_study_without_the_file_makes_it(make_study: MakeStudy) -> None:
    study = make_study(CODEBOOK, {"talk.txt": TALK}, settings=QUICK)
    assert invoke("participants", study).exit_code == 0
    assert invoke("check", study).exit_code == 0


def test_keep_going_runs_what_can_be_read_and_names_what_was_left_out(study: Path) -> None:
    (study / "corpus" / "broken.docx").write_bytes(BROKEN)
    (study / "corpus" / "table.csv").write_text("speaker,text\nP01,one\nP01,two,three\n")
    assert invoke("run", study, "--allow-unknown").exit_code == 1
    assert not (study / "outputs").exists()
    result = invoke("run", study, "--allow-unknown", "--keep-going")
    assert result.exit_code == 1
    assert "corpus/broken.docx: error:" in result.stderr
    assert "2 files were left out: they are in no count." in result.stderr
    manifest = json.loads((study / "outputs" / "run.json").read_text(encoding="utf-8"))
    assert manifest["files_left_out"] == ["corpus/broken.docx", "corpus/table.csv"]
    assert manifest["counts"]["sources"] == 3


def test_keep_going_with_nothing_that_can_be_read_writes_nothing(make_study: MakeStudy) -> None:
    study = make_study(CODEBOOK, {"broken.docx": BROKEN}, settings=QUICK)
    assert invoke("run", study, "--keep-going").exit_code == 1
    assert not (study / "outputs").exists()


def test_settings_for_a_source_that_is_not_there_are_told(make_study: MakeStudy) -> None:
    study = make_study(CODEBOOK, {"talk.txt": TALK}, settings=f"{QUICK}sources: {{tlak: {{dialect: label}}}}\n")
    told = invoke("check", study).stderr
    assert 'study.yml has settings for the source tlak, which is not there: did you mean "talk"?' in told


def test_a_dialect_that_the_study_asks_for_is_taken(make_study: MakeStudy) -> None:
    files = {"notes/mail.txt": "How was it?\n\nFine.\n\nAnd then?\n\nWe left.\n"}
    study = make_study(CODEBOOK, files, settings=f"{QUICK}sources: {{'notes/*': {{dialect: alternating}}}}\n")
    told = print_as("json", "sources", study, "--show", "notes/mail")
    assert [(turn["speaker"], turn["role"]) for turn in told] == [
        ("Question", "interviewer"), ("Answer", "participant")
    ] * 2  # fmt: skip


def test_a_statement_is_of_the_speaker_whom_the_settings_name(make_study: MakeStudy) -> None:
    study = make_study(CODEBOOK, {"a.md": "We met.\n"}, settings=f"{QUICK}sources: {{a: {{speaker: P07}}}}\n")
    [source] = Study.open(study).read().sources
    assert [turn.speaker for turn in source.turns] == ["P07"]
    assert source.certainty == "stated"


def test_somebody_who_asks_in_one_source_and_answers_in_another_gets_a_row_for_each(make_study: MakeStudy) -> None:
    asks = "Dan: What?\nAna Ruiz: This.\nDan: Why?\nAna Ruiz: So.\nDan: When?\nAna Ruiz: Now and then we met.\n"
    answers = asks.replace("Dan", "Ben").replace("Ana Ruiz", "Dan")
    study = make_study(CODEBOOK, {"a.txt": asks, "b.txt": answers}, settings=QUICK)
    assert invoke("participants", study).exit_code == 0
    rows = (study / "corpus" / "participants.csv").read_text(encoding="utf-8").split("\n")
    assert {"Dan,,a,interviewer", "Dan,,b,participant", "Ben,,,interviewer"} <= set(rows)


def test_a_role_that_the_settings_give_is_not_written_into_participants(make_study: MakeStudy) -> None:
    study = make_study(CODEBOOK, {"a.txt": TALK}, settings=f"{QUICK}roles: {{moderator: [P01]}}\n")
    invoke("participants", study)
    assert "P01,,a,\n" in (study / "corpus" / "participants.csv").read_text(encoding="utf-8")


def test_rows_that_the_program_wrote_make_no_guess_sure(make_study: MakeStudy) -> None:
    text = "Anna\tWe met.\nBen\tNo.\nAnna\tYes.\nBen\tSo.\n"
    study = make_study(CODEBOOK, {"a.txt": text}, settings=QUICK)
    before = print_as("json", "sources", study)[0]["certainty"]
    invoke("participants", study)
    assert print_as("json", "sources", study)[0]["certainty"] == before == "guess"


def test_what_would_make_counts_wrong_is_told(make_study: MakeStudy) -> None:
    two = TALK.replace("P01", "Nell")
    roster = "participant,stakeholder_type\nNell,tenant\nAna,Tenant\n"
    study = make_study(CODEBOOK, {"a.txt": two, "b.txt": two, "c.txt": "Ana: Yes.\nAna: No.\n"}, roster, QUICK)
    told = invoke("check", study).stderr
    assert "a.txt and b.txt have the same content" in told
    assert "one person in several sources: Nell (2 sources)" in told
    assert "“Tenant” and “tenant” are counted as different stakeholder types" in told


def test_a_transcript_in_which_nobody_answers_is_told(make_study: MakeStudy) -> None:
    files = {"a.txt": TALK, "b.txt": "Chair: Welcome.\nModerator: Thank you.\nChair: Goodbye.\n"}
    told = invoke("check", make_study(CODEBOOK, files, settings=QUICK)).stderr
    assert "b.txt: nobody answers, so it is in no count" in told


def test_a_faulty_roster_is_not_said_to_be_missing(make_study: MakeStudy) -> None:
    result = invoke("sources", make_study(CODEBOOK, {"a.txt": TALK}, "participant,type\nP01,x\n", QUICK))
    assert "no corpus/participants.csv" not in result.stderr
    assert 'there is no column "stakeholder_type"' in result.stderr


def test_the_study_can_say_which_labels_are_the_only_speakers(make_study: MakeStudy) -> None:
    text = "INTERVIEWER: How?\nP01: So.\nHousing: the worst.\nINTERVIEWER: And?\nP01: No.\nHousing: again.\n"
    settings = f"{QUICK}sources: {{a: {{speakers: [INTERVIEWER, P01]}}}}\n"
    study = make_study(CODEBOOK, {"a.txt": text}, settings=settings)
    told = print_as("json", "sources", study, "--show", "a")
    assert [(turn["speaker"], turn["text"]) for turn in told][1] == ("P01", "So.\nHousing: the worst.")
    assert {turn["speaker"] for turn in told} == {"INTERVIEWER", "P01"}


def test_a_column_of_stakeholder_types_can_be_named(make_study: MakeStudy) -> None:
    survey = SURVEY.replace("stakeholder_type", "Group")
    settings = f"{QUICK}sources: {{survey: {{columns: {{stakeholder_type: Group}}}}}}\n"
    study = make_study(CODEBOOK, {"survey.csv": survey}, settings=settings)
    assert "1 owner, 1 tenant" in invoke("sources", study).stdout
    assert "no stakeholder type" in invoke("sources", make_study(CODEBOOK, {"survey.csv": survey})).stderr


def test_a_dialect_that_does_not_fit_is_told(make_study: MakeStudy) -> None:
    study = make_study(CODEBOOK, {"talk.txt": TALK}, settings=f"{QUICK}sources: {{talk: {{dialect: dash}}}}\n")
    assert "study.yml names the dialect dash, but no lines have that form" in invoke("sources", study).stdout


def test_a_label_that_is_nearly_another_is_told(make_study: MakeStudy) -> None:
    text = "Interviewer: a?\nAda: b.\nInterviewer: c?\nAda: d.\nInterviewer: e?\nAda: f.\nIntervewer: g?\nAda: h.\n"
    told = invoke("sources", make_study(CODEBOOK, {"a.txt": text}, settings=QUICK)).stdout
    assert "“Intervewer” (1 turns) is nearly “Interviewer” (3 turns)" in told
