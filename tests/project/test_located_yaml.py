from __future__ import annotations

from typing import Annotated, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field

from interview_coder.errors import InputError, Place, Problem
from interview_coder.project.located_yaml import (
    MAX_BYTES,
    LocatedYaml,
    check_against,
    locate_yaml,
    read_yaml,
)
from interview_coder.project.yaml_building import MAX_DEPTH, MAX_VALUES


class Leaf(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str
    words: tuple[str, ...] = ()


class Tree(BaseModel):
    model_config = ConfigDict(extra="forbid")
    title: str = ""
    size: Annotated[int, Field(ge=0, le=9)] = 0
    kind: Literal["oak", "birch", "beech"] = "oak"
    nest: Leaf | None = None
    leaves: tuple[Leaf, ...] = ()
    lists: dict[str, tuple[str, ...]] = {}


def read(text: str) -> LocatedYaml:
    return read_yaml(text.encode(), file="f.yml")


def faults_of(text: str | bytes) -> list[Problem]:
    """Tell what is wrong with a text as YAML."""
    with pytest.raises(InputError) as caught:
        read_yaml(text if isinstance(text, bytes) else text.encode(), file="f.yml")
    return list(caught.value.problems)


def misfits_of(text: str) -> list[tuple[str, str, str]]:
    """Tell what of a text does not fit a tree: place, message and fix."""
    value, problems = check_against(Tree, read(text))
    assert (value is None) == bool(problems)
    return [(str(problem.place), problem.message, problem.fix) for problem in problems]


def test_every_scalar_stays_the_text_that_was_written() -> None:
    words = ["no", "1.0", "2018-01-31", "0x10", "true", "null", "010", "~", "12:30", "1.10", ".inf", "<<", "=NHS"]
    assert read("".join(f"- {word}\n" for word in words)).value == words
    assert read("[" + ", ".join(words) + "]").value == words
    assert read("a: 'x'\nb: !!int 5\n").value == {"a": "x", "b": "5"}


def test_a_value_that_was_left_out_is_none_and_an_empty_text_is_not() -> None:
    assert read("a:\nb: # nothing\nc: ''\nd: \"\"\n").value == {"a": None, "b": None, "c": "", "d": ""}


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n"])
def test_an_empty_document_has_no_value(text: str) -> None:
    assert read(text).value is None


def test_folded_and_literal_text_is_kept_whole() -> None:
    document = read("a: >\n  one\n  two\n\n  three\nb: |\n  one\n  two\nc: one\n  two\n")
    assert document.value == {"a": "one two\nthree\n", "b": "one\ntwo\n", "c": "one two"}


def test_every_value_and_key_has_its_place() -> None:
    document = read("# a comment\ntitle: x\nleaves:\n  - name: a\n    words: [b, c]\n")
    assert document.place(("title",)) == Place("f.yml", 2, 8)
    assert document.place(("title",), of_key=True) == Place("f.yml", 2, 1)
    assert document.place(("leaves", 0)) == Place("f.yml", 4, 5)
    assert document.place(("leaves", 0, "words", 1)) == Place("f.yml", 5, 16)
    assert document.place(("leaves", 0, "words"), of_key=True) == Place("f.yml", 5, 5)


def test_a_missing_value_is_placed_at_its_nearest_known_parent() -> None:
    document = read("leaves:\n  - name: a\n")
    assert document.place(("leaves", 0, "words", 7)) == Place("f.yml", 2, 5)
    assert document.place(("elsewhere",)) == Place("f.yml", 1, 1)


def test_places_count_signs_and_not_bytes() -> None:
    document = read("a: {é🙂: x, b: y}\n")
    assert document.place(("a", "b")) == Place("f.yml", 1, 15)


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n"])
def test_the_ends_of_lines_do_not_move_places(ends: str) -> None:
    assert read(ends.join(["a: x", "b:", "  - y"])).place(("b", 0)) == Place("f.yml", 3, 5)


def test_a_byte_order_mark_is_no_part_of_the_first_key() -> None:
    assert read_yaml("\ufeffa: x".encode(), file="f.yml").value == {"a": "x"}


def test_every_key_that_stands_twice_is_told_where_it_stands_again() -> None:
    problems = faults_of("a: 1\nb: {c: 1, c: 2}\na: 3\na: 4\n")
    assert [(str(problem.place), problem.message) for problem in problems] == [
        ("f.yml:2:11", 'the key "c" stands here a second time'),
        ("f.yml:3:1", 'the key "a" stands here a second time'),
        ("f.yml:4:1", 'the key "a" stands here a second time'),
    ]
    assert all(problem.fix for problem in problems)


def test_the_same_key_may_stand_in_two_mappings() -> None:
    assert read("a: {x: 1}\nb: {x: 2}\n").value == {"a": {"x": "1"}, "b": {"x": "2"}}


def test_an_alias_is_the_value_of_its_anchor() -> None:
    assert read("a: &words [x, y]\nb: *words\n").value == {"a": ["x", "y"], "b": ["x", "y"]}


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("a: &x [*x]", 1, 4), ("a: &x {b: *x}", 1, 4), ("a:\n  - &x\n    - b: [c, *x]\n", 2, 5)],
)
def test_an_alias_that_contains_itself_is_told(text: str, line: int, column: int) -> None:
    (problem,) = faults_of(text)
    assert (problem.place.line, problem.place.column) == (line, column)
    assert "contains itself" in problem.message


