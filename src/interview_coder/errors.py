"""What goes wrong, told as place, problem and next step."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in a file a problem is; lines and columns count from 1.

    Parameters
    ----------
    file : str
        Path as the user knows it, relative to the study where that is possible.
    line, column : int, optional
        Missing where the whole file is meant.
    """

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: what, where, and how to mend it.

    Examples
    --------
    >>> print(Problem("theme has no codes", Place("codebook.yml", 14, 5), fix="add one under codes:"))
    codebook.yml:14:5: error: theme has no codes
      fix: add one under codes:
    """

    message: str
    place: Place
    fix: str = ""

    def __str__(self) -> str:
        told = f"{self.place}: error: {self.message}"
        return f"{told}\n  fix: {self.fix}" if self.fix else told


class InterviewCoderError(Exception):
    """The parent of every error that is meant for the user."""


class InputError(InterviewCoderError):
    """Something that the user gave cannot be used.

    Parameters
    ----------
    *problems : Problem
        Everything that is wrong, not just the first thing.
    """

    def __init__(self, *problems: Problem) -> None:
        self.problems = tuple(sorted(problems, key=_by_place))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def _by_place(problem: Problem) -> tuple[str, int, int, str]:
    place = problem.place
    return place.file, place.line or 0, place.column or 0, problem.message


def offer_near_name(wrong: str, known: Iterable[str]) -> str:
    """Return ``did you mean "x"?`` for the known name nearest to a wrong one, or nothing.

    Examples
    --------
    >>> offer_near_name("turst", ["trust", "access"])
    'did you mean "trust"?'
    >>> offer_near_name("weather", ["trust", "access"])
    ''
    """
    by_folded = {name.casefold(): name for name in known}
    near = difflib.get_close_matches(wrong.casefold(), by_folded, n=1, cutoff=0.6)
    return f'did you mean "{by_folded[near[0]]}"?' if near else ""
