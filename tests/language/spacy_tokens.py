"""What spaCy itself makes of a text: the measure of everything that does without it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import spacy

from interview_coder.language.tokeniser import read_norm, write_plainly

if TYPE_CHECKING:
    from spacy.language import Language as SpacyPipeline


class PlainToken(NamedTuple):
    start: int
    end: int
    form: str
    norm: str


@cache
def blank_english() -> SpacyPipeline:
    pipeline = spacy.blank("en")
    pipeline.max_length = 100_000_000
    return pipeline


def tokens_of(text: str, *, chunks_alone: bool = False) -> list[PlainToken]:
    """Return spaCy's tokens of a text.

    With ``chunks_alone`` there is a line end for every space, so that spaCy's search for emoticons sees no two chunks
    at once.
    """
    plain = write_plainly(text)
    if chunks_alone:
        plain = "".join("\n" if sign.isspace() else sign for sign in plain)
    found = ((token.idx, token.idx + len(token), read_norm(token)) for token in _words_and_marks(plain))
    return [PlainToken(start, end, text[start:end], norm) for start, end, norm in found]


def _words_and_marks(plain: str) -> list[spacy.tokens.Token]:
    return [token for token in blank_english().make_doc(plain) if not token.is_space]
