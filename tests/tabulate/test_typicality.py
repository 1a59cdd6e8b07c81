"""Typicality, against the formula written as plain loops."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.language.function_words import list_content_words
from interview_coder.tabulate.typicality import weigh_words

WORDS = ("rent", "damp", "boiler", "trust", "the", "and", "Rent’s", "council", "of")
texts_in_cells = st.lists(
    st.tuples(st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join), st.integers(0, 3)), max_size=12
)


def by_plain_loops(texts: Sequence[str], cells: Sequence[int]) -> list[float]:
    counts = [Counter(list_content_words(text)) for text in texts]
    n_with = Counter(word for one in counts for word in one)

    def unit(one: Counter[str]) -> dict[str, float]:
        weights = {word: n * (1 + math.log((1 + len(texts)) / (1 + n_with[word]))) for word, n in one.items()}
        length = math.sqrt(sum(weight**2 for weight in weights.values()))
        return {word: weight / length for word, weight in weights.items()}

    vectors = [unit(one) for one in counts]
    found = []
    for vector, cell in zip(vectors, cells, strict=True):
        own = [other for other, its in zip(vectors, cells, strict=True) if its == cell]
        mean = {word: sum(one.get(word, 0) for one in own) / len(own) for word in n_with}
        length = math.sqrt(sum(weight**2 for weight in mean.values()))
        found.append(sum(vector[word] * mean[word] for word in vector) / length if vector else 0.0)
    return found


@given(texts_in_cells)
def test_typicality_is_the_cosine_to_the_mean_of_the_cell(quotes: list[tuple[str, int]]) -> None:
    texts, cells = [text for text, _ in quotes], [cell for _, cell in quotes]
    found = weigh_words(texts).typicality(cells).tolist()
    assert found == pytest.approx(by_plain_loops(texts, cells), abs=1e-6)
    assert all(0 <= one <= 1 for one in found)


@given(texts_in_cells)
def test_a_quote_alone_in_its_cell_is_wholly_typical_and_one_without_content_is_not(
    quotes: list[tuple[str, int]],
) -> None:
    texts = [text for text, _ in quotes]
    found = weigh_words(texts).typicality(range(len(texts))).tolist()
    assert found == [1.0 if list_content_words(text) else 0.0 for text in texts]


@given(texts_in_cells, st.randoms(use_true_random=False))
def test_neither_the_order_of_the_quotes_nor_the_numbers_of_the_cells_matter(
    quotes: list[tuple[str, int]], random: object
) -> None:
    order = list(range(len(quotes)))
    random.shuffle(order)  # type: ignore[attr-defined]
    before = weigh_words([text for text, _ in quotes]).typicality([cell for _, cell in quotes])
    after = weigh_words([quotes[n][0] for n in order]).typicality([3 - quotes[n][1] for n in order])
    assert after.tolist() == pytest.approx([before[n] for n in order], abs=2e-6)


@given(texts_in_cells)
def test_similarity_to_all_quotes_of_a_cell_is_their_typicality(quotes: list[tuple[str, int]]) -> None:
    weights = weigh_words([text for text, _ in quotes])
    cells = [cell for _, cell in quotes]
    typical = weights.typicality(cells).tolist()
    for cell in set(cells):
        own = [row for row, its in enumerate(cells) if its == cell]
        similar = weights.similarity_to(own).tolist()
        assert [similar[row] for row in own] == pytest.approx([typical[row] for row in own], abs=2e-6)


def test_nothing_is_similar_to_no_quote() -> None:
    assert weigh_words(["rent", "damp"]).similarity_to([]).tolist() == [0.0, 0.0]


def test_content_words_are_counted_as_often_as_they_stand_there() -> None:
    assert weigh_words(["Rent, rent and RENT’s due.", "It was so."]).n_words.tolist() == [4, 0]
