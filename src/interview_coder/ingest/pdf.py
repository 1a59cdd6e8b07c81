"""PDF with text → Document.

PDFium gives the text in the order of reading; where each line stands on its page tells running titles, page numbers
and line numbers from speech, and paragraphs from wrapped lines. A wrapped line stays a line of its own.
"""

from __future__ import annotations

import ctypes
import re
import threading
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from itertools import pairwise
from typing import Any

from interview_coder.errors import InputError, Place, Problem
from interview_coder.ingest.document import Document, counted
from interview_coder.ingest.margin_numbers import LEADING_NUMBER, leave_out_line_numbers
from interview_coder.ingest.page_furniture import leave_out_furniture
from interview_coder.ingest.printed_page import Page, Row, lines_of, name_pages
from interview_coder.model.source import LeftOut

MAX_PAGES = 3_000
MAX_CHARACTERS = 10_000_000
MAX_UNPACKED_BYTES = 20_000_000
"""Of what draws one page. A page of text needs some ten thousand; PDFium needs fifteen times as much memory."""
_DENSEST_PACKING = 1_030
"""How many times smaller than its content a stream can be, at the most."""
_STREAM = re.compile(rb"stream\r?\n")
_ONE_AT_A_TIME = threading.Lock()  # PDFium is not thread-safe
_HYPHEN = "\ufffe"  # PDFium's mark for a hyphen at the end of a line; it goes on without a line end
_ROW = re.compile(f"[^\r\n{_HYPHEN}]+{_HYPHEN}?|{_HYPHEN}")
_SPACE = re.compile(r"(?<=\S) (?=\S)")
_FEWEST_BELOW = 3  # rows that begin below each other make a column
_LEAST_SHARE_BELOW = 0.1
_MOST_WORDS_BESIDE = 6
_WIDE_ROOM = 16.0  # points from the beginning of one letter to that of the next
_WORD = re.compile(r"\S+")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\uffff]")
_DIGITS = re.compile(r"\s*\d\s*\d[\d\s]*")
_EMPHASIS_FLAGS = 1 << 6 | 1 << 18
_LABEL = re.compile(r"\s*(?:Q\d{1,4}\s+|\d{1,4}\s+)?[^\W\d_][^:\n]{0,40}:\s")
_MANY_LABELS = 12
"""Lines that begin with a label; with so many, colons name the speakers."""
_EMPHATIC_FONT = re.compile("bold|black|heavy|demi|italic|oblique|-(bd|it|bi)(mt)?$", re.IGNORECASE)
_COMMENT_KINDS = {1, 3, 9, 10, 11, 12, 14}  # note, text on the page, three kinds of underlining, struck out, caret
_FIELD_KIND = 20
_MAX_ANNOTATIONS = 10_000
_LOST = "characters that the PDF gives no letter for"
_PICTURES = "pages that hold only pictures"
_Upright = Callable[[float, float], tuple[float, float]]


def read_document(raw: bytes, *, file: str, encoding: str = "") -> Document:  # noqa: ARG001 - the file says its own
    """Read the lines of a PDF, with an empty line where a paragraph begins anew; their numbers are the page's.

    Page headers and footers, page numbers and line numbers in the margin are left out and counted.
    """
    return _read(raw, file, joins_words=True)


def read_printed_lines(raw: bytes, *, file: str) -> Document:
    """Read a PDF as `read_document` does, but each line as it is printed, be its last word parted by a hyphen."""
    return _read(raw, file, joins_words=False)


def _read(raw: bytes, file: str, *, joins_words: bool) -> Document:
    with _ONE_AT_A_TIME, closing(_open(raw, file)) as pdf:
        pages, lost = _read_pages(pdf, file)
    left_out = [*_lost_of(lost), leave_out_line_numbers(pages), *leave_out_furniture(pages)]
    pictures = [number for number, counts in lost.items() if counts[_PICTURES]]
    remarks = (f"{name_pages(pictures)}: only pictures, whose text is not read",) if pictures else ()
    lines = tuple(lines_of(pages, joins_words=joins_words))
    return Document(lines, "page", left_out=counted(left_out), remarks=remarks)


