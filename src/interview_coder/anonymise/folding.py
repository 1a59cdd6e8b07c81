"""Text as a reader takes it: without case, accents, compatibility forms and invisible signs, with the way back."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_DROPPED = frozenset({"Mn", "Me", "Cf"})
_ALIKE = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ħ": "h", "ŧ": "t"}
    | dict.fromkeys("‘’ʼ′`´＇ʹ", "'")
    | dict.fromkeys("‐‑‒–—−﹣－", "-")
)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text.

    Attributes
    ----------
    text : str
        What is left.
    places : sequence of int
        Where each of its characters stood; one more than there are, the last being the length of the original.
    """

    text: str
    places: Sequence[int]

    def place_back(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the original that a stretch of the folded text stands for, accents included."""
        return self.places[start], self.places[end]


def fold(text: str) -> str:
    """Fold a text.

    Examples
    --------
    >>> fold("Si\u00e2n"), fold("SIA\u0302N"), fold("O\u2019Ro\u00adurke"), fold("Łukasz")
    ('sian', 'sian', "o'rourke", 'lukasz')
    """
    return text.lower() if text.isascii() else "".join(map(_fold_sign, text))


def fold_with_places(text: str) -> Folded:
    """Fold a text, and keep where each character stood."""
    if text.isascii():
        return Folded(text.lower(), range(len(text) + 1))
    signs = [_fold_sign(sign) for sign in text]
    places = [place for place, sign in enumerate(signs) for _ in sign]
    places.append(len(text))
    return Folded("".join(signs), places)


@lru_cache(8192)
def _fold_sign(sign: str) -> str:
    plain = "".join(part for part in unicodedata.normalize("NFKD", sign) if unicodedata.category(part) not in _DROPPED)
    folded = unicodedata.normalize("NFKD", plain.casefold().translate(_ALIKE))
    return "".join(part for part in folded if unicodedata.category(part) not in _DROPPED).translate(_ALIKE)
