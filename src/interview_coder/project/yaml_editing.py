"""Small edits of YAML that people write: at one place, with every other byte left as it is.

Nothing is read into a tree and written out again, which would move comments and fold lines anew: an edit puts text
between two characters of the old text. Whoever edits reads the result again and compares it with what was meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NoReturn

from interview_coder.errors import InputError, Problem
from interview_coder.project.located_yaml import LocatedYaml, Path, Span
from interview_coder.project.yaml_writing import LONGEST_LINE, fold, is_printable, write_line

QUOTE = "'"

_LINE_END = re.compile(r"\r\n|\r|\n|\Z")
_UP_TO_COMMA = re.compile(r"(?:[^,#]|#.*)*,")
_HEAD_OF_BLOCK = re.compile(r"[|>][-+]?(?=\s)")


class YamlEditor:
    """Edits one document; every method returns the text after one edit.

    All raise an InputError where an anchor, alias or tag stands in the way.

    Parameters
    ----------
    document : LocatedYaml
        It stays as it is.
    """

    def __init__(self, document: LocatedYaml) -> None:
        self._document = document
        self._text = document.text
        found = re.search(r"\r\n|\r|\n", self._text)
        self._newline = found.group() if found else "\n"

    def append_entry(self, path: Path, entry: str) -> str:
        """Put a text at the end of the list at a path."""
        span = self._span(path)
        n_entries = len(self._value_at(path))
        if not n_entries:
            return self._replace(span.start + 1, span.start + 1, write_line(entry, like=QUOTE, in_flow=True))
        last = self._span((*path, n_entries - 1))
        if self._is_flow(span):
            added = ", " + write_line(entry, like=self._text[last.start], in_flow=True)
            return self._replace(last.end, last.end, added)
        written = write_line(entry, like=self._text[last.start], in_flow=False)
        return self._put_below(last, f"{_indent(span)}- {written}")

    def remove_entry(self, path: Path, number: int) -> str:
        """Take an entry out of the list at a path; of a list's only entry, ``[]`` is left."""
        span = self._span(path)
        n_entries = len(self._value_at(path))
        entry = self._span((*path, number))
        if self._is_flow(span):
            before = self._span((*path, number - 1)) if number else None
            after = self._span((*path, number + 1)) if number + 1 < n_entries else None
            return self._cut_from_flow(entry, before, after)
        start = self._start_of_entry(path, number, span)
        if n_entries > 1:
            return self._cut_lines(start, entry)
        colon = self._text.index(":", self._document.keys[path].end) + 1
        return self._text[:colon] + " []" + self._cut_lines(start, entry)[colon:]

    def set_text(self, path: Path, text: str) -> str:
        """Put another text, without white space around it, in the place of the one at a path."""
        span = self._span(path)
        if self._is_in_flow(path):
            return self._replace(span.start, span.end, write_line(text, like=self._text[span.start], in_flow=True))
        end = self._end_of_line(self._end_of(span))
        style, comment = self._text[span.start], self._text[span.end : end]
        if style in "|>":
            head = _HEAD_OF_BLOCK.match(self._text, span.start)
            if head is None:
                self._refuse(path, "it states by how much it is indented")
            style, comment = head.group(), self._text[head.end() : self._end_of_line(head.end())]
        return self._replace(span.start, end, self._write(text, path, style, comment))

    def add_key(self, path: Path, key: str, value: str | list[str], order: Sequence[str]) -> str:
        """Put a new key with a text, or with a list of one, into the mapping at a path.

        Parameters
        ----------
        order : sequence of str
            In which keys should stand: the new one comes after the nearest before it that is there.
        """
        span = self._span(path)
        present = self._value_at(path)
        earlier = [name for name in order[: order.index(key)] if name in present] or [*present][:1]
        after = self._span((*path, earlier[-1]))
        if self._is_flow(span) or self._is_in_flow(path):
            texts = [value] if isinstance(value, str) else value
            written = ", ".join(write_line(text, like=QUOTE, in_flow=True) for text in texts)
            added = f", {key}: {written if isinstance(value, str) else f'[{written}]'}"
            return self._replace(after.end, after.end, added)
        if isinstance(value, str):
            return self._put_below(after, f"{_indent(span)}{key}: {self._write(value, (*path, key), style='')}")
        lines = [f"{key}:", *(f"  - {write_line(one, like=QUOTE, in_flow=False)}" for one in value)]
        return self._put_below(after, self._newline.join(_indent(span) + line for line in lines))

    def _write(self, text: str, path: Path, style: str, comment: str = "") -> str:
        """Write a text that stands after a key: on the same line, or as a block of lines below it."""
        indent = " " * (self._span(path[:-1]).column + 1)
        folded = fold(text, width=LONGEST_LINE - len(indent))
        was_block = style[:1] in {"|", ">"}
        is_long = not style and len(indent) + len(f"{path[-1]}: {text}") > LONGEST_LINE
        if not text or not is_printable(text) or not ("\n" in text or was_block or (is_long and folded)):
            return write_line(text, like="'" if was_block else style, in_flow=False) + comment
        if folded is None or style[:1] == "|":
            head, lines = f"|{style[1:] if was_block else '-'}", text.split("\n")
        else:
            head, lines = style or ">-", folded
        return self._newline.join([head + comment, *(indent + line if line else "" for line in lines)])

    def _span(self, path: Path) -> Span:
        span = self._document.spans.get(path)
        aliases = self._document.aliases
        if span is None or self._text[span.start : span.start + 1] in {"&", "!"}:
            self._refuse(path, "it has an anchor or a tag")
        if any(path[:length] in aliases for length in range(len(path) + 1)):
            self._refuse(path, "it is an alias of something that stands elsewhere")
        return span

    def _refuse(self, path: Path, why: str) -> NoReturn:
        message = f"this cannot be edited by the program: {why}"
        raise InputError(Problem(message, self._document.place(path), "edit the file by hand"))

    def _value_at(self, path: Path) -> Any:
        value = self._document.value
        for part in path:
            value = value[part]
        return value

    def _is_flow(self, span: Span) -> bool:
        return self._text[span.start] in "[{"

    def _is_in_flow(self, path: Path) -> bool:
        """Whether a value stands in brackets, or in what does."""
        around = (self._document.spans[path[:length]] for length in range(len(path)))
        return any(re.match(r"(?:[&!]\S*\s+)*[\[{]", self._text[span.start : span.end]) for span in around)

    def _end_of(self, span: Span) -> int:
        """Return where the last sign of a value ends; a block of lines has empty ones after it."""
        return span.start + len(self._text[span.start : span.end].rstrip())

    def _end_of_line(self, place: int) -> int:
        found = _LINE_END.search(self._text, place)
        return found.start() if found else len(self._text)

    def _replace(self, start: int, end: int, text: str) -> str:
        return self._text[:start] + text + self._text[end:]

    def _put_below(self, span: Span, line: str) -> str:
        """Put a line after the last one of a value."""
        place = self._end_of_line(self._end_of(span))
        return self._replace(place, place, self._newline + line)

    def _start_of_entry(self, path: Path, number: int, span: Span) -> int:
        """Return where the line of an entry's dash begins."""
        dash = span.start
        if number:
            before = self._end_of_line(self._end_of(self._span((*path, number - 1))))
            found = re.compile(rf"[\r\n]{_indent(span)}-").search(self._text, before)
            dash = found.end() - 1 if found else dash
        start = max(self._text.rfind("\n", 0, dash), self._text.rfind("\r", 0, dash)) + 1
        if self._text[start:dash].strip():
            self._refuse(path, "it begins on the line of another list")
        return start

    def _cut_lines(self, start: int, last: Span) -> str:
        """Cut from the start of a line to the end of the line on which a value ends."""
        end = self._end_of_line(self._end_of(last))
        line_end = len(self._newline)
        if end < len(self._text):
            return self._replace(start, end + line_end, "")
        return self._replace(max(start - line_end, 0), end, "")

    def _cut_from_flow(self, entry: Span, before: Span | None, after: Span | None) -> str:
        """Cut an entry and the comma behind it, or before the last one; a comment between entries stays."""
        gap_start, gap_end = (before.end, entry.start) if before and not after else (entry.end, entry.end)
        gap_end = after.start if after else gap_end
        if not re.search(r"[#\r\n]", self._text[gap_start:gap_end]):
            return self._replace(min(gap_start, entry.start), max(gap_end, entry.end), "")
        comma = _UP_TO_COMMA.match(self._text, gap_start, gap_end)
        cuts = [(entry.start, entry.end), (comma.end() - 1, comma.end()) if comma else (gap_start, gap_start)]
        text = self._text
        for start, end in sorted(cuts, reverse=True):
            text = text[:start] + text[end:]
        return text


def _indent(span: Span) -> str:
    return " " * (span.column - 1)
