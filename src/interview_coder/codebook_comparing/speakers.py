"""Who has which code: from the last run where it still holds, else by coding."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from interview_coder.following import Follow
from interview_coder.known_codings import KnownCodings, key_of_code
from interview_coder.library import ReadSource
from interview_coder.match.rule_matcher import RuleMatcher
from interview_coder.model.codebook import Codebook
from interview_coder.model.coding import Coding
from interview_coder.model.part_of_codebook import only_codes
from interview_coder.project.held_file import HeldFile
from interview_coder.project.stamps import stamp_of
from interview_coder.recoding import SOURCES_AT_ONCE
from interview_coder.study_inputs import StudyInputs

Speakers = dict[str, set[str]]
"""Id of a code → participants who have a coding of it."""


def code_sources(
    codebooks: Sequence[Codebook], inputs: StudyInputs, places: Sequence[int], follow: Follow
) -> Iterator[tuple[ReadSource, Sequence[list[Coding]]]]:
    """Yield some sources of a study, each with the codings that every codebook makes of it.

    Parameters
    ----------
    places : sequence of int
        Of the sources among those of the study.
    """
    matchers = [RuleMatcher(codebook, inputs.library.language) for codebook in codebooks]
    blocks = [places[first : first + SOURCES_AT_ONCE] for first in range(0, len(places), SOURCES_AT_ONCE)]
    for block in follow(blocks, "coding"):
        read = [inputs.library.open(inputs.stored[place]) for place in block]
        sources = [(one.source, one.words, one.segments) for one in read]
        found = [matcher.match_block(sources, inputs.participants) for matcher in matchers]
        yield from zip(read, zip(*found, strict=True), strict=True)


def find_speakers(
    keys: Mapping[str, Collection[str]], codebook: Codebook, inputs: StudyInputs, follow: Follow
) -> Speakers:
    """Return who has some codes.

    Parameters
    ----------
    keys : mapping of str to collection of str
        Id of each code → keys under which a run may have kept its codings: see `keys_of_codes`.
    codebook : Codebook
        By which the codes are coded that no run has kept.
    inputs : StudyInputs
        The study.
    follow : callable
        Shows progress.
    """
    speakers: Speakers = {code_id: set() for code_id in keys}
    if not keys:
        return speakers
    last = _LastRun.load(keys, inputs)
    for code_id, participant in last.list_pairs():
        speakers[code_id].add(participant)
    unknown = keys.keys() - last.known_codes
    for wanted, places in ((set(keys), last.list_new_sources()), (unknown, last.list_old_sources())):
        if wanted and places:
            for _, (codings,) in code_sources([only_codes(codebook, wanted)], inputs, places, follow):
                for coding in codings:
                    speakers[coding.code_id].add(coding.participant)
    return speakers


def keys_of_codes(codebook: Codebook, inputs: StudyInputs) -> dict[str, str]:
    """Return for each code the key under which a run with this codebook keeps its codings."""
    return {code.code_id: key_of_code(code, inputs.library.language) for code in codebook.codes}


@dataclass(frozen=True, slots=True)
class _LastRun:
    """What the last run knows of some codes.

    Parameters
    ----------
    kept : KnownCodings, optional
        None where there was none, or its outputs were changed.
    source_keys : sequence of str
        Of the sources as they are now.
    codes : mapping of int to str
        Place of a code in the run's table → id.
    """

    kept: KnownCodings | None
    source_keys: Sequence[str]
    codes: Mapping[int, str]

    @classmethod
    def load(cls, keys: Mapping[str, Collection[str]], inputs: StudyInputs) -> _LastRun:
        lines = inputs.folder.outputs / "codings.jsonl"
        stamp = stamp_of(lines)
        kept = None if stamp is None else KnownCodings.load(inputs.library.cache, HeldFile(lines, stamp))
        codes = kept.codes if kept is not None else {}
        found = {codes[key]: code_id for code_id, known_as in keys.items() for key in known_as if key in codes}
        return cls(kept, [one.key for one in inputs.stored], found)

    @property
    def known_codes(self) -> set[str]:
        return set(self.codes.values())

    def list_new_sources(self) -> list[int]:
        """Return the places of the sources that have changed since."""
        old = self.kept.sources if self.kept is not None else {}
        return [place for place, key in enumerate(self.source_keys) if key not in old]

    def list_old_sources(self) -> list[int]:
        """Return the places of the sources that are as they were."""
        old = self.kept.sources if self.kept is not None else {}
        return [place for place, key in enumerate(self.source_keys) if key in old]

    def list_pairs(self) -> Iterator[tuple[str, str]]:
        """Yield code and participant of the codings that still hold."""
        if self.kept is None or not len(self.kept.table) or not self.codes:
            return
        import numpy as np

        now = set(self.source_keys)
        sources = [place for key, place in self.kept.sources.items() if key in now]
        table = self.kept.table
        holds = np.isin(table.sources, sources) & np.isin(table.codes, list(self.codes))
        pairs = np.unique(np.stack((table.codes[holds], table.participants[holds])), axis=1)
        for code, participant in pairs.T.tolist():
            yield self.codes[code], self.kept.participants[participant]
