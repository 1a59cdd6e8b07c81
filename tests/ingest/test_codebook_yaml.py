from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.errors import InputError
from interview_coder.ingest.codebook_schema import CodebookFile, CodeEntry, ThemeEntry
from interview_coder.ingest.codebook_tree import MAX_CODE_DEPTH
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
    topic_guide: [rely on]
    codes:
      - id: broken_trust
        label: Broken
        definition: Somebody broke it.
        include: [broken promises]
        exclude: [broken things]
        examples: ["They promised: nothing came."]
        counter_examples: [The lift broke.]
        memo: >
          y
        topic_guide: ["(kept | broke) (a | the) promise", "@place"]
        match:
          - betray*
          - '@place NEAR/3 "lost"'
        codes:
          - id: broken_by_others
            colour: "#012345"
            match: [break their word]
            codes: [{id: broken_abroad}]
          - id: broken_by_us
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
    broken = trust.codes[0]
    assert (broken.code_id, broken.theme_id, broken.label) == ("broken_trust", "trust", "Broken")
    assert (broken.definition, broken.include, broken.exclude) == (
        "Somebody broke it.",
        ("broken promises",),
        ("broken things",),
    )
    assert (broken.examples, broken.counter_examples) == (("They promised: nothing came.",), ("The lift broke.",))
    assert [(rule.text, rule.line) for rule in broken.rules] == [("betray*", 27), ('@place NEAR/3 "lost"', 28)]
    assert (book.memo, trust.memo, broken.memo) == ("For coders", "x", "y")
    assert (trust.topic_guide, broken.topic_guide) == (("rely on",), ("(kept | broke) (a | the) promise", "@place"))
    assert [code.code_id for code in book.codes] == [
        "broken_trust",
        "broken_by_others",
        "broken_abroad",
        "broken_by_us",
        "rent",
        "high_bills",
    ]
    assert money.codes[0] == Code("rent", "money", "rent", "", colour=PALETTE[1])


def test_codes_below_codes_stand_flat_in_their_theme_and_know_what_is_above_them() -> None:
    trust, money = read(WHOLE).themes
    assert [(code.code_id, code.parent, code.theme_id) for code in trust.codes] == [
        ("broken_trust", "", "trust"),
        ("broken_by_others", "broken_trust", "trust"),
        ("broken_abroad", "broken_by_others", "trust"),
        ("broken_by_us", "broken_trust", "trust"),
    ]
    assert {code.parent for code in money.codes} == {""}


def test_a_code_has_its_own_colour_or_that_of_what_is_above_it() -> None:
    trust, _ = read(WHOLE).themes
    assert [code.colour for code in trust.codes] == ["#A0b1C2", "#012345", "#012345", "#A0b1C2"]


def nested(depth: int) -> str:
    """Make a codebook whose codes stand below each other."""
    text = "themes:\n- id: t\n"
    for level in range(depth):
        text += f"{'  ' * (level + 1)}codes:\n{'  ' * (level + 1)}- id: c{level}\n"
    return text


def test_codes_may_be_twenty_deep() -> None:
    codes = [*read(nested(MAX_CODE_DEPTH)).codes]
    assert [code.parent for code in codes] == ["", *(code.code_id for code in codes[:-1])]


def test_codes_that_are_deeper_are_told_once_at_the_first_that_is_too_deep() -> None:
    ((place, message, fix),) = problems_of(nested(MAX_CODE_DEPTH + 4))
    assert place == f"c.yml:{2 * MAX_CODE_DEPTH + 4}:{2 * MAX_CODE_DEPTH + 5}"
    assert f"more than {MAX_CODE_DEPTH} deep" in message
    assert fix


@pytest.mark.parametrize("version", ["1.10", "1", "2024-01-31", "v2 beta", "010", "no"])
def test_a_version_is_kept_as_it_is_written(version: str) -> None:
    body = "themes: [{id: t, codes: [{id: c}]}]"
    assert {read(f"version: {mark}{version}{mark}\n{body}").version for mark in ("", '"', "'")} == {version}


