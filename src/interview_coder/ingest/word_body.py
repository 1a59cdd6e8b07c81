"""The body of a Word document: its elements, one after the other → lines with styles, and what was met on the way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from interview_coder.ingest.document import Line
from interview_coder.ingest.front_table import is_title, read_front_table, without_cells
from interview_coder.ingest.styled_lines import AS_IT_IS, HIDDEN, Tally, join_row, make_line
from interview_coder.ingest.word_styles import WordStyles, is_on, namespace_of, read_indent
from interview_coder.ingest.zipped_xml import ZippedXml

MAX_NESTING = 20
"""Of tables and text boxes in each other."""
_NAMES = (
    *("p", "r", "t", "tab", "ptab", "br", "cr", "noBreakHyphen", "sym", "b", "i", "vanish", "rStyle", "pStyle"),
    *("numPr", "ind", "tabs", "pPrChange", "rPrChange", "tbl", "tr", "tc", "txbxContent"),
    *("ins", "del", "moveFrom", "moveTo"),
    *("footnoteReference", "endnoteReference", "commentReference", "rt", "altChunk", "subDoc"),
)
"""Of the elements that the text depends on; all others are passed by, and what stands in them is read."""
_OTHER_NAMES = {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback": "Fallback",
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}r": "r",
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}t": "t",
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic": "picture",
    "{http://purl.oclc.org/ooxml/drawingml/picture}pic": "picture",
    "{urn:schemas-microsoft-com:vml}imagedata": "picture",
}


def read_body(root: Any, *, archive: ZippedXml, styles: WordStyles) -> Body:
    """Read the body of a document.

    Parameters
    ----------
    root : lxml element
        Of the part that holds the text.
    archive : ZippedXml
        The file, for its errors.
    styles : WordStyles
        Those that the text refers to by name.

    Raises
    ------
    InputError
        When tables or text boxes stand in each other too deep.
    """
    body = Body(archive, namespace_of(root), styles)
    body.lines = _Flow(body).read(root.iter(*body.names)).lines
    return body


class Body:
    """What the whole of a document's body shares: names, styles, the paragraphs' numbers, and what was met."""

    def __init__(self, archive: ZippedXml, w: str, styles: WordStyles) -> None:
        self.archive = archive
        self.w = w
        self.value = f"{w}val"
        self.names = {w + name: name for name in _NAMES} | _OTHER_NAMES
        self.styles = styles
        self.tally = Tally()
        self.lines: Sequence[Line] = ()
        self.attributes: dict[str, str] = {}
        self.n_paragraphs = self.n_tables = self.n_inserted = self.n_deleted = 0

    def inside(self, element: Any, elements: Iterator[Any]) -> Iterator[Any]:
        """Return the elements that stand inside one, to be taken off the front of those that follow it."""
        return islice(elements, sum(1 for _ in element.iter(*self.names)) - 1)


class _Flow:
    """Paragraphs one after the other: of the body, a text box or a table.

    They come as their elements in the order of the file. Where one ends is seen by what follows; only what must be
    taken as a whole is counted off.
    """

    def __init__(self, body: Body, *, depth: int = 0) -> None:
        if depth > MAX_NESTING:
            raise body.archive.nested_too_deep()
        self.body = body
        self.depth = depth
        self.lines: list[Line] = []
        self.rows: list[Sequence[Sequence[Line]]] = []
        self._cells: list[list[Line]] = []
        self._row_is_deleted = False
        self._sink = self.lines
        self._boxes: list[Line] = []
        self._in_paragraph = self._joins_next = False
        self._hidden_at = (0, 0, 0)
        self._is_numbered: bool | None = None
        self._indent = AS_IT_IS
        self._number = 0
        self._paragraph_style = ""
        self._pieces: list[str] = []
        self._looks: list[int] = []
        self._look: int | None = None
        self._run_style = ""
        self._direct = AS_IT_IS
        self._run_is_styled = False

    def read(self, elements: Iterator[Any]) -> _Flow:
        """Read all elements; afterwards the lines are complete."""
        names, pieces, looks = self.body.names, self._pieces, self._looks
        for element in elements:
            name = names[element.tag]
            # nine in ten elements are one of these three, so they are read without a call each
            if name == "t":
                text = element.text
                look = self._look if self._look is not None else self._find_look()
                if text and not look & HIDDEN:
                    pieces.append(text)
                    looks.append(look)
                elif text:
                    self._hide()
            elif name == "r":
                if self._run_is_styled:
                    self._begin_run()
            elif name == "p":
                self._begin_paragraph()
            else:
                _STEPS[name](self, element, elements)
        self._end_paragraph()
        self._end_row()
        return self

    def _begin_paragraph(self) -> None:
        if self._in_paragraph and not self._joins_next:
            self._end_paragraph()
        self.body.n_paragraphs += 1
        if not self._pieces:
            self._number = self.body.n_paragraphs
        self._in_paragraph = self._run_is_styled = True
        self._joins_next = False
        self._is_numbered, self._indent, self._look = None, AS_IT_IS, None
        self._paragraph_style = self.body.styles.default_paragraph

    def _end_paragraph(self) -> None:
        if not self._in_paragraph:
            return
        self._end_line()
        if self._is_numbered or (self._is_numbered is None and self.body.styles.is_numbered(self._paragraph_style)):
            self._count("automatic numbers and bullets of lists")
        if self._boxes:
            self._sink += self._boxes
            self._boxes = []
        self._in_paragraph = self._joins_next = False

    def _end_line(self) -> None:
        line = make_line(self._pieces, self._looks, self._number)
        setting = self.body.styles.find_setting(self._paragraph_style, self._indent, is_numbered=self._is_numbered)
        self._sink.append(line._replace(setting=setting) if setting else line)
        self._pieces.clear()
        self._looks.clear()

    def _end_row(self) -> None:
        if self._row_is_deleted:
            self.body.n_deleted += 1
            self._count("tracked deletions")
        elif self._cells:
            self.rows.append(self._cells)
            self.lines += join_row(self._cells)
        self._cells, self._row_is_deleted = [], False

    def _begin_run(self) -> None:
        self._look = None
        self._run_style = ""
        self._direct = AS_IT_IS
        self._run_is_styled = False

    def _find_look(self) -> int:
        look = self._look = self.body.styles.look(self._paragraph_style, self._run_style, self._direct)
        return look

    def _add(self, text: str) -> None:
        look = self._find_look()
        if look & HIDDEN:
            self._hide()
        else:
            self._pieces.append(text)
            self._looks.append(look)

    def _hide(self) -> None:
        """Count hidden text, unless it goes on from the run before."""
        place = self.body.n_paragraphs, len(self._sink), len(self._pieces)
        if place != self._hidden_at:
            self._count("stretches of hidden text")
        self._hidden_at = place

    def _count(self, what: str) -> None:
        self.body.tally.add(what, self._number)

    def _set_paragraph_style(self, element: Any, _: Iterator[Any]) -> None:
        self._paragraph_style = element.get(self.body.value, "")

    def _set_run_style(self, element: Any, _: Iterator[Any]) -> None:
        self._run_style = element.get(self.body.value, "")
        self._run_is_styled, self._look = True, None

    def _set_numbered(self, element: Any, _: Iterator[Any]) -> None:
        number = element.find(f"{self.body.w}numId")
        self._is_numbered = number is not None and number.get(self.body.value) != "0"

    def _set_indented(self, element: Any, _: Iterator[Any]) -> None:
        self._indent = read_indent(element, self.body.w)

    def _switch(self, place: int, element: Any) -> None:
        self._direct = (*self._direct[:place], is_on(element, self.body.w), *self._direct[place + 1 :])
        self._run_is_styled, self._look = True, None

    def _break_line(self, _element: Any, _elements: Iterator[Any]) -> None:
        if not self._find_look() & HIDDEN:
            self._end_line()

    def _add_symbol(self, element: Any, _: Iterator[Any]) -> None:
        code = element.get(f"{self.body.w}char", "")
        if re.fullmatch("[0-9A-Fa-f]{4}", code) and chr(int(code, 16)).isprintable():
            self._add(chr(int(code, 16)))
        else:  # a picture in the place of a letter, whatever its font makes of it
            self._count("symbols of a symbol font")

    def _insert(self, element: Any, _: Iterator[Any]) -> None:
        self.body.n_inserted += bool(len(element))

    def _delete(self, element: Any, elements: Iterator[Any]) -> None:
        parent = element.getparent().tag.removeprefix(self.body.w)
        if len(element):
            self.body.n_deleted += 1
            self._count("tracked deletions")
            self._skip(element, elements)
        elif parent == "trPr":
            self._row_is_deleted = True
        elif parent == "rPr" and element.getparent().getparent().tag == f"{self.body.w}pPr":
            self._joins_next = True

    def _skip(self, element: Any, elements: Iterator[Any]) -> None:
        for _ in self.body.inside(element, elements):
            pass

    def _skip_copy(self, element: Any, elements: Iterator[Any]) -> None:
        if element.getprevious() is not None:  # the same content for newer programs goes before it
            self._skip(element, elements)

    def _read_box(self, element: Any, elements: Iterator[Any]) -> None:
        inside = self.body.inside(element, elements)
        self._boxes += _Flow(self.body, depth=self.depth + 1).read(inside).lines

    def _read_table(self, element: Any, elements: Iterator[Any]) -> None:
        self._end_paragraph()
        self.body.n_tables += 1
        may_be_front = self.depth == 0 and self.body.n_tables == 1 and is_title(self.lines)
        table = _Flow(self.body, depth=self.depth + 1).read(self.body.inside(element, elements))
        fields = read_front_table(table.rows) if may_be_front else {}
        self.body.attributes |= fields
        self._sink += without_cells(table.lines) if fields else table.lines

    def _begin_row(self, _element: Any, _elements: Iterator[Any]) -> None:
        self._end_paragraph()
        self._end_row()

    def _begin_cell(self, _element: Any, _elements: Iterator[Any]) -> None:
        self._end_paragraph()
        self._sink = []
        self._cells.append(self._sink)


_Step = Callable[[_Flow, Any, Iterator[Any]], None]


def _adds(text: str) -> _Step:
    return lambda flow, _element, _elements: flow._add(text)


def _switches(place: int) -> _Step:
    return lambda flow, element, _elements: flow._switch(place, element)


def _counts(what: str) -> _Step:
    return lambda flow, _element, _elements: flow._count(what)


_STEPS: dict[str, _Step] = {
    "tab": _adds("\t"),
    "ptab": _adds("\t"),
    "noBreakHyphen": _adds("\N{NON-BREAKING HYPHEN}"),
    "br": _Flow._break_line,
    "cr": _Flow._break_line,
    "sym": _Flow._add_symbol,
    "b": _switches(0),
    "i": _switches(1),
    "vanish": _switches(2),
    "pStyle": _Flow._set_paragraph_style,
    "rStyle": _Flow._set_run_style,
    "numPr": _Flow._set_numbered,
    "ind": _Flow._set_indented,
    "tabs": _Flow._skip,
    "pPrChange": _Flow._skip,
    "rPrChange": _Flow._skip,
    "rt": _Flow._skip,
    "Fallback": _Flow._skip_copy,
    "ins": _Flow._insert,
    "moveTo": _Flow._insert,
    "del": _Flow._delete,
    "moveFrom": _Flow._delete,
    "txbxContent": _Flow._read_box,
    "tbl": _Flow._read_table,
    "tr": _Flow._begin_row,
    "tc": _Flow._begin_cell,
    "footnoteReference": _counts("footnotes"),
    "endnoteReference": _counts("endnotes"),
    "commentReference": _counts("comments"),
    "picture": _counts("pictures"),
    "altChunk": _counts("documents inside the document"),
    "subDoc": _counts("documents inside the document"),
}
