"""Tables of cells: cases × themes or codes, whole studies, stances and sources."""

from __future__ import annotations

from collections.abc import Sequence

from interview_coder.model.coding import STANCES
from interview_coder.model.results import Table
from interview_coder.tabulate.cases import SOURCE, STAKEHOLDER, Cases
from interview_coder.tabulate.cells import count_cells
from interview_coder.tabulate.tabulation import (
    COUNTS,
    OTHERS,
    PEOPLE,
    Columns,
    Level,
    Tabulation,
    cross,
    describe_people,
    make_table,
    name_cases,
)

SEGMENTS = ("segments", "segments_total")


def make_matrix(tabulation: Tabulation, of: Level, by: Sequence[str] = (STAKEHOLDER,)) -> Table:
    """Count every theme or code by cases.

    Parameters
    ----------
    tabulation : Tabulation
    of : {"theme", "code"}
    by : sequence of str
        What the rows are; two or more are crossed, and each combination that somebody has is a row.

    Returns
    -------
    Table
        One row a cell, also where nothing was found.

    Raises
    ------
    InputError
        When nobody has such an attribute.
    """
    cases, names = tabulation.cases(by), tabulation.names(of)
    cells = cross(name_cases(cases), names) | tabulation.describe(tabulation.count(of, cases))
    return make_table(f"{of}_matrix", cells, (*by, *names, "state", *COUNTS, *OTHERS))


def make_frequencies(tabulation: Tabulation, of: Level) -> Table:
    """Count every theme or code in the whole study."""
    names = tabulation.names(of)
    columns = names | tabulation.describe(tabulation.count(of, tabulation.everybody))
    segments = (tabulation.themes if of == "theme" else tabulation.codes).segments
    columns["segments"] = segments.tolist()
    columns["segments_total"] = [int(tabulation.evidence.n_segments.sum())] * len(segments)
    return make_table(f"{of}_frequencies", columns, (*names, "state", *COUNTS, *SEGMENTS, *OTHERS))


def make_stances(tabulation: Tabulation) -> Table:
    """Count every theme by stance in the whole study: how its words are meant."""
    return make_table("theme_stance", _count_stances(tabulation, tabulation.everybody), ("theme", "stance", *COUNTS))


def make_stance_matrix(tabulation: Tabulation, by: Sequence[str] = (STAKEHOLDER,)) -> Table:
    """Count every theme by cases and stance."""
    columns = _count_stances(tabulation, tabulation.cases(by))
    return make_table("theme_stance_matrix", columns, (*by, "theme", "stance", *COUNTS))


def _count_stances(tabulation: Tabulation, cases: Cases) -> Columns:
    names = cross(tabulation.names("theme"), {"stance": STANCES})
    counts = count_cells(tabulation.evidence, tabulation.stances, cases)
    return cross(name_cases(cases), names) | tabulation.describe(counts)


def count_sources(tabulation: Tabulation, of: Level) -> Table:
    """Count every theme or code by source; a source in which no participant speaks is there too."""
    import numpy as np

    evidence = tabulation.evidence
    silent = np.setdiff1d(np.arange(len(evidence.source_ids)), evidence.speaking[:, 0])
    cases, names = tabulation.cases((SOURCE,)), tabulation.names(of)
    cells = cross(name_cases(cases), names) | describe_people(tabulation.count(of, cases))
    table = make_table(f"{of}_source", cells, (SOURCE, *names, "state", "mentions", *PEOPLE))
    nothing = ("unknown", 0, 0, 0)
    more = [
        (evidence.source_ids[source], *key, *nothing)
        for source in silent.tolist()
        for key in zip(*names.values(), strict=True)
    ]
    places = {name: place for place, name in enumerate(evidence.source_ids)}
    rows = sorted([*table.rows, *more], key=lambda row: places[row[0]]) if more else table.rows
    return Table(table.name, table.columns, tuple(rows))
