"""A file that is made of pieces: what did not change since it was written before is copied, or left where it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import IO, NamedTuple

from interview_coder.project.cache import Cache
from interview_coder.project.growing_file import GrowingFile
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
    """Puts a file together of pieces that stand in its earlier version, and of new ones.

    Parameters
    ----------
    path : Path
        Where it is written.
    old : HeldFile, optional
        As it stood after an earlier run.
    known : Pieces, optional
        What the earlier file was made of.
    """

    def __init__(self, path: Path, old: HeldFile | None, known: Pieces | None) -> None:
        self._path = path
        self._new = GrowingFile(path.with_name(f"new-{path.name}"))
        self._places: dict[str, _Place] = {}
        self._old: Path | None = None
        self._keys: list[str] = []
        if old is not None and known is not None and known.stamp == old.stamp:
            self._old, self._keys = old.path, list(known.lengths)
            ends = accumulate(known.lengths.values())
            for (key, length), end in zip(known.lengths.items(), ends, strict=True):
                self._places[key] = _Place(old.path, end - length, length)

    def __contains__(self, key: str) -> bool:
        return key in self._places

    def add(self, key: str, piece: bytes) -> None:
        """Add a piece that the earlier file does not have."""
        self._places[key] = _Place(self._new.path, self._new.add(piece), len(piece))

    def finish(self, keys: Sequence[str]) -> tuple[Path, dict[str, int]]:
        """Put all pieces in order.

        Parameters
        ----------
        keys : sequence of str
            Of all pieces that are wanted; each is known or was added.

        Returns
        -------
        path : Path
            Where the file stands: where all is as before, that is the earlier one.
        lengths : dict of str to int
            Key of each piece → its length in bytes.
        """
        new = self._new.finish()
        lengths = {key: self._places[key].length for key in keys}
        if self._old is not None and self._keys == list(keys):
            return self._old, lengths
        stretches = _join_neighbours([self._places[key] for key in keys])
        if stretches == [_Place(new, 0, self._new.n_bytes)]:
            return new, lengths
        with ExitStack() as stack, self._path.open("wb") as stream:
            files = {path: stack.enter_context(path.open("rb")) for path in {one.path for one in stretches}}
            for one in stretches:
                _copy(files[one.path], one, stream)
        return self._path, lengths


class _Place(NamedTuple):
    path: Path
    start: int
    length: int


def _copy(file: IO[bytes], place: _Place, into: IO[bytes]) -> None:
    file.seek(place.start)
    left = place.length
    while left:
        content = file.read(min(left, _COPIED_AT_ONCE))
        if not content:
            raise OSError(f"{place.path} was changed while it was read")
        into.write(content)
        left -= len(content)


def _join_neighbours(places: Iterable[_Place]) -> list[_Place]:
    joined: list[_Place] = []
    for place in places:
        last = joined[-1] if joined else None
        if last is not None and last.path == place.path and last.start + last.length == place.start:
            joined[-1] = _Place(last.path, last.start, last.length + place.length)
        else:
            joined.append(place)
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
