"""The hits of whole rules in a block: what their patterns find, and what their clauses leave of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal

import numpy as np

from interview_coder.language import Language
from interview_coder.language.source_words import SourceWords
from interview_coder.match.block import Block, Bools, Ints, ShortInts
from interview_coder.match.compiled import CompiledCodebook, CompiledPhrase, CompiledRule, PhraseTable
from interview_coder.match.encouraging import ENCOURAGING
from interview_coder.match.hits import Hits, first_words, keep
from interview_coder.match.parts import PartsOfSpeech
from interview_coder.match.phrases import PhraseSpans, find_phrases
from interview_coder.match.search import Search
from interview_coder.model.source import Participant, Source
from interview_coder.rules import name_group

Clause = Literal["BY", "ASKED", "ONLY"]
"""What may refuse a hit; ``ONLY`` also stands for ``UNLESS``."""


class RuleSearch:
    """Finds the rules of a codebook in a block.

    Parameters
    ----------
    codebook : CompiledCodebook
        Learns the words that are new to it.
    language : Language
        That has read the sources.
    sources : sequence of (Source, SourceWords)
    participants : mapping of str to Participant
        By id.
    """

    def __init__(
        self,
        codebook: CompiledCodebook,
        language: Language,
        sources: Sequence[tuple[Source, SourceWords]],
        participants: Mapping[str, Participant],
    ) -> None:
        codebook.word_sets.learn(language.vocabulary)
        self._codebook, self._participants = codebook, participants
        self._vocabulary = language.vocabulary
        self.block = Block(sources, codebook.word_sets.n_types)
        self._parts = PartsOfSpeech(self.block, codebook.word_sets, language)
        self._turns_by_speakers: dict[frozenset[str], Bools] = {}
        self._turns_by_question: dict[CompiledPhrase, Bools] = {}

    def find(self, rule: CompiledRule) -> Hits:
        """Return the hits of a rule, of whatever stance."""
        hits = self.find_pattern(rule)
        for is_right_turn in self._right_turns(rule).values():
            hits = keep(hits, self._in_turns(hits, is_right_turn))
        return hits

    def find_pattern(self, rule: CompiledRule) -> Hits:
        """Return the hits of the pattern of a rule, whatever its clauses say."""
        return self._search.find(rule.pattern)

    def find_phrase(self, phrase: CompiledPhrase) -> Hits:
        """Return the hits of one phrase."""
        return self._search.find(phrase)

    def list_asked(self) -> Iterator[tuple[str, Ints]]:
        """Yield keys of themes and codes with the sources in which a question is about them.

        It is so by a phrase of their topic guide, or because the pattern of a rule is found in the question.
        """
        for key, phrase in self._codebook.guides:
            yield key, self._sources_of(self._phrases_asked.of(phrase.number))
        for rule in self._codebook.rules:
            yield f"code {rule.code.code_id}", self._sources_of(self._search_of_questions.find(rule.pattern))

    def _sources_of(self, hits: Hits) -> Ints:
        numbers: Ints = np.unique(np.searchsorted(self.block.first_words, first_words(hits), side="right") - 1)
        return numbers

    def list_refusals(self, rule: CompiledRule, hits: Hits) -> list[Clause | None]:
        """Return for each hit the first clause that refuses its turn."""
        refusals: list[Clause | None] = [None] * len(first_words(hits))
        for clause, is_right_turn in reversed(self._right_turns(rule).items()):
            for place in np.flatnonzero(~self._in_turns(hits, is_right_turn)).tolist():
                refusals[place] = clause
        return refusals

    def _find_phrases(self, table: PhraseTable, types: ShortInts) -> PhraseSpans:
        return find_phrases(table, self._codebook.word_sets, types, self.block.joined, self._parts.is_right)

    @cached_property
    def _search(self) -> Search:
        return Search(self.block, self._find_phrases(self._codebook.spoken, self.block.spoken))

    @cached_property
    def _search_of_questions(self) -> Search:
        """Finds the patterns of rules in what participants are asked."""
        return Search(self.block, self._find_phrases(self._codebook.spoken, self.block.asked))

    @cached_property
    def _questions(self) -> Ints:
        lowers = self._vocabulary.lowers
        return self.block.find_questions(np.array([word in ENCOURAGING for word in lowers], np.bool_))

    @cached_property
    def _phrases_asked(self) -> PhraseSpans:
        return self._find_phrases(self._codebook.asked, self.block.asked)

    def _right_turns(self, rule: CompiledRule) -> dict[Clause, Bools]:
        """Return for each clause that looks at turns whether a turn is as it asks."""
        turns: dict[Clause, Bools] = {}
        if rule.speakers:
            if rule.speakers not in self._turns_by_speakers:
                self._turns_by_speakers[rule.speakers] = self._turns_of(rule.speakers)
            turns["BY"] = self._turns_by_speakers[rule.speakers]
        if rule.asked is not None:
            if rule.asked not in self._turns_by_question:
                self._turns_by_question[rule.asked] = self._answers_to(rule.asked)
            turns["ASKED"] = self._turns_by_question[rule.asked]
        return turns

    def _turns_of(self, speakers: frozenset[str]) -> Bools:
        is_of_them = {
            one: name_group(participant.stakeholder_type) in speakers for one, participant in self._participants.items()
        }
        return np.array([is_of_them.get(turn.participant or "", False) for turn in self.block.all_turns], np.bool_)

    def _answers_to(self, asked: CompiledPhrase) -> Bools:
        """Tell which turns answer to a phrase: it was said where they were last asked, or in between."""
        asking = self.block.turns[self.block.sentences[self._phrases_asked.of(asked.number).first]]
        n_asking = np.cumsum(np.bincount(asking + 1, minlength=len(self._questions) + 1))
        answers: Bools = n_asking[1:] > n_asking[self._questions]
        return answers

    def _in_turns(self, hits: Hits, is_right_turn: Bools) -> Bools:
        return is_right_turn[self.block.turns[self.block.sentences[first_words(hits)]]]