def test_a_codebook_without_a_version_is_the_first() -> None:
    assert read("themes: [{id: t, codes: [{id: c}]}]").version == "1"


def test_what_has_no_label_is_called_by_its_id() -> None:
    _, money = read(WHOLE).themes
    assert (money.label, money.codes[1].label) == ("money", "high bills")


def test_themes_without_a_colour_get_one_each() -> None:
    themes = "".join(f"- {{id: t{n}, codes: [{{id: c{n}}}]}}\n" for n in range(len(PALETTE) + 1))
    colours = [theme.colour for theme in read(f"themes:\n{themes}").themes]
    assert colours == [*PALETTE, PALETTE[0]]


def test_a_codebook_knows_the_hash_of_its_bytes() -> None:
    assert read(WHOLE).sha256 == hashlib.sha256(WHOLE.encode()).hexdigest()


def ids_of(*rules: str, lists: str = "{}") -> list[str]:
    """Return the ids of rules that stand in one codebook."""
    return [rule.rule_id for code in read(with_rules(*rules, lists=lists)).codes for rule in code.rules]


def test_the_same_rule_has_the_same_id_everywhere_and_another_rule_another() -> None:
    one = ids_of("a b", "c")
    other = ids_of("d", "a b", lists="{x: [y]}")
    assert one[0] == other[1]
    assert len({*one, *other}) == 3


def test_the_id_of_a_rule_without_lists_is_the_hash_of_its_text() -> None:
    assert ids_of("café NEAR rent") == [hashlib.sha256("café NEAR rent".encode()).hexdigest()[:12]]


def test_the_id_of_a_rule_with_lists_is_made_of_the_lists_as_the_page_says() -> None:
    inner = hashlib.sha256(b'["x","y z"]').hexdigest()
    outer = hashlib.sha256(('["@inner","é"]' + '\n{"inner":"' + inner + '"}').encode()).hexdigest()
    rule = hashlib.sha256(
        ('@outer NEAR @inner\n{"inner":"' + inner + '","outer":"' + outer + '"}').encode()
    ).hexdigest()
    assert ids_of("@outer NEAR @inner", lists='{outer: [é, "@inner"], inner: [y z, x]}') == [rule[:12]]


@pytest.mark.parametrize(
    ("lists", "changes"),
    [
        ("{a: ['@b', x], b: [y], c: [z]}", False),
        ("{c: [z], b: [y], a: [x, '@b', x]}", False),
        ("{a: ['@b', x], b: [y], c: [other]}", False),
        ("{a: ['@b', other], b: [y], c: [z]}", True),
        ("{a: ['@b', x], b: [other], c: [z]}", True),
        ("{a: ['@b', x, other], b: [y], c: [z]}", True),
        ("{a: ['@c', x], b: [y], c: [y]}", True),
    ],
)
def test_a_rule_becomes_another_as_soon_as_a_list_that_it_uses_says_something_else(lists: str, changes: bool) -> None:
    before = ids_of("@a NEAR rent", "rent", lists="{a: ['@b', x], b: [y], c: [z]}")
    after = ids_of("@a NEAR rent", "rent", lists=lists)
    assert (before[0] != after[0]) == changes
    assert before[1] == after[1]


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
        ("", "c.yml:1:1", "the codebook is empty"),
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


@pytest.mark.parametrize(
    "text", ["themes: []", "themes: [{id: t, codes: []}]", "lists: {a: []}\nthemes: [{id: t, codes: [{id: c}]}]"]
)
def test_a_codebook_without_themes_a_theme_without_codes_and_an_empty_list_are_told(text: str) -> None:
    assert len(problems_of(text)) == 1


