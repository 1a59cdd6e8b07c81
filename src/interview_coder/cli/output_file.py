"""Files that a command writes where it is told to, and nowhere in a study where they could do harm."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from interview_coder.errors import InputError, Place, Problem
from interview_coder.project.study_folder import StudyFolder

_OWN_FILES = ("codebook.yml", "study.yml")
_OWN_FOLDERS = ("corpus", "outputs", "decisions", ".interview-coder")


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


def write_output(output: Path, content: bytes) -> None:
    """Write a file, whole or not at all."""
    StudyFolder(Path()).write_file(str(output), content)
