"""No mask begins or ends inside a word."""

from __future__ import annotations

import unicodedata


def widen_to_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a stretch until no letter, digit, accent or invisible sign of a word is parted from its word.

    Examples
    --------
    >>> text = "Uğur left"
    >>> widen_to_words(text, 0, 1)
    (0, 4)
    """
    while start > 0 and start < len(text) and _is_of_word(text[start - 1]) and _is_of_word(text[start]):
        start -= 1
    while 0 < end < len(text) and _is_of_word(text[end - 1]) and _is_of_word(text[end]):
        end += 1
    return start, end


def _is_of_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_" or unicodedata.category(sign) in ("Mn", "Mc", "Me", "Cf")
