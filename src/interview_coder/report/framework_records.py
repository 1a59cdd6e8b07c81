"""FrameworkMatrix → records, a line a cell, and a table."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from interview_coder.model.framework import ROW_JOINT, CellSummary, FrameworkCell, FrameworkMatrix
from interview_coder.model.results import QuoteInContext, Table

Record = dict[str, Any]
_QUOTES = ("typical", "typical_ids", "different", "different_ids")
_OWN = ("summary", "summary_coder", "summary_written", "summary_stale", "other_summaries")


def write_lines(matrix: FrameworkMatrix) -> bytes:
    """Write a line for each cell."""
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in list_records(matrix))
    return "".join(lines).encode()


def list_records(matrix: FrameworkMatrix) -> Iterator[Record]:
    """Yield each cell with its counts, quotes, codings and summaries."""
    for cell in matrix.cells:
        yield {
            "by": list(matrix.by),
            "row": cell.row,
            "of": matrix.of,
            "column": cell.column,
            **cell.counts,
            "typical": [_quote(one) for one in cell.typical],
            "different": [_quote(one) for one in cell.different],
            "codings": list(cell.coding_ids),
            "summaries": [summary_record(one) for one in cell.summaries],
        }


def summary_record(summary: CellSummary) -> Record:
    """Return what a person wrote, and what became of the evidence since."""
    return {
        "text": summary.text,
        "coder": summary.coder,
        "written": summary.written,
        "stale": summary.is_stale,
        "codings": list(summary.coding_ids),
        "gained": list(summary.gained),
        "lost": list(summary.lost),
    }


def _quote(one: QuoteInContext) -> Record:
    quote = one.quote
    return {
        "id": quote.quote_id,
        "codes": list(quote.codes),
        "participant": quote.participant,
        "source": quote.source_id,
        "turn": quote.turn,
        "start": quote.start,
        "end": quote.end,
        "text": quote.text,
        "stance": quote.stance,
        "attribution": quote.attribution,
        "review": quote.review,
    }


def tabulate_framework(matrix: FrameworkMatrix) -> Table:
    """Return a matrix as a table, one row a cell: counts, quotes one a line, and what people wrote."""
    counted = tuple(matrix.cells[0].counts) if matrix.cells else ()
    columns = (ROW_JOINT.join(matrix.by), matrix.of, *counted, *_QUOTES, *_OWN)
    return Table("framework_matrix", columns, tuple(tuple(_row(cell)) for cell in matrix.cells))


def _row(cell: FrameworkCell) -> Iterator[Any]:
    yield from (cell.row, cell.column, *cell.counts.values())
    for quotes in (cell.typical, cell.different):
        yield "\n".join(f"“{one.quote.text}” ({one.quote.attribution})" for one in quotes)
        yield " ".join(one.quote.quote_id for one in quotes)
    newest = cell.summary
    yield from ("", "", "", "") if newest is None else (newest.text, newest.coder, newest.written, newest.is_stale)
    yield _list_others(cell.others)


def _list_others(others: Sequence[CellSummary]) -> str:
    return "\n".join(f"{one.coder}, {one.written}: {one.text}" for one in others)
