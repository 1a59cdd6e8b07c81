"""How many participants raise each theme or code: a bar each, with n of N and its 95 % interval."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from interview_coder.report.charts.chart_data import ChartData, number_pages, split_evenly
from interview_coder.report.charts.colours import FAINT, INK, PAPER, QUIET
from interview_coder.report.charts.drawing import LINE, NORMAL, SMALL, Sheet, widest, wrap

_MOST_LABELS, _WIDTH, _COUNTS = 2.7, 4.6, 1.2
_ROOM = 0.12
_BAR, _GAP = 0.17, 0.11
_MOST_HEIGHT = 9.6


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar.

    Parameters
    ----------
    group : str
        What stands above the bars that belong together; empty for no heading.
    row : mapping of str to object
        Of a table, with participants, their total and the borders of the interval.
    """

    label: str
    colour: str
    row: Mapping[str, Any]
    group: str = ""


def draw_theme_frequencies(data: ChartData) -> Iterator[Sheet]:
    """Draw how many participants raise each theme."""
    rows = {row["theme"]: row for row in data.rows("theme_frequencies")}
    bars = [Bar(theme.label, theme.colour, rows[theme.theme_id]) for theme in data.codebook.themes]
    yield from _draw_bars("Participants who raise each theme", "theme", bars, data.review)


def draw_code_frequencies(data: ChartData) -> Iterator[Sheet]:
    """Draw how many participants raise each code, below its theme and in its colour."""
    rows = {row["code"]: row for row in data.rows("code_frequencies")}
    bars = [
        Bar(code.label, theme.colour, rows[code.code_id], theme.label)
        for theme in data.codebook.themes
        for code in theme.codes
    ]
    yield from _draw_bars("Participants who raise each code", "code", bars, data.review)


def _draw_bars(title: str, kind: str, bars: Sequence[Bar], review: str) -> Iterator[Sheet]:
    tallest = max((_height_of(_wrap_label(bar)) for bar in bars), default=_BAR)
    pages = split_evenly(bars, int(_MOST_HEIGHT / tallest))
    for page_title, page in zip(number_pages(title, len(pages)), pages, strict=True):
        yield _draw_page(page_title, _say_what_is_counted(kind, page, review), page)


def _say_what_is_counted(kind: str, bars: Sequence[Bar], review: str) -> str:
    if not bars:
        return review
    row = bars[0].row
    return (
        f"Counted are participants who raise the {kind} at least once, of the {row['participants_total']} who speak in "
        f"{row['sources_total']} sources. Lines across the ends of bars: 95 % interval (Wilson). {review}"
    )


def _draw_page(title: str, note: str, bars: Sequence[Bar]) -> Sheet:
    labels = [_wrap_label(bar) for bar in bars]
    heads = [_wrap_head(bar, before) for before, bar in zip((None, *bars), bars, strict=False)]
    height = sum(map(_height_of, labels)) + sum(map(_height_of_head, heads))
    left = max(map(widest, labels), default=0.0) + _ROOM
    sheet = Sheet(title, note, width=_WIDTH, height=height, left=left, right=_COUNTS, below=0.5)
    _draw_scale(sheet)
    top = 0.0
    for bar, label, head in zip(bars, labels, heads, strict=True):
        if head:
            sheet.write(-left, top + _height_of_head(head) / 2, head, is_bold=True)
        top += _height_of_head(head)
        _draw_bar(sheet, bar, label, top + _height_of(label) / 2)
        top += _height_of(label)
    return sheet


def _wrap_label(bar: Bar) -> list[str]:
    return wrap(bar.label, _MOST_LABELS - _ROOM)


def _height_of(label: Sequence[str]) -> float:
    return max(_BAR, len(label) * NORMAL * LINE) + _GAP


def _wrap_head(bar: Bar, before: Bar | None) -> list[str]:
    is_first = bar.group and (before is None or before.group != bar.group)
    return wrap(bar.group, _WIDTH, is_bold=True) if is_first else []


def _height_of_head(head: Sequence[str]) -> float:
    return len(head) * NORMAL * LINE + 0.14 if head else 0.0


def _draw_scale(sheet: Sheet) -> None:
    for percent in range(0, 101, 20):
        x = _WIDTH * percent / 100
        sheet.line((x, x), (0, sheet.height), FAINT)
        sheet.write(x, sheet.height + 0.1, [f"{percent} %"], SMALL, colour=QUIET, align="center")
    sheet.write(_WIDTH / 2, sheet.height + 0.32, ["share of participants (%)"], SMALL, colour=QUIET, align="center")


def _draw_bar(sheet: Sheet, bar: Bar, label: Sequence[str], middle: float) -> None:
    sheet.write(-_ROOM, middle, label, align="right")
    n, total = bar.row["participants"], bar.row["participants_total"]
    if not total:
        sheet.write(0.08, middle, ["nobody to count"], SMALL, colour=QUIET)
        return
    sheet.box(0, middle - _BAR / 2, _WIDTH * n / total, _BAR, bar.colour)
    low, high = _WIDTH * float(bar.row["share_low"]), _WIDTH * float(bar.row["share_high"])
    for colour, width in ((PAPER, 2.6), (INK, 1.0)):
        sheet.line((low, high), (middle, middle), colour, width=width)
        for end in (low, high):
            sheet.line((end, end), (middle - 0.045, middle + 0.045), colour, width=width)
    sheet.write(high + 0.1, middle, [f"{n} of {total}"], NORMAL)
