"""Passages of sources made by chance, changed in every way that happens, in reports of every format.

Whatever the passage and the format, each change has its one right name.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.verifying.made_reports import WRITERS

from interview_coder import Study
from interview_coder.following import follow_without_showing
from interview_coder.model.verification import EXACT, Quotation, Status
from interview_coder.verifying import make_checker
from interview_coder.verifying.checking import QuotationChecker

CODEBOOK = "title: Homes\nthemes: [{id: cost, codes: [{id: rent, match: [rent]}]}]\n"
TYPES = ("tenant", "landlord", "housing officer")
JOINING = ("the", "of", "and", "we", "to", "in", "it's", "they’d")
"""Words that everybody says; of the others each belongs to one speaker."""
ASKED = {"interview": (0, 1), "roundtable": (2, 3)}
"""Which of their sentences those who ask say in which source."""
N_PASSAGES = 3
SEEDS = range(3)


class Person(NamedTuple):
    """Somebody who speaks: the name, the stakeholder type, and sentences."""

    name: str
    kind: str
    sentences: list[str]


class World(NamedTuple):
    """A study made by chance."""

    study: Study
    checker: QuotationChecker
    asks: Person
    people: list[Person]
    words: WordMaker


class WordMaker:
    """Makes words that it has never made before."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self._made: set[str] = set()

    def make(self) -> str:
        while True:
            n_syllables = self.rng.randint(2, 4)
            word = "".join(self.rng.choice("bdfgklmnprst") + self.rng.choice("aeiou") for _ in range(n_syllables))
            if word not in self._made:
                self._made.add(word)
                return word

    def make_sentence(self, *, nested: bool) -> str:
        words = [self.rng.choice(JOINING) if n % 3 == 2 else self.make() for n in range(self.rng.randint(12, 16))]
        words[4] += ","
        words[0] = words[0].capitalize()
        if nested:
            words[6], words[8] = f'said, "{words[6]}', f'{words[8]},"'
        return f"{' '.join(words)}{self.rng.choice('.?!')}"


def make_world(root: Path, seed: int) -> World:
    """Write an interview and a roundtable, in which each sentence is said once."""
    rng = random.Random(seed)  # noqa: S311
    maker = WordMaker(rng)
    people = [
        Person(f"P{n:02}", TYPES[n % len(TYPES)], [maker.make_sentence(nested=k % 2 == 0) for k in range(6)])
        for n in range(6)
    ]
    asks = Person("INTERVIEWER", "", [maker.make_sentence(nested=False) for _ in range(4)])
    (root / "corpus").mkdir(parents=True)
    for name, here in {"interview": people[:1], "roundtable": people[1:]}.items():
        turns = [f"{one.name}: {' '.join(one.sentences[k : k + 2])}" for k in (0, 2, 4) for one in here]
        asked = [f"{asks.name}: {asks.sentences[n]}" for n in ASKED[name]]
        (root / "corpus" / f"{name}.txt").write_text("\n\n".join([*asked, *turns]), encoding="utf-8")
    rows = "".join(f"{one.name},{one.kind}\n" for one in people)
    (root / "corpus" / "participants.csv").write_text(f"participant,stakeholder_type\n{rows}", encoding="utf-8")
    (root / "codebook.yml").write_text(CODEBOOK, encoding="utf-8")
    (root / "study.yml").write_text("language_model: blank\n", encoding="utf-8")
    study = Study.open(root)
    checker = make_checker(study.read(), follow_without_showing)
    return World(study, checker, asks, people, maker)


@pytest.fixture(scope="module", params=SEEDS)
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> World:
    return make_world(tmp_path_factory.mktemp("made") / "study", request.param)


class Drawn(NamedTuple):
    """A sentence to be changed, by whom it is said, and somebody else."""

    text: str
    person: Person
    other: Person
    world: World

    @property
    def words(self) -> list[str]:
        return self.text.split()

    @property
    def kind(self) -> str:
        return self.person.kind

    @property
    def wrong_kind(self) -> str:
        return next(kind for kind in TYPES if kind != self.kind)


def draw(world: World, *, nested: bool | None = None) -> Drawn:
    rng = world.words.rng
    person, other = rng.sample(world.people, 2)
    chosen = [one for one in person.sentences if nested is None or ('"' in one) == nested]
    return Drawn(rng.choice(chosen), person, other, world)


def curl(text: str, within: str = "‘’") -> str:
    """Write straight marks as curly ones, and those of what is quoted within as these."""
    return re.sub(r'"([^"]*)"', rf"{within[0]}\1{within[1]}", text.replace("'", "’"))


def straighten(text: str) -> str:
    return text.replace("’", "'")


def plain(one: Drawn) -> str:
    return curl(one.text)


def swap_word(one: Drawn) -> str:
    place = one.world.words.rng.choice([n for n, word in enumerate(one.words) if word.isalpha()])
    return curl(" ".join([*one.words[:place], one.world.words.make(), *one.words[place + 1 :]]))


def lose_word(one: Drawn) -> str:
    place = one.world.words.rng.choice([n for n, word in enumerate(one.words) if word.isalpha() and n > 0])
    return curl(" ".join([*one.words[:place], *one.words[place + 1 :]]))


def leave_out(one: Drawn, mark: str) -> str:
    return curl(" ".join([*one.words[:4], mark, *one.words[-3:]]))


