"""``interview-coder explain``."""

from __future__ import annotations

import json
from pathlib import Path

import click

from interview_coder.cli.options import allow_unknown_option, show_progress, study_argument
from interview_coder.study import Study


@click.command(name="explain")
@click.argument("where", metavar="SOURCE:POSITION")
@study_argument
@allow_unknown_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print."
)
def command(where: str, study: Path, *, allow_unknown: bool, form: str) -> None:
    """Tell why a passage is coded as it is, and which rules came near.

    The passage is a place in the text of a source (interview_01:1234), a turn (interview_01#12 or "interview_01, turn
    12"), or the id of a coding. The rules are applied as they are now, whatever the last run found.
    """
    from interview_coder.cli.explanation_text import explanation_record, format_explanation

    explanation = Study.open(study).explain(where, allow_unknown=allow_unknown, follow=show_progress)
    if form == "json":
        click.echo(json.dumps(explanation_record(explanation), indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(format_explanation(explanation)))
