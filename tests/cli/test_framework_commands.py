"""``framework`` and ``summary`` as somebody types them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.made_studies import a_small_study, files_below

from interview_coder.cli import group
from interview_coder.errors import InputError


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return a_small_study(tmp_path / "study").folder.root


def call(*words: str | Path, code: int = 0) -> Result:
    result = CliRunner().invoke(group, [str(word) for word in words])
    if code == 1:
        assert isinstance(result.exception, InputError)
    else:
        assert result.exit_code == code, result.output
    return result


def test_framework_prints_and_writes_as_the_ending_says(root: Path, tmp_path: Path) -> None:
    printed = call("framework", root, "--by", "participant", "--codes", "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(printed)))
    assert {row["participant"] for row in rows} == {"P01", "P02", "P03", "Dana"}
    assert {row["code"] for row in rows} == {"code_0", "code_1", "code_2"}
    file = tmp_path / "matrix.html"
    assert call("framework", root, "--output", file).stdout == f"Wrote {file}\n"
    assert file.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_framework_writes_a_workbook_and_a_document_but_does_not_print_them(root: Path, tmp_path: Path) -> None:
    for form in ("xlsx", "docx"):
        file = tmp_path / f"matrix.{form}"
        call("framework", root, "--output", file)
        assert file.read_bytes().startswith(b"PK")
        assert "cannot be printed" in call("framework", root, "--format", form, code=2).output


def test_framework_crosses_two_attributes(root: Path) -> None:
    printed = call("framework", root, "--by", "source", "--by", "stakeholder_type", "--format", "jsonl").stdout
    assert json.loads(printed.splitlines()[0])["by"] == ["source", "stakeholder_type"]


def test_framework_tells_an_attribute_that_nobody_has(root: Path) -> None:
    assert "stakeholder_type" in str(call("framework", root, "--by", "stakeholder", code=1).exception)


@pytest.mark.parametrize("name", ["codebook.yml", "outputs/x.csv", "decisions/x.csv", "corpus/x.csv"])
def test_framework_does_not_write_over_the_studys_own_files(root: Path, name: str) -> None:
    before = files_below(root)
    assert "choose another name" in str(call("framework", root, "--output", root / name, code=1).exception)
    assert files_below(root) == before


def test_framework_says_words_alone_where_the_settings_ask_for_them(root: Path) -> None:
    (root / "study.yml").write_text("language_model: blank\nnumbers: words\n", encoding="utf-8")
    printed = call("framework", root).stdout
    assert " of " not in next(line for line in printed.splitlines() if "participants" in line)


def test_a_summary_is_written_listed_and_taken_back(root: Path, tmp_path: Path) -> None:
    assert call("summary", "--list", root).stdout == "nobody has written a summary yet\n"
    kept = call("summary", "tenant", "cost", root, "--text", "Rents rise.", "--coder", "anna").stdout
    assert kept.startswith("Kept in decisions/anna.jsonl, resting on ")
    file = tmp_path / "own.txt"
    file.write_bytes(b"\xef\xbb\xbfThey rise.\r\nAnd rise.\r\n")
    call("summary", "tenant", "cost", root, "--file", file, "--coder", "anna")
    call("summary", "landlord", "code_0", root, "--text", "Says little.", "--coder", "ben")
    listed = call("summary", "--list", root).stdout
    assert "tenant × cost: anna, " in listed
    assert "the evidence is as it was\n    They rise.\n    And rise.\n" in listed
    rows = json.loads(call("summary", root, "--list", "--format", "json").stdout)
    assert [(row["row"], row["of"], row["column"], row["state"]) for row in rows] == [
        ("landlord", "code", "code_0", "current"),
        ("tenant", "theme", "cost", "current"),
    ]
    assert "written by anna" in call("framework", root).stdout
    assert (
        call("summary", "tenant", "cost", root, "--withdraw", "--coder", "anna").stdout == "Taken back: tenant × cost\n"
    )
    assert "anna" not in call("summary", root, "--list").stdout


def test_who_writes_is_by_default_who_is_logged_in(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "dana")
    call("summary", "tenant", "cost", root, "--text", "Rents rise.")
    assert (root / "decisions" / "dana.jsonl").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["tenant", "cost", "{root}"], "give --text or --file"),
        (["tenant", "--text", "x"], "ROW COLUMN"),
        (["a", "b", "c", "d", "--text", "x"], "ROW COLUMN"),
        (["tenant", "cost", "{root}", "--text", "x", "--withdraw"], "exclude each other"),
        (["{root}", "--list", "--text", "x"], "exclude each other"),
        (["tenant", "cost", "{root}", "--text", " "], "the summary is empty"),
    ],
)
def test_wrong_usage_is_told_and_nothing_is_written(root: Path, words: list[str], told: str) -> None:
    result = call("summary", *(word.format(root=root) for word in words), code=2)
    assert told in result.output
    assert not (root / "decisions").exists()


@pytest.mark.parametrize("content", [b"\xff\xfe\xff", None])
def test_a_file_that_cannot_be_read_is_told(root: Path, tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "own.txt"
    if content is not None:
        file.write_bytes(content)
    told = str(call("summary", "tenant", "cost", root, "--file", file, code=1).exception)
    assert "name a file of text in UTF-8" in told


def test_the_editor_has_what_was_written_before_and_shows_the_cell(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    call("summary", "tenant", "cost", root, "--text", "Rents rise.", "--coder", "anna")
    offered = []

    def edit(text: str, extension: str) -> str:
        offered.append((text, extension))
        return text.replace("Rents rise.", "Rents rise fast.\n\nSo they say.")

    monkeypatch.setattr("click.edit", edit)
    monkeypatch.setattr("interview_coder.cli.summary._has_terminal", lambda: True)
    call("summary", "tenant", "cost", root, "--coder", "anna")
    [(text, extension)] = offered
    assert (text.startswith("Rents rise.\n\n# "), extension) == (True, ".txt")
    assert "typical: “" in text
    assert "    Rents rise fast.\n\n    So they say.\n" in call("summary", root, "--list").stdout
    monkeypatch.setattr("click.edit", lambda *_, **__: None)
    assert "nothing is changed" in call("summary", "tenant", "cost", root, "--coder", "anna", code=2).output
