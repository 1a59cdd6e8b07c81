"""Each kind of identifier: what is found, what is left alone, and that no text makes it slow."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.disclosing.identifiers import WITNESSES, find_identifiers

FOUND = {
    "e-mail address": ["jo.b+c@post.example.org", "x@example.co.uk"],
    "web address": ["https://example.org/a?b=c", "www.example.com", "my-street.org.uk/us"],
    "handle": ["@tower_talk"],
    "phone number": ["020 7946 0018", "07700 900123", "+44 20 7946 0018", "(0161) 496 0000"],
    "postcode": ["SW1A 1AA", "M11AE", "ec1a 1bb"],
    "NHS number": ["943 476 5919", "9434765919", "943-476-5919"],
    "National Insurance number": ["AB 12 34 56 C", "JG103759A"],
    "date of birth": ["12/03/1961", "3rd of May 1948", "1952"],
    "age over 80": ["84", "ninety-one", "103"],
    "title and name": ["Dr Brown", "Mrs. Adeyemi-Cole", "Professor Ann O'Neill"],
    "name said": ["Moira", "Ann Okafor"],
}
AROUND = {
    "date of birth": "She was born on {}, I think.",
    "age over 80": "My mother is {}, and well.",
    "name said": "Hello, my name is {} and I rent.",
}
LEFT_ALONE = {
    "e-mail address": ["five @ three", "a@b"],
    "web address": ["and so on. Then", "the end.of it", "https://doi.org/10.1000/182"],
    "handle": ["look @ this", "jo@example.org"],
    "phone number": ["2016/17", "1,000,000", "10:30 to 11:45", "12345"],
    "postcode": ["GP1 was late", "P01", "in A and E 10 by then", "ZZ1 1ZZ", "covid 19 one"],
    "NHS number": ["943 476 5918", "123 456 7890"],
    "National Insurance number": ["GB123456A", "AB 12 34 56 E"],
    "date of birth": ["It was built in 1961.", "The idea was born out of need."],
    "age over 80": ["people aged 85 and over", "It was ninety-six pages.", "She is 79.", "He is 81 per cent sure."],
    "title and name": ["the Lord Mayor", "Miss the bus", "Sir, yes"],
    "name said": ["my name is on the list", "call me later"],
}
HOSTILE = (
    *("a", "a.", "a@", "0", "0 ", "+1 ", "(0 ", "Dr ", "Dr A", "Aa ", "Dr Aaa Bbb ", "born ", "born on the 1 "),
    *("my name is ", "www.", "http://", "AB12 ", "AA 12 12 ", "eighty ", "1 Jan ", "@a", "a-", "\n", "A'", "123 "),
    *("i'm 81 ", "1/", "a1.b2.", "á", "+0-0)("),
)


@pytest.mark.parametrize(("kind", "words"), [(kind, words) for kind, some in FOUND.items() for words in some])
def test_it_is_found_as_it_stands(kind: str, words: str) -> None:
    text = AROUND.get(kind, "So I said: {} is what I know.").format(words)
    assert words in [text[start:end] for start, end in WITNESSES[kind](text)]


@pytest.mark.parametrize(("kind", "words"), [(kind, words) for kind, some in LEFT_ALONE.items() for words in some])
def test_what_only_looks_like_it_is_left_alone(kind: str, words: str) -> None:
    assert list(WITNESSES[kind](f"So I said: {words}, and that was that.")) == []


def test_every_kind_has_words_that_are_found_and_words_that_are_left_alone() -> None:
    assert set(WITNESSES) == set(FOUND) == set(LEFT_ALONE)


@pytest.mark.parametrize("kind", WITNESSES)
def test_no_megabyte_takes_long(kind: str) -> None:
    for piece in HOSTILE:
        text = piece * (1_000_000 // len(piece))
        began = time.process_time()
        for _ in WITNESSES[kind](text):
            pass
        assert time.process_time() - began < 2, piece


@given(st.text(st.sampled_from("aA1 @.+-/0DrMs'born:\n"), max_size=80))
def test_what_is_found_lies_in_the_text_and_is_not_empty(text: str) -> None:
    found = list(find_identifiers(text))
    assert all(0 <= start < end <= len(text) for _, start, end in found)
    assert [start for _, start, _ in found] == sorted(start for _, start, _ in found)
