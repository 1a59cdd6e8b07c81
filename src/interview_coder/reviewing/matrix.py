"""The framework matrix and its cells as a coder sees them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, get_args

from interview_coder.errors import InputError, Place, Problem
from interview_coder.framework.cell_names import find_cell
from interview_coder.framework.cell_quotes import CellQuote, CellQuotes
from interview_coder.framework.deciding import Summaries
from interview_coder.model.codebook import Code
from interview_coder.model.framework import CellSummary
from interview_coder.model.results import QuoteInContext
from interview_coder.report.shown_framework import ShownCell, ShownFramework, show_cell, show_framework
from interview_coder.report.telling import Telling
from interview_coder.reviewing.desk import Desk
from interview_coder.reviewing.items import Piece, cut
from interview_coder.reviewing.recounting import WHOSE, Recounting, Whose
from interview_coder.tabulate.cases import SOURCE, STAKEHOLDER, list_attributes
from interview_coder.tabulate.tabulation import Level


@dataclass(frozen=True, slots=True)
class View:
    """Which matrix is looked at.

    Parameters
    ----------
    by : str
        What the rows are: an attribute of participants, or ``source``.
    of : {"theme", "code"}
        What the columns are.
    whose : {"own", "all"}
        Whose decisions and summaries matter.
    """

    by: str = STAKEHOLDER
    of: Level = "theme"
    whose: Whose = "own"

    @classmethod
    def read(cls, by: str, of: str, whose: str) -> View:
        """Read what was asked for; what is empty or unknown is as it is when nobody asks for anything."""
        levels: tuple[Level, ...] = get_args(Level)
        return cls(
            by or STAKEHOLDER,
            next((one for one in levels if one == of), "theme"),
            next((one for one in WHOSE if one == whose), "own"),
        )

    def named(self) -> dict[str, str]:
        """Return what is not as it is when nobody asks for anything, by name."""
        named = {"by": self.by, "of": self.of, "whose": self.whose}
        return {name: value for name, value in named.items() if value != getattr(View(), name)}


class ViewedCoding(NamedTuple):
    """A coding in a quote.

    Parameters
    ----------
    review : str
        How people stand to it: one of `interview_coder.model.review.REVIEWS`.
    is_suggested : bool
        Whether it is in the queue.
    """

    coding_id: str
    code: Code
    review: str
    is_suggested: bool


class ViewedQuote(NamedTuple):
    """A quote of a cell, cut where the words begin and end that rules found."""

    shown: QuoteInContext
    pieces: tuple[Piece, ...]
    codings: tuple[ViewedCoding, ...]


@dataclass(frozen=True, slots=True)
class ViewedCell:
    """A cell with its quotes.

    Parameters
    ----------
    number : int
        Its place in the matrix, row by row.
    quotes : tuple of ViewedQuote
        By rank.
    n_quotes : int
        How many there are, shown or not.
    """

    number: int
    shown: ShownCell
    quotes: tuple[ViewedQuote, ...]
    n_quotes: int

    def summary_of(self, coder: str) -> CellSummary | None:
        """Return what a coder wrote of it."""
        return next((one for one in self.shown.cell.summaries if one.coder == coder), None)


class Matrix:
    """One framework matrix of a study, as the decisions stand now.

    Parameters
    ----------
    desk : Desk
    recounting : Recounting
    view : View

    Raises
    ------
    InputError
        When nobody has such an attribute; it offers the nearest name.
    """

    def __init__(self, desk: Desk, recounting: Recounting, view: View) -> None:
        self.view, self._desk = view, desk
        self._summaries: Summaries = recounting.count(desk, view.whose)
        self.telling = Telling.of_settings(desk.inputs.settings.model_dump())
        self.framework = self._summaries.framework.make((view.by,), view.of)

    @property
    def attributes(self) -> Sequence[str]:
        """What the rows can be."""
        return [*list_attributes(list(self._desk.inputs.participants.values())), SOURCE]

    def show(self) -> ShownFramework:
        """Put words to all cells."""
        return show_framework(self.framework, self._desk.codebook, title="", telling=self.telling, review="")

    def open(self, row: str, column: str, *, most: int | None) -> ViewedCell:
        """Return a cell with so many of its quotes at most; with all for None.

        Raises
        ------
        InputError
            When there is no such cell; it offers the nearest names.
        """
        made = self._summaries.framework
        meant = find_cell(made.tabulation, (self.view.by,), row, column, self.view.of)
        number = list(self.framework.rows).index(meant.row[0]) * len(self.framework.columns)
        number += list(self.framework.columns).index(meant.column)
        shown = show_cell(self.framework.cells[number], self._labels()[meant.column], self.telling)
        quotes = CellQuotes(made.tabulation, made.quoting, meant)
        return ViewedCell(number, shown, tuple(map(self._view, quotes.list_first(most))), len(quotes))

    def write(self, row: str, column: str, text: str) -> CellSummary:
        """Keep what the coder writes of a cell, with the codings that she sees in it.

        Raises
        ------
        InputError
            When there is no such cell, the text is empty, or it cannot be kept.
        """
        if not text.strip():
            fix = "write something; Take back is for what you wrote before"
            raise InputError(Problem("the summary is empty", Place("summary"), fix))
        by, of = (self.view.by,), self.view.of
        return self._summaries.write(row, column, text, by=by, of=of, coder=self._desk.coder)

    def withdraw(self, row: str, column: str) -> CellSummary:
        """Take back what the coder wrote of a cell.

        Raises
        ------
        InputError
            When she wrote none.
        """
        return self._summaries.withdraw(row, column, by=(self.view.by,), coder=self._desk.coder)

    def _view(self, one: CellQuote) -> ViewedQuote:
        quote = one.shown.quote
        marked = [("word", start - quote.start, end - quote.start) for start, end in one.shown.found]
        codings = (
            ViewedCoding(
                each.coding_id,
                self._desk.codes[each.code_id],
                each.review,
                each.coding_id in self._desk.columns.row_of,
            )
            for each in one.codings
        )
        return ViewedQuote(one.shown, tuple(cut(quote.text, 0, len(quote.text), marked)), tuple(codings))

    def _labels(self) -> Mapping[str, str]:
        book = self._desk.codebook
        if self.view.of == "theme":
            return {theme.theme_id: theme.label for theme in book.themes}
        return {code.code_id: code.label for code in book.codes}
