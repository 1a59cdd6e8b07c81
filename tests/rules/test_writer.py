from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.model.coding import STANCES
from interview_coder.rules import (
    PARTS_OF_SPEECH,
    Choice,
    Either,
    Item,
    ListName,
    Near,
    Pattern,
    Phrase,
    RuleError,
    RuleTree,
    Unless,
    WordPattern,
    format_rule,
    parse_rule,
)


@pytest.mark.parametrize(
    ("rule", "written"),
    [
        ("Vehicle  for CUT", "vehicle for cut"),
        ('"Closed Doors"', '"closed" "doors"'),
        ('="Big Society"', '="Big" ="Society"'),
        ('“a"b”', '“a"b”'),
        ("lead/NOUN  lead*/verb? */name", "lead/noun lead*/verb? */name"),
        ("(a|b c)? d", "(a | b c)? d"),
        ("a @list?", "a @list?"),
        ("/a|b/", "/a|b/"),
        ("a AND/turn b NOT c", "a NEAR/turn b WITHOUT c"),
        ("a NEAR (b THEN/2 c)", "a NEAR (b THEN/2 c)"),
        ("(a NEAR b) THEN/2 c", "a NEAR b THEN/2 c"),
        ("((a NEAR b) | c) NEAR d", "(a NEAR b | c) NEAR d"),
        ("a NOT/turn (b EXCEPT c)", "a WITHOUT/turn (b EXCEPT c)"),
        (
            "a UNLESS denied ASKED b BY local_authority",
            'a BY "local authority" ASKED b ONLY (said | hedged | hypothetical | reported)',
        ),
    ],
)
def test_a_rule_is_written_in_one_way(rule: str, written: str) -> None:
    assert format_rule(parse_rule(rule)) == written
    assert parse_rule(written) == parse_rule(rule)


PIECES = [
    "a", "b*", "*", '"a b"', "“a”", "(", "(", ")", ")", "|", "?", "@l", "NEAR", "THEN/2", "NEAR/turn", "AND", "NOT",
    "NOT/turn", "EXCEPT", "=NHS", "/a+/", "a/noun", "*/name", "BY x", "ASKED a", "ONLY said", "UNLESS denied", "a-b",
    "can't", "£4bn",
]  # fmt: skip


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join) | st.text(max_size=20))
def test_any_rule_that_can_be_read_is_written_so_that_it_reads_the_same(text: str) -> None:
    try:
        tree = parse_rule(text)
    except RuleError:
        return
    assert parse_rule(format_rule(tree)) == tree


def plain(*items: Item) -> Phrase:
    return Phrase(items)


parts = st.sampled_from(PARTS_OF_SPEECH)
word_patterns: st.SearchStrategy[Item] = st.one_of(
    st.builds(WordPattern, st.sampled_from(["cut", "a&e", "4.1", "near", "can't", "top-down"])),
    st.builds(WordPattern, st.sampled_from(["cut", "or"]), st.sampled_from(["lemma", "form"]), parts),
    st.builds(WordPattern, st.sampled_from(["cuts*", "*wide"]), st.just("wild"), st.none() | parts),
    st.builds(WordPattern, st.just("re-brand*"), st.just("wild")),
    st.builds(WordPattern, st.sampled_from(["near", "top-down", "a"]), st.just("form")),
    st.builds(WordPattern, st.sampled_from(["NHS", "Don't", "BY"]), st.just("letters")),
    st.builds(WordPattern, st.sampled_from(["a|b", r"\S+", "(x)?"]), st.just("regex")),
    st.builds(WordPattern, st.just(""), st.just("any"), parts),
    st.builds(ListName, st.sampled_from(["place", "my_list-2"]), st.just(0)),
)


def phrases_of(items: st.SearchStrategy[Item]) -> st.SearchStrategy[Phrase]:
    """Phrases with at least one item that is not optional."""
    options = st.lists(items.map(lambda item: Choice((plain(item),), optional=True)), max_size=1)
    return st.builds(lambda first, more: plain(*more, *first), st.lists(items, min_size=1, max_size=3), options)


phrases = st.recursive(
    phrases_of(word_patterns),
    lambda inner: phrases_of(
        word_patterns | st.lists(inner, min_size=1, max_size=3).map(lambda choice: Choice(tuple(choice)))
    ),
    max_leaves=6,
)


def join(inner: st.SearchStrategy[Pattern]) -> st.SearchStrategy[Pattern]:
    has_operator = inner.filter(lambda pattern: not isinstance(pattern, Phrase))
    scopes = st.sampled_from(["overlap", "sentence", "turn"])
    return st.one_of(
        st.builds(Near, inner, inner, st.none() | st.integers(0, 100), st.booleans()),
        st.builds(Near, inner, inner, st.none(), st.booleans(), st.just("turn")),
        st.builds(Unless, inner, inner, scopes),
        st.builds(lambda one, other: Either((one, other)), has_operator, inner),
    )


patterns: st.SearchStrategy[Pattern] = st.recursive(phrases, join, max_leaves=4)
rule_trees = st.builds(
    RuleTree,
    patterns,
    st.lists(st.sampled_from(["provider", "local authority", "r&d (uk)"]), unique=True, max_size=2).map(tuple),
    st.none() | phrases,
    st.none() | st.frozensets(st.sampled_from(STANCES), min_size=1, max_size=4),
)


@given(rule_trees)
def test_a_tree_that_is_written_down_is_read_back_the_same(tree: RuleTree) -> None:
    assert parse_rule(format_rule(tree)) == tree
