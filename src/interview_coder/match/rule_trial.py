"""One rule that is looked for in many sources: first whether a source can have it at all, then where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from interview_coder.language import Language
from interview_coder.language.source_words import SourceWords
from interview_coder.match.block import Bools, ShortInts
from interview_coder.match.compiled import (
    CompiledCodebook,
    CompiledEither,
    CompiledNear,
    CompiledPattern,
    CompiledPhrase,
    CompiledUnless,
)
from interview_coder.match.hits import Hit, as_tuples, spell_hits
from interview_coder.match.rule_search import RuleSearch
from interview_coder.match.stances import StanceReader
from interview_coder.model.codebook import Codebook
from interview_coder.model.coding import Stance
from interview_coder.model.source import Participant, Source


class TrialHit(NamedTuple):
    """One place where the rule holds, its clauses too.

    Parameters
    ----------
    source : int
        Place of the source among those that were searched.
    words : tuple of int
        In the source's `SourceWords`, rising.
    cue : int, optional
        The word that makes the stance other than said.
    """

    source: int
    words: Hit
    stance: Stance
    cue: int | None


class RuleTrial:
    """A rule, ready to be looked for.

    Parameters
    ----------
    codebook : Codebook
        With nothing but this rule.
    language : Language
        That has read all the sources.

    Raises
    ------
    RuleError
        When the rule stands for too many phrases.
    """

    def __init__(self, codebook: Codebook, language: Language) -> None:
        self._compiled = CompiledCodebook(codebook, language)
        (self._rule,) = self._compiled.rules
        self._language = language
        self._stances = StanceReader(language.vocabulary)
        self._compiled.word_sets.learn(language.vocabulary)

    @property
    def asks_who_speaks(self) -> bool:
        """Whether the rule asks for a stakeholder type or a question, which only participants have."""
        return bool(self._rule.speakers) or self._rule.asked is not None

    def may_hold(self, types: ShortInts) -> bool:
        """Whether a source with these words, by their numbers, can have a hit; if not, it need not be opened."""
        return _may_hold(self._rule.pattern, self._phrases_among(types))

    def find(
        self, sources: Sequence[tuple[Source, SourceWords]], participants: Mapping[str, Participant]
    ) -> Iterator[TrialHit]:
        """Yield the hits, in the order of the sources and their texts."""
        search = RuleSearch(self._compiled, self._language, sources, participants)
        found = search.find(self._rule)
        stances = self._stances.read(search.block, spell_hits(found))
        wanted = self._rule.stances
        for hit, (stance, cue) in zip(as_tuples(found), stances, strict=True):
            if wanted is None or stance in wanted:
                source = search.block.source_number(hit[0])
                first = int(search.block.first_words[source])
                words = tuple([word - first for word in hit])
                yield TrialHit(source, words, stance, None if cue is None else cue - first)

    def find_asking(self, sources: Sequence[tuple[Source, SourceWords]]) -> Iterator[TrialHit]:
        """Yield the hits in what interviewers and moderators say; they are never evidence."""
        if self.asks_who_speaks:
            return
        yield from self.find([(_swap_roles(source), words) for source, words in sources], {})

    def count_phrases(self, sources: Sequence[tuple[Source, SourceWords]]) -> list[int]:
        """Count how often each phrase of the pattern is said by participants, in the order of the rule."""
        search = RuleSearch(self._compiled, self._language, sources, {})
        return [len(as_tuples(search.find_phrase(compiled))) for _, compiled in self._rule.phrases]

    def _phrases_among(self, types: ShortInts) -> Bools:
        """Return for each phrase whether all words of one of its ways are there."""
        table, word_sets = self._compiled.spoken, self._compiled.word_sets
        there = np.zeros(len(table), np.bool_)
        if len(table.sets):
            is_there = np.zeros(word_sets.n_types, np.int64)
            is_there[types] = 1
            has_word = word_sets.add_up(is_there) > 0
            is_whole = np.logical_and.reduceat(has_word[table.sets], table.offsets[:-1])
            there[table.phrases[is_whole]] = True
        return there


def _may_hold(pattern: CompiledPattern, there: Bools) -> bool:
    match pattern:
        case CompiledPhrase():
            return bool(there[pattern.number])
        case CompiledNear():
            return _may_hold(pattern.first, there) and _may_hold(pattern.second, there)
        case CompiledUnless():
            return _may_hold(pattern.wanted, there)
        case CompiledEither():
            return any(_may_hold(one, there) for one in pattern.patterns)


def _swap_roles(source: Source) -> Source:
    """Let those who ask be found, and those who answer not."""
    turns = [
        turn._replace(role="interviewer" if turn.role == "participant" else "participant", participant=None)
        for turn in source.turns
    ]
    return replace(source, turns=tuple(turns))
