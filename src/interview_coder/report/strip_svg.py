"""Strip → a small picture for a web page: text as text, and the colour of its surroundings."""

from __future__ import annotations

from interview_coder.report.strips import Lane, Strip

_LABELS, _WIDTH, _LANE = 190, 640, 18
_MOST_LETTERS = 28


def draw_strip_svg(strip: Strip) -> str:
    """Draw a strip as inline SVG.

    Parameters
    ----------
    strip : Strip
        The interview runs from left to right. A bar is a coding, a cross one that its speaker denies.

    Returns
    -------
    str
        One ``<svg>`` element, without identifiers, so that many can stand on one page. Words and lines are drawn in
        ``currentColor``; its width follows what it stands in, up to 640 pixels.

    Examples
    --------
    >>> draw_strip_svg(Strip("interview_01", (Lane("Trust", "#3f6fa8", (0.5,), ()),))).count("<line")
    2
    """
    from markupsafe import escape

    height = _LANE * len(strip.lanes) + 14
    told = "; ".join(_tell(lane) for lane in strip.lanes)
    lanes = "".join(_draw_lane(lane, _LANE * place) for place, lane in enumerate(strip.lanes))
    return (
        f'<svg class="strip" xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {_WIDTH} {height}" '
        f'style="width:100%;max-width:{_WIDTH}px;height:auto" font-family="sans-serif" font-size="12" '
        f'fill="currentColor"><title>{escape(strip.source_id)}: where its codings stand</title>'
        f"<desc>{escape(told)}</desc>{lanes}"
        f'<text x="{_LABELS}" y="{height - 2}" font-size="10">start</text>'
        f'<text x="{_WIDTH}" y="{height - 2}" font-size="10" text-anchor="end">end</text></svg>'
    )


def _tell(lane: Lane) -> str:
    denied = f", {len(lane.denied)} of them denied" if lane.denied else ""
    return f"{lane.label}: {lane.n_codings} codings{denied}"


def _draw_lane(lane: Lane, top: int) -> str:
    from markupsafe import escape

    label = lane.label if len(lane.label) <= _MOST_LETTERS else lane.label[: _MOST_LETTERS - 1].rstrip() + "…"
    middle = top + _LANE / 2
    bars = "".join(
        f'<line x1="{x}" x2="{x}" y1="{middle - 6:g}" y2="{middle + 6:g}"/>' for x in map(_across, lane.affirmed)
    )
    crosses = "".join(f'<path d="M{x} {middle:g}m-4-4l8 8m0-8l-8 8"/>' for x in map(_across, lane.denied))
    return (
        f'<text x="{_LABELS - 8}" y="{middle + 4:g}" text-anchor="end">{escape(label)}</text>'
        f'<line x1="{_LABELS}" x2="{_WIDTH}" y1="{middle:g}" y2="{middle:g}" stroke="currentColor" '
        f'stroke-opacity=".25"/><g stroke="{lane.colour}" stroke-width="2.5" fill="none">{bars}{crosses}</g>'
    )


def _across(position: float) -> str:
    return f"{_LABELS + 4 + position * (_WIDTH - _LABELS - 8):.1f}"
