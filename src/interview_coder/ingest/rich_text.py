r"""Rich text (.rtf) → Document.

striprtf decodes the letters. It keeps hidden and deleted text and writes the end of a cell as a ``|``, so that before
it reads, what is no speech is taken out, and marks that no text has stand where paragraphs, cells and bold runs end.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from interview_coder.errors import InputError, Place, Problem
from interview_coder.ingest.document import Document, Line
from interview_coder.ingest.front_table import is_title, read_front_table, without_cells
from interview_coder.ingest.styled_lines import BOLD, join_row, make_line, tell_tracked_changes
from interview_coder.model.source import LeftOut

MAX_CHARACTERS = 15_000_000
"""Of rich text without its pictures. Ten hours of talk are about two million."""
_BRACE = re.compile(r"\\[\\{}]|[{}]")
_GROUP_HEAD = re.compile(r"\{[\r\n]*(?:\\\*[\r\n]*)?\\([a-zA-Z]+)")
_MARKUP = re.compile(r"\\'[0-9a-fA-F]{2}|\\[a-zA-Z]+-?\d* ?|\\[^a-zA-Z]|[{}\s]")
_BINARY = re.compile(rb"\\bin(\d{1,9}) ?")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
# noncharacters of Unicode: reserved for use inside a program, so no transcript has them
_ON, _OFF, _PARAGRAPH, _CELL, _ROW, _CELL_PARAGRAPH = "\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4\ufdd5"
_MARKS = re.compile("[\ufdd0-\ufdef]")
_BREAKS = {"par": _PARAGRAPH, "sect": _PARAGRAPH, "cell": _CELL, "row": _ROW, "nestcell": "\t", "nestrow": "\\line "}
_LINE_BREAKS = {"line", "page", "column", "softline", "lbr"}
_LETTERS = {"zwj": "\u200d", "zwnj": "\u200c", "ltrmark": "\u200e", "rtlmark": "\u200f"}
_NO_SPEECH = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "page headers"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "page footers"),
    "footnote": "footnotes and endnotes",
    "annotation": "comments",
    "pict": "pictures",
    "shppict": "pictures",
    "object": "embedded objects",
    "shp": "text boxes and drawings",
    "do": "text boxes and drawings",
    "listtext": "numbers and marks of lists",
    "pntext": "numbers and marks of lists",
}
_BOLD, _ITALIC, _HIDDEN, _DELETED, _INSERTED, _IN_TABLE = (1 << n for n in range(6))
_EMPHATIC, _GONE = _BOLD | _ITALIC, _HIDDEN | _DELETED
_SWITCHES = {"b": _BOLD, "i": _ITALIC, "v": _HIDDEN, "deleted": _DELETED, "revised": _INSERTED}
_HEAD_WORDS = {"ansicpg", "mac", "pc", "pca"}
_WORDS = [*_SWITCHES, *_BREAKS, *_LINE_BREAKS, *_LETTERS, *_HEAD_WORDS, "plain", "pard", "intbl", "trowd"]
_TOKEN = re.compile(rf"\{{|\}}|\\(?:({'|'.join(_WORDS)})(?![a-zA-Z])(-?\d{{1,10}})? ?|([\\{{}}\r\n-]))")
"""What a mark is set at; anything else goes to striprtf as it is. Each alternative begins with a letter of its own, to
which the search can jump; ``[{}]`` does not."""
_IDLE_WORDS = re.compile(r"\\(?<![\\{\r\n*]\\)(?:(?:a?fs|fcs|af|ltrch|lang(?:fe|np|fenp)?)-?\d* ?\\)+(?=[a-zA-Z])")
"""Sizes and languages, which Word sets anew for every run and nobody here asks for, with a control word after them."""
_FORGED = re.compile(r"\\u(?:649(?:7[6-9]|[89]\d)|6500[0-7]|-5(?:60|[345]\d|29))(?!\d)")  # U+FDD0 to U+FDEF
_FONT = re.compile(r"\\f(\d{1,6})(?!\d)((?:(?!\\f\d).)*)", re.DOTALL)
_PLAIN = re.compile(r"(?<= [^\\{}\r\n])[^\\{}\r\n]{8,}")
"""Letters that stand for themselves: a space ends a control word, and after it one letter may stand in for another."""
_MORE_STAND_IN = re.compile(r"\\u(?:c(?![01](?!\d))|\d{6})")
"""Where more than one letter stands in for another, or a letter may be taken for one of those below."""
_FIRST_ASIDE, _MOST_ASIDE = 0x100000, 0xFFFE  # a private plane of Unicode
_UNCOUNTED = {"stylesheet", "colortbl", "info", "fldinst", "nonesttables", "nonshppict", "xe", "tc", "rxe", "pn", "upr"}
_CODE_PAGES = {"10000": "mac_roman", "10007": "mac_cyrillic", "10029": "mac_latin2", "65001": "utf-8", "0": "cp1252"}


def read_document(raw: bytes, *, file: str, encoding: str = "") -> Document:
    """Read the paragraphs and rows of a rich text file; a line break within a paragraph begins a line.

    Headers, notes, comments, pictures, hidden and deleted text are left out and counted.
    """
    if not raw.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf"):
        message = "this is no rich text file (.rtf): it does not begin as one"
        raise InputError(Problem(message, Place(file, 1), "give it the ending that belongs to its content"))
    marked = _Marking(_IDLE_WORDS.sub(r"\\", _as_ascii(raw)), file)
    body = marked.body()
    try:
        text = _decode(body, marked.encoding or encoding or "cp1252")
    except (ValueError, LookupError, TypeError, OverflowError) as error:
        message = "the rich text is damaged, or its letters are not of the encoding that it names"
        raise InputError(Problem(message, Place(file), "open it in Word and save it as .docx")) from error
    text = _join_surrogates(text)
    marked.left_out["control characters"] += len(_CONTROLS.findall(text))
    left_out = tuple(LeftOut(what, n) for what, n in sorted(marked.left_out.items()) if n)
    fields, lines = _join_rows(list(_rows_of(_CONTROLS.sub("", text))))
    return Document(tuple(lines), "paragraph", fields, left_out, marked.remarks)


def _as_ascii(raw: bytes) -> str:
    """Return the file as escaped letters only; the bytes of pictures are dropped."""
    parts, end = [], 0
    for found in _BINARY.finditer(raw):
        if found.start() >= end:
            parts.append(raw[end : found.start()])
            end = found.end() + int(found[1])
    plain = b"".join([*parts, raw[end:]]).removeprefix(b"\xef\xbb\xbf").lstrip()
    if plain.isascii():
        return plain.decode("ascii")
    try:
        text = plain.decode("utf-8")
    except UnicodeDecodeError:
        return re.sub("[\x80-\xff]", lambda letter: f"\\'{ord(letter[0]):02x}", plain.decode("latin-1"))
    return re.sub("[^\x00-\x7f]+", lambda letters: f"{{\\uc0 {_escaped(letters[0])}}}", text)


def _escaped(letters: str) -> str:
    units = letters.encode("utf-16-be")
    return "".join(f"\\u{int.from_bytes(units[n : n + 2], 'big')} " for n in range(0, len(units), 2))


class _Marking:
    """One pass over the groups and switches of a file, which takes out what is no speech and sets marks."""

    def __init__(self, rtf: str, file: str) -> None:
        self.left_out: Counter[str] = Counter()
        self.encoding = ""
        self._rtf, self.left_out["control characters"] = _FORGED.subn(r"\\u65533", rtf)
        self._file = file
        self._out: list[str] = []
        self._state = 0
        self._n_inserted = 0
        self._says_more = False

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a researcher should know."""
        changes = tell_tracked_changes(self._n_inserted, self.left_out["tracked deletions"])
        more = ("something stands after the end of the rich text, and was not read",)
        return (*changes, *(more if self._says_more else ()))

    def body(self) -> str:
        """Return the rich text with marks, for striprtf to read."""
        states: list[int] = []
        place = size = 0
        while token := _TOKEN.search(self._rtf, place):
            size += token.end() - place
            self._check_size(size)
            self._copy(place, token.start())
            place = token.end()
            if token[0] == "{":
                place = self._open_group(token.start(), states)
            elif token[0] == "}":
                self._enter(states.pop())
                self._out.append("}")
                if not states:
                    break
            elif token[1]:
                self._follow(token[1], token[2])
            elif token[3] in "\r\n":
                self._break("par")
            elif token[3] != "-":  # a hyphen that shows only where a line ends
                self._copy(token.start(), place)
        if states:
            raise self._broken("the rich text breaks off: its end is missing")
        self._says_more = bool(self._rtf[place:].strip("\x00 \r\n\t\x1a"))
        return "".join(self._out)

    def _check_size(self, size: int) -> None:
        if size > MAX_CHARACTERS:
            message = "the rich text is too long for one transcript"
            raise InputError(Problem(message, Place(self._file), "split it, one interview a file"))

    def _broken(self, message: str) -> InputError:
        return InputError(Problem(message, Place(self._file), "get the file again, or save it anew as .docx"))

    def _copy(self, start: int, end: int) -> None:
        if end > start and not self._state & _GONE:
            self._out.append(self._rtf[start:end])

    def _open_group(self, start: int, states: list[int]) -> int:
        """Return where to read on: behind a group that is no speech, or inside the one that begins here."""
        head = _GROUP_HEAD.match(self._rtf, start)
        name = head[1] if head else ""
        is_optional = self._rtf.startswith("\\*", start + 1)
        if states and (is_optional or name in _NO_SPEECH or name in _UNCOUNTED or name == "fonttbl"):
            end = self._end_of_group(start)
            group = self._rtf[start:end]
            if name == "fonttbl":
                self._out.append(_font_table(group))
            elif name in _NO_SPEECH and not self._state & _GONE:
                self._count(_NO_SPEECH[name], group)
            return end
        states.append(self._state)
        self._out.append("{")
        return start + 1

    def _end_of_group(self, start: int) -> int:
        depth = 0
        for brace in _BRACE.finditer(self._rtf, start):
            depth += {"{": 1, "}": -1}.get(brace[0], 0)
            if depth == 0:
                return brace.end()
        raise self._broken("the rich text breaks off: its end is missing")

    def _count(self, what: str, group: str) -> None:
        """Count a picture, and anything else that is not empty."""
        if what == "pictures" or _MARKUP.sub("", group[:100_000]):
            self.left_out[what] += 1

    def _follow(self, word: str, number: str | None) -> None:
        if word in _SWITCHES:
            if self._out and self._out[-1][-1].isalnum():
                self._out.append("{}")  # the switch parted what stands before it from what follows
            switch = _SWITCHES[word]
            self._enter(self._state & ~switch if number == "0" else self._state | switch)
        elif word == "plain":
            self._enter(self._state & _IN_TABLE)
            self._out.append("\\plain ")
        elif word == "pard":
            self._state &= ~_IN_TABLE
            self._out.append("\\pard ")
        elif word in {"intbl", "trowd"}:
            self._state |= _IN_TABLE
        elif word in _HEAD_WORDS:
            self._name_encoding(word, number)
        elif word in _LETTERS:
            self._out.append("" if self._state & _GONE else "{}" + _LETTERS[word])
        else:
            self._break(word)

    def _name_encoding(self, word: str, number: str | None) -> None:
        names = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
        self.encoding = names[word] if word in names else _CODE_PAGES.get(number or "0", f"cp{number}")

    def _break(self, word: str) -> None:
        if self._state & _GONE:
            return
        if word in _LINE_BREAKS:
            mark = "\\line "
        elif word == "par" and self._state & _IN_TABLE:
            mark = _CELL_PARAGRAPH
        else:
            mark = _BREAKS[word]
        if word == "row":
            self._state &= ~_IN_TABLE
        # a group resets striprtf's count of the letters that stand in for a character that old programs lack
        self._out.append(f"{{}}{_OFF}{mark}{_ON}" if self._state & _EMPHATIC else "{}" + mark)

    def _enter(self, state: int) -> None:
        before, self._state = self._state, state
        if state == before:
            return
        if bool(state & _EMPHATIC) != bool(before & _EMPHATIC):
            self._out.append("{}" + (_ON if state & _EMPHATIC else _OFF))
        new = state & ~before
        self.left_out["stretches of hidden text"] += bool(new & _HIDDEN)
        self.left_out["tracked deletions"] += bool(new & _DELETED)
        self._n_inserted += bool(new & _INSERTED)


