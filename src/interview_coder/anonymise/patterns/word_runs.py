"""Runs of words that make one name: written with capitals, or said without them."""

from __future__ import annotations

from collections.abc import Set

from interview_coder.anonymise.reading import Reading

_JOINING = frozenset({"of", "and", "the", "for", "in", "on", "upon", "de", "la", "le", "du", "&"})


_JOINING_LEFT = frozenset({"and", "upon", "de", "la", "le", "du", "&"})


def is_joined(reading: Reading, place: int) -> bool:
    """Whether nothing but a space, a hyphen, an ampersand or a line end stands between a word and the next one."""
    gap = reading.between(place)
    if 0 <= place < len(reading.words) and reading.words[place].is_owner:
        gap = gap[2:]
    if len(gap) > 2 and set(gap) & set("-–—"):
        return False
    return gap.strip(" \t-‐‑–&'’/") in ("", "\n") and "\n\n" not in gap and len(gap) < 4 and gap.count("\n") < 2


def extend_left(reading: Reading, place: int, *, stop: Set[str], most: int = 6) -> int:
    """Return where the run of capitals that ends at a word begins; joining words stand between capitals only.

    Parameters
    ----------
    stop : set of str
        Folded words that begin no name, whatever their capital.
    """
    first = place
    at = place - 1
    while at >= 0 and place - at <= most and is_joined(reading, at) and not reading.words[at].is_label:
        word = reading.words[at]
        if word.is_owner and not word.is_capital:
            break
        if word.is_capital and word.folded not in stop:
            first = at
            if word.begins and reading.between(at - 1).strip(" \t"):
                break
        elif word.folded not in _JOINING_LEFT and not reading.between(at).startswith("-"):
            break
        at -= 1
    while first < place and reading.words[first].folded in _JOINING:
        first += 1
    return first


def extend_right(reading: Reading, place: int, *, most: int = 5, joining: Set[str] = _JOINING) -> int:
    """Return where the run of capitals that begins at a word ends; joining words stand between capitals only."""
    last = place
    at = place + 1
    while at < len(reading.words) and at - place <= most and is_joined(reading, at - 1):
        word = reading.words[at]
        if word.is_label or (word.begins and word.is_cased and "\n" in reading.between(at - 1)):
            break
        if word.is_capital:
            last = at
        elif word.folded not in joining and not reading.between(at - 1).startswith("-"):
            break
        at += 1
    return last
