"""The files of sources, turns and segments: pieces of an earlier run that still hold, and what must be written anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path

from interview_coder.collecting import collecting_between
from interview_coder.known_sources import StoredSource
from interview_coder.library import Library, ReadSource
from interview_coder.project.held_file import HeldFile
from interview_coder.project.piece_file import Lengths, PieceFile, known_pieces
from interview_coder.project.records import segment_lines, source_line, turn_lines

BY_SOURCE = ("sources.jsonl", "turns.jsonl", "segments.jsonl")
"""The files whose lines hang on one source each."""


def record_sources(
    library: Library, stored: Sequence[StoredSource], scratch: Path, held: Mapping[str, HeldFile | None]
) -> tuple[dict[str, Path], Lengths]:
    """Write the files, as far as sources changed.

    Parameters
    ----------
    library : Library
    stored : sequence of StoredSource
        All sources, in the order of their ids.
    scratch : Path
        A folder for the files that are not as they were.
    held : mapping of str to HeldFile or None
        The files as an earlier run wrote them.

    Returns
    -------
    paths : dict of str to Path
        Where each file stands.
    lengths : mapping of str to mapping of str to int
    """
    known = known_pieces(library.cache)
    with ExitStack() as stack:
        files = {
            name: stack.enter_context(PieceFile(scratch / name, held[name], known.get(name))) for name in BY_SOURCE
        }
        for one in collecting_between(stored):
            lines = _SourceLines(library, one)
            for name, render in zip(BY_SOURCE, (lines.source, lines.turns, lines.segments), strict=True):
                files[name].add(one.key, render)
        return {name: file.finish() for name, file in files.items()}, {n: file.lengths for n, file in files.items()}


class _SourceLines:
    """The lines of a source, which is opened once, if any of them are asked for."""

    def __init__(self, library: Library, stored: StoredSource) -> None:
        self._library, self._stored = library, stored

    @cached_property
    def _read(self) -> ReadSource:
        return self._library.open(self._stored)

    def source(self) -> bytes:
        return source_line(self._read.source).encode()

    def turns(self) -> bytes:
        return turn_lines(self._read.source).encode()

    def segments(self) -> bytes:
        return segment_lines(self._read.source, self._read.segments).encode()
