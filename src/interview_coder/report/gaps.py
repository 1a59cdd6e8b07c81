"""Gaps: what a program cannot know of a study, and its researchers fill in."""

from __future__ import annotations

import re

START, END = "【", "】"
_GAP = re.compile(f"({START}[^{START}{END}]*{END})")


def gap(what: str) -> str:
    """Mark what is to be filled in.

    Examples
    --------
    >>> gap("who")
    '【who】'
    """
    return f"{START}{what}{END}"


def cut_at_gaps(text: str) -> list[tuple[str, bool]]:
    """Cut a text into stretches, each with whether it is a gap.

    Examples
    --------
    >>> cut_at_gaps("Held by 【who】.")
    [('Held by ', False), ('【who】', True), ('.', False)]
    """
    return [(part, _GAP.fullmatch(part) is not None) for part in _GAP.split(text) if part]
