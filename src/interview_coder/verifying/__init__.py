"""The quotations of a report → whether each stands in a source as the report has it, and who says it."""

from interview_coder.verifying.verification import verify_draft

__all__ = ["verify_draft"]
