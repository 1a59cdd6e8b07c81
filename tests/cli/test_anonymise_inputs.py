"""Originals of every kind: what the reader reads comes along, masked, and nothing that stands beside it."""

from __future__ import annotations

import io

import pytest
from tests.cli.calling import output
from tests.desks import Desk
from tests.ingest.writers import WRITERS
from tests.made_studies import files_below

from interview_coder import Study
from interview_coder.model.source import Source
from interview_coder.pseudonymising.finding import find_names

NAMES = ("Asha", "Verin", "Tomas", "Quill", "Dana", "Holt", "Marl", "Ostrey")
TALK = [
    ("Dana Holt", "How is the clinic?"),
    ("Asha Verin", "It is at Marl Hospital, and Tomas Quill runs it."),
    ("Dana Holt", "Since when?"),
    ("Asha Verin", "Since Ostrey lost it, Tomas says."),
]
ROWS = [
    ("id", "stakeholder_type", "Would Tomas Quill help?", "ward", "question", "comment"),
    ("P01", "patient", "Ask Asha", "North", "How was Marl Hospital?", "Dr Asha Verin was kind."),
    ("P01", "patient", "Ask Asha", "North", "And Tomas Quill?", "He runs the clinic."),
    ("P02", "nurse", "No", "South", "How was Marl Hospital?", "Busy."),
    ("P02", "nurse", "No", "South", "And Tomas Quill?", "Never met him, Asha did."),
]
CAPTIONS = """\
WEBVTT - Asha Verin

NOTE by Dana Holt

1 - Asha Verin
00:00:01.000 --> 00:00:04.000
<v.loud Dana Holt>Tell me about the <i>clinic</i>.</v>

00:00:05.000 --> 00:00:09.500
<v Asha Verin>Tomas Quill runs it.</v>
"""


