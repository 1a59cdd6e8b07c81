"""The parts of speech of words, read by the language model where a rule asks for them and nowhere else."""

from __future__ import annotations

import numpy as np

from interview_coder.language import Language
from interview_coder.match.block import Block
from interview_coder.match.word_sets import WordSets
from interview_coder.rules import PartOfSpeech


class PartsOfSpeech:
    """Tells whether words of a block are the parts of speech that rules ask for; reads each sentence once at most."""

    def __init__(self, block: Block, word_sets: WordSets, language: Language) -> None:
        self._block, self._word_sets, self._language = block, word_sets, language
        self._by_sentence: dict[int, dict[int, PartOfSpeech | None]] = {}

    def is_right(self, number: int, word: int) -> bool:
        """Whether a set of words accepts a word that has the right letters."""
        sets = self._word_sets.parts_of(number)
        if sets is None:
            return True
        type_id = self._block.types[word : word + 1]
        fitting = [part for part, one in sets.items() if self._word_sets.accepts(np.array([one]), type_id)[0]]
        return None in fitting or (bool(fitting) and self._read(word) in fitting)

    def _read(self, word: int) -> PartOfSpeech | None:
        sentence = int(self._block.sentences[word])
        start, end = int(self._block.sentence_starts[sentence]), int(self._block.sentence_ends[sentence])
        if sentence not in self._by_sentence:
            source = self._block.sources[self._block.source_number(word)]
            tags = self._language.tag(source.text[start:end])
            self._by_sentence[sentence] = {first: part for first, _, part in tags}
        return self._by_sentence[sentence].get(int(self._block.word_starts[word]) - start)
