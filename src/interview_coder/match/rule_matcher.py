"""Codings by the rules of the codebook, each with the words that earned it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from interview_coder.language import Vocabulary
from interview_coder.match.compiled import CompiledCodebook
from interview_coder.match.search import Hit, WordIndex
from interview_coder.match.stance import read_stance
from interview_coder.model.codebook import Code, Codebook, Rule
from interview_coder.model.coding import Coding, Evidence, MatchedToken, Stance
from interview_coder.model.segment import Segment, Sentence
from interview_coder.model.source import Participant, Source

CODER = "rules"


class RuleMatcher:
    """Puts codes on the segments of one source after the other.

    Parameters
    ----------
    codebook : Codebook
        Whose rules are applied.
    vocabulary : Vocabulary
        The words of the study, as the language numbers them.
    """

    def __init__(self, codebook: Codebook, vocabulary: Vocabulary) -> None:
        self._compiled = CompiledCodebook(codebook)
        self._vocabulary = vocabulary

    def match_codes(
        self,
        source: Source,
        segments: Sequence[Segment],
        sentences: Sequence[Sentence],
        participants: Mapping[str, Participant],
    ) -> list[Coding]:
        """Find every code in one source.

        Parameters
        ----------
        segments, sentences : sequence
            Of this source, in the order of the text. Every sentence lies in one segment.
        participants : mapping of str to Participant
            By id: who the speakers are.

        Returns
        -------
        list of Coding
            By place, then by code. The codings of one code never overlap: sentences next to each other become one.
        """
        self._compiled.learn(self._vocabulary)
        index = WordIndex(sentences)
        segment_of = _place_in_segments(sentences, segments)
        codings = [
            self._make_coding(source, code, run, segments[segment_of[run[0]]], sentences, evidence, participants)
            for code, evidence in self._find_evidence(source, index).values()
            for run in _runs(sorted(evidence), segment_of)
        ]
        return sorted(codings, key=lambda coding: (coding.start, coding.end, coding.theme_id, coding.code_id))

    def _find_evidence(self, source: Source, index: WordIndex) -> dict[str, tuple[Code, dict[int, list[Evidence]]]]:
        by_code: dict[str, tuple[Code, dict[int, list[Evidence]]]] = {}
        for compiled in self._compiled.rules:
            for hit in index.find(compiled.pattern):
                _, by_sentence = by_code.setdefault(compiled.code.code_id, (compiled.code, defaultdict(list)))
                by_sentence[index.sentence_of[hit[0]]].append(self._make_evidence(source, compiled.rule, hit, index))
        return by_code

    def _make_evidence(self, source: Source, rule: Rule, hit: Hit, index: WordIndex) -> Evidence:
        stance, cue = read_stance(hit, index, self._vocabulary.types)
        tokens = tuple(_matched_token(source, index, place) for place in hit)
        return Evidence(
            rule.rule_id, rule.text, tokens, stance, None if cue is None else _matched_token(source, index, cue)
        )

    def _make_coding(
        self,
        source: Source,
        code: Code,
        run: Sequence[int],
        segment: Segment,
        sentences: Sequence[Sentence],
        by_sentence: Mapping[int, list[Evidence]],
        participants: Mapping[str, Participant],
    ) -> Coding:
        evidence = sorted(
            (one for number in run for one in by_sentence[number]),
            key=lambda one: (one.tokens[0].start, one.tokens[-1].end, one.rule),
        )
        start, end = sentences[run[0]].start, sentences[run[-1]].end
        speaker = source.turns[segment.turn - 1].participant or ""
        return Coding(
            coding_id=_hash_id(source.source_id, str(start), str(end), source.text[start:end], code.code_id, CODER),
            source_id=source.source_id,
            turn=segment.turn,
            segment_id=segment.segment_id,
            start=start,
            end=end,
            theme_id=code.theme_id,
            code_id=code.code_id,
            participant=speaker,
            stakeholder_type=participants[speaker].stakeholder_type,
            coder=CODER,
            stance=_join_stances(evidence),
            evidence=tuple(evidence),
        )


def _matched_token(source: Source, index: WordIndex, place: int) -> MatchedToken:
    token = index.words[place]
    return MatchedToken(token.start, token.end, source.text[token.start : token.end])


def _join_stances(evidence: Sequence[Evidence]) -> Stance:
    stances = {one.stance for one in evidence}
    return "said" if "said" in stances else "hedged" if "hedged" in stances else "denied"


def _place_in_segments(sentences: Sequence[Sentence], segments: Sequence[Segment]) -> list[int]:
    places = []
    place = 0
    for sentence in sentences:
        while segments[place].end <= sentence.start:
            place += 1
        places.append(place)
    return places


def _runs(numbers: Sequence[int], segment_of: Sequence[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for number in numbers:
        if run and (number != run[-1] + 1 or segment_of[number] != segment_of[run[-1]]):
            yield run
            run = []
        run.append(number)
    if run:
        yield run


def _hash_id(*parts: str) -> str:
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()
