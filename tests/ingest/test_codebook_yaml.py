from __future__ import annotations

import hashlib
from contextlib import suppress

import pytest

from interview_coder.errors import InputError
from interview_coder.ingest.codebook_yaml import PALETTE, read_codebook
from interview_coder.model.codebook import Code, Codebook

WHOLE = """\
version: 2.10
title: A study
memo: For coders
lists:
  place: [ward, "closed ward"]
themes:
  - id: trust
    label: Trust and the lack of it
    colour: "#A0b1C2"
    definition: >
      Whether people
      rely on it.
    memo: x
    codes:
      - id: broken_trust
        label: Broken
        definition: Somebody broke it.
        include: [broken promises]
        exclude: [broken things]
        examples: ["They promised: nothing came."]
        counter_examples: [The lift broke.]
        memo: y
        match:
          - betray*
          - '@place NEAR/3 "lost"'
  - id: money
    codes:
      - {id: rent}
      - {id: high_bills, match: [bill]}
"""


def read(text: str) -> Codebook:
    return read_codebook(text.encode(), file="c.yml")


def problems_of(text: str) -> list[tuple[str, str, str]]:
    with pytest.raises(InputError) as caught:
        read(text)
    return [(str(problem.place), problem.message, problem.fix) for problem in caught.value.problems]


def with_rules(*rules: str, lists: str = "{}") -> str:
    """Make a codebook of one code whose rules stand on the lines from the seventh on."""
    lines = "".join("      - '" + rule.replace("'", "''") + "'\n" for rule in rules)
    return f"lists: {lists}\nthemes:\n- id: theme\n  codes:\n  - id: code\n    match:\n{lines}"


def test_a_whole_codebook_is_read() -> None:
    book = read(WHOLE)
    assert (book.title, book.version, dict(book.lists)) == ("A study", "2.10", {"place": ("ward", "closed ward")})
    trust, money = book.themes
    assert (trust.theme_id, trust.label, trust.colour) == ("trust", "Trust and the lack of it", "#A0b1C2")
    assert trust.definition == "Whether people rely on it."
    (broken,) = trust.codes
    assert (broken.code_id, broken.theme_id, broken.label) == ("broken_trust", "trust", "Broken")
    assert (broken.definition, broken.include, broken.exclude) == (
        "Somebody broke it.",
        ("broken promises",),
        ("broken things",),
    )
    assert (broken.examples, broken.counter_examples) == (("They promised: nothing came.",), ("The lift broke.",))
    assert [(rule.text, rule.line) for rule in broken.rules] == [("betray*", 24), ('@place NEAR/3 "lost"', 25)]
    assert [code.code_id for code in book.codes] == ["broken_trust", "rent", "high_bills"]
    assert money.codes[0] == Code("rent", "money", "rent", "")


def test_what_has_no_label_is_called_by_its_id() -> None:
    _, money = read(WHOLE).themes
    assert (money.label, money.codes[1].label) == ("money", "high bills")


def test_themes_without_a_colour_get_one_each() -> None:
    themes = "".join(f"- {{id: t{n}, codes: [{{id: c{n}}}]}}\n" for n in range(len(PALETTE) + 1))
    colours = [theme.colour for theme in read(f"themes:\n{themes}").themes]
    assert colours == [*PALETTE, PALETTE[0]]


def test_a_codebook_knows_the_hash_of_its_bytes() -> None:
    assert read(WHOLE).sha256 == hashlib.sha256(WHOLE.encode()).hexdigest()


def test_the_same_rule_has_the_same_id_everywhere_and_another_rule_another() -> None:
    one = [rule.rule_id for code in read(with_rules("a b", "c")).codes for rule in code.rules]
    other = [rule.rule_id for code in read(with_rules("d", "a b", lists="{x: [y]}")).codes for rule in code.rules]
    assert one[0] == other[1]
    assert len({*one, *other}) == 3


def test_many_rules_have_as_many_ids() -> None:
    (code,) = read(with_rules(*(f"word{number}" for number in range(500)))).codes
    assert len({rule.rule_id for rule in code.rules}) == 500


def test_a_rule_that_looks_like_something_else_stays_text() -> None:
    book = read("themes: [{id: t, codes: [{id: c, match: [no, 1.0, null, 2018-01-31, on]}]}]")
    assert [rule.text for code in book.codes for rule in code.rules] == ["no", "1.0", "null", "2018-01-31", "on"]


