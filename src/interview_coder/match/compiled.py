"""Rules made ready for matching: plain phrases as rows of numbers, and what is asked of their hits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from interview_coder.language import Language
from interview_coder.match.block import Ints
from interview_coder.match.word_sets import WordSets
from interview_coder.model.codebook import Code, Codebook, Rule
from interview_coder.model.coding import Stance
from interview_coder.model.question_subject import list_subjects
from interview_coder.rules import (
    CutWord,
    Either,
    ListName,
    Near,
    Pattern,
    Phrase,
    PlainPhrase,
    SpelledList,
    Unless,
    name_group,
    parse_entry,
    parse_rule,
    phrases_of,
    spell_out,
)

_N_DIGITS = 12


@dataclass(frozen=True, slots=True)
class CompiledPhrase:
    """A phrase with all its alternatives, as a number in its `PhraseTable`."""

    number: int


@dataclass(frozen=True, slots=True)
class CompiledNear:
    """See `interview_coder.rules.Near`."""

    first: CompiledPattern
    second: CompiledPattern
    most_between: int | None
    ordered: bool
    within: Literal["sentence", "turn"]


@dataclass(frozen=True, slots=True)
class CompiledUnless:
    """See `interview_coder.rules.Unless`."""

    wanted: CompiledPattern
    unwanted: CompiledPattern
    scope: Literal["overlap", "sentence", "turn"]


@dataclass(frozen=True, slots=True)
class CompiledEither:
    """See `interview_coder.rules.Either`."""

    patterns: tuple[CompiledPattern, ...]


CompiledPattern = CompiledPhrase | CompiledNear | CompiledUnless | CompiledEither


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule with the code that it finds.

    Parameters
    ----------
    speakers : frozenset of str
        The groups whose words count, as `name_group` writes them; empty for all.
    asked : CompiledPhrase, optional
        Its number is one in the table of questions.
    stances : frozenset of str, optional
        Those that count; None for all.
    phrases : tuple of (Phrase, CompiledPhrase)
        All that the pattern is made of.
    """

    code: Code
    rule: Rule
    pattern: CompiledPattern
    speakers: frozenset[str] = frozenset()
    asked: CompiledPhrase | None = None
    stances: frozenset[Stance] | None = None
    phrases: tuple[tuple[Phrase, CompiledPhrase], ...] = ()


class PhraseTable:
    """The plain phrases of many phrases in a row, each a row of sets of words.

    Parameters
    ----------
    word_sets : WordSets
        In which the places of the phrases are numbered.

    Attributes
    ----------
    phrases : array of int
        For each plain phrase the number of the phrase that it stands for.
    offsets : array of int
        Where the sets of each plain phrase begin; one more at the end.
    lengths : array of int
        How many words each plain phrase has.
    sets : array of int
        The sets of all plain phrases, one after the other.
    needs_part : array of bool
        For each plain phrase whether the part of speech of a word matters.
    """

    def __init__(self, word_sets: WordSets) -> None:
        self._word_sets = word_sets
        self._numbers: dict[frozenset[tuple[int, ...]], int] = {}

    def number_of(self, plain_phrases: tuple[PlainPhrase, ...]) -> int:
        """Return the number of the phrase that some plain phrases spell out."""
        rows = frozenset(tuple(map(self._word_sets.number_of, phrase)) for phrase in plain_phrases if phrase)
        return self._numbers.setdefault(rows, len(self._numbers))

    def close(self) -> None:
        """Write all phrases as arrays; none can be added afterwards."""
        rows = [(number, row) for plain, number in self._numbers.items() for row in sorted(plain)]
        self.phrases: Ints = np.array([number for number, _ in rows], np.int64)
        self.offsets: Ints = np.cumsum([0, *(len(row) for _, row in rows)], dtype=np.int64)
        self.lengths = np.diff(self.offsets)
        self.sets: Ints = np.array([number for _, row in rows for number in row], np.int64)
        parts = self._word_sets.parts_of
        self.needs_part = np.array([any(parts(number) for number in row) for _, row in rows], np.bool_)

    def __len__(self) -> int:
        return len(self._numbers)


