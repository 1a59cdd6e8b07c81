"""Every row of the tables in ``docs/rules.md``: the rule finds something in these examples, and nothing in those."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

import pytest
import yaml
from tests.match.both_matchers import MATCHERS, NEEDS_MODEL, find, make_source
from tests.match.sample_study import REPOSITORY

from interview_coder.model.source import Participant, Role, Source, Turn
from interview_coder.rules import parse_rule

PAGE = (REPOSITORY / "docs" / "rules.md").read_text(encoding="utf-8")
FINDS, DOES_NOT_FIND = "finds", "does not find"
ASKING: Mapping[str, Role] = {"Interviewer": "interviewer", "Moderator": "moderator"}
CELL_BORDER = re.compile(r"(?<!\\)\|")
SPEAKER = re.compile(r"(?P<speaker>[A-Z][a-z]+(?: [a-z]+)?): (?P<speech>.+)")


class Row(NamedTuple):
    """A row of a table: a rule with examples."""

    line: int
    rule: str
    finds: tuple[str, ...]
    does_not_find: tuple[str, ...]


def read_rows() -> Iterator[Row]:
    """Yield the rows of the tables that say what a rule finds."""
    columns: dict[str, int] = {}
    for number, line in enumerate(PAGE.split("\n"), start=1):
        cells = [cell.strip().replace("\\|", "|") for cell in CELL_BORDER.split(line)[1:-1]]
        if not cells:
            columns = {}
        elif FINDS in cells:
            columns = {name: place for place, name in enumerate(cells)}
        elif columns and set(cells[0]) != {"-"}:
            rule = cells[columns[FINDS] - 1]
            assert rule.startswith("`"), f"line {number}: the rule stands in backticks"
            assert rule.endswith("`"), f"line {number}: one row is one rule"
            examples = [tuple(map(str.strip, cells[columns[name]].split(";"))) for name in (FINDS, DOES_NOT_FIND)]
            yield Row(number, rule.strip("`"), *examples)


def read_lists() -> dict[str, tuple[str, ...]]:
    (block,) = re.findall(r"```yaml\n(lists:\n.*?)```", PAGE, re.DOTALL)
    return {name: tuple(entries) for name, entries in yaml.safe_load(block)["lists"].items()}


def make_talk(example: str) -> tuple[Source, dict[str, Participant]]:
    """Make a source of an example, in which everybody speaks for the group that is named; a tenant, if none is."""
    speakers = []
    speeches = []
    for turn in example.split(" / "):
        found = SPEAKER.fullmatch(turn)
        speakers.append(found["speaker"] if found else "Tenant")
        speeches.append(found["speech"] if found else turn)
    source = make_source(*(f"P: {speech}" for speech in speeches))
    turns = [take_role(turn, speaker) for turn, speaker in zip(source.turns, speakers, strict=True)]
    return replace(source, turns=tuple(turns)), {name: Participant(name, name) for name in speakers}


def take_role(turn: Turn, speaker: str) -> Turn:
    role = ASKING.get(speaker, "participant")
    return turn._replace(speaker=speaker, role=role, participant=speaker if role == "participant" else None)


def count_hits(matcher: str, rule: str, example: str) -> int:
    source, participants = make_talk(example)
    return len(find(matcher, [rule], source, read_lists(), participants=participants)[rule])


def asks_for_a_part_of_speech(rule: str) -> bool:
    return re.search(r"/(noun|verb|adjective|adverb|name|number)\b", rule) is not None


ROWS = [
    pytest.param(row, id=f"line {row.line}", marks=[NEEDS_MODEL] if asks_for_a_part_of_speech(row.rule) else [])
    for row in read_rows()
]


def test_the_page_has_tables_of_examples() -> None:
    assert len(ROWS) > 60
    assert {"landlord", "listen"} <= set(read_lists())


@pytest.mark.parametrize("matcher", MATCHERS)
@pytest.mark.parametrize("row", ROWS)
def test_a_rule_of_the_page_finds_what_the_page_says(matcher: str, row: Row) -> None:
    found = {example: count_hits(matcher, row.rule, example) for example in row.finds + row.does_not_find}
    assert [example for example in row.finds if not found[example]] == []
    assert [example for example in row.does_not_find if found[example]] == []


def test_every_clause_and_operator_of_the_language_stands_in_a_row() -> None:
    written = " ".join(row.rule for row in read_rows())
    signs = ("AND", "NOT", "EXCEPT", "NEAR", "THEN", "BY", "ASKED", "ONLY", "UNLESS")
    in_the_turn = ("NEAR/turn", "THEN/turn", "AND/turn", "NOT/turn")
    assert [sign for sign in signs + in_the_turn if sign not in written.split()] == []


@pytest.mark.parametrize("row", ROWS)
def test_a_rule_of_the_page_can_be_read(row: Row) -> None:
    assert parse_rule(row.rule)
