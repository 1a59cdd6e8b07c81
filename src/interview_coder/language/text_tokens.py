"""Text → the tokens of some paragraphs in a row, as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interview_coder.language.vocabulary import Vocabulary
from interview_coder.model.segment import Paragraph

Ints = NDArray[np.int32]
Places = NDArray[np.int64]
"""Places in another array."""
Bools = NDArray[np.bool_]

_LAST_SPACE = 0x3000
_IS_SPACE = np.array([chr(code).isspace() for code in range(_LAST_SPACE + 2)])
"""By code point; the last one stands for all beyond."""


@dataclass(frozen=True, slots=True, eq=False)
class TextTokens:
    """The words and marks of some paragraphs, in a row with a line end before and after each.

    Parameters
    ----------
    text : str
        The row of paragraphs.
    codes : ndarray of uint8 or uint32
        Its code points.
    types : ndarray of int32
        Number of each token's type in the vocabulary.
    starts, ends : ndarray of int32
        Places in `text`.
    flags : ndarray of uint8
        See `word_flags`; a hyphen with space at its side does not join.
    firsts : ndarray of int64
        First token of each paragraph; then the number of all tokens.
    shifts : ndarray of int64
        For each paragraph what leads from a place in `text` to the place in the source.
    """

    text: str
    codes: NDArray[np.uint8] | NDArray[np.uint32]
    types: Ints
    starts: Ints
    ends: Ints
    flags: NDArray[np.uint8]
    firsts: Places
    shifts: Places

    def __len__(self) -> int:
        return len(self.types)

    def word(self, token: int) -> str:
        """Return a token as it is written."""
        return self.text[self.starts[token] : self.ends[token]]

    def begin_with(self, tokens: Places, letters: str) -> Bools:
        """Tell for each of a few tokens whether it begins with one of some letters."""
        return np.array([self.text[start] in letters for start in self.starts[tokens].tolist()], np.bool_)

    def ranges(self, spans: Sequence[tuple[int, int]]) -> tuple[Places, Places]:
        """Return for spans of the source the first token that begins in each, and the first one after it."""
        if not spans:
            return np.empty(0, np.int64), np.empty(0, np.int64)
        starts = self.starts + np.repeat(self.shifts, np.diff(self.firsts))
        borders = np.searchsorted(starts, np.array(spans, np.int64))
        return borders[:, 0], borders[:, 1]

    def covered(self, firsts: Places, lasts: Places) -> Bools:
        """Tell for each token whether it is in one of some ranges."""
        steps = np.zeros(len(self) + 1, np.int64)
        np.add.at(steps, firsts, 1)
        np.subtract.at(steps, lasts, 1)
        return np.cumsum(steps[:-1]) > 0


def read_tokens(text: str, paragraphs: Sequence[Paragraph], vocabulary: Vocabulary) -> TextTokens:
    """Read the tokens of paragraphs.

    Parameters
    ----------
    text : str
        The source's.
    paragraphs : sequence of Paragraph
        In the order of the text.
    vocabulary : Vocabulary
        New words are added to it.
    """
    row = "".join([f"\n{text[paragraph.start : paragraph.end]}" for paragraph in paragraphs]) + "\n"
    lengths = np.array([paragraph.end - paragraph.start for paragraph in paragraphs], np.int64)
    paragraph_starts = np.cumsum(lengths + 1) - lengths
    codes = _code_points(row)
    is_space = _IS_SPACE.take(codes, mode="clip")
    borders = np.flatnonzero(is_space[:-1] != is_space[1:]) + 1
    chunk_starts, chunk_ends = borders[::2], borders[1::2]
    counts, tokens = vocabulary.chunks.tokens_of(vocabulary.chunks.number(row, chunk_starts, chunk_ends, vocabulary))
    shifts = np.repeat(chunk_starts.astype(np.int32), counts)
    first_tokens = np.concatenate(([0], np.cumsum(counts)))
    return TextTokens(
        row,
        codes,
        tokens.types,
        tokens.starts + shifts,
        tokens.ends + shifts,
        tokens.flags,
        firsts=first_tokens[np.append(np.searchsorted(chunk_starts, paragraph_starts), len(counts))],
        shifts=np.array([paragraph.start for paragraph in paragraphs], np.int64) - paragraph_starts,
    )


def _code_points(text: str) -> NDArray[np.uint8] | NDArray[np.uint32]:
    if text.isascii():
        return np.frombuffer(text.encode(), np.uint8)
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.dtype("<u4"))
