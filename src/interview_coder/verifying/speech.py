"""What is said in the turns that an index names, as words and marks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from interview_coder.library import ReadSource
from interview_coder.model.source import Source, Turn
from interview_coder.model.verification import Passage
from interview_coder.study_inputs import StudyInputs
from interview_coder.verifying.word_index import Window, WordIndex
from interview_coder.verifying.wording import BORDER, Token, read_tokens

_KEPT_SOURCES = 64
_KEPT_TURNS = 4096
_AROUND = 12  # words beside a window that is like a quotation


class Speaker(NamedTuple):
    """Who speaks, by the source's place in the study."""

    source: int
    name: str


class Speech:
    """The turns of a study.

    Parameters
    ----------
    inputs : StudyInputs
    index : WordIndex
        Whose numbers of turns are used.
    signatures : mapping of str to str
        How quotes of each participant are signed.
    """

    def __init__(self, inputs: StudyInputs, index: WordIndex, signatures: Mapping[str, str]) -> None:
        self._inputs, self._index, self._signatures = inputs, index, signatures
        self._open = lru_cache(_KEPT_SOURCES)(self._open_source)
        self.tokens = lru_cache(_KEPT_TURNS)(self._read_turn)

    def source(self, turn: int) -> Source:
        """Return the source of a turn."""
        return self._open(self._index.source_of(turn)).source

    def turn(self, turn: int) -> Turn:
        """Return a turn."""
        return self.source(turn).turns[int(self._index.turn_numbers[turn]) - 1]

    def speaker(self, turn: int) -> Speaker:
        """Return who speaks in a turn."""
        participant = self._index.participant_of(turn)
        if participant:
            return Speaker(self._index.source_of(turn), participant)
        who = self.turn(turn)
        return Speaker(self._index.source_of(turn), f"{who.role} {who.speaker}")

    def stakeholder_type_of(self, participant: str) -> str | None:
        """Return for whom a participant speaks; None for those who ask."""
        known = self._inputs.participants.get(participant)
        return None if known is None else known.stakeholder_type

    def turns_of_speaker(self, turn: int) -> list[int]:
        """Return all turns that the speaker of one has in its source."""
        speaker = self.speaker(turn)
        first, last = self._index.source_starts[speaker.source : speaker.source + 2]
        places = range(*self._index.turn_starts.searchsorted([first, last]).tolist())
        return [place for place in places if self.speaker(place) == speaker]

    def all_tokens(self, turns: Sequence[int]) -> list[Token]:
        """Return everything that is said in some turns, with a border between any two."""
        tokens: list[Token] = []
        for turn in turns:
            tokens += [*([BORDER] if tokens else []), *self.tokens(turn)]
        return tokens

    def tokens_near(self, window: Window) -> list[Token]:
        """Return what is said about a window of words, without what nobody says."""
        source = self._index.source_of(window.turn)
        words = self._open(source).words
        begin = int(self._index.source_starts[source])
        first = max(0, window.first - begin - _AROUND)
        last = min(len(words.starts), window.last - begin + _AROUND) - 1
        start, end = int(words.starts[first]), int(words.ends[last])
        return [
            token
            for token in self.tokens(window.turn)
            if token.end > start and token.start < end + 2 and token.kind != "aside"
        ]

    def passage(self, turn: int, tokens: Sequence[Token]) -> Passage:
        """Return what the speaker of a turn says, there or in another, from the first of some tokens to the last."""
        return self.passage_at(turn, tokens[0].start, tokens[-1].end)

    def passage_of_words(self, place: int, n_words: int) -> Passage:
        """Return some words, by the place of the first in the index."""
        turn = self._index.turn_of(place)
        source = self._index.source_of(turn)
        words, begin = self._open(source).words, int(self._index.source_starts[source])
        return self.passage_at(turn, int(words.starts[place - begin]), int(words.ends[place - begin + n_words - 1]))

    def passage_at(self, turn: int, start: int, end: int) -> Passage:
        """Return a stretch of what the speaker of a turn says, in whichever turn it lies."""
        source, kind = self.source(turn), self.stakeholder_type_of(self._index.participant_of(turn))
        own = source.turns[bisect_right(source.turns, start, key=attrgetter("start")) - 1]
        return Passage(
            *(source.source_id, own.number, start, end, source.text[start:end], source.places.at(start)),
            *(own.speaker, own.role, own.participant, kind),
            self._signatures.get(self._index.participant_of(turn), ""),
        )

    def _open_source(self, place: int) -> ReadSource:
        return self._inputs.library.open(self._inputs.stored[place])

    def _read_turn(self, turn: int) -> list[Token]:
        source, own = self.source(turn), self.turn(turn)
        return read_tokens(source.text, own.start, own.end, asides=source.asides, is_printed=source.format == "pdf")
