"""What all tables of a study are made from, found once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from interview_coder.model.results import Table
from interview_coder.tabulate.cases import STAKEHOLDER, Cases, make_cases
from interview_coder.tabulate.cells import STATES, CellCounts, count_cells
from interview_coder.tabulate.counting import Evidence, Found, find_codes, find_stances, find_themes
from interview_coder.tabulate.shares import DECIMALS, wilson_interval, word_for

Level = Literal["theme", "code"]
Columns = dict[str, Sequence[Any]]
"""Name of a column → its cells."""

PEOPLE = ("participants", "participants_total")
SHARES = ("share", "share_low", "share_high", "quantifier")
COUNTS = ("mentions", *PEOPLE, *SHARES, "sources", "sources_total")
OTHERS = ("denying", "asked_not_raised", "not_asked", "not_known")


@dataclass(frozen=True, eq=False)
class Tabulation:
    """Evidence, and what was found in it.

    Parameters
    ----------
    evidence : Evidence
    scale : mapping of str to float
        Word → the smallest share of participants for which it stands, rising.
    """

    evidence: Evidence
    scale: Mapping[str, float]

    @cached_property
    def themes(self) -> Found:
        """The mentions of each theme."""
        return find_themes(self.evidence)

    @cached_property
    def codes(self) -> Found:
        """The mentions of each code, with those of all codes below it."""
        return find_codes(self.evidence)

    @cached_property
    def stances(self) -> Found:
        """The mentions of each theme with each stance."""
        return find_stances(self.evidence)

    @cached_property
    def by_type(self) -> Cases:
        """The stakeholder types."""
        return self.cases((STAKEHOLDER,))

    @cached_property
    def everybody(self) -> Cases:
        """One case of all."""
        return self.cases(())

    def cases(self, by: Sequence[str]) -> Cases:
        """Find cases; see `make_cases`."""
        return make_cases(self.evidence, by)

    def count(self, of: Level, cases: Cases) -> CellCounts:
        """Count themes or codes by cases."""
        found, asked = (
            (self.themes, self.evidence.questions.themes)
            if of == "theme"
            else (self.codes, self.evidence.questions.codes)
        )
        return count_cells(self.evidence, found, cases, asked)

    def names(self, of: Level) -> Columns:
        """Return the columns that name every theme, or every code with its theme."""
        if of == "theme":
            return {"theme": [theme.theme_id for theme in self.evidence.codebook.themes]}
        codes = list(self.evidence.codebook.codes)
        return {"theme": [code.theme_id for code in codes], "code": [code.code_id for code in codes]}

    def describe(self, counts: CellCounts) -> Columns:
        """Return the columns of counts, cell by cell."""
        low, high = wilson_interval(counts.participants.ravel(), counts.participants_total.ravel())
        described = describe_people(counts)
        people, total = described["participants"], described["participants_total"]
        words = {pair: word_for(*pair, self.scale) for pair in set(zip(people, total, strict=True))}
        return described | {
            "share": [round(n / of, DECIMALS) for n, of in zip(people, total, strict=True)],
            "share_low": low.round(DECIMALS).tolist(),
            "share_high": high.round(DECIMALS).tolist(),
            "quantifier": [words[pair] for pair in zip(people, total, strict=True)],
            "sources": counts.sources.ravel().tolist(),
            "sources_total": counts.sources_total.ravel().tolist(),
            **{name: getattr(counts, name).ravel().tolist() for name in OTHERS},
        }


def describe_people(counts: CellCounts) -> Columns:
    """Return the state of every cell, its mentions and participants."""
    return {
        "state": [STATES[state] for state in counts.states.ravel().tolist()],
        **{name: getattr(counts, name).ravel().tolist() for name in ("mentions", *PEOPLE)},
    }


def cross(rows: Columns, columns: Columns) -> Columns:
    """Return the columns that name every cell: the first rows with each column, then the next."""
    n_rows, n_columns = (len(next(iter(names.values()), [()])) for names in (rows, columns))
    return {name: [cell for cell in cells for _ in range(n_columns)] for name, cells in rows.items()} | {
        name: list(cells) * n_rows for name, cells in columns.items()
    }


def name_cases(cases: Cases) -> Columns:
    """Return the columns that name every case."""
    return {name: [key[place] for key in cases.names] for place, name in enumerate(cases.by)}


def make_table(name: str, columns: Columns, wanted: Iterable[str]) -> Table:
    """Make a table of some columns, in this order."""
    names = tuple(wanted)
    return Table(name, names, tuple(zip(*(columns[one] for one in names), strict=True)))
