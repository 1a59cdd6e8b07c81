"""Texts written as YAML scalars, in the style of what stands beside them."""

from __future__ import annotations

import re
import textwrap

LONGEST_LINE = 120

# much that YAML would take as plain text is quoted, so that nobody has to wonder
_PLAIN = re.compile(r"[^\W\d_](?:[\w ()./*+&;=’“”-]*[\w().*’“”])?")
_PLAIN_IN_FLOW = re.compile(r"[^\W\d_](?:[\w -]*\w)?")
_OTHER_THAN_TEXT = {"true", "false", "yes", "no", "on", "off", "null", "y", "n"}
_TO_ESCAPE = re.compile(r'["\\]|[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]')
_SHORT_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def write_line(text: str, *, like: str, in_flow: bool) -> str:
    """Write a text on one line.

    Parameters
    ----------
    like : str
        First sign of a text beside it: a quotation mark, or anything else for plain text where that is possible.
    in_flow : bool
        Whether it stands in ``[…]`` or ``{…}``.

    Examples
    --------
    >>> print(write_line("don't", like="a", in_flow=False), write_line("no", like="a", in_flow=False))
    'don''t' 'no'
    """
    plain = _PLAIN_IN_FLOW if in_flow else _PLAIN
    if like not in {"'", '"'} and plain.fullmatch(text) and text.lower() not in _OTHER_THAN_TEXT:
        return text
    if like == '"' or not is_printable(text) or "\n" in text:
        return '"' + _TO_ESCAPE.sub(lambda found: _escape(found.group()), text) + '"'
    return "'" + text.replace("'", "''") + "'"


def _escape(sign: str) -> str:
    return _SHORT_ESCAPES.get(sign) or f"\\u{ord(sign):04x}"


def is_printable(text: str) -> bool:
    r"""Whether YAML can hold a text as it is, without writing some of its characters by their numbers.

    Examples
    --------
    >>> is_printable('two "lines"\n'), is_printable("a\u2028b")
    (True, False)
    """
    return all(found.group() in _SHORT_ESCAPES for found in _TO_ESCAPE.finditer(text))


def fold(text: str, *, width: int) -> list[str] | None:
    r"""Cut a text of one paragraph into lines that YAML folds together again; None where that is not possible.

    Examples
    --------
    >>> fold("How sure people are of what comes after them", width=40)
    ['How sure people are of what comes after', 'them']
    >>> fold("Two\nparagraphs", width=40) is None
    True
    """
    lines = textwrap.wrap(text, max(width, 40), break_long_words=False, break_on_hyphens=False)
    return lines if lines and " ".join(lines) == text else None
