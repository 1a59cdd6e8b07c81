"""A rule that stands in no codebook yet → its hits in the corpus, as keyword in context."""

from interview_coder.concordance.in_context import WIDTH, find_in_context

__all__ = ["WIDTH", "find_in_context"]
