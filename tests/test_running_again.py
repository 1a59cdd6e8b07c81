"""Whatever was changed, damaged or removed since: a run writes what a run in a new folder would write."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from tests.made_studies import (
    GUIDES,
    LISTS,
    ROSTERS,
    RULES,
    SETTINGS,
    files_below,
    fresh_outputs,
    make_codebook,
    make_transcript,
    run_as_the_command_does,
    seeded,
    write_study,
)

from interview_coder import InputError, Run, Study
from interview_coder.project.cache import FOLDER as CACHE

NAMES = ("a.txt", "b.txt", "c.txt", "deep/d.txt")
seeds = st.integers(0, 30)
rules_of_codes = st.lists(st.lists(st.sampled_from(RULES), max_size=2, unique=True), min_size=1, max_size=4)


class Stopped(BaseException):
    """As if the program was killed at this moment."""


class RunningAgain(RuleBasedStateMachine):
    """A researcher, a careless colleague and a bad disk."""

    def __init__(self) -> None:
        super().__init__()
        self.place = TemporaryDirectory()
        self.root = Path(self.place.name) / "study"
        self.study: Study | None = None
        self.runs: list[Run] = []
        self.older: dict[str, bytes] = {}

    def teardown(self) -> None:
        self.runs.clear()
        self.place.cleanup()

    @initialize()
    def begin(self) -> None:
        files = {name: make_transcript(seeded(name), 5) for name in NAMES[:3]}
        self.study = write_study(self.root, files, make_codebook([["rent"], ["(owe | bailiff)"], [RULES[4]]]))
        self.run_and_compare()

    # the researcher

    @rule(name=st.sampled_from(NAMES), seed=seeds, n_turns=st.integers(1, 6))
    def write_transcript(self, name: str, seed: int, n_turns: int) -> None:
        self.write(f"corpus/{name}", make_transcript(seeded(seed), n_turns))

    @rule(name=st.sampled_from(NAMES))
    def change_one_letter_of_a_transcript_in_place(self, name: str) -> None:
        with suppress(OSError), (self.root / "corpus" / name).open("r+b") as stream:
            content = stream.read()
            place = content.rfind(b"e")
            stream.seek(place)
            stream.write(b"a")

    @rule(name=st.sampled_from(NAMES))
    def remove_transcript(self, name: str) -> None:
        (self.root / "corpus" / name).unlink(missing_ok=True)

    @rule(name=st.sampled_from(NAMES), other=st.sampled_from(NAMES))
    def rename_transcript(self, name: str, other: str) -> None:
        (self.root / "corpus" / "deep").mkdir(exist_ok=True)
        with suppress(OSError):
            (self.root / "corpus" / name).replace(self.root / "corpus" / other)

    @rule(
        codes=rules_of_codes,
        lists=st.sampled_from(LISTS),
        note=st.sampled_from(["", " of the tower"]),
        guide=st.sampled_from(GUIDES),
    )
    def write_codebook(self, codes: list[list[str]], lists: str, note: str, guide: str) -> None:
        self.write("codebook.yml", make_codebook(codes, lists=lists, note=note, guide=guide))

    @rule(roster=st.sampled_from(ROSTERS))
    def write_roster(self, roster: str | None) -> None:
        self.write("corpus/participants.csv", roster)

    @rule(text=st.sampled_from(SETTINGS))
    def write_settings(self, text: str | None) -> None:
        self.write("study.yml", text)

    @rule(name=st.sampled_from(["codebook.yml", "study.yml", "corpus/a.txt"]))
    def touch(self, name: str) -> None:
        with suppress(OSError):
            os.utime(self.root / name)

    @rule()
    def run_and_compare(self) -> None:
        assert self.study is not None
        before = files_below(self.root / "outputs")
        fresh, found = fresh_outputs(self.study), run_as_the_command_does(self.study)
        assert found == fresh
        if isinstance(fresh, str):
            assert files_below(self.root / "outputs") == before
        else:
            self.older = fresh

    @rule()
    def run_and_wait(self) -> None:
        assert self.study is not None
        if isinstance(fresh_outputs(self.study), dict):
            self.runs.append(self.study.run())

    @precondition(lambda self: self.runs)
    @rule()
    def write_what_was_run_before(self) -> None:
        assert self.study is not None
        with suppress(InputError):  # the cache may have been removed since
            self.runs.pop().write()
        expected = fresh_outputs(self.study)
        if self.study.read_manifest() is not None:
            assert files_below(self.root / "outputs") == expected

    # a bad disk, and a careless colleague

    @rule(how=st.sampled_from(["remove", "flip", "cut", "empty", "append"]), seed=seeds)
    def damage_a_file_of_the_cache(self, how: str, seed: int) -> None:
        self.damage(self.root / CACHE, how, seeded(seed))

    @rule(how=st.sampled_from(["remove", "flip", "cut", "empty", "append"]), seed=seeds)
    def damage_an_output(self, how: str, seed: int) -> None:
        self.damage(self.root / "outputs", how, seeded(seed))

    @rule(seed=seeds)
    def swap_two_files_of_the_cache(self, seed: int) -> None:
        files = sorted(path for path in (self.root / CACHE).rglob("*.bin"))
        if len(files) > 1:
            one, other = seeded(seed).sample(files, 2)
            contents = one.read_bytes(), other.read_bytes()
            other.write_bytes(contents[0])
            one.write_bytes(contents[1])

    @rule(folder=st.sampled_from([CACHE, f"{CACHE}/sources", f"{CACHE}/vocabulary", "outputs", "outputs/tables"]))
    def remove_a_folder(self, folder: str) -> None:
        shutil.rmtree(self.root / folder, ignore_errors=True)

    @rule(seed=seeds)
    def bring_back_an_older_output(self, seed: int) -> None:
        if self.older:
            name = seeded(seed).choice(sorted(self.older))
            (self.root / "outputs" / name).parent.mkdir(parents=True, exist_ok=True)
            (self.root / "outputs" / name).write_bytes(self.older[name])

    @rule(after=st.integers(1, 60))
    def stop_a_run(self, after: int) -> None:
        """Stop when so many files have been put into their places."""
        assert self.study is not None
        before = files_below(self.root / "outputs")
        fresh = fresh_outputs(self.study)
        move, n_moved = Path.replace, 0

        def replace_or_stop(path: Path, target: Path) -> Path:
            nonlocal n_moved
            n_moved += 1
            if n_moved > after:
                raise Stopped
            return move(path, target)

        with pytest.MonkeyPatch.context() as patched, suppress(Stopped):
            patched.setattr(Path, "replace", replace_or_stop)
            run_as_the_command_does(self.study)
        found = files_below(self.root / "outputs")
        if found not in (before, fresh):
            assert self.study.read_manifest() is None

    def write(self, name: str, text: str | None) -> None:
        path = self.root / name
        if text is None:
            path.unlink(missing_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def damage(self, folder: Path, how: str, random: Random) -> None:
        # what a run that waits to be written has is its own
        files = sorted(path for path in folder.rglob("*") if path.is_file() and "run-" not in path.parent.name)
        if files:
            path = random.choice(files)
            DAMAGES[how](path, random)


def flip(path: Path, random: Random) -> None:
    content = bytearray(path.read_bytes())
    if content:
        content[random.randrange(len(content))] ^= 1 << random.randrange(8)
        with path.open("r+b") as stream:
            stream.write(content)


def cut(path: Path, random: Random) -> None:
    os.truncate(path, random.randrange(path.stat().st_size + 1))


def append(path: Path, random: Random) -> None:
    with path.open("ab") as stream:
        stream.write(random.randbytes(9))


def empty(path: Path, _: Random) -> None:
    path.write_bytes(b"")


DAMAGES: dict[str, Callable[[Path, Random], None]] = {
    "remove": lambda path, _: path.unlink(),
    "flip": flip,
    "cut": cut,
    "empty": empty,
    "append": append,
}

RunningAgain.TestCase.settings = settings(
    max_examples=int(os.environ.get("EXAMPLES", "12")), stateful_step_count=14, phases=[Phase.generate]
)
TestRunningAgain = RunningAgain.TestCase
