"""Where the patterns of a codebook are found in the sentences of one source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from interview_coder.match.compiled import CompiledNear, CompiledPattern, CompiledUnless, PhraseTree, WordSet
from interview_coder.model.segment import Sentence, Token

Hit = tuple[int, ...]
"""Indices of the words that satisfied a pattern, rising."""


class WordIndex:
    """The words of one source in a row, and where each distinct word stands.

    Parameters
    ----------
    sentences : sequence of Sentence
        Of one source, in the order of the text.
    """

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.words: list[Token] = []
        self.sentence_of: list[int] = []
        self.is_joined: list[bool] = []
        self._places: dict[int, list[int]] = defaultdict(list)
        self._places_by_set: dict[WordSet, frozenset[int]] = {}
        self._following_by_set: dict[WordSet, frozenset[int]] = {}
        for number, sentence in enumerate(sentences):
            joined = False
            for token in sentence.tokens:
                if token.type_id >= 0:
                    self._places[token.type_id].append(len(self.words))
                    self.words.append(token)
                    self.sentence_of.append(number)
                    self.is_joined.append(joined)
                    joined = True
                else:
                    joined = joined and token.joins
        self.is_joined.append(False)  # nothing comes after the last word

    def find(self, pattern: CompiledPattern) -> list[Hit]:
        """Return where a pattern is satisfied, in the order of the text."""
        match pattern:
            case PhraseTree():
                return _drop_contained(set(self._find_phrases(pattern, None, 0)))
            case CompiledNear():
                first = self.find(pattern.first)
                second = self.find(pattern.second) if first else []
                return sorted(set(self._pair(first, second, pattern))) if second else []
            case CompiledUnless():
                wanted = self.find(pattern.wanted)
                return self._remove(wanted, pattern) if wanted else []

    def _find_phrases(self, tree: PhraseTree, reached: frozenset[int] | None, n_words: int) -> Iterator[Hit]:
        """Follow a tree of phrases from the words that were reached; None stands for every word."""
        for word_set, rest in tree.steps.items():
            places = self._places_of(word_set)
            last = places if reached is None else reached & places
            if not last:
                continue
            if rest.is_end:
                yield from (tuple(range(place - n_words, place + 1)) for place in last)
            if rest.steps:
                following = self._following(word_set) if reached is None else self._step(last)
                yield from self._find_phrases(rest, following, n_words + 1)

    def _places_of(self, word_set: WordSet) -> frozenset[int]:
        known = self._places_by_set.get(word_set)
        if known is None:
            met = word_set.type_ids & self._places.keys()
            known = frozenset(place for type_id in met for place in self._places[type_id])
            self._places_by_set[word_set] = known
        return known

    def _following(self, word_set: WordSet) -> frozenset[int]:
        known = self._following_by_set.get(word_set)
        if known is None:
            known = self._following_by_set[word_set] = self._step(self._places_of(word_set))
        return known

    def _step(self, places: frozenset[int]) -> frozenset[int]:
        """Return the words right after some words; the first word of a sentence comes after none."""
        return frozenset(place + 1 for place in places if self.is_joined[place + 1])

    def _pair(self, first: list[Hit], second: list[Hit], near: CompiledNear) -> Iterator[Hit]:
        by_sentence: dict[int, list[Hit]] = defaultdict(list)
        for hit in second:
            by_sentence[self.sentence_of[hit[0]]].append(hit)
        for hit in first:
            distances = (
                (between, other)
                for other in by_sentence[self.sentence_of[hit[0]]]
                if (between := _words_between(hit, other, ordered=near.ordered)) is not None
                and (near.most_between is None or between <= near.most_between)
            )
            nearest = min(distances, default=None)
            if nearest is not None:
                yield tuple(sorted({*hit, *nearest[1]}))

    def _remove(self, wanted: list[Hit], unless: CompiledUnless) -> list[Hit]:
        unwanted = self.find(unless.unwanted)
        if unless.by_overlap:
            covered = {place for hit in unwanted for place in hit}
            return [hit for hit in wanted if covered.isdisjoint(hit)]
        sentences = {self.sentence_of[hit[0]] for hit in unwanted}
        return [hit for hit in wanted if self.sentence_of[hit[0]] not in sentences]


def _words_between(first: Hit, second: Hit, *, ordered: bool) -> int | None:
    if second[0] > first[-1]:
        return second[0] - first[-1] - 1
    if ordered or not set(first).isdisjoint(second):
        return None
    return max(0, first[0] - second[-1] - 1)


def _drop_contained(hits: Iterable[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    reach = -1
    for hit in sorted(hits, key=lambda hit: (hit[0], -hit[-1])):
        if hit[-1] > reach:
            kept.append(hit)
            reach = hit[-1]
    return kept
