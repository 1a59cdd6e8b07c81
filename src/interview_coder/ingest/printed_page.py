"""Printed pages: lines of print with their places on paper, and what the room between them says of paragraphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from statistics import median

from interview_coder.ingest.document import Line

CLEARLY_MORE = 1.3
"""Times the usual distance of lines: a new paragraph, or something apart from the text."""


@dataclass(slots=True)
class Row:
    """A printed line.

    Parameters
    ----------
    text : str
    x, y : float
        Where its first letter stands, in points from the left and top edges of its page.
    x_of_speech : float
        The same as `x`, unless a number stands before the text.
    emphasis : int
        How many characters at the beginning are bold or italic.
    is_hyphenated : bool
        Whether it ends within a word.
    """

    text: str
    x: float
    y: float
    x_of_speech: float
    emphasis: int = 0
    is_hyphenated: bool = False


@dataclass(slots=True)
class Page:
    """A page with its rows in the order of reading, in points; readers of it take out rows that are no text."""

    number: int
    width: float
    height: float
    rows: list[Row] = field(default_factory=list)

    def drop(self, places: set[int]) -> None:
        """Take out the rows of these places."""
        if places:
            self.rows = [row for place, row in enumerate(self.rows) if place not in places]


def usual_distance(pages: Sequence[Page]) -> float:
    """Return how far below each other the lines of a paragraph stand: the smallest distance that is common, in points.

    Jumps to another column are not looked at. Infinite where no line stands below another.
    """
    steps = [after.y - before.y for page in pages for before, after in pairwise(page.rows)]
    steps = [step for step in steps if 2 < step < 100]
    bins = Counter(round(step) for step in steps)
    common = [step for step in bins if bins[step - 1] + bins[step] + bins[step + 1] >= 0.2 * len(steps)]
    if not common:
        return median(steps) if steps else float("inf")
    return median([step for step in steps if abs(step - min(common)) <= 1.5])


def lines_of(pages: Sequence[Page], *, joins_words: bool = True) -> Iterator[Line]:
    """Yield the rows as lines, an empty one where a paragraph begins within a page.

    A word that is parted at the end of a row stays on one line, unless it is not to be joined. A page begins no
    paragraph of itself: a turn goes on.
    """
    limit = CLEARLY_MORE * usual_distance(pages)
    for page in pages:
        lines: list[Line] = []
        for before, row in zip([None, *page.rows], page.rows, strict=False):
            step = row.y - before.y if before else 0.0
            if joins_words and before and before.is_hyphenated and step < limit and row.text[0].islower():
                lines[-1] = Line(lines[-1].text + row.text, page.number, lines[-1].emphasis)
                continue
            if step > limit:
                lines.append(Line("", page.number))
            lines.append(Line(row.text, page.number, row.emphasis))
        yield from lines


def name_pages(numbers: Sequence[int]) -> str:
    """Name pages for a message.

    Examples
    --------
    >>> name_pages([1, 2, 3, 7])
    'pages 1-3 and 7'
    >>> name_pages([4])
    'page 4'
    """
    pages = sorted(set(numbers))
    runs = [[number for _, number in run] for _, run in groupby(enumerate(pages), key=lambda one: one[1] - one[0])]
    names = [f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs]
    told = " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)
    return f"page{'s' if len(pages) > 1 else ''} {told}" if pages else ""