def test_values_may_be_nested_as_deep_as_is_said_and_no_deeper() -> None:
    assert read("[" * MAX_DEPTH + "x" + "]" * MAX_DEPTH).value
    (problem,) = faults_of("[" * (MAX_DEPTH + 1) + "x" + "]" * (MAX_DEPTH + 1))
    assert (problem.place.line, problem.place.column) == (1, MAX_DEPTH + 2)
    assert f"more than {MAX_DEPTH} deep" in problem.message


@pytest.mark.parametrize("sign", ["[", "{", "- ", "? ", "{a: ", "[[], "])
def test_values_that_are_nested_deeper_than_python_can_go_are_told(sign: str) -> None:
    (problem,) = faults_of(sign * 100_000)
    assert f"more than {MAX_DEPTH} deep" in problem.message


def test_aliases_that_make_a_chain_are_as_deep_as_what_they_repeat() -> None:
    lines = ["a0: &a0 [x]", *(f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, MAX_DEPTH))]
    (problem,) = faults_of("\n".join(lines))
    assert f"more than {MAX_DEPTH} deep" in problem.message


def test_aliases_that_multiply_are_stopped() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    (problem,) = faults_of("\n".join(lines))
    assert (problem.place.line, problem.message) == (
        6,
        f"with what aliases repeat, the file holds more than {MAX_VALUES:,} values",
    )


def test_a_file_of_too_many_values_is_read_no_further() -> None:
    (problem,) = faults_of("- x\n" * (MAX_VALUES + 5))
    assert (problem.place.line, problem.message) == (MAX_VALUES, f"the file holds more than {MAX_VALUES:,} values")


def test_a_file_that_is_too_large_is_not_read() -> None:
    (problem,) = faults_of(b"#" * (MAX_BYTES + 1))
    assert "5 MB" in problem.message


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: b: c", "f.yml:1:5"),
        ("a: x\n\tb: y\n", "f.yml:2:1"),
        ("a: x\nb: [y\n", "f.yml:3:1"),
        ("a: 'x\n", "f.yml:2:1"),
        ("a: x\nb: *y\n", "f.yml:2:4"),
        ("a: x\n  b: y\n", "f.yml:2:4"),
        ("a: @x\n", "f.yml:1:4"),
        ("a: 1\n---\nb: 1\n", "f.yml:2:1"),
        ("a: x\nb: \x07\n", "f.yml:2:4"),
        ("a: x\r\nb: \r\n  é\x00", "f.yml:3:4"),
        ("a: &x 1\nb: [*x]\nc: }\n", "f.yml:3:4"),
    ],
)
def test_a_fault_of_syntax_is_told_at_its_place(text: str, place: str) -> None:
    (problem,) = faults_of(text)
    assert str(problem.place) == place
    assert problem.message.startswith("this is no valid YAML")
    assert problem.fix


