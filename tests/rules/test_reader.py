from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from interview_coder.model.coding import STANCES, Stance
from interview_coder.rules import (
    MAX_NESTING,
    MAX_OPERATORS,
    MAX_RULE,
    PARTS_OF_SPEECH,
    Choice,
    Either,
    Kind,
    ListName,
    Near,
    PartOfSpeech,
    Pattern,
    Phrase,
    RuleError,
    RuleTree,
    Unless,
    WordPattern,
    list_names,
    name_group,
    parse_entry,
    parse_rule,
    phrases_of,
)


def words(*texts: str, kind: Kind = "lemma") -> Phrase:
    return Phrase(tuple(WordPattern(text, kind) for text in texts))


def word(text: str, kind: Kind = "lemma", part: PartOfSpeech | None = None) -> Phrase:
    return Phrase((WordPattern(text, kind, part),))


def any_of(*phrases: Phrase) -> Phrase:
    return Phrase((Choice(phrases),))


A, B, C, D = words("a"), words("b"), words("c"), words("d")
NEAR = Near(A, B, None, ordered=False)


@pytest.mark.parametrize(
    ("rule", "pattern"),
    [
        ("cut", words("cut")),
        ("Vehicle for CUT", words("vehicle", "for", "cut")),
        ("  cut \t back ", words("cut", "back")),
        ('"closed"', words("closed", kind="form")),
        ('"Closed Doors"', words("closed", "doors", kind="form")),
        ("“closed doors”", words("closed", "doors", kind="form")),
        ('the "closed" door', Phrase((WordPattern("the"), WordPattern("closed", "form"), WordPattern("door")))),
        ('"a - b"', words("a", "b", kind="form")),
        ('"no, never"', words("no,", "never", kind="form")),
        ("=NHS", words("NHS", kind="letters")),
        ('="Big Society"', words("Big", "Society", kind="letters")),
        ("=“Big Society”", words("Big", "Society", kind="letters")),
        ("the =STP?", Phrase((WordPattern("the"), Choice((words("STP", kind="letters"),), optional=True)))),
        ("suspicio*", words("suspicio*", kind="wild")),
        ("*wide", words("*wide", kind="wild")),
        ("Re-Brand*", words("re-brand*", kind="wild")),
        ('"suspicio*"', words("suspicio*", kind="wild")),
        ("lack * trust", Phrase((WordPattern("lack"), WordPattern("", "any"), WordPattern("trust")))),
        ('"lack * trust"', Phrase((WordPattern("lack", "form"), WordPattern("", "any"), WordPattern("trust", "form")))),
        ("/colou?r(ed|s)?/", words("colou?r(ed|s)?", kind="regex")),
        ("/a|b/ c", Phrase((WordPattern("a|b", "regex"), WordPattern("c")))),
        (r"/co\/op/", words(r"co\/op", kind="regex")),
        (r"/\S+ed\b/?  a", Phrase((Choice((words(r"\S+ed\b", kind="regex"),), optional=True), WordPattern("a")))),
        ("(/a/|/b/)", any_of(words("a", kind="regex"), words("b", kind="regex"))),
        ("lead/noun", word("lead", part="noun")),
        ("Lead/NOUN", word("lead", part="noun")),
        ('"lead"/verb', word("lead", "form", "verb")),
        ("lead*/adjective", word("lead*", "wild", "adjective")),
        ("*/name", word("", "any", "name")),
        ("24/7/number", word("24/7", part="number")),
        ("a lead/noun?", Phrase((WordPattern("a"), Choice((word("lead", part="noun"),), optional=True)))),
        ("top-down", words("top-down")),
        ("can’t co‑operate", words("can't", "co-operate")),
        ("people's", words("people's")),
        ("a&e", words("a&e")),
        ("A & E ward", words("a&e", "ward")),
        ("a & b & c NEAR d", Near(words("a&b&c"), words("d"), None, ordered=False)),
        ("24/7", words("24/7")),
        ("co/op", words("co/op")),
        ("£4bn", words("£4bn")),
        ("9am", words("9am")),
        ("1,000", words("1,000")),
        ("cut.", words("cut.")),
        ("🙂", words("🙂")),
        ("@council", Phrase((ListName("council", 0),))),
        ("lack of @my_list-2", Phrase((WordPattern("lack"), WordPattern("of"), ListName("my_list-2", 8)))),
        ("(a | b)", any_of(A, B)),
        ("(a|b)", any_of(A, B)),
        ("(a b | c)", any_of(words("a", "b"), C)),
        ("(a | (b | c))", any_of(A, any_of(B, C))),
        ("(a | * b)", any_of(A, Phrase((WordPattern("", "any"), WordPattern("b"))))),
        ("a (* | b)", Phrase((WordPattern("a"), Choice((words("", kind="any"), B))))),
        ("a b?", Phrase((WordPattern("a"), Choice((B,), optional=True)))),
        ("a *?", Phrase((WordPattern("a"), Choice((words("", kind="any"),), optional=True)))),
        ("a top-down?", Phrase((WordPattern("a"), Choice((words("top-down"),), optional=True)))),
        ('a "b c"?', Phrase((WordPattern("a"), Choice((words("b", "c", kind="form"),), optional=True)))),
        ("a @list?", Phrase((WordPattern("a"), Choice((Phrase((ListName("list", 2),)),), optional=True)))),
        ("a (b | c)?", Phrase((WordPattern("a"), Choice((B, C), optional=True)))),
        ("a NEAR b", NEAR),
        ("a NEAR/5 b", Near(A, B, 5, ordered=False)),
        ("a NEAR/0 b", Near(A, B, 0, ordered=False)),
        ("a NEAR/100 b", Near(A, B, 100, ordered=False)),
        ("a NEAR/turn b", Near(A, B, None, ordered=False, within="turn")),
        ("a THEN b", Near(A, B, None, ordered=True)),
        ("a THEN/3 b", Near(A, B, 3, ordered=True)),
        ("a THEN/turn b", Near(A, B, None, ordered=True, within="turn")),
        ("a NEAR b THEN/2 c", Near(NEAR, C, 2, ordered=True)),
        ("(a)NEAR(b)", Near(any_of(A), any_of(B), None, ordered=False)),
        ("a NEAR=NHS", Near(A, words("NHS", kind="letters"), None, ordered=False)),
        ("a AND b", NEAR),
        ("a AND/turn b", Near(A, B, None, ordered=False, within="turn")),
        ("a AND b NEAR/2 c", Near(A, Near(B, C, 2, ordered=False), None, ordered=False)),
        ("a NEAR/2 b AND c", Near(Near(A, B, 2, ordered=False), C, None, ordered=False)),
        ("a EXCEPT b", Unless(A, B, "overlap")),
        ("a WITHOUT b", Unless(A, B, "sentence")),
        ("a NOT b", Unless(A, B, "sentence")),
        ("a WITHOUT/turn b", Unless(A, B, "turn")),
        ("a NOT/turn b", Unless(A, B, "turn")),
        ("a EXCEPT b WITHOUT c", Unless(Unless(A, B, "overlap"), C, "sentence")),
        ("a WITHOUT b NEAR/1 c", Unless(A, Near(B, C, 1, ordered=False), "sentence")),
        ("a NEAR b EXCEPT c", Unless(NEAR, C, "overlap")),
        ("a AND b NOT c", Unless(NEAR, C, "sentence")),
        ("a NOT (b AND c)", Unless(A, Near(B, C, None, ordered=False), "sentence")),
        ("(a NOT b) AND c", Near(Unless(A, B, "sentence"), C, None, ordered=False)),
        ("(a NEAR b)", NEAR),
        ("((a NEAR b))", NEAR),
        ("(a NEAR b) NEAR c", Near(NEAR, C, None, ordered=False)),
        ("c NEAR (a NEAR b)", Near(C, NEAR, None, ordered=False)),
        ("(a NEAR b | c)", Either((NEAR, C))),
        ("(c | a NEAR b | d)", Either((C, NEAR, D))),
        ("((a NEAR b | c) | d)", Either((Either((NEAR, C)), D))),
        ("(a EXCEPT b | c d) THEN/4 d", Near(Either((Unless(A, B, "overlap"), words("c", "d"))), D, 4, ordered=True)),
        ("a NOT (b NEAR c | d)", Unless(A, Either((Near(B, C, None, ordered=False), D)), "sentence")),
    ],
)
def test_each_form_of_the_language_is_read_as_its_tree(rule: str, pattern: Pattern) -> None:
    assert parse_rule(rule) == RuleTree(pattern)


