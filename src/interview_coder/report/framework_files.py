"""FrameworkMatrix → XLSX and DOCX: the researcher's own words first, then the figures, then what people said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interview_coder.model.codebook import Codebook
from interview_coder.model.framework import CellSummary, FrameworkCell, FrameworkMatrix
from interview_coder.model.results import Quote
from interview_coder.plain_text import count
from interview_coder.report.cell_text import tell_more
from interview_coder.report.labels import Labels, label_all
from interview_coder.report.quote_book import tell_place
from interview_coder.report.quote_sheet import QUOTES, list_quotes_in_context
from interview_coder.report.shown_framework import ShownFramework
from interview_coder.report.spreadsheet import Case, Cell, Column, Detail, Sheet, write_spreadsheet
from interview_coder.report.telling import Telling
from interview_coder.report.word_document import LANDSCAPE_TEXT_WIDTH, append_markup, new_document, save_document
from interview_coder.report.word_markup import write_paragraph, write_run, write_table

_COLUMNS_ON_A_PAGE = 4
_ROW_WIDTH = 2_000
_NOTE = (
    "Own summary, figures, then typical quotes and different ones. A click on a figure leads to the quotes of its cell."
)


def framework_xlsx(shown: ShownFramework) -> bytes:
    """Write a framework matrix as two sheets: the matrix, and the quotes to which its cells lead."""
    matrix, codebook, telling = shown.matrix, shown.codebook, shown.telling
    quotes = [quote for cell in matrix.cells for quote in (*cell.typical, *cell.different)]
    labels = _label_columns(matrix, codebook)
    columns = (Column(_name_cases(matrix), 24, "heading"), *(Column(labels[one], 44) for one in matrix.columns))
    rows: list[list[Cell]] = []
    first = 0
    for name, cells in _by_row(matrix):
        figures: list[Cell] = [name]
        for cell in cells:
            n_quotes = len(cell.typical) + len(cell.different)
            target = (QUOTES, first) if n_quotes else None
            figures.append(Case(telling.people(cell.counts), telling.share(cell.counts), target))
            first += n_quotes
        details = [Detail("\n\n".join(_tell_cell(cell, telling)), telling.share(cell.counts)) for cell in cells]
        rows += [figures, ["", *details]]
    sheet = Sheet("Framework matrix", columns, rows, (f"{shown.review} {_NOTE}",), n_fixed=1, has_filter=False)
    return write_spreadsheet([sheet, list_quotes_in_context(quotes, codebook)], title=shown.title)


def framework_docx(shown: ShownFramework) -> bytes:
    """Write a framework matrix as a document on landscape pages, a few columns at a time."""
    document = new_document(shown.title, is_landscape=True)
    append_markup(document, [write_paragraph(write_run(shown.review), style="Note")])
    append_markup(document, _write_tables(shown.matrix, shown.codebook, shown.telling))
    return save_document(document)


def _label_columns(matrix: FrameworkMatrix, codebook: Codebook) -> dict[str, str]:
    labels = label_all(codebook)
    return {one: labels[matrix.of, one] for one in matrix.columns}


def _name_cases(matrix: FrameworkMatrix) -> str:
    return " × ".join(matrix.by).replace("_", " ").capitalize()


def _by_row(matrix: FrameworkMatrix) -> Iterator[tuple[str, Sequence[FrameworkCell]]]:
    width = len(matrix.columns)
    for place, name in enumerate(matrix.rows):
        yield name, matrix.cells[place * width : (place + 1) * width]


def _tell_cell(cell: FrameworkCell, telling: Telling) -> Iterator[str]:
    yield from (f"{one.text}\n[{_tell_summary(one)}]" for one in cell.summaries)
    yield "\n".join(tell_more(cell.counts, telling))
    yield from (f"“{one.quote.text}” ({one.quote.attribution})" for one in cell.typical)
    yield from (f"Different: “{one.quote.text}” ({one.quote.attribution})" for one in cell.different)


def _tell_summary(summary: CellSummary) -> str:
    """Say who wrote a summary, on what it rests, and what changed since."""
    told = f"summary by {summary.coder}, {summary.written[:10]}, on {count(len(summary.coding_ids), 'coding')}"
    if not summary.is_stale:
        return told
    return f"{told}; since then {len(summary.gained):,} came and {len(summary.lost):,} went: read it again"


def _write_tables(matrix: FrameworkMatrix, codebook: Codebook, telling: Telling) -> Iterator[str]:
    labels = _label_columns(matrix, codebook)
    codes = label_all(codebook)
    rows = list(_by_row(matrix))
    for first in range(0, len(matrix.columns), _COLUMNS_ON_A_PAGE):
        some = matrix.columns[first : first + _COLUMNS_ON_A_PAGE]
        width = (LANDSCAPE_TEXT_WIDTH - _ROW_WIDTH) // len(some)
        body = [
            [
                write_paragraph(write_run(name, bold=True), style="Cell"),
                *("".join(_write_cell(cell, codes, telling)) for cell in cells[first : first + _COLUMNS_ON_A_PAGE]),
            ]
            for name, cells in rows
        ]
        yield write_paragraph(write_run(", ".join(labels[one] for one in some)), style="Heading1", new_page=first > 0)
        head = [_name_cases(matrix), *(labels[one] for one in some)]
        yield write_table(head, body, [_ROW_WIDTH, *[width] * len(some)])


def _write_cell(cell: FrameworkCell, codes: Labels, telling: Telling) -> Iterator[str]:
    for summary in cell.summaries:
        yield write_paragraph(write_run(summary.text), style="Cell")
        yield write_paragraph(write_run(_tell_summary(summary), bold=summary.is_stale), style="Cellnote")
    yield write_paragraph(write_run(telling.people(cell.counts), bold=True), style="Cell")
    yield from (write_paragraph(write_run(text), style="Cell") for text in tell_more(cell.counts, telling))
    for one in cell.typical:
        yield from _write_quote(one.quote, codes, "")
    for one in cell.different:
        yield from _write_quote(one.quote, codes, "Different: ")


def _write_quote(quote: Quote, codes: Labels, before: str) -> Iterator[str]:
    yield write_paragraph(write_run(f"{before}“{quote.text}” ({quote.attribution})"), style="Cell")
    yield write_paragraph(write_run(tell_place(quote, codes)), style="Cellnote")
