from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.rules import (
    MAX_NESTING,
    MAX_PLAIN_PHRASES,
    Choice,
    ListName,
    Near,
    Pattern,
    Phrase,
    RuleError,
    Unless,
    WordPattern,
    list_names,
    parse_rule,
    spell_out,
    split_word,
)


def words(*texts: str, exact: bool = False) -> Phrase:
    return Phrase(tuple(WordPattern(text, exact) for text in texts))


A, B, C = words("a"), words("b"), words("c")


@pytest.mark.parametrize(
    ("rule", "pattern"),
    [
        ("cut", words("cut")),
        ("Vehicle for CUT", words("vehicle", "for", "cut")),
        ("  cut \t back ", words("cut", "back")),
        ('"closed"', words("closed", exact=True)),
        ('"Closed Doors"', words("closed", "doors", exact=True)),
        ("“closed doors”", words("closed", "doors", exact=True)),
        ('the "closed" door', Phrase((WordPattern("the"), WordPattern("closed", exact=True), WordPattern("door")))),
        ("suspicio*", words("suspicio*")),
        ("*wide", words("*wide")),
        ("top-down", words("top", "down")),
        ("can’t", words("can", "not")),
        ("people's", words("people", "'s")),
        ("people’s", words("people", "'s")),
        ("a&e", words("a&e")),
        ("24/7", words("24/7")),
        ("@council", Phrase((ListName("council", 0),))),
        ("lack of @my_list-2", Phrase((WordPattern("lack"), WordPattern("of"), ListName("my_list-2", 8)))),
        ("(a | b)", Phrase((Choice((A, B)),))),
        ("(a|b)", Phrase((Choice((A, B)),))),
        ("(a b | c)", Phrase((Choice((words("a", "b"), C)),))),
        ("(a | (b | c))", Phrase((Choice((A, Phrase((Choice((B, C)),)))),))),
        ("a b?", Phrase((WordPattern("a"), Choice((B,), optional=True)))),
        ("a top-down?", Phrase((WordPattern("a"), Choice((words("top", "down"),), optional=True)))),
        ('a "b c"?', Phrase((WordPattern("a"), Choice((words("b", "c", exact=True),), optional=True)))),
        ("a @list?", Phrase((WordPattern("a"), Choice((Phrase((ListName("list", 2),)),), optional=True)))),
        (
            "a (b | c)?",
            Phrase((WordPattern("a"), Choice((Phrase((Choice((B, C)),)),), optional=True))),
        ),
        ("a NEAR b", Near(A, B, None, ordered=False)),
        ("a NEAR/5 b", Near(A, B, 5, ordered=False)),
        ("a NEAR/0 b", Near(A, B, 0, ordered=False)),
        ("a NEAR/100 b", Near(A, B, 100, ordered=False)),
        ("a THEN b", Near(A, B, None, ordered=True)),
        ("a THEN/3 b", Near(A, B, 3, ordered=True)),
        ("a NEAR b THEN/2 c", Near(Near(A, B, None, ordered=False), C, 2, ordered=True)),
        ("(a)NEAR(b)", Near(Phrase((Choice((A,)),)), Phrase((Choice((B,)),)), None, ordered=False)),
        ("a EXCEPT b", Unless(A, B, "overlap")),
        ("a WITHOUT b", Unless(A, B, "sentence")),
        ("a EXCEPT b WITHOUT c", Unless(Unless(A, B, "overlap"), C, "sentence")),
        ("a WITHOUT b NEAR/1 c", Unless(A, Near(B, C, 1, ordered=False), "sentence")),
        ("a NEAR b EXCEPT c", Unless(Near(A, B, None, ordered=False), C, "overlap")),
    ],
)
def test_each_form_of_the_language_is_read_as_its_tree(rule: str, pattern: Pattern) -> None:
    assert parse_rule(rule) == pattern


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("near", "near"),
        ("then", "then"),
        ("except", "except"),
        ("without", "without"),
        ("NEARBY", "nearby"),
        ("THENCE", "thence"),
        ("EXCEPTION", "exception"),
        ("and", "and"),
        ("or", "or"),
        ("not", "not"),
    ],
)
def test_only_whole_words_in_capitals_are_operators(rule: str, text: str) -> None:
    assert parse_rule(rule) == words(text)


