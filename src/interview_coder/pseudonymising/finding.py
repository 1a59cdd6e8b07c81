"""The names in all documents of a study, by all witnesses there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from interview_coder.anonymise.searching import find_masks
from interview_coder.installed import BLANK, choose_model
from interview_coder.keeping.study_key import Answer
from interview_coder.model.masking import Document, RosterEntry
from interview_coder.pseudonymising.making import Found


def find_names(
    documents: Sequence[Document],
    roster: Sequence[RosterEntry],
    kept_names: frozenset[str],
    answers: Mapping[str, Answer],
    uses_model: bool,
) -> Found:
    """Find the names in documents; see `interview_coder.anonymise.searching.find_masks`."""
    model, _ = choose_model("auto") if uses_model else (BLANK, "")
    return find_masks(documents, roster, kept_names, answers, None if model == BLANK else model)
