"""OpenDocument texts (.odt) → Document.

The text is read from the document's XML, because the usual library returns text that was deleted. Each paragraph is a
line, each row of a table too; insertions count as accepted, deletions as gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from interview_coder.ingest.document import Document, Line, counted
from interview_coder.ingest.front_table import is_title, read_front_table, without_cells
from interview_coder.ingest.open_document_styles import OpenDocumentStyles, namespace, read_styles
from interview_coder.ingest.styled_lines import HIDDEN, Tally, join_row, make_line, tell_tracked_changes
from interview_coder.ingest.zipped_xml import DocumentKind, ZippedXml
from interview_coder.model.source import LeftOut

KIND = DocumentKind("OpenDocument text (.odt)", "an", "open it in LibreOffice and save it again as .odt, or as .docx")
MAX_NESTING = 100
"""Of elements in each other."""
MAX_SPACES = 1_000_000
"""That a document may ask for by number."""
_OFFICE, _STYLE, _TEXT, _TABLE, _DRAW, _SVG = map(
    namespace, ("office", "style", "text", "table", "drawing", "svg-compatible")
)
_STYLE_NAME, _SPAN, _SPACES, _TAB, _LINE_BREAK = (
    f"{_TEXT}{name}" for name in ("style-name", "span", "s", "tab", "line-break")
)
"""Met in nearly every paragraph, so their names are put together once."""
_PARAGRAPHS = {f"{_TEXT}p", f"{_TEXT}h"}
_CELLS = {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}
_ROW_GROUPS = {f"{_TABLE}{name}" for name in ("table-header-rows", "table-rows", "table-row-group")}
_SKIPPED = {
    f"{_TEXT}tracked-changes": "",
    f"{_TEXT}number": "",
    f"{_TEXT}ruby-text": "",
    f"{_TEXT}script": "",
    f"{_TEXT}sequence-decls": "",
    f"{_TEXT}variable-decls": "",
    f"{_TEXT}user-field-decls": "",
    f"{_OFFICE}forms": "",
    f"{_OFFICE}annotation-end": "",
    f"{_OFFICE}annotation": "comments",
    f"{_DRAW}image": "pictures",
    f"{_DRAW}object": "",
    f"{_TEXT}change": "tracked deletions",
    f"{_SVG}title": "",
    f"{_SVG}desc": "",
}
"""Elements that hold no text of the document → what is counted."""
_WHITE = re.compile(r"[ \t\r\n]+")


def read_document(raw: bytes, *, file: str, encoding: str = "") -> Document:  # noqa: ARG001 - the file says its own
    """Read the lines of an OpenDocument text with their styles.

    Parameters
    ----------
    raw : bytes
        The whole file.
    file : str
        Name for messages.

    Returns
    -------
    Document
        Numbered by paragraphs, empty ones too. Attributes are those of a table of two columns at its head.

    Raises
    ------
    InputError
        When it is no such document, or a protected, damaged or dangerous one.
    """
    archive = ZippedXml(raw, file=file, kind=KIND)
    _check_is_open(archive)
    root = archive.parse("content.xml")
    text = root.find(f"{_OFFICE}body/{_OFFICE}text")
    if text is None:
        raise archive.wrong_kind("it holds no text document; it may be a spreadsheet or a presentation")
    named = archive.parse("styles.xml") if "styles.xml" in archive.names else None
    body = _Body(archive, read_styles(named, root))
    flow = _Flow(body)
    flow.read_blocks(text, look=0, depth=0)
    n_inserted, n_deleted = _count_changes(text)
    deleted = body.tally.take("tracked deletions", at_least=n_deleted)
    edges = LeftOut("page headers and footers", 0 if named is None else _count_edges(named))
    return Document(
        lines=tuple(flow.lines),
        unit="paragraph",
        attributes=body.attributes,
        left_out=counted((*body.tally.left_out(), deleted, edges)),
        remarks=tell_tracked_changes(n_inserted, n_deleted),
    )


def _check_is_open(archive: ZippedXml) -> None:
    """Refuse a document that needs a password, of which the list of parts tells."""
    manifest = "META-INF/manifest.xml"
    if "encrypted-package" in archive.names:
        raise archive.protected()
    if manifest in archive.names and b"encryption-data" in archive.read(manifest):
        raise archive.protected()


class _Body:
    """What the whole of a document's body shares: styles, the paragraphs' numbers, and what was met."""

    def __init__(self, archive: ZippedXml, styles: OpenDocumentStyles) -> None:
        self.archive = archive
        self.styles = styles
        self.tally = Tally()
        self.attributes: dict[str, str] = {}
        self.n_paragraphs = self.n_tables = 0
        self.n_spaces = 0

    def count(self, what: str) -> None:
        """Count what is left out here."""
        self.tally.add(what, self.n_paragraphs)

    def skip(self, element: Any) -> None:
        """Pass by an element that holds no text of the document, and count it where that tells something."""
        if _SKIPPED[element.tag]:
            self.count(_SKIPPED[element.tag])

    def take_spaces(self, element: Any) -> str:
        """Return as many spaces as a ``text:s`` asks for."""
        asked = element.get(f"{_TEXT}c", "1")
        n_spaces = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 12 else MAX_SPACES + 1
        self.n_spaces += n_spaces
        if self.n_spaces > MAX_SPACES:
            message = f"by paragraph {self.n_paragraphs} it asks for more than {MAX_SPACES:,} spaces: too large"
            raise self.archive.problem(message)
        return " " * n_spaces


class _Flow:
    """Paragraphs one after the other: of the body, a text box or a cell."""

    def __init__(self, body: _Body) -> None:
        self.body = body
        self.lines: list[Line] = []

    def read_blocks(self, parent: Any, *, look: int, depth: int) -> None:
        """Read the paragraphs, tables, lists and sections that stand in an element."""
        if depth > MAX_NESTING:
            raise self.body.archive.nested_too_deep()
        for element in parent:
            tag = element.tag
            if tag in _PARAGRAPHS:
                self.lines += _read_paragraph(element, self.body, look, depth)
            elif tag == f"{_TABLE}table":
                self._read_table(element, look, depth)
            elif tag in _SKIPPED:
                self.body.skip(element)
            elif element.get(f"{_TEXT}display") == "none" or element.get(f"{_TEXT}is-hidden") == "true":
                self.body.count("stretches of hidden text")
            else:
                if tag == f"{_TEXT}list-item":
                    self.body.tally.add("automatic numbers and bullets of lists", self.body.n_paragraphs + 1)
                self.read_blocks(element, look=look, depth=depth + 1)

    def _read_table(self, element: Any, look: int, depth: int) -> None:
        self.body.n_tables += 1
        may_be_front = self.body.n_tables == 1 and is_title(self.lines)
        rows = [[self._read_cell(cell, look, depth) for cell in row] for row in _rows_of(element)]
        filled = [row for row in rows if row]
        lines = [line for row in filled for line in join_row(row)]
        fields = read_front_table(filled) if may_be_front else {}
        self.body.attributes |= fields
        self.lines += without_cells(lines) if fields else lines

    def _read_cell(self, cell: Any, look: int, depth: int) -> Sequence[Line]:
        flow = _Flow(self.body)
        flow.read_blocks(cell, look=look, depth=depth + 1)
        return flow.lines


def _rows_of(table: Any) -> Iterator[Sequence[Any]]:
    """Yield the cells of each row; those that a merged cell covers are kept, for they may hold words."""
    for element in table:
        if element.tag == f"{_TABLE}table-row":
            yield [cell for cell in element if cell.tag in _CELLS]
        elif element.tag in _ROW_GROUPS:
            yield from _rows_of(element)


def _read_paragraph(element: Any, body: _Body, look: int, depth: int) -> Sequence[Line]:
    """Return the lines of a paragraph, and of the text boxes that hang on it."""
    body.n_paragraphs += 1
    look = body.styles.look("paragraph", element.get(_STYLE_NAME, ""), look)
    paragraph = _Paragraph(body)
    paragraph.read(element, look, depth)
    return paragraph.end()


class _Paragraph:
    """The text of one paragraph as it is built."""

    def __init__(self, body: _Body) -> None:
        self._body = body
        self._number = body.n_paragraphs
        self._lines: list[Line] = []
        self._boxes: list[Line] = []
        self._pieces: list[str] = []
        self._looks: list[int] = []
        self._after_white = True
        self._is_hiding = self._is_hidden = False

    def read(self, element: Any, look: int, depth: int) -> None:
        """Add the text of an element and of all that stands in it."""
        if depth > MAX_NESTING:
            raise self._body.archive.nested_too_deep()
        if element.text:
            self._add_text(element.text, look)
        for child in element:
            self._read_child(child, look, depth)
            if child.tail:
                self._add_text(child.tail, look)

    def end(self) -> Sequence[Line]:
        """Return the lines, and those of the boxes that hang on the paragraph."""
        self._end_line()
        if self._is_hidden:
            self._body.count("stretches of hidden text")
            return [Line("", self._number), *self._boxes]
        return [*self._lines, *self._boxes]

    def _read_child(self, child: Any, look: int, depth: int) -> None:
        tag = child.tag
        if tag == _SPAN:
            styled = self._body.styles.look("text", child.get(_STYLE_NAME, ""), look)
            self.read(child, styled, depth + 1)
        elif tag == _SPACES:
            self._add(self._body.take_spaces(child), look)
        elif tag == _TAB:
            self._add("\t", look)
        elif tag == _LINE_BREAK:
            self._break_line(look)
        elif tag in _SKIPPED:
            self._body.skip(child)
        elif tag == f"{_TEXT}note":
            self._body.count(f"{child.get(f'{_TEXT}note-class', 'footnote')}s")
        elif tag == f"{_TEXT}hidden-text" and child.get(f"{_TEXT}is-hidden") != "false":
            self._body.count("stretches of hidden text")
        elif tag == f"{_TEXT}hidden-paragraph":
            self._is_hidden = self._is_hidden or child.get(f"{_TEXT}is-hidden") == "true"
        elif tag.startswith(_DRAW):
            box = _Flow(self._body)
            box.read_blocks(child, look=0, depth=depth + 1)
            self._boxes += box.lines
        else:
            self.read(child, look, depth + 1)

    def _add_text(self, text: str, look: int) -> None:
        """Add text in which white space is as OpenDocument has it: one space for all of it, none at the beginning."""
        if "  " in text or "\n" in text or "\t" in text or "\r" in text:
            text = _WHITE.sub(" ", text)
        if self._after_white and text[0] == " ":
            text = text[1:]
        if text:
            self._add(text, look)
            self._after_white = text[-1] == " "

    def _add(self, text: str, look: int) -> None:
        if look & HIDDEN:
            if not self._is_hiding:
                self._body.count("stretches of hidden text")
            self._is_hiding = True
            return
        self._pieces.append(text)
        self._looks.append(look)
        self._after_white = self._is_hiding = False

    def _break_line(self, look: int) -> None:
        if not look & HIDDEN:
            self._end_line()
            self._after_white = self._is_hiding = False

    def _end_line(self) -> None:
        self._lines.append(make_line(self._pieces, self._looks, self._number))
        self._pieces, self._looks = [], []


def _count_changes(text: Any) -> tuple[int, int]:
    """Count the tracked insertions and deletions, of which the document keeps a list."""
    regions = list(text.iter(f"{_TEXT}changed-region"))
    n_inserted, n_deleted = (
        sum(region.find(f"{_TEXT}{kind}") is not None for region in regions) for kind in ("insertion", "deletion")
    )
    return n_inserted, n_deleted


def _count_edges(styles: Any) -> int:
    """Count the page headers and footers that hold text."""
    edges = styles.iter(*(f"{_STYLE}{edge}{page}" for edge in ("header", "footer") for page in ("", "-left", "-first")))
    return sum(bool("".join(edge.itertext()).strip()) for edge in edges)
