"""Runs in processes of their own: nothing done twice, two at once, and one that is killed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from tests.made_studies import (
    RULES,
    a_small_study,
    files_below,
    fresh_outputs,
    make_codebook,
    make_transcript,
    run_as_the_command_does,
    seeded,
)

from interview_coder import InputError, Study
from interview_coder.project.cache import FOLDER as CACHE
from interview_coder.project.stamps import wait_for_tick

NOBODY = 65534
HEAVY = {"spacy", "pandas", "sklearn", "scipy"}
RUN = """
import atexit, sys
atexit.register(lambda: print("modules:", *sorted(name for name in sys.modules if "." not in name)))
sys.argv = ["interview-coder", *sys.argv[1:]]
from interview_coder.__main__ import main
main()
"""


def run_alone(study: Study, *arguments: str) -> tuple[str, set[str]]:
    """Run a study in a process of its own; return what it says, and the modules that it loaded."""
    command = [sys.executable, "-c", RUN, *(arguments or ("run",)), str(study.folder.root)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    said, _, modules = told.rpartition("modules:")
    return said, set(modules.split())


@pytest.fixture
def study(tmp_path: Path) -> Study:
    """A study that was run."""
    study = a_small_study(tmp_path / "study")
    wait_for_tick(study.folder.root.rglob("*"))
    run_as_the_command_does(study)
    return study


def times_below(folder: Path) -> dict[str, tuple[int, int, int]]:
    paths = {path.relative_to(folder).as_posix(): path.stat() for path in folder.rglob("*") if path.is_file()}
    return {name: (stat.st_mtime_ns, stat.st_ino, stat.st_size) for name, stat in paths.items()}


def test_a_second_run_writes_nothing_and_loads_neither_spacy_nor_pandas_nor_scikit_learn(study: Study) -> None:
    before = times_below(study.folder.root)
    said, modules = run_alone(study)
    assert "Nothing has changed" in said
    assert modules.isdisjoint(HEAVY)
    assert times_below(study.folder.root) == before


@pytest.mark.parametrize("command", ["matrix", "quotes", "frequencies", "clusters"])
def test_what_was_found_is_shown_without_another_run(command: str, study: Study) -> None:
    before = times_below(study.folder.outputs)
    _, modules = run_alone(study, command)
    assert modules.isdisjoint(HEAVY)
    assert times_below(study.folder.outputs) == before


def test_a_run_after_a_changed_rule_loads_neither_spacy_nor_pandas_nor_scikit_learn_and_writes_what_changed(
    study: Study,
) -> None:
    before = times_below(study.folder.outputs)
    (study.folder.root / "codebook.yml").write_text(make_codebook([["rent"], [RULES[1]], ["trust", "lift"]]))
    said, modules = run_alone(study)
    assert "Wrote" in said
    assert modules.isdisjoint(HEAVY)
    after = times_below(study.folder.outputs)
    same = {name for name in after if after[name] == before[name]}
    assert {"sources.jsonl", "turns.jsonl", "segments.jsonl"} <= same
    assert {"codings.jsonl", "quotes.jsonl", "run.json", "report.html"}.isdisjoint(same)
    assert files_below(study.folder.outputs) == fresh_outputs(study)


def start(study: Study, *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "interview_coder", "run", str(study.folder.root), *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def change(study: Study, seed: int) -> None:
    """Change a transcript, the codebook, or both."""
    random = seeded(seed)
    if seed % 3 != 1:
        (study.folder.corpus / f"s{random.randrange(4)}.txt").write_text(make_transcript(random, 6))
    if seed % 3 != 0:
        rules = [random.sample(RULES, 1) for _ in range(3)]
        (study.folder.root / "codebook.yml").write_text(make_codebook(rules))


@pytest.mark.parametrize("seed", range(2))
def test_runs_at_the_same_time_do_no_harm(seed: int, study: Study) -> None:
    change(study, seed)
    started = [start(study) for _ in range(3)]
    for process in started:
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors.decode()
    assert files_below(study.folder.outputs) == fresh_outputs(study)
    assert study.read_manifest() is not None
    change(study, seed + 5)
    assert run_as_the_command_does(study) == fresh_outputs(study)


def test_a_study_that_is_changed_while_runs_are_at_work_is_never_taken_for_current(study: Study) -> None:
    for seed in range(2):
        change(study, seed)
        first = start(study)
        time.sleep(0.4 * seed)
        change(study, seed + 10)  # between the two
        second = start(study)
        for process in (first, second):
            process.communicate(timeout=120)
        if study.read_manifest() is not None:
            assert files_below(study.folder.outputs) == fresh_outputs(study)
        assert run_as_the_command_does(study) == fresh_outputs(study)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are those of Unix")
@pytest.mark.parametrize("sign", ["SIGKILL", "SIGINT"])
def test_a_run_that_is_killed_leaves_what_was_or_what_is_to_be_and_the_next_one_is_right(
    sign: str, study: Study
) -> None:
    random = seeded(sign)
    seconds = measure(study)
    for number in range(5):
        change(study, number)
        before, fresh = files_below(study.folder.outputs), fresh_outputs(study)
        process = start(study)
        # most of the time is taken by the start: kill most runs after it
        time.sleep(seconds * random.uniform(0.3, 1.1))
        process.send_signal(getattr(signal, sign))
        _, errors = process.communicate(timeout=60)
        assert b"Traceback" not in errors
        found = {name: content for name, content in files_below(study.folder.outputs).items() if ".writing" not in name}
        assert found in (before, fresh) or study.read_manifest() is None
        if number % 2:
            assert run_as_the_command_does(study) == fresh
            assert files_below(study.folder.outputs) == fresh
    run_as_the_command_does(study)
    left = [path.name for path in (study.folder.root / CACHE).iterdir()]
    assert not [name for name in left if name.startswith(("run-", ".writing"))]


def measure(study: Study) -> float:
    """Return how long a run takes that has something to do."""
    change(study, 0)
    begin = time.monotonic()
    start(study).communicate()
    return time.monotonic() - begin


def test_a_study_folder_in_which_nothing_can_be_written_can_be_run_and_read(study: Study, tmp_path: Path) -> None:
    expected = fresh_outputs(study)
    root = tmp_path / "sealed"
    shutil.copytree(study.folder.root, root, ignore=shutil.ignore_patterns(CACHE, "outputs"))
    for name in (CACHE, "outputs"):
        (root / name).write_text("a file where a folder should be: even root cannot write into it")
    sealed = Study.open(root)
    run = sealed.run()
    assert [one.coding_id for one in run.codings] == [one.coding_id for one in study.run().codings]
    assert list(run.sources) == list(study.read().sources)
    assert sealed.read_manifest() is None
    with pytest.raises(InputError, match="the outputs cannot be written"):
        run.write()
    (root / "outputs").unlink()
    run.write()
    assert files_below(root / "outputs") == expected
    assert (root / CACHE).is_file()
    assert sealed.read_manifest() is not None


@contextmanager
def bound_by_permissions() -> Iterator[None]:
    """Let the system forbid what permissions forbid, also where the tests run as root."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of folders are other things there")
def test_a_study_folder_without_permission_to_write_can_be_run_and_read() -> None:
    with TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        study = a_small_study(Path(name) / "study")
        run_as_the_command_does(study)
        expected = files_below(study.folder.outputs)
        codings = study.run().codings  # whatever is loaded on the way is loaded now
        shutil.rmtree(study.folder.root / CACHE)
        study.folder.root.chmod(0o555)
        try:
            with bound_by_permissions():
                assert not os.access(study.folder.root, os.W_OK, effective_ids=True)
                assert study.read_manifest() is not None
                assert study.run().codings == codings
        finally:
            study.folder.root.chmod(0o755)
        assert files_below(study.folder.outputs) == expected
        assert not (study.folder.root / CACHE).exists()


def test_temporary_caches_do_not_stay(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    with TemporaryDirectory() as name:
        monkeypatch.setenv("TMPDIR", name)
        (study.folder.corpus / "s0.txt").write_text(make_transcript(seeded(9), 3))
        started = [start(study) for _ in range(2)]
        for process in started:
            process.communicate(timeout=120)
        assert list(Path(name).iterdir()) == []
