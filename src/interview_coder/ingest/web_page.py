"""Web pages (.html), as transcript services and Word save them → Document.

Text is read as a browser shows it: a block is a line, white space counts once, what is hidden is not read.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from interview_coder.errors import InputError, Place, Problem
from interview_coder.ingest.decode import decode_text, encoding_of
from interview_coder.ingest.document import Document, Line
from interview_coder.ingest.styled_lines import BOLD, join_row, make_line, tell_tracked_changes
from interview_coder.ingest.web_styles import (
    BESIDE_STYLE,
    BLOCK_STYLE,
    EMPHATIC_STYLE,
    HIDDEN_STYLE,
    PLAIN_STYLE,
    SPACED_STYLE,
    StyleSheet,
)
from interview_coder.model.source import LeftOut

MAX_BYTES = 40_000_000
_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z!/]")
_SPACES = re.compile("[ \t\n\r\f]+")  # what a browser collapses: not the no-break space
_CONTROLS = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def _names(spaced: str) -> frozenset[str]:
    return frozenset(spaced.split(" "))


_BLOCKS = _names(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu ol p pre search section summary table "
    "tbody td tfoot th thead tr ul xmp listing plaintext"
)
_EMPHATIC = _names("b strong i em cite dfn var th h1 h2 h3 h4 h5 h6")
_KEEPS_SPACES = _names("pre textarea xmp listing plaintext")
_NOT_SHOWN = {
    **dict.fromkeys(_names("head script style template noscript meta link base title datalist xml"), ""),
    **dict.fromkeys(_names("iframe object embed audio video canvas svg map"), "embedded objects"),
    **dict.fromkeys(_names("select button input option"), "buttons and form fields"),
    "nav": "navigation menus",
    "img": "pictures",
    "del": "tracked deletions",
}
_TECHNICAL = re.compile(
    "viewport|generator|progid|originator|robots|referrer|theme-color|color-scheme|format-detection|.*[:_-].*", re.I
)


def read_document(raw: bytes, *, file: str, encoding: str = "") -> Document:
    """Read the blocks and table rows of a web page; a line break within a block begins a line.

    Scripts, menus, pictures and what is hidden are left out, and counted where they hold words.
    """
    text = decode_text(_as_stated(raw), file=file, encoding=encoding)
    if _TAG.search(text) is None:
        message = "this is no web page: it has no tags"
        raise InputError(Problem(message, Place(file), "give it the ending that belongs to its content, such as .txt"))
    if len(raw) > MAX_BYTES:
        message = f"the web page is larger than {MAX_BYTES // 1_000_000} MB: too large for one transcript"
        raise InputError(Problem(message, Place(file), "split it, one interview a file"))
    n_controls = len(_CONTROLS.findall(text))
    reading = _parse(_CONTROLS.sub("", text), file)
    reading.left_out["control characters"] += n_controls
    left_out = tuple(LeftOut(what, n) for what, n in sorted(reading.left_out.items()) if n)
    remarks = tell_tracked_changes(reading.n_inserted, reading.left_out["tracked deletions"])
    return Document(tuple(reading.lines), "paragraph", reading.attributes, left_out, remarks)


def _as_stated(raw: bytes) -> bytes:
    """Return the page in UTF-8 if it is not yet, and says in which encoding it is, and is."""
    stated = _CHARSET.search(raw[:4096])
    if encoding_of(raw) or stated is None:
        return raw
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(raw, stated[1].decode("ascii", "replace")).encode() or raw
    return raw


def _decoded(raw: bytes, name: str) -> str:
    try:
        known = codecs.lookup(name).name
        # browsers read these names as their larger sister
        return raw.decode({"iso8859-1": "cp1252", "ascii": "cp1252"}.get(known, known))
    except (LookupError, UnicodeDecodeError):
        return ""


def _parse(text: str, file: str) -> _Reading:
    from lxml import etree

    # events, not a tree: a tree of many small elements takes 40 times their bytes
    reading = _Reading()
    parser = etree.HTMLParser(target=reading, encoding="utf-8", huge_tree=True, no_network=True)
    try:
        etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.LxmlError as error:
        message = "the web page cannot be read"
        raise InputError(Problem(message, Place(file), "open it in a browser and save its text")) from error
    if any(entry.level >= etree.ErrorLevels.FATAL for entry in parser.error_log):
        message = "the web page is damaged, or nested too deeply to be read"
        raise InputError(Problem(message, Place(file), "open it in a browser and save its text"))
    return reading


@dataclass(slots=True)
class _Look:
    """How the text in an element shows."""

    is_emphatic: bool = False
    keeps_spaces: bool = False
    is_block: bool = False
    is_set_off: bool = False


@dataclass(slots=True)
class _Frame:
    """A table row, a list of terms, or a cell of either, while it is read."""

    tag: str
    lines: list[Line] = field(default_factory=list)
    cells: list[list[Line]] = field(default_factory=list)

    def end_row(self) -> None:
        """Turn the cells so far into lines."""
        self.lines += _joined(self.cells)
        self.cells = []


_ROWS = {"tr", "dl"}
_CELLS = {"td", "th", "dt", "dd"}


class _Reading:
    """One walk through a page."""

    def __init__(self) -> None:
        self.left_out: Counter[str] = Counter()
        self.attributes: dict[str, str] = {}
        self.n_inserted = 0
        self._styles = StyleSheet()
        self._frames = [_Frame("")]
        self._looks = [_Look()]
        self._skipped: list[str] = []  # the element that is left out, and those open in it
        self._skipped_as = ""
        self._skipped_text: list[str] = []
        self._pieces: list[str] = []
        self._emphases: list[int] = []
        self._number = 1
        self._has_begun = False  # whether a line of the paragraph was written

    @property
    def lines(self) -> list[Line]:
        """What was read."""
        return self._frames[0].lines

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Go into an element."""
        if tag == "meta":
            self._note(attributes.get("name", "").strip().lower(), attributes.get("content", ""))
        if self._skipped:
            self._skipped.append(tag)
            return
        style = self._styles.of(attributes)
        kind = _kind_left_out(tag, attributes, style)
        if kind is None:
            self._enter(tag, style)
        else:
            self._skipped, self._skipped_as = [tag], kind

    def end(self, tag: str) -> None:
        """Leave an element."""
        if not self._skipped:
            self._leave(tag)
            return
        self._skipped.pop()
        if tag in {"title", "style"}:
            self._take_head("".join(self._skipped_text), tag)
            self._skipped_text = []
        if not self._skipped:
            is_worth_it = self._skipped_as == "pictures" or any(map(_has_words, self._skipped_text))
            self.left_out[self._skipped_as] += bool(self._skipped_as) and is_worth_it
            self._skipped_text = []

    def data(self, text: str) -> None:
        """Take the text between two tags."""
        if self._skipped:
            self._skipped_text.append(text)
        else:
            self._write(text)

    def comment(self, text: str) -> None:
        """Leave a comment out; Word's marks for its own use are not counted."""
        self.left_out["comments in the page's code"] += not text.lstrip().startswith("[") and _has_words(text)

    def pi(self, target: str, data: str | None = None) -> None:
        """Leave an instruction for programs out."""

    def close(self) -> None:
        """End the page."""
        while len(self._frames) > 1:
            self._end_block()
            frame = self._frames.pop()
            self._end_frame(frame, self._frames[-1])
        self._end_block()

    def _note(self, name: str, value: str) -> None:
        if name and value.strip() and not _TECHNICAL.fullmatch(name):
            self.attributes.setdefault(name, " ".join(value.split()))

    def _take_head(self, text: str, tag: str) -> None:
        if tag == "style":
            self._styles.add(text)
        elif "svg" not in self._skipped:
            self._note(tag, text)

    def _enter(self, tag: str, style: str) -> None:
        above = self._looks[-1]
        look = _Look(
            is_emphatic=bool(
                tag in _EMPHATIC
                or EMPHATIC_STYLE.search(style)
                or (above.is_emphatic and not PLAIN_STYLE.search(style))
            ),
            keeps_spaces=bool(above.keeps_spaces or tag in _KEEPS_SPACES or (style and SPACED_STYLE.search(style))),
            is_block=bool(tag in _BLOCKS or (style and BLOCK_STYLE.search(style))),
            is_set_off=above.is_set_off or tag == "blockquote",
        )
        self._looks.append(look)
        self.n_inserted += tag == "ins"
        if tag == "br":
            self._end_line()
        elif look.is_block:
            self._end_block()
        if tag in _ROWS or tag in _CELLS:
            self._frames.append(_Frame(tag))

    def _leave(self, tag: str) -> None:
        look = self._looks.pop()
        if look.is_block:
            self._end_block()
        if tag in _ROWS or tag in _CELLS:
            frame = self._frames.pop()
            self._end_frame(frame, self._frames[-1])

    def _end_frame(self, frame: _Frame, around: _Frame) -> None:
        is_cell = frame.tag in _CELLS and around.tag in _ROWS
        if frame.tag == "dt" and is_cell:
            around.end_row()
        frame.end_row()
        if is_cell:
            around.cells.append(frame.lines)
        else:
            around.lines += frame.lines
        if frame.tag == "dd" and is_cell:
            around.end_row()

    def _write(self, text: str) -> None:
        look = self._looks[-1]
        if look.keeps_spaces:
            first, *others = text.split("\n")
            self._append(first, look)
            for other in others:
                self._end_line()
                self._append(other, look)
            return
        shown = _SPACES.sub(" ", text)
        ends_in_space = not self._pieces or self._pieces[-1].endswith(" ")
        self._append(shown[1:] if ends_in_space and shown.startswith(" ") else shown, look)

    def _append(self, text: str, look: _Look) -> None:
        if not text:
            return
        self._pieces.append(text)
        self._emphases.append(BOLD if look.is_emphatic else 0)

    def _end_line(self) -> None:
        """End a line; the next one belongs to the same paragraph."""
        line = make_line(self._pieces, self._emphases, self._number)
        if self._looks[-1].is_set_off:
            line = line._replace(setting="quotation")
        if not self._looks[-1].keeps_spaces:
            text = line.text.rstrip(" ")
            line = line._replace(text=text, emphasis=min(line.emphasis, len(text)))
        self._frames[-1].lines.append(line)
        self._pieces, self._emphases = [], []
        self._has_begun = True

    def _end_block(self) -> None:
        if any(piece.strip(" \t\n\r\f") for piece in self._pieces):
            self._end_line()
        self._pieces, self._emphases = [], []
        self._number += self._has_begun
        self._has_begun = False


def _kind_left_out(tag: str, attributes: Mapping[str, str], style: str) -> str | None:
    """Return as what an element is left out: empty for what is no text at all, None for what is read."""
    if tag in _NOT_SHOWN:
        return _NOT_SHOWN[tag]
    beside = BESIDE_STYLE.search(style) if style else None
    if beside:
        return f"{beside[1]}s"
    is_hidden = "hidden" in attributes or (style and HIDDEN_STYLE.search(style))
    return "hidden elements" if is_hidden else None


def _has_words(text: str) -> bool:
    return any(map(str.isalnum, text))


def _joined(cells: list[list[Line]]) -> list[Line]:
    """Return the lines of a row: one with tabs between the cells, unless cells hold whole columns of text."""
    if len(cells) < 2 or any(len(cell) > 3 or any(line.cells for line in cell) for cell in cells[:-1]):
        return [line for cell in cells for line in cell]
    return join_row(cells) if any(line.text for cell in cells for line in cell) else []
