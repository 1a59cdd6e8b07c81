"""How typical a quote is of the cell that it stands in, by the words that the quotes of the cell share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from interview_coder.language.function_words import list_content_words

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

_DECIMALS = 6  # beyond these, sums of other computers may differ


@dataclass(frozen=True, slots=True, eq=False)
class WordWeights:
    """Texts as vectors of their content words, each of length 1 (0 where a text has none).

    The weight of a word in a text is ``count * (1 + ln((1 + N) / (1 + n)))``, where ``count`` is how often the text
    has it, ``N`` the number of texts, and ``n`` the number of those that have it; then the vector is brought to
    length 1.

    Parameters
    ----------
    n_words : array of int
        Content words of each text, repeated ones as often as they stand there.
    n_distinct : int
        Different content words of all texts.
    rows, words, weights : array
        Text, number of the word, and weight, one entry for each different word of each text, by text.
    """

    n_words: NDArray[Any]
    n_distinct: int
    rows: NDArray[Any]
    words: NDArray[Any]
    weights: NDArray[Any]

    def typicality(self, cells: ArrayLike) -> NDArray[Any]:
        """Return for each text the cosine of its vector to the mean of the vectors of its cell.

        Parameters
        ----------
        cells : array of int
            Cell of each text, from 0.

        Returns
        -------
        array of float
            From 0 (shares no word) to 1 (alone in its cell, or all say the same), to six decimals; 0 for a text
            without content words.
        """
        import numpy as np

        cell_of_entry = np.asarray(cells, np.int64)[self.rows]
        pairs, place = np.unique(cell_of_entry * max(1, self.n_distinct) + self.words, return_inverse=True)
        sums = np.bincount(place, self.weights, len(pairs))
        lengths = np.sqrt(np.bincount(pairs // max(1, self.n_distinct), sums**2))
        shared = np.bincount(self.rows, self.weights * sums[place] / lengths[cell_of_entry], len(self.n_words))
        return np.round(shared, _DECIMALS)

    def similarity_to(self, chosen: Sequence[int]) -> NDArray[Any]:
        """Return for each text the cosine of its vector to the mean of those of some texts, to six decimals."""
        import numpy as np

        entries = np.isin(self.rows, np.asarray(chosen, np.int64))
        sums = np.bincount(self.words[entries], self.weights[entries], self.n_distinct)
        length = float(np.sqrt((sums**2).sum())) or 1.0
        return np.round(np.bincount(self.rows, self.weights * sums[self.words] / length, len(self.n_words)), _DECIMALS)


def weigh_words(texts: Sequence[str]) -> WordWeights:
    """Weigh the content words of texts; see `WordWeights` for the formula.

    Examples
    --------
    >>> texts = ["The rent is high.", "Rent and damp.", "High rent, high rent!", "Whom do you trust?"]
    >>> weigh_words(texts).typicality([0, 0, 0, 1]).tolist()
    [0.927718, 0.665313, 0.927718, 1.0]
    """
    import numpy as np

    numbers: dict[str, int] = {}
    entries: list[tuple[int, int, int]] = []
    n_words = []
    for row, text in enumerate(texts):
        counts = Counter(list_content_words(text))
        n_words.append(counts.total())
        entries += [(row, numbers.setdefault(word, len(numbers)), count) for word, count in counts.items()]
    rows, words, counted = np.array(entries, np.int64).reshape(-1, 3).T
    n_texts = np.bincount(words, minlength=len(numbers))
    weights = counted * (1 + np.log((1 + len(texts)) / (1 + n_texts)))[words]
    lengths = np.sqrt(np.bincount(rows, weights**2, len(texts)))
    return WordWeights(np.array(n_words, np.int64), len(numbers), rows, words, weights / lengths[rows])
