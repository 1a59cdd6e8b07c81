"""A rule that somebody would write or remove → what the study gains and loses by it, before anything is written."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from interview_coder.codebook_comparing import compare_codebooks, compare_on_corpus
from interview_coder.codebook_testing import Outcome, try_examples
from interview_coder.concordance import find_in_context
from interview_coder.ingest.codebook_editing import add_rule, remove_rule
from interview_coder.ingest.codebook_yaml import read_codebook
from interview_coder.model.codebook import Code
from interview_coder.model.coding import Coding
from interview_coder.model.comparison import CellChange, CodingChange, CodingChangeKind
from interview_coder.model.concordance import ContextLine, GroupCount
from interview_coder.model.review import Stretch
from interview_coder.reviewing.desk import Desk
from interview_coder.reviewing.queue import CHANGED, STATES
from interview_coder.standing.suggestions import Suggested, judge

Edit = Literal["add", "remove"]
EDITS = {"add": add_rule, "remove": remove_rule}
"""What can be done with a rule → what makes the new codebook."""
_KINDS: tuple[CodingChangeKind, ...] = ("gained", "lost", "changed")


class TriedLine(NamedTuple):
    """A place where the rule holds.

    Parameters
    ----------
    becomes : str
        ``new`` where nothing is suggested for the code so far, ``lost`` where nothing is any more, ``yours`` where the
        coder put the code herself; else what she made of the suggestion that is there already.
    """

    line: ContextLine
    becomes: str


class TriedGroup(NamedTuple):
    """The places of one stakeholder type, the first of each speaker before the second of any."""

    counts: GroupCount
    lines: tuple[TriedLine, ...]


@dataclass(frozen=True, slots=True)
class RuleTrial:
    """What becomes of a study when a rule is written or removed.

    Parameters
    ----------
    edit : {"add", "remove"}
    total : GroupCount
        Of all hits of the rule; its stakeholder type is empty.
    groups : tuple of TriedGroup
        By stakeholder type.
    gained, lost, changed : tuple of CodingChange
        Suggestions for the code: those that come, go, or are there with other borders, words, stance or rules.
    states : mapping of str to int
        What the coder made of those that go or change → how many.
    n_back : int
        How many would be put to her again though she decided on them.
    cells : tuple of CellChange
        Stakeholder types by whom the theme is raised otherwise.
    examples : tuple of Outcome
        What the rule alone finds of the examples and counter-examples of the code.
    remarks : tuple of str
        Why nothing is found, as far as it can be told, and what in the rule is odd.
    """

    edit: Edit
    rule: str
    total: GroupCount
    groups: tuple[TriedGroup, ...]
    gained: tuple[CodingChange, ...]
    lost: tuple[CodingChange, ...]
    changed: tuple[CodingChange, ...]
    states: Mapping[str, int]
    n_back: int
    cells: tuple[CellChange, ...]
    examples: tuple[Outcome, ...]
    remarks: tuple[str, ...]

    def count_examples(self, kind: str) -> tuple[int, int]:
        """Return how many examples or counter-examples the rule finds, and how many there are."""
        found = [bool(one.findings) for one in self.examples if one.example.kind == kind]
        return sum(found), len(found)


def try_rule(desk: Desk, code_id: str, rule: str, edit: Edit, *, limit: int | None = 20) -> RuleTrial:
    """Tell what becomes of a study when a rule is written for a code, or removed from it.

    Parameters
    ----------
    limit : int, optional
        So many places of each stakeholder type are shown at most; all are counted.

    Raises
    ------
    InputError
        When the rule cannot be read, with a caret under the place; when it stands there already, or not at all; when
        there is no such code.
    """
    rule = rule.strip()
    found = find_in_context(desk.inputs, rule, limit=limit)
    before = desk.codebook
    after = read_codebook(EDITS[edit](desk.inputs.raw_codebook.encode(), code_id, rule))
    corpus = compare_on_corpus(before, after, compare_codebooks(before, after), desk.inputs)
    gained, lost, changed = (tuple(one for one in corpus.codings if one.kind == kind) for kind in _KINDS)
    lines = [_tell_line(desk, code_id, line, gained, lost) for line in found.lines]
    return RuleTrial(
        edit=edit,
        rule=rule,
        total=found.total,
        groups=tuple(_group(found.groups, lines)),
        gained=gained,
        lost=lost,
        changed=changed,
        states=Counter(_find_state(desk, one) for one in (*lost, *changed)),
        n_back=sum(_comes_back(desk, coding) for one in (*gained, *changed) for coding in one.after),
        cells=tuple(cell for cell in corpus.cells if cell.gaining or cell.losing),
        examples=_try_examples(desk, desk.codes[code_id], rule),
        remarks=found.remarks,
    )


def _find_state(desk: Desk, change: CodingChange) -> str:
    """Return what the coder made of a suggestion that there is."""
    rows = [desk.columns.row_of[one.coding_id] for one in change.before if one.coding_id in desk.columns.row_of]
    return STATES[desk.states[rows[0]]] if rows else STATES[0]


def _comes_back(desk: Desk, coding: Coding) -> bool:
    """Whether a suggestion is put to the coder again, which was not so far; the desk that is opened then says so."""
    standings = desk.standings.get(coding.source_id)
    own = standings.by_source.get(coding.source_id, ()) if standings else ()
    stretch = Stretch(coding.source_id, coding.code_id, coding.start, coding.end)
    rules = {one.rule_id for one in coding.evidence}
    row = desk.columns.row_of.get(coding.coding_id)
    was_back = row is not None and desk.states[row] == CHANGED
    return not was_back and any(
        judged.why and not judged.is_superseded for _, judged in judge([Suggested(stretch, 0, lambda: rules)], own)
    )


def _tell_line(
    desk: Desk, code_id: str, line: ContextLine, gained: Sequence[CodingChange], lost: Sequence[CodingChange]
) -> TriedLine:
    standings = desk.standings.get(line.source_id)
    for one in standings.by_source.get(line.source_id, ()) if standings else ():
        stretch = one.stretch
        if one.status == "added" and stretch.code_id == code_id and _overlap(line, stretch.start, stretch.end):
            return TriedLine(line, "yours")
    for changes, told in ((gained, "new"), (lost, "lost")):
        if any(one.shown.source_id == line.source_id and _overlap(line, one.start, one.end) for one in changes):
            return TriedLine(line, told)
    columns, code = desk.columns, desk.columns.code_ids.index(code_id)
    for row in columns.rows_of(desk.source_places[line.source_id]):
        if columns.codes[row] == code and _overlap(line, int(columns.starts[row]), int(columns.ends[row])):
            return TriedLine(line, STATES[desk.states[row]])
    return TriedLine(line, "new")


def _overlap(line: ContextLine, start: int, end: int) -> bool:
    return line.start < end and start < line.end


def _group(counts: Sequence[GroupCount], lines: Sequence[TriedLine]) -> Iterator[TriedGroup]:
    for count in counts:
        if count.n_hits:
            own = (one for one in lines if one.line.stakeholder_type == count.stakeholder_type)
            yield TriedGroup(count, tuple(own))


def _try_examples(desk: Desk, code: Code, rule: str) -> tuple[Outcome, ...]:
    """Try the examples of a code with one rule alone."""
    alone = {"id": code.code_id, "match": [rule], "examples": code.examples, "counter_examples": code.counter_examples}
    lists = {name: list(entries) for name, entries in desk.codebook.lists.items()}
    themes = [{"id": code.theme_id, "codes": [alone]}]
    raw = json.dumps({"lists": lists, "themes": themes}, ensure_ascii=False).encode()
    kinds = {one.stakeholder_type for one in desk.inputs.participants.values()}
    report = try_examples(raw, desk.inputs.library.language, stakeholder_types=kinds)
    return report.codes[0].outcomes
