"""One participant taken out of a study: what they said, what stood for them, and what is known of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from interview_coder.anonymise.naming import fold_name
from interview_coder.anonymise.replacing import OffsetMap, apply_log
from interview_coder.corpus import source_id_of
from interview_coder.errors import InputError, Place, Problem, offer_near_name
from interview_coder.keeping.study_key import Span, StudyKey
from interview_coder.project.study_folder import StudyFolder
from interview_coder.pseudonymising.base_texts import BaseText, Said, compose_turns
from interview_coder.pseudonymising.drafts import Draft, collect_drafts
from interview_coder.pseudonymising.forgetting import Leaver
from interview_coder.pseudonymising.making import FindMasks, MadeCorpus, make_corpus
from interview_coder.pseudonymising.written_form import list_said


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A corpus without somebody, not yet written.

    Parameters
    ----------
    made : MadeCorpus
    label : str
        Of the participant, as the corpus has it.
    n_removed : int
        Sources that go, as nobody else answers in them.
    n_shortened : int
        Sources of which turns go.
    n_mentions : int
        Places where others speak of the participant; the replacement stays there, and nothing tells whom it meant.
    """

    made: MadeCorpus
    leaver: Leaver
    n_removed: int
    n_shortened: int
    n_mentions: int


def withdraw_participant(name: str, study: StudyFolder, key: StudyKey, find: FindMasks) -> Withdrawal:
    """Take a participant out.

    Parameters
    ----------
    name : str
        The label in the corpus: ``GP 2``.
    study : StudyFolder
    key : StudyKey
    find : callable
        Finds the names of all others.

    Raises
    ------
    InputError
        When nobody of this name speaks, or a file of the corpus is not as it was made.
    """
    drafts = list(collect_drafts((), key.documents.values(), study))
    said = {draft.kept.original: _list_said(draft) for draft in drafts}
    spoken = {name: [one.speaker for one in turns] for name, turns in said.items()}
    label = _find_label(name, {label for labels in spoken.values() for label in labels})
    entities = {entity_id for entity_id, one in key.named.items() if one.wording == label and one.kind == "person"}
    asking = set(_list_asking(key))
    left = []
    gone = set()
    removed = set()
    n_mentions = 0
    for draft in drafts:
        is_theirs = [one == label for one in spoken[draft.kept.original]]
        if any(is_theirs):
            gone.add(draft.kept.sha256_original)
            if all(one == label or one in asking for one in spoken[draft.kept.original]):
                removed.add(draft.kept.original)
                continue
        shorter, n_places = _take_out(draft, entities, is_theirs)
        n_mentions += n_places
        left.append(shorter)
    labels = {one.speaker for draft in drafts for one in _theirs(draft, spoken[draft.kept.original], label)}
    new_key = _forget(key, entities, label, labels, gone)
    made = make_corpus(left, new_key, find)
    n_shortened = sum(label in speakers for speakers in spoken.values()) - len(removed)
    return Withdrawal(made, _describe(label, said, removed, key), len(removed), n_shortened, n_mentions)


def _list_said(draft: Draft) -> list[Said]:
    text = apply_log(draft.base.text, draft.kept.log)
    return list_said(text, draft.base.turns, draft.kept.log)


def _describe(label: str, said: Mapping[str, Sequence[Said]], removed: Collection[str], key: StudyKey) -> Leaver:
    theirs = (one.text for turns in said.values() for one in turns if one.speaker == label)
    left = (turns for original, turns in said.items() if original not in removed)
    others = (one.text for turns in left for one in turns if one.speaker != label)
    sources = frozenset(source_id_of(key.documents[original].file) for original in removed)
    spoken_in = (original for original, turns in said.items() if any(one.speaker == label for one in turns))
    ids = {label, *(f"{source_id_of(key.documents[original].file)}/{label}" for original in spoken_in)}
    return Leaver(label, frozenset(ids), sources, tuple(theirs), tuple(others))


def _find_label(name: str, labels: set[str]) -> str:
    label = next((one for one in labels if one.casefold() == name.strip("[]").casefold()), None)
    if label is None:
        fix = offer_near_name(name, labels) or "interview-coder participants lists who speaks, under pseudonyms"
        raise InputError(Problem("nobody of this name speaks in the corpus", Place("corpus/participants.csv"), fix))
    return label


def _theirs(draft: Draft, speakers: Sequence[str], label: str) -> list[Said]:
    """Return what somebody says, as the original has it."""
    said = list_said(draft.base.text, draft.base.turns)
    return [one for one, speaker in zip(said, speakers, strict=True) if speaker == label]


def _list_asking(key: StudyKey) -> Iterator[str]:
    """Yield the labels of interviewers and moderators, as the corpus has them and as the originals have them."""
    asked = {person.label for person in key.people if person.role != "participant"}
    yield from asked
    for one in key.named.values():
        if one.stakeholder_type.casefold() in {"interviewer", "moderator"} or asked & {one.name, *one.forms}:
            yield one.wording


def _take_out(draft: Draft, entities: set[str], is_theirs: Sequence[bool]) -> tuple[Draft, int]:
    """Return a draft without somebody's turns, in which their replacement is part of the text; and how often it is."""
    log = [one for one in draft.kept.log if one.entity_id in entities]
    if not log and not any(is_theirs):
        return draft, 0
    offsets = OffsetMap(log)

    def move(span: Span) -> Span:
        return (offsets.to_new(span[0]), offsets.to_new_end(span[1])) if span[0] < span[1] else (0, 0)

    turns = [
        replace(one, label=move(one.label), note=move(one.note), speech=move(one.speech), question=move(one.question))
        for one in draft.base.turns
    ]
    text = apply_log(draft.base.text, log)
    kept = [turn for turn, theirs in zip(turns, is_theirs, strict=True) if not theirs]
    spans = [span for turn in kept for span in (turn.note, turn.speech, turn.question)]
    n_places = sum(any(start <= place < end for start, end in spans) for place in offsets.new_starts)
    base = compose_turns(list_said(text, kept)) if any(is_theirs) else BaseText(text, tuple(kept))
    form = "turns" if any(is_theirs) and draft.kept.form == "whole" else draft.kept.form
    new = replace(
        draft.kept,
        original=draft.kept.file,
        form=form,
        turns=base.turns,
        log=(),
        layout=(),
        encoding="",
        sha256_original="",
    )
    return Draft(new, base), n_places


def _forget(key: StudyKey, entities: set[str], label: str, labels: set[str], gone: set[str]) -> StudyKey:
    """Return a key that knows nothing of somebody but that their number is taken."""
    forms = {
        fold_name(form) for entity_id in entities for form in (key.named[entity_id].name, *key.named[entity_id].forms)
    } | {fold_name(one) for one in labels}
    return replace(
        key,
        named={entity_id: one for entity_id, one in key.named.items() if entity_id not in entities},
        reserved=key.reserved | {label.casefold()},
        withdrawn=key.withdrawn | gone,
        decisions={folded: one for folded, one in key.decisions.items() if folded not in forms},
        people=tuple(one for one in key.people if fold_name(one.label) not in forms),
        roster=tuple(one for one in key.roster if fold_name(one.name) not in forms),
    )
