"""``interview-coder run``."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from interview_coder.cli.options import allow_unknown_option, show_progress, study_argument, tell_warnings
from interview_coder.model.review import USES, Use
from interview_coder.plain_text import count
from interview_coder.study import Study


@click.command(name="run")
@study_argument
@click.option(
    "--codings",
    type=click.Choice(USES),
    help="Which codings count: all that nobody rejected, those that somebody vouches for, or those of the rules.  "
    "[default: codings in study.yml, else all]",
)
@allow_unknown_option
@click.option(
    "--keep-going", is_flag=True, help="Leave out transcripts that cannot be read; they are named, and the exit is 1."
)
def command(study: Path, *, codings: Use | None, allow_unknown: bool, keep_going: bool) -> None:
    """Code, cluster and tabulate STUDY (default: this folder), and write its outputs/.

    What did not change since the last run is not done again.
    """
    opened = Study.open(study)
    manifest = opened.read_manifest()
    if manifest is not None and _is_as_asked(manifest, opened, codings, allow_unknown=allow_unknown):
        _tell(manifest)
        click.echo(f"Nothing has changed since the last run. Open {opened.folder.outputs / 'report.html'}")
        return
    run = opened.run(codings=codings, allow_unknown=allow_unknown, keep_going=keep_going, follow=show_progress)
    written = run.write()
    _tell(run.results.manifest)
    click.echo(f"Wrote {len(written)} files. Open {opened.folder.outputs / 'report.html'}")
    if run.left_out:
        for problem in run.left_out:
            click.echo(str(problem), err=True)
        files = {problem.place.file for problem in run.left_out}
        click.echo(f"{len(files)} files were left out: they are in no count.", err=True)
        sys.exit(1)


def _is_as_asked(manifest: Mapping[str, Any], study: Study, codings: Use | None, *, allow_unknown: bool) -> bool:
    """Whether current outputs were made of all files and with the same options."""
    use = codings or study.read_settings().codings
    is_same = manifest["allow_unknown"] == allow_unknown and manifest["settings"]["codings"] == use
    return is_same and not manifest["files_left_out"]


def _tell(manifest: Mapping[str, Any]) -> None:
    """Print the figures of a run."""
    tell_warnings(manifest["warnings"])
    counts = manifest["counts"]
    click.echo(
        f"{count(counts['sources'], 'source')}, {count(counts['participants'], 'participant')} with "
        f"{count(counts['participant_turns'], 'turn')}: {count(counts['codings'], 'coding')} by "
        f"{count(counts['rules'], 'rule')}, {count(counts['clusters'], 'cluster')}."
    )
    click.echo(manifest["review"]["told"])
