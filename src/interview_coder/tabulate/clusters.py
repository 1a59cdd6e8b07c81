"""Tables of clusters: what of them is coded, and with what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from interview_coder.model.results import Table
from interview_coder.tabulate.counting import Evidence
from interview_coder.tabulate.tabulation import Tabulation

if TYPE_CHECKING:
    from numpy.typing import NDArray

FEW_CODED = 0.15
"""A cluster of which a smaller share is coded is called uncovered: a candidate for a new code."""


def make_coverage(tabulation: Tabulation) -> Table:
    """Tell of every cluster whether any theme covers it."""
    columns = "cluster", "label", "segments_coded", "segments_total", "covered"
    return Table("cluster_coverage", columns, tuple(_cover(tabulation.evidence)))


def _cover(evidence: Evidence) -> Iterator[tuple[object, ...]]:
    counts = _count_coded(evidence, evidence.segment_places)
    for cluster, n_coded in zip(evidence.clusters, counts, strict=True):
        total = cluster.n_segments
        yield cluster.number, cluster.label, n_coded, total, n_coded >= FEW_CODED * total


def make_themes_of_clusters(tabulation: Tabulation) -> Table:
    """Count how many segments of each cluster have each theme."""
    columns = "cluster", "theme", "segments", "segments_total"
    return Table("cluster_theme", columns, tuple(_cross(tabulation.evidence)))


def _cross(evidence: Evidence) -> Iterator[tuple[object, ...]]:
    if not evidence.clusters:
        return
    themes = evidence.theme_of[evidence.codings.codes]
    counts = [
        _count_coded(evidence, evidence.segment_places[themes == place])
        for place in range(len(evidence.codebook.themes))
    ]
    for place, cluster in enumerate(evidence.clusters):
        for theme, of_theme in zip(evidence.codebook.themes, counts, strict=True):
            yield cluster.number, theme.theme_id, of_theme[place], cluster.n_segments


def _count_coded(evidence: Evidence, segments: NDArray[Any]) -> list[int]:
    """Count for each cluster its segments among some, which may be named several times."""
    import numpy as np

    is_coded = np.zeros(len(evidence.cluster_of), bool)
    is_coded[segments] = True
    clusters = evidence.cluster_of[is_coded]
    counts: list[int] = np.bincount(clusters[clusters >= 0], minlength=len(evidence.clusters)).tolist()
    return counts
