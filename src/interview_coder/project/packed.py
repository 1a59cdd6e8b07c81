"""Numbers and text in one block of bytes: what the cache keeps, read without copying, and known to be whole."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MAGIC = b"ICP3"
_ALIGNMENT = 8
_HEAD = struct.Struct("<4sIQQ")
"""Magic, length of the header and of the rest, checksum of both."""


def pack(facts: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]], texts: Mapping[str, bytes]) -> bytes:
    """Write facts (as JSON), arrays of one dimension and pieces of bytes as one block."""
    directory: dict[str, tuple[int, int, str]] = {}
    pieces: list[bytes] = []
    offset = 0
    contents = (
        *((name, array.tobytes(), array.dtype.str) for name, array in arrays.items()),
        *((name, text, "") for name, text in texts.items()),
    )
    for name, content, kind in contents:
        directory[name] = offset, len(content), kind
        padding = -len(content) % _ALIGNMENT
        pieces += [content, bytes(padding)]
        offset += len(content) + padding
    header = json.dumps([directory, facts], ensure_ascii=False).encode("utf-8", "surrogatepass")
    header += b" " * (-len(header) % _ALIGNMENT)
    rest = b"".join(pieces)
    # against bad disks, not against people: five times as quick as a hash
    return b"".join((_HEAD.pack(_MAGIC, len(header), offset, zlib.crc32(rest, zlib.crc32(header))), header, rest))


class Packed:
    """A block that `pack` wrote.

    Parameters
    ----------
    raw : bytes

    Raises
    ------
    ValueError
        When it is no such block, or a byte of it is wrong or missing.
    """

    def __init__(self, raw: bytes) -> None:
        if len(raw) < _HEAD.size or raw[:4] != _MAGIC:
            raise ValueError("no packed block")
        _, n_header, n_rest, checksum = _HEAD.unpack_from(raw)
        self._raw = raw
        self._start = _HEAD.size + n_header
        if len(raw) != self._start + n_rest or zlib.crc32(memoryview(raw)[_HEAD.size :]) != checksum:
            raise ValueError("a packed block is damaged")
        header = raw[_HEAD.size : self._start].decode("utf-8", "surrogatepass")
        self._directory, self.facts = json.loads(header)

    def __contains__(self, name: str) -> bool:
        return name in self._directory

    def array(self, name: str) -> NDArray[Any]:
        """Return an array; it cannot be written to."""
        import numpy as np

        offset, length, kind = self._directory[name]
        dtype = np.dtype(kind)
        return np.frombuffer(self._raw, dtype, length // dtype.itemsize, self._start + offset)

    def text(self, name: str) -> bytes:
        """Return a piece of bytes."""
        offset, length, _ = self._directory[name]
        return self._raw[self._start + offset : self._start + offset + length]
