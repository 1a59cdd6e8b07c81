"""What the operators of rules make of the phrases that were found in a block."""

from __future__ import annotations

from itertools import chain
from typing import Literal

import numpy as np

from interview_coder.match.block import Block, Ints
from interview_coder.match.compiled import (
    CompiledEither,
    CompiledNear,
    CompiledPattern,
    CompiledPhrase,
    CompiledUnless,
)
from interview_coder.match.hits import (
    Hit,
    Hits,
    as_tuples,
    drop_contained,
    first_words,
    has_word_in,
    keep,
    last_words,
    n_hits,
    spell_hits,
)
from interview_coder.match.nearness import NOWHERE, pair_up
from interview_coder.match.phrases import PhraseSpans

Scope = Literal["overlap", "sentence", "turn"]


class Search:
    """Finds patterns in a block.

    Parameters
    ----------
    block : Block
    spans : PhraseSpans
        Where its phrases are.
    """

    def __init__(self, block: Block, spans: PhraseSpans) -> None:
        self._block = block
        self._spans = spans

    def find(self, pattern: CompiledPattern) -> Hits:
        """Return where a pattern is satisfied."""
        match pattern:
            case CompiledPhrase():
                return self._spans.of(pattern.number)
            case CompiledNear():
                return self._find_near(pattern)
            case CompiledUnless():
                return self._find_unless(pattern)
            case CompiledEither():
                return drop_contained(chain.from_iterable(as_tuples(self.find(one)) for one in pattern.patterns))

    def _find_near(self, near: CompiledNear) -> list[Hit]:
        first = self.find(near.first)
        second = self.find(near.second) if n_hits(first) else first
        units = self._units(first, near.within), self._units(second, near.within)
        return pair_up(first, second, units, most_between=near.most_between, ordered=near.ordered)

    def _find_unless(self, unless: CompiledUnless) -> Hits:
        wanted = self.find(unless.wanted)
        unwanted = self.find(unless.unwanted) if n_hits(wanted) else wanted
        if not n_hits(wanted) or not n_hits(unwanted):
            return wanted
        spoilt = spell_hits(unwanted).words if unless.scope == "overlap" else first_words(unwanted)
        groups = self._groups(spell_hits(wanted).words, unless.scope)
        return keep(wanted, ~has_word_in(wanted, groups, self._groups(spoilt, unless.scope)))

    def _units(self, hits: Hits, within: Literal["sentence", "turn"]) -> Ints:
        """Return for each hit the sentence or turn that it is in; nowhere where it reaches over several."""
        begins, ends = self._groups(first_words(hits), within), self._groups(last_words(hits), within)
        return np.where(begins == ends, begins, NOWHERE)

    def _groups(self, words: Ints, scope: Scope) -> Ints:
        """Return the sentence or turn of each word; for overlap the word itself."""
        if scope == "overlap":
            return words
        sentences = self._block.sentences[words]
        return np.asarray(sentences if scope == "sentence" else self._block.turns[sentences], np.int64)
