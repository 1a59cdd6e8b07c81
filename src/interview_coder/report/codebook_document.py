"""ShownCodebook → a Word document with real headings, for an appendix or for reviewers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from interview_coder.report.shown_codebook import Part, ShownCodebook
from interview_coder.report.word_document import new_document, save_document

if TYPE_CHECKING:
    from docx.document import Document

_DEEPEST_HEADING = 9


def write_document(shown: ShownCodebook) -> bytes:
    """Write a codebook as DOCX."""
    document = new_document(shown.title)
    document.add_paragraph(f"Codebook, version {shown.version}")
    _add_text(document, "", shown.memo)
    for theme in shown.themes:
        document.add_heading(theme.label, 1)
        _add_facts(document, theme.theme_id, (), str(theme.counts or ""))
        _add_parts(document, theme.parts)
        for code in theme.codes:
            document.add_heading(code.label, min(code.depth + 1, _DEEPEST_HEADING))
            _add_facts(document, code.code_id, code.above, str(code.counts or ""))
            _add_parts(document, code.parts)
    if shown.lists:
        document.add_heading("Word lists", 1)
        _add_parts(document, shown.lists)
    return save_document(document)


def _add_facts(document: Document, name: str, above: Sequence[str], counts: str) -> None:
    below = f"below {' › '.join(above)}" if above else ""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run(" · ".join(piece for piece in (name, below, counts) if piece)).italic = True


def _add_parts(document: Document, parts: Sequence[Part]) -> None:
    for part in parts:
        if part.text:
            _add_text(document, part.name, part.text)
            continue
        heading = document.add_paragraph()
        heading.paragraph_format.keep_with_next = True
        heading.add_run(part.name).bold = True
        for entry in part.entries:
            run = document.add_paragraph(style="List Bullet").add_run(entry)
            if part.is_formal:
                run.font.name = "Consolas"


def _add_text(document: Document, name: str, text: str) -> None:
    lines = [line for line in text.splitlines() if line.strip()]
    for number, line in enumerate(lines):
        paragraph: Any = document.add_paragraph()
        if name and not number:
            paragraph.add_run(f"{name}: ").bold = True
        paragraph.add_run(line)
