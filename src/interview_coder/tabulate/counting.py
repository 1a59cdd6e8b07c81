"""Rows of codings → how many mentions, people, sources and segments each group of rows has.

A mention is an unbroken stretch of sentences of one segment in which a code or theme was found. The mentions of a
theme, or of a code with codes below it, are the union of theirs: where two of its codes overlap there is one mention.
People are counted once, however often they say a thing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from interview_coder.model.codebook import Codebook
from interview_coder.model.results import Cluster
from interview_coder.model.source import Participant
from interview_coder.project.coding_table import CodingTable

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """What tables are made from.

    Parameters
    ----------
    codebook : Codebook
    source_ids : sequence of str
        In the order of the study.
    participants : sequence of Participant
        Everybody who speaks as a participant.
    speaking : array of int, shape (n, 2)
        Source and participant, as places in these lists, for everybody who speaks in a source.
    n_segments : array of int
        Segments of each source.
    codings : CodingTable
        With places in these lists, and in that of the codebook's codes.
    clusters : sequence of Cluster
    cluster_of : array of int
        Place of the cluster of every segment of the study; -1 where it is in none.
    """

    codebook: Codebook
    source_ids: Sequence[str]
    participants: Sequence[Participant]
    speaking: NDArray[Any]
    n_segments: NDArray[Any]
    codings: CodingTable
    clusters: Sequence[Cluster]
    cluster_of: NDArray[Any]

    @property
    def stakeholder_types(self) -> list[str]:
        """Types of everybody who speaks, the one with most speakers first."""
        counts: dict[str, int] = {}
        for person in self.participants:
            counts[person.stakeholder_type] = counts.get(person.stakeholder_type, 0) + 1
        return sorted(counts, key=lambda name: (-counts[name], name))

    @property
    def type_of(self) -> NDArray[Any]:
        """Place of the stakeholder type of every participant."""
        import numpy as np

        places = {name: place for place, name in enumerate(self.stakeholder_types)}
        return np.array([places[person.stakeholder_type] for person in self.participants], np.int64)

    @property
    def theme_of(self) -> NDArray[Any]:
        """Place of the theme of every code."""
        import numpy as np

        places = {theme.theme_id: place for place, theme in enumerate(self.codebook.themes)}
        return np.array([places[code.theme_id] for code in self.codebook.codes], np.int64)

    @property
    def segment_places(self) -> NDArray[Any]:
        """Place of the segment of every coding among all segments of the study."""
        import numpy as np

        before = np.concatenate([[0], np.cumsum(self.n_segments)])
        places: NDArray[Any] = before[self.codings.sources] + self.codings.segments
        return places


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """Mentions, participants, sources and segments, an entry a group."""

    mentions: Sequence[int]
    participants: Sequence[int]
    sources: Sequence[int]
    segments: Sequence[int]


def count_groups(groups: NDArray[Any], n_groups: int, evidence: Evidence, rows: NDArray[Any] | None = None) -> Counts:
    """Count what the rows of each group amount to.

    Parameters
    ----------
    groups : array of int
        Group of each row, from 0.
    n_groups : int
    evidence : Evidence
    rows : array of int, optional
        Which codings the rows are; a coding can be in several groups. All in their order, if not given.
    """
    import numpy as np

    codings = evidence.codings if rows is None else evidence.codings.take(rows)
    segments = evidence.segment_places if rows is None else evidence.segment_places[rows]
    order, is_new = find_mentions(groups, segments, codings.starts, codings.ends)
    return Counts(
        np.bincount(groups[order][is_new], minlength=n_groups).tolist(),
        count_distinct(groups, codings.participants, n_groups).tolist(),
        count_distinct(groups, codings.sources, n_groups).tolist(),
        count_distinct(groups, segments, n_groups).tolist(),
    )


def find_mentions(
    groups: NDArray[Any], segments: NDArray[Any], starts: NDArray[Any], ends: NDArray[Any], *last: NDArray[Any]
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the order of rows by group and place, and which of them so ordered begin a new stretch of words.

    Rows of one group and segment that overlap are one stretch; those that only touch are two. Those of one place are
    ordered by what else is given.
    """
    import numpy as np

    order = np.lexsort((*reversed(last), ends, starts, segments, groups))
    if not len(order):
        return order, np.zeros(0, bool)
    changes = (np.diff(groups[order]) != 0) | (np.diff(segments[order]) != 0)
    block = np.concatenate([[0], np.cumsum(changes)])
    beyond = int(ends.max()) + 1
    reach = np.maximum.accumulate(ends[order] + block * beyond)
    is_new = np.concatenate([[True], (starts[order] + block * beyond)[1:] >= reach[:-1]])
    return order, is_new


def count_distinct(groups: NDArray[Any], things: NDArray[Any], n_groups: int) -> NDArray[Any]:
    """Count the different things in each group."""
    import numpy as np

    if not len(groups):
        return np.zeros(n_groups, np.int64)
    beyond = int(things.max()) + 1
    pairs = np.unique(groups.astype(np.int64) * beyond + things)
    return np.bincount(pairs // beyond, minlength=n_groups)


def with_codes_above(evidence: Evidence) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return codes and rows: every coding counts for its code, and for all codes that this one is below."""
    import numpy as np

    codes = list(evidence.codebook.codes)
    places = {code.code_id: place for place, code in enumerate(codes)}
    lines: list[list[int]] = []
    for place, code in enumerate(codes):
        lines.append([place, *(lines[places[code.parent]] if code.parent else ())])  # a parent stands before its codes
    own = evidence.codings.codes
    n_above = np.array([len(line) for line in lines] or [0], np.int64)
    rows = np.repeat(np.arange(len(own)), n_above[own]) if len(own) else np.zeros(0, np.int64)
    counted = [place for code in own.tolist() for place in lines[code]] if n_above.max() > 1 else own
    return np.asarray(counted, np.int64), rows


def count_pairs(names: NDArray[Any], things: NDArray[Any], n_names: int) -> NDArray[Any]:
    """Count for each two names the things that both have; on the diagonal those that one has."""
    import numpy as np

    shared = np.zeros((n_names, n_names), np.int64)
    different, place = np.unique(things, return_inverse=True)
    for first in range(0, len(different), _THINGS_AT_ONCE):
        within = (place >= first) & (place < first + _THINGS_AT_ONCE)
        has = np.zeros((n_names, min(_THINGS_AT_ONCE, len(different) - first)), np.float32)
        has[names[within], place[within] - first] = 1
        shared += (has @ has.T).astype(np.int64)
    return shared


_THINGS_AT_ONCE = 20_000
