"""Copies of files that the program is about to change, kept in the study."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import PurePath

from interview_coder.project.cache import FOLDER as CACHE_FOLDER
from interview_coder.project.study_folder import StudyFolder

FOLDER = f"{CACHE_FOLDER}/backups"


def keep_backup(folder: StudyFolder, name: str, content: bytes) -> str:
    """Keep a copy of a file of a study, and return where: its path below the study.

    Raises
    ------
    InputError
        When it cannot be written.
    """
    path = PurePath(name)
    now = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    kept = f"{FOLDER}/{path.stem}-{now}{path.suffix}"
    folder.write_file(kept, content)
    return kept
