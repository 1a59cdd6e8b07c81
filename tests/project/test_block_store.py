"""Blocks in few files: each comes back as it was, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.project import block_store
from interview_coder.project.block_store import BlockStore
from interview_coder.project.cache import Cache

keys = st.sampled_from("abcdefgh")
steps = st.lists(
    st.one_of(
        st.tuples(st.just("add"), keys, st.binary(min_size=1, max_size=40)),
        st.tuples(st.just("keep"), st.sets(keys), st.none()),
        st.tuples(st.just("open again"), st.none(), st.none()),
    ),
    max_size=40,
)


@pytest.fixture(autouse=True)
def small_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(block_store, "_MOST_BYTES", 64)
    monkeypatch.setattr(block_store, "_MOST_SMALL_FILES", 2)


@given(steps)
def test_a_block_that_is_wanted_comes_back_as_it_was_added_last(steps: Sequence[tuple[str, object, object]]) -> None:
    with TemporaryDirectory() as folder:
        cache = Cache(Path(folder))
        store = BlockStore(cache, "blocks")
        expected: dict[object, object] = {}
        for step, what, block in steps:
            if step == "add":
                assert isinstance(what, str)
                assert isinstance(block, bytes)
                store.add(what, block)
                expected[what] = block
            elif step == "keep":
                assert isinstance(what, set)
                store.keep(what)
                expected = {key: block for key, block in expected.items() if key in what}
            else:
                store.keep([str(key) for key in expected])
                store = BlockStore(cache, "blocks")
            assert {key: store.read(str(key)) for key in expected} == expected
        store.keep([str(key) for key in expected])
        found = sum(path.stat().st_size for path in Path(folder, "blocks").glob("*.bin"))
        assert found <= 2 * sum(len(block) for block in expected.values() if isinstance(block, bytes))


def test_many_small_files_become_one(tmp_path: Path) -> None:
    for key in "abcdefgh":
        store = BlockStore(Cache(tmp_path), "blocks")
        store.add(key, key.encode())
        store.keep("abcdefgh")
    assert len(list((tmp_path / "blocks").glob("*.bin"))) <= 3
    store = BlockStore(Cache(tmp_path), "blocks")
    assert [store.read(key) for key in "abcdefgh"] == [key.encode() for key in "abcdefgh"]


@pytest.mark.parametrize("how", ["removed", "cut", "longer"])
def test_blocks_of_a_file_that_is_not_as_it_was_written_are_missing(how: str, tmp_path: Path) -> None:
    store = BlockStore(Cache(tmp_path), "blocks")
    store.add("a", b"one")
    store.add("b", b"two")
    store.keep("ab")
    (path,) = (tmp_path / "blocks").glob("*.bin")
    if how == "removed":
        path.unlink()
    else:
        path.write_bytes(b"onet" if how == "cut" else b"onetwo!")
    store = BlockStore(Cache(tmp_path), "blocks")
    assert "a" not in store
    assert store.read("a") is None


def test_a_block_that_was_forgotten_is_missing_for_the_next_program(tmp_path: Path) -> None:
    store = BlockStore(Cache(tmp_path), "blocks")
    store.add("a", b"one")
    store.keep("a")
    store.forget("a")
    store.forget("nothing")
    assert store.read("a") is None
    assert BlockStore(Cache(tmp_path), "blocks").read("a") is None
