"""Tables of clusters: what of them is coded, and with what."""

from __future__ import annotations

from collections.abc import Iterator

from interview_coder.model.results import Table
from interview_coder.tabulate.counting import Evidence
from interview_coder.tabulate.tabulation import Tabulation

FEW_CODED = 0.15
"""A cluster of which a smaller share is coded is called uncovered: a candidate for a new code."""


def make_coverage(tabulation: Tabulation) -> Table:
    """Tell of every cluster whether any theme covers it."""
    columns = "cluster", "label", "segments_coded", "segments_total", "covered"
    return Table("cluster_coverage", columns, tuple(_cover(tabulation.evidence)))


def _cover(evidence: Evidence) -> Iterator[tuple[object, ...]]:
    import numpy as np

    coded = np.unique(evidence.segment_places)
    clusters = evidence.cluster_of[coded]
    counts = np.bincount(clusters[clusters >= 0], minlength=len(evidence.clusters))
    for cluster, n_coded in zip(evidence.clusters, counts.tolist(), strict=True):
        total = cluster.n_segments
        yield cluster.number, cluster.label, n_coded, total, n_coded >= FEW_CODED * total


def make_themes_of_clusters(tabulation: Tabulation) -> Table:
    """Count how many segments of each cluster have each theme."""
    columns = "cluster", "theme", "segments", "segments_total"
    return Table("cluster_theme", columns, tuple(_cross(tabulation.evidence)))


def _cross(evidence: Evidence) -> Iterator[tuple[object, ...]]:
    import numpy as np

    themes, n_clusters = evidence.codebook.themes, len(evidence.clusters)
    pairs = np.unique(evidence.segment_places * len(themes) + evidence.theme_of[evidence.codings.codes])
    clusters = evidence.cluster_of[pairs // len(themes)].astype(np.int64)
    groups = clusters[clusters >= 0] * len(themes) + (pairs % len(themes))[clusters >= 0]
    counts = np.bincount(groups, minlength=n_clusters * len(themes)).tolist()
    for place, cluster in enumerate(evidence.clusters):
        for n, theme in enumerate(themes):
            yield cluster.number, theme.theme_id, counts[place * len(themes) + n], cluster.n_segments
