"""Edits of quotes: kept beside the words, applied to these words and no others."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from docx import Document
from hypothesis import assume, given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from tests.cli.calling import error, invoke, output, print_as

from interview_coder import InputError, Study
from interview_coder.model.quote_edit import OMITTED, apply_changes
from interview_coder.retrieving.editing import add_changes

MakeStudy = Callable[..., Path]

CODEBOOK = "themes: [{id: cost, codes: [{id: rent, match: [rent]}]}, {id: home, codes: [{id: damp, match: [damp]}]}]\n"
TALK = """\
INTERVIEWER: And the rent?

P01: So they raised it, the rent, and I'd say “twice” – well, twice.

P01: The damp is “old”.

P02: It's damp.
"""
SHEET = "participant,stakeholder_type\nP01,tenant\nP02,tenant\n"
QUICK = "language_model: blank\nclusters: 'off'\n"


@pytest.fixture
def study(make_study: MakeStudy) -> Study:
    made = Study.open(make_study(CODEBOOK, {"a.txt": TALK}, SHEET, QUICK))
    made.run().write()
    return made


def quote_id(study: Study, theme: str = "cost") -> str:
    return str(study.quotes(theme=theme, participant="P01")[0].quote.quote_id)


def problems_of(call: Callable[[], Any]) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        call()
    return [(str(one.place), one.message) for one in caught.value.problems]


words = st.sampled_from(["rent", "it", "“twice”", "I'd", "well", "Zoë", "–", "so-and-so", "(sighs)"])


@given(st.lists(words, min_size=3, max_size=8, unique=True), st.data())
def test_what_is_not_changed_stays_and_what_is_changed_can_be_put_back(some: list[str], data: st.DataObject) -> None:
    text = " ".join(some)
    chosen = data.draw(st.lists(st.sampled_from(some), max_size=len(some) - 1, unique=True))
    omitted = data.draw(st.sets(st.sampled_from(chosen))) if chosen else set()
    clarify = {word: "[the plan]" for word in chosen if word not in omitted}
    assume(any(word != "–" for word in some if word not in chosen))
    changes = add_changes(text, (), sorted(omitted), clarify)
    expected = [OMITTED if word in omitted else clarify.get(word, word) for word in some]
    assert apply_changes(text, changes) == " ".join(expected)
    assert [text[one.start : one.end] for one in changes] == [word for word in some if word in chosen]


def test_words_are_found_whatever_their_quotation_marks_and_spaces() -> None:
    text = "So “we  didn’t” go."
    assert apply_changes(text, add_changes(text, (), ['"we didn\'t"'], {})) == "So […] go."


def test_words_are_found_as_whole_words() -> None:
    text = "It is withheld; it was with us."
    assert apply_changes(text, add_changes(text, (), ["with"], {})) == "It is withheld; it was […] us."


def test_everything_that_cannot_be_done_is_told_at_once() -> None:
    text = "It was it, and it was."
    before = add_changes(text, (), ["and"], {})
    told = problems_of(lambda: add_changes(text, before, ["it", "her", "", "and it"], {"It": "]["}))
    assert told == [
        ("--clarify", '"][" is no text in one pair of brackets'),
        ("--omit", '"" does not stand in the quote'),
        ("--omit", '"her" does not stand in the quote'),
        ("--omit", '"it" stands 2 times in the quote'),
        ("ID", '"and it" is changed already, or overlaps with what is'),
    ]
    assert problems_of(lambda: add_changes(text, (), ["It was it, and it was"], {})) == [
        ("ID", "no word of the quote would be left")
    ]


def test_an_edit_stands_beside_the_words_from_the_next_run_on(study: Study) -> None:
    name = quote_id(study)
    edited = study.edit_quote(name[:6], omit="– well, twice", clarify={"it": "[the charge]"}, coder="anna")
    assert edited.edited == "So they raised [the charge], the rent, and I'd say “twice” […]."
    assert edited.text == "So they raised it, the rent, and I'd say “twice” – well, twice."
    run = study.run()
    run.write()
    [shown] = [one.quote for one in run.results.quotes if one.quote.quote_id == name]
    assert (shown.text, shown.edited) == (edited.text, edited.edited)
    assert [one.quote for one in study.quotes(theme="cost")] == [shown]
    assert [one.quote.edited for one in study.quotes(theme="home")] == ["", ""]


def test_later_edits_add_to_earlier_ones_and_reset_takes_them_back(study: Study) -> None:
    name = quote_id(study)
    study.edit_quote(name, omit="So", coder="anna")
    assert study.edit_quote(name, clarify={"they": "they [the owners]"}, coder="ben").edited.startswith(
        "[…] they [the owners] raised it"
    )
    assert study.edit_quote(name, omit="the rent", reset=True, coder="anna").edited.startswith("So they raised it, […]")
    assert study.edit_quote(name, reset=True, coder="ben").edited == ""
    study.run().write()
    assert study.quotes(theme="cost")[0].quote.edited == ""
    events = [json.loads(line) for path in study.folder.decision_paths() for line in path.read_text().splitlines()]
    assert [(one["event"], one["coder"]) for one in events] == [
        ("quote_edit", "anna"),
        ("quote_edit", "anna"),
        ("quote_edit", "ben"),
        ("quote_edit", "ben"),
    ]


def test_an_edit_is_not_applied_to_other_words_and_that_is_told(study: Study) -> None:
    name = quote_id(study)
    study.edit_quote(name, omit="well", coder="anna")
    source = study.folder.corpus / "a.txt"
    source.write_text(TALK.replace("twice.", "thrice."), encoding="utf-8")
    run = study.run()
    told = f"an edit of anna's is not applied: quote {name} is gone, or its words are others"
    assert told in run.results.warnings
    assert told in run.results.manifest["warnings"]
    assert not any(quote.edited for quote in run.quotes)
    source.write_text(TALK, encoding="utf-8")
    again = study.run()
    assert told not in again.results.warnings
    assert next(quote.edited for quote in again.quotes if quote.quote_id == name).endswith("“twice” – […], twice.")


def test_an_event_that_is_damaged_is_told_and_nothing_is_run(study: Study) -> None:
    study.edit_quote(quote_id(study), omit="well", coder="anna")
    path = study.folder.decisions / "anna.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace('"start": ', '"start": 9'), encoding="utf-8")
    [(place, message)] = problems_of(study.run)
    assert place == "decisions/anna.jsonl"
    assert message.startswith("the edit of a quote at 20")


def test_a_quote_that_is_not_its_slice_cannot_be_edited(study: Study) -> None:
    name = quote_id(study)
    path = study.folder.outputs / "quotes.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace("raised", "lowered"), encoding="utf-8")
    [(place, _)] = problems_of(lambda: study.edit_quote(name, omit="well", coder="anna"))
    assert place == "outputs/quotes.jsonl"
    assert not study.folder.decisions.exists()


@pytest.mark.parametrize("wrong", ["", "abc", "zzzzzzzz"])
def test_an_unknown_id_is_told(wrong: str, study: Study) -> None:
    [(place, message)] = problems_of(lambda: study.edit_quote(wrong, omit="well", coder="anna"))
    assert place == "ID"
    assert message.startswith(("there is no quote", "there is more than one quote"))


@pytest.mark.parametrize(
    ("turn", "message"),
    [
        (1, "this would join two speakers: turn 2 is P01's, turn 1 INTERVIEWER's"),
        (2, "a quote is what was coded, and does not grow"),
        (3, "turns 2 and 3 do not follow on as one speech"),
        (4, "this would join two speakers: turn 2 is P01's, turn 4 P02's"),
        (9, "there is no turn 9 in a"),
    ],
)
def test_joining_turns_is_refused_with_the_reason(turn: int, message: str, study: Study) -> None:
    told = error("edit-quote", quote_id(study), study.folder.root, "--extend-to", turn)
    assert told.startswith(f"--extend-to: error: {message}\n  fix: ")
    assert not study.folder.decisions.exists()


def test_the_command_edits_and_quotes_mark_what_is_edited(study: Study) -> None:
    name, root = quote_id(study), study.folder.root
    options = ["--omit", "well", "--clarify", "it=the charge", "--coder", "anna"]
    told = output("edit-quote", name, root, *options)
    wording = "So they raised [the charge], the rent, and I'd say “twice” – […], twice."
    assert told.splitlines()[1] == f"edited:  “{wording}”"
    shown = output("quotes", root, "--theme", "cost").splitlines()
    assert shown[0] == "“So they raised it, the rent, and I'd say “twice” – well, twice.”"
    assert shown[1] == f"    edited: “{wording}”"
    [record] = print_as("json", "quotes", root, "--theme", "cost")
    assert record["edited"] == wording
    assert record["text"] in TALK


def test_report_workbook_and_quote_book_show_the_words_and_mark_the_edit(study: Study, tmp_path: Path) -> None:
    edited = study.edit_quote(quote_id(study), omit="well", coder="anna")
    study.run().write()
    outputs = study.folder.outputs
    page = lxml.html.fromstring((outputs / "report.html").read_bytes()).text_content()
    output("quotes", study.folder.root, "--output", tmp_path / "q.docx")
    books = [Document(str(path)) for path in (outputs / "quote-book.docx", tmp_path / "q.docx")]
    texts = [page, *("\n".join(one.text for one in book.paragraphs) for book in books)]
    for text in texts:
        assert edited.text in text
        assert text.count(f"Edited: “{edited.edited}”") == 1
    output("quotes", study.folder.root, "--output", tmp_path / "q.xlsx")
    for path in (outputs / "workbook.xlsx", tmp_path / "q.xlsx"):
        rows = CalamineWorkbook.from_path(path).get_sheet_by_name("Quotes").to_python()
        assert [row for row in rows if edited.text in row and edited.edited in row]


@pytest.mark.parametrize(
    "options", [[], ["--clarify", "it"], ["--clarify", "it=a", "--clarify", "it=b"], ["--extend-to", "0"]]
)
def test_wrong_usage_of_the_command_exits_with_2(options: list[str], study: Study) -> None:
    assert invoke("edit-quote", quote_id(study), study.folder.root, *options).exit_code == 2
