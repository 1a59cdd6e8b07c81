"""``interview-coder framework``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from interview_coder.cli.options import (
    allow_unknown_option,
    by_option,
    show_progress,
    study_argument,
    tell_warnings,
    words_option,
)
from interview_coder.cli.output_file import output_option, print_or_write, refuse_to_publish
from interview_coder.study import Study
from interview_coder.tabulate.cases import STAKEHOLDER

FORMATS = ("text", "csv", "json", "jsonl", "html", "xlsx", "docx")


@click.command(name="framework")
@study_argument
@by_option
@click.option("--codes", is_flag=True, help="One column a code instead of one a theme.")
@click.option(
    "--typical", type=click.IntRange(0, 100), default=2, show_default=True, help="Representative quotes of a cell."
)
@click.option("--different", type=click.IntRange(0, 100), default=1, show_default=True, help="Quotes unlike these.")
@words_option
@allow_unknown_option
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="How to write it. By default as the ending of --output says, else text.",
)
@output_option
def command(
    study: Path,
    *,
    by: tuple[str, ...],
    codes: bool,
    typical: int,
    different: int,
    words: bool,
    allow_unknown: bool,
    form: str | None,
    output: Path | None,
) -> None:
    """Show the framework matrix of STUDY: what each case says on each theme.

    Each cell has its counts, what people wrote of it (interview-coder summary), and quotes chosen by their words: those
    most like all quotes of the cell, and the one least like these.
    """
    from interview_coder.report.framework_formats import FORMAT_OF_ENDING, FRAMEWORK_WRITERS, NOT_PRINTED
    from interview_coder.report.shown_framework import show_framework
    from interview_coder.report.telling import Telling

    form = form or FORMAT_OF_ENDING.get(output.suffix.lower() if output else "", "text")
    if output is None and form in NOT_PRINTED:
        raise click.UsageError(f"{form} cannot be printed: say where to write it, as in --output matrix.{form}")
    opened = Study.open(study)
    if output is not None:
        refuse_to_publish(output, opened.folder)
    run = opened.run(allow_unknown=allow_unknown, follow=show_progress)
    results = run.results
    tell_warnings(results.warnings)
    telling = Telling.of_settings(results.manifest["settings"])
    shown = show_framework(
        run.framework(by or (STAKEHOLDER,), of="code" if codes else "theme", n_typical=typical, n_different=different),
        results.codebook,
        title=results.title,
        about=results.about,
        review=results.manifest["review"]["told"],
        telling=replace(telling, with_numbers=telling.with_numbers and not words),
    )
    print_or_write(FRAMEWORK_WRITERS[form](shown), output)
