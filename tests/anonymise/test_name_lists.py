"""The names of the census are in the package, and are asked for as people write them."""

from __future__ import annotations

from importlib.resources import files

import pytest

from interview_coder.anonymise.name_lists import is_given_name, is_surname

LISTS = files("interview_coder.anonymise") / "census_names"


@pytest.mark.parametrize(("file", "first"), [("given_names.txt", "james"), ("surnames.txt", "smith")])
def test_each_list_has_a_name_a_line_once_the_most_frequent_first(file: str, first: str) -> None:
    names = (LISTS / file).read_text(encoding="ascii").splitlines()
    assert names[0] == first
    assert len(set(names)) == len(names)
    assert all(name.isalpha() and name.islower() and len(name) > 2 for name in names)


def test_the_lists_say_where_they_are_from_and_how_many_names_they_have() -> None:
    told = (LISTS / "README.md").read_text(encoding="utf-8")
    for file in ("given_names.txt", "surnames.txt"):
        assert f"{len((LISTS / file).read_text().splitlines()):,}" in told
    assert "public domain" in told


def test_names_of_the_census_are_known_and_words_of_grammar_are_none() -> None:
    assert is_given_name("guadalupe")
    assert is_surname("zuniga")
    assert not is_surname("the")
