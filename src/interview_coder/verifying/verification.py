"""All quotations of a report, one after the other."""

from __future__ import annotations

from interview_coder.following import Follow, follow_without_showing
from interview_coder.model.source import UNKNOWN_STAKEHOLDER
from interview_coder.model.verification import Verification
from interview_coder.pipeline import StudyInputs
from interview_coder.verifying.attribution import AttributionReader
from interview_coder.verifying.checking import QuotationChecker
from interview_coder.verifying.draft import read_draft
from interview_coder.verifying.quotation_marks import find_quotations
from interview_coder.verifying.speech import Speech
from interview_coder.verifying.word_index import load_index


def verify_draft(
    inputs: StudyInputs, raw: bytes, *, file: str, follow: Follow = follow_without_showing
) -> Verification:
    """Find the quotations of a report, and look each up in the sources.

    Parameters
    ----------
    inputs : StudyInputs
        The study.
    raw : bytes
        The report.
    file : str
        Its name; the ending tells its format.
    follow : callable, optional
        Shows progress.

    Returns
    -------
    Verification
        Letters, marks and capitals are compared. Free are the kinds of quotation marks and dashes, white space, hyphens
        at line ends, the first letter's capital, and what can be seen: ``…`` and words in square brackets.

    Raises
    ------
    InputError
        When the report cannot be read.
    """
    paragraphs, document = read_draft(raw, file=file)
    quotations, n_passed_over = find_quotations(paragraphs)
    index = load_index(inputs, follow)
    types = {one.stakeholder_type for one in inputs.participants.values()} - {UNKNOWN_STAKEHOLDER}
    checker = QuotationChecker(index, Speech(inputs, index), AttributionReader(types))
    findings = tuple(checker.check(one) for one in follow(quotations, "verifying"))
    return Verification(file, findings, n_passed_over, document.left_out, document.remarks)