def test_a_byte_order_mark_and_windows_line_ends_change_nothing_but_the_hash() -> None:
    plain = read(WHOLE)
    other = read_codebook(("\ufeff" + WHOLE.replace("\n", "\r\n")).encode())
    assert (other.themes, other.lists) == (plain.themes, plain.lists)


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("", "c.yml:1:1", '"themes" is missing'),
        ("title: x\n", "c.yml:1:1", '"themes" is missing'),
        ("themes: none", "c.yml:1:9", '"themes" must be a list'),
        ("themes:\n- codes: [{id: c}]", "c.yml:2:3", '"id" is missing'),
        ("themes:\n- id: t\n", "c.yml:2:3", '"codes" is missing'),
        ("themes:\n- id: t\n  codes: [{label: c}]", "c.yml:3:11", '"id" is missing'),
        ("themes:\n- id: t\n  codes: [{id: c, match: x}]", "c.yml:3:26", '"match" must be a list'),
        ("themes:\n- id: t\n  codes: [{id: c, definition: [x]}]", "c.yml:3:31", '"definition" must be text'),
        ("lists: [x]\nthemes: [{id: t, codes: [{id: c}]}]", "c.yml:1:8", '"lists" must have keys of its own'),
        ("lists: {a: x}\nthemes: [{id: t, codes: [{id: c}]}]", "c.yml:1:12", '"a" must be a list'),
    ],
)
def test_what_is_missing_or_of_the_wrong_kind_is_told_at_its_place(text: str, place: str, message: str) -> None:
    assert (place, message) in [(told, said) for told, said, _ in problems_of(text)]


@pytest.mark.parametrize("text", ["themes: []", "themes: [{id: t, codes: []}]"])
def test_a_codebook_without_themes_or_a_theme_without_codes_is_told(text: str) -> None:
    assert len(problems_of(text)) == 1


def test_a_list_is_not_called_empty_because_its_entries_are_wrong() -> None:
    assert [message for _, message, _ in problems_of("themes: [{id: t, codes: [{id: c, mach: [x]}]}]")] == [
        'unknown key "mach"'
    ]


@pytest.mark.parametrize("name", ["Trust", "1st", "two words", "a-b", "_a", "é", "''", "a" * 61])
@pytest.mark.parametrize("kind", ["theme", "code"])
def test_an_id_that_cannot_be_is_told(name: str, kind: str) -> None:
    theme, code = (name, "c") if kind == "theme" else ("t", name)
    text = f"themes:\n- id: {theme}\n  codes:\n  - id: {code}\n  - id: other\n- {{id: t2, codes: [{{id: c2}}]}}"
    ((place, message, _),) = problems_of(text)
    assert place == ("c.yml:2:7" if kind == "theme" else "c.yml:4:9")
    assert message.startswith('"id"')


@pytest.mark.parametrize("colour", ["red", "'#12345'", "'#1234567'", "'#ggg000'", "123456"])
def test_a_colour_that_cannot_be_is_told(colour: str) -> None:
    text = f"themes:\n- id: t\n  colour: {colour}\n  codes: [{{id: c}}]\n- {{id: t2, codes: [{{id: c2}}]}}"
    ((place, message, _),) = problems_of(text)
    assert place == "c.yml:3:11"
    assert message.startswith('"colour"')


def test_unknown_keys_are_told_with_near_names_at_every_depth() -> None:
    text = (
        "titel: x\nthemes:\n- id: t\n  label: T\n  colur: x\n  codes:\n  - id: c\n    definitoin: x\n  - id: d\n"
        "- {id: u, codes: [{id: e}]}\n"
    )
    assert problems_of(text) == [
        ("c.yml:1:1", 'unknown key "titel"', 'did you mean "title"?'),
        ("c.yml:5:3", 'unknown key "colur"', 'did you mean "colour"?'),
        ("c.yml:8:5", 'unknown key "definitoin"', 'did you mean "definition"?'),
    ]


def test_ids_that_are_used_twice_are_told_with_their_first_place() -> None:
    text = "themes:\n- id: t\n  codes:\n  - id: c\n  - id: c\n- id: t\n  codes:\n  - id: c\n  - id: t\n"
    problems = problems_of(text)
    assert [(place, message) for place, message, _ in problems] == [
        ("c.yml:5:9", 'the code id "c" is used twice'),
        ("c.yml:6:7", 'the theme id "t" is used twice'),
        ("c.yml:8:9", 'the code id "c" is used twice'),
    ]
    assert "c.yml:4:9" in problems[0][2]
    assert "c.yml:2:7" in problems[1][2]


