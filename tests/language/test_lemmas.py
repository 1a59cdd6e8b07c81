from __future__ import annotations

import simplemma
from hypothesis import given
from hypothesis import strategies as st
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from interview_coder.language.lemmas import ask_simplemma, find_lemmas, look_up_lemmas, straighten, straighten_all

ODD_WORDS = [
    "top-downs",
    "co-operations",
    "nonesuchments",
    "nonesuchized",
    "they're",
    "2019",
    "9ths",
    "é",
    "ǆungla",
    "o",
]
WORDS = st.text("abesz'’-‐.Éé\u0301Σ0", min_size=1, max_size=6)


def list_dictionary() -> list[str]:
    """Return all words that simplemma knows, in lower case."""
    return sorted({word.lower() for word in DefaultDictionaryFactory().get_dictionary("en")})


def test_simplemma_is_asked_as_everybody_asks_it() -> None:
    for word in [*list_dictionary(), *ODD_WORDS]:
        assert ask_simplemma(word) == simplemma.lemmatize(word, lang="en").lower()


def test_the_forms_of_a_word_are_the_same_in_order_or_not() -> None:
    for word in list_dictionary()[::5]:
        assert set(look_up_lemmas(word)) == find_lemmas(word)


@given(st.lists(WORDS, max_size=5))
def test_many_words_are_straightened_as_each_of_them(words: list[str]) -> None:
    assert straighten_all(words) == [straighten(word) for word in words]