def test_a_list_is_not_called_empty_because_its_entries_are_wrong() -> None:
    assert [message for _, message, _ in problems_of("themes: [{id: t, codes: [{id: c, mach: [x]}]}]")] == [
        'unknown key "mach"'
    ]


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Trust", "trust"),
        ("1st", "st"),
        ("two words", "two_words"),
        ("a-b", "a_b"),
        ("_a", "a"),
        ("é", ""),
        ("''", ""),
        ("a" * 61, "a" * 60),
        ("'a\n\n  b'", "a_b"),
    ],
)
@pytest.mark.parametrize("kind", ["theme", "code"])
def test_an_id_that_cannot_be_is_told_with_one_that_can(name: str, near: str, kind: str) -> None:
    theme, code = (name, "c") if kind == "theme" else ("t", name)
    text = f"themes:\n- id: {theme}\n  codes:\n  - id: {code}\n  - id: other\n- {{id: t2, codes: [{{id: c2}}]}}"
    ((place, message, fix),) = problems_of(text)
    assert place == ("c.yml:2:7" if kind == "theme" else "c.yml:4:9")
    assert message.startswith('"id" must be lower-case letters')
    assert fix.endswith(f"write {near}" if near else "not_listened_to")


@pytest.mark.parametrize("colour", ["red", "'#12345'", "'#1234567'", "'#ggg000'", "123456", "#3f6fa8", "[x]", "''"])
def test_a_colour_that_cannot_be_is_told(colour: str) -> None:
    text = f"themes:\n- id: t\n  colour: {colour}\n  codes: [{{id: c}}]\n- {{id: t2, codes: [{{id: c2}}]}}"
    ((place, message, fix),) = problems_of(text)
    assert place in {"c.yml:3:11", "c.yml:3:10"}  # what # makes a comment of is not there
    assert message.startswith('"colour" must be #')
    assert "quotation marks" in fix


@pytest.mark.parametrize("key", ["label", "title", "version"])
def test_what_must_be_one_line_is_told_if_it_is_more(key: str) -> None:
    at = "- id: t\n  codes:\n  - id: c\n" + ('    label: "x\\ny"\n' if key == "label" else "")
    text = ("" if key == "label" else f'{key}: "x\\ny"\n') + f"themes:\n{at}"
    ((_, message, _),) = problems_of(text)
    assert message == f'"{key}" must be one line'
    assert read(text.replace("\\ny", "  ")).themes


@pytest.mark.parametrize("name", ["two words", "a.b", "''", "a@b", "a" * 61])
def test_a_name_of_a_list_that_no_rule_could_use_is_told(name: str) -> None:
    ((place, message, _),) = problems_of(f"lists:\n  {name}: [x]\nthemes: [{{id: t, codes: [{{id: c}}]}}]")
    assert place == "c.yml:2:3"
    assert "cannot be a list's name" in message


@pytest.mark.parametrize("name", ["Council", "street-level", "rue_née", "2nd", "_"])
def test_a_list_may_have_any_name_that_a_rule_can_use(name: str) -> None:
    assert ids_of(f"@{name} NEAR rent", lists=f"{{{name}: [x]}}")


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
    deep = "themes:\n- id: t\n  codes:\n  - id: c\n    codes:\n    - id: d\n      codes: [{id: e, exemples: [x]}]\n"
    assert problems_of(deep) == [("c.yml:7:23", 'unknown key "exemples"', 'did you mean "examples"?')]


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


def test_ids_are_used_once_at_all_depths_and_in_all_themes() -> None:
    text = "themes:\n- id: t\n  codes:\n  - id: c\n    codes:\n    - id: d\n"
    text += "- id: u\n  codes:\n  - id: d\n    codes: [{id: c}]\n"
    assert [(place, message) for place, message, _ in problems_of(text)] == [
        ("c.yml:9:9", 'the code id "d" is used twice'),
        ("c.yml:10:18", 'the code id "c" is used twice'),
    ]


def test_ids_that_differ_only_by_capitals_are_told() -> None:
    problems = problems_of("themes:\n- id: t\n  codes:\n  - id: delay\n  - id: Delay\n")
    assert ("c.yml:5:9", 'the code id "Delay" is used twice ("delay"; capitals make no difference)') in [
        (place, message) for place, message, _ in problems
    ]


