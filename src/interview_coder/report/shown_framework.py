"""A framework matrix as readers see it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from interview_coder.model.codebook import Codebook
from interview_coder.model.framework import CellSummary, FrameworkCell, FrameworkMatrix
from interview_coder.report.framework_wording import describe_changes, tell_counts
from interview_coder.report.telling import Telling

_NAMES = {"stakeholder_type": "stakeholder type", "participant": "participant", "source": "source"}


@dataclass(frozen=True, slots=True)
class ShownSummary:
    """What a person wrote; `changes` says what became of the evidence since, and is empty where nothing did."""

    summary: CellSummary
    day: str
    changes: str


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell with its counts in words."""

    cell: FrameworkCell
    label: str
    told: tuple[str, ...]
    summaries: tuple[ShownSummary, ...]

    @property
    def n_quotes(self) -> int:
        """How many quotes stand for it."""
        return len(self.cell.typical) + len(self.cell.different)


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A theme or code; `theme` is the label of a code's theme."""

    column: str
    label: str
    colour: str
    definition: str
    theme: str = ""


@dataclass(frozen=True, slots=True)
class ShownFramework:
    """All that a page or document of the matrix says.

    Parameters
    ----------
    matrix : FrameworkMatrix
    codebook : Codebook
    telling : Telling
        With numbers, or in words alone.
    title, about : str
        Of the study.
    review : str
        Which codings count.
    rows_are, columns_are : str
        ``stakeholder type``, ``theme``.
    rows : tuple of (str, tuple of ShownCell)
    n_stale : int
        Summaries beneath which the evidence changed.
    """

    matrix: FrameworkMatrix
    codebook: Codebook
    telling: Telling
    title: str
    about: str
    review: str
    rows_are: str
    columns_are: str
    columns: tuple[ShownColumn, ...]
    rows: tuple[tuple[str, tuple[ShownCell, ...]], ...]
    n_stale: int


def show_framework(
    matrix: FrameworkMatrix, codebook: Codebook, *, title: str, telling: Telling, review: str, about: str = ""
) -> ShownFramework:
    """Put labels, and words for the counts, to a matrix."""
    columns = {column.column: column for column in _columns(matrix, codebook)}
    cells = [show_cell(cell, columns[cell.column].label, telling) for cell in matrix.cells]
    n = len(matrix.columns)
    return ShownFramework(
        matrix,
        codebook,
        telling,
        title,
        about,
        review,
        " × ".join(_NAMES.get(name, name) for name in matrix.by),
        matrix.of,
        tuple(columns.values()),
        tuple((row, tuple(cells[place * n : (place + 1) * n])) for place, row in enumerate(matrix.rows)),
        sum(one.is_stale for cell in matrix.cells for one in cell.summaries),
    )


def show_cell(cell: FrameworkCell, label: str, telling: Telling) -> ShownCell:
    """Put words for the counts to a cell."""
    return ShownCell(
        cell,
        label,
        tuple(tell_counts(cell.counts, telling)),
        tuple(ShownSummary(one, one.written[:10], describe_changes(one)) for one in cell.summaries),
    )


def _columns(matrix: FrameworkMatrix, codebook: Codebook) -> Iterator[ShownColumn]:
    themes = {theme.theme_id: theme for theme in codebook.themes}
    if matrix.of == "theme":
        for theme in (themes[name] for name in matrix.columns):
            yield ShownColumn(theme.theme_id, theme.label, theme.colour, theme.definition)
        return
    for code in codebook.codes:
        theme = themes[code.theme_id]
        yield ShownColumn(code.code_id, code.label, theme.colour, code.definition, theme.label)
