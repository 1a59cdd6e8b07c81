"""Files that only one program holds at a time."""

from __future__ import annotations

import errno
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

_NOT_POSSIBLE = {
    errno.ENOLCK,
    errno.ENOSYS,
    errno.EINVAL,
    getattr(errno, "EOPNOTSUPP", 0),
    getattr(errno, "ENOTSUP", 0),
}
"""What file systems say that have no locks."""
_SECONDS_BETWEEN = 0.01


class LockedError(OSError):
    """Another program holds the file."""


def lock(path: Path) -> IO[bytes]:
    """Hold a file until the stream that is returned is closed, or the program ends in whatever way.

    Where the file system has no locks, everybody gets it.

    Raises
    ------
    LockedError
        When another program holds it.
    OSError
        When it cannot be opened.
    """
    stream = path.open("ab")
    try:
        _lock_stream(stream)
    except OSError as error:
        if error.errno in _NOT_POSSIBLE:
            return stream
        stream.close()
        raise LockedError(str(path)) from error
    return stream


@contextmanager
def locked(path: Path, *, seconds: float) -> Iterator[None]:
    """Hold a file for a while, after waiting for it if need be; where it cannot be opened, go on without it.

    Raises
    ------
    LockedError
        When another program still holds it after so many seconds.
    """
    end = time.monotonic() + seconds
    stream: IO[bytes] | None = None
    while stream is None:
        try:
            stream = lock(path)
        except LockedError:
            if time.monotonic() >= end:
                raise
            time.sleep(_SECONDS_BETWEEN)
        except OSError:
            break
    try:
        yield
    finally:
        if stream is not None:
            stream.close()


def _lock_stream(stream: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
