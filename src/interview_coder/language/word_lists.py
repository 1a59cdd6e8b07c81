"""Lists of words that are written out in the program, for the eye."""

from __future__ import annotations


def words_of(listed: str) -> frozenset[str]:
    """Return the words of a list that are parted by spaces.

    Examples
    --------
    >>> sorted(words_of("oh ah"))
    ['ah', 'oh']
    """
    return frozenset(listed.split())
