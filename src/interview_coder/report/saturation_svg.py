"""How many codes the first so many sources bring up → a small picture for a web page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_WIDTH, _HEIGHT = 640, 240
_LEFT, _BOTTOM, _TOP, _RIGHT = 44, 40, 12, 12
_MOST_POINTS = 160


def draw_saturation_svg(rows: Sequence[Mapping[str, Any]]) -> str:
    """Draw codes against sources as inline SVG.

    Parameters
    ----------
    rows : sequence of mapping
        Of the table ``saturation``.

    Returns
    -------
    str
        One ``<svg>`` element: the codes found in the order of the sources as a line, their average over all orders as
        a dashed one, with a band in which 95 % of the orders lie.
    """
    n_sources, n_codes = len(rows), max(1, rows[-1]["codes_total"])

    def place(number: int, codes: float) -> str:
        x = _LEFT + (_WIDTH - _LEFT - _RIGHT) * (number - 1) / max(1, n_sources - 1)
        y = _HEIGHT - _BOTTOM - (_HEIGHT - _BOTTOM - _TOP) * codes / n_codes
        return f"{x:.1f},{y:.1f}"

    shown = _thin_out(rows)
    lines = {
        name: " ".join(place(row["sources"], row[name]) for row in shown)
        for name in ("codes", "codes_mean", "codes_high")
    }
    low = " ".join(place(row["sources"], row["codes_low"]) for row in reversed(shown))
    told = f"{rows[-1]['codes']} of {rows[-1]['codes_total']} codes are found in {n_sources} sources."
    return (
        f'<svg class="saturation" xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'font-size="12" fill="currentColor"><title>Codes found, by number of sources</title><desc>{told}</desc>'
        f"{_draw_axes(n_sources, n_codes)}"
        f'<polygon class="band" points="{lines["codes_high"]} {low}"/>'
        f'<polyline class="mean" points="{lines["codes_mean"]}"/>'
        f'<polyline class="order" points="{lines["codes"]}"/></svg>'
    )


def _thin_out(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Keep some rows at equal distances, and the last."""
    step = -(-len(rows) // _MOST_POINTS)
    kept = [*rows[::step], rows[-1]]
    return kept[:-1] if kept[-2:-1] == [rows[-1]] else kept


def _draw_axes(n_sources: int, n_codes: int) -> str:
    bottom, right = _HEIGHT - _BOTTOM, _WIDTH - _RIGHT
    return (
        f'<path class="axis" d="M{_LEFT} {_TOP}V{bottom}H{right}"/>'
        f'<text x="{_LEFT - 6}" y="{_TOP + 9}" text-anchor="end">{n_codes}</text>'
        f'<text x="{_LEFT - 6}" y="{bottom}" text-anchor="end">0</text>'
        f'<text x="{_LEFT}" y="{bottom + 16}">1</text>'
        f'<text x="{right}" y="{bottom + 16}" text-anchor="end">{n_sources:,}</text>'
        f'<text x="{(_LEFT + right) / 2:g}" y="{bottom + 32}" text-anchor="middle">sources</text>'
        f'<text x="12" y="{(_TOP + bottom) / 2:g}" text-anchor="middle" '
        f'transform="rotate(-90 12 {(_TOP + bottom) / 2:g})">codes</text>'
    )
