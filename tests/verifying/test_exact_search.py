"""Where a quotation stands, if its words stand in many places."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.verifying.made_reports import write_pdf

from interview_coder import Study
from interview_coder.following import follow_without_showing
from interview_coder.model.verification import Quotation
from interview_coder.verifying import make_checker

MakeStudy = Callable[..., Path]

CODEBOOK = "title: Homes\nthemes: [{id: cost, codes: [{id: rent, match: [rent]}]}]\n"
SHEET = "participant,stakeholder_type\nP01,tenant\nP02,landlord\nP03,housing officer\n"
QUICK = "language_model: blank\n"
MANY = 1_000


@pytest.mark.parametrize(
    ("behind", "status", "stakeholder_type"),
    [
        (" (landlord)", "verbatim", "landlord"),
        (" (tenant)", "verbatim", "tenant"),
        (" (housing officer)", "wrong attribution", "tenant"),
        ("", "verbatim", "tenant"),
    ],
)
def test_of_very_many_places_the_one_that_suits_the_attribution_is_found(
    behind: str, status: str, stakeholder_type: str, make_study: MakeStudy
) -> None:
    asked = "INTERVIEWER: We do not know that.\n\nP01: Ask me.\n\n" * MANY
    said = "P01: We do not know that.\n\nP03: Nor do I.\n\n" * MANY
    files = {"one.txt": f"{asked}{said}P02: We do not know that.\n"}
    checker = make_checker(Study.open(make_study(CODEBOOK, files, SHEET, QUICK)).read(), follow_without_showing)
    found = checker.check(Quotation("We do not know that", "line 1", "marks", "", behind))
    assert (found.status, found.passages[0].stakeholder_type) == (status, stakeholder_type)


def test_a_participant_comes_before_whoever_asks_the_same(make_study: MakeStudy) -> None:
    files = {"one.txt": "INTERVIEWER: Was it too late?\n\nP01: Was it too late? It was.\n"}
    checker = make_checker(Study.open(make_study(CODEBOOK, files, SHEET, QUICK)).read(), follow_without_showing)
    assert checker.check(Quotation("was it too late", "line 1", "marks")).status == "verbatim"


def test_words_that_a_printed_transcript_parts_are_whole_in_a_report(make_study: MakeStudy) -> None:
    said = "they organised a meeting of representatives about transformation in the neighbourhood"
    root = make_study(CODEBOOK, {}, SHEET, QUICK)
    paragraphs = ["INTERVIEWER: What happened?", f"P01: First {said}.", "INTERVIEWER: And then?", "P02: Then nothing."]
    (root / "corpus" / "one.pdf").write_bytes(write_pdf(paragraphs, width=26))
    checker = make_checker(Study.open(root).read(), follow_without_showing)
    assert checker.check(Quotation(said, "line 1", "marks")).status == "verbatim"
    assert checker.check(Quotation(said.replace("about", "on"), "line 1", "marks")).status == "near"
