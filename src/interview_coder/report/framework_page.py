"""ShownFramework → one self-contained page in the style of the report: it opens offline, has no script, and prints."""

from __future__ import annotations

from interview_coder.report.page_templates import render_page
from interview_coder.report.review_text import mark_review
from interview_coder.report.shown_framework import ShownFramework


def write_page(shown: ShownFramework) -> bytes:
    """Write a framework matrix as HTML."""
    return render_page("framework.html.j2", {"mark_review": mark_review}, page=shown)
