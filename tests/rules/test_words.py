from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.rules import split_word
from interview_coder.rules.words import close_up, split_wild


def said(word: str) -> list[str]:
    return [part.said for part in split_word(word)]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("cut", ["cut"]),
        ("top-down", ["top", "down"]),
        ("face-to-face", ["face", "to", "face"]),
        ("well‑being", ["well", "being"]),
        ("can't", ["can", "not"]),
        ("won't", ["will", "not"]),
        ("shan't", ["shall", "not"]),
        ("isn't", ["is", "not"]),
        ("they’re", ["they", "'re"]),
        ("we've", ["we", "'ve"]),
        ("they'll", ["they", "'ll"]),
        ("i'd", ["i", "'d"]),
        ("i'm", ["i", "'m"]),
        ("council's", ["council", "'s"]),
        ("residents'", ["residents"]),
        ("cannot", ["can", "not"]),
        ("gonna", ["going", "to"]),
        ("a&e", ["a&e"]),
        ("r&d", ["r&d"]),
        ("4.1", ["4.1"]),
        ("24/7", ["24/7"]),
        ("co/op", ["co", "op"]),
        ("and/or", ["and/or"]),
        ("9am", ["9", "am"]),
        ("5km", ["5", "km"]),
        ("3rd", ["3rd"]),
        ("£4bn", ["£", "4bn"]),
        ("£4m", ["£", "4", "m"]),
        ("20%", ["20", "%"]),
        ("covid-19", ["covid-19"]),
        ("2016-17", ["2016", "17"]),
        ("five-year", ["five", "year"]),
        ("cut.", ["cut"]),
        ("cut back", ["cut", "back"]),
        ("", []),
        ("-", ["-"]),
    ],
)
def test_a_written_word_is_split_as_it_is_said(word: str, parts: list[str]) -> None:
    assert said(word) == parts


ALIKE = [
    "cut", "top-down", "face-to-face", "can't", "won't", "isn't", "we've", "cannot", "gonna", "gotta", "wanna", "a&e",
    "4.1", "24/7", "co/op", "and/or", "his/her", "9am", "5km", "3rd", "1990s", "covid-19", "mid-2016", "2016-17",
    "24-hour", "year-on-year", "1,000", "o'clock", "50/50", "x-ray", "4x4", "10:30", "20%", "café", "l'école",
    "£4bn", "£4m", "£4.5bn", "$5", "6ft",
]  # fmt: skip


@pytest.mark.parametrize("word", ALIKE)
def test_words_are_split_as_the_tokeniser_splits_them(word: str) -> None:
    tokens = spacy.blank("en")(f"they {word} again")[1:-1]
    spoken = [token for token in tokens if token.text == "%" or not token.is_punct]
    assert [part.written for part in split_word(word)] == [token.text for token in spoken]
    assert all(part in {token.lower_, token.norm_} for part, token in zip(said(word), spoken, strict=True))


@given(st.text(max_size=30))
def test_no_letter_or_digit_is_lost(text: str) -> None:
    written = "".join(letter for part in split_word(text) for letter in part.written if letter.isalnum())
    assert written == "".join(letter for letter in text if letter.isalnum())


@pytest.mark.parametrize(
    ("word", "closed"),
    [
        ("co-production", "coproduction"),
        ("face-to-face", "facetoface"),
        ("café-bar", "cafébar"),
        ("coproduction", None),
        ("covid-19", None),
        ("24-hour", None),
        ("co-op's", None),
        ("co-", None),
        ("-ed", None),
        ("co--op", None),
    ],
)
def test_only_letters_with_hyphens_have_a_closed_form(word: str, closed: str | None) -> None:
    assert close_up(word) == closed


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("cut*", ["cut*"]),
        ("re-brand*", ["re", "brand*"]),
        ("*-wide", ["*", "wide"]),
        ("city-*", ["city", "*"]),
        ("pro*-eu*", ["pro*", "eu*"]),
        ("covid-19*", ["covid-19*"]),
        ("cut*,", ["cut*"]),
        ("don't*", ["don't*"]),
    ],
)
def test_words_with_wildcards_are_cut_at_their_hyphens_only(word: str, parts: list[str]) -> None:
    assert split_wild(word) == parts


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("NHS", ["NHS"]),
        ("NHS-led", ["NHS", "led"]),
        ("Don't", ["Do", "n't"]),
        ("Can't", ["Ca", "n't"]),
        ("DON'T", ["DO", "N'T"]),
        ("London's", ["London", "'s"]),
        ("R&D", ["R&D"]),
        ("9am", ["9", "am"]),
        ("Covid-19", ["Covid-19"]),
        ("Gonna", ["Gon", "na"]),
    ],
)
def test_parts_keep_their_capitals_as_written(word: str, parts: list[str]) -> None:
    assert [part.written for part in split_word(word)] == parts