def _open(raw: bytes, file: str) -> Any:
    import pypdfium2 as pdfium
    import pypdfium2.raw as pdfium_c

    if b"%PDF-" not in raw[:1024]:
        raise _problem(file, "this is no PDF", "give it the ending that belongs to its content")
    if _unpacks_to_too_much(raw):
        size = f"more than {MAX_UNPACKED_BYTES // 1_000_000} MB"
        message = f"a page of the PDF unpacks to {size}: too much for a transcript"
        raise _problem(file, message, "ask for the transcript as text or .docx")
    try:
        pdf = pdfium.PdfDocument(raw)
    except pdfium.PdfiumError as error:
        if error.err_code == pdfium_c.FPDF_ERR_PASSWORD:
            message, fix = "the PDF is locked with a password", "save a copy without a password (print it to a PDF)"
            raise _problem(file, message, fix) from error
        raise _damaged(file, "the PDF is damaged and cannot be opened") from error
    n_pages = len(pdf)
    if n_pages > MAX_PAGES:
        pdf.close()
        message = f"the PDF has {n_pages} pages: more than {MAX_PAGES} are too many for one transcript"
        raise _problem(file, message, "split it, one interview a file")
    return pdf


def _problem(file: str, message: str, fix: str) -> InputError:
    return InputError(Problem(message, Place(file), fix))


def _damaged(file: str, message: str) -> InputError:
    return _problem(file, message, "get the file again, or open and print it to a PDF")


def _unpacks_to_too_much(raw: bytes) -> bool:
    """Whether what draws a page would fill the memory; pictures and fonts are unpacked elsewhere, if at all."""
    for stream in _STREAM.finditer(raw):
        end = raw.find(b"endstream", stream.end())
        if end - stream.end() <= MAX_UNPACKED_BYTES // _DENSEST_PACKING:
            continue
        head = raw[max(0, stream.start() - 400) : stream.start()].rpartition(b" obj")[2]
        is_content = b"FlateDecode" in head and b"Image" not in head and b"Length1" not in head
        if is_content and _is_large(raw[stream.end() : end]):
            return True
    return False


def _is_large(packed: bytes) -> bool:
    unpacker, size = zlib.decompressobj(), 0
    while packed and size <= MAX_UNPACKED_BYTES:
        try:
            size += len(unpacker.decompress(packed, 1_000_000))
        except zlib.error:
            return False  # PDFium says what is wrong with it
        packed = unpacker.unconsumed_tail
    return size > MAX_UNPACKED_BYTES


def _read_pages(pdf: Any, file: str) -> tuple[list[Page], dict[int, Counter[str]]]:
    """Return the pages, and by their numbers what of them cannot be read."""
    import pypdfium2 as pdfium

    pages: list[Page] = []
    lost: dict[int, Counter[str]] = {}
    broken: list[Problem] = []
    n_characters = n_labels = 0
    for number in range(1, len(pdf) + 1):
        # to ask how letters look takes time, and tells nothing where colons name the speakers
        try:
            page, lost[number] = _read_page(pdf, number, with_emphasis=n_labels < _MANY_LABELS)
        except pdfium.PdfiumError:
            broken += _damaged(file, f"page {number} of the PDF is damaged and cannot be read").problems
            continue
        pages.append(page)
        if n_labels < _MANY_LABELS:
            n_labels += sum(_LABEL.match(row.text) is not None for row in page.rows)
        n_characters += sum(len(row.text.strip()) for row in page.rows)
        if n_characters > MAX_CHARACTERS:
            size = f"more than {MAX_CHARACTERS // 1_000_000} million letters"
            message = f"the PDF has {size}: too many for one transcript"
            raise _problem(file, message, "split it, one interview a file")
    if broken:
        raise InputError(*broken)
    if not n_characters:
        message = "the PDF has no text: its pages are pictures, as from a scanner, or empty"
        fix = "let a program recognise the text (OCR) and check it, or ask for the transcript as text or .docx"
        raise _problem(file, message, fix)
    return pages, lost


