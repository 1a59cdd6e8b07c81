"""What a cell of a table, or a value of JSON, holds: words or a time."""

from __future__ import annotations

import json
import re

_CLOCK = re.compile(r"(?:(\d{1,4}):)?(\d{1,3}):(\d{1,2}(?:[.,]\d+)?)")
_NUMBER = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:s|sec|seconds)?")
_SPAN = re.compile(r"\s*(?:-->|->|→|–|—|-|\bto\b)\s*")


def cell_text(value: object) -> str:
    r"""Return a value as a table shows it: numbers without ``.0``, times as ISO 8601, line ends LF.

    Examples
    --------
    >>> [cell_text(value) for value in (3.0, 2.5, True, None, "a\r\nb", ["a", 1])]
    ['3', '2.5', 'true', '', 'a\nb', '["a", 1]']
    """
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n") if "\r" in value else value
    if value is None:
        return ""
    if isinstance(value, bool | list | dict):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    written = getattr(value, "isoformat", None)
    return str(value) if written is None else str(written())


def has_half_character(text: str) -> bool:
    r"""Whether a text holds one half of a surrogate pair, which no file in UTF-8 can.

    Examples
    --------
    >>> has_half_character("\ud83d"), has_half_character("\U0001f642")
    (True, False)
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def parse_seconds(cell: str, *, scale: float = 1) -> float | None:
    """Return the seconds of a time in a recording; None where it is none.

    Parameters
    ----------
    cell : str
        ``h:mm:ss``, ``mm:ss``, with a fraction or not, or a bare number.
    scale : float, default=1
        Seconds that a bare number counts.

    Examples
    --------
    >>> [parse_seconds(cell) for cell in ("0:01:05,250", "[75:10]", "12.5", "10:30 AM", "1:75", "")]
    [65.25, 4510.0, 12.5, None, None, None]
    """
    cell = cell.strip("[]()# \t\n")
    clock = _CLOCK.fullmatch(cell)
    if clock:
        hours, minutes, seconds = int(clock[1] or 0), int(clock[2]), float(clock[3].replace(",", "."))
        is_clock = seconds < 60 and (minutes < 60 or not clock[1])
        return round(hours * 3600 + minutes * 60 + seconds, 3) if is_clock else None
    number = _NUMBER.fullmatch(cell) if len(cell) < 20 else None
    return round(float(number[1].replace(",", ".")) * scale, 3) if number else None


def parse_span(cell: str, *, scale: float = 1) -> tuple[float | None, float | None]:
    """Return the seconds at which a stretch begins and, if the cell says it, ends.

    Examples
    --------
    >>> parse_span("0:01 - 0:05"), parse_span("0:01"), parse_span("noon")
    ((1.0, 5.0), (1.0, None), (None, None))
    """
    start = parse_seconds(cell, scale=scale)
    pieces = _SPAN.split(cell.strip("[]()# ")) if start is None else ()
    if len(pieces) != 2:
        return start, None
    start, end = (parse_seconds(piece, scale=scale) for piece in pieces)
    return (None, None) if start is None or end is None else (start, end)
