"""ShownFramework → text for the terminal: cell by cell, what a person wrote before what the program chose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import indent

from interview_coder.model.results import QuoteInContext
from interview_coder.report.review_text import mark_review
from interview_coder.report.shown_framework import ShownCell, ShownFramework


def write_text(shown: ShownFramework) -> bytes:
    """Write a framework matrix as text."""
    lines = [f"{shown.title}: {shown.rows_are} × {shown.columns_are}", shown.review]
    for row, cells in shown.rows:
        lines += ["", row]
        for cell in cells:
            lines += ["", indent(write_cell(cell), "  ")]
    return ("\n".join(lines) + "\n").encode()


def write_cell(cell: ShownCell) -> str:
    """Write one cell."""
    return "\n".join(_lines(cell))


def _lines(cell: ShownCell) -> Iterator[str]:
    yield f"{cell.label}: {'; '.join(cell.told)}"
    for one in cell.summaries:
        changes = f"; {one.changes}" if one.changes else ""
        yield f"  written by {one.summary.coder}, {one.day}{changes}:"
        yield indent(one.summary.text, "    ")
    yield from _quotes("typical", cell.cell.typical)
    yield from _quotes("different", cell.cell.different)


def _quotes(kind: str, quotes: Sequence[QuoteInContext]) -> Iterator[str]:
    for one in quotes:
        quote = one.quote
        stance = "" if quote.stance == "said" else f", {quote.stance}"
        mark = mark_review(quote.review)
        place = f"[{quote.source_id}, turn {quote.turn}{stance}{f', {mark}' if mark else ''}]"
        yield f"  {kind}: “{quote.text}” ({quote.attribution}) {place}"
