"""Speaker labels → participants and roles, over all sources of a study."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from interview_coder.errors import Place, Problem, offer_near_name
from interview_coder.ingest.labels import GENERIC_LABEL
from interview_coder.ingest.participants_csv import FILE, Roster, RosterRow
from interview_coder.ingest.roles import guess_roles
from interview_coder.ingest.transcript import Transcript
from interview_coder.model.source import UNKNOWN_STAKEHOLDER, Participant, Role
from interview_coder.project.turn_table import TurnTable

NOBODY = "unknown"
"""Stands for the speaker of a turn whom the transcript does not name."""
_MOST_TOLD = 10


@dataclass(slots=True)
class Heard:
    """Whom the transcripts of one file let speak: what a study must know of people before all files are read.

    Parameters
    ----------
    people : list of (Participant, bool)
        With whether only the file itself describes them.
    used_rows : list of (str, str)
        Label and source of the rows of the roster that were used.
    labels : list of (str, str)
        Labels of participants who are the same person everywhere, each with its source.
    with_generic_labels : list of str
        Sources in which labels stand that mean another person in every file.
    """

    people: list[tuple[Participant, bool]] = field(default_factory=list)
    used_rows: list[tuple[str, str]] = field(default_factory=list)
    labels: list[tuple[str, str]] = field(default_factory=list)
    with_generic_labels: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A transcript's turns with roles and participants.

    Parameters
    ----------
    turns : TurnTable
    role_signs : mapping of str to str
        Label of everybody who is no participant → why.
    stakeholder_types : mapping of str to str
        Id of every participant → the group that they speak for.
    problems : sequence of Problem
        Speakers whom nobody knows.
    heard : Heard
        What the resolver has taken note of.
    """

    turns: TurnTable
    role_signs: Mapping[str, str]
    stakeholder_types: Mapping[str, str]
    problems: Sequence[Problem]
    heard: Heard


