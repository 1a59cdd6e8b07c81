"""``interview-coder clusters``."""

from __future__ import annotations

from pathlib import Path

import click

from interview_coder.cli.options import allow_unknown_option, format_option, open_current, print_table, study_argument


@click.command(name="clusters")
@study_argument
@click.option("--themes", is_flag=True, help="How many segments of each cluster have each theme.")
@allow_unknown_option
@format_option
def command(study: Path, *, themes: bool, allow_unknown: bool, form: str) -> None:
    """Print groups of segments with similar words; one that no theme covers may call for a new code."""
    wide = "cluster_theme_wide" if form == "text" else "cluster_theme"
    print_table(
        open_current(study, allow_unknown=allow_unknown).read_table(wide if themes else "cluster_coverage"), form
    )
