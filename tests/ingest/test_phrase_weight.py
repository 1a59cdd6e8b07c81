"""A phrase is never weighed too lightly."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from interview_coder.ingest.phrase_weight import VERY_MANY, Weight, weigh_any, weigh_phrase
from interview_coder.rules import RuleError, parse_entry, spell_out

words = st.sampled_from(
    ["rent", "co-op", "don't", "24/7", "*", "hous*", '"the rent"', "/a+/", "=NHS", "@small", "@large"]
)
phrases = st.recursive(
    words,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(" ".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda some: f"({' | '.join(some)})"),
        inner.map(lambda one: f"rent ({one})?"),
    ),
    max_leaves=8,
)
LISTS = {
    "small": (parse_entry("ward"), parse_entry("town hall")),
    "large": tuple(parse_entry(f"{word} hall") for word in ("one", "two", "three", "@small")),
}


@given(phrases)
def test_a_phrase_stands_for_no_more_than_its_weight_says(text: str) -> None:
    try:
        phrase = parse_entry(text)
        ways = spell_out(phrase, LISTS)
    except RuleError:
        return
    weights = {"small": weigh_any(LISTS["small"], {})}
    weights["large"] = weigh_any(LISTS["large"], weights)
    weight = weigh_phrase(phrase, weights)
    assert len(ways) <= weight.n_ways
    assert max(map(len, ways)) <= weight.longest


def test_single_words_weigh_as_one_and_phrases_multiply() -> None:
    many = parse_entry("(" + " | ".join("abcdefghij") + ")")
    assert weigh_phrase(many, {}) == Weight(n_words=10, n_longer=0, longest=1)
    assert weigh_phrase(many, {}).n_ways == 1
    assert weigh_phrase(parse_entry("(a b | c d) (e f | g h) (i | j)"), {}).n_ways == 4


def test_lists_of_lists_weigh_very_much_and_no_more() -> None:
    weights = {"l0": weigh_any([parse_entry("a b"), parse_entry("c d")], {})}
    for level in range(1, 200):
        weights[f"l{level}"] = weigh_any([parse_entry(f"@l{level - 1} @l{level - 1}")], weights)
    assert weights["l199"] == Weight(0, VERY_MANY, VERY_MANY)
    assert weights["l199"].is_heavy
