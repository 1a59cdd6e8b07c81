"""What a study keeps to save work: a folder that may be deleted at any time, and costs nothing but time then."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from interview_coder.project.locks import lock, locked
from interview_coder.project.scratch import Scratch, sweep_scratch

FOLDER = ".interview-coder"
_IGNORE = "# Made by interview-coder, and made again where it is missing. It holds words of the transcripts.\n*\n"
_RUN = "run-"
_TEMPORARY = "interview-coder-run-"
_UNFINISHED = ".writing-"
_DIGEST_SIZE = 16


class Cache:
    """Derived things by name. What cannot be read is missing; what cannot be written is not kept.

    Parameters
    ----------
    folder : Path
        Made when something is kept.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock: IO[bytes] | None = None
        self._temporary: Scratch | None = None

    @classmethod
    def of_study(cls, root: Path) -> Cache:
        """Return the cache of a study, to be written by nobody else until `release`.

        Where that cannot be (another run is at work, or nothing can be written there) it is a new one, which goes when
        nobody has it any more.
        """
        cache = cls(root / FOLDER)
        try:
            cache._make_folder(cache.folder)
            cache._lock = lock(cache.folder / "lock")
            cache._sweep_leftovers()
        except OSError:
            cache.release()
            temporary = Path(tempfile.gettempdir())
            sweep_scratch(temporary, _TEMPORARY)
            cache._temporary = Scratch(temporary, _TEMPORARY)
            cache.folder = cache._temporary.folder
        return cache

    def release(self) -> None:
        """Let others write."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    @contextmanager
    def hold(self, name: str, *, seconds: float) -> Iterator[None]:
        """Hold a name that means some file of the study, after waiting for it if need be; see `locked`."""
        with suppress(OSError):
            self._make_folder(self.folder)
        with locked(self.folder / name, seconds=seconds):
            yield

    def make_scratch(self) -> Scratch:
        """Make a folder for the files of one run."""
        return Scratch(self.folder, _RUN)

    def read(self, name: str, start: int = 0, length: int = -1) -> bytes | None:
        """Return what was kept under a name, or so many bytes of it; None where there is nothing."""
        try:
            with (self.folder / name).open("rb", buffering=0 if start or length >= 0 else -1) as stream:
                stream.seek(start)
                return stream.read(length)
        except OSError:
            return None

    def write(self, name: str, content: bytes) -> None:
        """Keep something under a name; other programs that read at the same time see the old or the new."""
        path = self.folder / name
        temporary = path.with_name(f"{_UNFINISHED}{secrets.token_hex(8)}")
        with suppress(OSError):
            self._make_folder(path.parent)
            try:
                temporary.write_bytes(content)
                temporary.replace(path)
            finally:
                temporary.unlink(missing_ok=True)

    def read_json(self, name: str) -> dict[str, Any]:
        """Return the facts that were kept under a name; none where they are missing or a byte of them is wrong."""
        digest, _, content = (self.read(name) or b"").partition(b"\n")
        if digest != _digest(content):
            return {}
        facts: dict[str, Any] = json.loads(content.decode("utf-8", "surrogatepass"))
        return facts

    def write_json(self, name: str, facts: Mapping[str, Any]) -> None:
        """Keep facts under a name."""
        content = json.dumps(facts, ensure_ascii=False).encode("utf-8", "surrogatepass")
        self.write(name, _digest(content) + b"\n" + content)

    def sweep(self, folder: str, kept: Iterable[str]) -> None:
        """Remove everything from a folder of the cache but some names."""
        wanted = set(kept)
        with suppress(OSError):
            for entry in os.scandir(self.folder / folder):
                if entry.name not in wanted:
                    Path(entry.path).unlink(missing_ok=True)

    def _make_folder(self, folder: Path) -> None:
        """Make a folder in the cache; version control passes the cache by."""
        folder.mkdir(parents=True, exist_ok=True)
        ignore = self.folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text(_IGNORE, encoding="utf-8")

    def _sweep_leftovers(self) -> None:
        """Remove what runs left behind that were killed."""
        sweep_scratch(self.folder, _RUN)
        for path in self.folder.glob(f"{_UNFINISHED}*"):
            path.unlink(missing_ok=True)


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_DIGEST_SIZE).hexdigest().encode()


def key_of(parts: Iterable[str]) -> str:
    """Return a short name for something that depends on all parts, in their order."""
    listed = json.dumps(list(parts)).encode()
    return hashlib.blake2b(listed, digest_size=_DIGEST_SIZE).hexdigest()
