"""Quotes → a sheet: what was said and how it may be signed in sight, where it stands folded away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from interview_coder.model.codebook import Codebook
from interview_coder.model.results import Quote, QuoteInContext, Results
from interview_coder.report.labels import label_all, tell_codes
from interview_coder.report.review_text import mark_review
from interview_coder.report.spreadsheet import Cell, Column, Sheet, tell_shown

QUOTES = "Quotes"
"""Name of the sheet."""
_COLUMNS = (
    Column("Theme", 20, "heading"),
    Column("Stakeholder type", 17, "heading"),
    Column("Quote", 80),
    Column("Attribution", 31),
    Column("Codes", 28),
    Column("Stance", 11),
    Column("Rank in its cell", 9, "whole"),
    Column("Review", 13),
)
_CONTEXT = (Column("Said before, by whom", 50), Column("In its turn", 80))
_PLACE = (
    Column("Participant", 14, is_folded=True),
    Column("Source", 24, is_folded=True),
    Column("Turn", 8, "whole", is_folded=True),
    Column("Start", 9, "whole", is_folded=True),
    Column("End", 9, "whole", is_folded=True),
    Column("Quote id", 20, is_folded=True),
)
_EDITED = Column("Edited wording", 60)
FOLDED_NOTE = "Participant, source and place stand in folded columns at the right: click + above them."


def list_quotes(results: Results) -> Sheet:
    """List the quotes of a study in the order of its matrix."""
    quotes = order_quotes(results)
    shown = tell_shown(len(quotes), sum(results.n_quotes.values()), "quotes", "quotes.jsonl")
    rows = make_quote_rows(quotes, results.codebook)
    return _make_sheet((*_COLUMNS, *_PLACE), rows, quotes, f"{shown} {FOLDED_NOTE}")


def list_quotes_in_context(quotes: Sequence[QuoteInContext], codebook: Codebook | None) -> Sheet:
    """List some quotes with what stands around them, in their order."""
    own = [one.quote for one in quotes]
    rows = make_quote_rows(own, codebook)
    if not any(one.asked or one.before or one.after for one in quotes):
        return _make_sheet((*_COLUMNS, *_PLACE), rows, own, FOLDED_NOTE)
    with_context = [
        [*row[: len(_COLUMNS)], one.asked, one.before + one.quote.text + one.after, *row[len(_COLUMNS) :]]
        for row, one in zip(rows, quotes, strict=True)
    ]
    return _make_sheet((*_COLUMNS, *_CONTEXT, *_PLACE), with_context, own, FOLDED_NOTE)


def _make_sheet(
    columns: tuple[Column, ...], rows: Sequence[Sequence[Cell]], quotes: Sequence[Quote], note: str
) -> Sheet:
    """Make the sheet; where any quote is edited, with a last column for that."""
    if any(quote.edited for quote in quotes):
        columns = (*columns, _EDITED)
        rows = [[*row, quote.edited] for row, quote in zip(rows, quotes, strict=True)]
    return Sheet(QUOTES, columns, rows, (note,), n_fixed=2)


def order_quotes(results: Results) -> list[Quote]:
    """Return the quotes that a workbook lists, by theme and stakeholder type as in the matrix, then by rank."""
    themes = {theme.theme_id: place for place, theme in enumerate(results.codebook.themes)}
    types = {name: place for place, name in enumerate(list_types(results))}
    return sorted(
        results.listed_quotes, key=lambda quote: (themes[quote.theme_id], types[quote.stakeholder_type], quote.rank)
    )


def list_types(results: Results) -> list[str]:
    """Return the stakeholder types in the order of the matrix."""
    return list(dict.fromkeys(row["stakeholder_type"] for row in results.tables["theme_matrix"].records()))


def find_first_rows(quotes: Sequence[Quote]) -> Mapping[tuple[str, str], int]:
    """Return where the quotes of each theme and stakeholder type begin."""
    places = reversed(list(enumerate(quotes)))
    return {(quote.theme_id, quote.stakeholder_type): place for place, quote in places}


def make_quote_rows(quotes: Sequence[Quote], codebook: Codebook | None) -> list[list[Cell]]:
    """Make a row of every quote."""
    labels = label_all(codebook)
    return [
        [
            labels.get(("theme", quote.theme_id), quote.theme_id),
            quote.stakeholder_type,
            quote.text,
            f"({quote.attribution})",
            tell_codes(quote, labels),
            quote.stance,
            quote.rank,
            mark_review(quote.review) or quote.review,
            quote.participant,
            quote.source_id,
            quote.turn,
            quote.start,
            quote.end,
            quote.quote_id,
        ]
        for quote in quotes
    ]
