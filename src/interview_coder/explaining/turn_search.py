"""What rules and their parts find in one turn."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import replace

from interview_coder.language import Language
from interview_coder.language.source_words import SourceWords
from interview_coder.match.compiled import CompiledCodebook, CompiledPattern, CompiledRule
from interview_coder.match.hits import Hit, as_tuples, spell_hits
from interview_coder.match.rule_search import Clause, RuleSearch
from interview_coder.match.stances import HitStance, StanceReader
from interview_coder.model.codebook import Codebook
from interview_coder.model.coding import MatchedToken
from interview_coder.model.source import Participant, Source


class TurnSearch:
    """Finds patterns in the turn of a participant.

    Parameters
    ----------
    codebook : Codebook
    language : Language
        That knows the words.
    source : Source
    words : SourceWords
        Of one turn of a participant, and of the question before it if there is one.
    participants : mapping of str to Participant

    Attributes
    ----------
    rules : tuple of CompiledRule
        In the order of the codebook.
    """

    def __init__(
        self,
        codebook: Codebook,
        language: Language,
        source: Source,
        words: SourceWords,
        participants: Mapping[str, Participant],
    ) -> None:
        compiled = CompiledCodebook(codebook, language)
        self.rules = compiled.rules
        self._search = RuleSearch(compiled, language, [(source, words)], participants)
        self._stances = StanceReader(language.vocabulary)
        self._text, self._words = source.text, words
        self._sentences: list[int] = words.sentences.tolist()
        self._found: dict[CompiledPattern, list[Hit]] = {}
        self._places: dict[CompiledPattern, list[int]] = {}

    def find(self, pattern: CompiledPattern) -> list[Hit]:
        """Return where a pattern holds in what the participant says, whatever any clause says."""
        if pattern not in self._found:
            self._found[pattern] = as_tuples(self._search.find_pattern(replace(self.rules[0], pattern=pattern)))
        return self._found[pattern]

    def find_within(self, pattern: CompiledPattern, sentences: range) -> list[Hit]:
        """Return where a pattern holds with all its words in some sentences."""
        if pattern not in self._places:
            self._places[pattern] = [self._sentences[hit[0]] for hit in self.find(pattern)]
        places = self._places[pattern]
        begun = self.find(pattern)[bisect_left(places, sentences.start) : bisect_left(places, sentences.stop)]
        return [hit for hit in begun if self._sentences[hit[-1]] in sentences]

    def find_touching(self, pattern: CompiledPattern, sentences: range) -> list[Hit]:
        """Return where a pattern holds with any of its words in some sentences."""
        return [hit for hit in self.find(pattern) if any(self._sentences[word] in sentences for word in hit)]

    def sentence_of(self, word: int) -> int:
        """Return the sentence of a word."""
        return self._sentences[word]

    def sentences_of(self, hit: Hit) -> set[int]:
        """Return the sentences that have a word of a hit."""
        return {self._sentences[word] for word in hit}

    def read_stances(self, hits: list[Hit]) -> list[HitStance]:
        """Return for each hit how the speaker stands to it, and the word that makes it so."""
        return self._stances.read(self._search.block, spell_hits(hits))

    def find_refusing_clause(self, rule: CompiledRule, hit: Hit) -> Clause | None:
        """Return the first clause of a rule that refuses the turn in which a hit stands."""
        return self._search.list_refusals(rule, [hit])[0]

    def tokens(self, hit: Hit) -> tuple[MatchedToken, ...]:
        """Return the words of a hit as they stand in the source."""
        return self._words.tokens(self._text, hit)
