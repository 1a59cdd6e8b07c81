"""Files that a command writes where it is told to, and nowhere in a study where they could do harm."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import click

from interview_coder.errors import InputError, Place, Problem
from interview_coder.project.pseudonymised_mark import check_decided
from interview_coder.project.study_folder import DECISIONS, StudyFolder

_OWN_FILES = ("codebook.yml", "study.yml")
_OWN_FOLDERS = ("corpus", "outputs", DECISIONS, ".interview-coder")

output_option = click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write this file instead of printing.",
)


def refuse_to_overwrite(output: Path, folder: StudyFolder, also: Collection[str] = ()) -> None:
    """Refuse to write where a study has its own files.

    Parameters
    ----------
    also : collection of str
        Names of further files in its folder.
    """
    root, place = folder.root.resolve(), output.resolve()
    is_own = place in {root / name for name in (*_OWN_FILES, *also)}
    if is_own or not {root / name for name in _OWN_FOLDERS}.isdisjoint(place.parents):
        raise InputError(Problem("this is a place for files of the study", Place(str(output)), "choose another name"))


def refuse_to_publish(output: Path, folder: StudyFolder) -> None:
    """Refuse to write what goes out of a study over its own files, or while strings that may be names are undecided."""
    refuse_to_overwrite(output, folder)
    check_decided(folder)


def print_or_write(content: bytes, output: Path | None, *, what: str = "") -> None:
    """Print what was made, or write it as a file, whole or not at all.

    Parameters
    ----------
    what : str
        What the file holds, for the line that tells of it: ``(3 quotes)``.
    """
    if output is None:
        click.echo(content.decode(), nl=False, color=True)  # click would drop what looks like colours
        return
    StudyFolder(Path()).write_file(str(output), content)
    click.echo(f"Wrote {output} {what}".rstrip())
