"""Finds become masks: whom or what each means, so that two people are never one, and one is two only in doubt."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from interview_coder.anonymise.folding import fold
from interview_coder.anonymise.forms import list_person_forms, read_parts
from interview_coder.anonymise.organisation_forms import list_organisation_forms
from interview_coder.anonymise.propagating import is_one_letter_off
from interview_coder.anonymise.reading import Reading
from interview_coder.model.masking import Certainty, Entity, Find, Kind, Mask, RosterEntry

_RANKS: dict[Certainty, int] = {"sure": 0, "likely": 1, "possible": 2}
_OF_PERSON = ("handle", "email")
_NO_LETTER = re.compile(r"[\W\d_]+")
_SHORTEST_IN_HANDLE = 3


@dataclass(slots=True)
class Entities:
    """The entities of a study while its documents are resolved, one after the other in any order.

    Parameters
    ----------
    roster : sequence of RosterEntry
        Whose names mean the same in every document.
    """

    roster: Sequence[RosterEntry]
    _forms: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _facts: dict[str, tuple[Kind, Certainty, str]] = field(default_factory=dict)

    def resolve(self, reading: Reading, finds: Sequence[Find]) -> tuple[Mask, ...]:
        """Return the masks of a document.

        Who is meant by part of a name is told by the roster and by whole names in the same document only, so that no
        other document can change it.
        """
        people = _People.collect(self.roster, reading, finds)
        organisations = _collect_organisations(self.roster, reading, finds)
        masks = []
        for found in finds:
            surface = reading.text[found.start : found.end]
            name, stakeholder = _name_entity(found.kind, surface, people, organisations)
            masks.append(Mask(found.start, found.end, found.kind, found.certainty, found.witness, name))
            self._note(name, found, surface, stakeholder)
        return tuple(masks)

    def list_all(self) -> tuple[Entity, ...]:
        """Return all entities that were met, by their ids."""
        listed = []
        for entity_id, forms in sorted(self._forms.items()):
            kind, certainty, stakeholder = self._facts[entity_id]
            entry = next((entry for entry in self.roster if entry.kind == kind and roster_id(entry) == entity_id), None)
            name = entry.name if entry else max(sorted(forms), key=lambda form: (len(read_parts(form)), len(form)))
            listed.append(Entity(entity_id, kind, name, tuple(sorted(forms)), certainty, stakeholder))
        return tuple(listed)

    def _note(self, entity_id: str, found: Find, surface: str, stakeholder: str) -> None:
        self._forms[entity_id].add(surface)
        kind: Kind = "person" if entity_id.startswith("person:") else found.kind
        _, certainty, known = self._facts.get(entity_id, (kind, found.certainty, stakeholder))
        better = min(certainty, found.certainty, key=_RANKS.__getitem__)
        self._facts[entity_id] = (kind, better, known or stakeholder)


def roster_id(entry: RosterEntry) -> str:
    """Return the id of a listed entity."""
    return f"{entry.kind}:{' '.join(read_parts(entry.name))}"


@dataclass(slots=True)
class _People:
    """The people of a document by the forms in which they may stand."""

    by_form: dict[tuple[str, ...], set[str]] = field(default_factory=lambda: defaultdict(set))
    stakeholders: dict[str, str] = field(default_factory=dict)
    named: set[tuple[str, ...]] = field(default_factory=set)
    met: set[str] = field(default_factory=set)

    @classmethod
    def collect(cls, roster: Iterable[RosterEntry], reading: Reading, finds: Iterable[Find]) -> _People:
        people = cls()
        listed = set()
        for entry in roster:
            if entry.kind == "person":
                people.stakeholders[roster_id(entry)] = entry.stakeholder_type
                for name in (entry.name, *entry.others):
                    listed.add(read_parts(name))
                    people._add(read_parts(name), roster_id(entry))
        found = {_read_person(reading.text[one.start : one.end]) for one in finds if one.kind == "person"}
        for parts in sorted(found - listed, key=lambda parts: (-len(parts), parts)):
            if len(parts) > 1 and len(parts[0]) > 1 and len(parts[-1]) > 1:
                people._add_whole(parts)
        singles = {parts for parts in found - listed if len(parts) == 1 and len(parts[0]) > 2}
        for parts in sorted(singles, key=lambda parts: (-len(parts[0]), parts)):  # whole names before their nicknames
            if parts not in people.by_form:
                people._add_whole(parts)
        people.met = {next(iter(meant)) for parts in found if len(meant := people.by_form.get(parts, set())) == 1}
        return people

    def find(self, parts: tuple[str, ...]) -> str | None:
        """Return whom a form means, if that is one person.

        Of several who have the same initials, it is the one who is met here under another form; a name that several
        have means none of them.
        """
        meant = self.by_form.get(parts, set())
        if len(meant) > 1 and parts not in self.named:
            meant = meant & self.met
        return next(iter(meant)) if len(meant) == 1 else None

    def find_in_handle(self, letters: str) -> str | None:
        """Return whose given name or surname begins a handle or stands in it, if that is one person."""
        near: dict[str, int] = {}
        for form, people in self.by_form.items():
            for part in form:
                if len(part) >= _SHORTEST_IN_HANDLE and part in letters and len(form) <= 2:
                    for person in people:
                        score = sum(
                            len(one) if one in letters else (letters.endswith(one[:1]) or letters.startswith(one[:1]))
                            for one in person.removeprefix("person:").split()
                        )
                        near[person] = max(near.get(person, 0), score)
        best = [person for person, score in near.items() if score == max(near.values())]
        best = best or [person for person in sorted(self.met) if _is_nearly_handle_of(letters, person)]
        return best[0] if len(best) == 1 else None

    def _add_whole(self, parts: tuple[str, ...]) -> None:
        """Add a person, unless the name is a shorter form of one who is known."""
        known = self.find(parts)
        if known is None:
            self._add(parts, f"person:{' '.join(parts)}")

    def _add(self, parts: tuple[str, ...], person: str) -> None:
        for form, strength in list_person_forms(parts):
            self.by_form[form].add(person)
            if strength != "initials":
                self.named.add(form)


def _is_nearly_handle_of(letters: str, person: str) -> bool:
    """Whether letters are somebody's given name and surname, or one whole and one letter, with a letter wrong.

    A letter with an accent is often left out.
    """
    whole = person.removeprefix("person:").split()
    if len(whole) < 2:
        return False
    given, surname = whole[0], whole[-1]
    written = (given + surname, given + surname[0], given[0] + surname, surname + given, surname + given[0])
    return any(len(one) > _SHORTEST_IN_HANDLE and is_one_letter_off(letters, one) for one in written)


def _read_person(surface: str) -> tuple[str, ...]:
    """Read the words of a person's name; one that is spelled as one word."""
    parts = read_parts(surface)
    return ("".join(parts),) if len(parts) > 2 and all(len(part) == 1 for part in parts) else parts


