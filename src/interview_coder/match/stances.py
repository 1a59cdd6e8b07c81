"""The stances of the hits of a block, read from the sentences in which they begin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise

import numpy as np

from interview_coder.language.vocabulary import Vocabulary
from interview_coder.match.block import Block, ShortInts, ranges
from interview_coder.match.cues import likeliest_lemma
from interview_coder.match.hits import Hit
from interview_coder.match.stance import cue_flags, read_stance
from interview_coder.model.coding import Stance


class StanceReader:
    """Reads stances; which cues a word is, it reads once for each distinct word.

    Parameters
    ----------
    vocabulary : Vocabulary
        The words of the study.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._cues: dict[int, int] = {}

    def read(self, block: Block, hits: Sequence[Hit]) -> Iterator[tuple[Stance, int | None]]:
        """Yield for each hit how the speaker stands to it, and the word that makes it so."""
        sentences = block.sentences[np.fromiter((hit[0] for hit in hits), np.int64, len(hits))]
        distinct, places = np.unique(sentences, return_inverse=True)
        first_words = block.sentence_words[distinct]
        lengths = block.sentence_words[distinct + 1] - first_words
        words = ranges(first_words, lengths)
        cues, joined = self._read_cues(block.types[words]), block.joined[words].tolist()
        borders = [0, *np.cumsum(lengths).tolist()]
        # a row for each sentence, not for each hit: somebody may speak for hours without a full stop
        rows = [(cues[start:end], joined[start:end]) for start, end in pairwise(borders)]
        columns = places.tolist(), first_words[places].tolist(), (first_words + lengths)[places].tolist()
        for hit, place, first, end in zip(hits, *columns, strict=True):
            row_cues, row_joined = rows[place]
            stance, cue = read_stance(row_cues, row_joined, [word - first for word in hit if word < end])
            yield stance, None if cue is None else first + cue

    def _read_cues(self, types: ShortInts) -> list[int]:
        vocabulary, listed = self._vocabulary, types.tolist()
        for new in set(listed).difference(self._cues):
            norm = vocabulary.norms[new]
            self._cues[new] = cue_flags(
                vocabulary.lowers[new], norm, likeliest_lemma(norm, partial(vocabulary.lemma, new))
            )
        return [*map(self._cues.__getitem__, listed)]
