"""``interview-coder frequencies``."""

from __future__ import annotations

from pathlib import Path

import click

from interview_coder.cli.options import allow_unknown_option, format_option, open_current, print_table, study_argument


@click.command(name="frequencies")
@study_argument
@click.option("--codes", is_flag=True, help="One row a code instead of one a theme.")
@allow_unknown_option
@format_option
def command(study: Path, *, codes: bool, allow_unknown: bool, form: str) -> None:
    """Print how often each theme is raised: mentions, participants, sources and segments, each of how many."""
    table = "code_frequencies" if codes else "theme_frequencies"
    print_table(open_current(study, allow_unknown=allow_unknown).read_table(table), form)
