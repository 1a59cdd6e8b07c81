"""Who speaks, under the labels that the corpus has: ``participants.csv``."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from interview_coder.anonymise.replacing import OffsetMap, Replacement
from interview_coder.keeping.study_key import NamedEntity, PersonRow
from interview_coder.model.masking import Document, RosterEntry
from interview_coder.model.source import ROLES

DOC_ID = "attributes of people"
_WORDS_OF_TALK = 3
_OWN = ("participant", "stakeholder_type", "source", "role")


def make_document(people: Sequence[PersonRow], roster: Iterable[RosterEntry]) -> Document:
    """Return what is told of people as a text that is searched, one attribute a line.

    Before them stand names of columns, as far as these are questions or other talk, or hold a word of the roster: most
    are words like ``site`` or ``IMD``, which look like names to every witness.
    """
    return Document(DOC_ID, "\n".join([*_list_headings(people, roster), *_list_values(people)]), (), ())


def _list_headings(people: Iterable[PersonRow], roster: Iterable[RosterEntry]) -> list[str]:
    listed = {word for entry in roster for name in (entry.name, *entry.others) for word in name.casefold().split()}
    names = dict.fromkeys(_on_a_line(name) for person in people for name in person.attributes)
    return [one for one in names if len(one.split()) >= _WORDS_OF_TALK or not listed.isdisjoint(one.casefold().split())]


def _list_values(people: Iterable[PersonRow]) -> list[str]:
    return [_on_a_line(value) for person in people for value in person.attributes.values()]


def _on_a_line(text: str) -> str:
    return " ".join(text.split())


def mask_attributes(
    people: Sequence[PersonRow], roster: Iterable[RosterEntry], text: str, log: Sequence[Replacement]
) -> Iterator[PersonRow]:
    """Yield people with the attributes that a log made of their document."""
    headings = _list_headings(people, roster)
    lines = _cut_lines([*headings, *_list_values(people)], text, OffsetMap(log))
    shown = dict(zip(headings, lines, strict=False))
    for person in people:
        named = [(shown.get(_on_a_line(name), name), next(lines)) for name in person.attributes]
        yield replace(person, attributes=dict(named))


def _cut_lines(lines: Iterable[str], text: str, offsets: OffsetMap) -> Iterator[str]:
    """Yield lines as they stand in the text that was made of them."""
    start = 0
    for line in lines:
        end = start + len(line)
        yield text[offsets.to_new(start) : offsets.to_new_end(end)] if line else ""
        start = end + 1


Labels = Mapping[tuple[str, str], tuple[str, str]]
"""Original and label → the label in the corpus, and the entity that it stands for, if any."""


def make_rows(
    people: Iterable[PersonRow], labels: Labels, sources: Mapping[str, str], named: Mapping[str, NamedEntity]
) -> list[dict[str, str]]:
    """Return the rows of ``participants.csv``, sorted.

    Parameters
    ----------
    people : iterable of PersonRow
        Their attributes are masked, their labels are not.
    labels : mapping
        See `Labels`.
    sources : mapping of str to str
        Original → source of the corpus.
    named : mapping of str to NamedEntity
    """
    by_label: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for (_, label), new in labels.items():
        by_label[label].add(new)
    rows: dict[tuple[str, str], dict[str, str]] = {}
    for person in people:
        if person.original and (person.original, person.label) not in labels:
            continue
        own = {labels[person.original, person.label]} if person.original else by_label[person.label]
        for label, entity_id in sorted(own):
            source = "" if entity_id else sources.get(person.original, "")
            entity = named.get(entity_id)
            row = _make_row(person, label, source, entity.stakeholder_type if entity else "")
            rows[label, source] = row | {name: value for name, value in rows.get((label, source), {}).items() if value}
    return [rows[key] for key in sorted(rows)]


def _make_row(person: PersonRow, label: str, source: str, stakeholder_type: str) -> dict[str, str]:
    role = next((one for one in ROLES if one == stakeholder_type.casefold()), person.role)
    kind = "" if stakeholder_type.casefold() in ROLES else stakeholder_type or person.stakeholder_type
    own = {"participant": label, "stakeholder_type": kind, "source": source, "role": role}
    return own | dict(person.attributes)


def complete_table(raw: bytes | None, rows: Sequence[Mapping[str, str]], *, without: str = "") -> bytes:
    """Return ``participants.csv`` with a row for everybody; what a person wrote into it stays.

    Parameters
    ----------
    raw : bytes, optional
        The file as it is.
    rows : sequence of mapping
        Everybody who speaks; of those who have a row, empty cells are filled.
    without : str, optional
        A participant whose rows go.
    """
    text = "" if raw is None else raw.decode("utf-8-sig", "surrogateescape")
    delimiter = max(",;\t", key=text.split("\n", 1)[0].count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    there = [{name: value or "" for name, value in row.items() if name} for row in reader]
    there = [row for row in there if not without or row.get("participant") != without]
    names = [name for row in rows for name in row]
    columns = list(dict.fromkeys((*(reader.fieldnames or _OWN), *names)))
    by_key = {(row.get("participant", ""), row.get("source", "")): row for row in there}
    for row in rows:
        kept = by_key.setdefault((row["participant"], row["source"]), {})
        kept.update({name: value for name, value in row.items() if not kept.get(name)})
    lines = io.StringIO()
    writer = csv.DictWriter(lines, columns, restval="", delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(by_key.values())
    return lines.getvalue().encode("utf-8", "surrogateescape")
