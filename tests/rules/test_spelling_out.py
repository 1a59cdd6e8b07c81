from __future__ import annotations

from collections.abc import Sequence

import pytest

from interview_coder.rules import (
    MAX_PLAIN_PHRASES,
    Kind,
    Phrase,
    RuleError,
    SpelledList,
    WordPattern,
    find_circles,
    parse_entry,
    parse_rule,
    spell_out,
    spell_out_lists,
)
from interview_coder.rules.spelling_out import MAX_PHRASE_WORDS, MAX_WORDS_SPELLED


def as_phrase(rule: str) -> Phrase:
    pattern = parse_rule(rule).pattern
    assert isinstance(pattern, Phrase)
    return pattern


def read_lists(**lists: Sequence[str]) -> dict[str, tuple[Phrase, ...]]:
    return {name: tuple(map(parse_entry, entries)) for name, entries in lists.items()}


def spelled(rule: str, **lists: Sequence[str]) -> set[str]:
    ways = spell_out(as_phrase(rule), read_lists(**lists))
    return {" ".join("/".join(sorted(word.text or "*" for word in choice)) for choice in way) for way in ways}


@pytest.mark.parametrize(
    ("rule", "ways"),
    [
        ("lack of trust", {"lack of trust"}),
        ("the? plan", {"plan", "the plan"}),
        ("a? b? c", {"c", "a c", "b c", "a b c"}),
        ("(cut | saving) plan", {"cut/saving plan"}),
        ("(cut | cost saving) plan", {"cut plan", "cost saving plan"}),
        ("(cut | saving)? plan", {"plan", "cut/saving plan"}),
        ("(a | b) (c | d)", {"a/b c/d"}),
        ("(a | b (c | d e))", {"a", "b c/d e"} - {"b c/d e"} | {"b c", "b d e"}),
        ("(a | a)", {"a"}),
        ("a (b | b)? (c | c)?", {"a", "a b", "a c", "a b c"}),
        ("lack (* *)? trust", {"lack trust", "lack * * trust"}),
        ("@place closed", {"hospital/ward closed", "walk in centre closed", "walkin centre closed"}),
        ("(@place | bed)", {"bed/hospital/ward", "walk in centre", "walkin centre"}),
        ("@estate", {"hospital/housing/ward", "walk in centre", "walkin centre", "council hospital/housing/ward"}),
    ],
)
def test_choices_and_options_are_spelled_out_as_plain_phrases(rule: str, ways: set[str]) -> None:
    lists = {"place": ["ward", "hospital", "walk-in centre"], "estate": ["housing", "@place", "council @home"]}
    if rule == "@estate":
        ways = ways | {"council walk in centre", "council walkin centre"}
    assert spelled(rule, **lists, home=["@place", "housing"]) == ways


@pytest.mark.parametrize(
    ("rule", "ways"),
    [
        ("top-down", {"topdown", "top down"}),
        ("top-down plan", {"topdown plan", "top down plan"}),
        ("face-to-face", {"facetoface", "face to face"}),
        ("(top-down | plan)", {"plan/topdown", "top down"}),
        ("covid-19", {"covid-19"}),
        ('"top-down"', {"top down"}),
        ("=Top-Down", {"Top Down"}),
        ("top-down*", {"top down*"}),
        ("*-wide", {"* wide", "*-wide"}),
        ("covid-*", {"covid *", "covid-*"}),
        ("don't", {"do not"}),
        ('"don\'t trust"', {"do not trust"}),
        ("=Don't", {"Do n't"}),
        ("=Gonna", {"Gon na"}),
        ("cannot", {"can not"}),
        ("cut.", {"cut"}),
        ("/top-down/", {"top-down"}),
    ],
)
def test_words_are_cut_when_they_are_spelled_out(rule: str, ways: set[str]) -> None:
    assert spelled(rule) == ways


