"""The distinct white-space chunks of a study and their numbers, found in a text without making strings of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import count

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.int64]
Bytes8 = NDArray[np.uint64]
"""Eight bytes of text each."""

_N_SLOTS_AS_POWER = 18
_LONGEST = 16
_NO_TEXT = b"\xff"
_BEYOND = np.array([2**64 - 2 ** (8 * n_bytes) for n_bytes in range(8)] + [0], np.uint64)
"""For n bytes that are text, those of eight that are not; UTF-8 has no byte of ones only."""
_MIXERS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0xBF58476D1CE4E5B9], np.uint64)


class _Numbers(dict[str, int]):
    """Numbers texts in the order in which they are asked for."""

    def __missing__(self, text: str) -> int:
        number = self[text] = len(self)
        return number


class ChunkNumbers:
    """Numbers chunks in the order in which they were met.

    A dictionary knows them all. To look up each chunk of a text there takes longest of all that is done to read words,
    so those of up to 16 bytes that came first to their slot of a fixed table are found there, many at once.

    Parameters
    ----------
    chunks : iterable of str
        Those that are known, in the order of their numbers.
    """

    def __init__(self, chunks: Iterable[str] = ()) -> None:
        self.by_text: dict[str, int] = _Numbers(zip(chunks, count()))
        n_slots = 1 << _N_SLOTS_AS_POWER
        # no chunk is nothing at all, so empty slots are never found
        self._low = np.full(n_slots, _BEYOND[0])
        self._high = np.full(n_slots, _BEYOND[0])
        self._number = np.zeros(n_slots, np.int32)

    def __len__(self) -> int:
        return len(self.by_text)

    def find(self, text: str, starts: Places, ends: Places) -> NDArray[np.int32]:
        """Return the number of each chunk ``text[start:end]``; new ones get the next.

        Parameters
        ----------
        text : str
            Does not end with a chunk.
        """
        low, high, is_short = _read_bytes(text, starts, ends)
        slots = _mix(low, high)
        numbers = self._number[slots]
        is_found = (self._low[slots] == low) & (self._high[slots] == high) & is_short
        others = np.flatnonzero(~is_found)
        spans = zip(starts[others].tolist(), ends[others].tolist(), strict=True)
        by_text = self.by_text
        numbers[others] = [by_text[text[start:end]] for start, end in spans]
        self._fill_slots(others[is_short[others]], slots, low, high, numbers)
        return numbers

    def forget(self, chunks: Sequence[str]) -> None:
        """Take back the last numbers that were given."""
        for chunk in chunks:
            del self.by_text[chunk]
        first = len(self.by_text)
        self._low[self._number >= first] = _BEYOND[0]

    def _fill_slots(self, places: Places, slots: Places, low: Bytes8, high: Bytes8, numbers: NDArray[np.int32]) -> None:
        asked, first = np.unique(slots[places], return_index=True)
        is_empty = self._low[asked] == _BEYOND[0]
        empty, taken_by = asked[is_empty], places[first[is_empty]]
        self._low[empty], self._high[empty] = low[taken_by], high[taken_by]
        self._number[empty] = numbers[taken_by]


def _read_bytes(text: str, starts: Places, ends: Places) -> tuple[Bytes8, Bytes8, NDArray[np.bool_]]:
    """Return the first eight bytes of each chunk, the second eight, and whether there are no more."""
    raw = text.encode("utf-8", "surrogatepass")
    if len(raw) > len(text):
        first_bytes = np.flatnonzero(np.frombuffer(raw, np.uint8) & 0xC0 != 0x80)
        starts, ends = first_bytes[starts], first_bytes[ends]
    eights: Bytes8 = np.ndarray((len(raw) + 9,), np.dtype("<u8"), raw + _NO_TEXT * _LONGEST, strides=(1,))
    lengths = ends - starts
    low = eights[starts] | _BEYOND[np.minimum(lengths, 8)]
    high = eights[np.minimum(starts + 8, len(raw))] | _BEYOND[np.clip(lengths - 8, 0, 8)]
    return low, high, lengths <= _LONGEST


def _mix(low: Bytes8, high: Bytes8) -> Places:
    """Return the slot of each chunk."""
    mixed = low * _MIXERS[0] ^ high * _MIXERS[1]
    mixed ^= mixed >> np.uint64(29)
    mixed *= _MIXERS[2]
    mixed >>= np.uint64(64 - _N_SLOTS_AS_POWER)
    slots: Places = mixed.astype(np.int64)
    return slots
