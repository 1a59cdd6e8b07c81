"""Quotes as text, CSV, JSON, JSON lines, and as a workbook or document."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from interview_coder.model.codebook import Codebook
from interview_coder.model.results import QuoteInContext, Table
from interview_coder.report.csv_tables import format_csv
from interview_coder.report.review_text import mark_review

Quotes = Sequence[QuoteInContext]
QUOTE_COLUMNS = (
    *("id", "theme", "codes", "stakeholder_type", "participant", "source", "turn", "start", "end"),
    *("text", "stance", "attribution", "rank", "edited", "review"),
)
CONTEXT_COLUMNS = {
    "none": (),
    "sentence": ("before", "after"),
    "turn": ("before", "after"),
    "question": ("before", "after", "preceded_by"),
}
_TITLE = "Quotes"
_FIELDS = {"id": "quote_id", "theme": "theme_id", "source": "source_id"}


def _columns(context: str, order: str) -> tuple[str, ...]:
    return *QUOTE_COLUMNS, *CONTEXT_COLUMNS[context], *(["typicality"] if order == "typicality" else [])


def _records(quotes: Quotes, context: str, order: str) -> Iterator[dict[str, Any]]:
    for one in quotes:
        around = {"before": one.before, "after": one.after, "preceded_by": one.asked, "typicality": one.typicality}
        own = one.quote._asdict()
        yield {
            name: around[name] if name in around else own[_FIELDS.get(name, name)] for name in _columns(context, order)
        }


def format_json(quotes: Quotes, context: str, order: str) -> bytes:
    """Write a list of objects with the fields of ``quotes.jsonl``, and what is shown around each."""
    return (json.dumps(list(_records(quotes, context, order)), indent=2, ensure_ascii=False) + "\n").encode()


def format_jsonl(quotes: Quotes, context: str, order: str) -> bytes:
    """Write an object a line."""
    lines = (json.dumps(one, ensure_ascii=False) + "\n" for one in _records(quotes, context, order))
    return "".join(lines).encode()


def format_csv_rows(quotes: Quotes, context: str, order: str) -> bytes:
    """Write a row a quote, with its codes parted by spaces."""
    records = ({**one, "codes": " ".join(one["codes"])} for one in _records(quotes, context, order))
    return format_csv(Table("quotes", _columns(context, order), tuple(tuple(one.values()) for one in records))).encode()


def format_text(quotes: Quotes, _: str, order: str) -> bytes:
    """Write each quote in its context, with its attribution and place below."""
    return ("\n\n".join(_format_quote(one, order) for one in quotes) + "\n").encode()


def _format_quote(one: QuoteInContext, order: str) -> str:
    quote = one.quote
    typical = f"; typicality {one.typicality:.2f}" if order == "typicality" else ""
    mark = mark_review(quote.review)
    lines = [
        one.asked,
        f"{one.before}“{quote.text}”{one.after}",
        f"    edited: “{quote.edited}”" if quote.edited else "",
        f"    ({quote.attribution}) {quote.theme_id}: {', '.join(quote.codes)}; {quote.stance}{typical}"
        f"  [{quote.source_id}, turn {quote.turn}, {quote.start}-{quote.end}, {quote.quote_id}]"
        f"{f'  [{mark}]' if mark else ''}",
    ]
    return "\n".join(line for line in lines if line)


def write_xlsx(quotes: Quotes, codebook: Codebook) -> bytes:
    """Write a workbook with a row a quote; source and place stand in folded columns."""
    from interview_coder.report.quote_files import write_quotes_xlsx

    return write_quotes_xlsx(quotes, title=codebook.title or _TITLE, codebook=codebook)


def write_docx(quotes: Quotes, codebook: Codebook) -> bytes:
    """Write a document with a heading for each theme and stakeholder type."""
    from interview_coder.report.quote_files import write_quotes_docx

    return write_quotes_docx(quotes, title=codebook.title or _TITLE, codebook=codebook)


QUOTE_FORMATS: Mapping[str, Callable[[Quotes, str, str], bytes]] = {
    "text": format_text,
    "csv": format_csv_rows,
    "json": format_json,
    "jsonl": format_jsonl,
}
OFFICE_FORMATS: Mapping[str, Callable[[Quotes, Codebook], bytes]] = {"xlsx": write_xlsx, "docx": write_docx}
FORMATS = (*QUOTE_FORMATS, *OFFICE_FORMATS)
ENDINGS = {f".{form}": form for form in FORMATS} | {".txt": "text"}
