"""Drafts → the files of the corpus, and the key that leads back."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from itertools import chain

from interview_coder.anonymise.naming import Naming, fold_name, name_entities
from interview_coder.anonymise.replacing import BRACKET, SOURCE_BRACKET, Pseudonymised, replace_masks
from interview_coder.corpus import source_id_of
from interview_coder.keeping.study_key import Answer, NamedEntity, StudyKey
from interview_coder.model.masking import Document, Entity, Mask, RosterEntry
from interview_coder.project.pseudonymised_mark import PseudonymisedMark
from interview_coder.pseudonymising import file_names, people
from interview_coder.pseudonymising.base_texts import make_document
from interview_coder.pseudonymising.drafts import Draft, plainer, write_draft
from interview_coder.pseudonymising.written_form import list_said

Found = tuple[Sequence[Entity], Mapping[str, Sequence[Mask]]]
FindMasks = Callable[[Sequence[Document], Sequence[RosterEntry], frozenset[str], Mapping[str, Answer], bool], Found]
"""Documents, roster, names to keep, decisions, whether the language model is asked → entities, masks by document."""


@dataclass(frozen=True, slots=True)
class MadeCorpus:
    """A corpus without names, not yet written.

    Parameters
    ----------
    files : mapping of str to bytes
        By path below the corpus.
    people : list of mapping
        Rows for ``participants.csv``.
    key : StudyKey
    mark : PseudonymisedMark
    """

    files: Mapping[str, bytes]
    people: Sequence[Mapping[str, str]]
    key: StudyKey
    mark: PseudonymisedMark


def make_corpus(drafts: Sequence[Draft], key: StudyKey, find: FindMasks) -> MadeCorpus:
    """Mask all documents of a study together.

    Parameters
    ----------
    drafts : sequence of Draft
    key : StudyKey
        With roster, decisions and what stood for whom before.
    find : callable
        Finds the names.
    """
    while True:
        key, masks = _name_everybody(drafts, key, find)
        made = [_replace(make_document(draft.kept.original, draft.base), masks, key) for draft in drafts]
        files = [write_draft(draft, one) for draft, one in zip(drafts, made, strict=True)]
        written = [
            _Written(draft, one, *file)
            for draft, one, file in zip(drafts, made, files, strict=True)
            if file is not None
        ]
        if len(written) == len(drafts):
            return _gather(written, masks, key)
        drafts = [draft if file else plainer(draft) for draft, file in zip(drafts, files, strict=True)]


@dataclass(frozen=True, slots=True)
class _Written:
    draft: Draft
    made: Pseudonymised
    raw: bytes
    ending: str


def _replace(document: Document, masks: Mapping[str, Sequence[Mask]], key: StudyKey) -> Pseudonymised:
    wordings = {entity_id: one.wording for entity_id, one in key.named.items()}
    return replace_masks(
        document.text,
        masks.get(document.doc_id, ()),
        wordings,
        labels=document.labels,
        given=frozenset(wordings.values()),
    )


def _list_documents(drafts: Sequence[Draft], key: StudyKey) -> list[Document]:
    texts = [make_document(draft.kept.original, draft.base) for draft in drafts]
    names = file_names.make_document(draft.kept.original for draft in drafts)
    return [*texts, names, people.make_document(key.people, key.roster)]


def _name_everybody(
    drafts: Sequence[Draft], key: StudyKey, find: FindMasks
) -> tuple[StudyKey, Mapping[str, Sequence[Mask]]]:
    documents = _list_documents(drafts, key)
    answers: dict[str, Answer] = {string: one.answer for string, one in key.decisions.items()}
    entities, masks = find(documents, key.roster, key.kept_names, answers, key.uses_model)
    known = {entity_id: one.wording for entity_id, one in key.named.items()}
    known |= dict(_inherit(entities, key.named))
    taken = key.reserved | _wordings_in(documents) - frozenset(known.values())
    naming = Naming(bytes.fromhex(key.seed), key.roster, key.generalised, known, taken)
    wordings = name_entities(entities, naming)
    named = dict(key.named)
    for one in entities:
        forms = tuple(sorted({*one.forms, *(key.named[one.entity_id].forms if one.entity_id in key.named else ())}))
        named[one.entity_id] = NamedEntity(
            one.kind, one.name, forms, one.certainty, one.stakeholder_type, wordings[one.entity_id]
        )
    return replace(key, named=named), masks


def _inherit(entities: Sequence[Entity], named: Mapping[str, NamedEntity]) -> Iterator[tuple[str, str]]:
    """Yield what stands for an entity that was known by another id: by its surname only, or taken for a place.

    What two could have goes to neither.
    """
    present = {one.entity_id for one in entities}
    gone = {entity_id: one for entity_id, one in named.items() if entity_id not in present}
    by_name: dict[str, set[str]] = {}
    for one in gone.values():
        by_name.setdefault(fold_name(one.name), set()).add(one.wording)
    claims: dict[str, list[str]] = {}
    for entity in entities:
        found = {wording for form in (entity.name, *entity.forms) for wording in by_name.get(fold_name(form), ())}
        if entity.entity_id not in named and len(found) == 1:
            claims.setdefault(found.pop(), []).append(entity.entity_id)
    yield from ((claimed[0], wording) for wording, claimed in claims.items() if len(claimed) == 1)


def _wordings_in(documents: Sequence[Document]) -> frozenset[str]:
    """Return what stands in brackets or as a label in the originals, and so can stand for nobody."""
    brackets = (found[1] for one in documents for found in BRACKET.finditer(one.text))
    labels = (one.text[start:end] for one in documents for start, end in one.labels)
    return frozenset(name.casefold() for name in chain(brackets, labels))


def _gather(written: Sequence[_Written], masks: Mapping[str, Sequence[Mask]], key: StudyKey) -> MadeCorpus:
    originals = [one.draft.kept.original for one in written]
    earlier = {kept.original: source_id_of(kept.file) for kept in key.documents.values() if kept.file}
    stems = file_names.rename_files(originals, masks.get(file_names.DOC_ID, ()), key.named, earlier)
    files = {}
    kept_documents = {}
    for one in written:
        name = f"{stems[one.draft.kept.original]}{one.ending}"
        files[name] = one.raw
        sha256 = hashlib.sha256(one.raw).hexdigest()
        kept = one.draft.kept
        before = kept.sha256_before if kept.sha256_file == sha256 else kept.sha256_file
        kept_documents[kept.original] = replace(
            kept, file=name, sha256_file=sha256, sha256_before=before, log=one.made.log
        )
    described = _replace(people.make_document(key.people, key.roster), masks, key)
    labels = _map_labels(written)
    sources = {original: stems[original] for original in originals}
    masked_people = list(people.mask_attributes(key.people, key.roster, described.text, described.log))
    rows = people.make_rows(masked_people, labels, sources, key.named)
    new_key = replace(key, documents=kept_documents, people_log=described.log)
    return MadeCorpus(files, rows, new_key, make_mark(new_key))


def _map_labels(written: Sequence[_Written]) -> people.Labels:
    labels = {}
    for one in written:
        entity_of = {(each.start, each.end): each.entity_id for each in one.made.log}
        before = list_said(one.draft.base.text, one.draft.base.turns)
        after = list_said(one.made.text, one.draft.base.turns, one.made.log)
        for turn, old, new in zip(one.draft.base.turns, before, after, strict=True):
            entity_id = entity_of.get(turn.label, "")
            labels[one.draft.kept.original, old.speaker] = (new.speaker, entity_id)
    return labels


def count_undecided(key: StudyKey) -> Counter[str]:
    """Count the places of every string that is masked on suspicion, and of which nobody has decided, folded."""
    logs = chain(key.people_log, *(one.log for one in key.documents.values()))
    folded = (fold_name(one.original) for one in logs if one.certainty == "possible")
    return Counter(one for one in folded if one not in key.decisions)


def make_mark(key: StudyKey) -> PseudonymisedMark:
    """Count what was done, as the study may know it."""
    kinds = Counter(one.kind for kept in key.documents.values() for one in kept.log if one.entity_id != SOURCE_BRACKET)
    return PseudonymisedMark(
        study_id=key.study_id,
        version=version("interview-coder"),
        n_sources=len(key.documents),
        n_masked=dict(sorted(kinds.items())),
        n_undecided=len(count_undecided(key)),
        n_decided=len(key.decisions),
    )
