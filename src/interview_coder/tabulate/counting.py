"""Codings → where each theme or code was found, and for whom: what every table counts.

A mention is an unbroken stretch of sentences of one segment in which a code or theme was found. The mentions of a
theme, or of a code with codes below it, are the union of theirs: where two of its codes overlap there is one mention.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from interview_coder.model.codebook import Codebook
from interview_coder.model.coding import STANCES
from interview_coder.model.results import Cluster
from interview_coder.model.source import Participant
from interview_coder.project.coding_table import CodingTable

if TYPE_CHECKING:
    from numpy.typing import NDArray

NOT_ASKED, NOT_KNOWN, ASKED, RAISED = range(4)
"""What is known of a person who speaks in a source and a theme or code; of several sources the highest holds."""


@dataclass(frozen=True, slots=True, eq=False)
class Questions:
    """What the interviewers asked about.

    Parameters
    ----------
    can_tell : array of bool
        For each source whether anybody asks in it.
    codes : array of bool, shape (sources, codes)
        Whether a question was about a code, by its topic guide, or because its rules find it in the question.
    themes : array of bool, shape (sources, themes)
        Whether a question was about a theme or any of its codes.
    """

    can_tell: NDArray[Any]
    codes: NDArray[Any]
    themes: NDArray[Any]


@dataclass(frozen=True, eq=False)
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
        Source and participant, as places in these lists, for everybody who speaks in a source, by source.
    n_segments : array of int
        Segments of each source.
    n_turns : array of int
        Turns of participants in each source that have a segment.
    lengths : array of int
        Where the last segment of each source ends.
    codings : CodingTable
        With places in these lists, and in that of the codebook's codes.
    clusters : sequence of Cluster
    cluster_of : array of int
        Place of the cluster of every segment of the study; -1 where it is in none.
    questions : Questions
    reviews : array of int, shape (codes, len(COUNTED))
        How the review of each code stands; see `interview_coder.model.review.COUNTED`.
    """

    codebook: Codebook
    source_ids: Sequence[str]
    participants: Sequence[Participant]
    speaking: NDArray[Any]
    n_segments: NDArray[Any]
    n_turns: NDArray[Any]
    lengths: NDArray[Any]
    codings: CodingTable
    clusters: Sequence[Cluster]
    cluster_of: NDArray[Any]
    questions: Questions
    reviews: NDArray[Any]

    @cached_property
    def stakeholder_types(self) -> list[str]:
        """Types of everybody who speaks, the one with most speakers first."""
        counts: dict[str, int] = {}
        for person in self.participants:
            counts[person.stakeholder_type] = counts.get(person.stakeholder_type, 0) + 1
        return sorted(counts, key=lambda name: (-counts[name], name))

    @cached_property
    def type_of(self) -> NDArray[Any]:
        """Place of the stakeholder type of every participant."""
        import numpy as np

        places = {name: place for place, name in enumerate(self.stakeholder_types)}
        return np.array([places[person.stakeholder_type] for person in self.participants], np.int64)

    @cached_property
    def theme_of(self) -> NDArray[Any]:
        """Place of the theme of every code."""
        import numpy as np

        places = {theme.theme_id: place for place, theme in enumerate(self.codebook.themes)}
        return np.array([places[code.theme_id] for code in self.codebook.codes], np.int64)

    @cached_property
    def segment_places(self) -> NDArray[Any]:
        """Place of the segment of every coding among all segments of the study."""
        import numpy as np

        before = np.concatenate([[0], np.cumsum(self.n_segments)])
        places: NDArray[Any] = before[self.codings.sources] + self.codings.segments
        return places

    @cached_property
    def speaking_of_codings(self) -> NDArray[Any]:
        """Row of `speaking` of every coding."""
        import numpy as np

        n_people = len(self.participants)
        keys = self.speaking[:, 0] * n_people + self.speaking[:, 1]
        order = np.argsort(keys)
        wanted = self.codings.sources.astype(np.int64) * n_people + self.codings.participants
        rows: NDArray[Any] = order[np.searchsorted(keys, wanted, sorter=order)]
        return rows

    @cached_property
    def by_place(self) -> NDArray[Any]:
        """The rows of the codings in the order of their segments, and within each of their starts."""
        import numpy as np

        segments, starts = self.segment_places, self.codings.starts
        if not len(starts):
            return np.zeros(0, np.int64)
        keys = segments * (int(starts.max()) + 1) + starts
        is_sorted = bool((keys[1:] >= keys[:-1]).all())  # as the codings of a run are
        return np.arange(len(keys)) if is_sorted else np.argsort(keys, kind="stable")


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """Where each of several things, such as themes, was found.

    Parameters
    ----------
    n_columns : int
        How many things these are.
    mentions : array of int, shape (n, 3)
        Thing of every mention, the row of `Evidence.speaking` of who says it, and where it starts.
    segments : array of int
        For each thing in how many segments it was found.
    raised, denied : array of bool, shape (rows of `Evidence.speaking`, things)
        Whether who speaks in a source raises it there, and whether any coding of it is a denial.
    """

    n_columns: int
    mentions: NDArray[Any]
    segments: NDArray[Any]
    raised: NDArray[Any]
    denied: NDArray[Any]


