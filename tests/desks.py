"""A search for names that knows the roster, and guesses what begins with a rare letter; small studies to try it on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from interview_coder.anonymise.naming import fold_name
from interview_coder.keeping.study_key import Answer
from interview_coder.model.masking import Certainty, Document, Entity, Kind, Mask, RosterEntry
from interview_coder.pseudonymising.making import Found

_GUESSED = re.compile(r"\b[XZ]\w+")


def find_by_roster(
    documents: Sequence[Document],
    roster: Sequence[RosterEntry],
    kept_names: frozenset[str],
    answers: Mapping[str, Answer],
    uses_model: bool,  # noqa: ARG001
) -> Found:
    """Find the names of the roster, whole or in words, and words in X or Z, unless somebody said that they are none."""
    masks: dict[str, list[Mask]] = defaultdict(list)
    entities: dict[str, Entity] = {}

    def note(document: Document, start: int, end: int, kind: Kind, certainty: Certainty, name: str, group: str) -> None:
        said = fold_name(document.text[start:end])
        overlaps = any(one.start < end and start < one.end for one in masks[document.doc_id])
        if said in map(fold_name, kept_names) or answers.get(said) == "keep" or overlaps:
            return
        entity_id = f"{kind}:{fold_name(name)}"
        forms = entities[entity_id].forms if entity_id in entities else ()
        all_forms = tuple(sorted({*forms, document.text[start:end]}))
        entities[entity_id] = Entity(entity_id, kind, name, all_forms, certainty, group)
        masks[document.doc_id].append(Mask(start, end, kind, certainty, "roster", entity_id))

    for document in documents:
        for entry in roster:
            forms = sorted({entry.name, *entry.others, *entry.name.split()}, key=len, reverse=True)
            pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)", re.IGNORECASE)
            for found in pattern.finditer(document.text):
                note(document, *found.span(), entry.kind, "sure", entry.name, entry.stakeholder_type)
        for found in _GUESSED.finditer(document.text):
            note(document, *found.span(), "person", "possible", found[0], "")
    return tuple(entities.values()), {name: tuple(sorted(of, key=lambda m: m.start)) for name, of in masks.items()}


ROSTER = """\
name,kind,stakeholder_type,others,replacement
Asha Verin,person,GP,AV;Ash,
Tomas Quill,person,commissioner,,
Dana Holt,person,interviewer,,
Marl Hospital,organisation,,,
Ostrey,place,,,a town in the North West
"""
ONE = """\
Dana Holt: Who runs the clinic at Marl Hospital?

Asha Verin: I do, with Tomas Quill. Ash is what they call me in Ostrey.

Dana Holt: And Xanthe?

Asha Verin: Xanthe left. Zebra crossings are all that is left of it.
"""
TWO = """\
Dana Holt: How was it for you?

Tomas Quill: Asha's clinic saved us. [GP 2] is no name of ours, is it?
"""
CODEBOOK = "title: Clinics\nthemes:\n  - id: clinic\n    codes: [{id: clinic, match: [clinic]}]\n"
PASSPHRASE = "four words that fit"  # noqa: S105


class Desk:
    """Where a researcher works: ``raw/``, ``study/`` and a key."""

    def __init__(self, root: Path) -> None:
        self.raw, self.study, self.key = root / "raw", root / "study", root / "own" / "study.key"
        self.corpus = self.study / "corpus"
        self.raw.mkdir()
        self.study.mkdir()
        (self.study / "codebook.yml").write_text(CODEBOOK)
        (self.study / "study.yml").write_text("language_model: blank\n")
        self.put("roster.csv", ROSTER)
        self.put("Asha_Verin_one.txt", ONE)
        self.put("two.txt", TWO)

    def put(self, name: str, content: str | bytes) -> None:
        path = self.raw / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def read(self) -> dict[str, str]:
        """Return what the corpus says, by file."""
        return {path.name: path.read_bytes().decode() for path in sorted(self.corpus.iterdir())}
