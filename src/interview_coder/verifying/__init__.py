"""The quotations of a report → whether each stands in a source as the report has it, and who says it."""

from interview_coder.verifying.verification import Report, make_checker, read_report, verify_report

__all__ = ["Report", "make_checker", "read_report", "verify_report"]
