"""Which column of a table holds what people said, told by what stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_FEWEST_WORDS = 4
_NEAR_WORDS = 3


@dataclass(frozen=True, slots=True)
class _Filling:
    """How many words the filled cells of a column have on average, and whether they differ as free text does."""

    n_words: float
    is_free: bool


def find_free_text(rows: Sequence[Sequence[str]], places: Iterable[int]) -> int | None:
    """Return the one column of free text: long cells, most of them distinct.

    Parameters
    ----------
    rows : sequence of sequence of str
        The first rows below the header; they may be too short.
    places : iterable of int
        Of the columns that could be it.

    Returns
    -------
    int or None
        None where no column is of free text, or where another comes near it.
    """
    fillings = {place: _fill([cells[place] for cells in rows if place < len(cells)]) for place in places}
    free = [place for place, one in fillings.items() if one.is_free]
    if not free:
        return None
    best = max(free, key=lambda place: fillings[place].n_words)
    most = fillings[best].n_words
    rivals = [one for place, one in fillings.items() if place != best and one.n_words >= _NEAR_WORDS]
    return None if any(one.n_words * 3 > most for one in rivals) else best


def _fill(cells: Sequence[str]) -> _Filling:
    filled = [cell.strip() for cell in cells if any(map(str.isalpha, cell))]
    if len(filled) < 2:
        return _Filling(0, is_free=False)
    n_words = sum(len(cell.split()) for cell in filled) / len(filled)
    is_distinct = len(set(filled)) * 2 > len(filled)
    return _Filling(n_words, is_free=is_distinct and n_words >= _FEWEST_WORDS)
