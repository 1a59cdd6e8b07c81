"""White-space chunks → tokens: each distinct chunk is cut once, most of them without spaCy.

spaCy cuts each chunk, what ``str.split`` gives, by itself, so the tokens of a text are those of its chunks. (Only its
search for emoticons looks over spaces, and so misses the one in ``re:( (``. Here each chunk is on its own.)
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import accumulate, combinations, islice
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from interview_coder.language.chunk_numbers import ChunkNumbers, Places
from interview_coder.language.tokeniser import BEFORE_IS, Cut
from interview_coder.language.word_flags import HYPHEN, JOINS

if TYPE_CHECKING:
    from interview_coder.language.vocabulary import Vocabulary

_ARRAYS = ("first_tokens", "types", "starts", "ends", "flags")
_PLAIN = re.compile(
    r"""(["“‘'(\[]?)([0-9]+(?:[.,][0-9]+)*|[A-Za-z]+(?:(?:-[A-Za-z]+)+|[0-9]+)?)(['’]s|)([,.;:!?"”’')\]…]{0,2})"""
)
_HYPHEN = re.compile("(-)")
_ELLIPSES = frozenset({"..", ".…", "….", "……"})
_NORMS = {"“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "’s": "'s"}


class Tokens(NamedTuple):
    """Tokens of many chunks in a row, as arrays.

    Parameters
    ----------
    types : ndarray of int32
        Number of each token's type.
    starts, ends : ndarray of int32
        Code points from the start of its chunk.
    flags : ndarray of uint8
        Of its type, without ``CONTENT``; a hyphen at the edge of its chunk does not join.
    """

    types: NDArray[np.int32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    flags: NDArray[np.uint8]


class ChunkTable:
    """The distinct chunks of a study, numbered in the order in which they were met, and the tokens of each.

    Parameters
    ----------
    chunks : iterable of str
        Those of which the tokens are filled in next.
    """

    def __init__(self, chunks: Iterable[str] = ()) -> None:
        self.numbers = ChunkNumbers(chunks)
        self.first_tokens = array("i", [0])
        self.types = array("i")
        self.starts = array("i")
        self.ends = array("i")
        self.flags = array("B")

    def number(self, text: str, starts: Places, ends: Places, vocabulary: Vocabulary) -> NDArray[np.int32]:
        """Return the number of each chunk ``text[start:end]``; new ones are cut, and their words added."""
        numbers = self.numbers.find(text, starts, ends)
        n_new = len(self.numbers) - (len(self.first_tokens) - 1)
        if n_new:
            new = list(islice(reversed(self.numbers.by_text), n_new))[::-1]
            try:
                self._append(new, vocabulary)
            except BaseException:
                self.numbers.forget(new)
                raise
        return numbers

    def tokens_of(self, numbers: NDArray[np.int32]) -> tuple[NDArray[np.int32], Tokens]:
        """Return how many tokens each of some chunks has, and these tokens in a row."""
        first = np.frombuffer(self.first_tokens, np.int32)
        begins = first[numbers]
        counts = first[numbers + 1] - begins
        ends = np.cumsum(counts)
        places = np.arange(ends[-1] if len(ends) else 0) + np.repeat(begins - ends + counts, counts)
        # looked up in views that are gone when this returns: an array that is looked at cannot grow
        return counts, Tokens(
            np.frombuffer(self.types, np.int32)[places],
            np.frombuffer(self.starts, np.int32)[places],
            np.frombuffer(self.ends, np.int32)[places],
            np.frombuffer(self.flags, np.uint8)[places],
        )

    def to_arrays(self) -> dict[str, bytes]:
        """Return the tokens of all chunks as bytes, to be kept."""
        return {name: getattr(self, name).tobytes() for name in _ARRAYS}

    @classmethod
    def from_arrays(cls, chunks: Sequence[str], arrays: Mapping[str, bytes]) -> ChunkTable:
        """Return the table of some chunks whose tokens were kept."""
        table = cls(chunks)
        for name in _ARRAYS:
            column = getattr(table, name)
            del column[:]
            column.frombytes(arrays[name])
        return table

    def _append(self, chunks: Sequence[str], vocabulary: Vocabulary) -> None:
        types: list[int] = []
        lengths: list[int] = []
        counts: list[int] = []
        for chunk, pieces, cuts in _cut(chunks, vocabulary):
            if pieces:
                types += map(vocabulary.number_plain, pieces)
                lengths += map(len, pieces)
            else:
                types += [vocabulary.number(chunk[start:end], norm) for start, end, norm in cuts]
                lengths += [end - start for start, end, _ in cuts]
            counts.append(len(types))
        self._append_tokens(
            np.array(types, np.int32), np.array(lengths, np.int32), np.array(counts, np.int32), vocabulary.plain_flags
        )

    def _append_tokens(
        self, types: NDArray[np.int32], lengths: NDArray[np.int32], lasts: NDArray[np.int32], flags_of: bytearray
    ) -> None:
        """Add tokens of chunks in a row, given how many there are up to the end of each chunk."""
        firsts = np.append(0, lasts[:-1])
        ends = np.cumsum(lengths, dtype=np.int32)
        starts = ends - lengths
        shifts = np.repeat(starts[firsts], lasts - firsts)
        flags = np.frombuffer(flags_of, np.uint8)[types]
        at_edge = np.zeros(len(types), np.bool_)
        at_edge[firsts] = at_edge[lasts - 1] = True
        flags[at_edge & (flags & HYPHEN != 0)] &= ~np.uint8(JOINS)
        self.first_tokens.frombytes((lasts + self.first_tokens[-1]).astype(np.int32).tobytes())
        self.types.frombytes(types.tobytes())
        self.starts.frombytes((starts - shifts).tobytes())
        self.ends.frombytes((ends - shifts).tobytes())
        self.flags.frombytes(flags.tobytes())


def cut_chunks(chunks: Sequence[str], vocabulary: Vocabulary) -> list[Sequence[Cut]]:
    """Cut chunks as spaCy's blank English tokeniser would, and ask it only for those that are not plain."""
    return [cuts or place_pieces(pieces) for _, pieces, cuts in _cut(chunks, vocabulary)]


def _cut(chunks: Sequence[str], vocabulary: Vocabulary) -> Iterable[tuple[str, Sequence[str], Sequence[Cut]]]:
    """Return each chunk with its pieces where it is plain, and with what spaCy says where it is not."""
    exceptions = vocabulary.facts().exceptions
    plain = [cut_plainly(chunk, exceptions) for chunk in chunks]
    hard = [chunk for chunk, pieces in zip(chunks, plain, strict=True) if not pieces]
    cuts = iter(vocabulary.ask_tokeniser(hard) if hard else ())
    return [(chunk, pieces, () if pieces else next(cuts)) for chunk, pieces in zip(chunks, plain, strict=True)]


def cut_plainly(chunk: str, exceptions: Set[str]) -> Sequence[str]:
    """Cut a plain chunk as spaCy does.

    Plain are ASCII letters (with hyphens between, figures behind, or a possessive ``'s`` at the end) and numbers, with
    a mark before or two after.

    Parameters
    ----------
    exceptions : set of str
        Those of spaCy: what holds one of them is not plain.

    Returns
    -------
    sequence of str
        Its pieces; empty where the chunk is not plain.

    Examples
    --------
    >>> [cut_plainly(chunk, frozenset()) for chunk in ("ward", "(top-down", "ward’s,", "A.", "don't", "u.k.")]
    [('ward',), ('(', 'top', '-', 'down'), ('ward', '’s', ','), (), (), ()]
    """
    if chunk in exceptions:
        return ()
    if chunk.isalpha() and chunk.isascii():
        return (chunk,)
    found = _PLAIN.fullmatch(chunk)
    if found is None:
        return ()
    before, core, ending, after = found.groups()
    if ending and core.lower() in BEFORE_IS:
        return ()
    if core in exceptions or after in _ELLIPSES:
        return ()
    # spaCy takes a full stop off after a digit, a small letter or two capitals only
    if after[:1] == "." and not ending and core[-1].isupper() and not core[-2:-1].isupper():
        return ()
    parts = _HYPHEN.split(core) if "-" in core else (core,)
    pieces = tuple([piece for piece in (before, *parts, ending, *after) if piece])
    if len(pieces) > 2 and not exceptions.isdisjoint(_rows(pieces)):
        return ()
    return pieces


def place_pieces(pieces: Sequence[str]) -> list[Cut]:
    """Return the pieces of a plain chunk as spaCy would.

    Examples
    --------
    >>> place_pieces(("“", "Ward"))
    [Cut(start=0, end=1, norm='"'), Cut(start=1, end=5, norm='ward')]
    """
    ends = accumulate(map(len, pieces))
    return [Cut(end - len(piece), end, plain_norm(piece)) for end, piece in zip(ends, pieces, strict=True)]


def plain_norm(piece: str) -> str:
    """Return the norm of a piece of a plain chunk."""
    return _NORMS.get(piece) or piece.lower()


def _rows(pieces: Sequence[str]) -> Iterator[str]:
    """Yield what two or more pieces in a row make together."""
    for first, last in combinations(range(len(pieces) + 1), 2):
        if last - first > 1:
            yield "".join(pieces[first:last])
