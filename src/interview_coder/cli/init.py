"""``interview-coder init``."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

import click

from interview_coder.errors import InputError, Place, Problem


@click.command(name="init")
@click.argument("folder", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """Make FOLDER a new study: a commented codebook, settings, a sample transcript and its participants.csv.

    Files that are there already are never overwritten.
    """
    with as_file(files("interview_coder.project") / "new_study") as template:
        contents = {
            path.relative_to(template): path.read_bytes() for path in sorted(template.rglob("*")) if path.is_file()
        }
    there = [name for name in contents if (folder / name).exists()]
    if there or (folder.exists() and not folder.is_dir()):
        names = ", ".join(name.as_posix() for name in there) or "a file of that name"
        raise InputError(
            Problem(f"there is something in the way: {names}", Place(str(folder)), "choose another folder")
        )
    for name, content in contents.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    click.echo(f"Made {folder} with {len(contents)} files: {', '.join(name.as_posix() for name in contents)}")
    click.echo(f"Next: interview-coder run {folder}   then put your own transcripts into {folder / 'corpus'}")
