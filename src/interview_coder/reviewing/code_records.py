"""How a coder finds the rules of each code: right or wrong, so far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from interview_coder.model.codebook import Code, Rule, Theme
from interview_coder.reviewing.desk import Desk
from interview_coder.reviewing.progress import Progress, measure_progress
from interview_coder.reviewing.queue import CHANGED, DEFERRED, RIGHT, STATES, TO_DO, WRONG, count_states

if TYPE_CHECKING:
    from numpy.typing import NDArray


class RuleFigures(NamedTuple):
    """What became of the suggestions whose first words a rule found.

    Parameters
    ----------
    n_left : int
        Those that were not decided on.
    n_right, n_wrong : int
        Those that were accepted; those that were rejected, recoded or moved.
    """

    rule: Rule
    n_suggested: int
    n_left: int
    n_right: int
    n_wrong: int

    @property
    def is_mostly_wrong(self) -> bool:
        """Whether under half of what was decided on was right, and that was enough to say so."""
        return self.n_wrong > self.n_right and self.n_wrong + self.n_right >= FEWEST_DECIDED


FEWEST_DECIDED = 3
"""Of so many decisions at least a rule can be called mostly wrong."""


@dataclass(frozen=True, slots=True)
class CodeRecord:
    """A code with its figures.

    Parameters
    ----------
    depth : int
        1 for a code that stands directly in its theme, 2 for one below it.
    """

    code: Code
    depth: int
    progress: Progress
    rules: tuple[RuleFigures, ...]


@dataclass(frozen=True, slots=True)
class ThemeRecord:
    """A theme with its figures and codes."""

    theme: Theme
    progress: Progress
    codes: tuple[CodeRecord, ...]


def list_records(desk: Desk) -> list[ThemeRecord]:
    """Return every theme with its codes, in the order of the codebook."""
    progress = {(one.theme_id, one.code_id): one for one in measure_progress(desk)}
    rules = dict(_count_rules(desk))
    records = []
    for theme in desk.codebook.themes:
        depths = {"": 0}
        codes = []
        for code in theme.codes:  # a code stands before those below it
            depths[code.code_id] = depths[code.parent] + 1
            own = progress[theme.theme_id, code.code_id]
            codes.append(CodeRecord(code, depths[code.code_id], own, rules[code.code_id]))
        records.append(ThemeRecord(theme, progress[theme.theme_id, ""], tuple(codes)))
    return records


def list_doubtful(records: list[ThemeRecord]) -> list[tuple[Code, RuleFigures]]:
    """Return the rules that were wrong more often than right, those first that were wrong most often."""
    found = [
        (code.code, rule) for theme in records for code in theme.codes for rule in code.rules if rule.is_mostly_wrong
    ]
    return sorted(found, key=lambda one: -one[1].n_wrong)


def _count_rules(desk: Desk) -> Iterator[tuple[str, tuple[RuleFigures, ...]]]:
    """Yield each code with the figures of its rules; one rule can stand in several codes."""
    columns = desk.columns
    numbers = {rule_id: number for number, rule_id in enumerate(columns.rule_ids)}
    n_rules = len(columns.rule_ids)
    pairs = columns.codes * n_rules + columns.rules
    counts = count_states(desk.states, pairs, len(columns.code_ids) * n_rules)
    for place, code_id in enumerate(columns.code_ids):
        rules = desk.codes[code_id].rules
        yield code_id, tuple(_tell(rule, counts, place * n_rules, numbers.get(rule.rule_id)) for rule in rules)


def _tell(rule: Rule, counts: NDArray[Any], first: int, number: int | None) -> RuleFigures:
    own = [0] * len(STATES) if number is None else counts[first + number].tolist()
    left, right, wrong = (sum(own[state] for state in states) for states in (_LEFT, RIGHT, WRONG))
    return RuleFigures(rule, sum(own), left, right, wrong)


_LEFT = (TO_DO, DEFERRED, CHANGED)
