"""What the cells of a matrix count: mentions, people and sources, and what is known of those who raise nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from interview_coder.tabulate.cases import Cases
from interview_coder.tabulate.counting import ASKED, NOT_ASKED, NOT_KNOWN, RAISED, Evidence, Found

if TYPE_CHECKING:
    from numpy.typing import NDArray

STATES = ("raised", "asked, not raised", "not asked", "unknown")
"""What may be known of a cell."""


@dataclass(frozen=True, slots=True, eq=False)
class CellCounts:
    """Counts of every case and thing, each of shape (cases, things).

    Parameters
    ----------
    mentions, participants, sources : array of int
        In which the thing is raised.
    denying : array of int
        Participants of those who raise it with a coding of it that is a denial.
    asked_not_raised, not_asked, not_known : array of int
        The other participants: who were asked, who were not, and of whom nobody can say.
    participants_total, sources_total : array of int
        Of each case: who speak, and in how many sources; the same for all things.
    """

    mentions: NDArray[Any]
    participants: NDArray[Any]
    participants_total: NDArray[Any]
    sources: NDArray[Any]
    sources_total: NDArray[Any]
    denying: NDArray[Any]
    asked_not_raised: NDArray[Any]
    not_asked: NDArray[Any]
    not_known: NDArray[Any]

    @property
    def states(self) -> NDArray[Any]:
        """Place in `STATES` of every cell.

        Raised if anybody raises it; else asked if anybody was asked; else not asked if nobody is known to have been.
        """
        import numpy as np

        others = [self.participants > 0, self.asked_not_raised > 0, self.not_known == 0]
        return np.select(others, [0, 1, 2], 3)


def count_cells(evidence: Evidence, found: Found, cases: Cases, asked: NDArray[Any] | None = None) -> CellCounts:
    """Count what was found by cases.

    Parameters
    ----------
    evidence : Evidence
    found : Found
        Of some things.
    cases : Cases
    asked : array of bool, optional
        Shape (sources, things): whether a source asks about a thing. Nothing is known of it, if not given.
    """
    import numpy as np

    groups = cases.of_speaking[found.mentions[:, 1]] * found.n_columns + found.mentions[:, 0]
    shape = len(cases), found.n_columns
    known = _what_is_known(evidence, found, asked)
    people, of_people = _reduce(np.maximum, known, cases, evidence.speaking[:, 1])
    denies, _ = _reduce(np.maximum, found.denied, cases, evidence.speaking[:, 1])
    sources, of_sources = _reduce(np.maximum, found.raised, cases, evidence.speaking[:, 0])
    n_people, n_sources = (np.bincount(of, minlength=len(cases)) for of in (of_people, of_sources))

    def count(values: NDArray[Any], of: NDArray[Any]) -> NDArray[Any]:
        return _sum(values, of, len(cases))

    return CellCounts(
        mentions=np.bincount(groups, minlength=shape[0] * shape[1]).reshape(shape),
        participants=count(people == RAISED, of_people),
        participants_total=np.broadcast_to(n_people[:, None], shape),
        sources=count(sources, of_sources),
        sources_total=np.broadcast_to(n_sources[:, None], shape),
        denying=count(denies, of_people),
        asked_not_raised=count(people == ASKED, of_people),
        not_asked=count(people == NOT_ASKED, of_people),
        not_known=count(people == NOT_KNOWN, of_people),
    )


def _what_is_known(evidence: Evidence, found: Found, asked: NDArray[Any] | None) -> NDArray[Any]:
    """Return for everybody who speaks in a source, and every thing, what is known of them."""
    import numpy as np

    sources = evidence.speaking[:, 0]
    known = np.full(found.raised.shape, NOT_KNOWN, np.int8)
    if asked is not None:
        can_tell = evidence.questions.can_tell[sources]
        known[can_tell] = np.where(asked[sources[can_tell]], ASKED, NOT_ASKED)
    known[found.raised] = RAISED
    return known


def _reduce(
    function: Any, values: NDArray[Any], cases: Cases, things: NDArray[Any]
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Join the rows of each case and thing, such as a person; return them, and the case of each."""
    import numpy as np

    order = np.lexsort((things, cases.of_speaking))
    own_case, own_thing = cases.of_speaking[order], things[order]
    firsts = np.flatnonzero(
        np.concatenate([[True], (own_case[1:] != own_case[:-1]) | (own_thing[1:] != own_thing[:-1])])
    )
    return function.reduceat(values[order], firsts, axis=0), own_case[firsts]


def _sum(values: NDArray[Any], cases: NDArray[Any], n_cases: int) -> NDArray[Any]:
    """Add up the rows of each case; these stand in the order of cases, and each has one."""
    import numpy as np

    firsts = np.searchsorted(cases, np.arange(n_cases))
    total: NDArray[Any] = np.add.reduceat(values.astype(np.int64), firsts, axis=0)
    return total
