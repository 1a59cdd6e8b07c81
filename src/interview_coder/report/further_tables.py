"""What a page shows besides its chapters: pairs, sources, saturation, reviews, clusters; long tables are cut."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from interview_coder.model.results import Cluster, Results
from interview_coder.report.saturation_svg import draw_saturation_svg
from interview_coder.report.strip_svg import draw_strip_svg
from interview_coder.report.strips import gather_strips

MOST_ROWS = 200
"""So many rows a table of the page has at most."""
MOST_PAIRS = 40
"""So many pairs of codes the page shows at most."""
MOST_COLUMNS = 40
"""A table with more columns is no reading: it is left to its file."""

MOST_STRIPS = 60
"""Of so many sources the page draws a strip at most."""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ShownRows:
    """The first rows of a table, and how many it has.

    Parameters
    ----------
    rows : tuple of object
    n_all : int
    """

    rows: tuple[Any, ...]
    n_all: int

    @property
    def is_cut(self) -> bool:
        """Whether there are more than are shown."""
        return self.n_all > len(self.rows)


@dataclass(frozen=True, slots=True)
class Saturation:
    """How many codes the first so many sources bring up.

    Parameters
    ----------
    picture : str
        An ``<svg>`` element.
    last_new : mapping, optional
        The row of the last source that brought up a new code.
    rows : ShownRows
    """

    picture: str
    last_new: Row | None
    rows: ShownRows


@dataclass(frozen=True, slots=True)
class ClusterPart:
    """One cluster, with examples."""

    cluster: Cluster
    is_covered: bool
    n_coded: int
    by_theme: tuple[int, ...]
    examples: tuple[tuple[str, str], ...]


def cut(rows: Iterable[Any], most: int = MOST_ROWS) -> ShownRows:
    """Take the first rows."""
    every = tuple(rows)
    return ShownRows(every[:most], len(every))


def list_pairs(results: Results, of: str) -> ShownRows:
    """Return pairs of themes or codes that come together, those in most participants first."""
    rows = [row for row in results.tables[f"{of}_cooccurrence"].records() if row["participants"]]
    rows.sort(key=lambda row: (-row["participants"], -row["turns"]))
    return cut(rows, MOST_PAIRS)


def list_by_source(results: Results, of: str) -> ShownRows:
    """Return each source with its cells, one a theme or code; no rows where there are too many columns."""
    n_columns = len(results.codebook.themes) if of == "theme" else len(list(results.codebook.codes))
    if n_columns > MOST_COLUMNS:
        return ShownRows((), len(results.sources))
    # not all cells: there may be millions
    cells = islice(results.tables[f"{of}_source"].records(), MOST_ROWS * n_columns)
    grouped = groupby(cells, key=itemgetter("source"))
    return ShownRows(tuple((source, tuple(row)) for source, row in grouped), len(results.sources))


def list_reviews(results: Results) -> tuple[tuple[str, Row], ...]:
    """Return the label of every theme with how far its suggestions were reviewed; nothing where nobody decided."""
    if not (results.manifest["review"]["reviewed"] or results.manifest["review"]["added"]):
        return ()
    labels = {theme.theme_id: theme.label for theme in results.codebook.themes}
    return tuple((labels[row["theme"]], row) for row in results.tables["theme_review"].records())


def draw_strips(results: Results) -> ShownRows:
    """Draw where in each source themes are raised, as ``<svg>`` elements."""
    n_rows = MOST_STRIPS * len(results.codebook.themes)
    strips, sources = (islice(results.tables[name].records(), n_rows) for name in ("theme_strips", "theme_source"))
    drawn = [(one.source_id, draw_strip_svg(one)) for one in gather_strips(results.codebook, strips, sources)]
    return ShownRows(tuple(drawn), len(results.sources))


def describe_saturation(results: Results) -> Saturation:
    """Draw saturation, and find the last source that brought up something new."""
    rows = list(results.tables["saturation"].records())
    new = [row for row in rows if row["new_codes"]]
    return Saturation(draw_saturation_svg(rows), new[-1] if new else None, cut(rows))


def list_clusters(results: Results) -> Iterator[ClusterPart]:
    """Yield every cluster with what is coded of it."""
    rows = {row["cluster"]: row for row in results.tables["cluster_coverage"].records()}
    by_theme: dict[int, list[int]] = defaultdict(list)
    for row in results.tables["cluster_theme"].records():
        by_theme[row["cluster"]].append(row["segments"])
    for cluster in results.clusters:
        row = rows[cluster.number]
        yield ClusterPart(
            cluster, row["covered"], row["segments_coded"], tuple(by_theme[cluster.number]), _examples(cluster)
        )


def _examples(cluster: Cluster) -> tuple[tuple[str, str], ...]:
    return tuple(zip(cluster.typical_ids, cluster.examples, strict=False))


def group_codes(results: Results) -> tuple[tuple[str, Sequence[Row]], ...]:
    """Return each code with its cells, one a stakeholder type."""
    cells: dict[str, list[Row]] = defaultdict(list)
    for row in results.tables["code_matrix"].records():
        cells[row["code"]].append(row)
    return tuple(cells.items())
