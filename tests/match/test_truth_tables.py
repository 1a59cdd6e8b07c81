"""The truth tables of the rule language, each row held by the plain reference and by the matcher of the program."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import pytest
from tests.match.both_matchers import (
    MATCHERS,
    NEEDS_MODEL,
    PEOPLE,
    code_sources,
    find,
    load,
    make_codebook,
    make_source,
    words_of,
)
from tests.match.truth_tables import COPIED, COPIED_WITH_MARKS, LISTS, TABLES, Text

from interview_coder.model.coding import STANCES
from interview_coder.rules import (
    Choice,
    Either,
    Item,
    Kind,
    ListName,
    Near,
    PartOfSpeech,
    Pattern,
    Phrase,
    Unless,
    WordPattern,
    parse_rule,
)

ROWS = [
    pytest.param(rule, text, words, id=f"{name} {number}", marks=[NEEDS_MODEL] if name == "part of speech" else [])
    for name, table in TABLES.items()
    for number, (rule, text, words) in enumerate(table, start=1)
]


@pytest.mark.parametrize("matcher", MATCHERS)
@pytest.mark.parametrize(("rule", "text", "words"), ROWS)
def test_a_rule_finds_these_words_in_this_text(matcher: str, rule: str, text: Text, words: list[str]) -> None:
    source = make_source(*([f"P: {text}"] if isinstance(text, str) else text))
    found = find(matcher, [rule], source, LISTS)[rule]
    assert [words_of(hit, source) for hit in found] == words


@pytest.mark.parametrize("matcher", MATCHERS)
@pytest.mark.parametrize("word", COPIED)
def test_a_word_that_is_copied_from_a_text_into_a_rule_finds_it_there(matcher: str, word: str) -> None:
    rules = [word, f'"{word}"', f"say {word} again", f'"Say {word} AGAIN"']
    found = find(matcher, rules, make_source(f"P: They say {word} again"), {})
    assert {rule: len(hits) for rule, hits in found.items()} == dict.fromkeys(rules, 1)


@pytest.mark.parametrize("matcher", MATCHERS)
@pytest.mark.parametrize("word", COPIED_WITH_MARKS)
def test_marks_copied_with_a_word_do_not_keep_it_from_being_found(matcher: str, word: str) -> None:
    found = find(matcher, [word], make_source(f"P: They say {word} again"), {})
    assert len(found[word]) == 1


@pytest.mark.parametrize("matcher", MATCHERS)
@pytest.mark.parametrize("word", [word for word in COPIED if word != "'cause"])
def test_a_word_finds_itself_whatever_its_capitals(matcher: str, word: str) -> None:
    written = {word, word.lower(), word[:1].upper() + word[1:].lower(), word.upper()}
    rules = [rule for one in written for rule in (one, f'"{one}"') if rule != "AND/OR"]
    source = make_source(*(f"P: They say {one} again" for one in sorted(written)))
    found = find(matcher, rules, source, {})
    assert {rule: len(hits) for rule, hits in found.items()} == dict.fromkeys(rules, len(written))


@pytest.mark.parametrize("matcher", MATCHERS)
@pytest.mark.parametrize("word", COPIED)
def test_exact_letters_find_themselves(matcher: str, word: str) -> None:
    rules = [f'="{word}"', f'="say {word} again"']
    found = find(matcher, rules, make_source(f"P: They say {word} again"), {})
    assert {rule: len(hits) for rule, hits in found.items()} == dict.fromkeys(rules, 1)


@pytest.mark.parametrize("rule", ["cut ASKED strategy", "cut NEAR/turn plan", "plan cut", "cut WITHOUT/turn cut"])
def test_nothing_reaches_from_one_source_into_the_next(rule: str) -> None:
    sources = [make_source("P: A plan", "I: The strategy?"), make_source("P: Cut")]
    assert code_sources(sources, make_codebook([rule], LISTS), PEOPLE, load()) == [[], []]


def features_of(pattern: Pattern) -> Iterator[str]:
    """Yield what of the language a pattern uses."""
    match pattern:
        case Phrase():
            for item in pattern.items:
                yield from features_of_item(item)
        case Near():
            number = "any number" if pattern.most_between is None else "a number"
            yield f"{'THEN' if pattern.ordered else 'NEAR'} in the {pattern.within} with {number}"
            yield from (*features_of(pattern.first), *features_of(pattern.second))
        case Unless():
            yield f"unless by {pattern.scope}"
            yield from (*features_of(pattern.wanted), *features_of(pattern.unwanted))
        case Either():
            yield "operators in brackets"
            for one in pattern.patterns:
                yield from features_of(one)


def features_of_item(item: Item) -> Iterator[str]:
    match item:
        case WordPattern():
            yield item.kind
            if item.part is not None:
                yield item.part
        case ListName():
            yield "list"
        case Choice():
            yield "optional" if item.optional else "choice"
            for phrase in item.phrases:
                yield from features_of(phrase)


EVERY_FEATURE = {
    *get_args(Kind), *get_args(PartOfSpeech), "list", "optional", "choice", "operators in brackets",
    *(f"{operator} in the sentence with a number" for operator in ("NEAR", "THEN")),
    *(f"{operator} in the {unit} with any number" for operator in ("NEAR", "THEN") for unit in ("sentence", "turn")),
    *(f"unless by {scope}" for scope in ("overlap", "sentence", "turn")),
    "BY", "ASKED", *STANCES,
}  # fmt: skip


def test_everything_that_rules_can_say_stands_in_rows_that_find_something_and_in_rows_that_do_not() -> None:
    finding: set[str] = set()
    not_finding: set[str] = set()
    for rule, _, words in (row for table in TABLES.values() for row in table):
        tree = parse_rule(rule)
        features = {*features_of(tree.pattern), *(tree.stances or ())}
        features |= {name for name, value in (("BY", tree.speakers), ("ASKED", tree.asked)) if value}
        (finding if words else not_finding).update(features)
    assert EVERY_FEATURE - finding == set()
    assert EVERY_FEATURE - not_finding == set()