def _read_page(pdf: Any, number: int, *, with_emphasis: bool) -> tuple[Page, Counter[str]]:
    import pypdfium2.raw as pdfium_c

    with closing(pdf[number - 1]) as handle, closing(handle.get_textpage()) as textpage:
        page = Page(number, *handle.get_size())
        text = _in_units(textpage.get_text_range())
        n_without_letter = textpage.count_chars() - len(text)
        letters = _Letters(
            textpage, _upright(handle), counts_from_text=n_without_letter != 0, with_emphasis=with_emphasis
        )
        placed = list(_rows_of(text, letters))
        _part_cells(placed, letters)
        page.rows = [row for _, row in placed]
        lost = _count_annotations(handle)
        lost[_LOST] = max(0, n_without_letter)
        lost["control characters"] = len(_CONTROLS.findall(text))
        if not page.rows:
            lost[_PICTURES] = any(handle.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3))
    return page, lost


def _in_units(text: str) -> str:
    """Return a text as one letter for each UTF-16 unit, in which PDFium counts."""
    if text.isascii() or len(units := text.encode("utf-16-le", "surrogatepass")) == 2 * len(text):
        return text
    return "".join(chr(first | second << 8) for first, second in zip(units[::2], units[1::2], strict=True))


def _upright(page: Any) -> _Upright:
    """Return how a point of the page lies from the left and top edges as it is shown."""
    left, bottom, right, top = page.get_bbox()
    turned: dict[int, _Upright] = {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }
    return turned[page.get_rotation()]


class _Letters:
    """What PDFium knows of single letters, asked for as seldom as possible: each question costs a microsecond."""

    def __init__(self, textpage: Any, upright: _Upright, *, counts_from_text: bool, with_emphasis: bool) -> None:
        import pypdfium2.raw as pdfium_c

        self._origin_of = pdfium_c.FPDFText_GetCharOrigin
        self._font_of = pdfium_c.FPDFText_GetFontInfo
        self._index_of = pdfium_c.FPDFText_GetCharIndexFromTextIndex
        self._textpage = textpage.raw
        self._upright = upright
        self._counts_from_text = counts_from_text
        self.with_emphasis = with_emphasis
        self._x, self._y, self._flags = ctypes.c_double(), ctypes.c_double(), ctypes.c_int()
        self._places = ctypes.byref(self._x), ctypes.byref(self._y)
        self._flags_place = ctypes.byref(self._flags)
        self._font = ctypes.create_string_buffer(256)
        self._is_emphatic: dict[tuple[bytes, int], bool] = {}

    def origin(self, place: int) -> tuple[float, float]:
        """Return where on the page the letter at a place of the text stands on its line."""
        index = self._index_of(self._textpage, place) if self._counts_from_text else place
        self._origin_of(self._textpage, index, *self._places)
        return self._upright(self._x.value, self._y.value)

    def is_emphatic(self, place: int) -> bool:
        """Return whether the letter at a place of the text is bold or italic."""
        index = self._index_of(self._textpage, place) if self._counts_from_text else place
        if not self._font_of(self._textpage, index, self._font, 256, self._flags_place):
            return False
        font = (self._font.value, self._flags.value)
        known = self._is_emphatic.get(font)
        if known is None:
            is_named = _EMPHATIC_FONT.search(font[0].decode("utf-8", "replace"))
            known = self._is_emphatic[font] = bool(font[1] & _EMPHASIS_FLAGS or is_named)
        return known


def _rows_of(text: str, letters: _Letters) -> Iterator[tuple[int, Row]]:
    """Yield each row with its place in the text."""
    for found in _ROW.finditer(text):
        piece = found.group()
        if piece.isspace():
            continue
        if _DIGITS.fullmatch(piece) and _is_column(piece, letters, found.start()):
            for place, digit in enumerate(piece, start=found.start()):
                if digit.isdigit():
                    yield place, _row_of(digit, letters, place)
        else:
            yield found.start(), _row_of(piece, letters, found.start())


