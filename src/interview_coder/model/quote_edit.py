"""What an editor leaves out of a quote or explains in it, apart from the quote's own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

OMITTED = "[…]"


class WordChange(NamedTuple):
    """Words of a quote, ``text[start:end]``, and what is shown in their place.

    Parameters
    ----------
    start, end : int
        Code points into the text of the quote, half-open.
    shown : str
        ``[…]`` for words that are left out, else an explanation in brackets: ``[the plan]``, ``it [the plan]``.
    """

    start: int
    end: int
    shown: str


@dataclass(frozen=True, slots=True)
class QuoteEdit:
    """All that is changed in one quote.

    Parameters
    ----------
    quote_id : str
    text_sha256 : str
        Of the words that were edited: the edit is for these and no others.
    changes : tuple of WordChange
        In the order of the text; they do not overlap.
    coder : str
        Who edited last.
    """

    quote_id: str
    text_sha256: str
    changes: tuple[WordChange, ...]
    coder: str


def hash_text(text: str) -> str:
    """Return the SHA-256 of the words of a quote, in hexadecimal."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def apply_changes(text: str, changes: Sequence[WordChange]) -> str:
    """Return a text with its changes.

    Examples
    --------
    >>> apply_changes("So it went in, as I said, one chapter of ten.", [WordChange(3, 5, "[the plan]"),
    ...                                                                 WordChange(15, 24, "[…]")])
    'So [the plan] went in, […], one chapter of ten.'
    """
    pieces: list[str] = []
    place = 0
    for start, end, shown in changes:
        pieces += text[place:start], shown
        place = end
    return "".join([*pieces, text[place:]])
