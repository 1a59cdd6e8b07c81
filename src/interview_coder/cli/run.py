"""``interview-coder run``."""

from __future__ import annotations

from pathlib import Path

import click

from interview_coder.cli.options import allow_unknown_option, show_progress, study_argument, tell_warnings
from interview_coder.study import Study


@click.command(name="run")
@study_argument
@allow_unknown_option
def command(study: Path, *, allow_unknown: bool) -> None:
    """Code, cluster and tabulate STUDY (default: this folder), and write its outputs/."""
    run = Study.open(study).run(allow_unknown=allow_unknown, follow=show_progress)
    written = run.write()
    tell_warnings(run.results.warnings)
    counts = run.results.manifest["counts"]
    click.echo(
        f"{counts['sources']} sources, {counts['participants']} participants with {counts['participant_turns']} turns: "
        f"{counts['codings']} codings by {counts['rules']} rules, {counts['clusters']} clusters."
    )
    click.echo("Nothing here is reviewed yet: every coding is the machine's suggestion.")
    click.echo(f"Wrote {len(written)} files. Open {next(path for path in written if path.name == 'report.html')}")