def test_an_operator_in_quotes_is_a_word() -> None:
    assert parse_rule('"NEAR"') == words("near", exact=True)


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
        ("a&e", ["a&e"]),
        ("4.1", ["4.1"]),
        ("cut*", ["cut*"]),
    ],
)
def test_a_written_word_is_split_as_it_is_said(word: str, parts: list[str]) -> None:
    assert split_word(word) == parts


@pytest.mark.parametrize(
    ("rule", "offset"),
    [
        ("", 0),
        ("   ", 3),
        ("NEAR b", 0),
        ("THEN b", 0),
        ("EXCEPT b", 0),
        ("WITHOUT b", 0),
        ("a NEAR", 6),
        ("a THEN/3", 8),
        ("a EXCEPT", 8),
        ("a WITHOUT ", 10),
        ("a NEAR NEAR b", 7),
        ("a EXCEPT NEAR b", 9),
        ("a | b", 2),
        ("a|b", 1),
        ("a )", 2),
        ("a ) b", 2),
        ("(a", 2),
        ("a WITHOUT (b", 12),
        ("(a NEAR b)", 3),
        ("(a EXCEPT b)", 3),
        ("()", 1),
        ("(a | )", 5),
        ("(a || b)", 4),
        ("a?", 2),
        ("a? NEAR b", 3),
        ("a NEAR b?", 9),
        ("(a b)?", 6),
        ("a? (b | c)?", 11),
        ("(a?)", 3),
        ("?", 0),
        ("a ? ?", 4),
        ('""', 0),
        ('a ""', 2),
        ('a " - "', 2),
        ('"a b', 0),
        ('a "b', 2),
        ("a “b", 2),
        ("a b”", 3),
        ("@", 0),
        ("a @ b", 2),
        ("***", 0),
        ("a -", 2),
        ("a & b", 2),
        ("cut AND run", 4),
        ("cut OR run", 4),
        ("NOT cut", 0),
        ("a NEAR/ b", 2),
        ("a NEAR/x b", 2),
        ("a NEAR/5x b", 2),
        ("a NEAR/101 b", 2),
        ("a b THEN/1000000000000 c", 4),
        ("(" * (MAX_NESTING + 1) + "a" + ")" * (MAX_NESTING + 1), MAX_NESTING + 1),
    ],
)
def test_each_fault_of_a_rule_is_told_with_its_offset_and_a_fix(rule: str, offset: int) -> None:
    with pytest.raises(RuleError) as caught:
        parse_rule(rule)
    assert caught.value.offset == offset
    assert caught.value.message
    assert caught.value.fix


@pytest.mark.parametrize("distance", ["-1", "1.5", "+2", "1,000", "five", "²"])
def test_a_distance_that_is_no_whole_number_is_refused(distance: str) -> None:
    with pytest.raises(RuleError) as caught:
        parse_rule(f"a NEAR/{distance} b")
    assert caught.value.offset == 2


def test_brackets_may_be_nested_as_deep_as_is_said() -> None:
    assert parse_rule("(" * MAX_NESTING + "a" + ")" * MAX_NESTING)


def test_brackets_side_by_side_are_not_nested() -> None:
    rule = "(a | b) " * (MAX_NESTING + 1)
    assert len(spell_out(as_phrase(rule), {})) == 1


def fault_of(rule: str) -> RuleError | None:
    try:
        parse_rule(rule)
    except RuleError as error:
        return error
    return None


@given(
    st.one_of(
        st.text(max_size=30),
        st.lists(
            st.sampled_from(
                [
                    "a",
                    "b*",
                    '"',
                    "“",
                    "”",
                    "(",
                    ")",
                    "|",
                    "?",
                    "@l",
                    "@",
                    "NEAR",
                    "THEN/2",
                    "NEAR/",
                    "EXCEPT",
                    "OR",
                    "'",
                ]
            ),
            max_size=12,
        ).map(" ".join),
    )
)
def test_any_text_is_a_rule_or_is_refused_at_a_place_in_it(text: str) -> None:
    fault = fault_of(text)
    if fault is not None:
        assert 0 <= fault.offset <= len(text)
        assert fault.message
        assert fault.fix


def write_item(item: WordPattern | ListName | Choice) -> str:
    if isinstance(item, WordPattern):
        return f'"{item.text}"' if item.exact else item.text
    if isinstance(item, ListName):
        return f"@{item.name}"
    inside = " | ".join(write_rule(phrase) for phrase in item.phrases)
    return f"({inside})?" if item.optional else f"({inside})"


