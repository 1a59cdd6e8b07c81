"""``interview-coder methods``: what is printed is what the run wrote."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document

from interview_coder import Study
from interview_coder.cli import group


@pytest.mark.parametrize("form", ["md", "json"])
def test_what_is_printed_is_the_file_of_the_outputs(form: str, sample_study: Study, sample_outputs: Path) -> None:
    printed = CliRunner().invoke(group, ["methods", str(sample_study.folder.root), "--format", form])
    assert printed.exit_code == 0
    assert printed.stdout_bytes == (sample_outputs / f"methods.{form}").read_bytes()


def test_a_word_document_is_written_where_it_was_asked_for(
    sample_study: Study, sample_outputs: Path, tmp_path: Path
) -> None:
    assert (sample_outputs / "run.json").exists()
    path = tmp_path / "methods.docx"
    result = CliRunner().invoke(group, ["methods", str(sample_study.folder.root), "--output", str(path)])
    assert (result.exit_code, result.output) == (0, f"Wrote {path}\n")
    document = Document(io.BytesIO(path.read_bytes()))
    assert len(document.tables[0].rows) == 33


def test_a_word_document_that_would_be_printed_is_wrong_usage(sample_study: Study) -> None:
    result = CliRunner().invoke(group, ["methods", str(sample_study.folder.root), "--format", "docx"])
    assert result.exit_code == 2
    assert "--output methods.docx" in result.output