class CompiledCodebook:
    """All rules of a codebook, sharing the phrases and the sets of words that they ask for.

    Parameters
    ----------
    codebook : Codebook
        Its rules have been read before and are known to be right.
    language : Language
        Cuts the words of rules as it cuts those of texts.

    Attributes
    ----------
    rules : tuple of CompiledRule
        In the order of the codebook.
    codes : tuple of Code
        In the order of the codebook.
    code_numbers, ranks : array of int
        For each rule the place of its code, and that of its text among the texts of all rules.
    code_ranks : array of int
        For each code its place among all, by theme and id.
    word_sets : WordSets
        The words that all phrases are made of.
    guides : tuple of (str, CompiledPhrase)
        Key of a theme or code, and a phrase of its topic guide, as a number in the table of questions.
    spoken, asked : PhraseTable
        The phrases that are looked for in what participants say, and in what they are asked.
    digest : str
        First digits of the codebook's SHA-256.
    """

    def __init__(self, codebook: Codebook, language: Language) -> None:
        self._lists = _Lists(codebook.lists, language.cut)
        self._cut = language.cut
        self._numbers: dict[tuple[Phrase, bool], CompiledPhrase] = {}
        self.word_sets = WordSets()
        self.spoken, self.asked = PhraseTable(self.word_sets), PhraseTable(self.word_sets)
        self.rules = tuple(self._compile_rule(code, rule) for code in codebook.codes for rule in code.rules)
        self.guides = tuple(
            (subject.key, self._compile_phrase(phrase, self.asked))
            for subject in list_subjects(codebook)
            for text in subject.guide
            for phrase in phrases_of(parse_rule(text).pattern)
        )
        self.spoken.close()
        self.asked.close()
        self.codes = tuple(codebook.codes)
        self.digest = codebook.sha256[:_N_DIGITS]
        self.code_numbers, self.ranks = self._number_codes(), self._rank_rules()
        self.code_ranks = self._rank_codes()

    def _number_codes(self) -> Ints:
        numbers = {code.code_id: number for number, code in enumerate(self.codes)}
        return np.array([numbers[one.code.code_id] for one in self.rules], np.int64)

    def _rank_rules(self) -> Ints:
        ranks = {text: rank for rank, text in enumerate(sorted({one.rule.text for one in self.rules}))}
        return np.array([ranks[one.rule.text] for one in self.rules], np.int64)

    def _rank_codes(self) -> Ints:
        names = [(code.theme_id, code.code_id) for code in self.codes]
        ranks = {name: rank for rank, name in enumerate(sorted(names))}
        return np.array([ranks[name] for name in names], np.int64)

    def _compile_rule(self, code: Code, rule: Rule) -> CompiledRule:
        tree = parse_rule(rule.text)
        return CompiledRule(
            code,
            rule,
            self._compile(tree.pattern),
            frozenset(name_group(name) for name in tree.speakers),
            None if tree.asked is None else self._compile_phrase(tree.asked, self.asked),
            tree.stances,
            tuple((phrase, self._compile_phrase(phrase, self.spoken)) for phrase in phrases_of(tree.pattern)),
        )

    def _compile(self, pattern: Pattern) -> CompiledPattern:
        match pattern:
            case Phrase():
                return self._compile_phrase(pattern, self.spoken)
            case Near():
                first, second = self._compile(pattern.first), self._compile(pattern.second)
                return CompiledNear(first, second, pattern.most_between, pattern.ordered, pattern.within)
            case Unless():
                return CompiledUnless(self._compile(pattern.wanted), self._compile(pattern.unwanted), pattern.scope)
            case Either():
                return CompiledEither(tuple(self._compile(one) for one in pattern.patterns))

    def _compile_phrase(self, phrase: Phrase, table: PhraseTable) -> CompiledPhrase:
        key = phrase, table is self.asked
        known = self._numbers.get(key)
        if known is None:
            spelled = spell_out(phrase, self._lists, cut=self._cut)
            known = self._numbers[key] = CompiledPhrase(table.number_of(spelled))
        return known


class _Lists(Mapping[str, SpelledList]):
    """The word lists of a codebook, each read and spelled out when a rule asks for it."""

    def __init__(self, lists: Mapping[str, tuple[str, ...]], cut: CutWord) -> None:
        self._entries = _Entries(lists)
        self._cut = cut
        self._spelled: dict[str, SpelledList] = {}

    def __getitem__(self, name: str) -> SpelledList:
        if name not in self._spelled:
            ways = spell_out(Phrase((ListName(name, 0),)), self._entries, self._cut)
            self._spelled[name] = SpelledList(ways)
        return self._spelled[name]

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


class _Entries(Mapping[str, Sequence[Phrase]]):
    """The entries of word lists, each list read when it is asked for."""

    def __init__(self, lists: Mapping[str, tuple[str, ...]]) -> None:
        self._lists = lists
        self._read: dict[str, tuple[Phrase, ...]] = {}

    def __getitem__(self, name: str) -> tuple[Phrase, ...]:
        if name not in self._read:
            self._read[name] = tuple(parse_entry(entry) for entry in self._lists[name])
        return self._read[name]

    def __contains__(self, name: object) -> bool:
        return name in self._lists

    def __iter__(self) -> Iterator[str]:
        return iter(self._lists)

    def __len__(self) -> int:
        return len(self._lists)