def write_rule(pattern: Pattern) -> str:
    if isinstance(pattern, Phrase):
        return " ".join(write_item(item) for item in pattern.items)
    if isinstance(pattern, Near):
        operator = "THEN" if pattern.ordered else "NEAR"
        distance = "" if pattern.most_between is None else f"/{pattern.most_between}"
        return f"{write_rule(pattern.first)} {operator}{distance} {write_rule(pattern.second)}"
    operator = "EXCEPT" if pattern.scope == "overlap" else "WITHOUT"
    return f"{write_rule(pattern.wanted)} {operator} {write_rule(pattern.unwanted)}"


def phrases_of(items: st.SearchStrategy[WordPattern | ListName | Choice]) -> st.SearchStrategy[Phrase]:
    return st.lists(items, min_size=1, max_size=3).map(tuple).map(Phrase)


written_words: st.SearchStrategy[WordPattern | ListName | Choice] = st.builds(
    WordPattern, st.sampled_from(["cut", "cuts*", "*wide", "a&e", "4.1", "near"]), st.booleans()
)
phrases = st.recursive(
    phrases_of(written_words),
    lambda inner: phrases_of(
        written_words | st.lists(inner, min_size=1, max_size=3).map(lambda choice: Choice(tuple(choice)))
    ),
    max_leaves=8,
)
nears = st.recursive(
    phrases,
    lambda inner: st.builds(Near, inner, phrases, st.none() | st.integers(0, 100), st.booleans()),
    max_leaves=3,
)
patterns = st.recursive(
    nears, lambda inner: st.builds(Unless, inner, nears, st.sampled_from(["overlap", "sentence"])), max_leaves=3
)


@given(patterns)
def test_a_tree_that_is_written_down_is_read_back_the_same(pattern: Pattern) -> None:
    assert parse_rule(write_rule(pattern)) == pattern


def test_the_lists_of_a_rule_are_told_in_the_order_of_its_text() -> None:
    rule = "@one (a | @two b) NEAR @three THEN c EXCEPT @four? d WITHOUT @one"
    assert [name.name for name in list_names(parse_rule(rule))] == ["one", "two", "three", "four", "one"]
    assert all(rule[name.offset :].startswith(f"@{name.name}") for name in list_names(parse_rule(rule)))


def as_phrase(rule: str) -> Phrase:
    pattern = parse_rule(rule)
    assert isinstance(pattern, Phrase)
    return pattern


def spelled(rule: str, **lists: list[str]) -> set[str]:
    ways = spell_out(as_phrase(rule), {name: tuple(map(as_phrase, entries)) for name, entries in lists.items()})
    return {" ".join("/".join(sorted(word.text for word in choice)) for choice in way) for way in ways}


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
        ("(a | b (c | d e))", {"a", "b c", "b d e"}),
        ("@place closed", {"hospital/ward closed", "walk in centre closed"}),
        ("(@place | bed)", {"bed/hospital/ward", "walk in centre"}),
        ("(a | a)", {"a"}),
    ],
)
def test_choices_and_options_are_spelled_out_as_plain_phrases(rule: str, ways: set[str]) -> None:
    assert spelled(rule, place=["ward", "hospital", "walk-in centre"]) == ways


def test_a_list_of_many_words_stays_one_place_of_a_phrase() -> None:
    many = [f"word{number}" for number in range(MAX_PLAIN_PHRASES * 2)]
    assert len(spell_out(as_phrase("@many @many @many"), {"many": tuple(map(as_phrase, many))})) == 1


def test_an_empty_list_makes_no_phrase() -> None:
    assert spelled("@none plan", none=[]) == set()


def test_brackets_that_multiply_to_too_many_phrases_are_refused() -> None:
    with pytest.raises(RuleError, match="2,000"):
        spell_out(as_phrase("(a | b c) " * 11), {})


def test_many_phrases_within_the_limit_are_spelled_out() -> None:
    assert len(spell_out(as_phrase("(a | b c) " * 10), {})) == 1024


def test_the_order_of_the_spelled_phrases_is_always_the_same() -> None:
    orders = {spell_out(as_phrase(rule), {}) for rule in ("(a | b c | d e) x", "(d e | a | b c) x")}
    assert len(orders) == 1


def test_spelling_out_an_unknown_list_is_a_fault_of_the_rule() -> None:
    with pytest.raises(RuleError):
        spell_out(as_phrase("a @unknown"), {})
