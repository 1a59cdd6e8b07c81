"""What documents with styles share: how text looks and what styles inherit, lines, rows of tables, what is left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from interview_coder.ingest.document import Line
from interview_coder.model.source import LeftOut

BOLD, ITALIC, HIDDEN = 1, 2, 4
"""Bits of a look: how a stretch of text is set."""
Switches = tuple[bool | None, ...]
"""Whether a style sets text in bold, in italics and hidden, sets it otherwise, or leaves it as it is."""
AS_IT_IS: Switches = (None, None, None)


def inherit_switches(
    style: str, switches: Mapping[str, Switches], parents: Mapping[str, str], *, default: Switches = AS_IT_IS
) -> Switches:
    """Return what a style sets: each switch as itself says, else the style that it is based on, else the default."""
    chain = [*(switches.get(one, AS_IT_IS) for one in list_ancestry(style, parents)), default]
    return tuple(next((one[place] for one in chain if one[place] is not None), None) for place in range(3))


def list_ancestry(style: str, parents: Mapping[str, str]) -> Sequence[str]:
    """Return a style, that which it is based on, and so on; a circle ends where it closes."""
    line = {style: None}
    while style in parents and parents[style] not in line:
        style = parents[style]
        line[style] = None
    return list(line)


def add_up(switched: Iterable[bool | None]) -> int:
    """Return the look of text that is bold, italic and hidden as the three switches say."""
    return sum(bit for bit, is_on in zip((BOLD, ITALIC, HIDDEN), switched, strict=True) if is_on)


class Tally:
    """What is met on the way and left out, with the numbers of its paragraphs."""

    def __init__(self) -> None:
        self._numbers: dict[str, list[int]] = {}

    def add(self, what: str, number: int) -> None:
        """Count one more."""
        self._numbers.setdefault(what, []).append(number)

    def take(self, what: str, *, at_least: int = 0) -> LeftOut:
        """Return one count, and forget it; `at_least` is how many are known from elsewhere."""
        numbers = self._numbers.pop(what, [])
        return LeftOut(what, max(len(numbers), at_least), _name_paragraphs(numbers))

    def left_out(self) -> tuple[LeftOut, ...]:
        """Return all counts in the order in which they were first met."""
        return tuple(LeftOut(what, len(numbers), _name_paragraphs(numbers)) for what, numbers in self._numbers.items())


def _name_paragraphs(numbers: Sequence[int]) -> str:
    """Name the first few paragraphs.

    Examples
    --------
    >>> _name_paragraphs([3, 3, 9, 12])
    'paragraphs 3, 9 and 12'
    """
    different = [str(number) for number in sorted(set(numbers))]
    shown = different[:5] if len(different) <= 5 else [*different[:4], f"{len(different) - 4} more"]
    named = " and ".join(part for part in (", ".join(shown[:-1]), *shown[-1:]) if part)
    return f"{'paragraph' if len(different) == 1 else 'paragraphs'} {named}" if named else ""


def tell_tracked_changes(n_inserted: int, n_deleted: int) -> tuple[str, ...]:
    """Return the remark on tracked changes, if there are any."""
    if not n_inserted and not n_deleted:
        return ()
    inserted = f"{n_inserted} insertion{'' if n_inserted == 1 else 's'} taken as accepted"
    deleted = f"{n_deleted} deletion{'' if n_deleted == 1 else 's'} left out"
    return (f"the document has tracked changes: {inserted}, {deleted}",)


def make_line(pieces: Sequence[str], looks: Sequence[int], number: int) -> Line:
    """Make a line of pieces that hold text, each with its look; a line end inside one is white space of the XML."""
    text = "".join(pieces) if len(pieces) != 1 else pieces[0]
    if "\n" in text or "\r" in text:
        text = text.replace("\r\n", " ").replace("\n", " ").replace("\r", " ")
    return Line(text, number, _measure_emphasis(text, pieces, looks) if any(looks) else 0)


def _measure_emphasis(text: str, pieces: Sequence[str], looks: Sequence[int]) -> int:
    """Return how much of a line's beginning is bold throughout, or italic throughout.

    White space counts where it stands before or between pieces that are set so, or where nothing follows it.
    """
    ends, place, common = {BOLD: 0, ITALIC: 0}, 0, BOLD | ITALIC
    for piece, look in zip(pieces, looks, strict=True):
        if not piece.isspace():
            common &= look
            if not common:
                return max(ends.values())
        place += len(piece)
        for bit in ends:
            if common & look & bit:
                ends[bit] = place
    return 0 if text.isspace() else len(text)


def join_row(cells: Sequence[Sequence[Line]]) -> list[Line]:
    """Make the lines of a row: one for the row, then what else the last cell holds.

    Parameters
    ----------
    cells : sequence of sequence of Line
        The lines of each cell. Those of all but the last are joined by spaces.
    """
    texts = [*(cell_text(cell) for cell in cells[:-1]), *(line.text for line in cells[-1][:1])]
    if len(texts) < len(cells):
        texts.append("")
    tabs: list[int] = []
    for text in texts[:-1]:
        tabs.append((tabs[-1] + 1 if tabs else 0) + len(text))
    number = next((line.number for cell in cells for line in cell), 0)
    row = Line("\t".join(texts), number, _measure_row(cells, texts), tuple(tabs))
    return [row, *cells[-1][1:]]


def cell_text(cell: Sequence[Line]) -> str:
    """Return what a cell holds as one text."""
    return " ".join(line.text for line in cell if line.text)


def _measure_row(cells: Sequence[Sequence[Line]], texts: Sequence[str]) -> int:
    """Return the emphasis of a row: all of it, or else what its first cell with words begins with."""
    firsts = [next((line for line in cell if line.text), None) for cell in cells]
    filled = [line for line in firsts if line is not None and line.text.strip()]
    if not filled or not filled[0].emphasis:
        return 0
    if all(line.emphasis == len(line.text) for cell in cells for line in cell if line.text.strip()):
        return sum(len(text) for text in texts) + len(texts) - 1
    return sum(len(text) + 1 for text in texts[: firsts.index(filled[0])]) + filled[0].emphasis
