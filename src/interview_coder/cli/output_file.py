"""The option that writes a file instead of printing."""

from __future__ import annotations

from pathlib import Path

import click

from interview_coder.errors import InputError, Place, Problem
from interview_coder.project.study_folder import DECISIONS, StudyFolder

output_option = click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write this file instead of printing.",
)


def write_output(content: bytes, output: Path | None, study: StudyFolder) -> None:
    """Print what was made, or write it where that was asked, but never over the study's own files."""
    if output is None:
        click.echo(content.decode(), nl=False)
        return
    root = study.root.resolve()
    folders = {root / name for name in ("corpus", "outputs", DECISIONS)}
    own = output.resolve() in {root / "codebook.yml", root / "study.yml"} or folders & set(output.resolve().parents)
    if own:
        raise InputError(Problem("this is a place for files of the study", Place(str(output)), "choose another name"))
    StudyFolder(Path()).write_file(str(output), content)
    click.echo(f"Wrote {output}")
