"""The formats in which a codebook can be shown: one function each, and one line in this registry."""

from __future__ import annotations

from collections.abc import Callable

from interview_coder.report.codebook_document import write_document
from interview_coder.report.codebook_page import write_page
from interview_coder.report.codebook_text import write_markdown, write_text
from interview_coder.report.shown_codebook import ShownCodebook

CODEBOOK_WRITERS: dict[str, Callable[[ShownCodebook], bytes]] = {
    "text": write_text,
    "markdown": write_markdown,
    "html": write_page,
    "docx": write_document,
}
"""Name of a format → what writes it."""

FORMAT_OF_ENDING = {".txt": "text", ".md": "markdown", ".html": "html", ".htm": "html", ".docx": "docx"}
"""Ending of a file → the format that it is written in."""
