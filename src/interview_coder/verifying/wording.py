"""Text → words and marks, as far as a quotation must keep them: the kinds of quotation marks and dashes do not count.

Nor does white space, nor a hyphen that stands where a line ended, nor how a PDF joins letters.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Literal, NamedTuple

from interview_coder.model.source import Aside

_APOSTROPHES = "'’ʼ‘‛"
_QUOTATION_MARKS = "\"'`´«»‘’‚‛“”„‟‹›″′「」『』"
_HYPHENS = "-\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_PLAIN = str.maketrans(
    dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys(_HYPHENS, "-") | dict.fromkeys(_INVISIBLE) | _LIGATURES
)
_PLAIN_MARKS = str.maketrans(dict.fromkeys(_QUOTATION_MARKS, "'"))

_LETTER = rf"[\w\u0300-\u036f{_INVISIBLE}]"
_DOTS = r"(?:\.?…\.?|\.(?:\s?\.){2,3})"
_BRACKETED = rf"\[{_LETTER}+\]"
_TOKEN = re.compile(
    rf"(?P<omission>\[\s*{_DOTS}\s*\]|\(\s*{_DOTS}\s*\)|{_DOTS})"
    rf"|(?P<letters>(?:{_LETTER}+{_BRACKETED}|{_BRACKETED}(?={_LETTER}))(?:{_LETTER}|{_BRACKETED}|[{_APOSTROPHES}](?={_LETTER}))*)"
    r"|(?P<insertion>\[[^\[\]]*\])"
    rf"|(?P<word>{_LETTER}+(?:(?:[{_APOSTROPHES}]|[{_HYPHENS}](?:[^\S\n]*\n\s*)?){_LETTER}+)*)"
    rf"|(?P<dash>[{_HYPHENS}—―]+)"
    rf"|(?P<mark>[^\s{_INVISIBLE}])"
)
_PIECE = re.compile(r"\[([^\]]*)\]|([^\[\]]+)")
_MOST_LETTERS = 4
"""So many more than a bracket holds may have stood in its place."""

Kind = Literal["word", "mark", "dash", "omission", "insertion", "letters", "aside", "border"]


class Token(NamedTuple):
    """A word or mark of a text: ``text[start:end]``.

    Parameters
    ----------
    said : str
        As it is compared.
    kind : str
        Of words in brackets ``insertion``, of a word with letters in brackets ``letters``, of an ellipsis
        ``omission``; ``aside`` for what a transcript notes and nobody said, ``border`` where others speak.
    may_be_parted : bool
        Whether its hyphens may stand there only because a line ended.
    """

    said: str
    kind: Kind
    start: int
    end: int
    may_be_parted: bool = False


BORDER = Token("", "border", 0, 0)


def read_tokens(
    text: str, start: int = 0, end: int | None = None, *, asides: Sequence[Aside] = (), is_printed: bool = False
) -> list[Token]:
    """Read the words and marks of a text, or of a part of it.

    Parameters
    ----------
    asides : sequence of Aside
        Of the text, in its order.
    is_printed : bool, default=False
        Any hyphen may stand at the end of a printed line.
    """
    end = len(text) if end is None else end
    tokens: list[Token] = []
    for aside in asides[bisect_left(asides, start, key=attrgetter("start")) :]:
        if aside.end > end:
            break
        if aside.kind not in {"name", "insertion", "unclear"}:  # these stand for words
            tokens += _read(text, start, aside.start, is_printed)
            tokens.append(Token(" ".join(text[aside.start : aside.end].split()), "aside", aside.start, aside.end))
            start = aside.end
    tokens += _read(text, start, end, is_printed)
    return tokens


def _read(text: str, start: int, end: int, is_printed: bool) -> Iterator[Token]:
    for found in _TOKEN.finditer(text, start, end):
        kind: Kind = found.lastgroup  # type: ignore[assignment]
        piece = found.group()
        match kind:
            case "omission":
                said = "…"
            case "dash":
                said = "–"
            case "mark":
                said = piece.translate(_PLAIN_MARKS)
            case _:
                said = _write_plainly(piece)
        is_parted = kind == "word" and "-" in said and (is_printed or "\n" in piece)
        yield Token(said, kind, *found.span(), is_parted)


def _write_plainly(piece: str) -> str:
    if piece.isascii() and piece.isalnum():
        return piece
    plain = unicodedata.normalize("NFC", piece.translate(_PLAIN))
    return " ".join(plain.split()) if plain.startswith("[") else "".join(plain.split())


def is_same(draft: Token, heard: Token, *, is_first: bool = False) -> bool:
    """Whether a word or mark of a quotation is that of the source; of the first word, a capital letter is free."""
    if draft.said == heard.said:
        return heard.kind != "border"
    ours, theirs = draft.said, heard.said
    if draft.may_be_parted or heard.may_be_parted:
        ours, theirs = ours.replace("-", ""), theirs.replace("-", "")
    if is_first and ours[:1].lower() == theirs[:1].lower():
        ours, theirs = ours[1:], theirs[1:]
    return ours == theirs and heard.kind == draft.kind


def stands_for(draft: Token, heard: Token) -> bool:
    """Whether a word with letters in brackets, such as ``[W]e`` or ``provider[s]``, stands for one of the source."""
    if draft.kind != "letters" or heard.kind != "word":
        return False
    pattern = ""
    for number, (inside, outside) in enumerate(_PIECE.findall(draft.said)):
        if outside:
            pattern += re.escape(outside)
        elif number == 0 and len(inside) == 1:
            pattern += f"(?i:{re.escape(inside)})"
        else:
            pattern += rf"[\w']{{0,{len(inside) + _MOST_LETTERS}}}"
    return re.fullmatch(pattern, heard.said) is not None


def split_parts(tokens: Iterable[Token]) -> list[list[Token]]:
    """Return the stretches between omissions that hold words of the source."""
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind == "omission":
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if any(token.kind in {"word", "letters"} for token in part)]
