"""Faults of YAML in the words of people who do not program: what is wrong, and what to write instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from interview_coder.errors import Place, Problem

if TYPE_CHECKING:
    import yaml

NO_YAML = "this is no valid YAML: "
_GENERAL_FIX = (
    "check indentation, colons and quotation marks near this place; text with ': ' or '#' in it needs quotation marks"
)
_BAD_CHARACTER = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_END = re.compile("\r\n|\r|\n")
# what a value begins with: on its line stand indentation, dashes and perhaps a key before it
_FIRST_SIGN = re.compile(r"""\s*(?:[-?][ ]+)*(?:[^\s:'"#\[\]{}][^:'"#]*:\s+)?(\S)""")
_IN_QUOTES = "put the whole text in single quotation marks: "
_FIXES = {
    "*": _IN_QUOTES + "'*ism'",
    "@": _IN_QUOTES + "'@people NEAR trust'",
    '"': _IN_QUOTES + "'\"cuts\" NEAR budget'",
    "'": "write an apostrophe within single quotation marks twice: 'don''t'",
    "&": _IN_QUOTES + "'& more'",
    "!": _IN_QUOTES + "'! more'",
    "%": _IN_QUOTES + "'% more'",
    "`": _IN_QUOTES + "'`word`'",
    "|": _IN_QUOTES + "'| more'",
    ">": _IN_QUOTES + "'> more'",
    "[": _IN_QUOTES + "'[laughs]'",
    "{": _IN_QUOTES + "'{laughs}'",
}
_CORE_TAGS = {f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "float", "bool", "null", "seq", "map")}


def tell_fault(error: yaml.YAMLError, text: str, file: str) -> Problem:
    """Tell why the parser stopped, and what to do about it."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    what = getattr(error, "problem", None) or getattr(error, "context", None) or "it cannot be read"
    if mark is None:
        return Problem(NO_YAML + str(what), Place(file), _GENERAL_FIX)
    place = Place(file, mark.line + 1, mark.column + 1)
    line = (_LINE_END.split(text)[mark.line : mark.line + 1] or [""])[0]
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return Problem(NO_YAML + "a tab stands where only spaces can", place, "indent lines with spaces, not with tabs")
    first = _FIRST_SIGN.match(line)
    return Problem(NO_YAML + str(what), place, (first and _FIXES.get(first[1])) or _GENERAL_FIX)


def tell_bad_character(text: str, file: str) -> Problem | None:
    """Tell the first character that no YAML may hold, such as those of a file that is no text."""
    found = _BAD_CHARACTER.search(text)
    if found is None:
        return None
    before = _LINE_END.split(text[: found.start()])
    place = Place(file, len(before), len(before[-1]) + 1)
    message = f"{NO_YAML}the character U+{ord(found.group()):04X} is not allowed in it"
    return Problem(message, place, "remove it; if there are many of them, this is not a file of plain text")


def tell_tag(tag: str | None, place: Place) -> Problem | None:
    """Tell a tag that would make something else of a value than text, a list or keys."""
    if tag in {None, "!", *_CORE_TAGS}:
        return None
    written = str(tag).replace("tag:yaml.org,2002:", "!!")
    message = f'"{written}" is read as a tag of YAML, which has no meaning here'
    return Problem(message, place, f"{_IN_QUOTES}'{written} …'")


def tell_unknown_anchor(name: str, place: Place) -> Problem:
    """Tell an alias of nothing: mostly a wildcard at the beginning of a rule."""
    message = f'{NO_YAML}"*{name}" is read as an alias, and there is no anchor "&{name}" before it'
    return Problem(message, place, f"{_IN_QUOTES}'*{name} …'")
