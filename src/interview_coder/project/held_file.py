"""Files of an earlier run that must stay as they are while the next one reads them, whoever replaces them meanwhile."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from interview_coder.project.stamps import Stamp, stamp_of


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A file under a second name.

    Parameters
    ----------
    path : Path
        The second name.
    stamp : tuple of int
        Of the file in its own place, when it got that name.
    """

    path: Path
    stamp: Stamp

    def is_unchanged(self) -> bool:
        """Whether nobody has written into the file since."""
        now = stamp_of(self.path)
        return now is not None and now[:2] == self.stamp[:2]


def hold_file(path: Path, folder: Path) -> HeldFile | None:
    """Give a file a second name in a folder; where the disk knows no second names, copy it.

    Returns
    -------
    HeldFile or None
        None where there is no file, or it was being changed.
    """
    second = folder / f"held-{path.name}"
    before = stamp_of(path)
    if before is None:
        return None
    try:
        os.link(path, second)
    except OSError:
        return _copy(path, second, before)
    stamp = stamp_of(second)
    return None if stamp is None else HeldFile(second, stamp)


def _copy(path: Path, second: Path, before: Stamp) -> HeldFile | None:
    try:
        shutil.copy2(path, second)
    except OSError:
        return None
    held = HeldFile(second, before)
    return held if stamp_of(path) == before and held.is_unchanged() else None
