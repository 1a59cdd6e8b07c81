"""Rules and lists that are made to cost much: each is soon read, or soon refused with a reason."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from interview_coder.rules import RuleError, parse_entry, parse_rule, phrases_of, spell_out, spell_out_lists

SECONDS = 5.0
HOSTILE = {
    "ten thousand alternatives": "(" + "|".join(["a"] * 10_000) + ")",
    "alternatives up to the limit": "(" + "|".join(["ab"] * 3_330) + ")",
    "ten thousand open brackets": "(" * 10_000,
    "ten thousand brackets": "(" * 5_000 + ")" * 5_000,
    "thousands of brackets side by side": "(a)" * 3_333,
    "thousands of choices side by side": "(a|b c)" * 1_400,
    "thousands of options": "a " + "b? " * 3_000,
    "a phrase of thousands of words": "a " * 4_999 + "b",
    "thousands of hyphens": "a-" * 4_999 + "b",
    "thousands of apostrophes": "a's" * 3_333,
    "thousands of wildcards": "a*" * 5_000,
    "thousands of slashes": "a/" * 4_999 + "b",
    "thousands of expressions": "/a/ " * 2_500,
    "an expression that never ends": "/" + "a\\" * 4_999,
    "thousands of quotations": '"a"' * 3_333,
    "a quotation that never ends": '"' + "a " * 4_999,
    "thousands of operators": "a NEAR " * 1_400 + "a",
    "thousands of names": "a BY (" + "|".join(["x"] * 4_000) + ")",
    "large expressions": " ".join(rf"/{number}\pL{{20}}/" for number in range(50)),
    "an expression that backtracks": "/" + "(x+x+)+" * 100 + "y/",
    "nested choices": "(a | b " * 20 + "c" + ")" * 20,
    "nested options": "(a (b " * 10 + "c" + ")? )?" * 10,
    "a million characters": "word " * 200_000,
    "a million brackets": "(" * 1_000_000,
}


def seconds_of(work: Callable[[], object]) -> float:
    start = time.process_time()
    with suppress(RuleError):
        work()
    return time.process_time() - start


@pytest.mark.parametrize("name", HOSTILE)
def test_a_rule_that_is_made_to_cost_much_is_soon_read_or_refused(name: str) -> None:
    def read() -> None:
        for phrase in phrases_of(parse_rule(HOSTILE[name])):
            spell_out(phrase, {})

    assert seconds_of(read) < SECONDS


@pytest.mark.parametrize("name", HOSTILE)
def test_a_list_entry_that_is_made_to_cost_much_is_soon_read_or_refused(name: str) -> None:
    assert seconds_of(lambda: parse_entry(HOSTILE[name])) < SECONDS


def test_a_list_of_a_hundred_thousand_words_is_soon_read_and_spelled_out() -> None:
    def read() -> None:
        many = [parse_entry(f"word{chr(97 + number % 26)}{'x' * (number % 9)}") for number in range(100_000)]
        assert spell_out(parse_entry("the @many plan"), spell_out_lists({"many": many}))

    assert seconds_of(read) < SECONDS
