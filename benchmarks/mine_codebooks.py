"""Codebooks made of the words of a text, for the benchmarks: what rules find in it, and how often, is known beforehand.

Only rules are made that this project and spaCy understand alike (see `AgreeingWords`), so that hits can be compared one
by one. ``few`` and ``many`` add what spaCy has no words for: every form of a word, and the refusal of what is denied.
"""

from __future__ import annotations

import csv
import math
import random
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path
from typing import TypeVar

import spacy
from spacy.tokens import Doc

from interview_coder.language.spelling import spellings

Item = TypeVar("Item")

SAMPLE_WORDS = 400_000
SHORTEST_WORD, SHORTEST_STEM, LONGEST_PHRASE, MOST_BETWEEN = 4, 5, 3, 6
HIGHEST_RATE = 2e-3
"""Of the words of a pair, in each word of the text: what is more frequent is grammar."""
LEAST_COUNT = 3
_PARTS_WORDS = frozenset({",", ".", ";", ":", "?", "!", "–", "—", "…", "...", "--"})
_ENDS_SENTENCE = frozenset({".", "?", "!"})
_COLUMNS = ("code", "rule", "first", "operator", "most_between", "second")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern: words that stand next to each other, a stem (``resid*``), or two of these near each other.

    Parameters
    ----------
    operator : {"", "NEAR", "THEN"}
        NEAR: in any order.
    most_between : int
        So many words may lie between the two.
    """

    first: str
    operator: str = ""
    most_between: int = 0
    second: str = ""

    @property
    def rule(self) -> str:
        """The rule that finds it, and nothing else, in the words of this project."""
        if not self.operator:
            return _quote(self.first)
        return f"{_quote(self.first)} {self.operator}/{self.most_between} {_quote(self.second)}"


def _quote(part: str) -> str:
    return part if part.endswith("*") else f'"{part}"'


@dataclass(frozen=True, slots=True)
class Recipe:
    """How many patterns of each kind a codebook has, in how many codes.

    Parameters
    ----------
    rates : tuple of float
        The rarest and the most frequent pattern, in hits a word; the others lie between, evenly on a logarithmic scale,
        as far as the text has such.
    """

    n_codes: int
    words: int
    stems: int
    phrases: int
    near: int
    then: int
    rates: tuple[float, float]


FEW = Recipe(n_codes=4, words=16, stems=12, phrases=6, near=4, then=2, rates=(2e-5, 4e-4))
FEW_PLAIN = Recipe(n_codes=4, words=26, stems=0, phrases=14, near=0, then=0, rates=(2e-5, 4e-4))
MANY = Recipe(n_codes=200, words=2000, stems=1500, phrases=1000, near=300, then=200, rates=(7e-6, 1e-4))


@dataclass(slots=True)
class TextSample:
    """How often words, and words beside and near each other, come in a text.

    Parameters
    ----------
    types : Counter of tuple of str
        A word in lower case and its norm (``n't``: ``not``).
    beside : Counter of str
        Words with nothing between them but spaces.
    joined : set of str
        Words with a hyphen, quotation mark or bracket between them: next to each other for us, and not for spaCy.
    pairs : Counter of tuple of str
        Longer words of a sentence in their order, with few words between.
    """

    types: Counter[tuple[str, str]] = field(default_factory=Counter)
    beside: Counter[str] = field(default_factory=Counter)
    joined: set[str] = field(default_factory=set)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, doc: Doc) -> None:
        """Count the words of a text."""
        stretch: list[str] = []
        sentence: list[str] = []
        marks_before: list[bool] = []
        is_after_mark = False
        for token in doc:
            if not token.is_punct:
                self.types[token.lower_, token.norm_] += 1
                stretch.append(token.lower_)
                marks_before.append(is_after_mark)
                sentence.append(token.lower_)
                is_after_mark = False
                continue
            is_after_mark = True
            if token.text in _PARTS_WORDS:
                self._add_stretch(stretch, marks_before)
                stretch, marks_before = [], []
            if token.text in _ENDS_SENTENCE:
                self._add_pairs(sentence)
                sentence = []
        self._add_stretch(stretch, marks_before)
        self._add_pairs(sentence)

    def _add_stretch(self, words: Sequence[str], marks_before: Sequence[bool]) -> None:
        for n_words in range(2, LONGEST_PHRASE + 1):
            for start in range(len(words) - n_words + 1):
                phrase = " ".join(words[start : start + n_words])
                if any(marks_before[start + 1 : start + n_words]):
                    self.joined.add(phrase)
                else:
                    self.beside[phrase] += 1

    def _add_pairs(self, sentence: Sequence[str]) -> None:
        for place, first in enumerate(sentence):
            if len(first) >= SHORTEST_WORD:
                after = sentence[place + 1 : place + 2 + MOST_BETWEEN]
                self.pairs.update((first, second) for second in after if len(second) >= SHORTEST_WORD)


_READ_OUT = frozenset({"is", "has", "us"})
"""What ours takes *'s* for, which spaCy leaves as it is: *it's*, *let's*."""


class AgreeingWords:
    """The words of a text that a rule of ours finds where spaCy finds them by their letters, and nowhere else.

    Ours finds more where a word is a short form (``'ll`` is ``will``), has another spelling, or stands before a full
    stop that spaCy leaves at it (``etc.``).

    Parameters
    ----------
    types : collection of tuple of str
        Words in lower case with their norms.
    """

    def __init__(self, types: Collection[tuple[str, str]]) -> None:
        written = {lower for lower, _ in types}
        shifted = {word for pair in types if pair[0] != pair[1] for word in pair} | _READ_OUT
        dotted = {lower.removesuffix(".") for lower in written if lower.endswith(".")}
        self.words = frozenset(
            word
            for word in written - shifted - dotted
            if word.isascii() and word.isalpha() and len(spellings(word)) == 1
        )
        self._shared_stems = {
            spelling[:length]
            for word in written
            for spelling in spellings(word)
            for length in range(SHORTEST_STEM, len(spelling) + 1)
            if spelling[:length] != word[:length]
        }

    def has_phrase(self, phrase: str) -> bool:
        """Whether all words of a phrase are such."""
        return all(word in self.words for word in phrase.split())

    def has_stem(self, stem: str) -> bool:
        """Whether no word begins so in one spelling only."""
        return stem.isascii() and stem.isalpha() and stem not in self._shared_stems


class CodebookMiner:
    """Makes codebooks of the words of a text.

    Parameters
    ----------
    texts : iterable of str
        What participants say; the first of them are enough.
    seed : int
        The same seed and texts give the same codebooks.
    """

    def __init__(self, texts: Iterable[str], seed: int) -> None:
        self._seed = seed
        sample = TextSample()
        tokeniser = spacy.blank("en").tokenizer
        for text in texts:
            sample.add(tokeniser(text))
            if sample.types.total() >= SAMPLE_WORDS:
                break
        self._n_words = sample.types.total()
        agreeing = AgreeingWords(sample.types)
        counts: Counter[str] = Counter()
        for (lower, _), count in sample.types.items():
            counts[lower] += count
        self._words = _keep_frequent(
            (w, n) for w, n in counts.items() if w in agreeing.words and len(w) >= SHORTEST_WORD
        )
        rarer = {word for word, count in self._words.items() if count < HIGHEST_RATE * self._n_words}
        self._stems = _keep_frequent((f"{s}*", n) for s, n in _count_stems(counts).items() if agreeing.has_stem(s))
        self._phrases = _keep_frequent(
            (phrase, count)
            for phrase, count in sample.beside.items()
            if phrase not in sample.joined and agreeing.has_phrase(phrase) and not rarer.isdisjoint(phrase.split())
        )
        self._pairs = _keep_frequent(
            (pair, count)
            for pair, count in sample.pairs.items()
            if rarer.issuperset(pair) and pair[0][:SHORTEST_WORD] != pair[1][:SHORTEST_WORD]
        )

    def make(self, recipe: Recipe) -> dict[str, list[Pattern]]:
        """Return the patterns of each code of a new codebook."""
        rng = random.Random(self._seed)
        patterns = [Pattern(word) for word in self._choose(self._words, recipe.words, recipe, rng)]
        patterns += [Pattern(stem) for stem in self._choose(self._stems, recipe.stems, recipe, rng)]
        patterns += [Pattern(phrase) for phrase in self._choose(self._phrases, recipe.phrases, recipe, rng)]
        pairs = self._choose(self._pairs, recipe.near + recipe.then, recipe, rng)
        for place, (first, second) in enumerate(pairs):
            operator = "NEAR" if place < recipe.near else "THEN"
            stem = f"{second[:-1]}*"
            patterns.append(
                Pattern(first, operator, rng.randint(2, MOST_BETWEEN), stem if stem in self._stems else second)
            )
        rng.shuffle(patterns)
        return {f"code_{number + 1:03}": patterns[number :: recipe.n_codes] for number in range(recipe.n_codes)}

    def _choose(self, counts: Mapping[Item, int], n_wanted: int, recipe: Recipe, rng: random.Random) -> list[Item]:
        """Choose items whose counts are spread evenly on a logarithmic scale; fewer where the text is too short."""
        ranked = list(counts.items())
        rng.shuffle(ranked)
        ranked.sort(key=itemgetter(1))
        chosen = []
        low, high = (math.log(rate * self._n_words) for rate in recipe.rates)
        for _ in range(min(n_wanted, len(ranked))):
            place = bisect_left(ranked, math.exp(rng.uniform(low, high)), key=itemgetter(1))
            chosen.append(ranked.pop(min(place, len(ranked) - 1))[0])
        return chosen


def _keep_frequent(counts: Iterable[tuple[Item, int]]) -> dict[Item, int]:
    return {item: count for item, count in counts if count >= LEAST_COUNT}


def _count_stems(counts: Mapping[str, int]) -> Counter[str]:
    """Count the beginnings that two or more words have in common."""
    total: Counter[str] = Counter()
    n_words: Counter[str] = Counter()
    for word, count in counts.items():
        for length in range(SHORTEST_STEM, len(word) + 1):
            total[word[:length]] += count
            n_words[word[:length]] += 1
    return Counter({stem: count for stem, count in total.items() if n_words[stem] > 1})


def write_codebook(patterns: Mapping[str, Sequence[Pattern]], path: Path, *, is_shared: bool) -> None:
    """Write a codebook.

    Parameters
    ----------
    patterns : mapping of str to sequence of Pattern
        Of each code.
    is_shared : bool
        Whether every rule finds the pattern and nothing else. If not, every second single word stands for all its
        forms, and every eighth rule refuses what is denied.
    """
    lines = ["version: 1", "title: Made of the words of its study", "themes:"]
    for number, (code, of_code) in enumerate(patterns.items()):
        if number % 20 == 0:
            lines += [f"  - id: theme_{number // 20 + 1:02}", "    codes:"]
        lines += [f"      - id: {code}", "        match:"]
        rules = (one.rule if is_shared else _widen(one, place) for place, one in enumerate(of_code, start=number))
        lines += [f"          - '{rule}'" for rule in rules]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _widen(pattern: Pattern, place: int) -> str:
    rule = pattern.rule
    if place % 2 and rule == f'"{pattern.first}"' and " " not in pattern.first:
        rule = pattern.first
    return f"{rule} UNLESS denied" if place % 8 == 0 else rule


def write_patterns(patterns: Mapping[str, Sequence[Pattern]], path: Path) -> None:
    """Write the same patterns as a table, for programs that do not know the rules of this project."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(_COLUMNS)
        writer.writerows(_rows_of(patterns))


def _rows_of(patterns: Mapping[str, Sequence[Pattern]]) -> Iterator[tuple[str | int, ...]]:
    for code, of_code in patterns.items():
        for one in of_code:
            yield code, one.rule, one.first, one.operator, one.most_between, one.second