def test_a_theme_and_a_code_may_have_the_same_id() -> None:
    assert [code.code_id for code in read("themes: [{id: a, codes: [{id: a}]}]").codes] == ["a"]


@pytest.mark.parametrize(
    ("rule", "character"), [("", 1), ("a NEAR", 7), ("a | b", 3), ("(a", 3), ("a OR b", 3), ("a NEAR/x b", 3)]
)
def test_a_rule_that_cannot_be_read_is_told_at_its_line_with_the_character(rule: str, character: int) -> None:
    ((place, message, fix),) = problems_of(with_rules("fine", rule))
    assert place == f"c.yml:8:{9 + character}"
    assert f"“{rule}” cannot be read at its character {character}: " in message
    assert fix


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("a OR b", "c.yml:6:12"),
        ("'it''s a OR b'", "c.yml:6:19"),
        (r'"\"x\" OR b"', "c.yml:6:17"),
        ("|\n         a OR b", "c.yml:6:10"),
        (">-\n         a\n         OR b", "c.yml:6:10"),
        ("'a\n         OR b'", "c.yml:6:10"),
        ("&x a OR b", "c.yml:6:10"),
    ],
)
def test_what_is_wrong_in_a_rule_on_one_line_is_told_at_its_column(written: str, place: str) -> None:
    ((told, message, _),) = problems_of(f"themes:\n- id: t\n  codes:\n  - id: c\n    match:\n       - {written}\n")
    assert told == place
    assert "OR" in message


def test_a_bad_rule_that_an_alias_repeats_is_told_where_it_is_written() -> None:
    text = "themes:\n- id: t\n  codes:\n  - {id: c, match: &m [a OR b]}\n  - {id: d, match: *m}\n"
    assert {place for place, _, _ in problems_of(text)} == {"c.yml:4:26"}


def test_a_long_rule_is_shown_shortened() -> None:
    ((_, message, _),) = problems_of(with_rules("word " * 100 + "NEAR"))
    assert "…”" in message
    assert len(message) < 250


def test_a_list_that_is_not_defined_is_told_with_a_near_name() -> None:
    assert problems_of(with_rules("@plase", "a NEAR (b | @other)", lists="{place: [ward]}")) == [
        ("c.yml:7:10", 'there is no word list "plase"', 'did you mean "place"?'),
        ("c.yml:8:22", 'there is no word list "other"', 'define it under "lists:"'),
    ]


def test_a_rule_that_stands_in_two_codes_is_told_in_both() -> None:
    text = "themes:\n- id: t\n  codes:\n  - {id: c, match: ['@x']}\n  - {id: d, match: ['@x']}\n"
    assert [place for place, _, _ in problems_of(text)] == ["c.yml:4:22", "c.yml:5:22"]


@pytest.mark.parametrize("entry", ["a NEAR b", "a EXCEPT b", "a AND b", "rent ONLY denied", "(a NEAR b | c)"])
def test_a_list_that_holds_operators_is_told(entry: str) -> None:
    lists = f"{{place: [ward, '{entry}'], other: [x]}}"
    ((place, message, _),) = problems_of(with_rules("@place", lists=lists))
    assert place.startswith("c.yml:1:2")
    assert f"the entry “{entry}”" in message
    assert "operators" in message


def test_a_list_may_hold_other_lists() -> None:
    lists = "{place: [ward, '@other', 'old (@third | x)'], other: ['@third'], third: [y]}"
    assert [*read(with_rules("@place", lists=lists)).lists] == ["place", "other", "third"]


def test_a_list_that_another_list_uses_and_that_is_not_there_is_told_at_its_column() -> None:
    assert problems_of(with_rules("@place", lists="{place: [ward, 'old @plaze']}")) == [
        ("c.yml:1:28", 'there is no word list "plaze"', 'did you mean "place"?')
    ]


