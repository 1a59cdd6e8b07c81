"""The cache: what is damaged is missing, one run at a time writes, and nothing is left behind."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.project.cache import FOLDER, Cache, key_of
from interview_coder.project.locks import LockedError, lock, locked


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


FACTS: dict[str, Any] = {"a": [1, 2], "Zoë": {"x": None}, "lone \udc80": ""}


def test_what_is_kept_is_found_again(cache: Cache) -> None:
    cache.write("deep/down.bin", b"0123456789")
    cache.write_json("facts.json", FACTS)
    assert cache.read("deep/down.bin") == b"0123456789"
    assert cache.read("deep/down.bin", 2, 4) == b"2345"
    assert cache.read_json("facts.json") == FACTS


def test_what_was_never_kept_is_missing(cache: Cache) -> None:
    assert cache.read("nothing.bin") is None
    assert cache.read_json("nothing.json") == {}


def test_facts_of_which_any_one_byte_is_wrong_or_missing_are_none(cache: Cache) -> None:
    cache.write_json("facts.json", FACTS)
    content = (cache.folder / "facts.json").read_bytes()
    for place in range(len(content)):
        broken = bytearray(content)
        broken[place] ^= 0x08
        for damaged in (bytes(broken), content[:place]):
            (cache.folder / "facts.json").write_bytes(damaged)
            assert cache.read_json("facts.json") == {}


@pytest.mark.parametrize("content", [b"", b"{}", b"\n", b'{"a": 1}\n', b"\xff\xfe"])
def test_facts_that_somebody_else_wrote_are_none(content: bytes, cache: Cache) -> None:
    cache.write("facts.json", content)
    assert cache.read_json("facts.json") == {}


def test_version_control_passes_the_cache_by(cache: Cache) -> None:
    cache.write("sources/a.bin", b"words")
    assert "*" in (cache.folder / ".gitignore").read_text().split("\n")


def test_what_cannot_be_written_is_not_kept_and_no_error(cache: Cache) -> None:
    cache.folder.parent.mkdir(exist_ok=True)
    cache.folder.write_text("a file where the folder should be")
    cache.write("a.bin", b"words")
    cache.write_json("a.json", {"a": 1})
    cache.sweep("sources", [])
    assert (cache.read("a.bin"), cache.read_json("a.json")) == (None, {})


def test_writing_leaves_nothing_else_behind(cache: Cache) -> None:
    for _ in range(3):
        cache.write("a.bin", b"words")
    assert {path.name for path in cache.folder.iterdir()} == {"a.bin", ".gitignore"}


def test_a_sweep_keeps_what_is_named(cache: Cache) -> None:
    for name in ("a", "b", "c"):
        cache.write(f"sources/{name}.bin", b"words")
    cache.sweep("sources", ["b.bin", "d.bin"])
    assert [path.name for path in (cache.folder / "sources").iterdir()] == ["b.bin"]


def test_the_second_who_asks_for_the_cache_of_a_study_gets_a_new_one_that_goes_with_him(tmp_path: Path) -> None:
    first, second = Cache.of_study(tmp_path), Cache.of_study(tmp_path)
    assert first.folder == tmp_path / FOLDER
    assert not second.folder.is_relative_to(tmp_path)
    second.write("a.bin", b"words")
    assert second.read("a.bin") == b"words"
    assert first.read("a.bin") is None
    folder = second.folder
    del second
    assert not folder.exists()
    first.release()


def test_a_cache_that_was_released_can_be_had_by_the_next(tmp_path: Path) -> None:
    Cache.of_study(tmp_path).release()
    again = Cache.of_study(tmp_path)
    assert again.folder == tmp_path / FOLDER
    again.release()


def test_a_study_in_which_nothing_can_be_written_gets_a_cache_elsewhere(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("a file where the folder should be")
    cache = Cache.of_study(tmp_path)
    assert not cache.folder.is_relative_to(tmp_path)
    cache.write("a.bin", b"words")
    assert cache.read("a.bin") == b"words"


LEAVE_BEHIND = """
import os, sys
from pathlib import Path
from interview_coder.project.cache import Cache
from interview_coder.project.locks import lock
root = Path(sys.argv[1])
cache = Cache.of_study(root)
other = Cache.of_study(root)
(cache.folder / ".writing-x").write_text("half")
scratch = cache.make_scratch()
(scratch.folder / "codings.jsonl").write_text("half")
print(scratch.folder, other.folder, flush=True)
os._exit(9)
"""


def test_what_a_killed_program_left_behind_is_swept_away_and_nothing_that_is_in_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    root = tmp_path / "study"
    root.mkdir()
    told = subprocess.run([sys.executable, "-c", LEAVE_BEHIND, str(root)], capture_output=True, text=True, check=False)
    left = [Path(name) for name in told.stdout.split()]
    assert [path.exists() for path in left] == [True, True]
    mine = temporary / "interview-coder-run-of-my-own"
    mine.mkdir()
    cache = Cache.of_study(root)
    used = cache.make_scratch()
    cache.release()
    again, elsewhere = Cache.of_study(root), Cache.of_study(root)
    assert [path.exists() for path in left] == [False, False]
    assert not (again.folder / ".writing-x").exists()
    assert used.folder.exists()
    assert elsewhere.folder.exists()
    assert mine.exists()
    again.release()


def test_scratch_goes_with_its_object(tmp_path: Path) -> None:
    cache = Cache.of_study(tmp_path)
    dropped, kept = cache.make_scratch(), cache.make_scratch()
    folders = [dropped.folder, kept.folder]
    del dropped
    assert [folder.exists() for folder in folders] == [False, True]
    cache.release()


def test_a_lock_is_had_once_and_again_when_it_is_closed(tmp_path: Path) -> None:
    stream = lock(tmp_path / "lock")
    with pytest.raises(LockedError):
        lock(tmp_path / "lock")
    with pytest.raises(LockedError), locked(tmp_path / "lock", seconds=0.1):
        pass
    stream.close()
    with locked(tmp_path / "lock", seconds=0), pytest.raises(LockedError):
        lock(tmp_path / "lock")
    lock(tmp_path / "lock").close()


def test_where_no_lock_can_be_written_the_work_goes_on_without(tmp_path: Path) -> None:
    done = False
    with locked(tmp_path / "nowhere" / "lock", seconds=0):
        done = True
    assert done
    assert not (tmp_path / "nowhere").exists()


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_different_parts_have_different_keys(one: list[str], other: list[str]) -> None:
    assert (key_of(one) == key_of(other)) == (one == other)
