"""``interview-coder risk``."""

from __future__ import annotations

from pathlib import Path

import click

from interview_coder.cli.key_options import key_options, locate_key, open_key
from interview_coder.cli.options import show_progress, study_argument


@click.command(name="risk")
@study_argument
@click.option("--all", "show_all", is_flag=True, help="List everything, and not the first dozen of each.")
@click.option("--without-key", is_flag=True, help="Do not ask for the key: names that are left are not looked for.")
@key_options
def command(
    study: Path, *, show_all: bool, without_key: bool, key_path: Path | None, passphrase_file: Path | None
) -> None:
    """Tell what was masked in STUDY (default: this folder), what is left, and who could still be recognised.

    With the key, names that are left in names of files, properties and comments are looked for too. No name is printed.
    """
    from interview_coder.assessing_risk.assessing import assess_risk
    from interview_coder.report.risk_text import format_risk
    from interview_coder.study import Study

    opened = Study.open(study)
    key = None
    if not without_key:
        path, _ = locate_key(opened.folder, key_path)
        key = open_key(path, passphrase_file, study=opened.folder)[1] if path.exists() or key_path else None
    inputs = opened.read(allow_unknown=True, lists_suffice=True, follow=show_progress)
    participants = list(inputs.participants.values())
    report = assess_risk(opened.folder, inputs.sources, participants, inputs.settings.k, key)
    click.echo(format_risk(report, show_all=show_all))
