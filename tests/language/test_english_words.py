"""Which words are common English."""

from __future__ import annotations

import pytest

from interview_coder.language.english_words import is_common_word, is_grammar_word, is_known_word


@pytest.mark.parametrize(
    "word", ["ward", "closures", "didn't", "erm", "gonna", "comorbidities", "unhappily", "it's", "physio"]
)
def test_what_people_say_is_common(word: str) -> None:
    assert is_common_word(word)


@pytest.mark.parametrize("word", ["quenby", "okonkwo", "o'rourke", "robert", "istanbul", "zb", "ibrahim", "siân"])
def test_names_and_words_of_no_dictionary_are_not(word: str) -> None:
    assert not is_common_word(word)


def test_a_name_that_a_dictionary_has_is_known_though_not_common() -> None:
    assert is_known_word("robert")
    assert not is_known_word("okonkwo")


def test_words_of_grammar_join_others() -> None:
    assert is_grammar_word("which")
    assert not is_grammar_word("ward")
