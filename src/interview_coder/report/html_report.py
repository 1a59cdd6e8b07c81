"""Results → one self-contained ``report.html``: it opens offline, without a script, and prints."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from interview_coder.model.codebook import Code, Theme
from interview_coder.model.coding import Coding
from interview_coder.model.results import Cluster, Quote, Results
from interview_coder.model.source import Source, Turn


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
    sources: tuple[Source, ...]


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
        n_clustered=sum(len(cluster.segment_ids) for cluster in results.clusters),
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
    turns: dict[str, list[tuple[Source, Turn]]] = defaultdict(list)
    for source in results.sources:
        for turn in source.turns:
            if turn.participant is not None:
                turns[type_of[turn.participant]].append((source, turn))
    for name in types:
        yield {
            "stakeholder_type": name,
            "participants": sum(kind == name for kind in type_of.values()),
            "sources": len({source.source_id for source, _ in turns[name]}),
            "turns": len(turns[name]),
            "words": sum(len(source.text[turn.start : turn.end].split()) for source, turn in turns[name]),
        }


def _theme_parts(results: Results, cells: Sequence[Cell]) -> Iterator[ThemePart]:
    look_up = _LookUp.of(results)
    quotes: dict[tuple[str, str], list[Quote]] = defaultdict(list)
    for quote in results.quotes:
        quotes[quote.theme_id, quote.stakeholder_type].append(quote)
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
                _quote_group(results, cell, quotes[cell.theme_id, cell.stakeholder_type], look_up) for cell in own
            ),
        )


def _code_bar(code: Code, row: Mapping[str, Any]) -> Bar:
    return Bar(code.label, row["participants"], row["participants_total"], row["mentions"])


def _quote_group(results: Results, cell: Cell, quotes: Sequence[Quote], look_up: _LookUp) -> QuoteGroup:
    shown = quotes[: results.manifest["settings"]["quotes_per_cell"]]
    return QuoteGroup(
        cell.stakeholder_type, cell.anchor, cell, tuple(look_up.show(quote) for quote in shown), len(quotes)
    )


@dataclass(frozen=True, slots=True)
class _LookUp:
    """What stands behind quotes, by id."""

    sources: Mapping[str, Source]
    codings: Mapping[str, Coding]
    by_segment: Mapping[tuple[str, str], Sequence[Coding]]
    code_labels: Mapping[str, str]

    @classmethod
    def of(cls, results: Results) -> _LookUp:
        by_segment: dict[tuple[str, str], list[Coding]] = defaultdict(list)
        for coding in results.codings:
            by_segment[coding.segment_id, coding.theme_id].append(coding)
        return cls(
            {source.source_id: source for source in results.sources},
            {coding.coding_id: coding for coding in results.codings},
            by_segment,
            {code.code_id: code.label for code in results.codebook.codes},
        )

    def show(self, quote: Quote) -> ShownQuote:
        same = self.by_segment[self.codings[quote.quote_id].segment_id, quote.theme_id]
        behind = [one for one in same if quote.start <= one.start and one.end <= quote.end]
        return _show_quote(quote, self.sources[quote.source_id], behind, self.code_labels)


def _show_quote(quote: Quote, source: Source, codings: Sequence[Coding], labels: Mapping[str, str]) -> ShownQuote:
    number = next(place for place, turn in enumerate(source.turns) if turn.number == quote.turn)
    turn = source.turns[number]
    before = source.turns[number - 1] if number else None
    tokens = {(token.start, token.end) for coding in codings for one in coding.evidence for token in one.tokens}
    return ShownQuote(
        quote=quote,
        pieces=tuple(_cut(source.text, quote.start, quote.end, sorted(tokens))),
        speaker=turn.speaker,
        asked=f"{before.speaker}: {source.text[before.start : before.end]}" if before else "",
        turn_pieces=(
            Piece(source.text[turn.start : quote.start]),
            Piece(quote.text, is_quote=True),
            Piece(source.text[quote.end : turn.end]),
        ),
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
    texts = {source.source_id: source.text for source in results.sources}
    segments = {segment.segment_id: segment for segment in results.segments}
    rows = {row["cluster"]: row for row in results.tables["cluster_coverage"].records()}
    crossed = _by_row(list(results.tables["cluster_theme"].records()), lambda row: str(row["cluster"]))
    by_theme = {int(number): tuple(row["segments"] for row in row_cells) for number, row_cells in crossed}
    for cluster in results.clusters:
        typical = [segments[name] for name in cluster.typical_ids[:3]]
        examples = tuple((one.segment_id, _shorten(texts[one.source_id][one.start : one.end])) for one in typical)
        row = rows[cluster.number]
        yield ClusterPart(cluster, row["covered"], row["segments_coded"], by_theme[cluster.number], examples)


def _shorten(text: str, most: int = 320) -> str:
    return text if len(text) <= most else text[: text.rfind(" ", 0, most)] + " …"
