"""``interview-coder share``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from interview_coder.cli.options import study_argument
from interview_coder.study import Study


@click.command(name="share")
@study_argument
def command(study: Path) -> None:
    """Exchange the decisions of STUDY (default: this folder) with your team's server, which study.yml names.

    What you decided goes there, what others decided comes into decisions/. Nothing else leaves this computer, and no
    line is ever changed. This is the one command that opens a connection.
    """
    exchanged = Study.open(study).share()
    click.echo(f"Sent: {_tell(exchanged.sent)}. Received: {_tell(exchanged.received)}.")
    if exchanged.received:
        click.echo("The next run counts what was received: interview-coder run")


def _tell(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} of {coder}" for coder, count in counts.items()) or "nothing new"
