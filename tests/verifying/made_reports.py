"""Reports of the same paragraphs in every format that is read."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Callable, Iterator, Sequence

import docx
from tests.ingest.writers import Text, set_lines, write_pages

LINES_A_PAGE = 30


def write_text(paragraphs: Sequence[str]) -> bytes:
    return "\n\n".join(textwrap.fill(one, 60, break_on_hyphens=False) for one in paragraphs).encode()


def write_markdown(paragraphs: Sequence[str], block: str = "", signature: str = "") -> bytes:
    blocks = [f"> {block}\n>\n> — {signature}"] if block else []
    return "\n\n".join(["# A report", *paragraphs, *blocks, "The end."]).encode()


def write_page(paragraphs: Sequence[str], block: str = "", signature: str = "") -> bytes:
    body = "".join(f"<p>{one}</p>" for one in paragraphs)
    body += f"<blockquote><p>{block}</p><p>— {signature}</p></blockquote>" if block else ""
    head = "<!DOCTYPE html><html><head><meta charset='utf-8'></head>"
    return f"{head}<body>{body}<p>The end.</p></body></html>".encode()


def write_word(paragraphs: Sequence[str], block: str = "", signature: str = "", *, style: str = "Quote") -> bytes:
    document = docx.Document()
    for one in paragraphs:
        document.add_paragraph(one)
    if block:
        document.add_paragraph(f"{block}\n— {signature}", style=style)
    document.add_paragraph("The end.", style="List Bullet")
    return pack_word(document)


def pack_word(document: docx.document.Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def write_pdf(paragraphs: Sequence[str], *, width: int = 31) -> bytes:
    lines: list[str] = []
    gaps: list[int] = []
    for one in paragraphs:
        gaps.append(len(lines))
        lines += wrap_with_hyphens(one, width)
    assert any(line.endswith("-") for line in lines)
    pages = [
        set_lines(lines[start : start + LINES_A_PAGE], gaps=[gap - start for gap in gaps if gap > start])
        for start in range(0, len(lines), LINES_A_PAGE)
    ]
    return write_pages(
        [[*page, Text(280, 30, f"Page {number} of {len(pages)}")] for number, page in enumerate(pages, 1)]
    )


def wrap_with_hyphens(text: str, width: int) -> Iterator[str]:
    """Break a text into lines as a printer does, who parts long words."""
    line = ""
    for word in text.split():
        if len(line) + len(word) >= width:
            room = width - len(line) - 2
            if room > 1 and word.isalpha() and len(word) - room > 1:
                yield f"{line} {word[:room]}-"
                line = word[room:]
                continue
            yield line
            line = word
        else:
            line = f"{line} {word}".strip()
    yield line


WRITERS: dict[str, Callable[[Sequence[str]], bytes]] = {
    "a.txt": write_text,
    "a.md": write_markdown,
    "a.html": write_page,
    "a.docx": write_word,
    "a.pdf": write_pdf,
}
"""Name of a report → what writes it."""
BLOCK_WRITERS: dict[str, Callable[[Sequence[str], str, str], bytes]] = {
    "a.md": write_markdown,
    "a.html": write_page,
    "a.docx": write_word,
}
"""Of those that can set a paragraph off, with its signature."""
