"""Codings → tables: how often, by how many people, in how many sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from interview_coder.model.coding import STANCES
from interview_coder.model.results import Table
from interview_coder.tabulate.counting import (
    Counts,
    Evidence,
    count_distinct,
    count_groups,
    count_pairs,
    with_codes_above,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

FEW_CODED = 0.15
"""A cluster of which a smaller share is coded is called uncovered: a candidate for a new code."""

Row = dict[str, Any]


def _row(counts: Counts, place: int, n_people: int, n_sources: int) -> Row:
    return {
        "mentions": counts.mentions[place],
        "participants": counts.participants[place],
        "participants_total": n_people,
        "sources": counts.sources[place],
        "sources_total": n_sources,
    }


def _totals_by_type(evidence: Evidence) -> list[tuple[int, int]]:
    """Return for each stakeholder type how many people it has, and in how many sources any of them speaks."""
    import numpy as np

    n_types = len(evidence.stakeholder_types)
    people = np.bincount(evidence.type_of, minlength=n_types)
    sources, speakers = evidence.speaking.T
    n_sources = count_distinct(evidence.type_of[speakers], sources, n_types)
    return list(zip(people.tolist(), n_sources.tolist(), strict=True))


def _by_type(
    evidence: Evidence, names: NDArray[Any], n_names: int, rows: NDArray[Any] | None = None
) -> Iterator[tuple[str, int, Row]]:
    """Yield counts for every stakeholder type and every one of some names that rows have."""
    people = evidence.codings.participants if rows is None else evidence.codings.participants[rows]
    groups = evidence.type_of[people] * n_names + names
    counts = count_groups(groups, len(evidence.stakeholder_types) * n_names, evidence, rows)
    for place, (kind, totals) in enumerate(zip(evidence.stakeholder_types, _totals_by_type(evidence), strict=True)):
        for name in range(n_names):
            yield kind, name, _row(counts, place * n_names + name, *totals)


def theme_matrix(evidence: Evidence) -> Iterator[Row]:
    """Stakeholder type × theme."""
    themes = evidence.codebook.themes
    for kind, place, counts in _by_type(evidence, evidence.theme_of[evidence.codings.codes], len(themes)):
        yield {"stakeholder_type": kind, "theme": themes[place].theme_id} | counts


def code_matrix(evidence: Evidence) -> Iterator[Row]:
    """Stakeholder type × code."""
    codes = list(evidence.codebook.codes)
    names, rows = with_codes_above(evidence)
    for kind, place, counts in _by_type(evidence, names, len(codes), rows):
        yield {"stakeholder_type": kind, "theme": codes[place].theme_id, "code": codes[place].code_id} | counts


def _everyone(evidence: Evidence) -> tuple[int, int]:
    return len(evidence.participants), len(evidence.source_ids)


def _with_segments(evidence: Evidence, counts: Counts, place: int) -> Row:
    segments = {"segments": counts.segments[place], "segments_total": int(evidence.n_segments.sum())}
    return _row(counts, place, *_everyone(evidence)) | segments


def theme_frequencies(evidence: Evidence) -> Iterator[Row]:
    """How often each theme is raised, and by whom, in the whole study."""
    themes = evidence.codebook.themes
    counts = count_groups(evidence.theme_of[evidence.codings.codes], len(themes), evidence)
    for place, theme in enumerate(themes):
        yield {"theme": theme.theme_id} | _with_segments(evidence, counts, place)


def code_frequencies(evidence: Evidence) -> Iterator[Row]:
    """How often each code is found, and by whom, in the whole study."""
    codes = list(evidence.codebook.codes)
    names, rows = with_codes_above(evidence)
    counts = count_groups(names, len(codes), evidence, rows)
    for place, code in enumerate(codes):
        yield {"theme": code.theme_id, "code": code.code_id} | _with_segments(evidence, counts, place)


def theme_stance(evidence: Evidence) -> Iterator[Row]:
    """Theme × stance: how the words of each theme are meant."""
    themes = evidence.codebook.themes
    groups = evidence.theme_of[evidence.codings.codes] * len(STANCES) + evidence.codings.stances
    counts = count_groups(groups, len(themes) * len(STANCES), evidence)
    for place, theme in enumerate(themes):
        for n, stance in enumerate(STANCES):
            row = _row(counts, place * len(STANCES) + n, *_everyone(evidence))
            yield {"theme": theme.theme_id, "stance": stance} | row


def theme_source(evidence: Evidence) -> Iterator[Row]:
    """Source × theme."""
    import numpy as np

    themes = evidence.codebook.themes
    groups = evidence.codings.sources.astype(np.int64) * len(themes) + evidence.theme_of[evidence.codings.codes]
    counts = count_groups(groups, len(evidence.source_ids) * len(themes), evidence)
    n_speaking = np.bincount(evidence.speaking[:, 0], minlength=len(evidence.source_ids)).tolist()
    for n, source_id in enumerate(evidence.source_ids):
        for place, theme in enumerate(themes, start=n * len(themes)):
            yield {
                "source": source_id,
                "theme": theme.theme_id,
                "mentions": counts.mentions[place],
                "participants": counts.participants[place],
                "participants_total": n_speaking[n],
            }


def theme_cooccurrence(evidence: Evidence) -> Iterator[Row]:
    """Pairs of themes in one segment, and in one person."""
    themes = [theme.theme_id for theme in evidence.codebook.themes]
    return _cooccurrence(evidence, "theme", themes, evidence.theme_of[evidence.codings.codes], None)


def code_cooccurrence(evidence: Evidence) -> Iterator[Row]:
    """Pairs of codes in one segment, and in one person; a code is no pair with one that it is below."""
    codes = {code.code_id: code.parent for code in evidence.codebook.codes}
    names, rows = with_codes_above(evidence)
    for row in _cooccurrence(evidence, "code", list(codes), names, rows):
        if row["code_a"] not in _codes_above(row["code_b"], codes):
            yield row


def _codes_above(code: str, parents: Mapping[str, str]) -> Iterator[str]:
    while parents[code]:
        code = parents[code]
        yield code


def _cooccurrence(
    evidence: Evidence, kind: str, ids: Sequence[str], names: NDArray[Any], rows: NDArray[Any] | None
) -> Iterator[Row]:
    segments, people = evidence.segment_places, evidence.codings.participants
    if rows is not None:
        segments, people = segments[rows], people[rows]
    in_segments, in_people = (count_pairs(names, things, len(ids)).tolist() for things in (segments, people))
    n_segments = int(evidence.n_segments.sum())
    for a, b in combinations(range(len(ids)), 2):
        yield {
            f"{kind}_a": ids[a],
            f"{kind}_b": ids[b],
            "segments": in_segments[a][b],
            "segments_total": n_segments,
            "participants": in_people[a][b],
            "participants_total": len(evidence.participants),
        }


def cluster_theme(evidence: Evidence) -> Iterator[Row]:
    """Cluster × theme: how many segments of each cluster have each theme."""
    import numpy as np

    themes = evidence.codebook.themes
    clusters = evidence.cluster_of[evidence.segment_places]
    is_in = clusters >= 0
    groups = clusters[is_in].astype(np.int64) * len(themes) + evidence.theme_of[evidence.codings.codes][is_in]
    counts = count_distinct(groups, evidence.segment_places[is_in], len(evidence.clusters) * len(themes))
    for place, cluster in enumerate(evidence.clusters):
        for n, theme in enumerate(themes):
            yield {
                "cluster": cluster.number,
                "theme": theme.theme_id,
                "segments": int(counts[place * len(themes) + n]),
                "segments_total": cluster.n_segments,
            }


def cluster_coverage(evidence: Evidence) -> Iterator[Row]:
    """Every cluster, and whether any theme covers it."""
    clusters = evidence.cluster_of[evidence.segment_places]
    is_in = clusters >= 0
    counts = count_distinct(clusters[is_in], evidence.segment_places[is_in], len(evidence.clusters))
    for cluster, n_coded in zip(evidence.clusters, counts.tolist(), strict=True):
        yield {
            "cluster": cluster.number,
            "label": cluster.label,
            "segments_coded": n_coded,
            "segments_total": cluster.n_segments,
            "covered": n_coded >= FEW_CODED * cluster.n_segments,
        }


_PEOPLE = ("participants", "participants_total")
_SEGMENTS = ("segments", "segments_total")
_COUNTS = ("mentions", *_PEOPLE, "sources", "sources_total")

TABLES: dict[str, tuple[Callable[[Evidence], Iterator[Row]], tuple[str, ...]]] = {
    "theme_matrix": (theme_matrix, ("stakeholder_type", "theme", *_COUNTS)),
    "code_matrix": (code_matrix, ("stakeholder_type", "theme", "code", *_COUNTS)),
    "theme_frequencies": (theme_frequencies, ("theme", *_COUNTS, *_SEGMENTS)),
    "code_frequencies": (code_frequencies, ("theme", "code", *_COUNTS, *_SEGMENTS)),
    "theme_stance": (theme_stance, ("theme", "stance", *_COUNTS)),
    "theme_source": (theme_source, ("source", "theme", "mentions", *_PEOPLE)),
    "theme_cooccurrence": (theme_cooccurrence, ("theme_a", "theme_b", *_SEGMENTS, *_PEOPLE)),
    "code_cooccurrence": (code_cooccurrence, ("code_a", "code_b", *_SEGMENTS, *_PEOPLE)),
    "cluster_coverage": (cluster_coverage, ("cluster", "label", "segments_coded", "segments_total", "covered")),
    "cluster_theme": (cluster_theme, ("cluster", "theme", *_SEGMENTS)),
}
"""Name of a tidy table, one fact a row → what makes its rows, and their columns."""

WIDE_TABLES = {
    "theme_matrix_wide": ("theme_matrix", "stakeholder_type", "theme", "participants", "participants_total"),
    "code_matrix_wide": ("code_matrix", "stakeholder_type", "code", "participants", "participants_total"),
    "theme_source_wide": ("theme_source", "source", "theme", "mentions", None),
    "cluster_theme_wide": ("cluster_theme", "cluster", "theme", "segments", "segments_total"),
}
"""Name of a table for reading → the tidy table, its rows, its columns, what a cell counts, and of how many."""


def make_tables(evidence: Evidence) -> dict[str, Table]:
    """Make every table of a study.

    Returns
    -------
    dict of str to Table
        Tidy tables, then wide ones whose cells read ``3 of 11``.
    """
    tables = {name: _make_table(name, columns, make(evidence)) for name, (make, columns) in TABLES.items()}
    for name, (tidy, row, column, count, total) in WIDE_TABLES.items():
        tables[name] = _widen(name, tables[tidy], row, column, count, total)
    return tables


def _make_table(name: str, columns: tuple[str, ...], rows: Iterator[Row]) -> Table:
    return Table(name, columns, tuple(map(itemgetter(*columns), rows)))


def _widen(name: str, tidy: Table, row: str, column: str, count: str, total: str | None) -> Table:
    records = list(tidy.records())
    columns = list(dict.fromkeys(record[column] for record in records))
    cells: dict[Any, dict[Any, Any]] = defaultdict(dict)
    for record in records:
        cells[record[row]][record[column]] = record[count] if total is None else f"{record[count]} of {record[total]}"
    return Table(
        name, (row, *map(str, columns)), tuple((key, *(by[name] for name in columns)) for key, by in cells.items())
    )
