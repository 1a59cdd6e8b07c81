"""Stretches drawn at random, to be coded without seeing what the rules suggest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from interview_coder.model.review import Anchor


class Stratum(NamedTuple):
    """The segments from which some were drawn at random, without putting any back.

    Parameters
    ----------
    stakeholder_type : str
        Whose they are; empty where those of all types are together.
    is_coded : bool
        Whether the rules suggested a code for them.
    n_all, n_drawn : int
        How many there were, and how many of them were drawn.
    """

    stakeholder_type: str
    is_coded: bool
    n_all: int
    n_drawn: int

    @property
    def probability(self) -> float:
        """With which each of its segments was drawn; 1 over that is how many segments one of the sample stands for."""
        return self.n_drawn / self.n_all


class Drawn(NamedTuple):
    """A stretch of a sample, and the place of its stratum among those of the sample."""

    anchor: Anchor
    stratum: int


@dataclass(frozen=True, slots=True)
class Sample:
    """A stratified random sample of the segments of a study.

    Parameters
    ----------
    sample_id, coder, at : str
        Who drew it, and when.
    seed : int
        With it, the same is drawn again from the same study.
    strata : tuple of Stratum
    stretches : tuple of Drawn
        In the order in which they are put to the coder, which is random too.
    """

    sample_id: str
    coder: str
    at: str
    seed: int
    strata: tuple[Stratum, ...]
    stretches: tuple[Drawn, ...]