@pytest.mark.parametrize(
    ("lists", "place", "way"),
    [
        ("{a: ['@a']}", "c.yml:1:9", "@a → @a"),
        ("{a: [x, '@b'], b: ['@a']}", "c.yml:1:9", "@a → @b → @a"),
        ("{c: ['y @a'], a: ['@b'], b: [x, '(@a | z)']}", "c.yml:1:22", "@a → @b → @a"),
    ],
)
def test_lists_that_are_made_of_themselves_are_told_with_the_way_round(lists: str, place: str, way: str) -> None:
    ((told, message, fix),) = problems_of(with_rules("@a", lists=lists))
    assert (told, way in message) == (place, True)
    assert fix


def test_two_circles_of_lists_are_both_told() -> None:
    lists = "{a: ['@a'], b: ['@c'], c: ['@b'], d: [x]}"
    assert [place for place, _, _ in problems_of(with_rules("@a NEAR @d", lists=lists))] == ["c.yml:1:9", "c.yml:1:20"]


def test_a_list_may_hold_choices_options_exact_words_and_wildcards() -> None:
    lists = "{place: ['(old | new) ward', 'the? council', '\"site\"', 'hosp*']}"
    assert read(with_rules("@place", lists=lists)).lists["place"][0] == "(old | new) ward"


def test_a_rule_whose_brackets_multiply_too_often_is_told() -> None:
    ((place, message, _),) = problems_of(with_rules("(a | b c) " * 12))
    assert place == "c.yml:7:9"
    assert "2,000" in message


def test_a_list_that_multiplies_too_often_is_told_at_its_entry() -> None:
    lists = "{long: [x, '" + "(a | b c) " * 12 + "']}"
    ((place, message, _),) = problems_of(with_rules("@long", lists=lists))
    assert place == "c.yml:1:19"
    assert "2,000" in message


@pytest.mark.parametrize("pattern", ["closure of ward", "(close | shut) down", "@place", "what about?"])
def test_a_question_is_known_by_a_phrase(pattern: str) -> None:
    text = f"lists: {{place: [ward]}}\nthemes: [{{id: t, topic_guide: ['{pattern}'], codes: [{{id: c}}]}}]"
    assert read(text).themes[0].topic_guide == (pattern,)


@pytest.mark.parametrize(
    ("pattern", "column"), [("a NEAR b", 35), ("a BY gp", 35), ("(a | b NEAR c)", 35), ("", 35), ("(a", 37), ("@x", 35)]
)
def test_a_question_pattern_that_is_no_phrase_is_told(pattern: str, column: int) -> None:
    for text in (
        f"themes:\n- {{id: t1, codes: [{{id: c}}], topic_guide: ['{pattern}']}}",
        f"themes:\n- {{id: t, codes: [{{id: c1,  topic_guide:   ['{pattern}']}}]}}",
    ):
        ((place, _, fix),) = problems_of(text)
        assert place == f"c.yml:2:{text.split(chr(10))[1].index('[' + chr(39)) + 3 + column - 35}"
        assert fix


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
        "c.yml:1:15",
        "c.yml:6:20",
        "c.yml:6:24",
        "c.yml:7:9",
        "c.yml:8:16",
    ]


def test_an_unknown_key_and_a_bad_rule_are_told_at_once() -> None:
    text = "titel: x\nthemes:\n- id: t\n  codes:\n  - id: c\n    match: ['x NEAR']\n"
    assert [place for place, _, _ in problems_of(text)] == ["c.yml:1:1", "c.yml:6:20"]


def test_a_rule_that_stands_twice_in_a_code_is_counted_once_or_told() -> None:
    with suppress(InputError):
        (code,) = read(with_rules("a NEAR b", "c", "a NEAR b")).codes
        assert [rule.text for rule in code.rules] == ["a NEAR b", "c"]


def test_a_key_that_stands_twice_a_tag_and_a_bad_rule_are_told_at_once() -> None:
    text = "title: a\ntitle: b\nthemes:\n- id: t\n  codes:\n  - id: c\n    memo: !x y\n    match: [a OR b]\n"
    assert [place for place, _, _ in problems_of(text)] == ["c.yml:2:1", "c.yml:7:11", "c.yml:8:15"]


