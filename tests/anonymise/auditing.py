"""What went wrong in what became of invented interviews; when all laws are kept, nothing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from tests.anonymise.made_interviews import NUMBERS, Interview, list_cast

from interview_coder.anonymise.folding import fold
from interview_coder.anonymise.naming import Naming, name_entities
from interview_coder.anonymise.replacing import OffsetMap, Pseudonymised, apply_log, replace_masks, undo_log
from interview_coder.anonymise.searching import find_masks
from interview_coder.anonymise.speaker_labels import find_labels
from interview_coder.model.masking import Document, RosterEntry


def anonymise(
    texts: Sequence[str], roster: Sequence[RosterEntry] = (), *, seed: bytes = b"\1" * 32, allow: Sequence[str] = ()
) -> dict[str, Pseudonymised]:
    """Return what becomes of texts that are of one study, by text."""
    documents = [Document(text, text, find_labels(text)) for text in dict.fromkeys(texts)]
    entities, masks = find_masks(documents, roster, allow)
    names = name_entities(entities, Naming(seed, roster))
    return {
        one.text: replace_masks(one.text, masks[one.doc_id], names, labels=one.labels, given=frozenset(names.values()))
        for one in documents
    }


def audit(study: Sequence[Interview], made: Mapping[str, Pseudonymised]) -> list[str]:
    """Return what is wrong in what became of a study whose people are listed; nothing when all laws are kept."""
    several = [f"{name!r} has {sorted(all_of)}" for name, all_of in _wordings(study, made).items() if len(all_of) > 1]
    return [*find_left(study, made), *find_shared(study, made), *several]


def find_left(study: Sequence[Interview], made: Mapping[str, Pseudonymised]) -> list[str]:
    """Return where a name is left, where something is masked that is none, and what cannot be taken back."""
    names = {one.surname for one in list_cast(study)}
    found: list[str] = []
    for interview in study:
        out = made[interview.text]
        if apply_log(interview.text, out.log) != out.text or undo_log(out.text, out.log) != interview.text:
            found.append(f"the log does not lead from {interview.text!r} to {out.text!r} and back")
        named = {place for one in interview.mentions for place in range(one.start, one.end)}
        masked = {place for one in out.log for place in range(one.start, one.end)}
        letters = {place for place, sign in enumerate(interview.text) if sign.isalnum()}
        found += [f"{_around(interview.text, place)!r} is left in {out.text!r}" for place in (named - masked) & letters]
        found += [
            f"{_around(interview.text, place)!r} is masked in {out.text!r}" for place in (masked - named) & letters
        ]
        found += [f"{name!r} can be read in {out.text!r}" for name in names if can_be_read(name, out.text)]
    return found


def _around(text: str, place: int) -> str:
    return text[max(0, place - 15) : place + 15]


def can_be_read(name: str, text: str) -> bool:
    """Whether a name stands in a text, in whatever letters."""
    return re.search(rf"(?<!\w){re.escape(fold(name))}(?!\w)", fold(text)) is not None


def find_shared(study: Sequence[Interview], made: Mapping[str, Pseudonymised]) -> list[str]:
    """Return what stands for somebody who is named in full, and for somebody else too."""
    in_full = _wordings(study, made, only_in_full=True)
    all_of = _wordings(study, made)
    return [
        f"{sorted(wordings & all_of[other])} stands for {name!r} and {other!r}"
        for name, wordings in in_full.items()
        for other in all_of
        if other != name and wordings & all_of[other]
    ]


def _wordings(
    study: Sequence[Interview], made: Mapping[str, Pseudonymised], *, only_in_full: bool = False
) -> dict[str, set[str]]:
    """Return what stands for each person."""
    of_person: dict[str, set[str]] = defaultdict(set)
    for interview in study:
        for mention in interview.mentions:
            if mention.whom not in NUMBERS and (mention.is_in_full or not only_in_full):
                of_person[mention.whom] |= {
                    one.text.strip("[]")
                    for one in made[interview.text].log
                    if one.start <= mention.start and mention.end <= one.end
                }
    return of_person


def offsets_that_do_not_lead_back(out: Pseudonymised, text: str) -> list[int]:
    """Return the letters of a text that its log leads nowhere, or not back from."""
    offsets = OffsetMap(out.log)
    start_of = {place: one.start for one in out.log for place in range(one.start, one.end)}
    return [
        place
        for place, sign in enumerate(text)
        if offsets.to_original(offsets.to_new(place)) != start_of.get(place, place)
        or (place not in start_of and out.text[offsets.to_new(place)] != sign)
    ]