@pytest.mark.parametrize(
    ("rule", "tree"),
    [
        ("a BY provider", RuleTree(A, ("provider",))),
        ("a BY Local  Authority", RuleTree(A, ("local authority",))),
        ("a BY local_authority", RuleTree(A, ("local authority",))),
        ('a BY "NHS (England)"', RuleTree(A, ("nhs (england)",))),
        ("a BY (provider | Local authority|provider)", RuleTree(A, ("provider", "local authority"))),
        ('a BY ("R&D"|council)', RuleTree(A, ("r&d", "council"))),
        ("a ASKED b", RuleTree(A, asked=B)),
        ("a ASKED b c?", RuleTree(A, asked=Phrase((WordPattern("b"), Choice((C,), optional=True))))),
        ("a ASKED (b | c)", RuleTree(A, asked=any_of(B, C))),
        ('a ASKED "what next"', RuleTree(A, asked=words("what", "next", kind="form"))),
        ("a ASKED @topic", RuleTree(A, asked=Phrase((ListName("topic", 0),)))),
        ("a ONLY denied", RuleTree(A, stances=frozenset({"denied"}))),
        ("a ONLY (said | Hedged)", RuleTree(A, stances=frozenset({"said", "hedged"}))),
        ("a UNLESS denied", RuleTree(A, stances=frozenset(STANCES) - {"denied"})),
        ("a UNLESS (reported | hypothetical)", RuleTree(A, stances=frozenset({"said", "hedged", "denied"}))),
        ("a ONLY (said | denied) UNLESS denied", RuleTree(A, stances=frozenset({"said"}))),
        ("a UNLESS denied ONLY (said | denied)", RuleTree(A, stances=frozenset({"said"}))),
        ("a ONLY (said | hedged | hypothetical | reported | denied)", RuleTree(A)),
        (
            "a NEAR b UNLESS denied ASKED c BY x",
            RuleTree(NEAR, ("x",), C, frozenset(STANCES) - {"denied"}),
        ),
        ("(a NEAR b) BY x", RuleTree(NEAR, ("x",))),
        ("(a | b) BY x", RuleTree(any_of(A, B), ("x",))),
    ],
)
def test_each_clause_is_read_into_the_tree(rule: str, tree: RuleTree) -> None:
    assert parse_rule(rule) == tree


