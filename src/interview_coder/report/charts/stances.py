"""How the words of each theme are meant: mentions by stance, stacked, with every number below its bar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from interview_coder.model.codebook import Theme
from interview_coder.model.coding import STANCES
from interview_coder.report.charts.chart_data import ChartData, number_pages, split_evenly
from interview_coder.report.charts.colours import INK, QUIET
from interview_coder.report.charts.drawing import LINE, NORMAL, SMALL, Sheet, measure, widest, wrap

_LOOKS = {
    "said": ("#08519c", ""),
    "hedged": ("#6baed6", "///"),
    "hypothetical": ("#c6dbef", "..."),
    "reported": ("#d9d9d9", "|||"),
    "denied": ("#d95f02", "xxx"),
}
"""Stance → colour and hatching of its part of a bar."""
_MOST_LABELS, _WIDTH = 2.3, 5.4
_ROOM = 0.12
_BAR, _ROW = 0.2, 0.58
_MOST_BARS = 16

Mentions = Mapping[tuple[str, str], int]


def draw_theme_stance(data: ChartData) -> Iterator[Sheet]:
    """Draw how the mentions of each theme are meant."""
    mentions = {(row["theme"], row["stance"]): row["mentions"] for row in data.rows("theme_stance")}
    longest = max(sum(mentions[theme.theme_id, one] for one in STANCES) for theme in data.codebook.themes)
    note = (
        "Counted are mentions: unbroken stretches of sentences in which a code of the theme was found, by how the "
        "speaker means them. One that is meant in two ways counts in both. A theme that is denied was raised all the "
        f"same. {data.review}"
    )
    pages = split_evenly(data.codebook.themes, _MOST_BARS)
    for title, themes in zip(number_pages("Mentions of each theme by stance", len(pages)), pages, strict=True):
        yield _draw_page(title, note, themes, mentions, _WIDTH / (longest or 1))


def _draw_page(title: str, note: str, themes: Sequence[Theme], mentions: Mentions, scale: float) -> Sheet:
    most_lines = int(_ROW / (NORMAL * LINE))
    labels = [wrap(theme.label, _MOST_LABELS - _ROOM, most_lines=most_lines) for theme in themes]
    left = max(map(widest, labels)) + _ROOM
    height = _ROW * len(themes)
    sheet = Sheet(title, note, width=_WIDTH, height=height, left=left, right=0.2, above=0.4)
    _draw_legend(sheet)
    for place, (theme, label) in enumerate(zip(themes, labels, strict=True)):
        middle = place * _ROW + _BAR / 2
        sheet.write(-_ROOM, place * _ROW + 0.01, label, align="right", stands="top")
        _draw_bar(sheet, {one: mentions[theme.theme_id, one] for one in STANCES}, middle, scale)
    return sheet


def _draw_legend(sheet: Sheet) -> None:
    x = 0.0
    for stance in STANCES:
        colour, hatch = _LOOKS[stance]
        sheet.box(x, -0.34, 0.22, 0.14, colour, hatch=hatch, edge=INK)
        sheet.write(x + 0.28, -0.27, [stance], SMALL)
        x += 0.28 + measure(stance, SMALL) + 0.2


def _draw_bar(sheet: Sheet, counts: Mapping[str, int], middle: float, scale: float) -> None:
    x = 0.0
    for stance, count in counts.items():
        colour, hatch = _LOOKS[stance]
        if count:
            sheet.box(x, middle - _BAR / 2, count * scale, _BAR, colour, hatch=hatch, edge=INK)
        x += count * scale
    told = " · ".join(f"{stance} {count}" for stance, count in counts.items())
    sheet.write(0, middle + _BAR / 2 + 0.1, [told], SMALL, colour=QUIET)
