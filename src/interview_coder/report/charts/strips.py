"""The course of every interview: a lane a theme, with a mark where a coding stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interview_coder.report.charts.chart_data import NOT_REVIEWED, ChartData, number_pages, split_evenly
from interview_coder.report.charts.colours import FAINT, QUIET
from interview_coder.report.charts.drawing import SMALL, Sheet, widest, wrap
from interview_coder.report.strips import Lane, Strip, gather_strips

_MOST_LABELS, _WIDTH, _COUNTS = 2.2, 5.4, 0.8
_ROOM = 0.12
_HEAD, _LANE, _GAP = 0.24, 0.16, 0.16
_MOST_HEIGHT = 9.6


def draw_code_strips(data: ChartData) -> Iterator[Sheet]:
    """Draw where in each source its codings stand."""
    sources = list(dict.fromkeys(row["source"] for row in data.rows("theme_source")))
    strips = gather_strips(data.codebook, data.rows("code_strips"), sources)
    note = (
        f"A mark is a coding, and the number at the end of a line counts them; a cross is a coding that its speaker "
        f"denies. From left to right: the text of the source from its start to its end, with the interviewer’s words. "
        f"{len(sources)} sources. {NOT_REVIEWED}"
    )
    pages = split_evenly(strips, max(1, int(_MOST_HEIGHT / _height_of_strip(data))))
    title = "Where in each source the themes are raised"
    for page_title, page in zip(number_pages(title, len(pages)), pages, strict=True):
        yield _draw_page(page_title, note, page, _height_of_strip(data))


def _height_of_strip(data: ChartData) -> float:
    return _HEAD + _LANE * len(data.codebook.themes) + _GAP


def _draw_page(title: str, note: str, strips: Sequence[Strip], height: float) -> Sheet:
    left = max((widest(_wrap_label(lane), SMALL) for strip in strips for lane in strip.lanes), default=0.0) + _ROOM
    tall = height * len(strips)
    sheet = Sheet(title, note, width=_WIDTH, height=tall, left=left, right=_COUNTS, above=0.1, below=0.35)
    for place, strip in enumerate(strips):
        top = place * height
        sheet.write(-left, top + _HEAD / 2, wrap(strip.source_id, _WIDTH, most_lines=1, is_bold=True), is_bold=True)
        for number, lane in enumerate(strip.lanes):
            _draw_lane(sheet, lane, top + _HEAD + (number + 0.5) * _LANE)
    for percent in range(0, 101, 25):
        x = _WIDTH * percent / 100
        sheet.write(x, sheet.height, [f"{percent} %"], SMALL, colour=QUIET, align="center")
    sheet.write(_WIDTH / 2, sheet.height + 0.2, ["position in the text (%)"], SMALL, colour=QUIET, align="center")
    return sheet


def _wrap_label(lane: Lane) -> list[str]:
    return wrap(lane.label, _MOST_LABELS - _ROOM, SMALL, most_lines=1)


def _draw_lane(sheet: Sheet, lane: Lane, middle: float) -> None:
    sheet.write(-_ROOM, middle, _wrap_label(lane), SMALL, align="right")
    sheet.line((0, _WIDTH), (middle, middle), FAINT)
    sheet.mark([_WIDTH * place for place in lane.affirmed], middle, "bar", lane.colour, 8)
    sheet.mark([_WIDTH * place for place in lane.denied], middle, "cross", lane.colour, 6)
    sheet.write(_WIDTH + 0.12, middle, [str(lane.n_codings)], SMALL)
