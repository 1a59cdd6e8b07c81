from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.ingest.document import lines_of
from interview_coder.ingest.front_matter import read_front_matter

TALK = "I: Well?\nP01: No."


def read(text: str) -> tuple[dict[str, str], int]:
    return read_front_matter(lines_of(text))


def test_a_block_between_two_lines_of_dashes_gives_attributes() -> None:
    assert read(f"---\nsite: North\ninterview: 7\n---\n{TALK}") == ({"site": "North", "interview": "7"}, 4)


def test_three_dots_may_end_the_block() -> None:
    assert read(f"---\nsite: North\n...\n{TALK}") == ({"site": "North"}, 3)


def test_empty_lines_may_stand_above_the_block() -> None:
    assert read(f"\n\n---\nsite: North\n---\n{TALK}") == ({"site": "North"}, 5)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("North", "North"),
        ("7", "7"),
        ("2018-03-02", "2018-03-02"),
        ("[Ana, Ben]", "Ana, Ben"),
        ("", ""),
        ('"3 May: late"', "3 May: late"),
        ("|\n  one\n  two", "one\ntwo"),
        ("Café – süd", "Café – süd"),
    ],
)
def test_values_are_shown_as_they_are_written(value: str, shown: str) -> None:
    attributes, _ = read(f"---\nwhat: {value}\n---\n{TALK}")
    assert attributes["what"].strip() == shown


@pytest.mark.parametrize(
    "text",
    [
        TALK,
        "",
        "\n\n",
        f"---\n{TALK}",
        f"--- \n{TALK}\nno end",
        f"---\njust words\n---\n{TALK}",
        f"---\n- a\n- b\n---\n{TALK}",
        f"---\nsite: [North\n---\n{TALK}",
        f"---\nsite: a\nsite: b\n---\n{TALK}",
        f"----\nsite: North\n----\n{TALK}",
        f"{TALK}\n---\nsite: North\n---",
    ],
)
def test_what_is_no_such_block_is_left_to_be_read_as_talk(text: str) -> None:
    assert read(text) == ({}, 0)


def test_a_block_that_is_too_long_to_be_one_is_none() -> None:
    fields = "\n".join(f"key_{n}: {n}" for n in range(300))
    assert read(f"---\n{fields}\n---\n{TALK}") == ({}, 0)


keys = st.from_regex(r"[a-z]{1,8}", fullmatch=True).filter(lambda key: key not in {"y", "n", "yes", "no", "on", "off"})
values = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=20)


@given(st.dictionaries(keys, values.map(str.strip), min_size=1, max_size=6))
def test_whatever_is_written_is_read_back(fields: dict[str, str]) -> None:
    written = "\n".join(f"{key}: '{value.replace(chr(39), chr(39) * 2)}'" for key, value in fields.items())
    assert read(f"---\n{written}\n---\n{TALK}") == (fields, len(fields) + 2)


@given(st.text(st.sampled_from("-:.[]{}&*!|>'\"%@`#ab \n"), max_size=60))
def test_any_block_is_read_or_left(inside: str) -> None:
    lines = lines_of(f"---\n{inside}\n---\n{TALK}")
    attributes, first = read_front_matter(lines)
    assert 0 <= first < len(lines)
    assert bool(first) or not attributes
    assert all(isinstance(value, str) for value in attributes.values())


def test_half_an_emoji_in_the_front_matter_becomes_a_question_mark() -> None:
    fields, first = read_front_matter(lines_of('---\nsite: "North \\ud83d"\n---\nI: Well?'))
    assert fields == {"site": "North ?"}
    assert first == 3
