"""What a run knows of how it was made, as its methods tell it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from interview_coder.model.codebook import Codebook
from interview_coder.model.results import Table
from interview_coder.model.source import Participant, SourceSummary
from interview_coder.report.telling import Telling


@dataclass(frozen=True, slots=True)
class RunFacts:
    """What a run was made from, and what it counted.

    Parameters
    ----------
    codebook : Codebook
    sources : sequence of SourceSummary
    participants : mapping of str to Participant
        Everybody who speaks as a participant, by id.
    manifest : mapping of str to object
    tables : mapping of str to Table
    """

    codebook: Codebook
    sources: Sequence[SourceSummary]
    participants: Mapping[str, Participant]
    manifest: Mapping[str, Any]
    tables: Mapping[str, Table]

    @property
    def telling(self) -> Telling:
        """How the study tells counts of participants."""
        return Telling.of_settings(self.manifest["settings"])

    @property
    def by_type(self) -> list[tuple[str, int]]:
        """Stakeholder types with their participants, most first."""
        counts = Counter(person.stakeholder_type for person in self.participants.values())
        return sorted(counts.items(), key=lambda one: (-one[1], one[0]))

    @property
    def n_shared(self) -> int:
        """Sources in which more than one participant speaks."""
        return sum(len(source.speaking) > 1 for source in self.sources)

    @property
    def n_repeated(self) -> int:
        """Participants who speak in more than one source."""
        return sum(n > 1 for n in Counter(name for one in self.sources for name in one.speaking).values())

    @property
    def minutes(self) -> list[float]:
        """How long those sources are whose transcripts have times, the shortest first."""
        return sorted(source.minutes for source in self.sources if source.minutes is not None)

    @property
    def attributes(self) -> list[str]:
        """Further columns of ``participants.csv`` that say something of anybody."""
        people = self.participants.values()
        return list(dict.fromkeys(name for one in people for name, value in one.attributes.items() if value))
