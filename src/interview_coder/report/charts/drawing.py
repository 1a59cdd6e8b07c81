"""The one door to matplotlib: sheets to draw on, words that are measured, and the bytes of a finished sheet."""

from __future__ import annotations

import unicodedata
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal

from interview_coder.errors import InputError, Place, Problem
from interview_coder.report.charts.colours import FAINT, INK, QUIET

if TYPE_CHECKING:
    from matplotlib.axes import Axes

TITLE, NORMAL, SMALL = 12.0, 9.0, 7.5
"""Sizes of letters, in points."""
LINE = 1.25 / 72
"""Height of a line for each point of its letters, in inches."""
_MARGIN = 0.25
_DOTS_PER_INCH = 200
_FONT = "DejaVu Sans"  # comes with matplotlib: the same everywhere
_SETTINGS: dict[Any, Any] = {
    "font.family": [_FONT],
    "text.parse_math": False,  # "$" in a label is money
    "svg.fonttype": "none",
    "svg.hashsalt": "interview-coder",
    "hatch.linewidth": 0.5,
}


def require_matplotlib() -> None:
    """Refuse to go on without the library that draws.

    Raises
    ------
    InputError
    """
    try:
        import matplotlib  # noqa: F401
    except ImportError as error:
        fix = 'install it: pip install "interview-coder[charts]" (or pip install matplotlib)'
        problem = Problem("charts are drawn by matplotlib, which is not installed", Place("charts"), fix)
        raise InputError(problem) from error


@contextmanager
def own_settings() -> Iterator[None]:
    """Draw with our settings, whatever the user's own are, and leave those as they were."""
    require_matplotlib()
    import matplotlib

    with matplotlib.rc_context(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing", UserWarning)  # told by `Sheet.undrawable`
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_SETTINGS)
        yield


