"""Those who tell where names and numbers stand: one module a witness, one line here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from interview_coder.anonymise.context import Context
from interview_coder.anonymise.reading import Reading
from interview_coder.anonymise.witnesses import labels, model, patterns, roster, unknown_words
from interview_coder.model.masking import Find

Witness = Callable[[Reading, Context], Iterator[Find]]

WITNESSES: Mapping[str, Witness] = {
    "roster": roster.find,
    "labels": labels.find,
    "patterns": patterns.find,
    "model": model.find,
    "unknown_words": unknown_words.find,
}
"""Name of a witness → what it finds in a document that was read; the more certain first."""
