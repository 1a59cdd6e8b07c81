"""Names that somebody spells, ``S-I-A-N``, and letters in place of names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from interview_coder.anonymise.patterns.matched import Matched

_LETTER = "(?:(?:double|capital|big|small|little) )?[a-z]"
_WITH_HYPHENS = re.compile(r"(?<![\w-])[a-z](?:-[a-z]){2,25}(?![\w-])")
_AFTER_SPELLED = re.compile(
    r"\bspel(?:t|led|l|ling)\b(?:[ :,]{1,3}(?:it|that|like|with|as|out|is|my|name|first|last|sur)){0,3}[ :,]{1,3}"
    rf"({_LETTER}(?:[ ,.-]{{1,2}}{_LETTER}){{1,25}})(?![\w'])"
)
_IN_ROW = re.compile(rf"(?<![\w']){_LETTER}(?:(?: |, |\. ?|\.\.\. ?){_LETTER}){{3,25}}(?![\w'])")
_FOR_NAME = re.compile(r"(?<![\w'])([b-hj-z])(?: for| as in) \1[a-z]{2,}")
_WE_CALL = re.compile(
    r"(?<![\w'])([b-hj-z]),? (?:we'll|i'll|we will|i will|let's)(?: just)? "
    r"call (?:her|him|them)(?!\w)"
)


def find_spelled_names(folded: str) -> Iterator[Matched]:
    """Find letters that are said one by one, and single ones that stand for somebody, in a folded text."""
    for found in _WITH_HYPHENS.finditer(folded):
        yield Matched(*found.span(), "person", "likely", True)
    for found in _AFTER_SPELLED.finditer(folded):
        yield Matched(*found.span(1), "person", "likely", True)
    for found in _IN_ROW.finditer(folded):
        yield Matched(*found.span(), "person", "possible", True)
    for pattern in (_FOR_NAME, _WE_CALL):
        for found in pattern.finditer(folded):
            yield Matched(*found.span(1), "person", "possible", True)
