"""The codebook that a command is about: a file, or that of a study."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from interview_coder.errors import InputError, Place, Problem, offer_near_name
from interview_coder.project.study_folder import StudyFolder

codebook_argument = click.argument(
    "codebook", metavar="[STUDY]", type=click.Path(path_type=Path), default=".", required=False
)


@dataclass(frozen=True, slots=True)
class CodebookFile:
    """A codebook's file.

    Parameters
    ----------
    folder : StudyFolder
        The study that it stands in, if it is one.
    file : str
        Name for messages.
    is_of_study : bool
        Whether it is the ``codebook.yml`` of that study.
    """

    folder: StudyFolder
    file: str
    raw: bytes
    is_of_study: bool


def open_codebook(path: Path) -> CodebookFile:
    """Read a codebook's file.

    Parameters
    ----------
    path : Path
        Of the file, or of the folder of a study.

    Raises
    ------
    InputError
        When there is no such file, or it cannot be read.
    """
    if path.is_dir():
        folder = StudyFolder(path)
        return CodebookFile(folder, "codebook.yml", folder.read_codebook(), is_of_study=True)
    folder = StudyFolder(path.parent)
    raw = folder.read_optional(path.name)
    if raw is None:
        names = [entry.name for entry in path.parent.iterdir()] if path.parent.is_dir() else []
        fix = offer_near_name(path.name, names) or "name the folder of a study, or the file of a codebook"
        raise InputError(Problem("there is no such file or folder", Place(str(path)), fix))
    return CodebookFile(folder, str(path), raw, is_of_study=path.name == "codebook.yml")
