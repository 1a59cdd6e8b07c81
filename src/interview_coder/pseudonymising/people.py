"""Who speaks, under the labels that the corpus has: ``participants.csv``."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from interview_coder.anonymise.replacing import OffsetMap, Replacement
from interview_coder.keeping.study_key import NamedEntity, PersonRow
from interview_coder.model.masking import Document
from interview_coder.model.source import ROLES

DOC_ID = "attributes of people"
_OWN = ("participant", "stakeholder_type", "source", "role")


def make_document(people: Iterable[PersonRow]) -> Document:
    """Return what is told of people as a text that is searched, one attribute a line."""
    lines = [" ".join(value.split()) for person in people for value in person.attributes.values()]
    return Document(DOC_ID, "\n".join(lines), (), ())


def mask_attributes(people: Sequence[PersonRow], text: str, log: Sequence[Replacement]) -> Iterator[PersonRow]:
    """Yield people with the attributes that a log made of their document."""
    offsets = OffsetMap(log)
    start = 0
    for person in people:
        attributes = {}
        for name, value in person.attributes.items():
            end = start + len(" ".join(value.split()))
            attributes[name] = text[offsets.to_new(start) : offsets.to_new_end(end)] if end > start else ""
            start = end + 1
        yield replace(person, attributes=attributes)


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
