"""What witnesses know besides the document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from interview_coder.language.named_entities import NamedEntity
from interview_coder.model.masking import RosterEntry


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of the study.

    Attributes
    ----------
    roster : sequence of RosterEntry
        What the researcher listed.
    entities : mapping of str to sequence of NamedEntity
        Document → what the language model named in it; empty without a model.
    """

    roster: Sequence[RosterEntry] = ()
    entities: Mapping[str, Sequence[NamedEntity]] = field(default_factory=dict)