@dataclass(slots=True)
class SpeakerResolver:
    """Gives every turn its role and participant, over all sources of a study.

    Parameters
    ----------
    roster : Roster
        Who is known.
    roles : mapping of str to sequence of str
        Role → labels of all who have it, from the settings; ``*`` stands for anything.
    allow_unknown : bool
        Count speakers whom an existing roster does not name as of unknown type, instead of reporting them.
    keeps_participants : bool
        Whether `participants` is filled; a table of a million responses has as many.
    participants : dict of str to Participant
        By id; everybody who has spoken so far.
    n_by_type : Counter
        Stakeholder type → how many participants.
    n_described_without_type : int
        Participants whom a table of responses describes, and whose type it does not tell.
    sources_by_label : dict of str to set of str
        Label of a participant who is the same person everywhere → the sources in which it speaks.
    sources_with_generic_labels : set of str
        Those in which labels stand that mean another person in every file.
    attribute_names : set of str
        Names of attributes of those who have spoken so far.
    """

    roster: Roster
    roles: Mapping[Role, Sequence[str]] = field(default_factory=dict)
    allow_unknown: bool = False
    keeps_participants: bool = True
    participants: dict[str, Participant] = field(default_factory=dict)
    used_rows: set[tuple[str, str]] = field(default_factory=set)
    n_by_type: Counter[str] = field(default_factory=Counter)
    n_described_without_type: int = 0
    sources_by_label: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    sources_with_generic_labels: set[str] = field(default_factory=set)
    attribute_names: set[str] = field(default_factory=set)
    _seen: set[int] = field(default_factory=set)

    def labels_for(self, source_id: str) -> frozenset[str]:
        """Return the labels that can stand in one source, as far as they are listed."""
        listed = {label for labels in self.roles.values() for label in labels if "*" not in label}
        labels = self.roster.filled_labels_for(source_id)
        return labels | listed if listed else labels

    def resolve_turns(
        self,
        transcript: Transcript,
        *,
        source_id: str,
        file: str,
        file_id: str = "",
        roles: Mapping[Role, Sequence[str]] | None = None,
    ) -> Resolved:
        """Give the turns of one transcript roles and participants, and tell of each unknown speaker.

        Parameters
        ----------
        transcript : Transcript
        source_id, file : str
            Of the source that it becomes.
        file_id : str, optional
            Of the file, where it holds several sources.
        roles : mapping of str to sequence of str, optional
            What the settings say of just this source.
        """
        heard = Heard()
        guesses = {} if transcript.speakers else guess_roles(transcript)  # who is described as responding asks nothing
        unknown: list[str] = []
        people: dict[str, Participant] = {}
        given: dict[str, tuple[Role, str | None]] = {}
        signs: dict[str, str] = {}
        turns = TurnTable.of(transcript.turns)
        for label in turns.list_speakers():
            row = self.roster.find(label or NOBODY, source_id)
            heard.used_rows += [] if row is None else [(row.label, row.source_id)]
            guess = guesses.get(label)
            role, sign = self._role_of(label, row, roles or {}) or (
                (guess.role, guess.sign) if guess else ("participant", "")
            )
            if role != "participant":
                given[label], signs[label] = (role, None), sign
                continue
            person = people[label] = self._participant_of(transcript, label, row, source_id, file_id or source_id)
            given[label] = role, person.participant_id
            if row is None and _is_generic(label) and label and label not in transcript.speakers:
                heard.with_generic_labels.append(source_id)
            heard.people.append((person, row is None and label in transcript.speakers))
            if person.participant_id == label:
                heard.labels.append((label, source_id))
            if row is None and label not in transcript.speakers:
                unknown.append(label)
        self.hear(heard)
        problems = self._tell_unknown(unknown, transcript, source_id, file)
        types = {person.participant_id: person.stakeholder_type for person in people.values()}
        return Resolved(turns.give_roles(given), signs, types, problems, heard)

    def hear(self, heard: Heard) -> None:
        """Take note of whom a file lets speak."""
        for person, is_described in heard.people:
            if self.keeps_participants:
                self.participants.setdefault(person.participant_id, person)
            self.attribute_names.update(person.attributes)
            key = hash(person.participant_id)
            if key not in self._seen:
                self._seen.add(key)
                self.n_by_type[person.stakeholder_type] += 1
                self.n_described_without_type += is_described and person.stakeholder_type == UNKNOWN_STAKEHOLDER
        self.used_rows.update(heard.used_rows)
        self.sources_with_generic_labels.update(heard.with_generic_labels)
        for label, source_id in heard.labels:
            self.sources_by_label[label].add(source_id)

    def _role_of(
        self, label: str, row: RosterRow | None, roles: Mapping[Role, Sequence[str]]
    ) -> tuple[Role, str] | None:
        """Return the role that the roster or the settings give, and which of them."""
        if row is not None:
            if row.role is not None:
                return row.role, "participants.csv"
            if row.stakeholder_type != UNKNOWN_STAKEHOLDER:
                return "participant", "participants.csv"
        for stated in (roles, self.roles):
            for role, labels in stated.items():
                if any(fnmatchcase(label, one) for one in labels):
                    return role, "study.yml"
        return None

    def _participant_of(
        self, transcript: Transcript, label: str, row: RosterRow | None, source_id: str, file_id: str
    ) -> Participant:
        if row is not None:
            return Participant(row.participant_id, row.stakeholder_type, row.attributes)
        if label in transcript.speakers:
            return _from_table(label, transcript.speakers[label], file_id)
        # a label such as "Speaker 1" means another person in every file, a name the same one
        return Participant(f"{source_id}/{label or NOBODY}" if _is_generic(label) else label)

    def _tell_unknown(self, unknown: Sequence[str], transcript: Transcript, source_id: str, file: str) -> list[Problem]:
        if not self.roster.exists or self.allow_unknown:
            return []
        told = [
            _unknown_speaker(label, transcript, self.roster.labels_for(source_id), source_id, file)
            for label in unknown[:_MOST_TOLD]
        ]
        if len(unknown) > len(told):
            message = f"{len(unknown) - len(told)} more of its speakers are not in {FILE}"
            told.append(Problem(message, Place(file), "interview-coder participants adds a row for each"))
        return told


def _is_generic(label: str) -> bool:
    """Whether a label means another person in every file."""
    return not label or GENERIC_LABEL.fullmatch(label) is not None


def _from_table(label: str, attributes: Mapping[str, str], file_id: str) -> Participant:
    """Return a participant whom a table of responses describes."""
    kind = next((name for name in attributes if "_".join(name.casefold().split()) == "stakeholder_type"), "")
    others = {name: value for name, value in attributes.items() if name != kind}
    return Participant(f"{file_id}/{label}", attributes.get(kind, "").strip() or UNKNOWN_STAKEHOLDER, others)


def _unknown_speaker(label: str, transcript: Transcript, labels: set[str], source_id: str, file: str) -> Problem:
    start = next(turn.start for turn in transcript.turns if turn.speaker == label)
    number = transcript.places.number_at(start) if transcript.places.unit in {"line", "row"} else None
    place = Place(file, number)
    if not label:
        fix = (
            f'say in study.yml who speaks ("sources: {{{source_id}: {{speaker: P01}}}}"), '
            f"or how speakers are marked (dialect); or run with --allow-unknown"
        )
        return Problem(f"nobody is named as the speaker, and {FILE} must know who it is", place, fix)
    near = offer_near_name(label, {one for one in labels if not _is_other_number(one, label)})
    fix = near or f"add a row for it to {FILE} (interview-coder participants does so)"
    return Problem(f'the speaker "{label}" is not in {FILE}', place, f"{fix}; or run with --allow-unknown")


def _is_other_number(label: str, other: str) -> bool:
    """Whether two labels are codes of two people, so that the one is no slip for the other: ``P01`` and ``P30``."""
    digits, other_digits = (re.sub(r"\D", "", one) for one in (label, other))
    return len(digits) == len(other_digits) and digits != other_digits
