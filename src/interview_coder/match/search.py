"""Where the patterns of a codebook are found in the sentences of one source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from interview_coder.match.compiled import CompiledNear, CompiledPattern, CompiledUnless, PhraseSet, WordSet
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

    def find(self, pattern: CompiledPattern) -> list[Hit]:
        """Return where a pattern is satisfied, in the order of the text."""
        match pattern:
            case PhraseSet():
                return _drop_contained({hit for phrase in pattern.phrases for hit in self._find_phrase(phrase)})
            case CompiledNear():
                return sorted(set(self._pair(self.find(pattern.first), self.find(pattern.second), pattern)))
            case CompiledUnless():
                return self._remove(self.find(pattern.wanted), pattern)

    def _find_phrase(self, phrase: tuple[WordSet, ...]) -> Iterator[Hit]:
        places = [self._places_of(word_set) for word_set in phrase]
        counts = [len(place) for place in places]
        rarest = counts.index(min(counts))
        for place in places[rarest]:
            first = place - rarest
            if first >= 0 and self._stands(phrase, first):
                yield tuple(range(first, first + len(phrase)))

    def _places_of(self, word_set: WordSet) -> list[int]:
        met = word_set.type_ids & self._places.keys()
        return [place for type_id in met for place in self._places[type_id]]

    def _stands(self, phrase: tuple[WordSet, ...], first: int) -> bool:
        last = first + len(phrase) - 1
        return (
            last < len(self.words)
            and self.sentence_of[first] == self.sentence_of[last]
            and all(self.is_joined[place] for place in range(first + 1, last + 1))
            and all(self.words[first + i].type_id in word_set.type_ids for i, word_set in enumerate(phrase))
        )

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
