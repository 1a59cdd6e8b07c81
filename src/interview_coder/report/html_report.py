"""Results → one self-contained ``report.html``: it opens offline, without a script, and prints."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from interview_coder.model.codebook import Code, Theme
from interview_coder.model.results import Cluster, Quote, QuoteInContext, Results
from interview_coder.model.source import SourceSummary


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, and whether a rule found it or the quote covers it."""

    text: str
    is_evidence: bool = False
    is_quote: bool = False


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """A quote with its context.

    Parameters
    ----------
    pieces : tuple of Piece
        The quote, cut at the words that earned it.
    asked : str
        The turn before, with its speaker; empty at the start of a source.
    turn_pieces : tuple of Piece
        The whole turn, cut at the borders of the quote.
    """

    quote: Quote
    pieces: tuple[Piece, ...]
    speaker: str
    asked: str
    turn_pieces: tuple[Piece, ...]
    codes: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a matrix: n of N participants, and what stands behind them."""

    stakeholder_type: str
    theme_id: str
    anchor: str
    participants: int
    participants_total: int
    mentions: int
    sources: int
    sources_total: int

    @property
    def share(self) -> float:
        """Share of the type's participants, from 0 to 1."""
        return self.participants / self.participants_total if self.participants_total else 0.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart of participants."""

    label: str
    participants: int
    participants_total: int
    mentions: int
    anchor: str = ""

    @property
    def percent(self) -> float:
        """Length of the bar."""
        return round(100 * self.participants / self.participants_total, 1) if self.participants_total else 0.0


@dataclass(frozen=True, slots=True)
class QuoteGroup:
    """The quotes of one cell."""

    stakeholder_type: str
    anchor: str
    cell: Cell
    quotes: tuple[ShownQuote, ...]
    n_all: int


@dataclass(frozen=True, slots=True)
class ThemePart:
    """All that the report says of one theme."""

    theme: Theme
    bar: Bar
    sources: int
    sources_total: int
    strongest: Cell | None
    silent_types: tuple[str, ...]
    stances: Mapping[str, int]
    codes: tuple[tuple[Code, Bar], ...]
    groups: tuple[QuoteGroup, ...]


@dataclass(frozen=True, slots=True)
class ClusterPart:
    """One cluster, with examples."""

    cluster: Cluster
    is_covered: bool
    n_coded: int
    by_theme: tuple[int, ...]
    examples: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ReportPage:
    """Everything that the template may use."""

    title: str
    about: str
    manifest: Mapping[str, Any]
    warnings: tuple[str, ...]
    spoken_to: tuple[Mapping[str, Any], ...]
    themes: tuple[Theme, ...]
    theme_labels: Mapping[str, str]
    matrix: tuple[tuple[str, tuple[Cell, ...]], ...]
    code_matrix: tuple[tuple[str, tuple[Mapping[str, Any], ...]], ...]
    parts: tuple[ThemePart, ...]
    cooccurrence: tuple[Mapping[str, Any], ...]
    by_source: tuple[tuple[str, tuple[Mapping[str, Any], ...]], ...]
    clusters: tuple[ClusterPart, ...]
    n_clustered: int
    sources: tuple[SourceSummary, ...]


def write(results: Results) -> Iterator[tuple[str, bytes]]:
    """Yield ``report.html``."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("interview_coder.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = make_page(results)
    yield "report.html", environment.get_template("report.html.j2").render(page=page).encode()


def make_page(results: Results) -> ReportPage:
    """Gather what the report shows."""
    matrix = list(results.tables["theme_matrix"].records())
    types = list(dict.fromkeys(row["stakeholder_type"] for row in matrix))
    cells = [_make_cell(row, types.index(row["stakeholder_type"]) + 1) for row in matrix]
    return ReportPage(
        title=results.title,
        about=results.about,
        manifest=results.manifest,
        warnings=results.warnings,
        spoken_to=tuple(_spoken_to(results, types)),
        themes=results.codebook.themes,
        theme_labels={theme.theme_id: theme.label for theme in results.codebook.themes},
        matrix=_by_row(cells, lambda cell: cell.stakeholder_type),
        code_matrix=_by_row(list(results.tables["code_matrix"].records()), lambda row: str(row["stakeholder_type"])),
        parts=tuple(_theme_parts(results, cells)),
        cooccurrence=tuple(results.tables["theme_cooccurrence"].records()),
        by_source=_by_row(list(results.tables["theme_source"].records()), lambda row: str(row["source"])),
        clusters=tuple(_cluster_parts(results)),
        n_clustered=sum(cluster.n_segments for cluster in results.clusters),
        sources=results.sources,
    )


def _by_row(cells: Sequence[Any], row_of: Any) -> tuple[tuple[str, tuple[Any, ...]], ...]:
    rows: dict[str, list[Any]] = defaultdict(list)
    for cell in cells:
        rows[row_of(cell)].append(cell)
    return tuple((name, tuple(row)) for name, row in rows.items())


