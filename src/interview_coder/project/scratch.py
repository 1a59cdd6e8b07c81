"""Folders for files that are being made: each goes with the object that stands for it, or is swept away later."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from contextlib import suppress
from pathlib import Path
from typing import IO

from interview_coder.project.locks import lock

_LOCK = ".scratch-of-interview-coder"


class Scratch:
    """A new folder that is removed when nobody has this object any more.

    Parameters
    ----------
    parent : Path
        Where it is made.
    prefix : str
        How its name begins.

    Attributes
    ----------
    folder : Path
    """

    def __init__(self, parent: Path, prefix: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
        # held as long as the program lives, so that others see that somebody needs the folder
        weakref.finalize(self, _remove, self.folder, lock(self.folder / _LOCK))


def _remove(folder: Path, stream: IO[bytes]) -> None:
    stream.close()
    shutil.rmtree(folder, ignore_errors=True)


def sweep_scratch(parent: Path, prefix: str) -> None:
    """Remove folders that programs left behind when they were killed, and no other folder of such a name."""
    for path in parent.glob(f"{prefix}*/{_LOCK}"):
        with suppress(OSError):
            _remove(path.parent, lock(path))
