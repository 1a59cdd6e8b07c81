"""Quotations of an invented study as reports have them: as they stand, changed, joined, invented."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from make_study import INTERVIEWER, InventedWords

SHORTEST, LONGEST = 8, 60


class Made(NamedTuple):
    """A quotation: of what kind it is, its words, and what `verify` may find it to be."""

    kind: str
    text: str
    statuses: frozenset[str]


class Answer(NamedTuple):
    """What one participant says in one turn."""

    speaker: str
    words: list[str]


def read_answers(study: Path, rng: random.Random, n_transcripts: int) -> list[Answer]:
    """Return what participants say at some length, in some transcripts of a study of `make_coding_study`."""
    files = sorted((study / "corpus").glob("*.txt"))
    lines = [
        line.partition(": ")
        for file in rng.sample(files, min(n_transcripts, len(files)))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    answers = [Answer(speaker, text.split()) for speaker, _, text in lines if speaker != INTERVIEWER]
    return [answer for answer in answers if len(answer.words) >= 2 * SHORTEST]


class QuotationMaker:
    """Makes quotations of answers.

    Parameters
    ----------
    answers : sequence of Answer
    rng : random.Random
        Where chance comes from.
    """

    def __init__(self, answers: Sequence[Answer], rng: random.Random) -> None:
        self._answers, self._rng, self._invented = answers, rng, InventedWords(rng)

    def make(self, n_each: int) -> Iterator[Made]:
        """Yield so many quotations of each kind."""
        near = frozenset({"near"})
        kinds: list[tuple[str, Callable[[], list[str]], frozenset[str]]] = [
            ("as it stands", self._draw, frozenset({"verbatim"})),
            ("three words", self._draw_three, frozenset({"verbatim", "no evidence"})),
            ("a comma lost", self._lose_comma, near),
            ("a word swapped", self._swap_word, near),
            ("words left out with …", self._leave_out, frozenset({"verbatim with edits"})),
            ("two speakers joined", self._join, frozenset({"joined", "near"})),
            ("invented words", self._invent, frozenset({"not found"})),
            ("common words shuffled", self._shuffle, frozenset({"not found", "near", "joined"})),
        ]
        for kind, make, statuses in kinds:
            for _ in range(n_each):
                yield Made(kind, " ".join(make()), statuses)

    def _draw(self) -> list[str]:
        words = self._rng.choice(self._answers).words
        length = self._rng.randint(SHORTEST, min(LONGEST, len(words)))
        first = self._rng.randint(0, len(words) - length)
        return list(words[first : first + length])

    def _draw_three(self) -> list[str]:
        return self._draw()[:3]

    def _lose_comma(self) -> list[str]:
        while True:
            words = self._draw()
            places = [place for place, word in enumerate(words[:-1]) if word.endswith(",")]
            if places:
                place = self._rng.choice(places)
                return [*words[:place], words[place][:-1], *words[place + 1 :]]

    def _swap_word(self) -> list[str]:
        words = self._draw()
        words[self._rng.randrange(1, len(words) - 1)] = self._invented.draw()
        return words

    def _leave_out(self) -> list[str]:
        words = self._draw()
        return [*words[:3], "…", *words[-4:]]

    def _join(self) -> list[str]:
        one = self._rng.choice(self._answers)
        other = self._rng.choice([answer for answer in self._answers if answer.speaker != one.speaker])
        return [*one.words[:SHORTEST], *other.words[:SHORTEST]]

    def _invent(self) -> list[str]:
        return [f"zyx{self._invented.draw()}" for _ in range(12)]

    def _shuffle(self) -> list[str]:
        words = [word for word in self._draw() if word.isalpha() and len(word) < 5] * 3
        self._rng.shuffle(words)
        return [*words[:20], "and", "the", "of"]
