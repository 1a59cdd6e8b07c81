"""SHA-256 of files, computed anew only where a file changed."""

from __future__ import annotations

import hashlib
import os
import time
from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import Path
from typing import TYPE_CHECKING

from interview_coder.project.stamps import is_settled

if TYPE_CHECKING:
    from interview_coder.project.cache import Cache

_KEPT = "hashes.json"
_OUTPUTS = "outputs/"
_SMALL = 1 << 20
_Known = tuple[int, int, int, int, str]
"""Size, time of change, time of any change of its entry, number on the disk, and hash."""


@dataclass(slots=True)
class FileHashes:
    """SHA-256 of the files of a study.

    Parameters
    ----------
    known : dict of str to tuple
        Path below the study → what the file looked like, and its hash.
    """

    known: dict[str, _Known] = field(default_factory=dict)
    _used: dict[str, _Known] = field(default_factory=dict)

    @classmethod
    def load(cls, cache: Cache) -> FileHashes:
        """Read what was kept, if this version knows how it was."""
        try:
            return cls({name: (a, b, c, d, sha) for name, (a, b, c, d, sha) in cache.read_json(_KEPT).items()})
        except (ValueError, TypeError):
            return cls()

    def keep(self, cache: Cache, *, is_complete: bool = False) -> None:
        """Keep all that are known.

        Parameters
        ----------
        is_complete : bool, default=False
            Every file of the study was asked for: what is known of others, outputs apart, is forgotten.
        """
        kept = {name: one for name, one in self.known.items() if not is_complete or name.startswith(_OUTPUTS)}
        kept |= self._used
        if kept != self.known:
            cache.write_json(_KEPT, kept)
            self.known = kept

    def note(self, path: Path, name: str, sha256: str) -> None:
        """Take note of the hash of a file that was just written, once that can tell it from a later one."""
        stat = path.stat()
        if is_settled(stat, time.time_ns()):
            self._used[name] = (*_look(stat, name), sha256)

    def of(self, path: Path, name: str) -> str:
        """Return the hash of a file that is known by a name."""
        known = self._used.get(name) or self.known.get(name)
        stat = path.stat()
        look = _look(stat, name)
        if known is None or known[:4] != look:
            now = time.time_ns()
            with path.open("rb") as stream:
                known = (*look, hash_stream(stream, stat.st_size))
            if not is_settled(stat, now):
                return known[4]
        self._used[name] = known
        return known[4]


def hash_stream(stream: BufferedReader, size: int) -> str:
    """Return the SHA-256 of what is left of a file of about some size; that of a small one without a large buffer."""
    if size <= _SMALL:
        return hashlib.sha256(stream.read()).hexdigest()
    return hashlib.file_digest(stream, "sha256").hexdigest()


def _look(stat: os.stat_result, name: str) -> tuple[int, int, int, int]:
    """Return what a file looks like from outside.

    The time of any change of its entry tells of a file that was changed and got its old time back; not for outputs,
    whose entries change when the program gives them second names.
    """
    changed = 0 if name.startswith(_OUTPUTS) else stat.st_ctime_ns
    return stat.st_size, stat.st_mtime_ns, changed, stat.st_ino
