from __future__ import annotations

import pytest

from interview_coder.errors import InputError, Problem
from interview_coder.project.located_yaml import read_yaml


def faults_of(text: str) -> list[Problem]:
    """Tell what is wrong with a text as YAML."""
    with pytest.raises(InputError) as caught:
        read_yaml(text.encode(), file="f.yml")
    return list(caught.value.problems)


@pytest.mark.parametrize(
    ("entry", "advice"),
    [
        ("*ism", "'*ism …'"),
        ("*ism NEAR trust", "'*ism"),
        ("@council NEAR trust", "'@people NEAR trust'"),
        ('"cuts" NEAR budget', "'\"cuts\" NEAR budget'"),
        ("'don't trust'", "'don''t'"),
        ("!important", "'!important …'"),
        ("% of people", "'% more'"),
        ("`word`", "'`word`'"),
        ("| more", "'| more'"),
        ("> more", "'> more'"),
        ("[laughs] no", "'[laughs]'"),
        ("{laughs} no", "'{laughs}'"),
        ("a: b: c", "needs quotation marks"),
    ],
)
@pytest.mark.parametrize("before", ["- ", "key: ", "- key: ", "a:\n  - b:\n      - "])
def test_text_that_yaml_takes_for_something_else_is_told_how_to_be_quoted(entry: str, advice: str, before: str) -> None:
    text = f"{before}{entry}\n"
    problems = faults_of(text)
    assert any(advice in problem.fix for problem in problems), problems
    assert {problem.place.line for problem in problems} <= {text.count("\n"), text.count("\n") + 1}


@pytest.mark.parametrize(
    "text", ["a: x\n\tb: y\n", "codes:\n\t- name: A\n", "a:\r\n  - b\r\n \t- c\r\n", "a:\n\t\tb: c\n"]
)
def test_a_tab_is_called_a_tab(text: str) -> None:
    (problem,) = faults_of(text)
    assert "a tab stands where only spaces can" in problem.message
    assert "spaces, not with tabs" in problem.fix


def test_tabs_elsewhere_are_no_fault() -> None:
    assert read_yaml(b"a:\tx\ty\t# c\nb: [c,\td]\n", file="f.yml").value == {"a": "x\ty", "b": ["c", "d"]}


@pytest.mark.parametrize(
    ("text", "place", "character"),
    [
        ("a: \x00b", "f.yml:1:4", "U+0000"),
        ("a: b\r\nc:\x1b", "f.yml:2:3", "U+001B"),
        ("a: b\rc: d\n\ne\uffff", "f.yml:4:2", "U+FFFF"),
        ("\ufeffa\x80", "f.yml:1:2", "U+0080"),
    ],
)
def test_a_character_that_no_yaml_may_hold_is_told_by_its_number(text: str, place: str, character: str) -> None:
    (problem,) = faults_of(text)
    assert str(problem.place) == place
    assert character in problem.message


def test_a_second_document_is_told() -> None:
    (problem,) = faults_of("a: x\n...\n---\nb: y\n")
    assert (str(problem.place), problem.fix) == ("f.yml:3:1", 'remove the line "---"')
