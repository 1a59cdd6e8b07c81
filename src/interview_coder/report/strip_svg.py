"""Strip → a small picture for a web page: text as text, in the colour of its surroundings."""

from __future__ import annotations

from interview_coder.report.strips import Lane, Strip

_LABELS, _COUNTS, _WIDTH, _LANE = 190, 30, 640, 20
_MARK = 14
_MOST_LETTERS = 28


def draw_strip_svg(strip: Strip) -> str:
    """Draw a strip as inline SVG.

    Parameters
    ----------
    strip : Strip
        The interview runs from left to right; a mark stands where mentions begin, the higher the more there are.

    Returns
    -------
    str
        One ``<svg>`` element, without identifiers, so that many can stand on one page. Words and lines are drawn in
        ``currentColor``; its width follows what it stands in, up to 640 pixels.

    Examples
    --------
    >>> draw_strip_svg(Strip("interview_01", (Lane("Trust", "#3f6fa8", (0, 2, 0, 1), 3),))).count("<rect")
    2
    """
    from markupsafe import escape

    height = _LANE * len(strip.lanes) + 14
    told = "; ".join(f"{lane.label}: {lane.mentions} mentions" for lane in strip.lanes)
    lanes = "".join(_draw_lane(lane, _LANE * place) for place, lane in enumerate(strip.lanes))
    return (
        f'<svg class="strip" xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {_WIDTH} {height}" '
        f'style="width:100%;max-width:{_WIDTH}px;height:auto" font-family="sans-serif" font-size="12" '
        f'fill="currentColor"><title>{escape(strip.source_id)}: where its themes are raised</title>'
        f"<desc>{escape(told)}</desc>{lanes}"
        f'<text x="{_LABELS}" y="{height - 2}" font-size="10">start</text>'
        f'<text x="{_WIDTH - _COUNTS}" y="{height - 2}" font-size="10" text-anchor="end">end</text></svg>'
    )


def _draw_lane(lane: Lane, top: int) -> str:
    from markupsafe import escape

    label = lane.label if len(lane.label) <= _MOST_LETTERS else lane.label[: _MOST_LETTERS - 1].rstrip() + "…"
    foot, end = top + _LANE - 3, _WIDTH - _COUNTS
    part = (end - _LABELS) / max(1, len(lane.parts))
    marks = "".join(
        f'<rect x="{_LABELS + place * part:.1f}" y="{foot - share * _MARK:.1f}" width="{part * 0.8:.1f}" '
        f'height="{share * _MARK:.1f}"/>'
        for place, share in lane.marks
    )
    return (
        f'<text x="{_LABELS - 8}" y="{foot - 2}" text-anchor="end">{escape(label)}</text>'
        f'<path d="M{_LABELS} {foot}H{end}" stroke="currentColor" stroke-opacity=".3"/>'
        f'<g fill="{lane.colour}">{marks}</g>'
        f'<text x="{end + 8}" y="{foot - 2}">{lane.mentions}</text>'
    )
