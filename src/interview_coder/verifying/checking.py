"""One quotation → what the sources say to it."""

from __future__ import annotations

from dataclasses import replace

from interview_coder.model.verification import Finding, Quotation, Status
from interview_coder.verifying.attribution import AttributionReader, Named
from interview_coder.verifying.exact_search import ExactSearch, Found
from interview_coder.verifying.near_search import NearSearch
from interview_coder.verifying.pieces import PieceSearch
from interview_coder.verifying.quoted_words import QuotedWords
from interview_coder.verifying.signatures import find_citation
from interview_coder.verifying.speech import Speech
from interview_coder.verifying.word_index import WordIndex

_LEAST_SHARED = 0.55
"""Of what the words of a quotation tell, that the nearest passage must have."""


class QuotationChecker:
    """Checks the quotations of a report.

    Parameters
    ----------
    index : WordIndex
    speech : Speech
    attributions : AttributionReader
    """

    def __init__(self, index: WordIndex, speech: Speech, attributions: AttributionReader) -> None:
        self._index, self._attributions = index, attributions
        self._exact = ExactSearch(index, speech)
        self._near = NearSearch(index, speech)
        self._pieces = PieceSearch(index, speech)

    def check(self, quotation: Quotation) -> Finding:
        """Find a quotation in the sources, or what is nearest to it."""
        quoted = QuotedWords(quotation.text, self._index)
        named = self._attributions.read(quotation)
        found = self._find(quotation, quoted, named)
        is_wrong = (
            bool(found.passages) and found.status != "joined" and named.excludes(found.passages[0].stakeholder_type)
        )
        return replace(found, named=named.words, named_types=tuple(sorted(named.types)), is_misattributed=is_wrong)

    def _find(self, quotation: Quotation, quoted: QuotedWords, named: Named) -> Finding:
        found = self._exact.find(quoted, named) if quoted.parts else None
        if found is not None:
            return Finding(quotation, _judge(found, named), found.passages, found.edits)
        near = self._near.find(quoted, named)
        together = self._pieces.find(quoted, near)
        if together is not None:
            status: Status = "near" if together.gaps else "joined"
            return Finding(quotation, status, together.passages, differences=together.gaps)
        if near is None or near.share < _LEAST_SHARED:
            return Finding(quotation, "not found", cited=find_citation(quotation.behind))
        return Finding(quotation, "near", near.passages, near.edits, near.differences)


def _judge(found: Found, named: Named) -> Status:
    speaker = found.passages[0]
    if named.excludes(speaker.stakeholder_type):
        return "wrong attribution"
    if speaker.role != "participant":
        return "no evidence"
    return "verbatim with edits" if found.edits else "verbatim"
