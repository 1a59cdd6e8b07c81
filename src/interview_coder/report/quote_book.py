"""Results → ``quote-book.docx``: a chapter a theme, with its figures and its quotes, each with its label."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from interview_coder.model.codebook import Theme
from interview_coder.model.results import Quote, QuoteInContext, Results
from interview_coder.report.cell_text import tell_others
from interview_coder.report.counts_text import tell_share
from interview_coder.report.labels import Labels, label_all, tell_codes
from interview_coder.report.matrix_sheet import EVERYBODY
from interview_coder.report.quote_sheet import list_types
from interview_coder.report.review_text import mark_review
from interview_coder.report.spreadsheet import tell_shown
from interview_coder.report.telling import Counts, Telling
from interview_coder.report.word_document import TEXT_WIDTH, append_markup, new_document, save_document
from interview_coder.report.word_markup import write_contents, write_paragraph, write_run, write_table

MOST_QUOTES = 2_000
"""The book holds at most so many quotes, those of the first ranks of every cell."""
_HEAD = ("Stakeholder type", "Participants", "Denied, or not raised", "Share (95 % interval)", "Mentions", "Sources")
_WIDTHS = (2_000, 1_350, TEXT_WIDTH - 7_350, 1_800, 1_050, 1_150)
_WIDTHS_OF_WORDS = (3_000, 2_000, TEXT_WIDTH - 5_000)
_FIGURES = "How many participants raise the theme, of all of that type who were heard."
_NOTICE = "Quotes are exactly as the transcripts have them."


def write(results: Results) -> Iterator[tuple[str, bytes]]:
    """Yield ``quote-book.docx``."""
    document = new_document(results.title)
    append_markup(document, _write_book(results))
    yield "quote-book.docx", save_document(document)


def _write_book(results: Results) -> Iterator[str]:
    quotes: dict[tuple[str, str], list[Quote]] = defaultdict(list)
    for one in _choose_quotes(results.quotes):
        quotes[one.theme_id, one.stakeholder_type].append(one)
    yield from _write_front(results, sum(map(len, quotes.values())))
    labels, telling = label_all(results.codebook), Telling.of_settings(results.manifest["settings"])
    rows = list(results.tables["theme_matrix"].records())
    whole = {row["theme"]: row for row in results.tables["theme_frequencies"].records()}
    for number, theme in enumerate(results.codebook.themes):
        own = [row for row in rows if row["theme"] == theme.theme_id]
        everybody = whole[theme.theme_id] | {"stakeholder_type": EVERYBODY}
        yield from _open_chapter(theme, number, [*own, everybody], telling)
        for kind in list_types(results):
            yield from _write_quotes(results, theme, kind, quotes[theme.theme_id, kind], labels)


def _write_front(results: Results, n_shown: int) -> Iterator[str]:
    if results.about:
        yield write_paragraph(write_run(results.about))
    told = f"{results.manifest['review']['told']} {_NOTICE}"
    for note in (told, *(f"{warning}." for warning in results.warnings)):
        yield write_paragraph(write_run(note), style="Note")
    told = tell_shown(n_shown, sum(results.n_quotes.values()), "quotes", _elsewhere(results))
    yield write_paragraph(write_run(told), style="Note")
    yield write_paragraph(write_run("Contents", bold=True), style="Contents")
    yield from write_contents([(theme.label, f"theme_{n}") for n, theme in enumerate(results.codebook.themes)])


def _choose_quotes(quotes: Sequence[QuoteInContext]) -> list[Quote]:
    places = sorted(range(len(quotes)), key=lambda place: quotes[place].quote.rank)
    return [quotes[place].quote for place in sorted(places[:MOST_QUOTES])]


def _elsewhere(results: Results) -> str:
    return "workbook.xlsx" if len(results.listed_quotes) == sum(results.n_quotes.values()) else "quotes.jsonl"


def _open_chapter(theme: Theme, number: int, rows: Sequence[Counts], telling: Telling) -> Iterator[str]:
    bookmark = number, f"theme_{number}"
    yield write_paragraph(write_run(theme.label), style="Heading1", new_page=number > 0, bookmark=bookmark)
    if theme.definition:
        yield write_paragraph(write_run(theme.definition))
    widths = _WIDTHS if telling.with_numbers else _WIDTHS_OF_WORDS
    told = [_tell_row(row, telling)[: len(widths)] for row in rows]
    yield write_table(_HEAD[: len(widths)], [[_write_cell(text) for text in row] for row in told], widths)
    yield write_paragraph(write_run(_FIGURES), style="Note")


def _tell_row(row: Counts, telling: Telling) -> tuple[str, ...]:
    others, sources = "\n".join(tell_others(row, telling)), f"{row['sources']:,} of {row['sources_total']:,}"
    return row["stakeholder_type"], telling.people(row), others, tell_share(row), f"{row['mentions']:,}", sources


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
    if quote.edited:
        yield write_paragraph(write_run(f"Edited: “{quote.edited}”"), style="Note", keep_with_next=True)
    yield write_paragraph(write_run(tell_place(quote, labels)), style="Reference")


def tell_place(quote: Quote, labels: Labels) -> str:
    """Say the codes of a quote, its stance where not simply said, whether it was reviewed, and where it stands."""
    stance = "" if quote.stance == "said" else quote.stance
    review = mark_review(quote.review)
    place = f"{quote.source_id}, turn {quote.turn}, characters {quote.start}–{quote.end}"
    return " · ".join(text for text in (tell_codes(quote, labels), stance, review, place) if text)
