"""What a key holds: names and what stands for them, a person's decisions, and the way back to each original."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from interview_coder.anonymise.replacing import Replacement
from interview_coder.model.masking import Certainty, Kind, RosterEntry

Answer = Literal["keep", "mask"]
Form = Literal["whole", "turns", "table", "responses"]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class NamedEntity:
    """One person, organisation, place … and what stands for it, without brackets."""

    kind: Kind
    name: str
    forms: tuple[str, ...]
    certainty: Certainty
    stakeholder_type: str
    wording: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person said of a string: whether it is a name, and as which question of the study it was answered."""

    answer: Answer
    shown: str
    number: int


@dataclass(frozen=True, slots=True)
class KeptTurn:
    """A turn of a base text: where label, note, speech and question stand in it, and the transcript's times."""

    label: Span
    note: Span
    speech: Span
    start_seconds: float | None = None
    end_seconds: float | None = None
    question: Span = (0, 0)


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """One original, and what became of it.

    Parameters
    ----------
    original : str
        Its path below the folder of originals, with its part where the file holds several.
    sha256_original : str
        Of the file.
    file : str
        What became of it, below the corpus.
    sha256_file : str
    sha256_before : str
        Of what an earlier run wrote there, which stands there still where writing was interrupted.
    form : {"whole", "turns", "table", "responses"}
        Whether that is the original's text, its turns as text, its turns as a table, or a table of responses.
    turns : tuple of KeptTurn
        In the base text: what the file says before anything is masked.
    log : tuple of Replacement
        Base text → text of the file.
    layout : tuple of (int, int, str)
        For text files whose base is made of turns: stretches of the base, and what stands there in the original.
    encoding, line_end : str
        Of text files.
    """

    original: str
    sha256_original: str
    file: str
    sha256_file: str
    form: Form
    turns: tuple[KeptTurn, ...]
    log: tuple[Replacement, ...]
    layout: tuple[tuple[int, int, str], ...] = ()
    encoding: str = ""
    line_end: str = "\n"
    sha256_before: str = ""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """What ``participants.csv`` beside the originals says of somebody, or a table of responses does."""

    label: str
    original: str
    role: str
    stakeholder_type: str
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class StudyKey:
    """Everything that must not lie with the study.

    Parameters
    ----------
    study_id : str
        The same as in the study's mark.
    seed : str
        Secret, in hexadecimal.
    named : mapping of str to NamedEntity
        By entity.
    reserved : frozenset of str
        Wordings that stood for somebody who withdrew, folded.
    withdrawn : frozenset of str
        SHA-256 of originals in which somebody speaks who withdrew: they are not read again.
    decisions : mapping of str to Decision
        By folded string.
    documents : mapping of str to KeptDocument
        By original.
    people : tuple of PersonRow
    people_log : tuple of Replacement
        What was replaced in their attributes, as lines of one text.
    roster, kept_names, generalised
        As the researcher listed them last.
    uses_model : bool
        Whether the language model is a witness.
    """

    study_id: str
    seed: str
    named: Mapping[str, NamedEntity] = field(default_factory=dict)
    reserved: frozenset[str] = frozenset()
    withdrawn: frozenset[str] = frozenset()
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    documents: Mapping[str, KeptDocument] = field(default_factory=dict)
    people: tuple[PersonRow, ...] = ()
    people_log: tuple[Replacement, ...] = ()
    roster: tuple[RosterEntry, ...] = ()
    kept_names: frozenset[str] = frozenset()
    generalised: Mapping[str, str] = field(default_factory=dict)
    uses_model: bool = True


def make_key(study_id: str) -> StudyKey:
    """Make the key of a study that has none."""
    return StudyKey(study_id, secrets.token_hex(32))


def format_key(key: StudyKey) -> bytes:
    """Return a key as JSON."""
    from pydantic import TypeAdapter

    return TypeAdapter(StudyKey).dump_json(key)


def read_key(raw: bytes) -> StudyKey:
    """Read a key from JSON.

    Raises
    ------
    ValueError
        When it is not one.
    """
    from pydantic import TypeAdapter

    return TypeAdapter(StudyKey).validate_json(raw)
