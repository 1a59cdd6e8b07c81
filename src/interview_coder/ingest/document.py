"""Documents as lines with their styles: what every text format is read into before speakers are looked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, count
from typing import Literal, NamedTuple

from interview_coder.model.source import LeftOut, Places

Setting = Literal["", "indented", "quotation"]


class Line(NamedTuple):
    """One line, without its line end.

    Parameters
    ----------
    text : str
        A row of a table is one line, its cells parted by tabs; further paragraphs of its last cell are lines of their
        own.
    number : int
        Of the page or paragraph that it stands in, from 1.
    emphasis : int
        How many code points at the beginning are set in bold or italics as one run; white space before it counts.
    cells : tuple of int
        For a row of a table: where each tab between two cells stands in `text`.
    setting : {"", "indented", "quotation"}
        How its paragraph is set: as a quotation is, in a style of that name or moved inwards on both sides; or moved
        inwards on the left and in no list, as an author's own may be.
    """

    text: str
    number: int
    emphasis: int = 0
    cells: tuple[int, ...] = ()
    setting: Setting = ""


@dataclass(frozen=True)
class Document:
    """A text document in the order of reading.

    Parameters
    ----------
    lines : tuple of Line
        The canonical text is these, joined by line ends.
    unit : {"line", "paragraph", "page"}
        What the numbers of the lines count.
    attributes : mapping of str to str
        Front matter that the format itself marks as such.
    left_out : tuple of LeftOut
        What the file holds beside the lines: page headers, comments, deleted text.
    remarks : tuple of str
        What a researcher should know about the file.
    """

    lines: tuple[Line, ...]
    unit: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()
    remarks: tuple[str, ...] = ()

    @cached_property
    def text(self) -> str:
        """The canonical text."""
        return "\n".join([line.text for line in self.lines])

    @cached_property
    def starts(self) -> Sequence[int]:
        """Where in the text each line begins."""
        return tuple(accumulate([len(line.text) + 1 for line in self.lines[:-1]], initial=0))

    @cached_property
    def filled(self) -> Sequence[int]:
        """Indices of the lines that hold more than white space."""
        return [place for place, line in enumerate(self.lines) if line.text and not line.text.isspace()]

    @property
    def places(self) -> Places:
        """The way back from the text to the numbers of the lines."""
        numbers = tuple([line.number for line in self.lines])
        if len(set(numbers)) == len(numbers):
            return Places(self.unit, tuple(self.starts), numbers)
        before = [None, *numbers]
        firsts = [(start, n) for start, n, last in zip(self.starts, numbers, before, strict=False) if n != last]
        return Places(self.unit, tuple(start for start, _ in firsts), tuple(n for _, n in firsts))


def lines_of(text: str) -> tuple[Line, ...]:
    """Return the lines of a plain text, numbered from 1; only LF ends a line."""
    return tuple(map(Line, text.split("\n"), count(1)))


def counted(left_out: Iterable[LeftOut]) -> tuple[LeftOut, ...]:
    """Return those that count something."""
    return tuple(one for one in left_out if one.count)
