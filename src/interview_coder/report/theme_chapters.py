"""All that a page says of one theme: who raises it, who does not, its codes, and the words behind every cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from interview_coder.model.codebook import Code, Theme
from interview_coder.model.framework import CellSummary
from interview_coder.model.results import QuoteInContext, Results
from interview_coder.report.shown_quotes import ShownQuote, show_quote
from interview_coder.report.telling import Counts, Telling

MOST_QUOTES = 1000
"""So many quotes a page shows at most, as long as each cell has one."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the matrix.

    Parameters
    ----------
    anchor : str
        Where its quotes are on the page.
    counts : mapping of str to object
        The row of the table.
    share : float
        How deep its shade is, from 0 to 1.
    summaries : tuple of CellSummary
        What people wrote about it, the newest first.
    """

    stakeholder_type: str
    theme_id: str
    anchor: str
    counts: Counts
    share: float
    summaries: tuple[CellSummary, ...]

    @property
    def is_stale(self) -> bool:
        """Whether the evidence beneath a summary changed since it was written."""
        return any(one.is_stale for one in self.summaries)


@dataclass(frozen=True, slots=True)
class QuoteGroup:
    """The quotes of one cell, of which there may be more than are shown."""

    cell: Cell
    quotes: tuple[ShownQuote, ...]
    n_all: int


@dataclass(frozen=True, slots=True)
class ThemeChapter:
    """All that a page says of one theme.

    Parameters
    ----------
    counts : mapping of str to object
        In the whole study.
    strongest : Cell, optional
        The stakeholder type with the largest share of participants who raise it.
    silent_types : tuple of str
        Those of whom nobody raises it.
    stances : mapping of str to mapping
        Stance → counts.
    codes : tuple of (Code, mapping)
        Its codes with their counts.
    groups : tuple of QuoteGroup
        One a stakeholder type.
    """

    theme: Theme
    counts: Counts
    strongest: Cell | None
    silent_types: tuple[str, ...]
    stances: Mapping[str, Counts]
    codes: tuple[tuple[Code, Counts], ...]
    groups: tuple[QuoteGroup, ...]


def make_cells(results: Results, telling: Telling) -> list[Cell]:
    """Make the cells of the matrix of stakeholder types and themes, row by row."""
    rows = list(results.tables["theme_matrix"].records())
    types = {name: place for place, name in enumerate(dict.fromkeys(row["stakeholder_type"] for row in rows), 1)}
    written = {(cell.row, cell.column): cell.summaries for cell in results.framework.cells}
    return [
        Cell(
            row["stakeholder_type"],
            row["theme"],
            f"quotes-{row['theme']}-{types[row['stakeholder_type']]}",
            row,
            telling.share(row),
            written[row["stakeholder_type"], row["theme"]],
        )
        for row in rows
    ]


def make_chapters(results: Results, cells: Sequence[Cell]) -> Iterator[ThemeChapter]:
    """Gather what is said of each theme, in the order of the codebook."""
    quotes = _show_quotes(results)
    frequencies = {row["theme"]: row for row in results.tables["theme_frequencies"].records()}
    code_rows = {row["code"]: row for row in results.tables["code_frequencies"].records()}
    stances: dict[str, dict[str, Counts]] = defaultdict(dict)
    for row in results.tables["theme_stance"].records():
        stances[row["theme"]][row["stance"]] = row
    for theme in results.codebook.themes:
        own = [cell for cell in cells if cell.theme_id == theme.theme_id]
        raising = [cell for cell in own if cell.counts["participants"]]
        yield ThemeChapter(
            theme=theme,
            counts=frequencies[theme.theme_id],
            strongest=max(raising, key=lambda cell: (cell.share, cell.counts["mentions"]), default=None),
            silent_types=tuple(cell.stakeholder_type for cell in own if not cell.counts["participants"]),
            stances=stances[theme.theme_id],
            codes=tuple((code, code_rows[code.code_id]) for code in theme.codes),
            groups=tuple(
                QuoteGroup(
                    cell,
                    quotes[theme.theme_id, cell.stakeholder_type],
                    results.n_quotes[theme.theme_id, cell.stakeholder_type],
                )
                for cell in own
            ),
        )


def _show_quotes(results: Results) -> dict[tuple[str, str], tuple[ShownQuote, ...]]:
    """Show of each cell the quotes that stand for it, then others in the order of their ranks."""
    labels = {code.code_id: code.label for code in results.codebook.codes}
    gathered = _gather_quotes(results)
    most = min(results.manifest["settings"]["quotes_per_cell"], find_limit([len(own) for own in gathered.values()]))
    return {
        cell: tuple(show_quote(one, labels, kind) for one, kind in list(own.values())[:most])
        for cell, own in gathered.items()
    }


def _gather_quotes(results: Results) -> dict[tuple[str, str], dict[str, tuple[QuoteInContext, str]]]:
    """Return for each theme and stakeholder type its quotes by their ids, with what they stand for."""
    gathered: dict[tuple[str, str], dict[str, tuple[QuoteInContext, str]]] = {}
    for cell in results.framework.cells:
        chosen = [(one, "typical") for one in cell.typical] + [(one, "different") for one in cell.different]
        # where there are no others, they stand for nothing but themselves
        told = results.n_quotes[cell.column, cell.row] > len(chosen)
        gathered[cell.column, cell.row] = {one.quote.quote_id: (one, kind if told else "") for one, kind in chosen}
    for one in results.quotes:
        gathered[one.quote.theme_id, one.quote.stakeholder_type].setdefault(one.quote.quote_id, (one, ""))
    return gathered


def find_limit(n_quotes: Collection[int], most: int = MOST_QUOTES) -> int:
    """Return how many quotes each cell may show for a page to hold no more than it should; one in any case.

    Examples
    --------
    >>> find_limit([1, 4, 9], most=8)
    3
    """
    limit = 1
    while limit < max(n_quotes, default=0) and sum(min(n, limit + 1) for n in n_quotes) <= most:
        limit += 1
    return limit
