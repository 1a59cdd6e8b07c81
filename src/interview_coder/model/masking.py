"""The nouns of pseudonymising: what is searched, what was found, whom or what it means."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "person",
    "organisation",
    "place",
    "date",
    "age",
    "role",
    "phone",
    "email",
    "handle",
    "url",
    "postcode",
    "address",
    "nhs_number",
    "ni_number",
    "id_number",
    "other",
]
"""What a name or a number is the name or the number of."""

Certainty = Literal["sure", "likely", "possible"]
"""How certain a witness is: listed beforehand or checked; told by what stands around it; a guess."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text that is searched: where its speakers' labels and its turns stand is empty where unknown."""

    doc_id: str
    text: str
    labels: tuple[tuple[int, int], ...] = ()
    turns: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """What the researcher lists beforehand: one name, its other forms, and what should stand for it.

    Attributes
    ----------
    name : str
        The full name.
    kind : str
        What it is the name of.
    stakeholder_type : str
        The group that a person speaks for; empty when unknown.
    others : tuple of str
        Nicknames, initials, other spellings.
    replacement : str
        The researcher's own wording, such as "a town in the North West"; empty when one is to be made.
    """

    name: str
    kind: Kind
    stakeholder_type: str = ""
    others: tuple[str, ...] = ()
    replacement: str = ""


@dataclass(frozen=True, slots=True)
class Find:
    """A stretch of one text that a witness would mask: ``text[start:end]``, never beginning or ending inside a word.

    Attributes
    ----------
    start, end : int
        Code points into the text of the document, half-open.
    kind : str
        What it is the name or the number of.
    certainty : str
        How certain the witness is.
    witness : str
        Who found it.
    is_direct : bool
        Whether it tells by itself who somebody is, as a name does and a date does not.
    """

    start: int
    end: int
    kind: Kind
    certainty: Certainty
    witness: str
    is_direct: bool


@dataclass(frozen=True, slots=True)
class Entity:
    """One person, organisation, place or number of a study, whatever forms it stands in.

    Attributes
    ----------
    entity_id : str
        Made of what the entity is, never of the order in which it was met.
    kind : str
        What it is.
    name : str
        Its fullest form, as it stands in the roster or in a text.
    forms : tuple of str
        All forms it was found in, sorted.
    certainty : str
        That of the most certain find.
    stakeholder_type : str
        From the roster; empty when unknown.
    """

    entity_id: str
    kind: Kind
    name: str
    forms: tuple[str, ...]
    certainty: Certainty
    stakeholder_type: str = ""


@dataclass(frozen=True, slots=True)
class Mask:
    """A stretch of one text that is masked, with whom or what it means."""

    start: int
    end: int
    kind: Kind
    certainty: Certainty
    witness: str
    entity_id: str