@pytest.mark.parametrize(
    ("rule", "patterns"),
    [
        ("top-down", [[("topdown", "lemma")], [("top", "lemma"), ("down", "lemma")]]),
        ('"top-down"', [[("top", "form"), ("down", "form")]]),
        ("=Top-Down", [[("Top", "letters"), ("Down", "letters")]]),
        ("re-brand*", [[("re", "lemma"), ("brand*", "wild")]]),
        ("city-*", [[("city-*", "wild")], [("city", "lemma"), ("", "any")]]),
        ("*", [[("", "any")]]),
    ],
)
def test_the_parts_of_a_word_are_of_the_kind_that_the_word_is(
    rule: str, patterns: list[list[tuple[str, Kind]]]
) -> None:
    ways = spell_out(parse_rule(f"x {rule}").pattern, {}) if rule == "*" else spell_out(as_phrase(rule), {})  # type: ignore[arg-type]
    words = [[(word.text, word.kind) for choice in way for word in choice if word.text != "x"] for way in ways]
    assert words == patterns


def cut_half(word: str) -> list[tuple[str, str]]:
    """Stand in for a tokeniser that cuts everything in two, and drops what is too short for it."""
    return [(part, part.lower()) for part in (word[:2], word[2:])] if len(word) > 2 else []


def test_words_are_cut_in_the_way_that_is_given() -> None:
    [way] = spell_out(as_phrase('wards "bed" =NHS a* /b/ c'), {}, cut=cut_half)
    assert [word.text for choice in way for word in choice] == ["wa", "rds", "be", "d", "NH", "S", "a*", "b", "c"]


def test_lists_are_cut_in_the_way_that_is_given() -> None:
    ways = spell_out(as_phrase("@home"), read_lists(home=["wards"]), cut=cut_half)
    assert [[word.text for choice in way for word in choice] for way in ways] == [["wa", "rds"]]


def test_a_part_of_speech_stays_with_the_last_word_that_the_tokeniser_cuts_off() -> None:
    [way] = spell_out(as_phrase("wards/noun"), {}, cut=cut_half)
    assert [word for choice in way for word in choice] == [WordPattern("wa"), WordPattern("rds", "lemma", "noun")]


def test_a_list_of_many_words_stays_one_place_of_a_phrase() -> None:
    many = [f"word{number}" for number in range(MAX_PLAIN_PHRASES * 2)]
    assert len(spell_out(as_phrase("@many @many @many"), read_lists(many=many))) == 1


def test_a_list_of_many_phrases_beside_single_words_is_no_multiplication() -> None:
    lists = read_lists(many=[f"word{number} street" for number in range(MAX_PLAIN_PHRASES * 2)])
    assert len(spell_out(as_phrase("in @many now"), lists)) == MAX_PLAIN_PHRASES * 2
    with pytest.raises(RuleError, match="2,000"):
        spell_out(as_phrase("the? @many"), lists)


def test_an_empty_list_makes_no_phrase() -> None:
    assert spelled("@none plan", none=[]) == set()
    assert spelled("(@none | plan)", none=[]) == {"plan"}
    assert spelled("@none? plan", none=[]) == {"plan"}


def test_brackets_that_multiply_to_too_many_phrases_are_refused() -> None:
    with pytest.raises(RuleError, match="2,000"):
        spell_out(as_phrase("(a | b c) " * 11), {})


def test_many_phrases_within_the_limit_are_spelled_out() -> None:
    assert len(spell_out(as_phrase("(a | b c) " * 10), {})) == 1024


def test_a_phrase_that_is_too_long_is_refused() -> None:
    assert spell_out(as_phrase("a " * MAX_PHRASE_WORDS), {})
    with pytest.raises(RuleError, match="1,000"):
        spell_out(as_phrase("a " * (MAX_PHRASE_WORDS + 1)), {})


