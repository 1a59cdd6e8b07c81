"""Rules made ready for matching: every word of a rule becomes the set of distinct words that it accepts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from interview_coder.language import Vocabulary, look_up_lemma
from interview_coder.model.codebook import Code, Codebook, Rule
from interview_coder.rules import Near, Pattern, Phrase, Unless, WordPattern, parse_rule, spell_out


@dataclass(slots=True, eq=False)
class WordSet:
    """The distinct words that one place of a rule accepts, as numbers in the vocabulary."""

    type_ids: set[int] = field(default_factory=set)


@dataclass(slots=True, eq=False)
class PhraseTree:
    """Plain phrases that begin alike, as a tree: each step is the next word.

    Parameters
    ----------
    is_end : bool
        Whether a phrase ends here.
    """

    is_end: bool = False
    steps: dict[WordSet, PhraseTree] = field(default_factory=dict)

    def add(self, phrase: Iterable[WordSet]) -> None:
        """Add one phrase."""
        tree = self
        for word_set in phrase:
            tree = tree.steps.setdefault(word_set, PhraseTree())
        tree.is_end = True


@dataclass(frozen=True, slots=True)
class CompiledNear:
    """See `interview_coder.rules.Near`."""

    first: CompiledPattern
    second: CompiledPattern
    most_between: int | None
    ordered: bool


@dataclass(frozen=True, slots=True)
class CompiledUnless:
    """See `interview_coder.rules.Unless`."""

    wanted: CompiledPattern
    unwanted: CompiledPattern
    by_overlap: bool


CompiledPattern = PhraseTree | CompiledNear | CompiledUnless


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule with the code that it finds."""

    code: Code
    rule: Rule
    pattern: CompiledPattern


class CompiledCodebook:
    """All rules of a codebook, sharing the sets of words that they accept.

    Parameters
    ----------
    codebook : Codebook
        Its rules have been read before and are known to be right.
    """

    def __init__(self, codebook: Codebook) -> None:
        self._lists = {name: tuple(_phrase_of(entry) for entry in entries) for name, entries in codebook.lists.items()}
        self._word_sets: dict[frozenset[WordPattern], WordSet] = {}
        self._by_form: dict[str, list[WordSet]] = defaultdict(list)
        self._by_written: dict[str, list[WordSet]] = defaultdict(list)
        self._wildcards: dict[str, tuple[re.Pattern[str], list[WordSet]]] = {}
        self._n_learnt = 0
        self.rules = tuple(
            CompiledRule(code, rule, self._compile(parse_rule(rule.text)))
            for code in codebook.codes
            for rule in code.rules
        )

    def learn(self, vocabulary: Vocabulary) -> None:
        """Compare the words that were met since the last time with all rules."""
        for type_id in range(self._n_learnt, len(vocabulary.types)):
            lower, norm, lemma = vocabulary.types[type_id]
            for form in {lower, norm, lemma}:
                _add(type_id, self._by_form.get(form, ()))
            for form in {lower, norm}:
                _add(type_id, self._by_written.get(form, ()))
            for wildcard, word_sets in self._wildcards.values():
                if wildcard.fullmatch(lower):
                    _add(type_id, word_sets)
        self._n_learnt = len(vocabulary.types)

    def _compile(self, pattern: Pattern) -> CompiledPattern:
        match pattern:
            case Phrase():
                tree = PhraseTree()
                for phrase in spell_out(pattern, self._lists):
                    tree.add(self._word_set(words) for words in phrase)
                return tree
            case Near():
                return CompiledNear(
                    self._compile(pattern.first), self._compile(pattern.second), pattern.most_between, pattern.ordered
                )
            case Unless():
                return CompiledUnless(
                    self._compile(pattern.wanted), self._compile(pattern.unwanted), pattern.scope == "overlap"
                )

    def _word_set(self, patterns: frozenset[WordPattern]) -> WordSet:
        known = self._word_sets.get(patterns)
        if known is not None:
            return known
        word_set = self._word_sets[patterns] = WordSet()
        for pattern in patterns:
            if "*" in pattern.text:
                regex = re.compile(".*".join(re.escape(part) for part in pattern.text.split("*")))
                self._wildcards.setdefault(pattern.text, (regex, []))[1].append(word_set)
            elif pattern.exact:
                self._by_written[pattern.text].append(word_set)
            else:
                for form in {pattern.text, look_up_lemma(pattern.text)}:
                    self._by_form[form].append(word_set)
        return word_set


def _add(type_id: int, word_sets: Iterable[WordSet]) -> None:
    for word_set in word_sets:
        word_set.type_ids.add(type_id)


def _phrase_of(entry: str) -> Phrase:
    pattern = parse_rule(entry)
    if not isinstance(pattern, Phrase):
        raise TypeError(entry)
    return pattern
