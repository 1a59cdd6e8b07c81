"""All quotations of a report, one after the other."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from interview_coder.following import Follow, follow_without_showing
from interview_coder.model.attribution import sign
from interview_coder.model.source import LeftOut
from interview_coder.model.verification import Quotation, Verification
from interview_coder.study_inputs import StudyInputs
from interview_coder.verifying.attribution import AttributionReader
from interview_coder.verifying.checking import QuotationChecker
from interview_coder.verifying.draft import read_draft
from interview_coder.verifying.index_file import load_index
from interview_coder.verifying.quotation_marks import find_quotations
from interview_coder.verifying.speech import Speech


class Report(NamedTuple):
    """What of a report is to be looked up; the fields are those of `Verification`."""

    file: str
    quotations: tuple[Quotation, ...]
    n_passed_over: int
    left_out: tuple[LeftOut, ...] = ()
    remarks: tuple[str, ...] = ()


def read_report(raw: bytes, *, file: str) -> Report:
    """Find the quotations of a report.

    Parameters
    ----------
    raw : bytes
        The whole file.
    file : str
        Its name; the ending tells its format.

    Raises
    ------
    InputError
        When it cannot be read.
    """
    paragraphs, document = read_draft(raw, file=file)
    quotations, n_passed_over = find_quotations(paragraphs)
    return Report(file, tuple(quotations), n_passed_over, document.left_out, document.remarks)


def verify_report(inputs: StudyInputs, report: Report, *, follow: Follow = follow_without_showing) -> Verification:
    """Look up each quotation of a report in the sources of a study.

    Letters, marks and capitals are compared. Free are the kinds of quotation marks and dashes, white space, hyphens at
    line ends, the first letter's capital, and what readers can see: ``…`` and words in square brackets.

    Parameters
    ----------
    inputs : StudyInputs
        The study.
    report : Report
    follow : callable, optional
        Shows progress.
    """
    checker = make_checker(inputs, follow)
    findings = tuple(checker.check(one) for one in follow(report.quotations, "verifying"))
    return Verification(report.file, findings, report.n_passed_over, report.left_out, report.remarks)


def make_checker(inputs: StudyInputs, follow: Follow) -> QuotationChecker:
    """Return what checks quotations one by one; the index of the study is made, unless it is kept."""
    index = load_index(inputs, follow)
    signatures = {name: sign(inputs.settings.attribution, one) for name, one in inputs.participants.items()}
    by_type: dict[str, set[str]] = defaultdict(set)
    for name, one in inputs.participants.items():
        by_type[one.stakeholder_type].add(signatures[name])
    return QuotationChecker(index, Speech(inputs, index, signatures), AttributionReader(by_type))
