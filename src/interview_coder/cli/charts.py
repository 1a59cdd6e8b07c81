"""``interview-coder charts``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from interview_coder.cli.options import allow_unknown_option, open_current, read_review, study_argument, tell_warnings
from interview_coder.errors import InputError, Place, Problem
from interview_coder.project.pseudonymised_mark import check_decided
from interview_coder.project.study_folder import StudyFolder
from interview_coder.report.charts import CHARTS, FORMATS, draw_chart, list_chart_files
from interview_coder.report.charts.chart_data import ChartData
from interview_coder.report.charts.drawing import Sheet, require_matplotlib

_FORMATS = {"svg": ("svg",), "png": ("png",), "both": FORMATS}


@click.command(name="charts")
@study_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(list(_FORMATS)),
    default="both",
    show_default=True,
    help="SVG for reports and web pages, PNG for everything else.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Where to write them.  [default: outputs/charts of the study]",
)
@click.option("--only", multiple=True, type=click.Choice(list(CHARTS)), metavar="NAME", help=f"{', '.join(CHARTS)}.")
@allow_unknown_option
def command(study: Path, *, form: str, output: Path | None, only: tuple[str, ...], allow_unknown: bool) -> None:
    """Draw charts of the tables of STUDY (default: this folder) as SVG and PNG.

    Charts that need several pages are several files. They stay as they are when the study is run again: draw them
    again then.
    """
    from interview_coder.ingest.codebook_yaml import read_codebook

    require_matplotlib()
    _refuse_the_corpus(output, study)
    opened = open_current(study, allow_unknown=allow_unknown)
    check_decided(opened.folder)
    folder = output or opened.folder.outputs / "charts"
    files: dict[str, bytes] = {}
    undrawable: set[str] = set()
    codebook = read_codebook(opened.folder.read_codebook(), file="codebook.yml")
    for name in dict.fromkeys(only or CHARTS):
        tables = {one: opened.read_table(one) for one in CHARTS[name].tables}
        sheets = draw_chart(name, ChartData(codebook, tables, read_review(opened)))
        files |= _draw_files(name, sheets, _FORMATS[form])
        undrawable.update(*(sheet.undrawable() for sheet in sheets))
    StudyFolder(folder).write_files(files, stale=list_chart_files(folder, only or tuple(CHARTS), _FORMATS[form]))
    if undrawable and form != "svg":
        tell_warnings([f"PNG files show a box for each of {' '.join(sorted(undrawable))}: use the SVG files instead"])
    click.echo(f"Wrote {len(files)} files to {folder}")


def _refuse_the_corpus(output: Path | None, study: Path) -> None:
    corpus = StudyFolder(study).corpus.resolve()
    if output is not None and (output.resolve() == corpus or corpus in output.resolve().parents):
        raise InputError(Problem("this is a place for transcripts", Place(str(output)), "choose another folder"))


def _draw_files(name: str, sheets: Sequence[Sheet], forms: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Yield names and contents of the files of a chart: ``theme_strips-02.svg`` is its second page."""
    width = max(2, len(str(len(sheets))))
    for page, sheet in enumerate(sheets, start=1):
        stem = name if len(sheets) == 1 else f"{name}-{page:0{width}}"
        for form in forms:
            yield f"{stem}.{form}", sheet.as_svg() if form == "svg" else sheet.as_png()
