"""Which codings and which quotes stand in each cell of a matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from interview_coder.tabulate.cases import Cases
from interview_coder.tabulate.counting import Evidence, with_codes_above
from interview_coder.tabulate.quotes import QuoteTable
from interview_coder.tabulate.tabulation import Level

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_CANDIDATES = 100
"""Of so many quotes of a cell, the first by rank, are those chosen that stand for it."""


def list_coding_rows(evidence: Evidence, cases: Cases, of: Level) -> list[NDArray[Any]]:
    """Return for each cell, row by row of the matrix, the codings in it: rows of the table, rising.

    A code has those of the codes below it too.
    """
    import numpy as np

    codings = evidence.codings
    rows = np.arange(len(codings))
    if of == "theme":
        columns = evidence.theme_of[codings.codes] if len(codings) else rows
    else:
        columns, counted = with_codes_above(evidence)
        rows = rows if counted is None else counted
    cells = cases.of_speaking[evidence.speaking_of_codings[rows]] * _n_columns(evidence, of) + columns
    return _split(cells, rows, len(cases) * _n_columns(evidence, of), rows)


def list_candidates(evidence: Evidence, quotes: QuoteTable, cases: Cases, of: Level) -> list[NDArray[Any]]:
    """Return for each cell, row by row of the matrix, the quotes from which is chosen: by source and place."""
    import numpy as np

    first = [places[:MOST_CANDIDATES] for places in list_quote_rows(evidence, quotes, cases, of)]
    return [own[np.lexsort((quotes.ends[own], quotes.starts[own], quotes.sources[own]))] for own in first]


def list_quote_rows(evidence: Evidence, quotes: QuoteTable, cases: Cases, of: Level) -> list[NDArray[Any]]:
    """Return for each cell, row by row of the matrix, its quotes by rank: rows of the table."""
    columns, places = _columns_of_quotes(evidence, quotes, of)
    cells = cases.of_speaking[evidence.speaking_of_codings[quotes.first_codings[places]]]
    cells = cells * _n_columns(evidence, of) + columns
    return _split(cells, places, len(cases) * _n_columns(evidence, of), places, quotes.ranks[places])


def _n_columns(evidence: Evidence, of: Level) -> int:
    return len(evidence.codebook.themes) if of == "theme" else len(list(evidence.codebook.codes))


def _columns_of_quotes(evidence: Evidence, quotes: QuoteTable, of: Level) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return columns and quotes: every quote stands in its theme, or in each of its codes and the codes above these."""
    import numpy as np

    if of == "theme":
        return quotes.themes, np.arange(len(quotes))
    codes = list(evidence.codebook.codes)
    numbers = {code.code_id: number for number, code in enumerate(codes)}
    lines: list[list[int]] = []
    for number, code in enumerate(codes):
        lines.append([number, *(lines[numbers[code.parent]] if code.parent else ())])  # which stands before it
    n_codes = np.diff(quotes.code_borders)
    own = zip(np.repeat(np.arange(len(quotes)), n_codes).tolist(), quotes.codes.tolist(), strict=True)
    pairs = sorted({(column, place) for place, code in own for column in lines[code]})
    columns, places = np.array(pairs, np.int64).reshape(-1, 2).T
    return columns, places


def _split(cells: NDArray[Any], things: NDArray[Any], n_cells: int, *keys: NDArray[Any]) -> list[NDArray[Any]]:
    """Return the things of each cell, ordered by the last key, then by those before it."""
    import numpy as np

    order = np.lexsort((*keys, cells))
    borders = np.searchsorted(cells[order], np.arange(n_cells + 1))
    ordered = things[order]
    return [ordered[borders[cell] : borders[cell + 1]] for cell in range(n_cells)]
