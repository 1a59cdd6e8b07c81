"""The files of sources, turns and segments: pieces of an earlier run that still hold, and what must be written anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from interview_coder.collecting import collecting_between
from interview_coder.known_sources import StoredSource
from interview_coder.library import Library, ReadSource
from interview_coder.project.held_file import HeldFile
from interview_coder.project.piece_file import Lengths, PieceFile, known_pieces
from interview_coder.project.records import quoter_of, segment_lines, source_line, turn_lines

BY_SOURCE = ("sources.jsonl", "turns.jsonl", "segments.jsonl")
"""The files whose lines hang on one source each."""


class Recording:
    """Writes the files, as far as sources changed.

    Parameters
    ----------
    library : Library
        Of the study; `take` what it reads, then `finish`.
    scratch : Path
        A folder for the files that are not as they were.
    held : mapping of str to HeldFile or None
        The files as an earlier run wrote them.
    """

    def __init__(self, library: Library, scratch: Path, held: Mapping[str, HeldFile | None]) -> None:
        self._library = library
        known = known_pieces(library.cache)
        self._files = {name: PieceFile(scratch / name, held[name], known.get(name)) for name in BY_SOURCE}

    def take(self, stored: StoredSource, read: ReadSource) -> None:
        """Write the lines of a source that was just read."""
        sources, turns, segments = (self._files[name] for name in BY_SOURCE)
        quote = quoter_of(read.source.text)
        if stored.key not in sources:
            sources.add(stored.key, source_line(read.source, quote).encode())
        if stored.key not in turns:
            turns.add(stored.key, turn_lines(read.source, quote).encode())
        if stored.key not in segments:
            segments.add(stored.key, segment_lines(read.source, read.segments, quote).encode())

    def finish(self, stored: Sequence[StoredSource]) -> tuple[dict[str, Path], Lengths]:
        """Write what else must be written.

        Parameters
        ----------
        stored : sequence of StoredSource
            All sources, in the order of their ids.

        Returns
        -------
        paths : dict of str to Path
            Where each file stands.
        lengths : mapping of str to mapping of str to int
        """
        for one in collecting_between(stored):
            if not all(one.key in file for file in self._files.values()):
                self.take(one, self._library.open(one))
        keys = [one.key for one in stored]
        finished = {name: file.finish(keys) for name, file in self._files.items()}
        return {name: path for name, (path, _) in finished.items()}, {name: n for name, (_, n) in finished.items()}
