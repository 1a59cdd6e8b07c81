"""The search: every witness is asked, what one knows all look for, and who is meant is told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from interview_coder.anonymise.context import Context
from interview_coder.anonymise.folding import fold
from interview_coder.anonymise.forms import FormsToFind, find_forms, read_parts
from interview_coder.anonymise.initials import widen_to_initials
from interview_coder.anonymise.joining import join_finds
from interview_coder.anonymise.propagating import KnownName, collect_names, propagate
from interview_coder.anonymise.reading import Reading, read_document
from interview_coder.anonymise.recasing import write_pieces
from interview_coder.anonymise.replaced_before import leave_replaced
from interview_coder.anonymise.resolving import Entities
from interview_coder.anonymise.whole_words import widen_to_words
from interview_coder.anonymise.witnesses import WITNESSES
from interview_coder.language.named_entities import NamedEntity, find_named_entities
from interview_coder.model.masking import Document, Entity, Find, Mask, RosterEntry

Decision = Literal["keep", "mask"]


def find_masks(
    documents: Sequence[Document],
    roster: Sequence[RosterEntry] = (),
    allow: Collection[str] = (),
    decisions: Mapping[str, Decision] | None = None,
    language_model: str | None = None,
) -> tuple[tuple[Entity, ...], dict[str, tuple[Mask, ...]]]:
    """Find what must be masked in the documents of a study, and whom or what it means.

    Parameters
    ----------
    documents : sequence of Document
        In any order; the result does not hang on it.
    roster : sequence of RosterEntry
        What the researcher listed beforehand.
    allow : collection of str
        What the study is about and is never masked, unless the roster has it.
    decisions : mapping of str to {"keep", "mask"}, optional
        What a person decided of distinct strings, as `naming.fold_name` writes them.
    language_model : str, optional
        An installed package; without one, names are found by the other witnesses only.

    Returns
    -------
    entities : tuple of Entity
        By their ids.
    masks : dict of str to tuple of Mask
        Document → its masks in order, none overlapping, none beginning or ending inside a word.
    """
    decided = dict(decisions or {})
    kept = {" ".join(read_parts(name)) or fold(name) for name in allow} | {
        name for name, decision in decided.items() if decision == "keep"
    }
    readings = [read_document(document) for document in documents]
    context = Context(roster, _ask_model(readings, language_model) if language_model else {})
    found = [_ask_witnesses(reading, context, decided) for reading in readings]
    own = [
        collect_names(reading, _leave_kept(reading, finds, kept))
        for reading, finds in zip(readings, found, strict=True)
    ]
    of_study = frozenset(name for names in own for name in names if name.certainty != "possible" and len(names) > 0)
    entities = Entities(roster)
    masks = {}
    for reading, finds, names in zip(readings, found, own, strict=True):
        propagated = propagate(reading, _in_order(names), _in_order(of_study - names))
        more = leave_replaced(reading, _widen(reading, propagated), roster)
        joined = join_finds(reading, _leave_kept(reading, [*finds, *more], kept))
        masks[reading.document.doc_id] = entities.resolve(reading, _settle(reading, joined, decided))
    return entities.list_all(), masks


def _ask_model(readings: Sequence[Reading], model: str) -> dict[str, list[NamedEntity]]:
    pieces = [(reading.document.doc_id, start, piece) for reading in readings for start, piece in write_pieces(reading)]
    named: dict[str, list[NamedEntity]] = {reading.document.doc_id: [] for reading in readings}
    answers = find_named_entities([piece for _, _, piece in pieces], model)
    for (doc_id, offset, _), entities in zip(pieces, answers, strict=True):
        named[doc_id] += [NamedEntity(offset + start, offset + end, label) for start, end, label in entities]
    return named


def _ask_witnesses(reading: Reading, context: Context, decided: Mapping[str, Decision]) -> list[Find]:
    finds = [found for ask in WITNESSES.values() for found in ask(reading, context)]
    widened = _widen(reading, [*finds, *_find_decided(reading, decided)])
    return list(leave_replaced(reading, widened, context.roster))


def _find_decided(reading: Reading, decided: Mapping[str, Decision]) -> Iterator[Find]:
    """Find what a person decided to mask where no witness finds it; a common word as far as it may be a name."""
    forms = FormsToFind()
    for name, decision in decided.items():
        if decision == "mask":
            forms.add(read_parts(name), "full")
    for first, last, *_ in find_forms(reading, forms):
        words = reading.words
        yield Find(words[first].start, words[last].end, "other", "possible", "person", is_direct=True)


def _settle(reading: Reading, finds: Iterable[Find], decided: Mapping[str, Decision]) -> list[Find]:
    """Make sure what a person decided to mask."""
    return [
        replace(found, certainty="sure", witness="person") if decided.get(_key(reading, found)) == "mask" else found
        for found in finds
    ]


def _key(reading: Reading, found: Find) -> str:
    surface = reading.text[found.start : found.end]
    return " ".join(read_parts(surface)) or fold(surface)


def _widen(reading: Reading, finds: Iterable[Find]) -> Iterator[Find]:
    for found in finds:
        start, end = widen_to_words(reading.text, found.start, found.end)
        if found.kind == "person":
            start = widen_to_initials(reading, start, end)
        yield Find(start, end, found.kind, found.certainty, found.witness, found.is_direct)


def _leave_kept(reading: Reading, finds: Iterable[Find], kept: Collection[str]) -> list[Find]:
    """Return finds without those that are kept, or part of a whole name that is; what is listed stays."""
    if not kept:
        return list(finds)
    spans = list(_find_kept(reading, kept))
    return [
        found
        for found in finds
        if found.witness == "roster"
        or not (_key(reading, found) in kept or any(start <= found.start and found.end <= end for start, end in spans))
    ]


def _find_kept(reading: Reading, kept: Collection[str]) -> Iterator[tuple[int, int]]:
    forms = FormsToFind()
    for name in kept:
        if " " in name:
            forms.add(tuple(name.split()), "full")
    for first, last, *_ in find_forms(reading, forms):
        yield reading.words[first].start, reading.words[last].end


def _in_order(names: Iterable[KnownName]) -> list[KnownName]:
    return sorted(names, key=lambda name: (name.kind, name.parts, name.certainty))