def _font_table(group: str) -> str:
    """Write the fonts anew, each with its character set, without which striprtf mixes them up."""
    fonts = []
    for number, font in _FONT.findall(group):
        charset = re.search(r"\\fcharset(\d{1,3})", font)
        fonts.append(f"{{\\f{number}\\fcharset{charset[1] if charset else 1} x;}}")
    return f"{{\\fonttbl{''.join(fonts)}}}"


def _decode(body: str, encoding: str) -> str:
    """Let striprtf read a rich text. It reads letter by letter, so those that stand for themselves are put aside."""
    from striprtf.striprtf import rtf_to_text

    aside: dict[int, str] = {}

    def put_aside(found: re.Match[str]) -> str:
        place = _FIRST_ASIDE + len(aside)
        aside[place] = found[0]
        return chr(place)

    if _MORE_STAND_IN.search(body) is None:
        body = _PLAIN.sub(put_aside, body, count=_MOST_ASIDE)
    text: str = rtf_to_text(body, encoding=encoding)  # type: ignore[no-untyped-call]
    return text.translate(aside)


def _join_surrogates(text: str) -> str:
    """Join the halves in which striprtf gives characters such as emoji; half a character becomes U+FFFD."""
    if re.search("[\ud800-\udfff]", text) is None:
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _rows_of(text: str) -> Iterator[Sequence[Sequence[Line]]]:
    """Yield the cells of each row, and each paragraph outside tables as a row of one cell."""
    parts = re.split(f"[{_PARAGRAPH}{_ROW}]", text)
    if not _MARKS.sub("", parts[-1]).strip("\n"):
        parts.pop()  # the end of the last paragraph begins no other
    number = 0
    for part in parts:
        cells = part.split(_CELL)
        if len(cells) > 1 and not _MARKS.sub("", cells[-1]).strip():
            cells.pop()
        row = []
        for cell in cells:
            paragraphs = cell.split(_CELL_PARAGRAPH)
            numbered = enumerate(paragraphs, start=number + 1)
            row.append([_line(line, place) for place, paragraph in numbered for line in paragraph.split("\n")])
            number += len(paragraphs)
        yield row


def _join_rows(rows: Sequence[Sequence[Sequence[Line]]]) -> tuple[Mapping[str, str], Sequence[Line]]:
    """Return the fields of a table at the head, and all lines."""
    first = next((place for place, row in enumerate(rows) if len(row) > 1), len(rows))
    end = next((place for place in range(first, len(rows)) if len(rows[place]) == 1), len(rows))
    title, table, rest = (
        [line for row in some for line in join_row(row)] for some in (rows[:first], rows[first:end], rows[end:])
    )
    fields = read_front_table(rows[first:end]) if is_title(title) else {}
    return fields, [*title, *(without_cells(table) if fields else table), *rest]


def _line(marked: str, number: int) -> Line:
    """Make a line of a text in which marks say where it is emphatic."""
    parts = [(part[0] == _ON, _MARKS.sub("", part)) for part in re.split(f"(?=[{_ON}{_OFF}])", marked) if part]
    filled = [(text, BOLD if is_on else 0) for is_on, text in parts if text]
    return make_line([text for text, _ in filled], [look for _, look in filled], number)
