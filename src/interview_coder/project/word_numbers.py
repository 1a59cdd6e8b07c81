"""Whether numbers of words, kept with a source, mean the same in the vocabulary at hand."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Sequence

_DIGEST_SIZE = 16

WordMark = tuple[int, str]
"""How many words a vocabulary had, and their digest."""


class WordNumbers:
    """Digests of the first words of a vocabulary, however many.

    A vocabulary only grows, so numbers that were given when it had n words mean the same in every vocabulary whose
    first n words are the same. One whose latest words were lost, because the program was stopped or two computers share
    the study, gives these numbers to other words.

    Parameters
    ----------
    types : sequence of (str, str)
        Words of the vocabulary, by number; may grow.
    """

    def __init__(self, types: Sequence[tuple[str, str]]) -> None:
        self._types = types
        self._counts = [0]
        self._hashes = [hashlib.blake2b(digest_size=_DIGEST_SIZE)]

    def mark(self) -> WordMark:
        """Return how many words there are, and their digest."""
        return len(self._types), self._digest(len(self._types))

    def fit(self, n_words: int, digest: str) -> bool:
        """Whether a mark was made by this vocabulary, or one that began with the same words."""
        return n_words <= len(self._types) and self._digest(n_words) == digest

    def _digest(self, n_words: int) -> str:
        place = bisect_right(self._counts, n_words)
        known = self._counts[place - 1]
        if known < n_words:
            more = self._hashes[place - 1].copy()
            words = (f"{form}\x1f{norm}\n" for form, norm in self._types[known:n_words])
            more.update("".join(words).encode("utf-8", "surrogatepass"))
            self._counts.insert(place, n_words)
            self._hashes.insert(place, more)
            return more.hexdigest()
        return self._hashes[place - 1].hexdigest()
