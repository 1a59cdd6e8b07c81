"""The places of rules as sets of distinct words, so that matching compares numbers and no letters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np

from interview_coder.language.lemmas import straighten
from interview_coder.language.spelling import spellings
from interview_coder.language.vocabulary import WORD, Vocabulary, other_readings
from interview_coder.match.block import Bools, Ints, ShortInts, ranges
from interview_coder.match.regexes import compile_regexes
from interview_coder.match.wildcards import FormIndex
from interview_coder.rules import PartOfSpeech, WordPattern

SetsByText = dict[str, list[int]]


class WordSets:
    """For each place of a rule the distinct words that it accepts.

    Sets are numbered in the order in which they are asked for, words as the vocabulary numbers them.

    Attributes
    ----------
    sizes : array of int
        How many words each set accepts.
    """

    def __init__(self) -> None:
        self._numbers: dict[frozenset[WordPattern], int] = {}
        self._by_lemma: SetsByText = defaultdict(list)
        self._by_form: SetsByText = defaultdict(list)
        self._by_letters: SetsByText = defaultdict(list)
        self._by_wildcard: SetsByText = defaultdict(list)
        self._by_regex: SetsByText = defaultdict(list)
        self._any: list[int] = []
        self._parts: dict[int, dict[PartOfSpeech | None, int]] = {}
        self._n_learnt = 0
        self._pairs: Ints = np.empty(0, np.int64)
        self._stride = 1
        self._offsets: Ints = np.zeros(1, np.int64)
        self._type_ids: Ints = np.empty(0, np.int64)
        self.sizes: Ints = np.empty(0, np.int64)

    def __len__(self) -> int:
        return len(self._numbers)

    def number_of(self, patterns: frozenset[WordPattern]) -> int:
        """Return the number of the set of all words that at least one of some patterns accepts."""
        known = self._numbers.get(patterns)
        if known is not None:
            return known
        number = self._numbers[patterns] = len(self._numbers)
        for pattern in patterns:
            self._ask_for(pattern, number)
        parts = {pattern.part for pattern in patterns}
        if parts != {None}:
            self._parts[number] = {
                part: self.number_of(frozenset(replace(one, part=None) for one in patterns if one.part == part))
                for part in parts
            }
        return number

    def parts_of(self, number: int) -> Mapping[PartOfSpeech | None, int] | None:
        """Return the sets of which a set consists, by the part of speech that a word must be; None where it may be any.

        Where a part of speech matters, a set by itself accepts more than it should.
        """
        return self._parts.get(number)

    def learn(self, vocabulary: Vocabulary) -> None:
        """Take in the words that were met since the last time."""
        n_types = len(vocabulary.types)
        if self._n_learnt == n_types and len(self._offsets) == len(self) + 1:
            return
        first, self._n_learnt = self._n_learnt, n_types
        is_word = np.frombuffer(bytes(vocabulary.plain_flags[first:n_types]), np.uint8) & WORD != 0
        new = _Pairs()
        self._learn_words(vocabulary, (first + np.flatnonzero(is_word)).tolist(), new)
        self._add_pairs(new, n_types + 1)

    @property
    def n_types(self) -> int:
        """How many distinct words have been taken in."""
        return self._n_learnt

    def types_of(self, numbers: Ints) -> Ints:
        """Return the words that some sets accept, set after set."""
        return self._type_ids[ranges(self._offsets[numbers], self.sizes[numbers])]

    def add_up(self, counts: Ints) -> Ints:
        """Add up for each set what is counted for each word."""
        total = np.concatenate(([0], np.cumsum(counts[self._type_ids])))
        return np.diff(total[self._offsets])

    def accepts(self, numbers: Ints, type_ids: ShortInts) -> Bools:
        """Tell, one by one, whether a set accepts a word."""
        if not len(self._pairs):
            return np.zeros(len(numbers), np.bool_)
        pairs = numbers * self._stride + type_ids
        places = np.searchsorted(self._pairs, pairs)
        is_accepted: Bools = self._pairs[np.minimum(places, len(self._pairs) - 1)] == pairs
        return is_accepted

    def _ask_for(self, pattern: WordPattern, number: int) -> None:
        match pattern.kind:
            case "lemma":
                self._by_lemma[pattern.text].append(number)
            case "form":
                for form in spellings(pattern.text):
                    self._by_form[form].append(number)
            case "letters":
                self._by_letters[pattern.text].append(number)
            case "wild":
                self._by_wildcard[pattern.text].append(number)
            case "regex":
                self._by_regex[pattern.text].append(number)
            case "any":
                self._any.append(number)

    def _learn_words(self, vocabulary: Vocabulary, type_ids: list[int], new: _Pairs) -> None:
        lowers, norms = vocabulary.lowers, vocabulary.norms
        by_lower, by_norm, by_lemma = self._list_accepted(vocabulary)
        by_letters = self._by_letters
        for type_id in type_ids:
            lower, norm = lowers[type_id], norms[type_id]
            if lower in by_lower:
                new.add(by_lower[lower], type_id)
            if norm in by_norm:
                new.add(by_norm[norm], type_id)
            for text in other_readings(vocabulary.types[type_id].form, norm):
                new.add(by_lemma.get(text, ()), type_id)
            if by_letters and (written := straighten(vocabulary.types[type_id].form)) in by_letters:
                new.add(by_letters[written], type_id)
            if self._any:
                new.add(self._any, type_id)
        if self._by_wildcard or self._by_regex:
            types_by_lower: dict[str, list[int]] = defaultdict(list)
            for type_id in type_ids:
                types_by_lower[lowers[type_id]].append(type_id)
            self._learn_wildcards(types_by_lower, new)
            self._learn_regexes(types_by_lower, new)

    def _list_accepted(self, vocabulary: Vocabulary) -> tuple[SetsByText, SetsByText, SetsByText]:
        """Return which sets accept a word for how it is written, for its norm or a form of that, and for a lemma.

        From the few words of the rules to their forms: keys of a word, see `WordForms`, are never made.
        """
        by_lemma: SetsByText = defaultdict(list)
        for text, lemmas in vocabulary.lemmas_of(self._by_lemma).items() if self._by_lemma else ():
            for spelling in frozenset[str]().union(*map(spellings, {text, *lemmas})):
                by_lemma[spelling] += self._by_lemma[text]
        by_lower = _join(self._by_form, by_lemma)
        by_norm = _join(by_lower)
        for norm, lemmas in vocabulary.other_lemmas.items() if by_lemma else ():
            for lemma in by_lemma.keys() & lemmas:
                by_norm[norm] += by_lemma[lemma]
        return by_lower, by_norm, by_lemma

    def _learn_wildcards(self, by_lower: Mapping[str, list[int]], new: _Pairs) -> None:
        if not self._by_wildcard:
            return
        by_spelling = dict(by_lower)
        for lower, type_ids in by_lower.items():
            for other in spellings(lower) - {lower}:
                by_spelling[other] = [*by_spelling.get(other, ()), *type_ids]
        index = FormIndex(by_spelling)
        for wildcard, numbers in self._by_wildcard.items():
            for form in index.find(wildcard):
                for type_id in by_spelling[form]:
                    new.add(numbers, type_id)

    def _learn_regexes(self, by_lower: Mapping[str, list[int]], new: _Pairs) -> None:
        if not self._by_regex:
            return
        wanted = list(self._by_regex.values())
        for lower, type_ids in by_lower.items():
            for place in self._fitting_regexes(lower):
                for type_id in type_ids:
                    new.add(wanted[place], type_id)

    @cached_property
    def _fitting_regexes(self) -> Callable[[str], list[int]]:
        return compile_regexes(list(self._by_regex))

    def _add_pairs(self, new: _Pairs, stride: int) -> None:
        numbers, type_ids = np.divmod(self._pairs, self._stride)
        numbers = np.concatenate((numbers, np.array(new.numbers, np.int64)))
        type_ids = np.concatenate((type_ids, np.array(new.type_ids, np.int64)))
        self._stride = stride
        self._pairs = np.unique(numbers * stride + type_ids)
        numbers, self._type_ids = np.divmod(self._pairs, stride)
        self._offsets = np.searchsorted(numbers, np.arange(len(self) + 1))
        self.sizes = np.diff(self._offsets)


def _join(*parts: SetsByText) -> SetsByText:
    joined: SetsByText = defaultdict(list)
    for part in parts:
        for text, numbers in part.items():
            joined[text] += numbers
    return joined


class _Pairs:
    """Sets and words that they accept, as they are met."""

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self.type_ids: list[int] = []

    def add(self, numbers: Sequence[int], type_id: int) -> None:
        self.numbers += numbers
        self.type_ids += [type_id] * len(numbers)
