"""Phrases of many sources, counted: in passages with all their places, elsewhere as numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from interview_coder.suggesting.passages import NO_PASSAGE, MarkedSource
from interview_coder.suggesting.phrase_places import LONGEST, find_phrases
from interview_coder.suggesting.word_groups import WordGroups

if TYPE_CHECKING:
    from numpy.typing import NDArray

_COLUMNS = ("keys", "passages", "participants", "sources", "first_words")


class PhraseCount(NamedTuple):
    """A phrase that stands in passages.

    Parameters
    ----------
    n_words, key : int
        Together they name it.
    times, passages : int
        How often it stands in them, and in how many of them.
    first : int
        Its first place, as a row of the tally.
    """

    n_words: int
    key: int
    times: int
    passages: int
    first: int


@dataclass(slots=True)
class PassageTally:
    """Counts the phrases of passages.

    Parameters
    ----------
    groups : WordGroups

    Attributes
    ----------
    sizes : dict of int to int
        Length in words → stretches of that length that no rule knows.
    n_words, n_passages : int
        Of all passages.
    speakers : dict of str to int
        Whose passages they are, numbered.
    """

    groups: WordGroups
    sizes: dict[int, int] = field(default_factory=lambda: dict.fromkeys(range(1, LONGEST + 1), 0))
    n_words: int = 0
    n_passages: int = 0
    speakers: dict[str, int] = field(default_factory=dict)
    _rows: dict[int, list[NDArray[Any]]] = field(default_factory=lambda: {n: [] for n in range(1, LONGEST + 1)})
    _columns: dict[int, NDArray[Any]] = field(default_factory=dict)

    def add(self, marked: MarkedSource, number: int) -> None:
        """Count the passages of a source, which has a number."""
        turns = marked.words.sentence_turns
        in_passage = marked.passages > NO_PASSAGE
        names = {turn: marked.source.turns[turn - 1].participant for turn in np.unique(turns[in_passage]).tolist()}
        people = {turn: self.speakers.setdefault(name, len(self.speakers)) for turn, name in names.items() if name}
        person_of = np.array([people.get(turn, -1) for turn in range(len(marked.source.turns) + 1)], np.int64)
        for n_words, passages, keys, first_words in find_phrases(marked, self.groups):
            self.sizes[n_words] += int((passages > NO_PASSAGE).sum())
            kept = (passages > NO_PASSAGE) & (keys >= 0)
            speakers = person_of[turns[marked.words.sentences[first_words[kept]]]]
            columns = (keys[kept], passages[kept] + self.n_passages, speakers)
            sources = np.full(len(speakers), number)
            self._rows[n_words].append(np.stack((*columns, sources, first_words[kept])))
        self.n_words += int(in_passage[marked.words.sentences].sum())
        self.n_passages += marked.n_passages

    def count(self, least: int) -> Iterator[PhraseCount]:
        """Yield the phrases that stand in the passages at least so often."""
        for n_words in self.sizes:
            keys, passages, *_ = self._table(n_words)
            different, first, place, counts = np.unique(
                keys, return_index=True, return_inverse=True, return_counts=True
            )
            pairs = np.unique(np.stack((place, passages)), axis=1)
            n_passages = np.bincount(pairs[0], minlength=len(different))
            for row in np.flatnonzero(counts >= least).tolist():
                yield PhraseCount(n_words, int(different[row]), int(counts[row]), int(n_passages[row]), int(first[row]))

    def place_of(self, phrase: PhraseCount) -> tuple[int, int]:
        """Return the number of the source in which a phrase stands first, and its first word there."""
        *_, source, first_word = self._table(phrase.n_words)[:, phrase.first].tolist()
        return source, first_word

    def speakers_of(self, phrase: PhraseCount) -> tuple[str, ...]:
        """Return who says a phrase, sorted."""
        keys, _, speakers, *_ = self._table(phrase.n_words)
        saying = {*speakers[keys == phrase.key].tolist()}
        return tuple(sorted(name for name, number in self.speakers.items() if number in saying))

    def _table(self, n_words: int) -> NDArray[Any]:
        if n_words not in self._columns:
            empty = np.empty((len(_COLUMNS), 0), np.int64)
            self._columns[n_words] = np.concatenate([empty, *self._rows[n_words]], axis=1)
        return self._columns[n_words]


class ElsewhereTally:
    """Counts some phrases in what participants say outside the passages.

    Parameters
    ----------
    wanted : sequence of PhraseCount
        The phrases.
    groups : WordGroups

    Attributes
    ----------
    sizes : dict of int to int
        As in `PassageTally`.
    n_words : int
        Of all that participants say elsewhere.
    """

    def __init__(self, wanted: Sequence[PhraseCount], groups: WordGroups) -> None:
        self.groups = groups
        self.sizes = dict.fromkeys(range(1, LONGEST + 1), 0)
        self.n_words = 0
        self._keys = {n: np.array(sorted(one.key for one in wanted if one.n_words == n), np.int64) for n in self.sizes}
        self._counts = {n: np.zeros(len(keys), np.int64) for n, keys in self._keys.items()}

    def add(self, marked: MarkedSource) -> None:
        """Count what is said in a source."""
        self.n_words += int((marked.passages == NO_PASSAGE)[marked.words.sentences].sum())
        for n_words, passages, keys, _ in find_phrases(marked, self.groups):
            is_elsewhere = passages == NO_PASSAGE
            self.sizes[n_words] += int(is_elsewhere.sum())
            known = self._keys[n_words]
            found = keys[is_elsewhere]
            places = np.searchsorted(known, found)
            hits = places[known[np.minimum(places, len(known) - 1)] == found] if len(known) else places[:0]
            self._counts[n_words] += np.bincount(hits, minlength=len(known))

    def count(self, phrase: PhraseCount) -> int:
        """Return how often a phrase stands elsewhere."""
        return int(self._counts[phrase.n_words][np.searchsorted(self._keys[phrase.n_words], phrase.key)])