def test_a_key_that_is_no_word_is_told() -> None:
    (problem,) = faults_of("a: x\n? [b, c]\n: y\n")
    assert (str(problem.place), problem.message) == ("f.yml:2:3", "a key must be a word")


@pytest.mark.parametrize(
    ("text", "place", "tag"),
    [
        ("a: !!python/object/apply:os.system ['echo no']", "f.yml:1:4", "!!python/object/apply:os.system"),
        ("- x\n- !important\n", "f.yml:2:3", "!important"),
        ("- !important rules\n", "f.yml:1:3", "!important"),
        ("a: !!binary aGFsbG8=", "f.yml:1:4", "!!binary"),
        ("!x k: v", "f.yml:1:1", "!x"),
        ("a: !x {b: c}", "f.yml:1:4", "!x"),
    ],
)
def test_a_tag_is_told_and_makes_no_object(text: str, place: str, tag: str) -> None:
    (problem,) = faults_of(text)
    assert (str(problem.place), problem.message) == (
        place,
        f'"{tag}" is read as a tag of YAML, which has no meaning here',
    )
    assert "quotation marks" in problem.fix


def test_the_tags_of_plain_values_change_nothing() -> None:
    assert read("a: !!str 5\nb: !!seq [x]\nc: !!map {d: ! e}\n").value == {"a": "5", "b": ["x"], "c": {"d": "e"}}


def test_a_merge_key_is_a_key_like_any_other() -> None:
    assert read("a: &a {x: 1}\nb: {<<: *a, y: 2}\n").value["b"] == {"<<": {"x": "1"}, "y": "2"}


def test_bytes_that_are_no_utf8_are_told_with_their_line() -> None:
    (problem,) = faults_of(b"a: x\nb: caf\xe9\n")
    assert (str(problem.place), problem.message) == ("f.yml:2", "the text is not UTF-8")


def test_a_document_that_fits_becomes_an_instance() -> None:
    value, problems = check_against(Tree, read("title: no\nsize: 7\nkind: birch\nleaves: [{name: a, words: [b]}]\n"))
    assert problems == []
    assert value == Tree(title="no", size=7, kind="birch", leaves=(Leaf(name="a", words=("b",)),))


def test_an_empty_document_is_a_document_without_keys() -> None:
    assert check_against(Tree, read("")) == (Tree(), [])


def test_an_unknown_key_is_told_at_its_key_with_a_near_name() -> None:
    assert misfits_of("titel: x\nleaves:\n  - name: a\n    wordz: []\n") == [
        ("f.yml:4:5", 'unknown key "wordz"', 'did you mean "words"?'),
        ("f.yml:1:1", 'unknown key "titel"', 'did you mean "title"?'),
    ]


def test_an_unknown_key_without_a_near_name_is_told_with_those_that_can_stand_there() -> None:
    assert misfits_of("nest: {name: a, xyz: b}\n") == [
        ("f.yml:1:17", 'unknown key "xyz"', "keys that can stand here: name, words")
    ]


def test_a_missing_key_is_told_where_it_should_stand() -> None:
    assert misfits_of("leaves:\n  - words: [a]\n") == [("f.yml:2:5", '"name" is missing', 'add "name:"')]


