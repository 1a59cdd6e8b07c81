"""Chosen quotes → XLSX and DOCX, for whoever asks for some and not for all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interview_coder.model.codebook import Codebook
from interview_coder.model.results import QuoteInContext
from interview_coder.report.labels import label_all
from interview_coder.report.quote_book import write_quote
from interview_coder.report.quote_sheet import list_quotes_in_context
from interview_coder.report.spreadsheet import write_spreadsheet
from interview_coder.report.word_document import append_markup, new_document, save_document
from interview_coder.report.word_markup import write_paragraph, write_run


def write_quotes_xlsx(quotes: Sequence[QuoteInContext], *, title: str, codebook: Codebook | None = None) -> bytes:
    """Write quotes in their order as a sheet, with their context where they have any.

    Parameters
    ----------
    quotes : sequence of QuoteInContext
        ``asked``, ``before`` and ``after`` are shown as they are: empty for no context.
    codebook : Codebook, optional
        Without it themes and codes are called by their ids.
    """
    return write_spreadsheet([list_quotes_in_context(quotes, codebook)], title=title)


def write_quotes_docx(quotes: Sequence[QuoteInContext], *, title: str, codebook: Codebook | None = None) -> bytes:
    """Write quotes in their order as a document: a heading wherever the theme or the stakeholder type changes."""
    document = new_document(title)
    append_markup(document, _write_all(quotes, codebook))
    return save_document(document)


def _write_all(quotes: Sequence[QuoteInContext], codebook: Codebook | None) -> Iterator[str]:
    labels = label_all(codebook)
    theme = kind = None
    for one in quotes:
        if one.quote.theme_id != theme:
            theme, kind = one.quote.theme_id, None
            yield write_paragraph(write_run(labels.get(("theme", theme), theme)), style="Heading1")
        if one.quote.stakeholder_type != kind:
            kind = one.quote.stakeholder_type
            yield write_paragraph(write_run(kind), style="Heading2")
        if one.asked:
            yield write_paragraph(write_run(one.asked), style="Note", keep_with_next=True)
        if one.before or one.after:
            yield write_paragraph(
                write_run(f"{one.speaker}: {one.before}"),
                write_run(one.quote.text, bold=True),
                write_run(one.after),
                style="Note",
                keep_with_next=True,
            )
        yield from write_quote(one.quote, labels)
