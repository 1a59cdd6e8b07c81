"""What a person writes as one word, cut into the words that the tokeniser sees."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

CutWord = Callable[[str], Sequence[str]]
"""From one written word to the words that the tokeniser makes of it, in lower case, contractions as ``do``, ``not``."""

_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_]|\*)|(?<=[\d*])-(?=\w|\*)")
_SLASH = re.compile(r"(?<=[^\W_])/(?=[^\W\d_])")
_MARKS_AROUND = ".,;:!?…-–%'‘’[]{}<>"
_CURRENCY = "£$€"
_UNIT = re.compile(r"(\d[\d.,]*)(am|pm|km|cm|mm|nm|ft|kg|mg|lb|oz|kmh|mph|mb|kb|gb|tb|[mgtkh])")
_CONTRACTION = re.compile(r"(?P<base>.+?)(?P<ending>n't|'(?:s|re|ve|ll|d|m))", re.IGNORECASE)
_WHOLE = {"cannot": ("can", "not"), "gonna": ("going", "to"), "gotta": ("got", "to")}
_NEGATED = {"ca": "can", "wo": "will", "sha": "shall"}
_CLOSED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")


def straighten_marks(text: str) -> str:
    """Write curly apostrophes straight and rare hyphens plain; no character moves.

    Examples
    --------
    >>> straighten_marks("don’t co‑operate")
    "don't co-operate"
    """
    return text.translate({0x2019: "'", 0x2010: "-", 0x2011: "-"})


def split_word(text: str) -> tuple[str, ...]:
    """Cut a written word nearly as the tokeniser would, without one.

    Examples
    --------
    >>> split_word("top-down"), split_word("can’t"), split_word("they're"), split_word("covid-19")
    (('top', 'down'), ('can', 'not'), ('they', "'re"), ('covid-19',))
    """
    if text.isalpha() and text not in _WHOLE:
        return (text,)
    return tuple(word for piece in _cut_at_marks(straighten_marks(text)) for word in _split_piece(piece))


def _cut_at_marks(text: str) -> Iterator[str]:
    for chunk in text.split():
        parts = (chunk,) if chunk == "and/or" else _SLASH.split(chunk)
        for part in parts:
            yield from _HYPHEN.split(part)


def _split_piece(piece: str) -> tuple[str, ...]:
    if (found := _CONTRACTION.fullmatch(piece)) is not None:
        base, ending = found["base"], found["ending"]
        return (_NEGATED.get(base, base), "not") if ending == "n't" else (base, ending)
    word = piece.strip(_MARKS_AROUND) or piece
    if word[0] in _CURRENCY and len(word) > 1:
        return (word[0], *_split_piece(word[1:]))
    if (measure := _UNIT.fullmatch(word)) is not None:
        return (measure[1], measure[2])
    return _WHOLE.get(word, (word,))


def close_up(text: str) -> str | None:
    """Return a hyphenated word of letters written as one, or None for any other word.

    Examples
    --------
    >>> close_up("co-production"), close_up("covid-19")
    ('coproduction', None)
    """
    return text.replace("-", "") if _CLOSED.fullmatch(text) else None


def split_wild(text: str) -> list[str]:
    """Cut a word with ``*`` at its hyphens.

    Examples
    --------
    >>> split_wild("co-produc*,"), split_wild("*-wide"), split_wild("covid-19*")
    (['co', 'produc*'], ['*', 'wide'], ['covid-19*'])
    """
    return _HYPHEN.split(text.strip(_MARKS_AROUND))


def split_letters(text: str, cut: CutWord) -> list[str]:
    """Cut a word as the tokeniser does, but keep its letters as they are written.

    Examples
    --------
    >>> split_letters("NHS-led", lambda word: split_word(word.lower())), split_letters("Can't", split_word)
    (['NHS', 'led'], ['Ca', "n't"])
    """
    found = _CONTRACTION.fullmatch(text)
    if found is not None:
        return [*split_letters(found["base"], cut), found["ending"]]
    written = []
    reached = 0
    for word in cut(text):
        place = text.lower().find(word.lower(), reached)
        if place < 0:
            return [text]  # the tokeniser wrote it in another way (gonna: going to), so there is nothing to compare
        reached = place + len(word)
        written.append(text[place:reached])
    return written or [text]
