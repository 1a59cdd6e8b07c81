"""A new file that grows piece by piece, and is open only while it is written to."""

from __future__ import annotations

from pathlib import Path

_MOST_WAITING = 1 << 20


class GrowingFile:
    """Pieces one after the other.

    Parameters
    ----------
    path : Path
        The file that is made; it is there once `finish` was called.

    Attributes
    ----------
    n_bytes : int
        How much was added so far.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.n_bytes = 0
        self._waiting: list[bytes] = []
        self._n_written = 0

    def add(self, piece: bytes) -> int:
        """Add a piece, and return where it begins."""
        start = self.n_bytes
        self._waiting.append(piece)
        self.n_bytes += len(piece)
        if self.n_bytes - self._n_written >= _MOST_WAITING:
            self._write()
        return start

    def finish(self) -> Path:
        """Write what waits."""
        self._write()
        return self.path

    def _write(self) -> None:
        with self.path.open("ab" if self._n_written else "wb") as stream:
            stream.write(b"".join(self._waiting))
        self._n_written = self.n_bytes
        self._waiting = []
