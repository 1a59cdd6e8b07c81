"""A quotation → where it stands word by word and mark by mark."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import reduce
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from interview_coder.model.verification import Edit, Passage
from interview_coder.verifying.attribution import Named
from interview_coder.verifying.matching import find_match
from interview_coder.verifying.quoted_words import QuotedWords
from interview_coder.verifying.speech import Speaker, Speech
from interview_coder.verifying.word_index import WordIndex

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MOST_TURNS = 200
_MOST_SOURCES = 50
"""In which the same words stand, that are looked at."""
_MOST_WINDOWS = 20


class Found(NamedTuple):
    """Where a quotation stands, and what was done to it that its readers can see."""

    passages: tuple[Passage, ...]
    edits: tuple[Edit, ...]


class ExactSearch:
    """Looks quotations up.

    Parameters
    ----------
    index : WordIndex
    speech : Speech
    """

    def __init__(self, index: WordIndex, speech: Speech) -> None:
        self._index, self._speech = index, speech

    def find(self, quoted: QuotedWords, named: Named) -> Found | None:
        """Find a quotation as one speaker says it.

        Of several, one of the stakeholder type that is named comes first, then any participant, then whoever asks; of
        these that with the fewest edits.
        """
        ranked = self._rank(self._list_turns(quoted), named)
        return next((one for turns in ranked if (one := self._find_in(turns, quoted)) is not None), None)

    def _find_in(self, turns: NDArray[np.intp], quoted: QuotedWords) -> Found | None:
        best: Found | None = None
        for own in self._share_out(turns, quoted):
            found = self._match(own, quoted)
            if found is not None and (best is None or len(found.edits) < len(best.edits)):
                best = found
                if not best.edits:
                    break
        return best

    def _list_turns(self, quoted: QuotedWords) -> NDArray[np.intp]:
        """Return the turns in which a quotation may stand; of one that leaves words out, those that have a part."""
        runs = quoted.runs()
        turns = [self._index.turns_of(self._index.find_phrase(run)) for run in runs]
        if not all(map(len, turns)):  # words that are cut otherwise in the source
            windows = self._index.find_like(runs[0], _MOST_WINDOWS)
            like = [turn for one in windows for turn in self._speech.turns_of_speaker(one.turn)]
            return np.unique(np.array([one.turn for one in windows] if quoted.is_whole else like, np.intp))
        if quoted.is_whole:
            return reduce(np.intersect1d, turns)
        sources = reduce(np.intersect1d, map(self._index.sources_of, turns))
        own = np.unique(np.concatenate(turns))
        return own[np.isin(self._index.sources_of(own), sources)]

    def _rank(self, turns: NDArray[np.intp], named: Named) -> Iterator[NDArray[np.intp]]:
        """Yield turns by how well their speakers suit the attribution."""
        ranks = np.array([self._suit(who, named) for who in (*self._index.participants, "")])
        of_turns = ranks[self._index.turn_participants[turns]]
        for rank in np.unique(of_turns):
            yield turns[of_turns == rank]

    def _suit(self, participant: str, named: Named) -> int:
        kind = self._speech.stakeholder_type_of(participant)
        if kind is None:
            return 3
        return 0 if kind in named.types else 2 if named.excludes(kind) else 1

    def _share_out(self, turns: NDArray[np.intp], quoted: QuotedWords) -> list[list[int]]:
        """Return the turns that are to be read: each alone, or of one speaker if the quotation leaves words out."""
        if quoted.is_whole:
            return [[turn] for turn in _spread(turns, _MOST_TURNS)]
        sources = self._index.sources_of(turns)
        by_speaker: dict[Speaker, list[int]] = defaultdict(list)
        for turn in turns[np.isin(sources, _spread(np.unique(sources), _MOST_SOURCES))].tolist():
            by_speaker[self._speech.speaker(turn)].append(turn)
        return list(by_speaker.values())

    def _match(self, turns: Sequence[int], quoted: QuotedWords) -> Found | None:
        heard = self._speech.all_tokens(turns)
        match = find_match(quoted.tokens, heard, self._speech.source(turns[0]).text)
        if match is None:
            return None
        passages = tuple(self._speech.passage(turns[0], heard[one.first : one.last]) for one in match.stretches)
        return Found(passages, match.edits)


def _spread(numbers: NDArray[Any], most: int) -> list[int]:
    """Return so many numbers at most, from all over."""
    every = -(-len(numbers) // most) or 1
    chosen: list[int] = numbers[::every].tolist()
    return chosen