@pytest.mark.parametrize("part", PARTS_OF_SPEECH)
def test_every_part_of_speech_can_be_asked_for(part: PartOfSpeech) -> None:
    assert parse_rule(f"lead/{part}").pattern == word("lead", part=part)


@pytest.mark.parametrize("stance", STANCES)
def test_every_stance_can_be_asked_for(stance: Stance) -> None:
    assert parse_rule(f"lead ONLY {stance}").stances == frozenset({stance})


@pytest.mark.parametrize(
    "rule",
    ["near", "then", "except", "without", "and", "or", "not", "by", "asked", "only", "unless", "adj", "Or", "And"],
)
def test_operators_in_small_letters_are_words(rule: str) -> None:
    assert parse_rule(rule).pattern == words(rule.lower())


@pytest.mark.parametrize("rule", ["NEARBY", "THENCE", "EXCEPTION", "ANDY", "NOTE", "BYE", "ONLYS", "ORAL", "ADJUST"])
def test_capitals_that_begin_like_an_operator_are_words(rule: str) -> None:
    assert parse_rule(rule).pattern == words(rule.lower())


@pytest.mark.parametrize("operator", ["NEAR", "NOT", "OR", "W/3", "BY", "ONLY"])
def test_an_operator_in_quotation_marks_is_a_word(operator: str) -> None:
    assert parse_rule(f'"{operator}"').pattern == words(operator.lower(), kind="form")


