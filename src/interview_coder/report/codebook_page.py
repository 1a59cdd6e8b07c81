"""ShownCodebook → one self-contained page in the style of the report."""

from __future__ import annotations

from interview_coder.report.page_templates import render_page
from interview_coder.report.shown_codebook import ShownCodebook


def write_page(shown: ShownCodebook) -> bytes:
    """Write a codebook as HTML."""
    return render_page("codebook.html.j2", book=shown)
