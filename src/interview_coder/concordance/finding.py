"""The hits of one rule in a whole study; a source that cannot have any is not searched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from interview_coder.concordance.coded_places import CodedPlaces
from interview_coder.following import Follow
from interview_coder.library import ReadSource
from interview_coder.match.hits import Hit
from interview_coder.match.rule_trial import RuleTrial, TrialHit
from interview_coder.model.coding import Stance
from interview_coder.model.source import Role
from interview_coder.study_inputs import StudyInputs

SOURCES_AT_ONCE = 64

CodesBySource = dict[int, dict[int, tuple[str, ...]]]


class FoundHit(NamedTuple):
    """A hit in a study.

    Parameters
    ----------
    place : int
        Of its source in the study.
    participant, stakeholder_type : str, optional
        None for those who ask.
    words : tuple of int
        In the words of its source, rising.
    cue : int, optional
        The word that makes the stance other than said.
    sentences : tuple of int
        Those that have a word of it, in the order of the source.
    """

    place: int
    turn: int
    speaker: str
    role: Role
    participant: str | None
    stakeholder_type: str | None
    words: Hit
    stance: Stance
    cue: int | None
    sentences: tuple[int, ...]


class HitFinder:
    """Finds a rule in a study.

    Parameters
    ----------
    inputs : StudyInputs
    trial : RuleTrial
        The rule.
    everybody : bool
        Also in what interviewers and moderators say.

    Attributes
    ----------
    codes : dict of int to dict of int to tuple of str, or None
        Place of each source with hits → sentence → the codes that the last run put on it, if any; None where that is
        not known.
    """

    def __init__(self, inputs: StudyInputs, trial: RuleTrial, *, everybody: bool) -> None:
        self._inputs, self._trial, self._everybody = inputs, trial, everybody
        self._coded = None if inputs.codebook_problems else CodedPlaces.of_last_run(inputs)
        self.codes: CodesBySource | None = None if self._coded is None else {}

    def find(self, follow: Follow) -> Iterator[FoundHit]:
        """Yield the hits in the order of sources and places; of some sources together first those of participants."""
        library, stored = self._inputs.library, self._inputs.stored
        starts = range(0, len(stored), SOURCES_AT_ONCE)
        for block in follow([range(len(stored))[first : first + SOURCES_AT_ONCE] for first in starts], "looking"):
            opened = ((place, library.open(stored[place])) for place in block)
            read = {place: one for place, one in opened if self._trial.may_hold(one.words.types)}
            places = list(read)
            for hit in self._find_in(list(read.values())):
                place = places[hit.source]
                self._note_codes(place, read[place])
                yield self._describe(hit, place, read[place])

    def _find_in(self, read: Sequence[ReadSource]) -> Iterator[TrialHit]:
        sources = [(one.source, one.words) for one in read]
        yield from self._trial.find(sources, self._inputs.participants)
        if self._everybody:
            yield from self._trial.find_asking(sources)

    def _describe(self, hit: TrialHit, place: int, read: ReadSource) -> FoundHit:
        sentences = sorted({int(read.words.sentences[word]) for word in hit.words})
        turn = read.source.turns[int(read.words.sentence_turns[sentences[0]]) - 1]
        participant = None if turn.participant is None else self._inputs.participants[turn.participant]
        kind = None if participant is None else participant.stakeholder_type
        who = turn.number, turn.speaker, turn.role, turn.participant, kind
        return FoundHit(place, *who, hit.words, hit.stance, hit.cue, tuple(sentences))

    def _note_codes(self, place: int, read: ReadSource) -> None:
        if self._coded is not None and self.codes is not None and place not in self.codes:
            words = read.words
            self.codes[place] = self._coded.codes_of_sentences(place, words.sentence_starts, words.sentence_ends)
