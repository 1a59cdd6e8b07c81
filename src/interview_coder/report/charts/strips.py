"""The course of every interview: a lane a theme, with a mark where it is raised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interview_coder.report.charts.chart_data import ChartData, number_pages, split_evenly
from interview_coder.report.charts.colours import FAINT, QUIET
from interview_coder.report.charts.drawing import SMALL, Sheet, widest, wrap
from interview_coder.report.strips import FULL, Lane, Strip, gather_strips

_MOST_LABELS, _WIDTH, _COUNTS = 2.2, 5.4, 0.8
_ROOM = 0.12
_HEAD, _LANE, _GAP = 0.24, 0.17, 0.16
_MARK = 0.14
_MOST_HEIGHT = 9.6


def draw_theme_strips(data: ChartData) -> Iterator[Sheet]:
    """Draw where in each source each theme is raised."""
    strips = gather_strips(data.codebook, data.rows("theme_strips"), data.rows("theme_source"))
    note = (
        "Counted are mentions. A mark stands where mentions begin, the higher the more begin there, up to "
        f"{FULL} and more; the number at the end of a line is that of the whole source. From left to right: each of "
        f"{len(strips)} sources from its start to the end of its last answer, questions too. {data.review}"
    )
    height = _HEAD + _LANE * len(data.codebook.themes) + _GAP
    pages = split_evenly(strips, max(1, int(_MOST_HEIGHT / height)))
    title = "Where in each source the themes are raised"
    for page_title, page in zip(number_pages(title, len(pages)), pages, strict=True):
        yield _draw_page(page_title, note, page, height)


def _draw_page(title: str, note: str, strips: Sequence[Strip], height: float) -> Sheet:
    left = max((widest(_wrap_label(lane), SMALL) for strip in strips for lane in strip.lanes), default=0.0) + _ROOM
    tall = height * len(strips)
    sheet = Sheet(title, note, width=_WIDTH, height=tall, left=left, right=_COUNTS, above=0.1, below=0.35)
    for place, strip in enumerate(strips):
        top = place * height
        name = wrap(strip.source_id, _WIDTH, most_lines=1, is_bold=True)
        sheet.write(-left, top + _HEAD / 2, name, is_bold=True)
        for number, lane in enumerate(strip.lanes):
            _draw_lane(sheet, lane, top + _HEAD + (number + 1) * _LANE)
    for percent in range(0, 101, 25):
        x = _WIDTH * percent / 100
        sheet.write(x, sheet.height, [f"{percent} %"], SMALL, colour=QUIET, align="center")
    sheet.write(_WIDTH / 2, sheet.height + 0.2, ["position in the source (%)"], SMALL, colour=QUIET, align="center")
    return sheet


def _wrap_label(lane: Lane) -> list[str]:
    return wrap(lane.label, _MOST_LABELS - _ROOM, SMALL, most_lines=1)


def _draw_lane(sheet: Sheet, lane: Lane, foot: float) -> None:
    middle = foot - _MARK / 2
    sheet.write(-_ROOM, middle, _wrap_label(lane), SMALL, align="right")
    sheet.line((0, _WIDTH), (foot, foot), FAINT)
    part = _WIDTH / max(1, len(lane.parts))
    marks = [(place * part, foot - share * _MARK, part * 0.8, share * _MARK) for place, share in lane.marks]
    sheet.boxes(marks, lane.colour)
    sheet.write(_WIDTH + _ROOM, middle, [str(lane.mentions)], SMALL)
