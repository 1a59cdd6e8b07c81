"""Made studies whose words are known one by one, so that it can be told where each went when the study is edited."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.made_studies import QUESTIONS, SENTENCES, write_study

RULES = (
    "rent",
    "(owe | bailiff)",
    "(trust | believe)",
    "mend*",
    "(lift | boiler)",
    "nobody",
    "cost*",
    "who",
    "they",
    "the",
)
SPEAKERS = ("P01", "P02", "P03", "Dana", "INTERVIEWER")


class Word(NamedTuple):
    """A word that keeps its number wherever it goes."""

    number: int
    text: str


class Place(NamedTuple):
    """Where a word stands."""

    source_id: str
    turn: int
    place: int
    start: int
    end: int


@dataclass
class Turn:
    speaker: str
    words: list[Word]


@dataclass
class World:
    """A study that can be edited, and written into a folder."""

    random: Random
    sources: dict[str, list[Turn]] = field(default_factory=dict)
    codes: dict[str, dict[str, object]] = field(default_factory=dict)
    n_edits: int = 0
    _numbers: Iterator[int] = field(default_factory=count)

    @classmethod
    def make(cls, random: Random) -> World:
        world = cls(random)
        for number in range(random.randint(1, 3)):
            world.sources[f"s{number}"] = [world._make_turn() for _ in range(random.randint(4, 9))]
            world.sources[f"s{number}"].append(world._said("P01", SENTENCES[number]))
        for number in range(3):
            world.codes[f"c{number}"] = {"definition": "", "match": random.sample(RULES, random.randint(1, 2))}
        return world

    def _said(self, speaker: str, text: str) -> Turn:
        return Turn(speaker, [Word(next(self._numbers), word) for word in text.split()])

    def _make_turn(self) -> Turn:
        if self.random.random() < 0.25:
            return self._said("INTERVIEWER", self.random.choice(QUESTIONS))
        said = " ".join(self.random.choices(SENTENCES, k=self.random.randint(1, 3)))
        return self._said(self.random.choice(SPEAKERS[:4]), said)

    def text(self, source_id: str) -> str:
        turns = self.sources[source_id]
        return "\n\n".join(f"{turn.speaker}: {' '.join(word.text for word in turn.words)}" for turn in turns) + "\n"

    def places(self) -> dict[int, Place]:
        """Return where each word stands."""
        found = {}
        for source_id, turns in self.sources.items():
            at = 0
            for number, turn in enumerate(turns):
                at += len(turn.speaker) + 2
                for place, word in enumerate(turn.words):
                    found[word.number] = Place(source_id, number, place, at, at + len(word.text))
                    at += len(word.text) + 1
                at += 1
        return found

    def write(self, root: Path) -> None:
        shutil.rmtree(root / "corpus", ignore_errors=True)
        codes = [{"id": code_id, **said} for code_id, said in self.codes.items()]
        codebook = {"title": "Homes", "themes": [{"id": "t", "codes": codes}]}
        files = {f"{source_id}.txt": self.text(source_id) for source_id in self.sources}
        roster = "participant,stakeholder_type,role\nP01,tenant,\nP02,tenant,\nP03,landlord,\nDana,agent,\n"
        write_study(root, files, json.dumps(codebook), roster)

    def _some_turn(self, least: int = 0) -> tuple[list[Turn], int]:
        turns = self.random.choice(list(self.sources.values()))
        fit = [place for place, turn in enumerate(turns) if len(turn.words) >= least]
        return turns, self.random.choice(fit or [0])

    # edits of transcripts

    def insert_words(self) -> None:
        turns, place = self._some_turn()
        new = self._said("", self.random.choice(["yes", "well, no", "the rent", self.random.choice(SENTENCES)])).words
        at = self.random.randint(0, len(turns[place].words))
        turns[place].words[at:at] = new

    def delete_words(self) -> None:
        turns, place = self._some_turn(3)
        words = turns[place].words
        if len(words) > 2:
            at = self.random.randrange(len(words) - 1)
            del words[at : at + self.random.randint(1, min(4, len(words) - 1))]

    def replace_word(self) -> None:
        turns, place = self._some_turn()
        at = self.random.randrange(len(turns[place].words))
        turns[place].words[at] = Word(next(self._numbers), self.random.choice(["rent", "trust,", "house.", "Ω𝄞"]))

    def add_turn(self) -> None:
        turns, place = self._some_turn()
        turns.insert(place, self._make_turn())

    def delete_turn(self) -> None:
        turns, place = self._some_turn()
        if len(turns) > 3:
            del turns[place]

    def split_turn(self) -> None:
        turns, place = self._some_turn(4)
        turn = turns[place]
        if len(turn.words) > 3:
            at = self.random.randrange(1, len(turn.words))
            turns[place : place + 1] = [
                Turn(turn.speaker, turn.words[:at]),
                Turn(self.random.choice(SPEAKERS), turn.words[at:]),
            ]

    def change_label(self) -> None:
        turns, place = self._some_turn()
        turns[place] = Turn(self.random.choice(SPEAKERS), turns[place].words)

    def change_all_labels(self) -> None:
        turns, _ = self._some_turn()
        old, new = self.random.sample(SPEAKERS[:4], 2)
        turns[:] = [Turn(new if turn.speaker == old else turn.speaker, turn.words) for turn in turns]

    def rename_source(self) -> None:
        old = self.random.choice(list(self.sources))
        self.n_edits += 1
        self.sources[f"{old}_{self.n_edits}"] = self.sources.pop(old)

    def delete_source(self) -> None:
        if len(self.sources) > 1:
            del self.sources[self.random.choice(list(self.sources))]

    def move_turn(self) -> None:
        turns, place = self._some_turn()
        turn = turns.pop(place)
        turns.insert(self.random.randint(0, len(turns)), turn)

    def duplicate_passage(self) -> None:
        turns, place = self._some_turn()
        copied = turns[place : place + self.random.randint(1, 3)]
        copies = [Turn(one.speaker, self._said("", " ".join(w.text for w in one.words)).words) for one in copied]
        at = self.random.randint(0, len(turns))
        turns[at:at] = copies

    # edits of the codebook

    def add_rule(self) -> None:
        rules = self._rules_of_some_code()
        rules.append(self.random.choice([rule for rule in RULES if rule not in rules]))

    def change_rule(self) -> None:
        rules = self._rules_of_some_code()
        rules[self.random.randrange(len(rules))] = self.random.choice([rule for rule in RULES if rule not in rules])

    def remove_rule(self) -> None:
        rules = self._rules_of_some_code()
        if len(rules) > 1:
            del rules[self.random.randrange(len(rules))]

    def change_definition(self) -> None:
        self.n_edits += 1
        self.codes[self.random.choice(list(self.codes))]["definition"] = f"version {self.n_edits}"

    def remove_code(self) -> None:
        if len(self.codes) > 2:
            del self.codes[self.random.choice(list(self.codes))]

    def rename_code(self) -> None:
        self.n_edits += 1
        old = self.random.choice(list(self.codes))
        self.codes[f"{old}_{self.n_edits}"] = self.codes.pop(old)

    def _rules_of_some_code(self) -> list[str]:
        rules = self.codes[self.random.choice(list(self.codes))]["match"]
        assert isinstance(rules, list)
        return rules

    def edit(self, kinds: Sequence[Callable[[World], None]]) -> None:
        """Edit in a few ways; a transcript is never left without words of a participant."""
        for kind in self.random.choices(kinds, k=self.random.randint(1, 4)):
            kind(self)
        for turns in self.sources.values():
            if not any(turn.speaker != "INTERVIEWER" for turn in turns):
                turns.append(self._said("P01", SENTENCES[0]))


PLAIN = (
    World.insert_words,
    World.delete_words,
    World.replace_word,
    World.add_turn,
    World.delete_turn,
    World.split_turn,
    World.change_label,
    World.change_all_labels,
    World.rename_source,
    World.delete_source,
)
"""After these a word is not mistaken for another one that stands where it stood."""
SHUFFLING = (World.move_turn, World.duplicate_passage)
OF_THE_CODEBOOK = (
    World.add_rule,
    World.change_rule,
    World.remove_rule,
    World.change_definition,
    World.remove_code,
    World.rename_code,
)