@pytest.mark.parametrize(
    ("rule", "offset"),
    [
        ("", 0),
        ("   ", 3),
        ("NEAR b", 0),
        ("THEN b", 0),
        ("AND b", 0),
        ("EXCEPT b", 0),
        ("WITHOUT b", 0),
        ("NOT cut", 0),
        ("BY provider", 0),
        ("a NEAR", 6),
        ("a THEN/3", 8),
        ("a AND", 5),
        ("a EXCEPT", 8),
        ("a WITHOUT ", 10),
        ("a NEAR NEAR b", 7),
        ("a EXCEPT NEAR b", 9),
        ("a NEAR b NOT", 12),
        ("a | b", 2),
        ("a|b", 1),
        ("a )", 2),
        ("a ) b", 2),
        ("(a", 2),
        ("a WITHOUT (b", 12),
        ("(a NEAR b", 9),
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
        ("NEAR? a", 0),
        ("c (a NEAR b)", 2),
        ("(a NEAR b) c", 0),
        ("(a NEAR b)?", 0),
        ("(a NEAR b)/noun", 0),
        ("(a | b NEAR c) d", 0),
        ("(a NEAR b) (c NEAR d)", 0),
        ("a NOT b AND c", 8),
        ("a EXCEPT b AND c", 11),
        ("a WITHOUT/turn b AND/turn c", 17),
        ("a AND NOT b", 6),
        ("a EXCEPT/turn b", 2),
        ("a EXCEPT/3 b", 2),
        ("a NOT/3 b", 2),
        ("a AND/5 b", 2),
        ("a AND/sentence b", 2),
        ("a NEAR/sentence b", 2),
        ("a NEAR/ b", 2),
        ("a NEAR/x b", 2),
        ("a NEAR/5x b", 2),
        ("a NEAR/5/turn b", 2),
        ("a NEAR/101 b", 2),
        ("a b THEN/1000000000000 c", 4),
        ('""', 0),
        ('a ""', 2),
        ('a " - "', 2),
        ('"*"', 0),
        ('"a b', 0),
        ('a "b', 2),
        ("a “b", 2),
        ("a b”", 3),
        ("=", 0),
        ("a = b", 2),
        ('=""', 0),
        ("=cut*", 0),
        ("=NHS/name", 4),
        ("@", 0),
        ("a @ b", 2),
        ("@list/noun", 5),
        ("(a | b)/noun", 7),
        ("a?/noun", 2),
        ('"a b"/noun', 5),
        ("/a/ b /c/noun", 6),
        ("decision-making/noun", 0),
        ("don't/verb", 0),
        ("lead/nouns", 4),
        ("lead/adj", 4),
        ('"lead"/n', 6),
        ("/noun", 0),
        ("*", 0),
        ("***", 0),
        ("* *", 0),
        ("a NEAR *", 7),
        ("a NEAR (b | *)", 12),
        ("a ASKED *", 8),
        ("a -", 2),
        ("a + b", 2),
        ("cut, saving", 3),
        ("cut; saving", 3),
        ("//", 0),
        ("a / b", 2),
        ("a /b c/ d", 2),
        ("a /(b/ d", 2),
        ("a /Cut/", 2),
        ("/usr/local", 0),
        ("cut OR run", 4),
        ("cut AND/OR run", 4),
        ("cut XOR run", 4),
        ("cut ANDNOT run", 4),
        ("cut ADJ run", 4),
        ("cut ADJ3 run", 4),
        ("cut W/3 run", 4),
        ("cut w/3 run", 4),
        ("cut PRE/3 run", 4),
        ("cut N/3 run", 4),
        ("cut NEAR5 run", 4),
        ("cut NEAR:5 run", 4),
        ("cut near/5 run", 4),
        ('"cut run"~5', 9),
        ("a BY", 4),
        ("a BY (x", 7),
        ("a BY (x | )", 10),
        ("a BY ()", 6),
        ("a BY &", 5),
        ("a BY b, c", 5),
        ("a BY not b", 5),
        ("a BY NOT b", 5),
        ("a ONLY not denied", 7),
        ("a BY @list", 5),
        ("a BY x BY y", 7),
        ("a BY x | y", 7),
        ("a BY friends AND family", 13),
        ("a BY x NEAR b", 7),
        ("(a BY x) NEAR b", 3),
        ("a NEAR (b ONLY said)", 10),
        ("a ASKED", 7),
        ("a ASKED (b NEAR c)", 2),
        ("a ASKED b NEAR c", 10),
        ("a ASKED b ASKED c", 10),
        ("a ONLY", 6),
        ("a ONLY wrong", 7),
        ("a ONLY (said | deny)", 15),
        ("a ONLY said | denied", 12),
        ("a ONLY said UNLESS said", 12),
        ("a UNLESS (said | hedged | hypothetical | reported | denied)", 2),
        ("(" * (MAX_NESTING + 1) + "a" + ")" * (MAX_NESTING + 1), MAX_NESTING + 1),
        ("a" + " NEAR a" * (MAX_OPERATORS + 1), 0),
        ("/a/ " * 51, 0),
        ("a" * (MAX_RULE + 1), MAX_RULE),
    ],
)
def test_each_fault_of_a_rule_is_told_with_its_offset_and_a_fix(rule: str, offset: int) -> None:
    with pytest.raises(RuleError) as caught:
        parse_rule(rule)
    assert caught.value.offset == offset
    assert caught.value.message
    assert caught.value.fix


