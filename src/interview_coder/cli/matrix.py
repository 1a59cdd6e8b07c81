"""``interview-coder matrix``."""

from __future__ import annotations

from pathlib import Path

import click

from interview_coder.cli.options import allow_unknown_option, format_option, open_current, print_table, study_argument


@click.command(name="matrix")
@study_argument
@click.option("--codes", is_flag=True, help="One column a code instead of one a theme.")
@allow_unknown_option
@format_option
def command(study: Path, *, codes: bool, allow_unknown: bool, form: str) -> None:
    """Print how many participants of each stakeholder type raise each theme: n of N participants.

    As text a wide table for reading; as CSV or JSON one fact a row, with mentions and sources too.
    """
    name = "code_matrix" if codes else "theme_matrix"
    table = f"{name}_wide" if form == "text" else name
    print_table(open_current(study, allow_unknown=allow_unknown).read_table(table), form)
