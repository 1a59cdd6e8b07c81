from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.match.wildcards import FormIndex

letters = st.text("abc", max_size=6)
wildcards = st.lists(st.text("abc", max_size=2), min_size=2, max_size=5).map("*".join)


def fits(wildcard: str, form: str) -> bool:
    return re.fullmatch(".*".join(map(re.escape, wildcard.split("*"))), form, re.DOTALL) is not None


@given(st.lists(letters, max_size=30), wildcards)
def test_a_wildcard_finds_the_words_that_fit_and_no_others(forms: list[str], wildcard: str) -> None:
    assert sorted(FormIndex(forms).find(wildcard)) == sorted({form for form in forms if fits(wildcard, form)})


@pytest.mark.parametrize(
    ("wildcard", "found"),
    [
        ("a*a", ["aa", "aba"]),
        ("*", ["a", "aa", "aba", "b"]),
        ("**", ["a", "aa", "aba", "b"]),
        ("*a*a*", ["aa", "aba"]),
        ("ab*ba", []),
        ("*b", ["b"]),
    ],
)
def test_letters_of_a_wildcard_do_not_share_their_place_in_a_word(wildcard: str, found: list[str]) -> None:
    assert sorted(FormIndex(["a", "aa", "aba", "b"]).find(wildcard)) == found


def test_signs_of_regular_expressions_and_rare_letters_are_letters_like_others() -> None:
    index = FormIndex(["a.b", "axb", "a\U0010ffffb", "naïve", "[x]"])
    assert index.find("a.*") == ["a.b"]
    assert index.find("a*b") == ["a.b", "axb", "a\U0010ffffb"]
    assert index.find("naï*") == ["naïve"]
    assert index.find("[*]") == ["[x]"]


def test_many_stars_in_a_long_word_take_no_time() -> None:
    assert FormIndex(["a" * 5_000]).find("*a" * 500 + "*b") == []
