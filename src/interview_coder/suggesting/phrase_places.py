"""Where phrases of one to three words stand in a source that no rule of a code finds yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from interview_coder.suggesting.passages import NO_PASSAGE, MarkedSource
from interview_coder.suggesting.word_groups import WordGroups

if TYPE_CHECKING:
    from numpy.typing import NDArray

LONGEST = 3


class PhrasePlaces(NamedTuple):
    """The stretches of so many words in one source, as far as rules of the code do not know them.

    Parameters
    ----------
    n_words : int
        Of each stretch.
    passages : array of int32
        For each stretch the passage that it is in, or what stands for none: see `MarkedSource`.
    keys : array of int64
        For each stretch a number for its words in their dictionary forms; -1 where it is no phrase to be offered.
    first_words : array of int64
        Where each begins among the words of the source.
    """

    n_words: int
    passages: NDArray[Any]
    keys: NDArray[Any]
    first_words: NDArray[Any]


def find_phrases(marked: MarkedSource, groups: WordGroups) -> Iterator[PhrasePlaces]:
    """Yield the single words of a source, then the pairs of words next to each other, then the threes.

    A rule knows a stretch if all its words are words of hits, be they of one or of several, or if all words of a hit
    are in it. Only what participants say is looked at. A phrase to be offered is made of letters, has a word that tells
    what is talked about, and begins and ends with such a word, or with one that denies or turns it.
    """
    words = marked.words
    types = words.types
    is_hit = np.zeros(len(types), np.bool_)
    for hit in marked.hits:
        is_hit[list(hit)] = True
    for n_words in range(1, LONGEST + 1):
        n_places = max(0, len(types) - n_words + 1)
        parts = [slice(shift, shift + n_places) for shift in range(n_words)]
        passages = marked.passages[words.sentences[parts[0]]]
        looked_at = passages >= NO_PASSAGE
        for part in parts[1:]:
            looked_at &= words.joined[part]
        looked_at &= ~np.logical_and.reduce([is_hit[part] for part in parts])
        looked_at &= ~_hold_a_hit(marked, n_words, n_places)
        first = np.flatnonzero(looked_at)
        keys = groups.join([types[first + shift] for shift in range(n_words)])
        yield PhrasePlaces(n_words, passages[first], keys, first)


def _hold_a_hit(marked: MarkedSource, n_words: int, n_places: int) -> NDArray[Any]:
    """Whether each stretch has all words of a hit in it."""
    holding = np.zeros(n_places, np.bool_)
    for hit in marked.hits:
        holding[max(0, hit[-1] - n_words + 1) : hit[0] + 1] = True  # nothing, for a hit that reaches further
    return holding