def test_the_plain_phrases_come_in_the_order_in_which_they_are_written() -> None:
    ways = spell_out(as_phrase("(d e | a | b c | f) x?"), {})
    assert [[sorted(word.text for word in choice) for choice in way] for way in ways] == [
        [["a", "f"]],
        [["a", "f"], ["x"]],
        [["d"], ["e"]],
        [["d"], ["e"], ["x"]],
        [["b"], ["c"]],
        [["b"], ["c"], ["x"]],
    ]


def test_lists_that_were_spelled_out_before_make_the_same_phrases() -> None:
    lists = read_lists(inner=["ward", "walk-in centre"], outer=["bed", "@inner", "the @inner"], none=[])
    once = spell_out_lists(lists)
    assert set(once) == set(lists)
    for rule in ("@outer closed", "(@inner | @outer)", "@none? a", "@none", "@inner @outer"):
        assert spell_out(as_phrase(rule), once) == spell_out(as_phrase(rule), lists)


@pytest.mark.parametrize(
    ("lists", "rule", "told"),
    [
        ({}, "a @unknown", '"unknown"'),
        ({"one": ["@unknown"]}, "a @one", '"unknown"'),
        ({"one": ["@one"]}, "a @one", "@one → @one"),
        ({"one": ["tax", "council @two"], "two": ["(rent | @one)"]}, "a @one", "@one → @two → @one"),
        ({"one": ["@two"], "two": ["@three"], "three": ["@two"]}, "a @one", "@two → @three → @two"),
    ],
)
def test_a_list_that_is_not_there_or_is_made_of_itself_is_a_fault_where_the_rule_names_it(
    lists: dict[str, list[str]], rule: str, told: str
) -> None:
    with pytest.raises(RuleError) as caught:
        spell_out(as_phrase(rule), read_lists(**lists))
    assert told in caught.value.message
    assert caught.value.offset == rule.index("@")
    assert caught.value.fix


@pytest.mark.parametrize(
    ("lists", "circles"),
    [
        ({"a": ["tax"], "b": ["@a"], "c": ["@a", "@b"]}, ()),
        ({"a": ["@a"]}, (("a", "a"),)),
        ({"a": ["@b"], "b": ["(tax | @a)?  rent"]}, (("a", "b", "a"),)),
        ({"a": ["@b"], "b": ["@c"], "c": ["@b"], "d": ["@d"]}, (("b", "c", "b"), ("d", "d"))),
        ({"a": ["@nowhere"]}, ()),
    ],
)
def test_every_circle_of_lists_is_found(lists: dict[str, list[str]], circles: tuple[tuple[str, ...], ...]) -> None:
    assert find_circles(read_lists(**lists)) == circles


def test_a_circle_of_many_lists_is_told_in_short() -> None:
    lists = {f"list{number}": [parse_entry(f"@list{(number + 1) % 3000}")] for number in range(3000)}
    with pytest.raises(RuleError) as caught:
        spell_out_lists(lists)
    assert len(caught.value.message) < 200
    assert len(find_circles(lists)) == 1


def test_lists_may_be_nested_deeper_than_python_can_call() -> None:
    lists = {f"list{number}": [parse_entry(f"@list{number + 1}")] for number in range(3000)}
    assert spell_out(as_phrase("@list0"), {**lists, "list3000": [parse_entry("tax")]}) == spell_out(
        as_phrase("tax"), {}
    )


@pytest.mark.parametrize("entries", [["@{} x", "@{} y"], ["@{0} @{0}"], ["@{}", "word{}"]])
def test_lists_that_blow_up_are_refused(entries: list[str]) -> None:
    lists: dict[str, Sequence[Phrase] | SpelledList] = dict(read_lists(list0=["a b", *(f"w{n}x" for n in range(5000))]))
    for number in range(2000):
        lists[f"list{number + 1}"] = [parse_entry(entry.format(f"list{number}", number)) for entry in entries]
    with pytest.raises(RuleError) as caught:
        spell_out_lists(lists)
    limits = (MAX_WORDS_SPELLED, MAX_PHRASE_WORDS, MAX_PLAIN_PHRASES)
    assert any(f"{limit:,}" in caught.value.message for limit in limits)
