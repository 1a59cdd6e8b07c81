"""``codings.jsonl``: lines of an earlier run and new ones, put in order without taking them apart."""

from __future__ import annotations

import mmap
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from interview_coder.project.coding_table import CodingTable, join_tables

_LINES_AT_ONCE = 5_000


Part = tuple[Path, CodingTable, tuple[bytes, bytes] | None]
"""A file of lines, the rows of those that are wanted, and what stands in each of them once and is to be replaced."""


def write_in_order(path: Path, parts: Sequence[Part], order_of_codes: Sequence[int]) -> CodingTable:
    """Write the lines of several files as one, by source, place and code.

    Parameters
    ----------
    path : Path
        The file that is written.
    parts : sequence of Part
    order_of_codes : sequence of int
        Rank of every code.

    Returns
    -------
    CodingTable
        Of the new file, in its order.
    """
    import numpy as np

    table = join_tables([rows for _, rows, _ in parts])
    part_of = np.repeat(np.arange(len(parts)), [len(rows) for _, rows, _ in parts])
    order = np.lexsort((np.array(order_of_codes, np.int32)[table.codes], table.ends, table.starts, table.sources))
    with ExitStack() as stack, path.open("wb") as stream:
        contents = [stack.enter_context(mapped(file)) for file, _, _ in parts]
        changes = [change for _, _, change in parts]
        for first in range(0, len(order), _LINES_AT_ONCE):
            some = order[first : first + _LINES_AT_ONCE]
            places = zip(
                part_of[some].tolist(), table.line_starts[some].tolist(), table.line_lengths[some].tolist(), strict=True
            )
            stream.write(b"".join(_lines(places, contents, changes)))
            for content in contents:
                leave(content)
    grown = np.array([0 if change is None else len(change[1]) - len(change[0]) for _, _, change in parts], np.int64)
    table = table.take(order)
    table = table.replace(line_lengths=table.line_lengths + grown[part_of[order]])
    before = np.cumsum(table.line_lengths) - table.line_lengths
    return table.replace(line_starts=before)


def _lines(
    places: Iterator[tuple[int, int, int]], contents: Sequence[Any], changes: Sequence[tuple[bytes, bytes] | None]
) -> Iterator[bytes]:
    for part, start, length in places:
        line = contents[part][start : start + length]
        change = changes[part]
        yield line if change is None else line.replace(*change)


def leave(content: mmap.mmap | bytes) -> None:
    """Let the pages of a mapped file go that were read; they are read again when they are asked for."""
    if isinstance(content, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
        content.madvise(mmap.MADV_DONTNEED)


@contextmanager
def mapped(path: Path) -> Iterator[mmap.mmap | bytes]:
    """Give a file's content, without reading all of it; nothing of an empty file can be mapped."""
    with path.open("rb") as stream:
        if not path.stat().st_size:
            yield b""
            return
        with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
            yield content
