"""What is written as YAML is read back the same, in whatever style."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.project.located_yaml import read_yaml
from interview_coder.project.yaml_writing import fold, is_printable, write_line

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.text(
    " -:#'\"|>*&!%@{}[]?,\\\t\nab~", max_size=12
)


@given(texts, st.sampled_from(["'", '"', "a"]))
def test_a_text_on_one_line_is_read_back_the_same(text: str, like: str) -> None:
    for before, after, in_flow in (("- ", "", False), ("[", "]", True), ("- {k: ", "}", True)):
        written = write_line(text, like=like, in_flow=in_flow)
        value = read_yaml(f"{before}{written}{after} # note\n".encode(), file="f.yml").value[0]
        assert (value["k"] if isinstance(value, dict) else value) == text
        assert "\n" not in written


@given(texts, st.sampled_from(["'", '"', "a"]))
def test_other_programs_read_it_as_the_same_text(text: str, like: str) -> None:
    assert yaml.safe_load(f"- {write_line(text, like=like, in_flow=False)}\n") == [text]


@pytest.mark.parametrize(
    "text", ["no", "Null", "1.10", "2024-01-31", "", "~", "a: b", "a #b", "- a", " a", "it's", "é:"]
)
def test_what_could_be_taken_for_something_else_is_quoted(text: str) -> None:
    assert write_line(text, like="a", in_flow=False)[0] in "'\""


@pytest.mark.parametrize("text", ["rent", "rent NEAR/4 rise", "Who said what (and when)", "Café"])
def test_what_is_plainly_text_stays_plain_beside_plain_text(text: str) -> None:
    assert write_line(text, like="a", in_flow=False) == text
    assert write_line(text, like="'", in_flow=False) == f"'{text}'"
    assert write_line(text, like='"', in_flow=False) == f'"{text}"'


@given(st.lists(st.text("abé-", min_size=1, max_size=60), min_size=1, max_size=30), st.integers(40, 100))
def test_lines_that_were_folded_are_the_text_again(words: list[str], width: int) -> None:
    text = " ".join(words)
    lines = fold(text, width=width)
    assert lines is not None
    assert all(len(line) <= width or " " not in line for line in lines)
    body = "".join(f"  {line}\n" for line in lines)
    assert read_yaml(f"k: >-\n{body}".encode(), file="f.yml").value == {"k": text}


def test_a_text_is_printable_if_yaml_needs_no_numbers_for_it() -> None:
    assert is_printable('A "quotation",\nand\ta tab; é🙂')
    assert not any(is_printable(f"a{sign}b") for sign in "\x07\x7f\x85\u2028\ufeff\ufffe")