def find_themes(evidence: Evidence) -> Found:
    """Find the mentions of each theme."""
    return find_mentions(evidence, evidence.theme_of[evidence.codings.codes], len(evidence.codebook.themes))


def find_stances(evidence: Evidence) -> Found:
    """Find the mentions of each theme with each stance: theme by theme, in the order of `STANCES`."""
    columns = evidence.theme_of[evidence.codings.codes] * len(STANCES) + evidence.codings.stances
    return find_mentions(evidence, columns, len(evidence.codebook.themes) * len(STANCES))


def find_codes(evidence: Evidence) -> Found:
    """Find the mentions of each code: those of its own, and of all codes below it."""
    columns, rows = with_codes_above(evidence)
    return find_mentions(evidence, columns, len(list(evidence.codebook.codes)), rows)


def find_mentions(evidence: Evidence, columns: NDArray[Any], n_columns: int, rows: NDArray[Any] | None = None) -> Found:
    """Find the mentions of things that codings stand for.

    Parameters
    ----------
    evidence : Evidence
    columns : array of int
        Which thing each row stands for, from 0.
    n_columns : int
    rows : array of int, optional
        Which codings the rows are; a coding can stand for several things. All in their order, if not given.
    """
    import numpy as np

    order = _order_rows(evidence, columns, n_columns, rows)
    at = order if rows is None else rows[order]
    columns, speaking, segments = columns[order], evidence.speaking_of_codings[at], evidence.segment_places[at]
    starts = evidence.codings.starts[at]
    is_first, is_new = begin_mentions(columns, segments, starts, evidence.codings.ends[at])
    raised, denied = (np.zeros((len(evidence.speaking), n_columns), bool) for _ in range(2))
    raised[speaking[is_new], columns[is_new]] = True
    is_denied = evidence.codings.stances[at] == STANCES.index("denied")
    denied[speaking[is_denied], columns[is_denied]] = True
    return Found(
        n_columns,
        np.stack([columns[is_new], speaking[is_new], starts[is_new]], axis=1),
        np.bincount(columns[is_first], minlength=n_columns),
        raised,
        denied,
    )


def _order_rows(evidence: Evidence, columns: NDArray[Any], n_columns: int, rows: NDArray[Any] | None) -> NDArray[Any]:
    """Return the order of rows by column, and within each by place."""
    import numpy as np

    by_place = evidence.by_place
    if rows is not None:
        ranks = np.empty(len(by_place), np.int64)
        ranks[by_place] = np.arange(len(by_place))
        by_place = np.argsort(ranks[rows], kind="stable")
    small = np.int16 if n_columns < 2**15 else np.int64  # which is sorted in one pass
    order: NDArray[Any] = by_place[np.argsort(columns[by_place].astype(small), kind="stable")]
    return order


def begin_mentions(
    columns: NDArray[Any], segments: NDArray[Any], starts: NDArray[Any], ends: NDArray[Any]
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Tell which rows, ordered by column, segment and start, begin a new segment, and which a new stretch of words.

    Rows of one column and segment that overlap are one stretch; those that only touch are two.
    """
    import numpy as np

    if not len(columns):
        return np.zeros(0, bool), np.zeros(0, bool)
    is_first = np.concatenate([[True], (columns[1:] != columns[:-1]) | (segments[1:] != segments[:-1])])
    block = np.cumsum(is_first) * (int(ends.max()) + 1)
    reach = np.maximum.accumulate(ends + block)
    return is_first, np.concatenate([[True], (starts + block)[1:] >= reach[:-1]])


def with_codes_above(evidence: Evidence) -> tuple[NDArray[Any], NDArray[Any] | None]:
    """Return codes and rows: every coding counts for its code, and for all codes that this one is below.

    The rows are None where no code is below another: then each coding counts once.
    """
    import numpy as np

    codes = list(evidence.codebook.codes)
    places = {code.code_id: place for place, code in enumerate(codes)}
    lines: list[list[int]] = []
    for place, code in enumerate(codes):
        lines.append([place, *(lines[places[code.parent]] if code.parent else ())])  # a parent stands before its codes
    own = evidence.codings.codes
    if all(len(line) == 1 for line in lines) or not len(own):
        return own, None
    n_above = np.array([len(line) for line in lines], np.int64)
    above = np.concatenate([np.array(line, np.int64) for line in lines])
    first = np.cumsum(n_above) - n_above
    rows = np.repeat(np.arange(len(own)), n_above[own])
    within = np.arange(len(rows)) - np.repeat(np.cumsum(n_above[own]) - n_above[own], n_above[own])
    return above[first[own[rows]] + within], rows
