"""Numbers and text in one block of bytes: what the cache keeps, read without copying, and known to be whole."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MAGIC = b"ICP2"
_ALIGNMENT = 8
_HEAD = struct.Struct("<4sIQQII")
"""Magic, length of the header, of what is read first and of the rest, checksum of the first two and of the rest."""


def pack(
    facts: Mapping[str, Any],
    arrays: Mapping[str, NDArray[Any]],
    texts: Mapping[str, bytes],
    *,
    first: Mapping[str, NDArray[Any]] | None = None,
) -> bytes:
    """Write facts (as JSON), arrays of one dimension and pieces of bytes as one block.

    Parameters
    ----------
    first : mapping of str to array, optional
        Arrays that can be asked for, as the facts can, when only the beginning of the block was read.
    """
    directory: dict[str, tuple[int, int, str]] = {}
    beginning = _lay_out(((name, array.tobytes(), array.dtype.str) for name, array in (first or {}).items()), directory)
    rest = _lay_out(
        (
            *((name, array.tobytes(), array.dtype.str) for name, array in arrays.items()),
            *((name, text, "") for name, text in texts.items()),
        ),
        directory,
        offset=len(beginning),
    )
    header = json.dumps([directory, facts], ensure_ascii=False).encode("utf-8", "surrogatepass")
    header += b" " * (-len(header) % _ALIGNMENT)
    # against bad disks, not against people: five times as quick as a hash
    sums = zlib.crc32(header + beginning), zlib.crc32(rest)
    return b"".join((_HEAD.pack(_MAGIC, len(header), len(beginning), len(rest), *sums), header, beginning, rest))


def _lay_out(
    contents: Iterable[tuple[str, bytes, str]], directory: dict[str, tuple[int, int, str]], *, offset: int = 0
) -> bytes:
    pieces: list[bytes] = []
    for name, content, kind in contents:
        directory[name] = offset, len(content), kind
        padding = -len(content) % _ALIGNMENT
        pieces += [content, bytes(padding)]
        offset += len(content) + padding
    return b"".join(pieces)


class Packed:
    """A block that `pack` wrote.

    Parameters
    ----------
    raw : bytes
        All of it.
    is_beginning : bool, default=False
        There may be less: at least as much as was to be read first, and nothing else can be asked for.

    Raises
    ------
    ValueError
        When it is no such block, or a byte of it is wrong or missing.
    """

    def __init__(self, raw: bytes, *, is_beginning: bool = False) -> None:
        if len(raw) < _HEAD.size or raw[:4] != _MAGIC:
            raise ValueError("no packed block")
        _, n_header, n_first, n_rest, sum_of_first, sum_of_rest = _HEAD.unpack_from(raw)
        self._raw = raw
        self._start = _HEAD.size + n_header
        self._end = self._start + n_first + (0 if is_beginning else n_rest)
        content = memoryview(raw)
        if len(raw) < self._end or zlib.crc32(content[_HEAD.size : self._start + n_first]) != sum_of_first:
            raise ValueError("a packed block is damaged")
        if not is_beginning and (len(raw) != self._end or zlib.crc32(content[self._start + n_first :]) != sum_of_rest):
            raise ValueError("a packed block is damaged")
        header = raw[_HEAD.size : self._start].decode("utf-8", "surrogatepass")
        self._directory, self.facts = json.loads(header)

    def array(self, name: str) -> NDArray[Any]:
        """Return an array; it cannot be written to."""
        import numpy as np

        offset, length, kind = self._find(name)
        dtype = np.dtype(kind)
        return np.frombuffer(self._raw, dtype, length // dtype.itemsize, offset)

    def text(self, name: str) -> bytes:
        """Return a piece of bytes."""
        offset, length, _ = self._find(name)
        return self._raw[offset : offset + length]

    def _find(self, name: str) -> tuple[int, int, str]:
        offset, length, kind = self._directory[name]
        if self._start + offset + length > self._end:
            raise ValueError(f"{name} is beyond the beginning of a packed block")
        return self._start + offset, length, kind
