"""Which quotes stand for a cell: those nearest to what all its quotes say, and the one that says something else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from interview_coder.tabulate.typicality import WordWeights

if TYPE_CHECKING:
    from numpy.typing import NDArray

FEW_WORDS = 5
"""Quotes of fewer content words stand for a cell only if it has no others."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Places in a list of quotes.

    Parameters
    ----------
    typical : tuple of int
        The most representative first.
    different : tuple of int
        The one that is least like these first.
    """

    typical: tuple[int, ...]
    different: tuple[int, ...]


def choose_quotes(
    weights: WordWeights, participants: Sequence[int], *, n_typical: int = 2, n_different: int = 1
) -> Chosen:
    """Choose the quotes that stand for a cell.

    Representative are those with the highest typicality (`WordWeights.typicality`), of each participant one before
    anybody has two. Different are, among the others, those whose words are least like the representative ones
    (`WordWeights.similarity_to`). Of two that are equal the one that stands first in the list comes first.

    Parameters
    ----------
    weights : WordWeights
        Of the quotes of the cell.
    participants : sequence of int
        Who says each.
    n_typical, n_different : int
        At most so many.

    Examples
    --------
    >>> from interview_coder.tabulate.typicality import weigh_words
    >>> quotes = [
    ...     "High rent and rising heating costs eat my wages.",
    ...     "The rent and heating costs rise, wages stay.",
    ...     "Heating costs, rent, my small wages: all unfair.",
    ...     "Grandmother bought the whole house for nine hundred pounds.",
    ... ]
    >>> choose_quotes(weigh_words(quotes), [1, 2, 3, 4], n_typical=1)
    Chosen(typical=(1,), different=(3,))
    """
    import numpy as np

    enough = np.flatnonzero(weights.n_words >= FEW_WORDS).tolist()
    candidates = enough or list(range(len(participants)))
    typicality = weights.typicality(np.zeros(len(participants), np.int64))
    by_typicality = sorted(candidates, key=lambda place: -typicality[place])
    first_of = {participants[place]: place for place in reversed(by_typicality)}
    firsts = set(first_of.values())
    ordered = sorted(by_typicality, key=lambda place: place not in firsts)
    typical = ordered[:n_typical]
    similarity = weights.similarity_to(typical)
    different = sorted(set(candidates) - set(typical), key=lambda place: (similarity[place], place))
    return Chosen(tuple(typical), tuple(different[:n_different]))


def select_texts(weights: WordWeights, chosen: NDArray[Any]) -> WordWeights:
    """Return the weights of some texts, as they stand among all; the texts that are named begin from 0."""
    import numpy as np

    borders = np.searchsorted(weights.rows, np.arange(len(weights.n_words) + 1))
    n_entries = np.diff(borders)[chosen]
    new_borders = np.cumsum(n_entries) - n_entries
    entries = np.repeat(borders[chosen] - new_borders, n_entries) + np.arange(int(n_entries.sum()))
    return WordWeights(
        weights.n_words[chosen],
        weights.n_distinct,
        np.repeat(np.arange(len(chosen)), n_entries),
        weights.words[entries],
        weights.weights[entries],
    )
