"""Measure how fast names are taken out of a study, and in how much memory: ``python benchmarks/pseudonymise.py``.

The talk is that of `make_study.py`, with people, places, organisations, numbers and addresses among its sentences, and
is made in a process of its own: a process starts with its parent's peak memory on its account.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from measuring import Measurement, measure, print_machine, print_row, read_output

MOST_MEMORY_MIB = 1024
FEWEST_CHARACTERS_A_SECOND = 15_000
PASSPHRASE = "of a benchmark"  # noqa: S105
_GIVEN = (
    "Amara Bethan Callum Deepak Elspeth Farah Gareth Hazel Imran Joan Kirsty Leila "
    "Morag Nikhil Orla Pawel Rhian Saeed Tomasz Ursula Violet Winifred Yusuf Zofia"
)
_BORDER = re.compile(r"(?<=[.?!…])\s+")
_SHARE_OF_NAMING = 0.15
_EVERY_NTH_IS_LOWER = 5
_ONSETS, _VOWELS, _ENDS = (
    ["b", "br", "c", "d", "f", "g", "gr", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t", "w"],
    "aeiou",
    ["den", "field", "ham", "ley", "more", "ton", "well"],
)
_SAID_OF_PEOPLE = (
    "{given} told me so.",
    "That was Dr {surname}, I think.",
    "We asked {given} {surname} about it.",
    "{given}'s own view was another.",
    "I saw {given} at {place} that week.",
    "They moved it to {place} Hospital.",
    "You can write to {given}.{surname}@{place}.org.uk about that.",
    "Her number is 07700 900{number}.",
    "It was on {day} March 20{year}.",
    "I am {given}, I run the ward.",
    "The {surname} family had a flat in {place}.",
)


@dataclass(frozen=True, slots=True)
class Cast:
    """Whom an interview speaks of."""

    people: Sequence[tuple[str, str]]
    places: Sequence[str]

    def speak(self, rng: random.Random) -> str:
        """Return a sentence that names somebody or something."""
        given, surname = rng.choice(self.people)
        return rng.choice(_SAID_OF_PEOPLE).format(
            given=given,
            surname=surname,
            place=rng.choice(self.places),
            number=rng.randrange(100, 1000),
            day=rng.randrange(1, 29),
            year=rng.randrange(10, 25),
        )


def write_originals(folder: Path, *, n_interviews: int, n_characters: int, seed: int) -> None:
    """Write interviews of so many characters each; the talk of every fifth has no capitals."""
    from make_study import StudyMaker

    rng = random.Random(seed)
    maker = StudyMaker(seed)
    maker.rare = frozenset()  # words that no dictionary has would be taken for names
    folder.mkdir()
    for number in range(1, n_interviews + 1):
        cast = _make_cast(rng)
        speaker = " ".join(cast.people[0])
        text = ""
        for who, said in maker.make_turns([speaker], n_characters // 4):
            named = " ".join(_put_names_in(said, cast, rng))
            text += f"{who}: {named.lower() if number % _EVERY_NTH_IS_LOWER == 0 else named}\n\n"
            if len(text) >= n_characters:
                break
        (folder / f"interview_{number:02}.txt").write_text(text, encoding="utf-8")


def _make_cast(rng: random.Random) -> Cast:
    def invent() -> str:
        return (rng.choice(_ONSETS) + rng.choice(_VOWELS) + rng.choice(_ONSETS)[-1] + rng.choice(_ENDS)).capitalize()

    return Cast([(rng.choice(_GIVEN.split()), invent()) for _ in range(8)], [invent() for _ in range(4)])


def _put_names_in(said: str, cast: Cast, rng: random.Random) -> Iterator[str]:
    for sentence in _BORDER.split(said):
        yield sentence
        if rng.random() < _SHARE_OF_NAMING:
            yield cast.speak(rng)


def measure_both(folder: Path, options: Sequence[str]) -> None:
    """Write a folder of originals, take the names out with the language model and without, and print the cost."""
    originals = folder / "originals"
    make = [sys.executable, __file__, "--write", str(originals), *options]
    read_output(make)
    n_characters = sum(len(path.read_text(encoding="utf-8")) for path in originals.glob("*.txt"))
    print(f"study:   {len(list(originals.iterdir()))} interviews, {n_characters:,} characters\n")
    print("                  CPU s    wall s  peak MiB  characters/s", flush=True)
    os.environ["INTERVIEW_CODER_PASSPHRASE"] = PASSPHRASE
    measured = []
    for name, more in (("model", []), ("no model", ["--no-model"])):
        study = folder / name
        study.mkdir()
        own = ["--into", str(study / "corpus"), "--key", str(folder / f"{name}.key"), *more]
        measured.append(measure([sys.executable, "-m", "interview_coder", "anonymise", str(originals), *own]))
        print_row(name, measured[-1], f"{n_characters / measured[-1].cpu_seconds:14,.0f}")
    print_verdict(measured[0], n_characters)


def print_verdict(measured: Measurement, n_characters: int) -> None:
    """Print the two figures that are promised, beside their limits."""
    speed = n_characters / measured.cpu_seconds
    print(f"\ncharacters a second, of one core: {speed:,.0f}; at least {FEWEST_CHARACTERS_A_SECOND:,}: ", end="")
    print("kept" if speed >= FEWEST_CHARACTERS_A_SECOND else "missed")
    print(f"peak memory: {measured.peak_mib:.0f} MiB; limit {MOST_MEMORY_MIB}: ", end="")
    print("kept" if measured.peak_mib < MOST_MEMORY_MIB else "missed")


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description="Measure interview-coder anonymise on an invented study.")
    parser.add_argument("--interviews", type=int, default=40)
    parser.add_argument("--characters", type=int, default=55_000, help="of each interview (default: 55000)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--write", type=Path, metavar="FOLDER", help="only write the originals")
    options = parser.parse_args()
    if options.write:
        sizes = {"n_interviews": options.interviews, "n_characters": options.characters, "seed": options.seed}
        write_originals(options.write, **sizes)
        return
    print_machine(("interview-coder", "spacy", "numpy"))
    with tempfile.TemporaryDirectory() as folder:
        given = [f"--{name}={getattr(options, name)}" for name in ("interviews", "characters", "seed")]
        measure_both(Path(folder), given)


if __name__ == "__main__":
    main()
