"""Participants alone, or nearly so, in a combination of their attributes: k-anonymity over ``participants.csv``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from interview_coder.model.risk import FewAlike
from interview_coder.model.source import UNKNOWN_STAKEHOLDER, Participant

_MOST_ATTRIBUTES = 3


def find_few_alike(participants: Iterable[Participant], k: int) -> Iterator[FewAlike]:
    """Yield each participant who has a combination of at most three attributes with fewer than ``k`` people.

    An attribute that a cell leaves open tells nothing. Of the combinations with the fewest attributes, it is the one
    that the fewest people share.
    """
    described = {one.participant_id: _describe(one) for one in participants}
    names = sorted({name for attributes in described.values() for name in attributes})
    sets = [chosen for n in range(1, _MOST_ATTRIBUTES + 1) for chosen in combinations(names, n)]
    counts = {chosen: Counter(_values(one, chosen) for one in described.values()) for chosen in sets}
    for participant, attributes in sorted(described.items()):
        shared = [
            (len(chosen), counts[chosen][_values(attributes, chosen)], chosen)
            for chosen in sets
            if set(chosen) <= attributes.keys() and counts[chosen][_values(attributes, chosen)] < k
        ]
        if shared:
            _, n_alike, chosen = min(shared)
            yield FewAlike(participant, {name: attributes[name] for name in chosen}, n_alike)


def _describe(participant: Participant) -> dict[str, str]:
    kind = participant.stakeholder_type
    stated = {} if kind == UNKNOWN_STAKEHOLDER else {"stakeholder_type": kind}
    return stated | {name: value.strip() for name, value in participant.attributes.items() if value.strip()}


def _values(attributes: Mapping[str, str], chosen: tuple[str, ...]) -> tuple[str | None, ...]:
    return tuple(attributes[name].casefold() if name in attributes else None for name in chosen)
