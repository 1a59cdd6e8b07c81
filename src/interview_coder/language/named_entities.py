"""Names that a language model finds in a text: the part of spaCy's model that is asked for nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from interview_coder.language.parts_of_speech import check_weights
from interview_coder.language.tokeniser import LONGEST_BATCH

if TYPE_CHECKING:
    from spacy.language import Language as SpacyPipeline

_NOT_NEEDED = ("tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer")
_AT_ONCE = 64


class NamedEntity(NamedTuple):
    """A name or number: ``text[start:end]`` with the model's label, such as ``PERSON`` or ``GPE``."""

    start: int
    end: int
    label: str


def find_named_entities(texts: Sequence[str], model: str) -> Iterator[list[NamedEntity]]:
    """Find the names in each text, in their order; the model reads each text once, however often it is asked for.

    Parameters
    ----------
    texts : sequence of str
        Some hundred to some thousand characters each; a word of more than 100 letters should not be among them.
    model : str
        An installed package.
    """
    known = _known(model)
    new = [text for text in dict.fromkeys(texts) if text not in known]
    for text, doc in zip(new, _load(model).pipe(new, batch_size=_AT_ONCE) if new else (), strict=True):
        known[text] = [NamedEntity(found.start_char, found.end_char, found.label_) for found in doc.ents]
    return (known[text] for text in texts)


@cache
def _known(model: str) -> dict[str, list[NamedEntity]]:  # noqa: ARG001
    """Return what a model found in texts: a study is read again where a file of it must be written otherwise."""
    return {}


@cache
def _load(model: str) -> SpacyPipeline:
    import spacy

    pipeline = spacy.load(model, exclude=list(_NOT_NEEDED))
    check_weights(model, Path(pipeline.path))
    pipeline.max_length = LONGEST_BATCH
    return pipeline
