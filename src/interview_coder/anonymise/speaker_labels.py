"""Where speakers' labels stand in a text that was not read by its format: ``NAME:`` heads a line, or ``<v NAME>``."""

from __future__ import annotations

import re

_LABEL = re.compile(
    r"^[ \t>*\[(]{0,4}(?:\[?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?\]?[ \t]*)?"
    r"([^\W_][^\n\r:\[\]]{0,48}?)[ \t\])*]{0,4}:(?=\s|$)",
    re.MULTILINE,
)
_VOICE = re.compile(r"<v(?:\.[\w.-]{1,40})? ([^\W_][^<>\n\r]{0,48}?)[ \t]{0,4}(?=>)")
"""Who speaks, as captions have it: ``<v Ann Lee>``."""
_SENTENCE = re.compile(r"[.!?]\s+\S+\s+\S+|,.*,")
_MOST_WORDS = 6
_FEWEST_PLACES = 2


def find_labels(text: str) -> tuple[tuple[int, int], ...]:
    r"""Return start and end of each label, without its colon.

    A label has at most six words and stands twice at least; once, a line with a colon may be any line.

    Examples
    --------
    >>> find_labels("Ann Lee: Hello.\nNote: one.\nAnn Lee: Yes.")
    ((0, 7), (27, 34))
    >>> find_labels("<v Ann Lee>Hello.")
    ((3, 10),)
    """
    found = [
        (match.start(1), match.end(1), match[1])
        for match in _LABEL.finditer(text)
        if len(match[1].split()) <= _MOST_WORDS and not _SENTENCE.search(match[1])
    ]
    counts: dict[str, int] = {}
    for _, _, label in found:
        counts[label.casefold()] = counts.get(label.casefold(), 0) + 1
    labels = [(start, end) for start, end, label in found if counts[label.casefold()] >= _FEWEST_PLACES]
    voices = [match.span(1) for match in _VOICE.finditer(text)] if "<v" in text else []
    return tuple(sorted(labels + voices)) if voices else tuple(labels)
