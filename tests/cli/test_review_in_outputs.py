"""Every command and every output says which codings it counts, and marks what nobody reviewed."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from lxml import html
from tests.cli.calling import invoke, output, print_as
from tests.decided_studies import decide, rules_of
from tests.made_studies import write_study

from interview_coder import Study

CODEBOOK = """\
themes:
  - id: cost
    codes: [{id: rent, match: [rent]}, {id: heating, match: [boiler]}]
  - id: trust
    codes: [{id: promise, match: [promise*]}]
"""
RENT, BOILER, PROMISE, ADDED = "The rent went up.", "The boiler is dead.", "They promised us a lift.", "Nobody came."
TALK = f"INTERVIEWER: Well?\n\nP01: {RENT} So it is.\n\nP02: {BOILER}\n\nP01: {PROMISE} We wait. {ADDED}\n"
CHECKED = "Of 3 suggestions by 3 rules 2 were checked by people: 1 accepted, 1 rejected; 1 coding was added."
TOLD = {
    "all": f"{CHECKED} What nobody checked counts, and is marked.",
    "reviewed": f"{CHECKED} Counts only what people accepted or added.",
    "machine": f"{CHECKED} Counts what the rules found; decisions of people are not used.",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    roster = "participant,stakeholder_type\nP01,tenant\nP02,owner\n"
    study = write_study(tmp_path_factory.mktemp("reviewed") / "study", {"talk.txt": TALK}, CODEBOOK, roster)
    decide(study, "anna", "accept", RENT, "rent", rules=rules_of(study, "rent"))
    decide(study, "anna", "reject", BOILER, "heating", rules=rules_of(study, "heating"), reason="wrong sense")
    decide(study, "ben", "add", ADDED, "promise")
    return study.folder.root


@pytest.fixture(scope="module", params=list(TOLD))
def use(request: pytest.FixtureRequest, root: Path) -> str:
    """Which codings count in the outputs that stand there now."""
    output("run", root, "--codings", request.param)
    return str(request.param)


def text_of_document(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs)


def test_a_run_says_which_codings_count_and_so_does_its_manifest(use: str, root: Path) -> None:
    assert TOLD[use] in output("run", root, "--codings", use)
    manifest = Study.open(root).read_manifest()
    assert manifest is not None
    assert (manifest["settings"]["codings"], manifest["review"]["told"]) == (use, TOLD[use])


def test_every_file_for_reading_says_which_codings_count(use: str, root: Path) -> None:
    outputs = root / "outputs"
    page = html.fromstring((outputs / "report.html").read_bytes())
    assert TOLD[use] in page.xpath('string(//header/p[@class="notice"])')
    assert TOLD[use] in page.xpath('string(//section[@id="review"])')
    assert TOLD[use] in text_of_document(outputs / "quote-book.docx")
    assert TOLD[use] in (outputs / "methods.md").read_text(encoding="utf-8")
    sheet = openpyxl.load_workbook(outputs / "workbook.xlsx")["Read me"]
    assert ("Which codings count", TOLD[use]) in list(sheet.iter_rows(max_col=2, values_only=True))


@pytest.mark.parametrize("command", ["frequencies", "matrix", "quotes"])
@pytest.mark.parametrize("form", ["text", "csv", "json"])
def test_what_is_printed_says_beside_it_which_codings_count(use: str, root: Path, command: str, form: str) -> None:
    result = invoke(command, root, "--format", form)
    assert (result.exit_code, TOLD[use] in result.stderr, TOLD[use] in result.stdout) == (0, True, False)


def test_tables_for_publication_say_which_codings_count_and_count_no_reviews(
    use: str, root: Path, tmp_path: Path
) -> None:
    output("tables", root, "--publish", "--output", tmp_path / "safe")
    assert TOLD[use] in (tmp_path / "safe" / "read-me.md").read_text(encoding="utf-8")
    assert not list((tmp_path / "safe").glob("*review*"))


@pytest.mark.parametrize("form", ["text", "html", "xlsx", "docx"])
def test_a_framework_matrix_says_which_codings_count_by_the_settings(root: Path, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"matrix.{form}"
    output("framework", root, "--format", form, "--output", path)
    content = path.read_bytes()
    if form == "xlsx":
        sheet = openpyxl.load_workbook(BytesIO(content))["Framework matrix"]
        assert TOLD["all"] in str(sheet["A1"].value)
    else:
        assert TOLD["all"] in (text_of_document(path) if form == "docx" else content.decode())


def test_the_codebook_with_its_counts_says_which_codings_count(use: str, root: Path) -> None:
    assert TOLD[use] in output("codebook", "show", root, "--format", "html")


def test_the_quotes_are_those_of_the_codings_that_count(use: str, root: Path) -> None:
    expected = {
        "all": {(RENT, "accepted"), (PROMISE, "unreviewed"), (ADDED, "added")},
        "reviewed": {(RENT, "accepted"), (ADDED, "added")},
        "machine": {(RENT, "accepted"), (PROMISE, "unreviewed"), (BOILER, "rejected")},
    }
    assert {(one["text"], one["review"]) for one in print_as("json", "quotes", root)} == expected[use]


def test_quotes_that_nobody_vouches_for_are_marked_wherever_they_stand(root: Path, tmp_path: Path) -> None:
    output("run", root)
    printed = output("quotes", root).split("\n\n")
    assert [one.rstrip().endswith("[not reviewed]") for one in printed] == [PROMISE in one for one in printed]
    page = html.fromstring((root / "outputs" / "report.html").read_bytes())
    marks = {
        article.xpath("string(blockquote)"): article.xpath('p//*[@class="stance"]/text()')
        for article in page.xpath("//article")
    }
    assert marks == {RENT: [], ADDED: [], PROMISE: ["not reviewed"]}
    for path in (root / "outputs" / "quote-book.docx", tmp_path / "quotes.docx"):
        if not path.exists():
            output("quotes", root, "--output", path)
        assert text_of_document(path).count("· not reviewed ·") == 1
    output("quotes", root, "--output", tmp_path / "quotes.xlsx")
    for path in (root / "outputs" / "workbook.xlsx", tmp_path / "quotes.xlsx"):
        assert reviews_in(path) == {RENT: "accepted", ADDED: "added", PROMISE: "not reviewed"}
    assert "turn 4, not reviewed]" in output("framework", root)


def reviews_in(path: Path) -> dict[Any, Any]:
    _, head, *rows = openpyxl.load_workbook(path)["Quotes"].iter_rows(values_only=True)
    return {row[head.index("Quote")]: row[head.index("Review")] for row in rows}


def test_quotes_are_found_by_what_people_decided_and_by_who_added_them(root: Path) -> None:
    output("run", root)
    assert [one["text"] for one in print_as("json", "quotes", root, "--review", "accepted")] == [RENT]
    both = print_as("json", "quotes", root, "--review", "added", "--review", "unreviewed")
    assert {one["text"] for one in both} == {ADDED, PROMISE}
    assert [one["text"] for one in print_as("json", "quotes", root, "--coder", "ben")] == [ADDED]
    assert [one.quote.text for one in Study.open(root).quotes(review="added")] == [ADDED]


def test_what_several_people_added_is_found_by_the_name_of_each(tmp_path: Path) -> None:
    study = write_study(tmp_path / "study", {"talk.txt": TALK}, CODEBOOK, None)
    for coder in ("anna", "ben"):
        decide(study, coder, "add", ADDED, "promise")
    for coder in ("anna", "ben"):
        assert [one["text"] for one in print_as("json", "quotes", study.folder.root, "--coder", coder)] == [ADDED]


def test_outputs_of_another_use_of_decisions_are_made_anew_and_others_are_not(root: Path) -> None:
    output("run", root)
    assert "Nothing has changed" in output("run", root)
    assert "Nothing has changed" in output("run", root, "--codings", "all")
    for use in ("reviewed", "machine"):
        assert "Wrote " in output("run", root, "--codings", use)
        assert "Nothing has changed" in output("run", root, "--codings", use)
    assert "Wrote " in output("run", root)


def test_a_use_that_there_is_not_is_wrong_usage(root: Path) -> None:
    assert invoke("run", root, "--codings", "people").exit_code == 2


def test_the_report_and_the_workbook_tell_how_often_the_rules_were_right(root: Path) -> None:
    output("run", root)
    page = html.fromstring((root / "outputs" / "report.html").read_bytes())
    rows = [
        [cell.text_content() for cell in row.xpath("th|td")] for row in page.xpath('//section[@id="review"]//tbody/tr')
    ]
    assert rows == [
        ["cost", "2", "2", "50 % (9–91)", "1", "1", "0", "0", "0", "0", "0"],
        ["trust", "1", "0", "–", "0", "0", "0", "0", "0", "1", "1"],
    ]
    _, head, *listed = openpyxl.load_workbook(root / "outputs" / "workbook.xlsx")["Review"].iter_rows(values_only=True)
    assert [row[:4] for row in listed] == [
        ("cost", None, 2, 2),
        ("cost", "rent", 1, 1),
        ("cost", "heating", 1, 1),
        ("trust", None, 1, 0),
        ("trust", "promise", 1, 0),
    ]
    assert [row[head.index("Share that was right")] for row in listed] == [0.5, 1, 0, None, None]


def test_methods_and_checklist_tell_who_checked_and_what_was_right(root: Path) -> None:
    output("run", root)
    methods = json.loads(output("methods", root, "--format", "json"))
    told = f"{TOLD['all']} Of those on which people agreed 50 % (9–91) were right, the 95 % interval after Wilson."
    assert f"{told} They were checked by 2 people 【" in methods["paragraph"]
    [answer] = [one["answer"] for one in methods["coreq"] if one["number"] == 24]
    assert "codings were checked by 2 people" in answer
    assert "No person" not in methods["paragraph"] + answer