@pytest.fixture
def desk(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Return an empty desk on which names are looked for as researchers do."""
    monkeypatch.setattr("interview_coder.pseudonymising.finding.find_names", find_names)
    for path in desk.raw.glob("*.txt"):
        path.unlink()
    return desk


def anonymise(desk: Desk) -> None:
    """Anonymise; no name is then left in the study, also not in what is zipped."""
    told = output("anonymise", desk.raw, "--into", desk.corpus, "--key", desk.key)
    left = f"{told} {files_below(desk.study, but=())!r}".casefold()
    assert [name for name in NAMES if name.casefold() in left] == []


def read(desk: Desk, source_id: str) -> Source:
    return Study.open(desk.study).read_source(source_id)


def speech(source: Source) -> list[str]:
    return [source.text[turn.start : turn.end] for turn in source.turns]


def write_survey(*, as_workbook: bool) -> bytes:
    if not as_workbook:
        return "\n".join(",".join(f'"{cell}"' for cell in row) for row in ROWS).encode()
    import openpyxl
    from openpyxl.comments import Comment

    book = openpyxl.Workbook()
    book.properties.creator = "Dana Holt"
    sheet = book.worksheets[0]
    sheet.title = "Asha Verin"
    for row in ROWS:
        sheet.append(row)
    sheet["F2"].comment = Comment("Ask Dana Holt", "Dana Holt")
    book.create_sheet("Quill").append(["Tomas Quill"])
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def write_document() -> bytes:
    import docx

    document = docx.Document()
    document.core_properties.author = "Dana Holt"
    document.core_properties.title = "Asha Verin"
    document.sections[0].header.paragraphs[0].text = "Asha Verin, Marl Hospital"
    document.add_heading("Interview with Asha Verin", 1)
    for speaker, said in TALK[:2]:
        document.add_paragraph(f"{speaker}: {said}")
    document.add_heading("On Tomas Quill", 2)
    for speaker, said in TALK[2:]:
        document.add_paragraph(f"{speaker}: {said}")
    document.add_comment(document.paragraphs[1].runs, "Tomas Quill of Marl", author="Dana Holt", initials="DH")
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


@pytest.mark.parametrize("ending", list(WRITERS))
def test_every_format_is_read_masked_and_read_again_as_the_same_turns(desk: Desk, ending: str) -> None:
    desk.put(f"talk{ending}", WRITERS[ending](TALK, beside=True).raw)
    anonymise(desk)
    source = read(desk, "talk")
    assert len(source.turns) == len(TALK)
    assert [turn.role for turn in source.turns] == ["interviewer", "participant"] * 2
    said = speech(source)
    assert said[0] == "How is the clinic?"
    assert said[3].startswith("Since [a town in the North West] lost it, [")
    [masked] = {one.strip() for one in said[1].split("and ")[1:]}
    assert masked.removesuffix(" runs it.") in said[3]


@pytest.mark.parametrize("as_workbook", [False, True])
def test_the_questions_of_a_survey_come_along_masked_and_each_response_stays_one(desk: Desk, as_workbook: bool) -> None:
    desk.put("survey.xlsx" if as_workbook else "survey.csv", write_survey(as_workbook=as_workbook))
    anonymise(desk)
    source = read(desk, "survey")
    assert source.dialect == "a table, each row a response"
    assert [turn.speaker for turn in source.turns] == ["P01", "P01", "P02", "P02"]
    first, second = source.turns[0].question, source.turns[1].question
    assert (first[:14], second[:9]) == ("How was [Hospi", "And [Comm")
    assert [turn.question for turn in source.turns] == [first, second] * 2
    people = Study.open(desk.study).read().participants.values()
    assert {one.stakeholder_type for one in people} == {"patient", "nurse"}


def test_a_column_that_asks_about_somebody_is_called_by_the_masked_question(desk: Desk) -> None:
    desk.put("survey.csv", write_survey(as_workbook=False))
    anonymise(desk)
    header, *rows = desk.read()["participants.csv"].splitlines()
    assert header.split(",")[4].startswith("Would [Commissioner ")
    assert header.split(",")[5] == "ward"
    assert [row.rsplit(",", 2)[1:] for row in rows if row.startswith("P02")] == [["No", "South"]]


def test_the_questions_of_a_table_of_turns_come_along_masked(desk: Desk) -> None:
    rows = [("question", "speaker", "text"), *(("Q1: Tomas Quill", *one) for one in TALK)]
    desk.put("talk.csv", "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows))
    anonymise(desk)
    source = read(desk, "talk")
    assert {turn.question[:15] for turn in source.turns} == {"Q1: [Commission"}
    assert len(source.turns) == len(TALK)


def test_of_questions_the_originals_are_restored(desk: Desk) -> None:
    desk.put("survey.csv", write_survey(as_workbook=False))
    anonymise(desk)
    output("anonymise", desk.raw, "--into", desk.corpus, "--key", desk.key)
    back = desk.raw.parent / "back"
    output("restore", desk.corpus / "survey.csv", "--to", back, "--study", desk.study, "--key", desk.key)
    [path] = back.iterdir()
    assert path.read_text().startswith("How was Marl Hospital?\nP01: Dr Asha Verin was kind.\n\nAnd Tomas Quill?\n")


def test_who_responded_and_withdraws_goes_with_their_rows(desk: Desk) -> None:
    desk.put("survey.csv", write_survey(as_workbook=False))
    anonymise(desk)
    output("withdraw", "P01", desk.study, "--key", desk.key)
    assert [turn.speaker for turn in read(desk, "survey").turns] == ["P02", "P02"]


def test_headings_within_the_talk_of_a_document_come_along_masked_and_nothing_beside_it(desk: Desk) -> None:
    desk.put("talk.docx", write_document())
    anonymise(desk)
    text = desk.read()["talk.txt"]
    assert "\nOn [Commissioner " in text
    assert "Interview with" not in text


def test_voices_of_captions_are_speakers_and_notes_and_names_of_cues_stay_behind(desk: Desk) -> None:
    desk.put("talk.vtt", CAPTIONS)
    anonymise(desk)
    [first, second] = read(desk, "talk").turns
    assert (first.role, first.start_seconds, second.end_seconds) == ("interviewer", 1.0, 9.5)
    assert "NOTE" not in desk.read()["talk.csv"]
