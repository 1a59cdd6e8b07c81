"""A page holds so many quotes and no more, and every cell that has any keeps its first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from interview_coder.model.results import Quote, QuoteInContext
from interview_coder.report.theme_chapters import choose_quotes


def quote(kind: str, rank: int) -> QuoteInContext:
    words = Quote(f"{kind}{rank}", "a", 1, 0, 4, "rent", "cost", ("rent",), "P01", kind, "said", "tenant", rank)
    return QuoteInContext(words, "P01", "", "", "", ())


cells = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 6))


@given(cells, st.integers(1, 50))
def test_of_each_cell_the_first_quotes_are_shown_and_no_more_than_fit(n_quotes: dict[str, int], most: int) -> None:
    quotes = [quote(kind, rank) for kind, n in n_quotes.items() for rank in range(1, n + 1)]
    chosen = choose_quotes(quotes, most)
    last = max((one.quote.rank for one in chosen), default=0)
    assert chosen == [one for one in quotes if one.quote.rank <= last]
    assert {one.quote.stakeholder_type for one in chosen} == set(n_quotes)
    assert len(chosen) <= max(most, len(n_quotes))
    if len(chosen) < len(quotes):
        assert sum(one.quote.rank <= last + 1 for one in quotes) > most
