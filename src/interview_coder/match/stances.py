"""The stances of the hits of a block, read from the sentences in which they begin."""

from __future__ import annotations

from functools import partial
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from interview_coder.language.vocabulary import Vocabulary
from interview_coder.match.block import Block, Bools, Ints, ShortInts, ranges
from interview_coder.match.cues import LOWEST_CUE, LOWEST_CUE_BEHIND, likeliest_lemma
from interview_coder.match.hits import SpelledHits
from interview_coder.match.stance import REACH_BEHIND, REPORT_REACH, cue_flags, read_stance
from interview_coder.model.coding import Stance

HitStance = tuple[Stance, int | None]
"""How the speaker stands to the words of a hit, and the word of the block that makes it so."""
_SAID: HitStance = "said", None
_UNKNOWN, _NO_CUE, _CUE, _CUE_BEHIND = range(4)


class StanceReader:
    """Reads stances; which cues a word is, it reads once for each distinct word.

    Parameters
    ----------
    vocabulary : Vocabulary
        The words of the study.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        # by the number of the word; the bits of the cues are more than a NumPy integer has
        self._cues: NDArray[np.object_] = np.empty(0, np.object_)
        self._ranks = np.empty(0, np.int8)

    def read(self, block: Block, hits: SpelledHits) -> list[HitStance]:
        """Return the stance of each hit; what has no cue near it, which is most of it, is said."""
        stances = [_SAID] * len(hits.lengths)
        sentences = block.sentences[hits.first_words]
        first, end = (np.searchsorted(block.sentences, sentences, side=side) for side in ("left", "right"))
        near_cues = np.flatnonzero(self._has_cue_near(block, hits, first, end))
        columns = (array[near_cues].tolist() for array in (hits.lengths, first, end))
        words = iter(hits.take(near_cues).words.tolist())
        # a row for each sentence, not for each hit: somebody may speak for hours without a full stop
        rows: dict[int, tuple[list[int], list[bool]]] = {}
        for place, n_words, start, stop in zip(near_cues.tolist(), *columns, strict=True):
            if start not in rows:
                rows[start] = self._cues[block.types[start:stop]].tolist(), block.joined[start:stop].tolist()
            hit = [word - start for word in islice(words, n_words) if word < stop]
            stance, cue = read_stance(*rows[start], hit)
            if cue is not None:
                stances[place] = stance, start + cue
        return stances

    def _has_cue_near(self, block: Block, hits: SpelledHits, begin: Ints, end: Ints) -> Bools:
        """Tell for each hit whether a cue stands where it may change the stance.

        Parameters
        ----------
        begin, end : array of int
            For each hit the first word of the sentence in which it begins, and the one after the last.
        """
        begins, places, rows = np.unique(begin, return_index=True, return_inverse=True)
        lengths = end[places] - begins
        ranks = self._rank(block.types[ranges(begins, lengths)])
        n_cues, n_behind = (np.append(0, np.cumsum(ranks >= rank)) for rank in (_CUE, _CUE_BEHIND))
        # places are counted as if these sentences were all there is
        shifts = (np.cumsum(lengths) - lengths - begins)[rows]
        first, last = hits.first_words + shifts, np.minimum(hits.last_words, end - 1) + shifts
        has_gap = (last - first >= hits.lengths) | (
            hits.last_words >= end
        )  # of whose words some are in later sentences
        n_before = n_cues[np.where(has_gap, last, first)] - n_cues[np.maximum(first - REPORT_REACH, begin + shifts)]
        n_after = n_behind[np.minimum(last + 1 + REACH_BEHIND, end + shifts)] - n_behind[last + 1]
        has_cue: Bools = (n_before > 0) | (n_after > 0)
        return has_cue

    def _rank(self, types: ShortInts) -> NDArray[np.int8]:
        """Return for each word which places near a hit it can change the stance from."""
        n_new = len(self._vocabulary.types) - len(self._ranks)
        self._ranks = np.append(self._ranks, np.full(n_new, _UNKNOWN, np.int8))
        self._cues = np.append(self._cues, np.zeros(n_new, np.object_))
        unknown = np.unique(types[self._ranks[types] == _UNKNOWN]).tolist()
        for type_id in unknown:
            cues = self._cues[type_id] = self._read_cues(type_id)
            self._ranks[type_id] = _NO_CUE + (cues >= LOWEST_CUE) + (cues >= LOWEST_CUE_BEHIND)
        return self._ranks[types]

    def _read_cues(self, type_id: int) -> int:
        vocabulary, norm = self._vocabulary, self._vocabulary.norms[type_id]
        return cue_flags(vocabulary.lowers[type_id], norm, likeliest_lemma(norm, partial(vocabulary.lemma, type_id)))