def _collect_organisations(
    roster: Iterable[RosterEntry], reading: Reading, finds: Iterable[Find]
) -> dict[tuple[str, ...], set[str]]:
    by_form: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for entry in roster:
        if entry.kind == "organisation":
            for name in (entry.name, *entry.others):
                for form, _ in list_organisation_forms(read_parts(name)):
                    by_form[form].add(f"organisation:{' '.join(_without_article(read_parts(entry.name)))}")
    for found in finds:
        if found.kind == "organisation":
            parts = _without_article(read_parts(reading.text[found.start : found.end]))
            if len(parts) > 1 and parts not in by_form:
                for form, _ in list_organisation_forms(parts):
                    by_form[form].add(f"organisation:{' '.join(parts)}")
    return by_form


def _name_entity(
    kind: Kind, surface: str, people: _People, organisations: dict[tuple[str, ...], set[str]]
) -> tuple[str, str]:
    parts = _without_article(read_parts(surface))
    if kind == "person":
        parts = _read_person(surface)
        person = people.find(parts) or people.find(("".join(parts),)) or f"person:{' '.join(parts) or fold(surface)}"
        return person, people.stakeholders.get(person, "")
    if kind in _OF_PERSON:
        letters = _NO_LETTER.sub("", fold(surface).partition("@")[0] or fold(surface).partition("@")[2])
        person_of = people.find_in_handle(letters)
        if person_of:
            return person_of, people.stakeholders.get(person_of, "")
    if kind == "organisation" and people.find(parts) and len(parts) == 1:  # letters that are somebody's initials
        return people.find(parts) or "", ""
    if kind == "organisation":
        meant = organisations.get(parts, set())
        if len(meant) == 1:
            return next(iter(meant)), ""
    return f"{kind}:{' '.join(parts) or fold(surface)}", ""


def _without_article(parts: tuple[str, ...]) -> tuple[str, ...]:
    return parts[1:] if len(parts) > 1 and parts[0] == "the" else parts
