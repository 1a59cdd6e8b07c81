"""Hits → codings: unbroken runs of sentences, with what earned them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from operator import attrgetter, itemgetter
from typing import NamedTuple

import numpy as np

from interview_coder.match.block import Block, Ints, ShortInts
from interview_coder.match.compiled import CompiledCodebook
from interview_coder.match.hits import Hit, all_words, first_words, last_words
from interview_coder.model.coding import STANCES, Coding, Evidence, MatchedToken, Stance
from interview_coder.model.segment import Segment
from interview_coder.model.source import Participant

CODER = "rules"
_NOWHERE = -1
_ORDER = itemgetter(*(Coding._fields.index(name) for name in ("start", "end", "theme_id", "code_id")))


class StancedHit(NamedTuple):
    """A hit of a rule, by the rule's place in the codebook; its words and its cue are words of a block."""

    rule: int
    words: Hit
    stance: Stance
    cue: int | None


class _Claim(NamedTuple):
    """Sentences of one segment for which a hit claims a code.

    Source, code and segment are told by their places among all of the block, the hit by its place in a list. Claims
    sort by source, then by code, then by place.
    """

    source: int
    code: int
    first_sentence: int
    last_sentence: int
    segment: int
    hit: int
    start: int
    end: int


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
        self._segments = [segment for of_source in segments for segment in of_source]
        # places in the text rise from source to source once the length of every text before is added
        self._shifts = np.cumsum([0, *(len(source.text) + 1 for source in block.sources)])
        shifts = np.repeat(self._shifts[:-1], [len(of_source) for of_source in segments])
        self._segment_starts = self._read_segments("start") + shifts
        self._segment_ends = self._read_segments("end") + shifts

    def make(self, sources: range, hits: Sequence[StancedHit]) -> list[list[Coding]]:
        """Return the codings of each of some sources, by place, then by theme and code.

        Parameters
        ----------
        sources : range
            Their places in the block.
        hits : sequence of StancedHit
            All of these sources; those of one code in the order in which evidence stands.
        """
        made: list[list[Coding]] = [[] for _ in sources]
        evidence = list(self._make_evidence(hits))
        for run in _runs(self._claim(hits)):
            made[run[0].source - sources.start].append(self._make_coding(run, evidence))
        for codings in made:
            codings.sort(key=_ORDER)
        return made

    def _read_segments(self, name: str) -> Ints:
        return np.fromiter(map(attrgetter(name), self._segments), np.int64, len(self._segments))

    def _make_evidence(self, hits: Sequence[StancedHit]) -> Iterator[Evidence]:
        block = self._block
        hit_words = [hit.words for hit in hits]
        words, _ = all_words(hit_words)
        places = zip(block.word_starts[words].tolist(), block.word_ends[words].tolist(), strict=True)
        sources = np.searchsorted(block.first_words, first_words(hit_words), side="right") - 1
        for (rule, hit, stance, cue), source in zip(hits, sources.tolist(), strict=True):
            text = block.sources[source].text
            tokens = tuple([MatchedToken(start, end, text[start:end]) for start, end in islice(places, len(hit))])
            one = self._codebook.rules[rule].rule
            yield Evidence(one.rule_id, one.text, tokens, stance, None if cue is None else self._token(cue, text))

    def _token(self, word: int, text: str) -> MatchedToken:
        start, end = int(self._block.word_starts[word]), int(self._block.word_ends[word])
        return MatchedToken(start, end, text[start:end])

    def _claim(self, hits: Sequence[StancedHit]) -> list[_Claim]:
        block = self._block
        words = [hit.words for hit in hits]
        first, last = block.sentences[first_words(words)], block.sentences[last_words(words)]
        is_within = first == last
        reaches = [(hit, *reach) for hit in np.flatnonzero(~is_within).tolist() for reach in self._reaches(words[hit])]
        across, begins, ends = np.array(reaches, np.int64).reshape(-1, 3).T
        places = np.concatenate((np.flatnonzero(is_within), across))
        first, last = np.concatenate((first[is_within], begins)), np.concatenate((last[is_within], ends))
        codes = self._codebook.code_numbers[np.fromiter((hit.rule for hit in hits), np.int64, len(hits))]
        columns = (
            np.searchsorted(block.first_sentences, first, side="right") - 1,
            codes[places],
            first,
            last,
            self._place_in_segments(first),
            places,
            block.sentence_starts[first],
            block.sentence_ends[last],
        )
        rows = map(_Claim._make, zip(*(column.tolist() for column in columns), strict=True))
        return sorted(claim for claim in rows if claim.segment != _NOWHERE)

    def _reaches(self, words: Hit) -> Iterator[tuple[int, int]]:
        """Yield, for each segment that has words of a hit, the first and the last sentence with one."""
        sentences = np.unique(self._block.sentences[list(words)])
        segments = self._place_in_segments(sentences)
        for segment in np.unique(segments).tolist():
            within = sentences[segments == segment].tolist()
            yield within[0], within[-1]

    def _place_in_segments(self, sentences: Ints | ShortInts) -> Ints:
        """Return the segment that each sentence lies in; nowhere if it lies in none."""
        sources = np.searchsorted(self._block.first_sentences, sentences, side="right") - 1
        starts = self._block.sentence_starts[sentences] + self._shifts[sources]
        places = np.searchsorted(self._segment_starts, starts, side="right") - 1
        return np.where(starts < np.append(self._segment_ends, 0)[places], places, _NOWHERE)

    def _make_coding(self, run: Sequence[_Claim], every_evidence: Sequence[Evidence]) -> Coding:
        source, code = self._block.sources[run[0].source], self._codebook.codes[run[0].code]
        segment = self._segments[run[0].segment]
        start, end = run[0].start, max([claim.end for claim in run])
        speaker = source.turns[segment.turn - 1].participant or ""
        evidence = tuple([every_evidence[hit] for hit in sorted([claim.hit for claim in run])])
        # by place: naming the fields of so many codings would take longer than all the rest
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
            min([one.stance for one in evidence], key=STANCES.index),
            evidence,
        )


def _runs(claims: Sequence[_Claim]) -> Iterator[list[_Claim]]:
    """Yield the claims that make one coding: for one code, in one segment, of sentences without a gap between."""
    run: list[_Claim] = []
    reached = -1
    for claim in claims:
        if (
            run
            and claim.segment == run[0].segment
            and claim.code == run[0].code
            and claim.first_sentence <= reached + 1
        ):
            reached = max(reached, claim.last_sentence)
            run.append(claim)
        else:
            if run:
                yield run
            run, reached = [claim], claim.last_sentence
    if run:
        yield run


def _hash_id(*parts: str) -> str:
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()
