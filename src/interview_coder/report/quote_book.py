"""Results → ``quote-book.docx``: a chapter a theme, with its figures and its quotes, each with its label."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from interview_coder.model.codebook import Theme
from interview_coder.model.results import Quote, QuoteInContext, Results
from interview_coder.report.cell_text import tell_denials, tell_interval, tell_participants, tell_silence
from interview_coder.report.labels import Labels, label_all, tell_codes
from interview_coder.report.matrix_sheet import EVERYBODY
from interview_coder.report.quote_sheet import list_types
from interview_coder.report.spreadsheet import tell_shown
from interview_coder.report.word_document import TEXT_WIDTH, append_markup, new_document, save_document
from interview_coder.report.word_markup import write_contents, write_paragraph, write_run, write_table

MOST_QUOTES = 2_000
"""The book holds at most so many quotes, those of the first ranks of every cell."""
_HEAD = ("Stakeholder type", "Participants", "Share (95 % interval)", "Mentions", "Sources", "Denied, or not raised")
_WIDTHS = (2_000, 1_250, 1_950, 1_050, 1_050, TEXT_WIDTH - 7_300)
_NOTICE = (
    "Not reviewed: every coding behind these figures and quotes is a suggestion made by the codebook’s rules. "
    "Quotes are exactly as the transcripts have them."
)


def write(results: Results) -> Iterator[tuple[str, bytes]]:
    """Yield ``quote-book.docx``."""
    document = new_document(results.title)
    append_markup(document, _write_book(results))
    yield "quote-book.docx", save_document(document)


def _write_book(results: Results) -> Iterator[str]:
    if results.about:
        yield write_paragraph(write_run(results.about))
    yield write_paragraph(write_run(_NOTICE), style="Note")
    shown = _choose_quotes(results.quotes)
    n_all = sum(results.n_quotes.values())
    yield write_paragraph(write_run(tell_shown(len(shown), n_all, "quotes", _elsewhere(results))), style="Note")
    themes = results.codebook.themes
    yield write_paragraph(write_run("Contents", bold=True), style="Contents")
    yield from write_contents([(theme.label, f"theme_{number}") for number, theme in enumerate(themes)])
    labels = label_all(results.codebook)
    quotes: dict[tuple[str, str], list[Quote]] = {}
    for one in shown:
        quotes.setdefault((one.theme_id, one.stakeholder_type), []).append(one)
    rows = list(results.tables["theme_matrix"].records())
    whole = {row["theme"]: row for row in results.tables["theme_frequencies"].records()}
    for number, theme in enumerate(themes):
        own = [row for row in rows if row["theme"] == theme.theme_id]
        everybody = whole[theme.theme_id] | {"stakeholder_type": EVERYBODY}
        yield from _open_chapter(theme, number, [*own, everybody])
        for kind in list_types(results):
            yield from _write_quotes(results, theme, kind, quotes.get((theme.theme_id, kind), ()), labels)


def _choose_quotes(quotes: Sequence[QuoteInContext]) -> list[Quote]:
    places = sorted(range(len(quotes)), key=lambda place: quotes[place].quote.rank)
    return [quotes[place].quote for place in sorted(places[:MOST_QUOTES])]


def _elsewhere(results: Results) -> str:
    return "workbook.xlsx" if len(results.listed_quotes) == sum(results.n_quotes.values()) else "quotes.jsonl"


def _open_chapter(theme: Theme, number: int, rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    yield write_paragraph(
        write_run(theme.label), style="Heading1", new_page=number > 0, bookmark=(number, f"theme_{number}")
    )
    if theme.definition:
        yield write_paragraph(write_run(theme.definition))
    yield write_table(_HEAD, [[_write_cell(text) for text in _tell_row(row)] for row in rows], _WIDTHS)
    yield write_paragraph(
        write_run("Participants who raise the theme, of all of that type who were heard; 95 % interval after Wilson."),
        style="Note",
    )


def _tell_row(row: Mapping[str, Any]) -> tuple[str, ...]:
    others = "\n".join(text for text in (tell_denials(row), tell_silence(row)) if text)
    sources = f"{row['sources']:,} of {row['sources_total']:,}"
    name, mentions = row["stakeholder_type"], f"{row['mentions']:,}"
    return name, tell_participants(row), tell_interval(row), mentions, sources, others


def _write_cell(text: str) -> str:
    return write_paragraph(write_run(text), style="Cell")


def _write_quotes(results: Results, theme: Theme, kind: str, quotes: Sequence[Quote], labels: Labels) -> Iterator[str]:
    n_all = results.n_quotes[theme.theme_id, kind]
    if not n_all:
        return
    yield write_paragraph(write_run(kind), style="Heading2")
    if len(quotes) < n_all:
        told = tell_shown(len(quotes), n_all, "quotes", _elsewhere(results))
        yield write_paragraph(write_run(told), style="Note", keep_with_next=True)
    for quote in quotes:
        yield from write_quote(quote, labels)


def write_quote(quote: Quote, labels: Labels) -> Iterator[str]:
    """Write a quote with its label, and below it its codes and where it stands."""
    yield write_paragraph(
        write_run(f"“{quote.text}” "), write_run(f"({quote.attribution})"), style="Quote", keep_with_next=True
    )
    yield write_paragraph(write_run(tell_place(quote, labels)), style="Reference")


def tell_place(quote: Quote, labels: Labels) -> str:
    """Say the codes of a quote, its stance where it is not simply said, and where it stands."""
    stance = "" if quote.stance == "said" else quote.stance
    place = f"{quote.source_id}, turn {quote.turn}, characters {quote.start}–{quote.end}"
    return " · ".join(text for text in (tell_codes(quote, labels), stance, place) if text)
