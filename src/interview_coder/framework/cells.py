"""A study's codings, quotes and decisions → its framework matrix."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from interview_coder.framework.cell_rows import list_candidates, list_coding_rows
from interview_coder.framework.own_summaries import CellName, Marks, OwnSummary, mark_coding, read_summaries
from interview_coder.model.coding import STANCES
from interview_coder.model.framework import (
    ROW_JOINT,
    CellSummary,
    FrameworkCell,
    FrameworkMatrix,
    ListedSummary,
)
from interview_coder.model.results import QuoteInContext
from interview_coder.project.coding_lines import leave, mapped
from interview_coder.project.decision_log import Decisions
from interview_coder.project.records import id_of_line
from interview_coder.quoting import Quoting
from interview_coder.tabulate.cases import STAKEHOLDER, list_attributes
from interview_coder.tabulate.matrices import make_matrix
from interview_coder.tabulate.representing import choose_quotes, select_texts
from interview_coder.tabulate.tabulation import Level, Tabulation
from interview_coder.tabulate.typicality import weigh_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LINES_AT_ONCE = 500
"""After so many, those that were read need no memory any more."""
Shown = tuple[tuple[QuoteInContext, ...], tuple[QuoteInContext, ...]]


@dataclass(frozen=True)
class Framework:
    """Makes framework matrices of one run.

    Parameters
    ----------
    tabulation : Tabulation
    quoting : Quoting
        With the quotes from which is chosen.
    decisions : Decisions
    """

    tabulation: Tabulation
    quoting: Quoting
    decisions: Decisions

    def make(
        self, by: Sequence[str] = (STAKEHOLDER,), of: Level = "theme", *, n_typical: int = 2, n_different: int = 1
    ) -> FrameworkMatrix:
        """Make a matrix.

        Parameters
        ----------
        by : sequence of str
            What the rows are; two are crossed.
        of : {"theme", "code"}
            What the columns are.
        n_typical, n_different : int
            How many quotes stand for a cell at most; see `choose_quotes`.

        Raises
        ------
        InputError
            When nobody has such an attribute.
        """
        cases, names = self.tabulation.cases(by), self._names(of)
        rows = list_coding_rows(self.tabulation.evidence, cases, of)
        candidates = list_candidates(self.tabulation.evidence, self.quoting.quotes, cases, of)
        shown = self._choose(candidates, n_typical, n_different)
        cells = []
        for place, counts in enumerate(make_matrix(self.tabulation, of, by).records()):
            case, column = cases.names[place // len(names)], names[place % len(names)]
            own = self._own.get(CellName(tuple(by), tuple(case), of, column), [])
            summaries = self._compare(own, rows[place])
            cells.append(
                FrameworkCell(
                    ROW_JOINT.join(case),
                    column,
                    {name: count for name, count in counts.items() if name not in {*by, "theme", "code"}},
                    *next(shown),
                    self._list_ids(rows[place]),
                    summaries[0] if summaries else None,
                    tuple(summaries[1:]),
                )
            )
        return FrameworkMatrix(tuple(by), of, tuple(map(ROW_JOINT.join, cases.names)), tuple(names), tuple(cells))

    def list_summaries(self) -> list[ListedSummary]:
        """List what people wrote, cell by cell, with those of cells that are not there any more."""
        found = []
        for cell, own in self._own.items():
            rows = self._rows(cell)
            for summary in self._compare(own, rows):
                row = ROW_JOINT.join(cell.row)
                found.append(ListedSummary(cell.by, cell.of, row, cell.column, rows is None, summary))
        return found

    def list_own(self, coder: str) -> list[OwnSummary]:
        """List what a coder wrote, cell by cell."""
        return [one for own in self._own.values() for one in own if one.coder == coder]

    def mark_cell(self, cell: CellName) -> Marks:
        """Return the codings beneath a cell, with what changes with their words."""
        return self._marks(self._rows(cell))

    @cached_property
    def _own(self) -> dict[CellName, list[OwnSummary]]:
        return read_summaries(self.decisions.events)

    def _names(self, of: Level) -> list[str]:
        return [str(name) for name in self.tabulation.names(of)[of]]

    def _rows(self, cell: CellName) -> NDArray[Any] | None:
        """Return the codings of a cell; None where there is no such cell."""
        evidence = self.tabulation.evidence
        if not {*cell.by} <= {"source", *list_attributes(evidence.participants)}:
            return None
        cases, names = self.tabulation.cases(cell.by), self._names(cell.of)
        if cell.row not in cases.names or cell.column not in names:
            return None
        place = list(cases.names).index(cell.row) * len(names) + names.index(cell.column)
        return list_coding_rows(evidence, cases, cell.of)[place]

    def _compare(self, own: Sequence[OwnSummary], rows: NDArray[Any] | None) -> list[CellSummary]:
        now = self._marks(rows) if own else {}
        return [one.compare(now) for one in own]

    def _marks(self, rows: NDArray[Any] | None) -> dict[str, str]:
        if rows is None:
            return {}
        evidence = self.tabulation.evidence
        codings, codes = evidence.codings.take(rows), self._names("code")
        said = zip(
            [codes[code] for code in codings.codes.tolist()],
            [STANCES[stance] for stance in codings.stances.tolist()],
            [evidence.source_ids[source] for source in codings.sources.tolist()],
            [evidence.participants[person].participant_id for person in codings.participants.tolist()],
            strict=True,
        )
        return {one: mark_coding(words, *by) for (one, words), by in zip(self._read_lines(rows), said, strict=True)}

    def _list_ids(self, rows: NDArray[Any]) -> tuple[str, ...]:
        return tuple(one for one, _ in self._read_lines(rows))

    def _read_lines(self, rows: NDArray[Any]) -> Iterator[tuple[str, bytes]]:
        """Yield id and words of codings, as their lines have them."""
        codings = self.tabulation.evidence.codings.take(rows)
        places = (getattr(codings, name).tolist() for name in ("line_starts", "text_starts", "text_lengths"))
        with mapped(self.quoting.lines) as lines:
            for number, (at, words_at, n_bytes) in enumerate(zip(*places, strict=True), start=1):
                yield id_of_line(lines[at : at + 40]), lines[at + words_at : at + words_at + n_bytes]
                if number % _LINES_AT_ONCE == 0:
                    leave(lines)

    def _choose(self, candidates: Sequence[NDArray[Any]], n_typical: int, n_different: int) -> Iterator[Shown]:
        """Yield the quotes that stand for each cell."""
        import numpy as np

        places = np.unique(np.concatenate(candidates)) if candidates else np.zeros(0, np.int64)
        weights = weigh_words([quote.text for quote in self.quoting.list_some(places.tolist())])
        chosen: list[tuple[list[int], list[int]]] = []
        for own in candidates:
            one = choose_quotes(
                select_texts(weights, np.searchsorted(places, own)),
                self.quoting.quotes.participants[own].tolist(),
                n_typical=n_typical,
                n_different=n_different,
            )
            chosen.append((own[list(one.typical)].tolist(), own[list(one.different)].tolist()))
        wanted = sorted({place for cell in chosen for part in cell for place in part})
        shown: Mapping[int, QuoteInContext] = dict(zip(wanted, self.quoting.put_in_context(wanted), strict=True))
        for typical, different in chosen:
            yield tuple(shown[one] for one in typical), tuple(shown[one] for one in different)
