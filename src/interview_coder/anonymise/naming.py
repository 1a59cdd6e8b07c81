"""Entities → what stands for them: typed, numbered at random, and the same in every later run."""

from __future__ import annotations

import hmac
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from interview_coder.anonymise.folding import fold
from interview_coder.anonymise.forms import read_parts
from interview_coder.anonymise.generalising import generalise
from interview_coder.model.masking import Entity, Kind, RosterEntry

WORDS: dict[Kind, str] = {
    "person": "Person",
    "organisation": "Organisation",
    "place": "Place",
    "date": "date",
    "age": "age",
    "role": "role",
    "phone": "phone number",
    "email": "e-mail address",
    "handle": "account",
    "url": "web address",
    "postcode": "postcode",
    "address": "address",
    "nhs_number": "NHS number",
    "ni_number": "National Insurance number",
    "id_number": "number",
    "other": "name",
}
"""Kind → the word that stands for one of it."""
_TYPES_OF_ORGANISATION = (
    "Hospital",
    "Hospice",
    "University",
    "College",
    "School",
    "Nursery",
    "Council",
    "Trust",
    "Surgery",
    "Practice",
    "Clinic",
    "Pharmacy",
    "Charity",
    "Foundation",
    "Housing Association",
    "Alliance",
    "Partnership",
    "Church",
    "Mosque",
    "Union",
    "Care Home",
)
_TYPES_OF_PLACE = ("Estate", "Street", "Road", "Ward", "Village", "Park", "County")
_NOT_IN_NAMES = re.compile(r"[\[\]()<>:\"\n\t]+")
_LEAST_POOL = 9


@dataclass(frozen=True, slots=True)
class Naming:
    """What the wording hangs on, apart from the entities.

    Parameters
    ----------
    seed : bytes
        Secret: the order of numbers tells nothing without it.
    roster : sequence of RosterEntry
        Gives wordings of the researcher's own.
    generalised : mapping of str to str
        Name → what should stand for it, from the researcher's table.
    known : mapping of str to str
        Entity → what stood for it in earlier runs, and goes on to.
    taken : frozenset of str
        Wordings that nobody may have: they stand in the sources, or stood for somebody who withdrew.
    """

    seed: bytes
    roster: Sequence[RosterEntry] = ()
    generalised: Mapping[str, str] = field(default_factory=dict)
    known: Mapping[str, str] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()


def list_words() -> tuple[str, ...]:
    """Return the words of which replacements are made that no roster words."""
    return (*WORDS.values(), *_TYPES_OF_ORGANISATION, *_TYPES_OF_PLACE)


def fold_name(name: str) -> str:
    """Return a name as decisions are kept by it: folded, without a title or what marks a possessive.

    Examples
    --------
    >>> fold_name("Dr Siân  O’Brien’s") == fold_name("SIAN O'BRIEN")
    True
    """
    return " ".join(read_parts(name)) or fold(name)


def name_entities(entities: Iterable[Entity], naming: Naming) -> dict[str, str]:
    """Return what stands for each entity, without brackets.

    Parameters
    ----------
    entities : iterable of Entity
        In any order: the order tells nothing and changes nothing.
    naming : Naming

    Returns
    -------
    dict of str to str
        What the researcher states; else what stood for it before; else a generalisation or a number. Two people never
        share one; places, dates and ages that are generalised do.
    """
    names = dict(naming.known)
    stated = {fold_name(form): one for one in naming.roster for form in (one.name, *one.others)}
    table = {fold_name(name): wording for name, wording in naming.generalised.items()}
    to_number: dict[str, list[Entity]] = defaultdict(list)
    for entity in entities:
        wording = _stated_wording(entity, stated, table)
        if wording:
            names[entity.entity_id] = wording
        elif entity.entity_id not in names:
            to_number[_word_for(entity)].append(entity)
    taken = {name.casefold() for name in (*names.values(), *naming.taken)}
    for word in sorted(to_number):
        names |= _number(word, to_number[word], taken, naming.seed)
    return names


def clean_wording(wording: str) -> str:
    """Return a wording without signs that would end a bracket or a speaker's label."""
    return " ".join(_NOT_IN_NAMES.sub(" ", wording).split())


def _stated_wording(entity: Entity, stated: Mapping[str, RosterEntry], table: Mapping[str, str]) -> str:
    """Return what the researcher wants to stand for an entity, or what a date or an age becomes; else nothing."""
    folded = [fold_name(form) for form in (entity.name, *entity.forms)]
    entries = (stated[form] for form in folded if form in stated and stated[form].kind == entity.kind)
    own = next((one.replacement for one in entries if one.replacement), "")
    listed = next((table[form] for form in folded if form in table), "")
    return clean_wording(own or listed) or generalise(entity.name, entity.kind)


def _word_for(entity: Entity) -> str:
    if entity.kind == "person":
        group = clean_wording(entity.stakeholder_type)
        return group[:1].upper() + group[1:] or WORDS["person"]  # readers take labels in small letters for speech
    types = {"organisation": _TYPES_OF_ORGANISATION, "place": _TYPES_OF_PLACE}.get(entity.kind, ())
    said = f" {fold_name(entity.name)} "
    return next((one for one in types if f" {one.casefold()} " in said), WORDS[entity.kind])


def _number(word: str, entities: Sequence[Entity], taken: set[str], seed: bytes) -> dict[str, str]:
    """Draw a number for each entity, from twice as many as are needed: the number tells nothing of when it came."""
    n_taken = sum(one.rpartition(" ")[0] == word.casefold() for one in taken)
    pool = max(_LEAST_POOL, 2 * (n_taken + len(entities)))
    free = [name for number in range(1, pool + 1) if (name := f"{word} {number}").casefold() not in taken]
    drawn = sorted(free, key=lambda name: hmac.digest(seed, name.encode("utf-8", "surrogatepass"), sha256))
    ordered = sorted(entities, key=lambda one: one.entity_id)
    names = {entity.entity_id: name for entity, name in zip(ordered, drawn, strict=False)}
    taken.update(name.casefold() for name in names.values())
    return names