def test_a_theme_and_a_code_may_have_the_same_id() -> None:
    assert [code.code_id for code in read("themes: [{id: a, codes: [{id: a}]}]").codes] == ["a"]


@pytest.mark.parametrize(
    ("rule", "character"), [("", 1), ("a NEAR", 7), ("a | b", 3), ("(a", 3), ("a AND b", 3), ("a NEAR/x b", 3)]
)
def test_a_rule_that_cannot_be_read_is_told_at_its_line_with_the_character(rule: str, character: int) -> None:
    ((place, message, fix),) = problems_of(with_rules("fine", rule))
    assert place == "c.yml:8:9"
    assert f"“{rule}” cannot be read at its character {character}: " in message
    assert fix


def test_a_long_rule_is_shown_shortened() -> None:
    ((_, message, _),) = problems_of(with_rules("word " * 100 + "NEAR"))
    assert "…”" in message
    assert len(message) < 250


def test_a_list_that_is_not_defined_is_told_with_a_near_name() -> None:
    assert problems_of(with_rules("@plase", "a NEAR (b | @other)", lists="{place: [ward]}")) == [
        ("c.yml:7:9", 'there is no word list "plase"', 'did you mean "place"?'),
        ("c.yml:8:9", 'there is no word list "other"', 'define it under "lists:"'),
    ]


@pytest.mark.parametrize("entry", ["a NEAR b", "a EXCEPT b", "@other", "(a | @other)"])
def test_a_list_that_holds_operators_or_lists_is_told(entry: str) -> None:
    lists = f"{{place: [ward, '{entry}'], other: [x]}}"
    ((place, message, _),) = problems_of(with_rules("@place", lists=lists))
    assert place == "c.yml:1:23"
    assert "words and phrases only" in message


def test_a_list_may_hold_choices_options_exact_words_and_wildcards() -> None:
    lists = "{place: ['(old | new) ward', 'the? council', '\"site\"', 'hosp*']}"
    assert read(with_rules("@place", lists=lists)).lists["place"][0] == "(old | new) ward"


def test_a_rule_whose_brackets_multiply_too_often_is_told() -> None:
    ((place, message, _),) = problems_of(with_rules("(a | b c) " * 12))
    assert place == "c.yml:7:9"
    assert "2,000" in message


def test_a_list_that_multiplies_too_often_is_told() -> None:
    lists = "{long: ['" + "(a | b c) " * 12 + "']}"
    assert problems_of(with_rules("@long", lists=lists))


@pytest.mark.parametrize("operator", ["NEAR", "THEN/2", "EXCEPT", "WITHOUT"])
def test_a_rule_of_thousands_of_operators_is_read_or_told(operator: str) -> None:
    try:
        book = read(with_rules(f"a {operator} " * 3000 + "a"))
    except InputError as error:
        assert "rule" in str(error)  # noqa: PT017
    else:
        assert len(list(book.codes)) == 1


def test_all_bad_rules_lists_and_ids_are_told_at_once() -> None:
    text = (
        "lists: {a: ['(']}\nthemes:\n- id: t\n  codes:\n  - id: c\n    match: ['x NEAR', '@b']\n"
        "  - id: c\n    match: ['(y']\n"
    )
    assert [place for place, _, _ in problems_of(text)] == [
        "c.yml:1:13",
        "c.yml:6:13",
        "c.yml:6:23",
        "c.yml:7:9",
        "c.yml:8:13",
    ]


def test_an_unknown_key_and_a_bad_rule_are_told_at_once() -> None:
    text = "titel: x\nthemes:\n- id: t\n  codes:\n  - id: c\n    match: ['x NEAR']\n"
    assert [place for place, _, _ in problems_of(text)] == ["c.yml:1:1", "c.yml:6:13"]


def test_a_rule_that_stands_twice_in_a_code_is_counted_once_or_told() -> None:
    with suppress(InputError):
        (code,) = read(with_rules("a NEAR b", "c", "a NEAR b")).codes
        assert [rule.text for rule in code.rules] == ["a NEAR b", "c"]
