"""Codings → tables: how often, by how many people, in how many sources.

A mention is an unbroken stretch of sentences of one segment in which a code or theme was found. The mentions of a theme
are the union of those of its codes: where two of its codes overlap there is one mention. People are counted once,
however often they say a thing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from interview_coder.model.codebook import Codebook
from interview_coder.model.coding import Coding
from interview_coder.model.results import Cluster, Table
from interview_coder.model.segment import Segment
from interview_coder.model.source import Participant, Source

FEW_CODED = 0.15
"""A cluster of which a smaller share is coded is called uncovered: a candidate for a new code."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What tables are made from.

    Parameters
    ----------
    speakers : mapping of str to set of str
        The participants who speak in each source, by source id.
    """

    codebook: Codebook
    sources: Sequence[Source]
    participants: Mapping[str, Participant]
    segments: Sequence[Segment]
    codings: Sequence[Coding]
    clusters: Sequence[Cluster]
    speakers: Mapping[str, frozenset[str]]

    @property
    def stakeholder_types(self) -> list[str]:
        """Types of everybody who speaks, the one with most speakers first."""
        counts: dict[str, int] = defaultdict(int)
        for person in self.participants.values():
            counts[person.stakeholder_type] += 1
        return sorted(counts, key=lambda name: (-counts[name], name))

    def people_of(self, stakeholder_type: str) -> set[str]:
        """Return the participants of a type who speak in the study."""
        return {name for name, person in self.participants.items() if person.stakeholder_type == stakeholder_type}

    def sources_with(self, people: set[str]) -> set[str]:
        """Return the sources in which at least one of some participants speaks."""
        return {source for source, speakers in self.speakers.items() if speakers & people}


def count_mentions(codings: Iterable[Coding]) -> int:
    """Count the stretches that codings cover, once where they overlap.

    Parameters
    ----------
    codings : iterable of Coding
        Of any codes and sources; codings of different segments never share a mention.

    Returns
    -------
    int
    """
    by_segment: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for coding in codings:
        by_segment[coding.segment_id].append((coding.start, coding.end))
    return sum(_count_unions(spans) for spans in by_segment.values())


def _count_unions(spans: list[tuple[int, int]]) -> int:
    count, reach = 0, -1
    for start, end in sorted(spans):
        if start >= reach:
            count += 1
        reach = max(reach, end)
    return count


def _counts(codings: Sequence[Coding], people: set[str], sources: set[str]) -> Row:
    return {
        "mentions": count_mentions(codings),
        "participants": len({coding.participant for coding in codings}),
        "participants_total": len(people),
        "sources": len({coding.source_id for coding in codings}),
        "sources_total": len(sources),
    }


def _group(codings: Iterable[Coding], key: Callable[[Coding], Any]) -> dict[Any, list[Coding]]:
    groups: dict[Any, list[Coding]] = defaultdict(list)
    for coding in codings:
        groups[key(coding)].append(coding)
    return groups


def theme_matrix(evidence: Evidence) -> Iterator[Row]:
    """Stakeholder type × theme."""
    groups = _group(evidence.codings, lambda coding: (coding.stakeholder_type, coding.theme_id))
    for stakeholder in evidence.stakeholder_types:
        people = evidence.people_of(stakeholder)
        sources = evidence.sources_with(people)
        for theme in evidence.codebook.themes:
            yield {"stakeholder_type": stakeholder, "theme": theme.theme_id} | _counts(
                groups.get((stakeholder, theme.theme_id), []), people, sources
            )


def code_matrix(evidence: Evidence) -> Iterator[Row]:
    """Stakeholder type × code."""
    groups = _group(evidence.codings, lambda coding: (coding.stakeholder_type, coding.code_id))
    for stakeholder in evidence.stakeholder_types:
        people = evidence.people_of(stakeholder)
        sources = evidence.sources_with(people)
        for code in evidence.codebook.codes:
            yield {"stakeholder_type": stakeholder, "theme": code.theme_id, "code": code.code_id} | _counts(
                groups.get((stakeholder, code.code_id), []), people, sources
            )


def _everyone(evidence: Evidence) -> tuple[set[str], set[str]]:
    return set(evidence.participants), {source.source_id for source in evidence.sources}


def theme_frequencies(evidence: Evidence) -> Iterator[Row]:
    """How often each theme is raised, and by whom, in the whole study."""
    groups = _group(evidence.codings, lambda coding: coding.theme_id)
    for theme in evidence.codebook.themes:
        found = groups.get(theme.theme_id, [])
        yield (
            {"theme": theme.theme_id}
            | _counts(found, *_everyone(evidence))
            | {
                "segments": len({coding.segment_id for coding in found}),
                "segments_total": len(evidence.segments),
            }
        )


def code_frequencies(evidence: Evidence) -> Iterator[Row]:
    """How often each code is found, and by whom, in the whole study."""
    groups = _group(evidence.codings, lambda coding: coding.code_id)
    for code in evidence.codebook.codes:
        found = groups.get(code.code_id, [])
        yield (
            {"theme": code.theme_id, "code": code.code_id}
            | _counts(found, *_everyone(evidence))
            | {
                "segments": len({coding.segment_id for coding in found}),
                "segments_total": len(evidence.segments),
            }
        )


def theme_stance(evidence: Evidence) -> Iterator[Row]:
    """Theme × stance: how the words of each theme are meant."""
    groups = _group(evidence.codings, lambda coding: (coding.theme_id, coding.stance))
    for theme in evidence.codebook.themes:
        for stance in ("said", "hedged", "denied"):
            found = groups.get((theme.theme_id, stance), [])
            yield {"theme": theme.theme_id, "stance": stance} | _counts(found, *_everyone(evidence))


def theme_source(evidence: Evidence) -> Iterator[Row]:
    """Source × theme."""
    groups = _group(evidence.codings, lambda coding: (coding.source_id, coding.theme_id))
    for source in evidence.sources:
        for theme in evidence.codebook.themes:
            found = groups.get((source.source_id, theme.theme_id), [])
            yield {
                "source": source.source_id,
                "theme": theme.theme_id,
                "mentions": count_mentions(found),
                "participants": len({coding.participant for coding in found}),
                "participants_total": len(evidence.speakers[source.source_id]),
            }


def theme_cooccurrence(evidence: Evidence) -> Iterator[Row]:
    """Pairs of themes in one segment, and in one person."""
    return _cooccurrence(
        evidence, [theme.theme_id for theme in evidence.codebook.themes], "theme", lambda c: c.theme_id
    )


def code_cooccurrence(evidence: Evidence) -> Iterator[Row]:
    """Pairs of codes in one segment, and in one person."""
    return _cooccurrence(evidence, [code.code_id for code in evidence.codebook.codes], "code", lambda c: c.code_id)


def _cooccurrence(
    evidence: Evidence, names: Sequence[str], kind: str, name_of: Callable[[Coding], str]
) -> Iterator[Row]:
    groups = _group(evidence.codings, name_of)
    segments = {name: {coding.segment_id for coding in groups.get(name, [])} for name in names}
    people = {name: {coding.participant for coding in groups.get(name, [])} for name in names}
    for a, b in combinations(names, 2):
        yield {
            f"{kind}_a": a,
            f"{kind}_b": b,
            "segments": len(segments[a] & segments[b]),
            "segments_total": len(evidence.segments),
            "participants": len(people[a] & people[b]),
            "participants_total": len(evidence.participants),
        }


def cluster_theme(evidence: Evidence) -> Iterator[Row]:
    """Cluster × theme: how many segments of each cluster have each theme."""
    coded = _group(evidence.codings, lambda coding: coding.theme_id)
    segments_by_theme = {theme: {coding.segment_id for coding in codings} for theme, codings in coded.items()}
    for cluster in evidence.clusters:
        for theme in evidence.codebook.themes:
            yield {
                "cluster": cluster.number,
                "theme": theme.theme_id,
                "segments": len(segments_by_theme.get(theme.theme_id, set()).intersection(cluster.segment_ids)),
                "segments_total": len(cluster.segment_ids),
            }


def cluster_coverage(evidence: Evidence) -> Iterator[Row]:
    """Every cluster, and whether any theme covers it."""
    coded = {coding.segment_id for coding in evidence.codings}
    for cluster in evidence.clusters:
        n_coded = len(coded.intersection(cluster.segment_ids))
        yield {
            "cluster": cluster.number,
            "label": cluster.label,
            "segments_coded": n_coded,
            "segments_total": len(cluster.segment_ids),
            "covered": n_coded >= FEW_CODED * len(cluster.segment_ids),
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
    return Table(name, columns, tuple(tuple(row[column] for column in columns) for row in rows))


def _widen(name: str, tidy: Table, row: str, column: str, count: str, total: str | None) -> Table:
    records = list(tidy.records())
    columns = list(dict.fromkeys(record[column] for record in records))
    cells: dict[Any, dict[Any, Any]] = defaultdict(dict)
    for record in records:
        cells[record[row]][record[column]] = record[count] if total is None else f"{record[count]} of {record[total]}"
    return Table(
        name, (row, *map(str, columns)), tuple((key, *(by[name] for name in columns)) for key, by in cells.items())
    )
