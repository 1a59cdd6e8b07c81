"""Names that somebody spells: ``S-I-A-N``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from interview_coder.anonymise.patterns.matched import Matched

_WITH_HYPHENS = re.compile(r"(?<![\w-])[a-z](?:-[a-z]){2,25}(?![\w-])")
_AFTER_SPELLED = re.compile(
    r"\bspel(?:t|led|l|ling)\b(?:[ :,]{1,3}(?:it|that|like|with|as|out|is|my|name|first|last|sur)){0,3}[ :,]{1,3}"
    r"([a-z](?:[ ,.-]{1,2}[a-z]){1,25})(?![\w'])"
)
_IN_ROW = re.compile(r"(?<![\w'])[a-z](?:(?: |, |\. ?|\.\.\. ?)[a-z]){3,25}(?![\w'])")


def find_spelled_names(folded: str) -> Iterator[Matched]:
    """Find letters that are said one by one, in a folded text."""
    for found in _WITH_HYPHENS.finditer(folded):
        yield Matched(*found.span(), "person", "likely", True)
    for found in _AFTER_SPELLED.finditer(folded):
        yield Matched(*found.span(1), "person", "likely", True)
    for found in _IN_ROW.finditer(folded):
        yield Matched(*found.span(), "person", "possible", True)
