"""What nobody has decided yet is counted in every output, and nothing goes out of the study before."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from tests.cli.calling import error, invoke, output
from tests.desks import Desk

TOLD = "2 strings of the corpus may be names"
ROWS_ONLY = {".csv", ".jsonl"}
"""Formats of rows; of these ``run.json`` beside them tells."""


@pytest.fixture
def study(desk: Desk) -> Desk:
    """Make a study in which two strings are undecided."""
    output("anonymise", desk.raw, "--into", desk.corpus, "--key", desk.key)
    output("run", desk.study)
    return desk


def read_all(path: Path) -> str:
    raw = path.read_bytes()
    if not zipfile.is_zipfile(io.BytesIO(raw)):
        return raw.decode()
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        return " ".join(parts.read(name).decode(errors="ignore") for name in parts.namelist())


def decide(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("click.getchar", lambda: "m")
    output("anonymise", "--decide", desk.study, "--key", desk.key)


def test_every_output_that_is_read_as_a_whole_tells_how_many_are_undecided(
    study: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    outputs = study.study / "outputs"
    read = {path.name for path in outputs.rglob("*.*") if path.suffix not in ROWS_ONLY}
    assert {"run.json", "report.html", "workbook.xlsx", "quote-book.docx", "methods.md", "methods.json"} <= read
    assert [name for name in read if TOLD not in read_all(outputs / name)] == []
    decide(study, monkeypatch)
    output("run", study.study)
    assert [name for name in read if "may be names" in read_all(outputs / name)] == []


@pytest.mark.parametrize(
    "command", ["matrix", "frequencies", "quotes", "framework", "methods", "tables", "clusters", "balance"]
)
def test_every_table_that_is_printed_tells_how_many_are_undecided(study: Desk, command: str) -> None:
    result = invoke(command, study.study)
    assert result.exit_code == 0
    assert result.stderr.count(TOLD) == 1


@pytest.mark.parametrize("by", ["participant", "source"])
def test_a_matrix_that_no_run_has_written_tells_it_too(study: Desk, by: str) -> None:
    assert TOLD in invoke("matrix", study.study, "--by", by).stderr


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("tables", ["--publish", "--output", "published"]),
        ("quotes", ["--output", "quotes.docx"]),
        ("framework", ["--output", "matrix.html"]),
        ("methods", ["--output", "methods.docx"]),
        ("charts", ["--only", "theme_matrix"]),
    ],
)
def test_nothing_goes_out_before_all_is_decided(
    study: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: str, options: list[str]
) -> None:
    (tmp_path / "out").mkdir()
    monkeypatch.chdir(tmp_path / "out")
    told = error(command, study.study, *options)
    assert "2 strings may be names, and nobody has decided yet" in told
    assert not list((tmp_path / "out").iterdir())
    assert not (study.study / "outputs" / "charts").exists()
    decide(study, monkeypatch)
    output(command, study.study, *options)
