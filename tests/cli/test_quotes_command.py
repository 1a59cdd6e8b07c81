"""``interview-coder quotes``: its formats, its files and what it refuses. What is found: ``tests/retrieving``."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from docx import Document
from python_calamine import CalamineWorkbook
from tests.cli.calling import error, invoke
from tests.made_studies import a_small_study

from interview_coder import Study


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    study = a_small_study(tmp_path_factory.mktemp("small") / "study")
    study.run().write()
    return study.folder.root


@pytest.fixture
def quotes(root: Path) -> Callable[..., Result]:
    return lambda *options: invoke("quotes", root, *options)


AROUND = {"none": [], "sentence": ["before", "after"], "turn": ["before", "after"]}
AROUND["question"] = [*AROUND["turn"], "preceded_by"]


@pytest.mark.parametrize("context", AROUND)
@pytest.mark.parametrize("order", ["rank", "typicality"])
def test_json_lines_and_csv_have_the_same_fields_as_json(
    context: str, order: str, quotes: Callable[..., Result], root: Path
) -> None:
    options = ("--context", context, "--order", order, "--limit", 2)
    as_json = json.loads(quotes(*options, "--format", "json").stdout)
    assert [json.loads(line) for line in quotes(*options, "--format", "jsonl").stdout.splitlines()] == as_json
    rows = list(csv.DictReader(io.StringIO(quotes(*options, "--format", "csv").stdout)))
    assert rows == [
        {name: " ".join(value) if name == "codes" else str(value) for name, value in one.items()} for one in as_json
    ]
    own = list(Study.open(root).read_records("quotes")[0])
    typical = ["typicality"] if order == "typicality" else []
    assert list(as_json[0]) == [*own, *AROUND[context], *typical]


def test_text_says_how_typical_quotes_are_where_they_are_ordered_so(quotes: Callable[..., Result]) -> None:
    assert "; typicality " not in quotes("--limit", 1).stdout
    assert quotes("--limit", 1, "--order", "typicality").stdout.count("; typicality ") == quotes(
        "--limit", 1
    ).stdout.count(" representative)")


@pytest.mark.parametrize(("name", "form"), [("q.csv", "csv"), ("q.JSON", "json"), ("q.jsonl", "jsonl"), ("q", "text")])
def test_the_ending_of_a_file_says_how_it_is_written(
    name: str, form: str, quotes: Callable[..., Result], tmp_path: Path
) -> None:
    told = quotes("--output", tmp_path / name, "--limit", 1)
    assert told.stdout.startswith(f"Wrote {tmp_path / name} (")
    assert (tmp_path / name).read_bytes().decode() == quotes("--limit", 1, "--format", form).stdout


@pytest.mark.parametrize("name", ["codebook.yml", "outputs/quotes.jsonl", "corpus/q.txt", "decisions/anna.jsonl"])
def test_files_of_the_study_are_not_written_over(name: str, root: Path) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    assert "this is a place for files of the study" in error("quotes", root, "--output", root / name)
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    "options",
    [
        ("--where", "borough"),
        ("--where", "=Brent"),
        ("--where", "borough="),
        ("--order", "size"),
        ("--context", "page"),
        ("--within", "study"),
        ("--format", "xml"),
        ("--format", "xlsx"),
        ("--format", "docx"),
    ],
)
def test_wrong_usage_exits_with_2(options: tuple[str, ...], quotes: Callable[..., Result]) -> None:
    assert quotes(*options).exit_code == 2


def test_an_option_that_is_given_twice_is_met_by_either(quotes: Callable[..., Result]) -> None:
    def found(*options: str) -> set[str]:
        return {one["id"] for one in json.loads(quotes(*options, "--format", "json").stdout)}

    assert found("--code", "code_0", "--code", "code_1") == found("--code", "code_0") | found("--code", "code_1")
    assert found("--where", "stakeholder_type=tenant", "--where", "stakeholder_type=agent") == found(
        "--stakeholder", "tenant", "--stakeholder", "agent"
    )
    assert found("--source", "s0", "--stance", "said") == found("--source", "s0") & found("--stance", "said")


def test_nothing_that_fits_is_said_so(quotes: Callable[..., Result]) -> None:
    told = quotes("--text", "zebra")
    assert (told.exit_code, told.stdout, told.stderr) == (0, "", "no quote fits\n")
    assert quotes("--text", "zebra", "--format", "json").stdout == "[]\n"


def test_a_workbook_and_a_document_hold_every_quote_with_its_label(
    quotes: Callable[..., Result], root: Path, tmp_path: Path
) -> None:
    for name in ("q.xlsx", "q.docx"):
        assert quotes("--output", tmp_path / name, "--theme", "cost").exit_code == 0
    wanted = [one for one in Study.open(root).read_records("quotes") if one["theme"] == "cost"]
    rows = CalamineWorkbook.from_path(tmp_path / "q.xlsx").get_sheet_by_index(0).to_python()
    said = [cell for row in rows for cell in row]
    document = Document(str(tmp_path / "q.docx"))
    paragraphs = "\n".join(one.text for one in document.paragraphs)
    for one in wanted:
        assert one["text"] in said
        assert f"({one['attribution']})" in said
        assert one["text"] in paragraphs
