"""What stands before the talk: ``key: value`` between two lines of dashes, heads of fields, lists of who is who."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from interview_coder.errors import InputError
from interview_coder.ingest.document import Line
from interview_coder.ingest.labels import FIELDS, GENERIC_LABEL, guess_role
from interview_coder.project.located_yaml import read_yaml

_LONGEST = 200
LONGEST_HEAD = 60
"""Lines among which a head ends that is none of YAML."""
_FIELD = re.compile(r"[\s>#*_-]*(?P<key>[^\W_][^:\n]{0,40}?)[\s*_]*:(?=\s|\Z)[\s*_]*(?P<value>[^\n]{0,120}?)[\s*_]*")
_LEGEND_TITLE = re.compile(
    r".*\b(?:key|legend|speakers|participants|abbreviations|people|present|who)\b.*", re.IGNORECASE
)


def read_front_matter(lines: Sequence[Line]) -> tuple[dict[str, str], int]:
    r"""Return the front matter of a document, and the index of the first line after it.

    Examples
    --------
    >>> from interview_coder.ingest.document import lines_of
    >>> read_front_matter(lines_of("---\nsite: North\n---\nI: Well?"))
    ({'site': 'North'}, 3)
    """
    first = next((place for place, line in enumerate(lines[:20]) if line.text.strip()), 0)
    if not lines or lines[first].text.rstrip() != "---":
        return {}, 0
    ends = (
        place for place in range(first + 1, min(len(lines), _LONGEST)) if lines[place].text.rstrip() in {"---", "..."}
    )
    end = next(ends, None)
    if end is None:
        return {}, 0
    inside = "\n".join(line.text for line in lines[first + 1 : end])
    try:
        value = read_yaml(inside.encode(), file="front matter").value
    except InputError:
        return {}, 0
    if not isinstance(value, dict):
        return {}, 0
    return {_shown(key): _shown(one) for key, one in value.items()}, end + 1


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_shown(one) for one in value)
    # an escape in YAML can be half of an emoji, which no file in UTF-8 can hold
    return "" if value is None else str(value).encode(errors="replace").decode()


def find_head(lines: Sequence[Line], first: int) -> int:
    r"""Return the index of the first line after a head of fields or a list of who is who.

    Parameters
    ----------
    lines : sequence of Line
    first : int
        Index of the first line that can be part of it.

    Returns
    -------
    int
        `first` where there is no such head. The name of a speaker may be the key of a field (``Interviewer: Jo Bell``):
        what tells a head from talk is a field that nobody can be (``Date``), and values that are no sentences.

    Examples
    --------
    >>> from interview_coder.ingest.document import lines_of
    >>> find_head(lines_of("Interviewer: Jo Bell\nDate: 3 May\n\nInterviewer: Well?"), 0)
    2
    """
    end = first
    for start, stop in _blocks(lines, first):
        texts = [line.text for line in lines[start:stop]]
        fields = [read_field(text) for text in texts]
        n_short = next((n for n, text in enumerate(texts) if not _is_short(text)), len(texts))
        known = [n for n, field in enumerate(fields[:n_short]) if field and field[0].casefold() in FIELDS]
        if n_short == len(texts) and (known or _is_legend(texts, fields)):
            end = stop
        elif known:
            return start + known[-1] + 1
        elif n_short < len(texts):
            break
    return end


def _blocks(lines: Sequence[Line], first: int) -> Iterator[tuple[int, int]]:
    """Yield the first stretches of lines between empty lines."""
    start = first
    for place in range(first, min(len(lines), first + LONGEST_HEAD) + 1):
        is_empty = place == len(lines) or not lines[place].text.strip()
        if is_empty and place > start:
            yield start, place
        start = place + 1 if is_empty else start


def read_fields(lines: Sequence[Line]) -> dict[str, str]:
    """Read the fields of a head; a value may stand on the line below its key."""
    fields = {}
    for place, line in enumerate(lines):
        field = read_field(line.text)
        if field is not None and len(field[0].split()) <= 6:
            below = lines[place + 1].text.strip() if place + 1 < len(lines) else ""
            fields[field[0]] = field[1] or below
    return fields


def read_field(text: str) -> tuple[str, str] | None:
    """Return key and value of a line such as ``Date: 3 May``; None for any other."""
    found = _FIELD.fullmatch(text.rstrip()) if ":" in text and len(text) < 200 else None
    return (found["key"].strip(), found["value"].strip()) if found else None


def _is_short(text: str) -> bool:
    """Whether a line is a title or a field with a short value, and no sentence."""
    field = read_field(text)
    value = text.strip() if field is None else field[1]
    return len(value.split()) <= 12 and not value.rstrip("*_ ").endswith((".", "?", "!", "…", ","))


def _is_legend(texts: Sequence[str], fields: Sequence[tuple[str, str] | None]) -> bool:
    """Whether a block of lines says who is who: ``MOD: Jo Bell, moderator``."""
    filled = [field for field in fields if field is not None and field[1]]
    if len(filled) < 2 or len({key for key, _ in filled}) < len(filled):
        return False
    if fields[0] is None and _LEGEND_TITLE.fullmatch(texts[0]):
        return True
    return all(
        any(guess_role(word) or GENERIC_LABEL.fullmatch(word) for word in re.findall(r"[^\W\d_]{4,}", value))
        for _, value in filled
    )
