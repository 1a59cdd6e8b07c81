"""What the rows of a matrix are: stakeholder types, people, sources, values of any attribute, or several crossed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from interview_coder.errors import InputError, Place, Problem, offer_near_name
from interview_coder.model.source import Participant

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from interview_coder.tabulate.counting import Evidence

STAKEHOLDER, PARTICIPANT, SOURCE = "stakeholder_type", "participant", "source"
NOT_STATED = "not stated"
"""Stands for the value of an attribute that a participant does not have."""


@dataclass(frozen=True, slots=True, eq=False)
class Cases:
    """The rows of a matrix.

    Parameters
    ----------
    by : tuple of str
        What they are: ``("stakeholder_type",)``, ``("source",)``, ``("stp_area", "sector")``; empty for one row that
        stands for everybody.
    names : sequence of tuple of str
        Of each case its value of each of these. Values that most participants have come first, then by name; sources
        come in the order of the study.
    of_speaking : array of int
        Case of each row of `Evidence.speaking`: of somebody who speaks in a source.
    """

    by: tuple[str, ...]
    names: Sequence[tuple[str, ...]]
    of_speaking: NDArray[Any]

    def __len__(self) -> int:
        return len(self.names)


def list_attributes(participants: Sequence[Participant]) -> list[str]:
    """Return all by which rows can be made, besides sources: the columns of ``participants.csv``."""
    attributes = dict.fromkeys(name for person in participants for name in person.attributes)
    return [STAKEHOLDER, PARTICIPANT, *attributes]


def make_cases(evidence: Evidence, by: Sequence[str] = (STAKEHOLDER,)) -> Cases:
    """Find the cases of a study: every combination that somebody who speaks has.

    Raises
    ------
    InputError
        When nobody has such an attribute; it offers the nearest name.
    """
    import numpy as np

    _check_names(evidence, by)
    sources, people = evidence.speaking.T.tolist()
    values = [_values(evidence, name, sources, people) for name in by]
    keys = list(zip(*values, strict=True)) if values else [()] * len(sources)
    ranks = [_rank_values(name, own, people) for name, own in zip(by, values, strict=True)]
    names = sorted(set(keys), key=lambda key: tuple(rank[value] for rank, value in zip(ranks, key, strict=True)))
    places = {name: place for place, name in enumerate(names)}
    return Cases(tuple(by), names, np.array([places[key] for key in keys], np.int64))


def _check_names(evidence: Evidence, by: Sequence[str]) -> None:
    known = [SOURCE, *list_attributes(evidence.participants)]
    problems = [
        Problem(
            f'nobody has an attribute "{name}"',
            Place("corpus/participants.csv"),
            offer_near_name(name, known) or f"known: {', '.join(known)}",
        )
        for name in by
        if name not in known
    ]
    if problems:
        raise InputError(*problems)


def _values(evidence: Evidence, name: str, sources: Sequence[int], people: Sequence[int]) -> list[str]:
    if name == SOURCE:
        return [evidence.source_ids[source] for source in sources]
    of_person = [_value(person, name) for person in evidence.participants]
    return [of_person[person] for person in people]


def _value(person: Participant, name: str) -> str:
    if name == PARTICIPANT:
        return person.participant_id
    return person.stakeholder_type if name == STAKEHOLDER else person.attributes.get(name) or NOT_STATED


def _rank_values(name: str, values: Sequence[str], people: Sequence[int]) -> dict[str, Any]:
    if name == SOURCE:
        return {value: place for place, value in enumerate(dict.fromkeys(values))}
    speakers: dict[str, set[int]] = {}
    for value, person in zip(values, people, strict=True):
        speakers.setdefault(value, set()).add(person)
    return {value: (-len(own), value) for value, own in speakers.items()}
