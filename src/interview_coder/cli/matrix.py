"""``interview-coder matrix``."""

from __future__ import annotations

from pathlib import Path

import click

from interview_coder.cli.options import (
    allow_unknown_option,
    by_option,
    format_option,
    format_text,
    open_current,
    print_table,
    read_review,
    show_progress,
    study_argument,
    tell_as_asked,
    tell_warnings,
    words_option,
)
from interview_coder.model.results import Table
from interview_coder.report.counts_text import widen_matrix
from interview_coder.study import Study
from interview_coder.tabulate.tabulation import Level

_TYPE = ("stakeholder_type",)


@click.command(name="matrix")
@study_argument
@by_option
@click.option("--codes", is_flag=True, help="One column a code instead of one a theme.")
@click.option(
    "--stance", "stances", is_flag=True, help="Split by stance: said, hedged, hypothetical, reported, denied."
)
@words_option
@allow_unknown_option
@format_option
def command(
    study: Path, *, by: tuple[str, ...], codes: bool, stances: bool, words: bool, allow_unknown: bool, form: str
) -> None:
    """Print how many participants of each stakeholder type raise each theme: n of N participants.

    As text a wide table for reading; as CSV or JSON one fact a row, with mentions, sources and intervals too.
    """
    if codes and stances:
        raise click.UsageError("--stance splits themes: leave out --codes")
    opened = Study.open(study)
    table, review = _read(opened, by or _TYPE, codes=codes, stances=stances, allow_unknown=allow_unknown)
    if form == "text":
        click.echo(format_text(widen_matrix(table, by or _TYPE, tell_as_asked(opened, words=words))))
    else:
        print_table(table, form)
    click.echo(review, err=True)


def _read(study: Study, by: tuple[str, ...], *, codes: bool, stances: bool, allow_unknown: bool) -> tuple[Table, str]:
    """Return the table, and what is to be said of its codings."""
    of: Level = "code" if codes else "theme"
    if by == _TYPE:
        name = "theme_stance_matrix" if stances else f"{of}_matrix"
        current = open_current(study.folder.root, allow_unknown=allow_unknown)
        return current.read_table(name), read_review(current)
    run = study.run(allow_unknown=allow_unknown, follow=show_progress)
    tell_warnings(run.results.warnings)
    table = run.stance_matrix(by) if stances else run.matrix(by, of=of)
    return table, run.results.manifest["review"]["told"]
