"""Hits → codings: unbroken runs of sentences, with what earned them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from interview_coder.match.block import Block, Ints, ShortInts
from interview_coder.match.compiled import CompiledCodebook
from interview_coder.match.hits import SpelledHits
from interview_coder.match.portions import Portion
from interview_coder.match.stances import HitStance
from interview_coder.model.coding import STANCES, Coding, Evidence, MatchedToken, Stance
from interview_coder.model.segment import Segment
from interview_coder.model.source import Participant, Turn
from interview_coder.project.segment_table import list_borders
from interview_coder.project.turn_table import TurnTable

CODER = "rules"
_NOWHERE = -1


class _Claims(NamedTuple):
    """Sentences of one segment for which a hit claims its code, a column each.

    Hits are told by their places in a portion, sentences and segments by theirs in the block.
    """

    hits: Ints
    first_sentences: Ints
    last_sentences: Ints
    segments: Ints

    def take(self, places: Ints) -> _Claims:
        """Return some of them, in the order in which they are named."""
        return _Claims(*(column[places] for column in self))


class CodingMaker:
    """Makes the codings of one block.

    Parameters
    ----------
    codebook : CompiledCodebook
    block : Block
    segments : sequence of sequence of Segment
        Of each source, in the order of its text. What lies in no segment is not coded.
    participants : mapping of str to Participant
        By id.
    """

    def __init__(
        self,
        codebook: CompiledCodebook,
        block: Block,
        segments: Sequence[Sequence[Segment]],
        participants: Mapping[str, Participant],
    ) -> None:
        self._codebook, self._block, self._participants = codebook, block, participants
        self._segments = segments
        self._first_segments = list(accumulate(map(len, segments), initial=0))
        # places in the text rise from source to source once the length of every text before is added
        self._shifts = np.cumsum([0, *(len(source.text) + 1 for source in block.sources)])
        borders = [
            (starts + shift, ends + shift)
            for (starts, ends), shift in zip(map(list_borders, segments), self._shifts, strict=False)
        ]
        self._segment_starts = np.concatenate([np.empty(0, np.int64), *(starts for starts, _ in borders)])
        self._segment_ends = np.concatenate([np.empty(0, np.int64), *(ends for _, ends in borders)])

    def make(self, portion: Portion, stances: Sequence[HitStance]) -> list[list[Coding]]:
        """Return the codings of each source of a portion, by place, then by theme and code.

        Parameters
        ----------
        portion : Portion
        stances : sequence of (Stance, int or None)
            Of each of its hits.
        """
        made: list[list[Coding]] = [[] for _ in portion.sources]
        codes = self._codebook.code_numbers[portion.rules]
        claims, borders = self._join(self._claim(portion.hits), codes)
        every_evidence = self._make_evidence(portion, stances)
        evidence = [every_evidence[hit] for hit in claims.hits.tolist()]
        for source, code, segment, start, end, begin, stop in self._place(claims, borders, codes):
            coding = self._make_coding(source, code, segment, start, end, tuple(evidence[begin:stop]))
            made[source - portion.sources.start].append(coding)
        return made

    def _place(self, claims: _Claims, borders: Ints, codes: Ints) -> Iterator[tuple[int, ...]]:
        """Yield the source, code, segment, start and end of each coding, and from where to where its claims stand."""
        begins = borders[:-1]
        codes, segments = codes[claims.hits[begins]], claims.segments[begins]
        first = np.minimum.reduceat(claims.first_sentences, begins) if len(begins) else begins
        last = np.maximum.reduceat(claims.last_sentences, begins) if len(begins) else begins
        sources = self._sources_of(first)
        starts, ends = self._block.sentence_starts[first], self._block.sentence_ends[last]
        order = np.lexsort((self._codebook.code_ranks[codes], ends, starts, sources))
        columns = (sources, codes, segments, starts, ends, begins, borders[1:])
        return zip(*(column[order].tolist() for column in columns), strict=True)

    def _claim(self, hits: SpelledHits) -> _Claims:
        first, last = (self._block.sentences[words].astype(np.int64) for words in (hits.first_words, hits.last_words))
        within, across = np.flatnonzero(first == last), np.flatnonzero(first != last)
        parted = hits.take(across)
        words = np.split(parted.words, np.cumsum(parted.lengths)[:-1])
        reaches = [
            (hit, *reach)
            for hit, of_hit in zip(across.tolist(), words, strict=False)
            for reach in self._reaches(of_hit)
        ]
        hits_across, begins, ends = np.array(reaches, np.int64).reshape(-1, 3).T
        first, last = np.concatenate((first[within], begins)), np.concatenate((last[within], ends))
        claims = _Claims(np.concatenate((within, hits_across)), first, last, self._place_in_segments(first))
        return claims.take(np.flatnonzero(claims.segments != _NOWHERE))

    def _reaches(self, words: Ints) -> Iterator[tuple[int, int]]:
        """Yield, for each segment that has words of a hit, the first and the last sentence with one."""
        sentences = np.unique(self._block.sentences[words])
        segments = self._place_in_segments(sentences)
        for segment in np.unique(segments).tolist():
            within = sentences[segments == segment].tolist()
            yield within[0], within[-1]

    def _join(self, claims: _Claims, codes: Ints) -> tuple[_Claims, Ints]:
        """Join the claims that make one coding: for one code, in one segment, of sentences without a gap between.

        Parameters
        ----------
        codes : array of int
            Of all hits.

        Returns
        -------
        claims : _Claims
            Coding after coding, those of one coding in the order of their hits.
        borders : array of int
            Where the claims of each coding begin; one more at the end.
        """
        claims = claims.take(np.lexsort((claims.first_sentences, codes[claims.hits])))
        n_sentences = len(self._block.turns)
        before = codes[claims.hits] * n_sentences
        # counted on from code to code, so that no code reaches into the next
        reached = np.maximum.accumulate(claims.last_sentences + before)
        is_new = np.ones(len(reached), np.bool_)
        is_new[1:] = (claims.first_sentences + before)[1:] > reached[:-1] + 1
        is_new[1:] |= (np.diff(claims.segments) != 0) | (np.diff(before) != 0)
        claims = claims.take(np.lexsort((claims.hits, np.cumsum(is_new))))
        return claims, np.append(np.flatnonzero(is_new), len(is_new))

    def _sources_of(self, sentences: Ints | ShortInts) -> Ints:
        return np.searchsorted(self._block.first_sentences, sentences, side="right") - 1

    def _place_in_segments(self, sentences: Ints | ShortInts) -> Ints:
        """Return the segment that each sentence lies in; nowhere if it lies in none."""
        starts = self._block.sentence_starts[sentences] + self._shifts[self._sources_of(sentences)]
        places = np.searchsorted(self._segment_starts, starts, side="right") - 1
        return np.where(starts < np.append(self._segment_ends, 0)[places], places, _NOWHERE)

    def _make_evidence(self, portion: Portion, stances: Sequence[HitStance]) -> list[Evidence]:
        rules = [self._codebook.rules[rule].rule for rule in portion.rules.tolist()]
        tokens = self._tokens(portion.hits.words)
        ends = np.cumsum(portion.hits.lengths)
        borders = zip((ends - portion.hits.lengths).tolist(), ends.tolist(), strict=True)
        words = [tuple(tokens[begin:end]) for begin, end in borders]
        cues = iter(self._tokens(np.array([cue for _, cue in stances if cue is not None], np.int64)))
        return [
            Evidence(rule.rule_id, rule.text, of_hit, stance, None if cue is None else next(cues))
            for rule, of_hit, (stance, cue) in zip(rules, words, stances, strict=True)
        ]

    def _tokens(self, words: Ints) -> list[MatchedToken]:
        """Return words as they stand in the texts; what several rules found is made once."""
        block = self._block
        distinct, places = np.unique(words, return_inverse=True)
        sources = np.searchsorted(block.first_words, distinct, side="right") - 1
        columns = (sources, block.word_starts[distinct], block.word_ends[distinct])
        texts = [source.text for source in block.sources]
        tokens = [
            MatchedToken(start, end, texts[source][start:end])
            for source, start, end in zip(*(column.tolist() for column in columns), strict=True)
        ]
        return [tokens[place] for place in places.tolist()]

    def _make_coding(
        self, place: int, code_number: int, segment_number: int, start: int, end: int, evidence: tuple[Evidence, ...]
    ) -> Coding:
        source, code = self._block.sources[place], self._codebook.codes[code_number]
        segment = self._segments[place][segment_number - self._first_segments[place]]
        speaker = _who_speaks(source.turns, segment.turn) or ""
        # by place: with its fields named a coding takes three times as long to make
        return Coding(
            _hash_id(source.source_id, str(start), str(end), source.text[start:end], code.code_id, CODER),
            source.source_id,
            segment.turn,
            segment.segment_id,
            start,
            end,
            code.theme_id,
            code.code_id,
            speaker,
            self._participants[speaker].stakeholder_type,
            CODER,
            self._codebook.digest,
            _first_stance(evidence),
            evidence,
        )


def _who_speaks(turns: Sequence[Turn], number: int) -> str | None:
    if isinstance(turns, TurnTable):  # which need not be made for that
        return turns.participant_of(number - 1)
    return turns[number - 1].participant


def _first_stance(evidence: Sequence[Evidence]) -> Stance:
    return evidence[0].stance if len(evidence) == 1 else min([one.stance for one in evidence], key=STANCES.index)


def _hash_id(*parts: str) -> str:
    return blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()