class Sheet:
    """A page with a title above and a note below what is drawn.

    All places are in inches, from the upper left corner of the drawing, to the right and down. What is beside the
    drawing (labels of rows, heads of columns) has room in `left`, `above`, `right` and `below`.

    Parameters
    ----------
    title, note : str
        The note says what is counted, and of how many.
    width, height : float
        Of the drawing.
    """

    def __init__(
        self,
        title: str,
        note: str,
        *,
        width: float,
        height: float,
        left: float = 0.0,
        right: float = 0.0,
        above: float = 0.0,
        below: float = 0.0,
    ) -> None:
        from matplotlib.figure import Figure

        self.title, self.note = title, note
        self.width, self.height = width, height
        self._letters: set[str] = set()
        breadth = left + width + right
        title_lines = wrap(title, breadth, TITLE, is_bold=True)
        note_lines = wrap(note, breadth, SMALL, most_lines=12)
        self._left = left + _MARGIN
        self._top = _MARGIN + len(title_lines) * TITLE * LINE + 0.12 + above
        self._full_width = breadth + 2 * _MARGIN
        under = self._top + height + below + 0.1
        self._full_height = under + len(note_lines) * SMALL * LINE + _MARGIN
        self.figure = Figure(figsize=(self._full_width, self._full_height), facecolor="white")
        self._axes = self.figure.add_axes((0, 0, 1, 1), frameon=False, xticks=[], yticks=[])
        self._axes.set_xlim(-self._left, self._full_width - self._left)
        self._axes.set_ylim(self._full_height - self._top, -self._top)
        middle = len(title_lines) * TITLE * LINE / 2
        self.write(-left, _MARGIN + middle - self._top, title_lines, TITLE, is_bold=True)
        self.write(-left, under - self._top, note_lines, SMALL, colour=QUIET, stands="top")

    def write(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        size: float = NORMAL,
        *,
        colour: str = INK,
        align: Literal["left", "center", "right"] = "left",
        stands: Literal["top", "center", "bottom"] = "center",
        is_bold: bool = False,
        is_upright: bool = False,
        backed: str = "",
    ) -> None:
        """Write lines, one below the other.

        Parameters
        ----------
        stands : {"top", "center", "bottom"}
            What of the lines is at `y`.
        is_upright : bool
            Turned by a quarter, to be read from below.
        backed : str
            Colour of a box behind the words.
        """
        self._letters.update(*lines)
        box: dict[str, Any] | None = {"facecolor": backed, "edgecolor": "none", "pad": 1.0} if backed else None
        self._axes.text(
            x,
            y,
            "\n".join(lines),
            fontsize=size,
            color=colour,
            ha=align,
            va=stands,
            fontweight="bold" if is_bold else "normal",
            rotation=90 if is_upright else 0,
            linespacing=1.1,
            bbox=box,
        )

    def box(
        self, x: float, y: float, width: float, height: float, colour: str, *, hatch: str = "", edge: str = "none"
    ) -> None:
        """Draw a filled rectangle whose upper left corner is at a place."""
        from matplotlib.patches import Rectangle

        self._axes.add_patch(
            Rectangle((x, y), width, height, facecolor=colour, edgecolor=edge, hatch=hatch or None, linewidth=0.5)
        )

    def boxes(self, places: Sequence[tuple[float, float, float, float]], colour: str) -> None:
        """Draw many filled rectangles of one colour, each given as x, y, width and height."""
        from matplotlib.collections import PolyCollection

        corners = [[(x, y), (x + width, y), (x + width, y + height), (x, y + height)] for x, y, width, height in places]
        self._axes.add_collection(PolyCollection(corners, facecolor=colour, edgecolor="none"), autolim=False)

    def line(self, xs: Sequence[float], ys: Sequence[float], colour: str = FAINT, *, width: float = 0.6) -> None:
        """Draw a line through places; what is faint stands behind everything else."""
        behind = 0 if colour == FAINT else 2
        self._axes.plot(xs, ys, color=colour, linewidth=width, solid_capstyle="butt", zorder=behind)

    def add_axes(self) -> Axes:
        """Put axes with numbers where the drawing is."""
        bottom = self._full_height - self._top - self.height
        return self.figure.add_axes(
            (
                self._left / self._full_width,
                bottom / self._full_height,
                self.width / self._full_width,
                self.height / self._full_height,
            )
        )

    def undrawable(self) -> str:
        """Return the characters for which the font has no picture: a PNG shows a box for each, an SVG can show them."""
        from matplotlib.font_manager import FontProperties, findfont, get_font

        font = get_font(findfont(FontProperties(family=[_FONT])))
        return "".join(sorted(one for one in self._letters if not font.get_char_index(ord(one))))

    def as_svg(self) -> bytes:
        """Return the sheet as SVG: text is text, and a screen reader is given title and note."""
        from markupsafe import escape

        with own_settings():
            drawn = self._save("svg", {"Title": self.title, "Date": None, "Creator": None})
        head, title, rest = drawn.decode().partition("</title>")
        head = head.replace("<svg ", '<svg role="img" ', 1)
        return f"{head}{title}\n <desc>{escape(self.note)}</desc>{rest}".encode()

    def as_png(self) -> bytes:
        """Return the sheet as PNG, with 200 dots an inch."""
        with own_settings():
            return self._save("png", {"Title": self.title, "Description": self.note, "Software": None})

    def _save(self, form: str, metadata: dict[str, str | None]) -> bytes:
        stream = BytesIO()
        self.figure.savefig(stream, format=form, dpi=_DOTS_PER_INCH, metadata=metadata)
        return stream.getvalue()


def wrap(text: str, width: float, size: float = NORMAL, *, most_lines: int = 3, is_bold: bool = False) -> list[str]:
    """Break a text into lines that are no wider than so many inches; what does not fit in them becomes an ellipsis."""
    lines: list[str] = []
    left = " ".join("".join(map(_drawable, text)).split())
    while left:
        end = _fitting(left, width, size, is_bold=is_bold)
        if len(lines) + 1 == most_lines and end < len(left):
            end = _fitting(left, width - measure("…", size, is_bold=is_bold), size, is_bold=is_bold, at_words=False)
            space = left.rfind(" ", end * 2 // 3, end + 1)
            return [*lines, f"{left[: space if space > 0 else end].rstrip()}…"]
        lines.append(left[:end].rstrip())
        left = left[end:].lstrip()
    return lines or [""]


def widest(lines: Sequence[str], size: float = NORMAL, *, is_bold: bool = False) -> float:
    """Return the width of the longest of some lines, in inches."""
    return max((measure(line, size, is_bold=is_bold) for line in lines), default=0.0)


def _fitting(text: str, width: float, size: float, *, is_bold: bool, at_words: bool = True) -> int:
    """Return how many characters go on a line, at least one."""
    end = len(text)
    while end > 1 and measure(text[:end].rstrip(), size, is_bold=is_bold) > width:
        space = text.rfind(" ", 1, end - 1) if at_words else -1
        end = space if space > 0 else end - 1
    return end


def _drawable(character: str) -> str:
    return " " if unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} else character


@lru_cache(maxsize=65536)
def measure(text: str, size: float, *, is_bold: bool = False) -> float:
    """Return the width of one line, in inches."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(family=[_FONT], size=size, weight="bold" if is_bold else "normal")
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return width / 72
