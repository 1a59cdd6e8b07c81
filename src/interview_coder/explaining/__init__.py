"""Why a passage is coded as it is, and which rules came near."""

from interview_coder.explaining.why import explain_passage

__all__ = ["explain_passage"]