@pytest.mark.parametrize("distance", ["-1", "1.5", "+2", "1,000", "five", "²", "٣"])
def test_a_distance_that_is_no_whole_number_is_refused(distance: str) -> None:
    with pytest.raises(RuleError) as caught:
        parse_rule(f"a NEAR/{distance} b")
    assert caught.value.offset == 2


@pytest.mark.parametrize(
    ("rule", "advice"),
    [
        ("cut OR run", "(one | other)"),
        ("cut | run", "(one | other)"),
        ("cut, run", "(one | other)"),
        ("cut ADJ run", "THEN/3"),
        ("cut W/3 run", "NEAR/3"),
        ("cut near/4 run", "NEAR/4"),
        ('"cut run"~6', "THEN/6"),
        ("cut AND NOT run", "NOT other"),
        ("cut NOT run AND hide", "one NOT (two AND three)"),
        ("lead/adj", "/adjective"),
        ("lead/noun/verbs", "/verb"),
        ("cut ONLY denyed", '"denied"'),
        ("cut ONLY not denied", "UNLESS denied"),
        ("cut UNLESS not denied", "ONLY denied"),
        ("cut ONLY NOT denied", "UNLESS denied"),
        ("cut ONLY said, hedged", "ONLY (said | hedged)"),
        ("cut UNLESS said or hedged", "UNLESS (said | hedged)"),
        ("cut BY patient, manager", "(patient | manager)"),
        ("cut BY NOT manager", "name the others"),
        ("cut BY not manager", "name the others"),
        ("cut ONLY no", "said, hedged, hypothetical, reported, denied"),
        ("cut BY x | y", "(one | other)"),
        ("cut BY friends AND family", "(one | other)"),
        ("cut EXCEPT/turn run", "WITHOUT/turn"),
        ("cut AND/5 run", "NEAR/5"),
        ("cut NEAR/turns run", "NEAR/turn"),
        ("*", "cut*"),
        ("/Cut/", "=NHS"),
    ],
)
def test_the_fix_says_what_to_write_instead(rule: str, advice: str) -> None:
    with pytest.raises(RuleError) as caught:
        parse_rule(rule)
    assert advice in caught.value.fix


@pytest.mark.parametrize("rule", ["W3C", "N3", "w/e", "P45", "near/far", "then/now", "PREFAB2", "A/B"])
def test_words_that_are_like_operators_of_other_tools_are_words(rule: str) -> None:
    assert parse_rule(rule).pattern == words(rule.lower())


def test_a_fault_shows_what_is_wrong_as_it_is_written() -> None:
    with pytest.raises(RuleError, match=re.escape("'\\' is no word")):
        parse_rule("a \\ b")


def test_brackets_may_be_nested_as_deep_as_is_said() -> None:
    assert parse_rule("(" * MAX_NESTING + "a" + ")" * MAX_NESTING)


def test_brackets_side_by_side_are_not_nested() -> None:
    assert parse_rule("(a | b) " * (MAX_NESTING + 1))


def test_a_rule_may_have_as_many_operators_as_is_said() -> None:
    assert parse_rule("a" + " NEAR a" * MAX_OPERATORS)


