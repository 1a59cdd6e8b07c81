"""Quotes of a study that was run, found by what they are about and by who says them, in their context."""

from interview_coder.retrieving.editing import edit_quote, refuse_joining
from interview_coder.retrieving.finding import find_quotes
from interview_coder.retrieving.query import Context, Order, QuoteQuery, Within

__all__ = ["Context", "Order", "QuoteQuery", "Within", "edit_quote", "find_quotes", "refuse_joining"]
