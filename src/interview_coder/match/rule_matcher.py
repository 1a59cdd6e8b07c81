"""Where the rules of a codebook find something, and the codings that follow from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from interview_coder.language import Language
from interview_coder.language.source_words import SourceWords
from interview_coder.match.block import Block
from interview_coder.match.codings import CodingMaker
from interview_coder.match.compiled import CompiledCodebook
from interview_coder.match.hits import Hit, as_tuples, spell_hits
from interview_coder.match.portions import Portion, split_hits
from interview_coder.match.rule_search import Clause, RuleSearch
from interview_coder.match.stances import HitStance, StanceReader
from interview_coder.model.codebook import Code, Codebook, Rule
from interview_coder.model.coding import Coding, Stance
from interview_coder.model.segment import Segment
from interview_coder.model.source import Participant, Source
from interview_coder.rules import Phrase


class RuleHit(NamedTuple):
    """One place where the pattern of a rule holds.

    Parameters
    ----------
    source : int
        Place of the source among those that were searched.
    words : tuple of int
        In the source's `SourceWords`, rising.
    stance : {"said", "hedged", "hypothetical", "reported", "denied"}
        How the speaker stands to them.
    cue : int, optional
        The word that makes the stance other than said.
    refused_by : {"BY", "ASKED", "ONLY"}, optional
        The first clause of the rule that refuses the hit, ``ONLY`` also for ``UNLESS``; None where the hit counts.
    """

    code: Code
    rule: Rule
    source: int
    words: Hit
    stance: Stance
    cue: int | None
    refused_by: Clause | None


class PhraseHit(NamedTuple):
    """One place where a phrase of a rule stands, whatever else the rule asks for; `words` as in `RuleHit`."""

    code: Code
    rule: Rule
    phrase: Phrase
    source: int
    words: Hit


class RuleMatcher:
    """Puts codes on what participants say.

    Parameters
    ----------
    codebook : Codebook
        Whose rules are applied.
    language : Language
        That reads the sources; its vocabulary may grow from call to call.
    """

    def __init__(self, codebook: Codebook, language: Language) -> None:
        self._codebook = CompiledCodebook(codebook, language)
        self._language = language
        self._stances = StanceReader(language.vocabulary)

    def match_block(
        self,
        sources: Sequence[tuple[Source, SourceWords, Sequence[Segment]]],
        participants: Mapping[str, Participant],
    ) -> Iterator[list[Coding]]:
        """Find every code in several sources.

        Parameters
        ----------
        sources : sequence of (Source, SourceWords, sequence of Segment)
            Read together: the more words, the cheaper is each, and the more memory they need. A million is a good size.
        participants : mapping of str to Participant
            By id: who the speakers are.

        Yields
        ------
        list of Coding
            For each source in turn, by place, then by theme and code. The codings of one code never overlap: sentences
            next to each other become one. A hit in several sentences claims those from its first to its last word; if
            they are in several segments, those of each segment that has a word of it.
        """
        search = self._search([(source, words) for source, words, _ in sources], participants)
        segments = [of_source for _, _, of_source in sources]
        maker = CodingMaker(self._codebook, search.block, segments, participants)
        found = [search.find(rule) for rule in self._codebook.rules]
        for portion in split_hits(self._codebook, search.block, found):
            yield from maker.make(*self._read_stances(search.block, portion))

    def match_questions(self, sources: Sequence[tuple[Source, SourceWords]]) -> list[set[str]]:
        """Find what several sources ask about.

        Returns
        -------
        list of set of str
            For each source the keys of themes and codes (see `interview_coder.model.question_subject`) about which
            somebody who is no participant speaks.
        """
        asked: list[set[str]] = [set() for _ in sources]
        for key, places in self._search(sources, {}).list_asked():
            for place in places.tolist():
                asked[place].add(key)
        return asked

    def match_codes(
        self,
        source: Source,
        words: SourceWords,
        segments: Sequence[Segment],
        participants: Mapping[str, Participant],
    ) -> list[Coding]:
        """Find every code in one source; see `match_block`."""
        return next(self.match_block([(source, words, segments)], participants))

    def find_hits(
        self, sources: Sequence[tuple[Source, SourceWords]], participants: Mapping[str, Participant]
    ) -> Iterator[RuleHit]:
        """Yield every hit of every pattern, those that the clauses of their rule refuse too.

        Rules come in the order of the codebook, the hits of each in the order of the sources and their texts.
        """
        search = self._search(sources, participants)
        for rule in self._codebook.rules:
            found = search.find_pattern(rule)
            stances = self._stances.read(search.block, spell_hits(found))
            refusals = search.list_refusals(rule, found)
            for hit, (stance, cue), refused_by in zip(as_tuples(found), stances, refusals, strict=True):
                if refused_by is None and rule.stances is not None and stance not in rule.stances:
                    refused_by = "ONLY"
                source, words = _place_in_source(search.block, hit)
                first = hit[0] - words[0]
                yield RuleHit(
                    rule.code, rule.rule, source, words, stance, None if cue is None else cue - first, refused_by
                )

    def find_phrases(
        self, sources: Sequence[tuple[Source, SourceWords]], participants: Mapping[str, Participant]
    ) -> Iterator[PhraseHit]:
        """Yield every place where a phrase of a rule stands: what a rule that finds nothing would have been made of.

        Rules come in the order of the codebook, their phrases as they are written, then by place.
        """
        search = self._search(sources, participants)
        for rule in self._codebook.rules:
            for phrase, compiled in rule.phrases:
                for hit in as_tuples(search.find_phrase(compiled)):
                    yield PhraseHit(rule.code, rule.rule, phrase, *_place_in_source(search.block, hit))

    def _search(
        self, sources: Sequence[tuple[Source, SourceWords]], participants: Mapping[str, Participant]
    ) -> RuleSearch:
        return RuleSearch(self._codebook, self._language, sources, participants)

    def _read_stances(self, block: Block, portion: Portion) -> tuple[Portion, list[HitStance]]:
        """Read the stances of hits, and leave those out that their rules do not want."""
        stances = self._stances.read(block, portion.hits)
        if all(rule.stances is None for rule in self._codebook.rules):
            return portion, stances
        wanted = [self._codebook.rules[rule].stances for rule in portion.rules.tolist()]
        kept = [place for place, (stance, _) in enumerate(stances) if (only := wanted[place]) is None or stance in only]
        return portion.take(np.array(kept, np.int64)), [stances[place] for place in kept]


def _place_in_source(block: Block, hit: Hit) -> tuple[int, Hit]:
    """Return the source of a hit, and the places of its words in it."""
    source = block.source_number(hit[0])
    first = int(block.first_words[source])
    return source, tuple(word - first for word in hit)
