"""Every quote of one cell, with the codings in it that earn its place there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from interview_coder.framework.cell_rows import list_coding_rows, list_quote_rows
from interview_coder.framework.own_summaries import CellName
from interview_coder.model.results import QuoteInContext
from interview_coder.model.review import REVIEWS
from interview_coder.project.coding_lines import mapped
from interview_coder.project.records import id_of_line
from interview_coder.quoting import Quoting
from interview_coder.tabulate.tabulation import Tabulation

if TYPE_CHECKING:
    from numpy.typing import NDArray


class QuotedCoding(NamedTuple):
    """A coding in a quote.

    Parameters
    ----------
    review : {"unreviewed", "accepted", "added", "disputed", "rejected"}
        How people stand to it.
    """

    coding_id: str
    code_id: str
    review: str


class CellQuote(NamedTuple):
    """A quote of a cell."""

    shown: QuoteInContext
    codings: tuple[QuotedCoding, ...]


class CellQuotes:
    """The quotes of a cell that is there.

    Parameters
    ----------
    tabulation : Tabulation
    quoting : Quoting
    cell : CellName
    """

    def __init__(self, tabulation: Tabulation, quoting: Quoting, cell: CellName) -> None:
        self._quoting, self._evidence = quoting, tabulation.evidence
        cases = tabulation.cases(cell.by)
        columns = [str(name) for name in tabulation.names(cell.of)[cell.of]]
        place = list(cases.names).index(cell.row) * len(columns) + columns.index(cell.column)
        self._quotes = list_quote_rows(self._evidence, quoting.quotes, cases, cell.of)[place]
        self._codings = list_coding_rows(self._evidence, cases, cell.of)[place]

    def __len__(self) -> int:
        return len(self._quotes)

    def list_first(self, most: int | None) -> list[CellQuote]:
        """Return so many at most, by rank; all for None."""
        chosen = self._quotes[:most].tolist()
        shown = self._quoting.put_in_context(chosen)
        return [CellQuote(one, tuple(self._list_codings(place))) for place, one in zip(chosen, shown, strict=True)]

    def _list_codings(self, place: int) -> Iterator[QuotedCoding]:
        codes = [code.code_id for code in self._evidence.codebook.codes]
        codings = self._evidence.codings.take(self._rows_within(place))
        columns = (getattr(codings, name).tolist() for name in ("line_starts", "codes", "reviews"))
        with mapped(self._quoting.lines) as lines:
            for at, code, review in zip(*columns, strict=True):
                yield QuotedCoding(id_of_line(lines[at : at + 40]), codes[code], REVIEWS[review])

    def _rows_within(self, place: int) -> NDArray[Any]:
        quotes, own = self._quoting.quotes, self._codings
        codings = self._evidence.codings.take(own)
        is_in_source = codings.sources == quotes.sources[place]
        within: NDArray[Any] = own[
            is_in_source & (codings.starts >= quotes.starts[place]) & (codings.ends <= quotes.ends[place])
        ]
        return within
