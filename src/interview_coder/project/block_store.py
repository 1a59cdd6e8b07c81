"""Many blocks of bytes in few files: opening a file costs more than reading a source from it."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable
from contextlib import suppress

from interview_coder.project.cache import Cache

_INDEX = "index.json"
_MOST_BYTES = 8 << 20
"""Of the blocks that wait to be written together."""
_MOST_SMALL_FILES = 16


class BlockStore:
    """Blocks by key, in files of a folder of the cache. What cannot be read is missing.

    Parameters
    ----------
    cache : Cache
    folder : str
        Nothing else is in it.
    """

    def __init__(self, cache: Cache, folder: str) -> None:
        self._cache, self._folder = cache, folder
        self._waiting: dict[str, bytes] = {}
        self._n_waiting = 0
        self._files = self._find_files()
        self._places: dict[str, tuple[str, int, int]] = {}
        for name in self._files:
            self._find_places(name)
        self._read_last = ""
        self._content = b""

    def __contains__(self, key: str) -> bool:
        return key in self._waiting or key in self._places

    def add(self, key: str, block: bytes) -> None:
        """Keep a block; a later one of the same key takes its place."""
        self._waiting[key] = block
        self._n_waiting += len(block)
        if self._n_waiting >= _MOST_BYTES:
            self._write_waiting()

    def read(self, key: str) -> bytes | None:
        """Return a block, which may be damaged; None where it is gone."""
        if key in self._waiting:
            return self._waiting[key]
        if key not in self._places:
            return None
        name, start, length = self._places[key]
        if name != self._read_last:
            self._read_last, self._content = name, b""
            return self._cache.read(self._path(name), start, length)
        if not self._content:  # whoever asks for a second block of a file may ask for all
            self._content = self._cache.read(self._path(name)) or b""
        return self._content[start : start + length]

    def keep(self, keys: Iterable[str]) -> None:
        """Make sure that some blocks are found by the next program, and drop all others."""
        wanted = set(keys)
        self._waiting = {key: block for key, block in self._waiting.items() if key in wanted}
        for name in self._wasteful(wanted):
            for key in self._files.pop(name):
                block = self.read(key) if key in wanted and self._places[key][0] == name else None
                if block is not None:
                    self._waiting.setdefault(key, block)
        self._write_waiting()
        if self._files != self._cache.read_json(self._index):
            self._cache.write_json(self._index, self._files)
        self._cache.sweep(self._folder, [_INDEX, *map(_file_name, self._files)])

    def forget(self, key: str) -> None:
        """Take note that a block is damaged: it and those beside it are missing from now on."""
        self._waiting.pop(key, None)
        name = self._places.get(key, ("", 0, 0))[0]
        for other in self._files.pop(name, ()):
            self._places.pop(other, None)
        self._cache.write_json(self._index, self._files)

    def _wasteful(self, wanted: set[str]) -> list[str]:
        """Return files of which most is of no use, and small ones when there are many."""
        sizes = {name: sum(blocks.values()) for name, blocks in self._files.items()}
        used = {
            name: sum(length for key, length in blocks.items() if key in wanted and self._places[key][0] == name)
            for name, blocks in self._files.items()
        }
        small = [name for name, n_bytes in used.items() if n_bytes * 4 < _MOST_BYTES]
        return [
            name
            for name, n_bytes in used.items()
            if n_bytes * 2 < sizes[name] or (len(small) > _MOST_SMALL_FILES and name in small)
        ]

    def _write_waiting(self) -> None:
        if not self._waiting:
            return
        name = secrets.token_hex(8)
        self._cache.write(self._path(name), b"".join(self._waiting.values()))
        self._files[name] = {key: len(block) for key, block in self._waiting.items()}
        self._find_places(name)
        self._waiting, self._n_waiting = {}, 0

    def _find_files(self) -> dict[str, dict[str, int]]:
        """Return the files that stand as they were written: by name, the length of each of their blocks."""
        sizes: dict[str, int] = {}
        with suppress(OSError), os.scandir(self._cache.folder / self._folder) as entries:
            sizes = {entry.name: entry.stat().st_size for entry in entries}
        known = self._cache.read_json(self._index)
        return {name: blocks for name, blocks in known.items() if sizes.get(_file_name(name)) == sum(blocks.values())}

    def _find_places(self, name: str) -> None:
        start = 0
        for key, length in self._files[name].items():
            self._places[key] = name, start, length
            start += length

    @property
    def _index(self) -> str:
        return f"{self._folder}/{_INDEX}"

    def _path(self, name: str) -> str:
        return f"{self._folder}/{_file_name(name)}"


def _file_name(name: str) -> str:
    return f"{name}.bin"
