"""``interview-coder charts``, and charts in Python."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from matplotlib.figure import Figure
from tests.cli.calling import error, invoke, output

from interview_coder import Run, Study
from interview_coder.report.charts import CHARTS

MakeStudy = Callable[..., Path]

CODEBOOK = "title: Homes\nthemes:\n  - id: cost\n    codes:\n      - {id: high_rent, match: [rent]}\n"
TALK = "INTERVIEWER: What of the rent?\n\nP01: The rent went up twice.\n\nP02: The view is good.\n"
SHEET = "participant,stakeholder_type\nP01,tenant\nP02,tenant\n"


@pytest.fixture
def study(make_study: MakeStudy) -> Path:
    return make_study(CODEBOOK, {"talk.txt": TALK}, SHEET, "language_model: blank\n")


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_charts_stand_below_outputs_in_both_formats(study: Path) -> None:
    assert output("charts", study) == f"Wrote {2 * len(CHARTS)} files to {study / 'outputs' / 'charts'}\n"
    wanted = {f"{name}.{form}" for name in CHARTS for form in ("svg", "png")}
    assert names_in(study / "outputs" / "charts") == wanted


def test_charts_leave_the_outputs_current_and_a_run_leaves_the_charts(study: Path) -> None:
    output("charts", study, "--only", "saturation")
    assert Study.open(study).read_manifest() is not None
    (study / "corpus" / "more.txt").write_text("P01: The rent, again.\n")
    output("run", study)
    assert names_in(study / "outputs" / "charts") == {"saturation.svg", "saturation.png"}


def test_one_format_and_some_charts_can_be_had_elsewhere(study: Path, tmp_path: Path) -> None:
    output(
        "charts", study, "--format", "svg", "--only", "saturation", "--only", "theme_matrix", "--output", tmp_path / "c"
    )
    assert names_in(tmp_path / "c") == {"saturation.svg", "theme_matrix.svg"}


def test_pages_of_an_earlier_drawing_are_removed_and_other_files_are_not(study: Path, tmp_path: Path) -> None:
    for name in ("saturation-01.svg", "saturation-02.svg", "saturation-02.png", "theme_matrix.svg", "saturation-x.svg"):
        (tmp_path / name).write_text("old")
    before = names_in(tmp_path)
    output("charts", study, "--format", "svg", "--only", "saturation", "--output", tmp_path)
    assert names_in(tmp_path) == before - {"saturation-01.svg", "saturation-02.svg"} | {"saturation.svg"}


@pytest.mark.parametrize("below", ["", "pictures"])
def test_charts_are_not_written_where_transcripts_are(study: Path, below: str) -> None:
    told = error("charts", study, "--output", study / "corpus" / below)
    assert "this is a place for transcripts" in told
    assert not (study / "outputs").exists()


def test_a_chart_that_there_is_not_is_wrong_usage(study: Path) -> None:
    result = invoke("charts", study, "--only", "theme_matrx")
    assert result.exit_code == 2
    assert not (study / "outputs").exists()


def test_letters_without_a_picture_are_told_where_png_is_made(make_study: MakeStudy) -> None:
    study = make_study(CODEBOOK.replace("id: cost", "id: cost\n    label: 住房"), {"talk.txt": TALK}, SHEET)
    told = invoke("charts", study, "--only", "theme_matrix")
    assert "PNG files show a box for each of 住 房: use the SVG files instead" in told.stderr
    assert "box" not in invoke("charts", study, "--only", "theme_matrix", "--format", "svg").stderr


def test_without_matplotlib_the_command_says_what_to_install_and_does_nothing(study: Path) -> None:
    ask = (
        "import sys; sys.modules['matplotlib'] = None\n"
        "from interview_coder.__main__ import main\n"
        f"sys.argv = ['interview-coder', 'charts', {str(study)!r}]; main()"
    )
    called = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=False)
    assert called.returncode == 1
    assert 'pip install "interview-coder[charts]"' in called.stderr
    assert "Traceback" not in called.stderr
    assert not (study / "outputs").exists()


def test_a_run_gives_charts_as_figures(sample_run: Run) -> None:
    assert all(isinstance(sample_run.chart(name), Figure) for name in CHARTS)
    assert sample_run.chart("theme_strips", page=2) is not None


def test_a_chart_that_a_run_does_not_know_is_refused_with_the_nearest(sample_run: Run) -> None:
    with pytest.raises(KeyError, match="theme_matrix"):
        sample_run.chart("theme_matrx")
    with pytest.raises(IndexError, match="its pages are 1 to 1"):
        sample_run.chart("theme_matrix", page=2)
