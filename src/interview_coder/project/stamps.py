"""What tells that a file was changed, without reading it: its size, its times, and where it stands on the disk."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

Stamp = tuple[int, int, int]
"""Size, time of change in nanoseconds, number on the disk."""
_TICK = 50_000_000
_COARSE_TICK = 2_100_000_000
_SECOND = 1_000_000_000


def stamp_of(path: Path) -> Stamp | None:
    """Return the stamp of a file; None where there is none."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_size, stat.st_mtime_ns, stat.st_ino


def is_settled(stat: os.stat_result, now: int) -> bool:
    """Whether any change from now on would give a file another time than it has.

    Clocks of file systems tick: a file that is changed twice within a tick looks the same after both. Some know only
    every other second.
    """
    tick = _COARSE_TICK if stat.st_mtime_ns % _SECOND == 0 else _TICK
    return now - max(stat.st_mtime_ns, stat.st_ctime_ns) >= tick


def wait_for_tick(paths: Iterable[Path]) -> None:
    """Wait, at most a twentieth of a second, until files that were just written are settled if ever they will be."""
    changes = []
    for path in paths:
        with suppress(OSError):
            stat = path.stat()
            changes.append(max(stat.st_mtime_ns, stat.st_ctime_ns))
    wait = max(changes, default=0) + _TICK - time.time_ns()
    if 0 < wait <= _TICK:
        time.sleep(wait / _SECOND)