@pytest.mark.parametrize(
    ("text", "place", "part"),
    [
        ("title: [a]", "f.yml:1:8", '"title" must be text'),
        ("title: {a: b}", "f.yml:1:8", '"title" must be text'),
        ("title:", "f.yml:1:7", '"title" must be text'),
        ("leaves: a", "f.yml:1:9", '"leaves" must be a list'),
        ("leaves: [{name: a, words: b}]", "f.yml:1:27", '"words" must be a list'),
        ("nest: a", "f.yml:1:7", '"nest" must have keys of its own'),
        ("lists: [a]", "f.yml:1:8", '"lists" must have keys of its own'),
        ("size: many", "f.yml:1:7", '"size": '),
        ("size: 12", "f.yml:1:7", "less than or equal to 9"),
        ("size: -1", "f.yml:1:7", "greater than or equal to 0"),
        ("kind: birch tree", "f.yml:1:7", "\"kind\" must be 'oak', 'birch' or 'beech'"),
    ],
)
def test_a_value_of_the_wrong_kind_is_told_at_its_place(text: str, place: str, part: str) -> None:
    ((told, message, _),) = misfits_of(text)
    assert told == place
    assert part in message


def test_a_near_choice_is_offered() -> None:
    assert misfits_of("kind: beach") == [
        ("f.yml:1:7", "\"kind\" must be 'oak', 'birch' or 'beech'", 'did you mean "beech"?')
    ]


@pytest.mark.parametrize("text", ["[a, b]", "just words"])
def test_a_document_that_has_no_keys_is_told_in_words(text: str) -> None:
    ((place, message, _),) = misfits_of(text)
    assert place == "f.yml:1:1"
    assert '""' not in message


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("leaves: [{name: a, words: [b, {c: d}]}]", "f.yml:1:31"),
        ("lists: {a: [b, [c]]}", "f.yml:1:16"),
        ("leaves: [{name: a}, b]", "f.yml:1:21"),
    ],
)
def test_an_entry_of_a_list_is_not_called_by_its_number_alone(text: str, place: str) -> None:
    ((told, message, _),) = misfits_of(text)
    assert told == place
    assert not any(message.startswith(f'"{number}"') for number in range(3))


def test_of_thousands_of_problems_the_first_are_told_and_that_there_are_more() -> None:
    problems = misfits_of("leaves:\n" + "- {nam: a}\n" * 3_000)
    assert len(problems) == 1_001
    assert ("f.yml", "there are more problems than these", "mend those that are told first") in problems


def test_all_that_does_not_fit_is_told_at_once() -> None:
    text = "titel: x\nsize: many\nkind: ok\nleaves:\n  - nam: a\n  - name: [a]\n"
    places = {place for place, _, _ in misfits_of(text)}
    assert places == {"f.yml:1:1", "f.yml:2:7", "f.yml:3:7", "f.yml:5:5", "f.yml:6:11"}