def _make_cell(row: Mapping[str, Any], type_number: int) -> Cell:
    counts = {
        name: row[name] for name in ("participants", "participants_total", "mentions", "sources", "sources_total")
    }
    return Cell(row["stakeholder_type"], row["theme"], f"quotes-{row['theme']}-{type_number}", **counts)


def _spoken_to(results: Results, types: Sequence[str]) -> Iterator[Mapping[str, Any]]:
    type_of = {name: person.stakeholder_type for name, person in results.participants.items()}
    counts = {name: [0, 0, 0] for name in types}
    for source in results.sources:
        for kind in {type_of[name] for name in source.speaking}:
            counts[kind][0] += 1
        for name, (n_turns, n_words) in source.speaking.items():
            counts[type_of[name]][1] += n_turns
            counts[type_of[name]][2] += n_words
    for name in types:
        n_people = sum(kind == name for kind in type_of.values())
        n_sources, n_turns, n_words = counts[name]
        yield {
            "stakeholder_type": name,
            "participants": n_people,
            "sources": n_sources,
            "turns": n_turns,
            "words": n_words,
        }


def _theme_parts(results: Results, cells: Sequence[Cell]) -> Iterator[ThemePart]:
    labels = {code.code_id: code.label for code in results.codebook.codes}
    quotes: dict[tuple[str, str], list[ShownQuote]] = defaultdict(list)
    for one in results.quotes:
        quotes[one.quote.theme_id, one.quote.stakeholder_type].append(_show_quote(one, labels))
    frequencies = {row["theme"]: row for row in results.tables["theme_frequencies"].records()}
    code_rows = {row["code"]: row for row in results.tables["code_frequencies"].records()}
    stances: dict[str, dict[str, int]] = defaultdict(dict)
    for row in results.tables["theme_stance"].records():
        stances[row["theme"]][row["stance"]] = row["mentions"]
    for theme in results.codebook.themes:
        own = [cell for cell in cells if cell.theme_id == theme.theme_id]
        row = frequencies[theme.theme_id]
        yield ThemePart(
            theme=theme,
            bar=Bar(
                theme.label, row["participants"], row["participants_total"], row["mentions"], f"theme-{theme.theme_id}"
            ),
            sources=row["sources"],
            sources_total=row["sources_total"],
            strongest=max(
                (cell for cell in own if cell.participants), key=lambda cell: (cell.share, cell.mentions), default=None
            ),
            silent_types=tuple(cell.stakeholder_type for cell in own if not cell.participants),
            stances=stances[theme.theme_id],
            codes=tuple((code, _code_bar(code, code_rows[code.code_id])) for code in theme.codes),
            groups=tuple(
                QuoteGroup(
                    cell.stakeholder_type,
                    cell.anchor,
                    cell,
                    tuple(quotes[cell.theme_id, cell.stakeholder_type]),
                    results.n_quotes[cell.theme_id, cell.stakeholder_type],
                )
                for cell in own
            ),
        )


def _code_bar(code: Code, row: Mapping[str, Any]) -> Bar:
    return Bar(code.label, row["participants"], row["participants_total"], row["mentions"])


def _show_quote(one: QuoteInContext, labels: Mapping[str, str]) -> ShownQuote:
    quote = one.quote
    return ShownQuote(
        quote=quote,
        pieces=tuple(_cut(quote.text, 0, len(quote.text), [(a - quote.start, b - quote.start) for a, b in one.found])),
        speaker=one.speaker,
        asked=one.asked,
        turn_pieces=(Piece(one.before), Piece(quote.text, is_quote=True), Piece(one.after)),
        codes=", ".join(labels[code] for code in quote.codes),
    )


def _cut(text: str, start: int, end: int, marked: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    for mark_start, mark_end in marked:
        if mark_start > start:
            yield Piece(text[start:mark_start])
        if mark_end > start:
            yield Piece(text[max(start, mark_start) : mark_end], is_evidence=True)
        start = max(start, mark_end)
    if end > start:
        yield Piece(text[start:end])


def _cluster_parts(results: Results) -> Iterator[ClusterPart]:
    rows = {row["cluster"]: row for row in results.tables["cluster_coverage"].records()}
    crossed = _by_row(list(results.tables["cluster_theme"].records()), lambda row: str(row["cluster"]))
    by_theme = {int(number): tuple(row["segments"] for row in row_cells) for number, row_cells in crossed}
    for cluster in results.clusters:
        examples = tuple(zip(cluster.typical_ids, cluster.examples, strict=False))
        row = rows[cluster.number]
        yield ClusterPart(cluster, row["covered"], row["segments_coded"], by_theme[cluster.number], examples)
