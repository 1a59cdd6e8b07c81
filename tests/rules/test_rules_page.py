"""The page on rules can be read by a program: what its rows find is held by the tests of the matcher."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from interview_coder.model.coding import STANCES
from interview_coder.rules import (
    MAX_NESTING,
    MAX_OPERATORS,
    MAX_PLAIN_PHRASES,
    MAX_RULE,
    PARTS_OF_SPEECH,
    find_circles,
    list_names,
    parse_entry,
    parse_rule,
    phrases_of,
    spell_out,
)
from interview_coder.rules.patterns import MAX_BETWEEN
from interview_coder.rules.reader import MAX_REGEXES
from interview_coder.rules.word_regex import MAX_REGEX

PAGE = (Path(__file__).parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")
LISTS = {
    name: tuple(parse_entry(entry.strip(" '")) for entry in entries.split(","))
    for name, entries in re.findall(r"^  (\w+): \[(.*)\]$", PAGE, re.MULTILINE)
}


def read_rows() -> Iterator[dict[str, str]]:
    """Yield the rows of all tables that have rules in them, by the names of their columns."""
    names: list[str] = []
    for line in PAGE.splitlines():
        cells = [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if not cells:
            names = []
        elif not names:
            names = cells
        elif "you write" in names and not set(line) <= set("|-: "):
            yield dict(zip(names, cells, strict=True))


ROWS = list(read_rows())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["you write"])
def test_every_rule_of_the_page_can_be_read_and_has_examples(row: dict[str, str]) -> None:
    rule = re.fullmatch(r"`(.+)`", row["you write"])
    assert rule is not None
    tree = parse_rule(rule[1])
    assert {name.name for name in list_names(tree)} <= set(LISTS)
    for phrase in phrases_of(tree):
        assert spell_out(phrase, LISTS)
    for column in ("finds", "does not find"):
        assert all(example.strip() for example in row[column].split(";"))


def test_the_page_has_a_row_for_every_operator_clause_stance_and_part_of_speech() -> None:
    rules = " ".join(row["you write"] for row in ROWS)
    operators = ("NEAR ", "NEAR/3", "NEAR/turn", "THEN ", "THEN/4", "THEN/turn", "AND ", "AND/turn")
    others = ("NOT ", "NOT/turn", "EXCEPT ", "BY ", "ASKED ", "ONLY ", "UNLESS ", "@", "=", "* ", "?", "|")
    assert [word for word in (*operators, *others) if word not in rules] == []
    assert [word for word in (*STANCES, *PARTS_OF_SPEECH) if f"`{word}`" not in PAGE] == []


def test_the_page_turns_ten_intentions_and_more_into_rules() -> None:
    assert sum("you want" in row for row in ROWS) >= 10


def test_the_lists_of_the_page_go_round_in_no_circle() -> None:
    assert LISTS
    assert not find_circles(LISTS)


def test_the_page_says_the_limits_that_hold() -> None:
    limits = PAGE[PAGE.index("## Limits") :]
    for limit in (MAX_RULE, MAX_OPERATORS, MAX_NESTING, MAX_BETWEEN, MAX_REGEXES, MAX_REGEX, MAX_PLAIN_PHRASES):
        assert f"{limit:,} " in limits