@pytest.mark.parametrize("text", ["just a sentence", "[a, b]", "- themes"])
def test_a_file_that_is_no_codebook_is_told_what_one_looks_like(text: str) -> None:
    ((place, message, fix),) = problems_of(text)
    assert (place, message) == ("c.yml:1:1", "this is no codebook")
    assert '"codes:"' in fix


words = st.text(st.characters(categories=["Ll"], max_codepoint=0x17F), min_size=1, max_size=8)
ids = st.from_regex(r"[a-z][a-z0-9_]{0,5}", fullmatch=True)


@st.composite
def trees(draw: st.DrawFn) -> tuple[str, list[tuple[str, str]]]:
    """Make a codebook of codes at any depth, and tell each code with the one above it."""
    names = draw(st.lists(ids, min_size=1, max_size=12, unique=True))
    above = [draw(st.integers(-1, number - 1)) for number in range(len(names))]

    def write(parent: int, depth: int) -> str:
        below = [number for number in range(len(names)) if above[number] == parent]
        lines = [f"{'  ' * depth}- id: {names[number]}\n{write(number, depth + 1)}" for number in below]
        return f"{'  ' * depth}codes:\n" + "".join(lines) if below else ""

    return f"themes:\n- id: t\n{write(-1, 1)}", [
        (name, names[one] if one >= 0 else "") for name, one in zip(names, above, strict=True)
    ]


@given(trees())
def test_every_tree_of_codes_is_read_as_it_stands(tree: tuple[str, list[tuple[str, str]]]) -> None:
    text, codes = tree
    found = [(code.code_id, code.parent) for code in read(text).codes]
    assert sorted(found) == sorted(codes)
    places = {name: place for place, (name, _) in enumerate(found)}
    assert all(places[parent] < places[name] for name, parent in found if parent)


@given(st.lists(words, min_size=1, max_size=5), st.randoms())
def test_the_order_of_the_entries_of_a_list_changes_no_rule(entries: list[str], random: Random) -> None:
    mixed = entries.copy()
    random.shuffle(mixed)
    one, other = ("{a: ['" + "', '".join(some) + "']}" for some in (entries, mixed))
    assert ids_of("@a", lists=one) == ids_of("@a", lists=other)


PAGE = (Path(__file__).parents[2] / "docs" / "codebook.md").read_text("utf-8")


def test_the_codebook_on_the_page_is_read() -> None:
    book = read(PAGE.split("```yaml\n")[1].split("```")[0])
    assert [code.code_id for code in book.codes] == ["not_listened_to", "promises_broken", "letters_lost"]


def test_the_page_names_every_key_and_no_other() -> None:
    table = PAGE.split("| key |")[1].split("\n\n")[0]
    keys = {key for line in table.splitlines()[2:] for key in re.findall(r"`(\w+)`", line.split("|")[1])}
    known = {key for model in (CodebookFile, ThemeEntry, CodeEntry) for key in model.model_fields}
    assert keys == known


@pytest.mark.parametrize("row", PAGE.split("| you write |")[1].split("\n\n")[0].splitlines()[2:8])
def test_what_the_page_says_of_quotation_marks_is_so(row: str) -> None:
    written, outcome, better = (cell.strip() for cell in row.strip("|").split("|"))
    wrong, right = (cell.strip("`").removeprefix("- ") for cell in (written, better))
    body = "themes:\n- id: t\n  codes:\n  - id: c\n"
    if wrong.startswith("colour"):
        assert problems_of(f"{body}    {wrong}\n")
        assert read(f"{body}    {right}\n").themes
        return
    before = f"lists: {{landlord: [x]}}\n{body}    match:\n    - "
    assert read(before + right + "\n").themes
    if outcome == "an error":
        assert problems_of(before + wrong + "\n")
    else:
        (code,) = read(before + wrong + "\n").codes
        assert code.rules[0].text in {"cuts", "flat"}
