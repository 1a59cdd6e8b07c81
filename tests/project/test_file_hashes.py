"""Hashes of files: never an old one for a new content, and no work where nothing changed."""

from __future__ import annotations

import os
import time
from hashlib import sha256
from pathlib import Path

import pytest

from interview_coder.project.cache import Cache
from interview_coder.project.file_hashes import FileHashes
from interview_coder.project.stamps import is_settled, stamp_of, wait_for_tick

MINUTE = 60_000_000_000


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text("one")
    wait_for_tick([path])
    return path


def hash_now(path: Path, cache: Cache, name: str = "corpus/a.txt") -> str:
    hashes = FileHashes.load(cache)
    found = hashes.of(path, name)
    hashes.keep(cache)
    return found


def hash_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def test_a_file_that_did_not_change_is_not_read_again(
    path: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert hash_now(path, cache) == hash_of("one")
    hashes = FileHashes.load(cache)
    monkeypatch.delattr(Path, "open")
    assert hashes.of(path, "corpus/a.txt") == hash_of("one")


@pytest.mark.parametrize("name", ["corpus/a.txt", "outputs/a.txt"])
def test_a_file_that_was_just_written_is_read_every_time(name: str, tmp_path: Path, cache: Cache) -> None:
    path = tmp_path / "b.txt"
    for text in ("one", "two", "six") * 20:
        with path.open("w") as stream:
            stream.write(text)
        assert hash_now(path, cache, name) == hash_of(text)


def test_a_file_is_settled_when_the_clock_of_its_disk_has_ticked(path: Path) -> None:
    second = 10**9
    for mtime, seconds in ((path.stat().st_mtime_ns | 1, 0.05), (path.stat().st_mtime_ns // second * second, 2.1)):
        os.utime(path, ns=(mtime, mtime))
        stat = path.stat()
        ticked = max(stat.st_mtime_ns, stat.st_ctime_ns) + int(seconds * second)
        assert is_settled(stat, ticked)
        assert not is_settled(stat, ticked - 1)


def test_a_file_of_the_future_is_read_every_time(path: Path, cache: Cache) -> None:
    later = time.time_ns() + MINUTE
    os.utime(path, ns=(later, later))
    assert hash_now(path, cache) == hash_of("one")
    path.write_text("two")
    os.utime(path, ns=(later, later))
    assert hash_now(path, cache) == hash_of("two")


def test_a_file_that_was_changed_and_got_its_old_time_back_is_noticed(path: Path, cache: Cache) -> None:
    hash_now(path, cache)
    stat = path.stat()
    with path.open("r+") as stream:
        stream.write("two")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert stamp_of(path) == (stat.st_size, stat.st_mtime_ns, stat.st_ino)
    assert hash_now(path, cache) == hash_of("two")


def test_an_output_that_gets_a_second_name_is_not_read_again(path: Path, cache: Cache) -> None:
    hashes = FileHashes.load(cache)
    hashes.note(path, "outputs/a.txt", "as noted")
    hashes.keep(cache)
    os.link(path, path.with_name("second"))
    assert hash_now(path, cache, "outputs/a.txt") == "as noted"


def test_a_hash_is_not_noted_before_a_later_change_could_be_told(tmp_path: Path) -> None:
    path = tmp_path / "b.txt"
    hashes = FileHashes()
    path.write_text("one")
    hashes.note(path, "outputs/b.txt", hash_of("one"))
    with path.open("r+") as stream:
        stream.write("two")
    assert hashes.of(path, "outputs/b.txt") == hash_of("two")
    wait_for_tick([path])
    hashes.note(path, "outputs/b.txt", "as noted")
    assert hashes.of(path, "outputs/b.txt") == "as noted"


def test_waiting_takes_a_twentieth_of_a_second_at_most_whatever_the_clock_says(path: Path) -> None:
    begin = time.monotonic()
    later = time.time_ns() + MINUTE
    os.utime(path, ns=(later, later))
    wait_for_tick([path, path.with_name("missing")])
    wait_for_tick([])
    assert time.monotonic() - begin < 1


def test_files_that_are_gone_are_forgotten_when_all_were_asked_for(path: Path, cache: Cache) -> None:
    for name in ("corpus/a.txt", "corpus/b.txt", "outputs/x.csv"):
        hash_now(path, cache, name)
    hashes = FileHashes.load(cache)
    hashes.of(path, "corpus/a.txt")
    hashes.keep(cache, is_complete=True)
    assert set(FileHashes.load(cache).known) == {"corpus/a.txt", "outputs/x.csv"}


def test_nothing_is_written_where_nothing_is_new(path: Path, cache: Cache) -> None:
    hash_now(path, cache)
    before = stamp_of(cache.folder / "hashes.json")
    hash_now(path, cache)
    assert stamp_of(cache.folder / "hashes.json") == before


@pytest.mark.parametrize("kept", [{"a": [1]}, {"a": None}, {"a": "12345"[:3]}])
def test_what_another_version_kept_is_forgotten(kept: dict[str, object], cache: Cache) -> None:
    cache.write_json("hashes.json", kept)
    assert FileHashes.load(cache).known == {}
