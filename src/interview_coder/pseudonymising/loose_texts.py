"""Texts without a study: what would be masked in them, and what they would become."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from interview_coder.anonymise.naming import Naming, name_entities
from interview_coder.anonymise.replacing import BRACKET, Pseudonymised, replace_masks
from interview_coder.model.masking import Document, Entity, Mask, RosterEntry
from interview_coder.pseudonymising.finding import find_names


@dataclass(frozen=True, slots=True)
class MaskedText:
    """A text with its masks, and whom they mean."""

    document: Document
    masks: tuple[Mask, ...]
    entities: tuple[Entity, ...]


def mask_texts(
    documents: Sequence[Document], roster: Sequence[RosterEntry] = (), *, together: bool, uses_model: bool
) -> Iterator[MaskedText]:
    """Find what must be masked in texts.

    Parameters
    ----------
    documents : sequence of Document
        The texts.
    roster : sequence of RosterEntry
        Names that are known beforehand.
    together : bool
        Whether the texts are of one study, so that a name means the same person in all of them; else each is a study
        of its own.
    uses_model : bool
        Whether the language model is asked.
    """
    for group in [list(documents)] if together else [[document] for document in documents]:
        entities, masks = find_names(group, roster, frozenset(), {}, uses_model)
        for document in group:
            masked = MaskedText(document, tuple(masks.get(document.doc_id, ())), tuple(entities))
            yield masked if together else _own_entities(masked)


def replace_names(texts: Iterable[MaskedText], roster: Sequence[RosterEntry] = ()) -> Iterator[Pseudonymised]:
    """Return what texts become; no entity shares its replacement with one of another text.

    The numbers are drawn anew each time, and no key is kept.
    """
    masked = list(texts)
    entities = {one.entity_id: one for text in masked for one in text.entities}
    taken = frozenset(found[1].casefold() for text in masked for found in BRACKET.finditer(text.document.text))
    names = name_entities(entities.values(), Naming(secrets.token_bytes(32), roster, taken=taken))
    for text in masked:
        yield replace_masks(text.document.text, text.masks, names)


def _own_entities(text: MaskedText) -> MaskedText:
    """Name the text in the ids of its entities: another may have people of the same names."""
    own = text.document.doc_id
    return MaskedText(
        text.document,
        tuple(replace(mask, entity_id=f"{own}/{mask.entity_id}") for mask in text.masks),
        tuple(replace(entity, entity_id=f"{own}/{entity.entity_id}") for entity in text.entities),
    )
