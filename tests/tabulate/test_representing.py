"""The quotes that stand for a cell, against the rule said as plain loops."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.tabulate.representing import FEW_WORDS, choose_quotes, select_texts
from interview_coder.tabulate.typicality import weigh_words

WORDS = ("rent", "damp", "boiler", "trust", "council", "repair", "stairs", "the")
quotes_of_a_cell = st.lists(
    st.tuples(st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join), st.integers(0, 3)), max_size=10
)


@given(quotes_of_a_cell, st.integers(0, 3), st.integers(0, 2))
def test_the_chosen_quotes_are_those_of_the_rule(
    quotes: list[tuple[str, int]], n_typical: int, n_different: int
) -> None:
    texts, people = [text for text, _ in quotes], [person for _, person in quotes]
    weights = weigh_words(texts)
    chosen = choose_quotes(weights, people, n_typical=n_typical, n_different=n_different)
    left = [place for place in range(len(quotes)) if weights.n_words[place] >= FEW_WORDS] or list(range(len(quotes)))
    typicality = weights.typicality([0] * len(quotes))
    typical: list[int] = []
    while left and len(typical) < n_typical:
        # one of each person; when everybody has one, all others by typicality
        new = [place for place in left if people[place] not in {people[one] for one in typical}]
        best = max(new or left, key=lambda place: (typicality[place], -place))
        typical.append(best)
        left.remove(best)
    assert chosen.typical == tuple(typical)
    similarity = weights.similarity_to(typical)
    assert chosen.different == tuple(sorted(left, key=lambda place: (similarity[place], place))[:n_different])


@given(quotes_of_a_cell)
def test_a_short_quote_stands_for_a_cell_only_if_there_is_no_other(quotes: list[tuple[str, int]]) -> None:
    weights = weigh_words([text for text, _ in quotes])
    chosen = choose_quotes(weights, [person for _, person in quotes], n_typical=10, n_different=10)
    lengths = {weights.n_words[place] >= FEW_WORDS for place in (*chosen.typical, *chosen.different)}
    assert len(lengths) <= 1
    assert len(chosen.typical) == min(10, sum(weights.n_words >= FEW_WORDS) or len(quotes))


@given(quotes_of_a_cell, st.data())
def test_weights_of_some_texts_are_those_that_they_have_among_all(
    quotes: list[tuple[str, int]], data: st.DataObject
) -> None:
    weights = weigh_words([text for text, _ in quotes])
    places = data.draw(st.lists(st.integers(0, max(0, len(quotes) - 1)), max_size=5)) if quotes else []
    some = select_texts(weights, np.array(places, np.int64))
    assert some.n_words.tolist() == weights.n_words[places].tolist() if places else len(some.n_words) == 0
    for row, place in enumerate(places):
        own = {int(w): v for w, v in zip(some.words[some.rows == row], some.weights[some.rows == row], strict=True)}
        whole = weights.rows == place
        assert own == {int(w): v for w, v in zip(weights.words[whole], weights.weights[whole], strict=True)}
    cells = [0] * len(quotes)
    everything = select_texts(weights, np.arange(len(quotes)))
    assert everything.typicality(cells).tolist() == pytest.approx(weights.typicality(cells).tolist())


def test_an_empty_cell_has_no_quotes() -> None:
    chosen = choose_quotes(weigh_words([]), [])
    assert (chosen.typical, chosen.different) == ((), ())
