"""A file that is made of pieces: what did not change since it was written before is copied, or left where it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Self

from interview_coder.project.cache import Cache
from interview_coder.project.held_file import HeldFile
from interview_coder.project.program_key import program_key
from interview_coder.project.stamps import Stamp, stamp_of

_COPIED_AT_ONCE = 1 << 20
_KEPT = "pieces.json"

Lengths = Mapping[str, Mapping[str, int]]
"""Name of a file → key of each of its pieces → bytes that it takes."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """Which pieces a file has, as long as it stands as it was written.

    Parameters
    ----------
    stamp : tuple of int
        Of the file.
    lengths : mapping of str to int
        Key of each piece in order → its length in bytes.
    """

    stamp: Stamp
    lengths: Mapping[str, int]


class PieceFile:
    """Writes a file piece by piece, within a ``with`` statement.

    Parameters
    ----------
    new : Path
        Where it is written.
    old : HeldFile, optional
        As it stood after an earlier run.
    known : Pieces, optional
        What the earlier file was made of.

    Attributes
    ----------
    lengths : dict of str to int
        Key of each piece so far → its length in bytes.
    """

    def __init__(self, new: Path, old: HeldFile | None, known: Pieces | None) -> None:
        self.new = new
        self.lengths: dict[str, int] = {}
        self._old = old if old is not None and known is not None and known.stamp == old.stamp else None
        lengths = known.lengths if known is not None and self._old is not None else {}
        self._places: dict[str, tuple[int, int]] = {}
        place = 0
        for key, length in lengths.items():
            self._places[key] = place, length
            place += length
        self._waiting: list[str] | None = []
        self._stream: IO[bytes] | None = None
        self._old_stream: IO[bytes] | None = None
        self._open_files = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open_files.close()

    def add(self, key: str, render: Callable[[], bytes]) -> None:
        """Add a piece; it is rendered only if the earlier file does not have it."""
        known = self._places.get(key)
        if known is not None and self._waiting is not None:
            self._waiting.append(key)
            self.lengths[key] = known[1]
            return
        self._write_waiting()
        if known is not None:
            self._copy(*known)
            self.lengths[key] = known[1]
        else:
            content = render()
            self._open().write(content)
            self.lengths[key] = len(content)

    def finish(self) -> Path:
        """Close the file, and return where it stands: where all is as before, that is the earlier one."""
        if self._old is not None and self._waiting == list(self._places):
            return self._old.path
        self._write_waiting()
        self._open()  # there is one even if nothing is in it
        self._open_files.close()
        return self.new

    def _write_waiting(self) -> None:
        waiting, self._waiting = self._waiting, None
        for place, length in _join_neighbours([self._places[key] for key in waiting or ()]):
            self._copy(place, length)

    def _open(self) -> IO[bytes]:
        if self._stream is None:
            self._stream = self._open_files.enter_context(self.new.open("wb"))
        return self._stream

    def _copy(self, place: int, length: int) -> None:
        if self._old_stream is None and self._old is not None:
            self._old_stream = self._open_files.enter_context(self._old.path.open("rb"))
        if self._old_stream is None:
            raise ValueError("there is no earlier file to copy from")
        self._old_stream.seek(place)
        stream = self._open()
        while length > 0:
            content = self._old_stream.read(min(length, _COPIED_AT_ONCE))
            if not content:
                raise OSError(f"{self._old_stream.name} was changed while it was read")
            stream.write(content)
            length -= len(content)


def _join_neighbours(places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for place, length in places:
        if joined and sum(joined[-1]) == place:
            joined[-1] = joined[-1][0], joined[-1][1] + length
        else:
            joined.append((place, length))
    return joined


def keep_pieces(cache: Cache, lengths: Lengths, outputs: Path) -> None:
    """Keep what a later run must know of files of pieces, which now stand in their places."""
    pieces = {name: [stamp_of(outputs / name), dict(of_pieces)] for name, of_pieces in lengths.items()}
    cache.write_json(_KEPT, {"program": program_key(), "files": pieces})


def is_of_this_program(cache: Cache) -> bool:
    """Whether the last run of which the cache knows, if any, was one of this very program."""
    return cache.read_json(_KEPT).get("program") in {None, program_key()}


def known_pieces(cache: Cache) -> dict[str, Pieces]:
    """Return what the files are made of that this very program wrote, by name."""
    kept = cache.read_json(_KEPT)
    if kept.get("program") != program_key():
        return {}
    return {name: Pieces((a, b, c), lengths) for name, ((a, b, c), lengths) in kept["files"].items()}