@pytest.mark.parametrize(
    ("entry", "phrase"),
    [
        ("ward", words("ward")),
        ("Ward", words("ward")),
        ("A", words("a")),
        ("NHS", words("nhs")),
        ("walk-in centre", words("walk-in", "centre")),
        ("  letting   agent ", words("letting", "agent")),
        ('"closed"', words("closed", kind="form")),
        ("=NHS", words("NHS", kind="letters")),
        ("/colou?r/", words("colou?r", kind="regex")),
        ("lead/noun", word("lead", part="noun")),
        (
            "partnership (plan | board)?",
            Phrase((WordPattern("partnership"), Choice((words("plan"), words("board")), True))),
        ),
        ("@council", Phrase((ListName("council", 0),))),
        ("@council tax", Phrase((ListName("council", 0), WordPattern("tax")))),
    ],
)
def test_each_form_of_a_list_entry_is_read_as_its_tree(entry: str, phrase: Phrase) -> None:
    assert parse_entry(entry) == phrase


@pytest.mark.parametrize(
    ("entry", "offset"),
    [
        ("", 0),
        ("a NEAR b", 0),
        ("a AND b", 0),
        ("a OR b", 2),
        ("OR", 0),
        ("(a NEAR b)", 0),
        ("a BY provider", 0),
        ("a ONLY said", 0),
        ("a | b", 2),
        ("a, b", 1),
        ("*", 0),
        ("a?", 2),
    ],
)
def test_each_fault_of_a_list_entry_is_told_with_its_offset_and_a_fix(entry: str, offset: int) -> None:
    with pytest.raises(RuleError) as caught:
        parse_entry(entry)
    assert caught.value.offset == offset
    assert caught.value.fix


@given(st.one_of(st.text(st.sampled_from("aBéß -'’*"), max_size=8), st.sampled_from(["OR", "NEAR", "Near", "I", "ǅ"])))
def test_an_entry_of_plain_words_is_read_as_the_rule_of_the_same_words(text: str) -> None:
    try:
        expected: object = parse_rule(text).pattern
    except RuleError:
        expected = RuleError
    try:
        read: object = parse_entry(text)
    except RuleError:
        read = RuleError
    assert read == expected


@pytest.mark.parametrize("name", ["local_authority", "Local  Authority", " LOCAL_authority "])
def test_spellings_of_a_stakeholder_type_are_one(name: str) -> None:
    assert name_group(name) == "local authority"


def fault_of(rule: str) -> RuleError | None:
    try:
        parse_rule(rule)
    except RuleError as error:
        return error
    return None


PIECES = [
    "a", "b*", "*", '"', "“", "”", "(", ")", "|", "?", "@l", "@", "NEAR", "THEN/2", "NEAR/", "NEAR/turn", "AND", "NOT",
    "NOT/turn", "EXCEPT", "WITHOUT", "OR", "W/3", "'", "=", "=NHS", "/", "/a+/", "/(/", "/noun", "a/noun", "a,", "BY",
    "ASKED", "ONLY", "UNLESS", "said", "denied", "\x00", "\u2028", "\ud800", "🙂", "İ", "-", "a-b",
]  # fmt: skip


@given(
    st.one_of(
        st.text(max_size=30),
        st.text(st.characters(codec=None), max_size=10),
        st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join),
        st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    )
)
@example("\ud800")
@example("/\ud800/")
@example("=”")
def test_any_text_is_a_rule_or_is_refused_at_a_place_in_it(text: str) -> None:
    fault = fault_of(text)
    if fault is not None:
        assert 0 <= fault.offset <= len(text)
        assert fault.message
        assert fault.fix


def test_the_lists_of_a_rule_are_told_in_the_order_of_its_text() -> None:
    rule = "@one (a | @two b) NEAR @three THEN (c AND @six | @seven) EXCEPT @four? d WITHOUT @one ASKED @five"
    names = list_names(parse_rule(rule))
    assert [name.name for name in names] == ["one", "two", "three", "six", "seven", "four", "one", "five"]
    assert all(rule[name.offset :].startswith(f"@{name.name}") for name in names)


def test_the_phrases_of_a_rule_are_told_in_the_order_of_its_text() -> None:
    assert phrases_of(parse_rule("(a NEAR b | c) NOT d ASKED e")) == (A, B, C, D, words("e"))


def test_a_list_name_is_the_same_wherever_it_stands() -> None:
    assert parse_rule("@council tax") == parse_rule("  @council   tax")


def test_a_word_of_hundreds_of_hyphens_is_no_word() -> None:
    with pytest.raises(RuleError, match="more than 100 characters"):
        parse_rule("a-" * 4_000 + "a")
