"""``interview-coder participants``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from interview_coder.cli.options import format_text, show_progress, study_argument
from interview_coder.ingest.participants_csv import FILE
from interview_coder.study import Study


@click.command(name="participants")
@study_argument
@click.option("--dry-run", is_flag=True, help="Say what would be added, and write nothing.")
def command(study: Path, *, dry_run: bool) -> None:
    """Add a row to corpus/participants.csv for everybody who speaks in STUDY (default: this folder) and has none.

    What stands in the file stays as it is. Fill in the stakeholder types, and correct the roles.
    """
    rows, problems = Study.open(study).complete_participants(write=not dry_run, follow=show_progress)
    if rows:
        click.echo(
            format_text(
                [
                    {"participant": row.label, "source": row.source_id or "(any)", "role": row.role or "-"}
                    for row in rows
                ]
            )
        )
    done = "would be added to" if dry_run else "were added to"
    click.echo(f"\n{len(rows)} rows {done} {FILE}." if rows else f"Everybody who speaks is in {FILE}: nothing to add.")
    if rows and not dry_run:
        click.echo("Fill in their stakeholder_type now, and look whether the roles are right.")
    for problem in problems:
        click.echo(str(problem), err=True)
    if problems:
        click.echo("Speakers of the files named above are missing from the rows.", err=True)
        sys.exit(1)
