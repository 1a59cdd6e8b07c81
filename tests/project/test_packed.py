"""Packed blocks: what goes in comes out, and a block of which a byte is wrong is no block."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from interview_coder.project.packed import Packed, pack

facts_of_any_kind = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)
arrays = st.one_of(
    st.lists(st.integers(-(2**31), 2**31 - 1), max_size=9).map(lambda numbers: np.array(numbers, np.int32)),
    st.lists(st.integers(0, 2**64 - 1), max_size=9).map(lambda numbers: np.array(numbers, np.uint64)),
    st.lists(st.booleans(), max_size=9).map(lambda flags: np.array(flags, np.bool_)),
    st.lists(st.floats(allow_nan=False), max_size=9).map(lambda numbers: np.array(numbers, np.float64)),
)
named_arrays = st.dictionaries(st.sampled_from("abc"), arrays)
named_texts = st.dictionaries(st.sampled_from("ghi"), st.binary(max_size=30))


@given(facts_of_any_kind, named_arrays, named_texts)
def test_what_is_packed_is_unpacked_the_same(
    facts: Any, some: dict[str, NDArray[Any]], texts: dict[str, bytes]
) -> None:
    packed = Packed(pack({"facts": facts}, some, texts))
    assert packed.facts == {"facts": facts}
    for name, array in some.items():
        assert packed.array(name).dtype == array.dtype
        assert packed.array(name).tobytes() == array.tobytes()
    assert {name: packed.text(name) for name in texts} == texts


def make_block() -> bytes:
    return pack(
        {"name": "Zoë"},
        {"numbers": np.arange(40, dtype=np.int32)},
        {"text": b"Nobody came. " * 9},
    )


BLOCK = make_block()


def break_byte(place: int) -> bytes:
    broken = bytearray(BLOCK)
    broken[place] ^= 0x10
    return bytes(broken)


def test_a_block_of_which_any_one_byte_is_wrong_is_refused() -> None:
    for place in range(len(BLOCK)):
        with pytest.raises(ValueError, match="block"):
            Packed(break_byte(place))


def test_a_block_that_is_cut_off_anywhere_is_refused() -> None:
    for length in range(len(BLOCK)):
        with pytest.raises(ValueError, match="block"):
            Packed(BLOCK[:length])


def test_a_block_with_something_behind_it_is_refused() -> None:
    with pytest.raises(ValueError, match="block"):
        Packed(BLOCK + b"\0" * 8)


@pytest.mark.parametrize("content", [b"", b"ICP2", b"not a block at all" * 9])
def test_something_else_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="block"):
        Packed(content)


def test_an_array_cannot_be_written_to() -> None:
    with pytest.raises(ValueError, match="read-only"):
        Packed(BLOCK).array("numbers")[0] = 9


def test_an_unknown_name_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        Packed(BLOCK).array("nothing")
