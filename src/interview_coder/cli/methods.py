"""``interview-coder methods``."""

from __future__ import annotations

from pathlib import Path

import click

from interview_coder.cli.options import allow_unknown_option, open_current, study_argument
from interview_coder.project.study_folder import StudyFolder

FORMATS = ("md", "docx", "json")


@click.command(name="methods")
@study_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="How to write it. By default as the ending of --output says, else md.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write this file instead of printing.",
)
@allow_unknown_option
def command(study: Path, *, form: str | None, output: Path | None, allow_unknown: bool) -> None:
    """Say how STUDY (default: this folder) was made: a paragraph for a report, and the COREQ checklist.

    Both are filled from facts of the run. What the program cannot know stands in 【…】, for you to fill in.
    """
    from interview_coder.report.methods_files import METHODS_WRITERS

    ending = output.suffix.lower().removeprefix(".") if output else ""
    form = form or (ending if ending in FORMATS else "md")
    if output is None and form == "docx":
        raise click.UsageError("a Word document cannot be printed: say where to write it, as in --output methods.docx")
    content = METHODS_WRITERS[form](open_current(study, allow_unknown=allow_unknown).read_methods())
    if output is None:
        click.echo(content.decode(), nl=False)
    else:
        StudyFolder(Path()).write_file(str(output), content)
        click.echo(f"Wrote {output}")
