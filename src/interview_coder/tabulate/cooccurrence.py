"""Pairs of themes, and of codes, that come together: in a turn, a segment, a person, a source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from interview_coder.model.results import Table
from interview_coder.tabulate.counting import with_codes_above
from interview_coder.tabulate.tabulation import Level, Tabulation

if TYPE_CHECKING:
    from numpy.typing import NDArray

_WITHIN = ("turns", "segments", "participants", "sources")
TOGETHER = tuple(column for name in _WITHIN for column in (name, f"{name}_total"))


def make_cooccurrence(tabulation: Tabulation, of: Level) -> Table:
    """Count every pair of themes or codes once; a code is no pair with one that it is below."""
    import numpy as np

    evidence, ids = tabulation.evidence, tabulation.names(of)[of]
    n_turns, n_segments = int(evidence.n_turns.sum()), int(evidence.n_segments.sum())
    totals = n_turns, n_segments, len(evidence.participants), len(evidence.source_ids)
    first, second = np.triu_indices(len(ids), 1)
    columns: list[list[Any]] = [[ids[place] for place in places.tolist()] for places in (first, second)]
    for pairs, total in zip(_count_together(tabulation, of), totals, strict=True):
        columns += [pairs[first, second].tolist(), [total] * len(first)]
    parents = {code.code_id: code.parent for code in evidence.codebook.codes} if of == "code" else {}
    rows = (row for row in zip(*columns, strict=True) if row[0] not in _above(row[1], parents))
    return Table(f"{of}_cooccurrence", (f"{of}_a", f"{of}_b", *TOGETHER), tuple(rows))


def _count_together(tabulation: Tabulation, of: Level) -> Iterator[NDArray[Any]]:
    """Yield for each two themes or codes in how many turns, segments, people and sources both are."""
    import numpy as np

    evidence, codings = tabulation.evidence, tabulation.evidence.codings
    found = tabulation.themes if of == "theme" else tabulation.codes
    names, rows = (evidence.theme_of[codings.codes], None) if of == "theme" else with_codes_above(evidence)
    turns = codings.sources.astype(np.int64) * (int(codings.turns.max(initial=0)) + 1) + codings.turns
    for things in (turns, evidence.segment_places):
        yield count_pairs(names, things if rows is None else things[rows], found.n_columns)
    speaking, raised = np.nonzero(found.raised)
    for things in (evidence.speaking[speaking, 1], evidence.speaking[speaking, 0]):
        yield count_pairs(raised, things, found.n_columns)


def _above(code: str, parents: Mapping[str, str]) -> Iterator[str]:
    while parents.get(code):
        code = parents[code]
        yield code


def count_pairs(names: NDArray[Any], things: NDArray[Any], n_names: int) -> NDArray[Any]:
    """Count for each two names the things that both have; on the diagonal those that one has.

    Parameters
    ----------
    names, things : array of int
        Each row says that a thing has a name.
    n_names : int
    """
    import numpy as np

    rows = np.sort(things.astype(np.int64) * n_names + names)
    rows = rows[np.diff(rows, prepend=-1) != 0]
    things, names = np.divmod(rows, max(n_names, 1))
    counts = np.bincount(names * (n_names + 1), minlength=n_names**2)
    first, step = np.arange(len(rows)), 1
    while len(first):  # those whose thing has another name so many rows further down
        first = first[: np.searchsorted(first, len(rows) - step)]
        first = first[things[first] == things[first + step]]
        counts += np.bincount(names[first] * n_names + names[first + step], minlength=n_names**2)
        step += 1
    pairs = counts.reshape(n_names, n_names)
    shared: NDArray[Any] = np.maximum(pairs, pairs.T)
    return shared
