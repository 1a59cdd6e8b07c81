"""Strips: where in an interview each theme and code is raised, as a line of signs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from interview_coder.model.results import Table
from interview_coder.tabulate.cases import SOURCE
from interview_coder.tabulate.tabulation import Level, Tabulation, cross, make_table

if TYPE_CHECKING:
    from numpy.typing import NDArray

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
    columns["strip"] = _draw(_count_parts(tabulation, of))
    return make_table(f"{of}_strips", columns, (SOURCE, *names, "strip"))


def _count_parts(tabulation: Tabulation, of: Level) -> NDArray[Any]:
    """Return how many mentions begin in each part, for every source and theme or code."""
    import numpy as np

    evidence, found = tabulation.evidence, tabulation.themes if of == "theme" else tabulation.codes
    names, speaking, starts = found.mentions.T
    sources = evidence.speaking[speaking, 0]
    parts = starts * PARTS // np.maximum(evidence.lengths[sources], 1)
    cells = (sources * found.n_columns + names) * PARTS + parts
    n_cells = len(evidence.source_ids) * found.n_columns * PARTS
    return np.bincount(cells, minlength=n_cells).reshape(-1, PARTS)


def _draw(counts: NDArray[Any]) -> list[str]:
    import numpy as np

    signs = np.frombuffer(_SIGNS.encode(), np.uint8)[np.minimum(counts, len(_SIGNS) - 1)].tobytes().decode()
    return [signs[start : start + PARTS] for start in range(0, len(signs), PARTS)]