names = st.text(st.characters(categories=["L", "N"], max_codepoint=0x24F), min_size=1, max_size=6)
values = st.recursive(
    st.text(st.characters(exclude_categories=["C", "Z"]), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=8,
)


def write(value: object) -> str:
    """Write a value in YAML's flow style, every text in quotation marks."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{write(key)}: {write(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(write, value)) + "]"
    return "'" + str(value).replace("'", "''") + "'"


@given(values)
def test_what_is_written_as_yaml_is_read_back_the_same(value: object) -> None:
    assert read(write(value)).value == value


@given(values)
def test_every_value_stands_at_the_place_that_is_told_for_it(value: object) -> None:
    text = write(value)
    document = read(text)
    for path, (start, end, line, column) in document.spans.items():
        found: object = value
        for part in path:
            found = found[part]  # type: ignore[index]
        assert (line, column) == (1, start + 1)
        assert text[start:end] == write(found)
    for path, (start, end, _, _) in document.keys.items():
        assert text[start:end] == write(path[-1])


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=12), st.data())
def test_every_character_of_a_quoted_text_has_its_place(words: str, data: st.DataObject) -> None:
    escaped = "".join(f"\\U{ord(sign):08X}" if sign in '"\\' else sign for sign in words)
    for written in ("'" + words.replace("'", "''") + "'", f'"{escaped}"'):
        document = read(f"- x\n- {written}\n")
        assert document.value[1] == words
        offset = data.draw(st.integers(0, len(words)))
        place = document.place_within((1,), offset)
        rest = f"- {written}"[(place.column or 0) - 1 :]
        assert place.line == 2
        assert read(f"- {written[0]}{rest}").value == [words[offset:]]


@pytest.mark.parametrize(
    ("written", "offset", "column"),
    [
        ("a: one two", 4, 8),
        ("a: 'it''s so'", 5, 11),
        (r'a: "\"x\" y\u00e9z"', 6, 18),
        (r'a: "\x41\tb"', 2, 11),
        ("a: one\n  two", 4, 4),
        ("a: 'one\n  two'", 4, 4),
        ("a: >\n  one two", 4, 4),
        ("a: |-\n  one two", 4, 4),
        ("a: &x one two", 4, 4),
        ("a: !!str one", 2, 4),
        ("a: one", 99, 4),
        ("a: [one]", 0, 4),
    ],
)
def test_a_character_of_a_text_on_one_line_has_its_place_and_others_have_that_of_the_text(
    written: str, offset: int, column: int
) -> None:
    assert read(written).place_within(("a",), offset) == Place("f.yml", 1, column)


def test_what_an_alias_repeats_stands_where_it_was_written() -> None:
    document = read("a: &x [b, {c: d}]\ne:\n  f: *x\n")
    assert document.value["e"]["f"] == ["b", {"c": "d"}]
    assert document.place(("e", "f")) == Place("f.yml", 1, 4)
    assert document.place(("e", "f", 1, "c")) == Place("f.yml", 1, 15)
    assert document.place(("e", "f", 1, "c"), of_key=True) == Place("f.yml", 1, 12)
    assert document.place(("e", "f"), of_key=True) == Place("f.yml", 3, 3)
    assert document.place_within(("e", "f", 0), 0) == Place("f.yml", 1, 8)


def test_a_document_of_which_some_can_be_read_is_given_with_its_problems() -> None:
    document, problems = locate_yaml(b"a: 1\nb: !x [c]\na: {d: 2}\n? [e]\n: f\ng: *h\n", file="f.yml")
    assert document.value == {"a": "1", "b": ["c"], "g": None}
    assert [problem.place.line for problem in problems] == [2, 3, 4, 6]


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85"])
def test_a_line_end_that_editors_do_not_know_ends_no_line(sign: str) -> None:
    document = read(f"a: one{sign}two\nb: 'x{sign}y'\nc: |\n  z{sign}\ud7ff\ue000\nd: !x {sign}\n".replace("!x ", ""))
    assert document.value == {"a": f"one{sign}two", "b": f"x{sign}y", "c": f"z{sign}\ud7ff\ue000\n", "d": sign}
    assert document.place(("d",)) == Place("f.yml", 5, 4)


def test_half_an_emoji_becomes_a_question_mark_and_nothing_moves() -> None:
    text = '["\\ud83d\\uDE00x", "\\\\ud83d", y]'
    document = read(text)
    assert document.value == ["??x", "\\ud83d", "y"]
    assert document.text == text
    assert document.place((2,)) == Place("f.yml", 1, text.index("y") + 1)


@given(st.text(max_size=40) | st.text(" \t\n-:?[]{},'\"|>&*!#%@ab\u2028\ufeff", max_size=40))
def test_any_text_is_read_or_told_within_its_lines(text: str) -> None:
    raw = text.encode("utf-8", "surrogatepass")
    try:
        document, problems = locate_yaml(raw, file="f.yml")
    except InputError as error:
        problems = list(error.problems)
    else:
        assert all(0 <= start <= end <= len(document.text) for start, end, _, _ in document.spans.values())
    n_lines = len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    assert all(1 <= (problem.place.line or 1) <= n_lines + 1 for problem in problems)
    assert all(problem.fix for problem in problems)
