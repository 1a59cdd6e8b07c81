"""Finished files → ``outputs/``, all or none as far as a disk allows."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from interview_coder.project.stamps import stamp_of
from interview_coder.project.study_folder import StudyFolder

UNFINISHED = ".writing-*"
"""What the files are called that a program left behind which was killed while it wrote."""


def write_outputs(folder: StudyFolder, paths: Mapping[str, Path], scratch: Path) -> None:
    """Give files their places in ``outputs/``, and remove tables of an earlier run that are none of them.

    Those that stand there already stay as they are; the others keep their present places too.

    Parameters
    ----------
    paths : mapping of str to Path
        Path below ``outputs/`` → where the file stands now. They are put into their places in this order.
    scratch : Path
        A folder of this run.

    Raises
    ------
    InputError
        When they cannot be written.
    """
    _sweep_unfinished(folder)
    lent = scratch / "lent"
    shutil.rmtree(lent, ignore_errors=True)
    made = {
        name: _lend(path, lent / name)
        for name, path in paths.items()
        if stamp_of(path) != stamp_of(folder.outputs / name)
    }
    folder.write_outputs({}, made=made, stale=set(_derived_files(folder)) - set(paths))


def _lend(path: Path, second: Path) -> Path:
    """Give a file a second name that may be moved away; where the disk knows no second names, copy it."""
    second.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(path, second)
    except OSError:
        shutil.copy2(path, second)
    return second


def _sweep_unfinished(folder: StudyFolder) -> None:
    """Remove what a run left behind that was killed while it wrote."""
    for path in (*folder.outputs.glob(UNFINISHED), *folder.outputs.glob(f"tables/{UNFINISHED}")):
        with suppress(OSError):
            path.unlink()


def _derived_files(folder: StudyFolder) -> Iterator[str]:
    if (folder.outputs / "run.json").exists():
        yield from (f"tables/{path.name}" for path in folder.outputs.glob("tables/*.csv"))
        yield "suggestions.jsonl"
