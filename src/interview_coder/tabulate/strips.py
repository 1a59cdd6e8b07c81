"""Strips: where in an interview each theme and code is raised, as a line of signs."""

from __future__ import annotations

from interview_coder.model.results import Table
from interview_coder.tabulate.cases import SOURCE
from interview_coder.tabulate.tabulation import Level, Tabulation, cross, make_table

PARTS = 50
"""Into so many parts of equal length a source is cut."""
_SIGNS = ".123456789+"


def make_strips(tabulation: Tabulation, of: Level) -> Table:
    """Draw for each source and each theme or code where it is raised: ``..1...2....+``.

    A sign for each fiftieth of the source up to the end of its last answer: how many mentions begin there, ``+`` for
    ten and more.
    """
    names = tabulation.names(of)
    columns = cross({SOURCE: tabulation.evidence.source_ids}, names)
    columns["strip"] = _draw(tabulation, of)
    return make_table(f"{of}_strips", columns, (SOURCE, *names, "strip"))


def _draw(tabulation: Tabulation, of: Level) -> list[str]:
    import numpy as np

    evidence, found = tabulation.evidence, tabulation.themes if of == "theme" else tabulation.codes
    names, speaking, starts = found.mentions.T
    sources = evidence.speaking[speaking, 0]
    parts = starts * PARTS // np.maximum(evidence.lengths[sources], 1)
    cells = np.sort((sources * found.n_columns + names) * PARTS + parts)
    firsts = np.flatnonzero(np.diff(cells, prepend=-1))
    counts = np.diff(firsts, append=len(cells))
    drawn = np.full(len(evidence.source_ids) * found.n_columns * PARTS, ord(_SIGNS[0]), np.uint8)
    drawn[cells[firsts]] = np.frombuffer(_SIGNS.encode(), np.uint8)[np.minimum(counts, len(_SIGNS) - 1)]
    signs = drawn.tobytes().decode()
    return [signs[start : start + PARTS] for start in range(0, len(signs), PARTS)]
