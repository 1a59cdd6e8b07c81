from __future__ import annotations

import pytest

from interview_coder.rules import RuleError, compile_word_regex, parse_rule
from interview_coder.rules.word_regex import MAX_REGEX


@pytest.mark.parametrize(
    ("regex", "word", "fits"),
    [
        ("colou?r(ed|s)?", "colour", True),
        ("colou?r(ed|s)?", "coloured", True),
        ("colou?r(ed|s)?", "colourful", False),
        ("colou?r", "discolour", False),
        ("a|b", "b", True),
        (r"\d{4}", "2016", True),
        (r"[[:alpha:]]+", "café", False),
        (r"\pL+", "café", True),
        (r"\S*/\S*", "24/7", True),
        ("", "", True),
    ],
)
def test_a_regular_expression_is_held_against_the_whole_word(regex: str, word: str, *, fits: bool) -> None:
    assert compile_word_regex(regex)(word) is fits


@pytest.mark.parametrize(
    ("regex", "told"),
    [
        ("a(b", "a bracket is not closed"),
        ("a)b", "never opened"),
        ("a[b", "square bracket"),
        ("*a", "to be repeated"),
        ("+", "to be repeated"),
        ("a**", "side by side"),
        ("a{5,2}", "repetition"),
        ("a{1,2000}", "repetition"),
        ("(a{1,1000}){1,1000}", "repetition"),
        ("(?=a)b", "looking ahead"),
        ("(?<!a)b", "looking ahead"),
        (r"(a)\1", "backslash"),
        (r"\q", "backslash"),
        ("[z-a]", "range"),
        ("[[:foo:]]", "range"),
        (r"\p{Martian}", "range"),
        (r"\pL{500}", "too large"),
        ("a" * (MAX_REGEX + 1), "1,000"),
        ("a b", "no space"),
        ("Cut", "small letters"),
        ("", "no regular expression"),
        ("\ud800", "cannot be read"),
    ],
)
def test_what_is_wrong_with_a_regular_expression_is_told_in_plain_words(regex: str, told: str) -> None:
    with pytest.raises(RuleError) as caught:
        parse_rule(f"x /{regex}/ y")
    assert told in caught.value.message
    assert caught.value.offset == 2
    assert caught.value.fix


@pytest.mark.parametrize("regex", [r"\S+", r"\pL+", r"\p{Greek}+", r"\PL", "(?i)CUT", r"\D\W", r"\Qa\E", "[[:alpha:]]"])
def test_capitals_that_are_no_letters_of_the_word_are_allowed(regex: str) -> None:
    assert parse_rule(f"/{regex}/")


@pytest.mark.parametrize("regex", ["(x+x+)+y", "([a-z]*[a-z]*)*9", "(a|aa)+$", "(.*){5}z"])
def test_an_expression_that_would_make_others_backtrack_for_ever_is_soon_done(regex: str) -> None:
    assert not compile_word_regex(regex)("x" * 5_000)


def test_nothing_is_written_to_the_screen_about_a_broken_expression(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="missing"):
        compile_word_regex("(")
    assert capfd.readouterr() == ("", "")
