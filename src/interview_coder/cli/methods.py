"""``interview-coder methods``."""

from __future__ import annotations

from pathlib import Path

import click

from interview_coder.cli.options import allow_unknown_option, open_current, study_argument
from interview_coder.cli.output_file import output_option, print_or_write, refuse_to_publish

FORMATS = ("md", "docx", "json")


@click.command(name="methods")
@study_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="How to write it. By default as the ending of --output says, else md.",
)
@output_option
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
    opened = open_current(study, allow_unknown=allow_unknown)
    if output is not None:
        refuse_to_publish(output, opened.folder)
    print_or_write(METHODS_WRITERS[form](opened.read_methods()), output)
