"""A page holds so many quotes and no more, and every cell that has any keeps one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from interview_coder.report.theme_chapters import find_limit


@given(st.lists(st.integers(0, 20), max_size=12), st.integers(1, 100))
def test_as_many_quotes_of_each_cell_are_shown_as_a_page_holds_and_one_in_any_case(
    n_quotes: list[int], most: int
) -> None:
    def total(limit: int) -> int:
        return sum(min(n, limit) for n in n_quotes)

    limit = find_limit(n_quotes, most)
    assert limit >= 1
    assert limit == 1 or total(limit) <= most
    assert limit >= max(n_quotes, default=0) or total(limit + 1) > most
