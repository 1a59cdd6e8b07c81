"""How a quote is signed: a text in which attributes of the participant stand in braces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from interview_coder.model.source import UNKNOWN_STAKEHOLDER, Participant

DEFAULT_ATTRIBUTION = "{stakeholder_type} representative"
NOT_TOLD = "participant"
"""Signs whoever has no value for a name in the template."""
OWN_NAMES = ("stakeholder_type", "participant")
"""Names that every template knows, besides the attributes of participants."""

_PART = re.compile(r"\{([^{}]*)\}|([{}])")


class NamedAttribute(NamedTuple):
    """A name in braces, and where in the template it begins, in characters from 0."""

    name: str
    offset: int


def find_names(template: str) -> Iterator[NamedAttribute]:
    """Yield the names in braces.

    Examples
    --------
    >>> [one.name for one in find_names("{position}, { stp_area }")]
    ['position', 'stp_area']
    """
    for found in _PART.finditer(template):
        if found[1] is not None:
            yield NamedAttribute(found[1].strip(), found.start())


def find_stray_brace(template: str) -> int | None:
    """Return where the first brace stands that has no other, in characters from 0."""
    return next((found.start() for found in _PART.finditer(template) if found[2]), None)


def sign(template: str, participant: Participant) -> str:
    """Return how the words of a participant are signed; ``participant`` where a name has no value for them.

    Examples
    --------
    >>> person = Participant("P01", "provider", {"stp_area": "North West London", "position": ""})
    >>> sign("{stakeholder_type} representative", person), sign("{stakeholder_type}, {stp_area}", person)
    ('provider representative', 'provider, North West London')
    >>> sign("{position}", person), sign("{stakeholder_type}", Participant("P02"))
    ('participant', 'participant')
    """
    values = _values_of(participant)
    if not template.strip() or any(not values.get(one.name) for one in find_names(template)):
        return NOT_TOLD
    return _PART.sub(lambda found: values[found[1].strip()], template).strip()


def _values_of(participant: Participant) -> Mapping[str, str]:
    kind = participant.stakeholder_type
    own = "" if kind == UNKNOWN_STAKEHOLDER else kind, participant.participant_id
    values = {**participant.attributes, **dict(zip(OWN_NAMES, own, strict=True))}
    return {name: value.strip() for name, value in values.items()}
