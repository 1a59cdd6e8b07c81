from __future__ import annotations

import re

import pytest

from interview_coder.match import regexes
from interview_coder.match.regexes import compile_regexes

TEXTS = ["colou?rs?", "c.*", "(ab)+", "[^a]+", "", "naïve?", r"\w+ing"]
WORDS = ["colour", "colors", "abab", "aba", "xyz", "", "naïv", "naïve", "cutting", "ing"]


def expected(texts: list[str], word: str) -> list[int]:
    return [place for place, text in enumerate(texts) if re.fullmatch(text, word)]


@pytest.mark.parametrize("word", WORDS)
def test_each_expression_is_held_against_the_whole_word(word: str) -> None:
    assert sorted(compile_regexes(TEXTS)(word)) == expected(TEXTS, word)


@pytest.mark.parametrize("word", WORDS)
def test_expressions_too_large_to_be_held_together_are_held_one_by_one(
    word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(regexes, "_MEMORY", 100)
    assert sorted(compile_regexes(TEXTS)(word)) == expected(TEXTS, word)


def test_more_expressions_than_are_held_together_keep_their_places() -> None:
    texts = [f"w{number}" for number in range(250)]
    fitting = compile_regexes(texts)
    assert [fitting(text) for text in texts] == [[number] for number in range(250)]


def test_expressions_that_would_need_huge_tables_are_right_and_quick() -> None:
    texts = [f"(a|b)*{letter}(a|b){{{times}}}" for letter in "ab" for times in (5, 40, 90)]
    fitting = compile_regexes(texts)
    for number in range(100):
        word = f"{7**number:b}".translate({ord("0"): "a", ord("1"): "b"})[:200]
        assert sorted(fitting(word)) == expected(texts, word)


def test_a_word_that_is_no_proper_text_is_a_word_like_others() -> None:
    assert compile_regexes(["a.b", "c"])("a\ud800b") == [0]
