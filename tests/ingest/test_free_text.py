from __future__ import annotations

from interview_coder.ingest.free_text import find_free_text

LONG = (
    "we walked to the mill twice that year",
    "nobody there had heard of the new rule",
    "in the end she wrote to them",
)


def find(*columns: tuple[str, ...]) -> int | None:
    rows = list(zip(*columns, strict=True))
    return find_free_text(rows, range(len(columns)))


def test_the_column_of_long_and_distinct_cells_is_the_text() -> None:
    assert find(("1", "2", "3"), LONG, ("nurse", "nurse", "carer")) == 1


def test_two_columns_of_which_one_comes_near_the_other_are_to_be_asked_about() -> None:
    assert find(LONG, LONG[::-1]) is None
    assert find(LONG, ("yes it was", "", "so it seemed")) is None


def test_what_is_chosen_from_a_list_or_is_short_is_no_free_text() -> None:
    agreed = "I would rather not say anything about it"
    assert find((agreed, agreed, agreed)) is None
    assert find(("the old mill", "a new bridge", "no idea")) is None
    assert find_free_text([], range(0)) is None


def test_rows_may_be_too_short() -> None:
    assert find_free_text([["1", one] for one in LONG] + [["4"], []], range(2)) == 1
