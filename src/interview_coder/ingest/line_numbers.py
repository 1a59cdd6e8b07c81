"""Numbers that count the lines of a page, as courts print them; they are no words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_FEWEST = 15
_NUMBER = re.compile(r"[^\S\n]{0,12}(\d{1,5})(?=[^\S\n]|\Z)[^\S\n]{0,4}")


SAMPLE = 200
"""Lines that tell whether a look at all of them is worth it."""


def begin_with_numbers(lines: Sequence[str]) -> bool:
    """Whether half of the first lines begin with digits, as they do where lines are numbered."""
    firsts = [first for line in lines[:SAMPLE] if (first := line.lstrip()[:1])][:40]
    return bool(firsts) and sum([first.isdecimal() for first in firsts]) * 2 >= len(firsts)


def find_line_numbers(lines: Sequence[str]) -> dict[int, int]:
    """Find the numbers at the beginning of lines, where nearly all lines have one and they count.

    Returns
    -------
    dict of int to int
        Index of the line → how many code points its number takes, with the white space around it. Empty where lines
        are not numbered; paragraphs that are numbered have other lines between them.

    Examples
    --------
    >>> find_line_numbers([f"{n} word" for n in range(1, 26)])[24]
    3
    """
    if not begin_with_numbers(lines):
        return {}
    found = {place: match for place, line in enumerate(lines) if (match := _NUMBER.match(line)) is not None}
    n_filled = sum(bool(line.strip()) for line in lines)
    numbers = [int(match[1]) for match in found.values()]
    # a page begins with 1 again
    n_rising = sum(after == before + 1 or after == 1 for before, after in pairwise(numbers))
    if len(found) < _FEWEST or len(found) < 0.8 * n_filled or n_rising < 0.9 * (len(found) - 1):
        return {}
    return {place: match.end() for place, match in found.items()}