def _is_column(digits: str, letters: _Letters, start: int) -> bool:
    """Whether digits stand below each other: PDFium takes the line numbers 1 to 9 for one word written downwards."""
    places = [start + n for n, digit in enumerate(digits) if digit.isdigit()]
    heights = [letters.origin(place)[1] for place in (places[0], places[-1])]
    return any(abs(after - before) > 3 for before, after in pairwise(heights))


def _row_of(piece: str, letters: _Letters, start: int) -> Row:
    text = piece.lstrip()
    x, y = letters.origin(start + len(piece) - len(text))
    x_of_speech = x
    numbered = LEADING_NUMBER.match(piece) if text[0].isdigit() else None
    if numbered and numbered.end() < len(piece):
        x_of_speech, _ = letters.origin(start + numbered.end())
    emphasis = _emphasis_of(piece, letters, start) if letters.with_emphasis else 0
    if piece.isprintable():
        return Row(piece, x, y, x_of_speech, emphasis)
    return Row(_clean(piece), x, y, x_of_speech, len(_clean(piece[:emphasis])), is_hyphenated=piece[-1] == _HYPHEN)


def _part_cells(placed: Sequence[tuple[int, Row]], letters: _Letters) -> None:
    """Put a tab where a row has wide room and goes on where other rows begin: beside the text stands who says it."""
    begun = Counter([round(row.x) for _, row in placed])
    n_least = max(_FEWEST_BELOW, _LEAST_SHARE_BELOW * len(placed))
    leftmost = min([row.x for _, row in placed], default=0.0)
    columns = [x for x, n in begun.items() if n >= n_least and x > leftmost + _WIDE_ROOM]
    for start, row in placed if columns else ():
        further = [x for x in columns if x > row.x + _WIDE_ROOM]
        spaces = list(_SPACE.finditer(row.text))[:_MOST_WORDS_BESIDE] if further and row.text.isprintable() else []
        for space in spaces:
            x, _ = letters.origin(start + space.end())
            if x > max(further) + 2:
                break
            if any(abs(x - column) < 2 for column in further):
                before, _ = letters.origin(start + space.start() - 1)
                if x - before > _WIDE_ROOM:
                    row.text = f"{row.text[: space.start()]}\t{row.text[space.end() :]}"


def _clean(units: str) -> str:
    """Return the text of UTF-16 units, without controls."""
    text = _CONTROLS.sub("", units.replace(_HYPHEN, "-"))
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _emphasis_of(piece: str, letters: _Letters, start: int) -> int:
    """Return how many letters at the beginning are bold or italic; the ends of words are tried before letters."""
    emphasis = len(piece) - len(piece.lstrip())
    if not letters.is_emphatic(start + emphasis):
        return 0
    for word in _WORD.finditer(piece):
        if not letters.is_emphatic(start + word.end() - 1):
            plain = (place for place in range(*word.span()) if not letters.is_emphatic(start + place))
            place = next(plain)
            return place if place > word.start() else emphasis
        emphasis = word.end()
    return emphasis


def _count_annotations(page: Any) -> Counter[str]:
    import pypdfium2.raw as pdfium_c

    counts: Counter[str] = Counter()
    for place in range(min(pdfium_c.FPDFPage_GetAnnotCount(page), _MAX_ANNOTATIONS)):
        annotation = pdfium_c.FPDFPage_GetAnnot(page, place)
        kind = pdfium_c.FPDFAnnot_GetSubtype(annotation)
        pdfium_c.FPDFPage_CloseAnnot(annotation)
        counts["comments on the page"] += kind in _COMMENT_KINDS
        counts["form fields"] += kind == _FIELD_KIND
    return counts


def _lost_of(lost: dict[int, Counter[str]]) -> Iterator[LeftOut]:
    """Yield what is lost of the pages, kind by kind."""
    for what in (_LOST, "control characters", "comments on the page", "form fields", _PICTURES):
        where = [number for number, counts in lost.items() if counts[what]]
        yield LeftOut(what, sum(counts[what] for counts in lost.values()), name_pages(where))
