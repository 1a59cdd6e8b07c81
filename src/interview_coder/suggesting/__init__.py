"""Words and phrases for the rules of a code, from passages that belong to it."""

from interview_coder.suggesting.comparing_phrases import suggest_phrases
from interview_coder.suggesting.log_likelihood import log_likelihood, log_ratio

__all__ = ["log_likelihood", "log_ratio", "suggest_phrases"]
