"""Codings as columns: rows go in and come out, in any order, through the cache and back."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.project.coding_table import COLUMNS, CodingTable, join_tables
from interview_coder.project.packed import Packed

FEW = st.integers(0, 4)
SMALL = st.integers(0, 2**31 - 1)
LARGE = st.integers(0, 2**62)
Row = tuple[int, ...]
rows = st.lists(
    st.tuples(
        *(
            st.integers(0, 4)
            if name in {"stances", "reviews"}
            else LARGE
            if name in {"line_starts", "line_lengths"}
            else SMALL
            for name in COLUMNS
        )
    ),
    max_size=12,
)


def rows_of(table: CodingTable) -> list[Row]:
    return list(zip(*(getattr(table, name).tolist() for name in COLUMNS), strict=True))


@given(rows)
def test_a_table_has_the_rows_that_it_was_made_of(given_rows: list[Row]) -> None:
    table = CodingTable.from_rows(given_rows)
    assert rows_of(table) == given_rows
    assert len(table) == len(given_rows)


@given(rows)
def test_a_table_comes_back_from_the_cache_as_it_was(given_rows: list[Row]) -> None:
    table = CodingTable.from_rows(given_rows)
    packed = Packed(table.pack({"mark": "abc"}))
    again = CodingTable.unpack(packed)
    assert rows_of(again) == given_rows
    assert packed.facts == {"mark": "abc"}
    assert [getattr(again, name).dtype for name in COLUMNS] == [getattr(table, name).dtype for name in COLUMNS]


@given(rows, st.data())
def test_taken_rows_come_as_they_are_named(given_rows: list[Row], data: st.DataObject) -> None:
    places = data.draw(st.lists(st.sampled_from(range(len(given_rows))))) if given_rows else []
    taken = CodingTable.from_rows(given_rows).take(np.array(places, np.int64))
    assert rows_of(taken) == [given_rows[place] for place in places]


@given(st.lists(rows, max_size=4))
def test_joined_tables_have_all_rows_one_below_the_other(parts: Sequence[list[Row]]) -> None:
    assert rows_of(join_tables([CodingTable.from_rows(part) for part in parts])) == [
        row for part in parts for row in part
    ]


def test_a_column_can_be_replaced() -> None:
    table = CodingTable.from_rows([tuple(range(len(COLUMNS)))] * 2)
    assert table.replace(codes=np.array([7, 8])).codes.tolist() == [7, 8]
    assert table.codes.tolist() == [1, 1]
