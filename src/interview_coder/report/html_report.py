"""Results → one self-contained ``report.html``: it opens offline, without a script, and prints."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from interview_coder.model.codebook import Theme
from interview_coder.model.methods import Methods
from interview_coder.model.results import Results
from interview_coder.report.counts_text import tell_share
from interview_coder.report.framework_wording import describe_changes
from interview_coder.report.further_tables import (
    ClusterPart,
    Saturation,
    ShownRows,
    cut,
    describe_saturation,
    draw_strips,
    group_codes,
    list_by_source,
    list_clusters,
    list_pairs,
    list_reviews,
)
from interview_coder.report.gaps import cut_at_gaps
from interview_coder.report.page_templates import render_page
from interview_coder.report.review_text import mark_review, tell_right
from interview_coder.report.telling import Telling
from interview_coder.report.theme_chapters import Cell, ThemeChapter, make_cells, make_chapters


@dataclass(frozen=True, slots=True)
class ReportPage:
    """Everything that the template may use."""

    title: str
    about: str
    manifest: Mapping[str, Any]
    warnings: tuple[str, ...]
    telling: Telling
    spoken_to: tuple[Mapping[str, Any], ...]
    themes: tuple[Theme, ...]
    labels: Mapping[str, Mapping[str, str]]
    matrix: tuple[tuple[str, tuple[Cell, ...]], ...]
    codes: Mapping[str, Sequence[Mapping[str, Any]]]
    chapters: tuple[ThemeChapter, ...]
    review: tuple[tuple[str, Mapping[str, Any]], ...]
    clusters: tuple[ClusterPart, ...]
    n_clustered: int
    pairs: Mapping[str, ShownRows]
    by_source: Mapping[str, ShownRows]
    strips: ShownRows
    saturation: Saturation
    methods: Methods
    sources: ShownRows


_FILTERS: dict[str, Callable[..., Any]] = {
    "share": tell_share,
    "cut_at_gaps": cut_at_gaps,
    "changes": describe_changes,
    "mark_review": mark_review,
    "right": tell_right,
}


def write(results: Results) -> Iterator[tuple[str, bytes]]:
    """Yield ``report.html``."""
    page = make_page(results)
    yield "report.html", render_page("report.html.j2", _FILTERS, page=page, tell=page.telling)


def make_page(results: Results) -> ReportPage:
    """Gather what the report shows."""
    telling = Telling.of_settings(results.manifest["settings"])
    cells = make_cells(results, telling)
    matrix = tuple((kind, tuple(row)) for kind, row in groupby(cells, key=lambda cell: cell.stakeholder_type))
    themes = results.codebook.themes
    return ReportPage(
        title=results.title,
        about=results.about,
        manifest=results.manifest,
        warnings=results.warnings,
        telling=telling,
        spoken_to=tuple(_spoken_to(results, [kind for kind, _ in matrix])),
        themes=themes,
        labels={
            "theme": {theme.theme_id: theme.label for theme in themes},
            "code": {code.code_id: code.label for code in results.codebook.codes},
        },
        matrix=matrix,
        codes=dict(group_codes(results)),
        chapters=tuple(make_chapters(results, cells)),
        review=list_reviews(results),
        clusters=tuple(list_clusters(results)),
        n_clustered=sum(cluster.n_segments for cluster in results.clusters),
        pairs={of: list_pairs(results, of) for of in ("theme", "code")},
        by_source={of: list_by_source(results, of) for of in ("theme", "code")},
        strips=draw_strips(results),
        saturation=describe_saturation(results),
        methods=results.methods,
        sources=cut(results.sources),
    )


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
