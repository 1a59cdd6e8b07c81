"""Words by their dictionary forms, as numbers, and which of them a phrase may begin, go on and end with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from interview_coder.language.spelling import spellings
from interview_coder.language.vocabulary import Vocabulary
from interview_coder.language.word_flags import CONTENT

if TYPE_CHECKING:
    from numpy.typing import NDArray

DENYING = frozenset(["no", "not", "never", "nobody", "nothing", "none", "without", "hardly", "barely"])
"""Small words that a phrase may begin with: *no trust* is another thing than *trust*."""
TURNING = frozenset(["down", "off", "out", "over", "up", "away", "apart", "through"])
"""Small words that a phrase may end with: *shut down*, *sell off*."""


class WordGroups:
    """Puts the words of a vocabulary together that have one dictionary form, be it spelled in British or American.

    Parameters
    ----------
    vocabulary : Vocabulary

    Attributes
    ----------
    numbers : array of int64
        For each word of the vocabulary the number of its group, from 1; 0 for what is not made of letters.
    tells, begins, ends : array of bool
        For each word whether it tells what is talked about, and whether a phrase may begin or end with it.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        lemmas = [vocabulary.lemma(type_id) for type_id in range(len(vocabulary.types))]
        groups: dict[str, int] = {}
        of_lemma = dict.fromkeys(lemmas, 0)
        for lemma in of_lemma:
            if lemma.isalpha():
                of_lemma[lemma] = groups.setdefault(min(spellings(lemma)), len(groups) + 1)
        self.n_groups = len(groups)
        self.numbers: NDArray[Any] = np.array([of_lemma[lemma] for lemma in lemmas], np.int64)
        self.tells: NDArray[Any] = (vocabulary.flags & CONTENT) != 0
        self.begins: NDArray[Any] = self.tells | np.array([lemma in DENYING for lemma in lemmas], np.bool_)
        self.ends: NDArray[Any] = self.tells | np.array([lemma in TURNING for lemma in lemmas], np.bool_)

    def join(self, types: Sequence[NDArray[Any]]) -> NDArray[Any]:
        """Return a number for each phrase, whose words come word by word; -1 for what is not to be offered."""
        keys = np.zeros(len(types[0]), np.int64)
        is_whole = np.ones(len(types[0]), np.bool_)
        for part in types:
            numbers = self.numbers[part]
            keys = keys * (self.n_groups + 1) + numbers
            is_whole &= numbers > 0
        tells = np.logical_or.reduce([self.tells[part] for part in types])
        return np.where(is_whole & tells & self.begins[types[0]] & self.ends[types[-1]], keys, -1)

    def write(self, types: NDArray[Any]) -> str:
        """Write words of the vocabulary in their dictionary forms."""
        return " ".join(self._vocabulary.lemma(type_id) for type_id in types.tolist())

    def split(self, n_words: int, key: int) -> tuple[int, ...]:
        """Return the numbers of the words that a phrase's number is made of."""
        numbers = []
        for _ in range(n_words):
            key, number = divmod(key, self.n_groups + 1)
            numbers.append(number)
        return tuple(reversed(numbers))