def put_in_brackets(one: Drawn) -> str:
    first = one.world.words.rng.randint(1, 7)
    return curl(" ".join([*one.words[:first], "[the bank]", *one.words[first + 3 :]]))


def join(one: Drawn, by: str) -> str:
    other = next(text for text in one.other.sentences if '"' not in text)
    return f"{curl(one.text)}{by}{curl(other)}"


def invent(one: Drawn) -> str:
    return one.world.words.make_sentence(nested=False)


def ask(one: Drawn) -> str:
    return curl(one.world.words.rng.choice(one.world.asks.sentences))


class Mutation(NamedTuple):
    """A way to quote: what becomes of a sentence, what it is called, and whether other marks stand within it."""

    write: Callable[[Drawn], str]
    status: Status
    nested: bool | None = None


MUTATIONS: dict[str, Mutation] = {
    "as it stands": Mutation(lambda one: f"“{plain(one)}” ({one.kind}).", "verbatim"),
    "signed as quotes are": Mutation(lambda one: f"“{plain(one)}” ({one.kind} representative).", "verbatim"),
    "signed by nobody of the study": Mutation(lambda one: f"“{plain(one)}” (rent panel).", "verbatim"),
    "straight marks": Mutation(lambda one: f'"{straighten(one.text)}"', "verbatim", nested=False),
    "single marks": Mutation(lambda one: f"‘{plain(one)}’ as one {one.kind} said.", "verbatim", nested=False),
    "nested, single in double": Mutation(lambda one: f"“{plain(one)}” ({one.kind}).", "verbatim", nested=True),
    "nested, double in single": Mutation(
        lambda one: f"‘{curl(one.text, '“”')}’ ({one.kind}).", "verbatim", nested=True
    ),
    "a comma dropped": Mutation(lambda one: f"“{plain(one).replace(',', '', 1)}”", "near"),
    "a comma dropped, wrongly signed": Mutation(
        lambda one: f"“{plain(one).replace(',', '', 1)}” ({one.wrong_kind}).", "near"
    ),
    "a word swapped": Mutation(lambda one: f"“{swap_word(one)}”", "near"),
    "a word left out": Mutation(lambda one: f"“{lose_word(one)}”", "near"),
    "an ellipsis": Mutation(lambda one: f"“{leave_out(one, '…')}”", "verbatim with edits", nested=False),
    "an ellipsis of three dots": Mutation(
        lambda one: f"“{leave_out(one, '...')}”", "verbatim with edits", nested=False
    ),
    "an ellipsis in brackets": Mutation(lambda one: f"“{leave_out(one, '[…]')}”", "verbatim with edits", nested=False),
    "words in brackets": Mutation(lambda one: f"“{put_in_brackets(one)}”", "verbatim with edits", nested=False),
    "two speakers joined": Mutation(lambda one: f"“{join(one, ' ')}”", "joined"),
    "two speakers joined by an ellipsis": Mutation(lambda one: f"“{join(one, ' … ')}” ({one.kind}).", "joined"),
    "two speakers joined by words in brackets": Mutation(lambda one: f"“{join(one, ' [and] ')}”", "joined"),
    "invented": Mutation(lambda one: f"“{invent(one)}” ({one.kind}).", "not found"),
    "wrongly signed": Mutation(lambda one: f"“{plain(one)}” ({one.wrong_kind} representative).", "wrong attribution"),
    "wrongly signed in the sentence": Mutation(
        lambda one: f"“{plain(one)}” said one {one.wrong_kind}.", "wrong attribution"
    ),
    "an interviewer's": Mutation(lambda one: f"“{ask(one)}”", "no evidence"),
    "an interviewer's, signed": Mutation(lambda one: f"“{ask(one)}” ({one.kind}).", "wrong attribution"),
}


@pytest.mark.parametrize("name", WRITERS)
def test_every_mutation_of_any_passage_has_its_right_name(name: str, world: World, tmp_path: Path) -> None:
    chosen = [(title, one) for title, one in MUTATIONS.items() for _ in range(N_PASSAGES)]
    world.words.rng.shuffle(chosen)
    written = [mutation.write(draw(world, nested=mutation.nested)) for _, mutation in chosen]
    (tmp_path / name).write_bytes(WRITERS[name]([f"Then there was this: {one}" for one in written]))
    found = world.study.verify(tmp_path / name).findings
    assert [(title, text, one.status) for (title, _), text, one in zip(chosen, written, found, strict=True)] == [
        (title, text, mutation.status) for (title, mutation), text in zip(chosen, written, strict=True)
    ]


@given(st.data())
@settings(max_examples=150)
def test_two_speakers_who_are_joined_are_never_exact(world: World, data: st.DataObject) -> None:
    one, other = data.draw(st.permutations([*world.people, world.asks]))[:2]
    first = data.draw(st.sampled_from(one.sentences)).split()
    second = data.draw(st.sampled_from(other.sentences)).split()
    first = first[data.draw(st.integers(0, len(first) - 3)) :][: data.draw(st.integers(3, 12))]
    second = second[: data.draw(st.integers(1, len(second)))]
    by = data.draw(st.sampled_from([" ", ", ", " … ", " ... ", " […] ", " [and] ", " – ", "\n", ' "']))
    found = world.checker.check(Quotation(f"{' '.join(first)}{by}{' '.join(second)}", "line 1", "marks"))
    assert found.status not in EXACT
