"""Methods → markdown, JSON and a Word document."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from io import BytesIO
from typing import Any

from interview_coder.model.methods import CoreqItem, Methods
from interview_coder.model.results import Results
from interview_coder.report.codebook_text import escape_markdown
from interview_coder.report.gaps import cut_at_gaps

_HOW_TO_FILL_IN = "What stands in 【…】 the program cannot know: fill it in, or strike it out."
_COREQ_TITLE = "COREQ: criteria for reporting qualitative research"
_COREQ_SOURCE = "After Tong, Sainsbury and Craig (2007), https://doi.org/10.1093/intqhc/mzm042; the items in short."
_COLUMNS = ("No.", "Item", "Answer", "Source")


def write_markdown(methods: Methods) -> bytes:
    """Write methods as markdown (CommonMark, with a table)."""
    lines = ["# Methods", "", _HOW_TO_FILL_IN, ""]
    for part in methods.paragraph.split("\n\n"):
        lines += [escape_markdown(part), ""]
    lines += [f"## {_COREQ_TITLE}", "", _COREQ_SOURCE, "", f"| {' | '.join(_COLUMNS)} |", "|---:|---|---|---|"]
    lines += [f"| {' | '.join(map(escape_markdown, _row(item)))} |" for item in methods.coreq]
    return ("\n".join(lines) + "\n").encode()


def write_json(methods: Methods) -> bytes:
    """Write methods as one JSON object."""
    return (json.dumps(asdict(methods), indent=2, ensure_ascii=False) + "\n").encode()


def read_json(content: bytes) -> Methods:
    """Read what `write_json` wrote."""
    read = json.loads(content)
    return Methods(read["paragraph"], tuple(CoreqItem(**item) for item in read["coreq"]))


def write_document(methods: Methods) -> bytes:
    """Write methods as DOCX; gaps are highlighted."""
    from docx import Document

    document = Document()
    document.core_properties.title = "Methods"
    document.core_properties.author = document.core_properties.comments = ""
    document.add_heading("Methods", 1)
    document.add_paragraph(_HOW_TO_FILL_IN).runs[0].italic = True
    for part in methods.paragraph.split("\n\n"):
        _add_with_gaps(document.add_paragraph(), part)
    document.add_heading(_COREQ_TITLE, 2)
    document.add_paragraph(_COREQ_SOURCE)
    _add_checklist(document, methods)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _add_checklist(document: Any, methods: Methods) -> None:
    from docx.shared import Cm

    table = document.add_table(1, len(_COLUMNS), style="Table Grid")
    table.autofit = False
    for row in (_COLUMNS, *map(_row, methods.coreq)):
        cells = table.rows[0].cells if row is _COLUMNS else table.add_row().cells
        for cell, text, width in zip(cells, row, (1.1, 4.2, 7.7, 2.2), strict=True):
            cell.width = Cm(width)
            _add_with_gaps(cell.paragraphs[0], text)


def _add_with_gaps(paragraph: Any, text: str) -> None:
    from docx.enum.text import WD_COLOR_INDEX

    for part, is_gap in cut_at_gaps(text):
        run = paragraph.add_run(part)
        if is_gap:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _row(item: CoreqItem) -> tuple[str, str, str, str]:
    return str(item.number), item.item, " ".join(item.answer.split()), item.source


METHODS_WRITERS: dict[str, Callable[[Methods], bytes]] = {
    "md": write_markdown,
    "docx": write_document,
    "json": write_json,
}
"""Name of a format → what writes it."""


def write_markdown_file(results: Results) -> Iterator[tuple[str, bytes]]:
    """Yield ``methods.md``."""
    yield "methods.md", write_markdown(results.methods)


def write_json_file(results: Results) -> Iterator[tuple[str, bytes]]:
    """Yield ``methods.json``."""
    yield "methods.json", write_json(results.methods)
