"""``interview-coder frequencies``."""

from __future__ import annotations

from pathlib import Path

import click

from interview_coder.cli.options import (
    allow_unknown_option,
    format_option,
    format_text,
    open_current,
    print_table,
    study_argument,
    tell_as_asked,
    tell_review,
    words_option,
)
from interview_coder.report.counts_text import list_frequencies


@click.command(name="frequencies")
@study_argument
@click.option("--codes", is_flag=True, help="One row a code instead of one a theme.")
@words_option
@allow_unknown_option
@format_option
def command(study: Path, *, codes: bool, words: bool, allow_unknown: bool, form: str) -> None:
    """Print how often each theme is raised: participants, mentions, sources and segments, each of how many."""
    opened = open_current(study, allow_unknown=allow_unknown)
    table = opened.read_table("code_frequencies" if codes else "theme_frequencies")
    if form == "text":
        click.echo(format_text(list(list_frequencies(table, tell_as_asked(opened, words=words)))))
    else:
        print_table(table, form)
    tell_review(opened)
