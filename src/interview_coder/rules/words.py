"""What a person writes as one word, cut into the words that the tokeniser sees."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple


class WordPart(NamedTuple):
    """A part of a written word that the tokeniser sees as a word.

    Parameters
    ----------
    written : str
        As written, with straight apostrophes and plain hyphens.
    said : str
        In lower case; of contractions spelled out: ``not`` for ``n't``.
    """

    written: str
    said: str


CutWord = Callable[[str], Sequence[tuple[str, str]]]
"""From one written word to the words that the tokeniser makes of it, each as in `WordPart`."""

_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_]|\*)|(?<=[\d*])-(?=\w|\*)")
_SLASH = re.compile(r"(?<=[^\W_])/(?=[^\W\d_])")
_MARKS_AROUND = ".,;:!?…-–'‘’[]{}<>"
_CURRENCY = ("£", "$", "€")
_UNIT = re.compile(r"(\d[\d.,]*)(am|pm|km|cm|mm|nm|ft|kg|mg|lb|oz|kmh|mph|mb|kb|gb|tb|[mgtkh])")
_CONTRACTION = re.compile(r"(?P<base>.+?)(?P<ending>n't|'(?:s|re|ve|ll|d|m))", re.IGNORECASE)
_WHOLE = {"cannot": ("can", "not"), "gonna": ("going", "to"), "gotta": ("got", "to")}
_NEGATED = {"ca": "can", "wo": "will", "sha": "shall"}
_CLOSED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")


def straighten_marks(text: str) -> str:
    """Write curly apostrophes straight, rare hyphens and short dashes plain; no character moves.

    Examples
    --------
    >>> straighten_marks("don’t co‑operate")
    "don't co-operate"
    """
    return text.translate({0x2019: "'", 0x2010: "-", 0x2011: "-", 0x2013: "-"})


def split_word(text: str) -> tuple[WordPart, ...]:
    """Cut a written word nearly as the tokeniser would, without one.

    Examples
    --------
    >>> [[part.said for part in split_word(word)] for word in ("top-down", "can’t", "they're", "covid-19")]
    [['top', 'down'], ['can', 'not'], ['they', "'re"], ['covid-19']]
    """
    if text.isalpha() and text.lower() not in _WHOLE:
        return (WordPart(text, text.lower()),)
    return tuple(part for piece in _cut_at_marks(straighten_marks(text)) for part in _split_piece(piece))


def _cut_at_marks(text: str) -> Iterator[str]:
    for chunk in text.split():
        parts = (chunk,) if chunk == "and/or" else _SLASH.split(chunk)
        for part in parts:
            yield from _HYPHEN.split(part)


def _split_piece(piece: str) -> tuple[WordPart, ...]:
    if (found := _CONTRACTION.fullmatch(piece)) is not None:
        base, ending = found["base"], found["ending"].lower()
        verb, rest = (_NEGATED.get(base.lower(), base.lower()), "not") if ending == "n't" else (base.lower(), ending)
        return WordPart(base, verb), WordPart(found["ending"], rest)
    word = piece.strip(_MARKS_AROUND) or piece
    whole = _WHOLE.get(word.lower())
    if whole is not None:
        return WordPart(word[:3], whole[0]), WordPart(word[3:], whole[1])
    if word[0] in _CURRENCY and len(word) > 1:
        return (WordPart(word[0], word[0]), *_split_piece(word[1:]))
    if word[-1] == "%" and len(word) > 1:
        return (*_split_piece(word[:-1]), WordPart("%", "%"))
    if (measure := _UNIT.fullmatch(word)) is not None:
        return WordPart(measure[1], measure[1]), WordPart(measure[2], measure[2])
    return (WordPart(word, word.lower()),)


def close_up(text: str) -> str | None:
    """Return a hyphenated word of letters written as one, or None for any other word.

    Examples
    --------
    >>> close_up("co-production"), close_up("covid-19")
    ('coproduction', None)
    """
    return text.replace("-", "") if _CLOSED.fullmatch(text) else None


def split_at_ampersands(text: str) -> list[str]:
    """Cut a word as it is written with spaces around its ``&``.

    Examples
    --------
    >>> split_at_ampersands("a&e"), split_at_ampersands("ward")
    (['a', '&', 'e'], ['ward'])
    """
    return re.split("(?<=[^&])(&)(?=[^&])", text)


def split_wild(text: str) -> list[str]:
    """Cut a word with ``*`` at its hyphens and behind the sign of a currency.

    Examples
    --------
    >>> split_wild("co-produc*,"), split_wild("*-wide"), split_wild("covid-19*"), split_wild("£4*")
    (['co', 'produc*'], ['*', 'wide'], ['covid-19*'], ['£', '4*'])
    """
    word = text.strip(_MARKS_AROUND)
    n_signs = 1 if word[:1] in _CURRENCY and len(word) > 1 else 0
    return [*word[:n_signs], *_HYPHEN.split(word[n_signs:])]
