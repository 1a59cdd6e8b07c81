"""How the number of codes grows with the number of sources: in their order, and averaged over orders."""

from __future__ import annotations

from collections.abc import Iterator

from interview_coder.report.charts.chart_data import ChartData
from interview_coder.report.charts.colours import FAINT, INK
from interview_coder.report.charts.drawing import NORMAL, SMALL, Sheet

_MEAN = "#d95f02"
_MOST_MARKED = 60


def draw_saturation(data: ChartData) -> Iterator[Sheet]:
    """Draw how many codes were found in the first n sources."""
    rows = data.rows("saturation")
    last = rows[-1]
    note = (
        f"Counted are codes found at least once in the first so many of {last['sources']} sources: "
        f"{last['codes']} of {last['codes_total']} codes in all of them. Solid: in the order of the sources; dashed: "
        f"mean over all orders; band: 95 % of orders, about (1.96 standard deviations to either side). {data.review}"
    )
    sheet = Sheet("Codes found with each further source", note, width=6.6, height=3.8, left=0.7, right=0.2, below=0.5)
    axes = sheet.add_axes()
    x = [row["sources"] for row in rows]
    low, mean, high = ([float(row[name]) for row in rows] for name in ("codes_low", "codes_mean", "codes_high"))
    axes.fill_between(x, low, high, color=_MEAN, alpha=0.2, linewidth=0, label="95 % of orders")
    axes.plot(x, mean, color=_MEAN, linestyle="--", linewidth=1.4, label="mean over all orders")
    marker = "o" if len(x) <= _MOST_MARKED else ""
    codes = [row["codes"] for row in rows]
    axes.plot(x, codes, color=INK, linewidth=1.4, marker=marker, markersize=3.5, label="in the order of the sources")
    axes.set_xlim(0, max([*x, 1]) + 0.5)
    axes.set_ylim(0, max([*codes, *high, 1]) * 1.08)
    axes.locator_params(integer=True)
    axes.set_xlabel("sources (number)", fontsize=NORMAL)
    axes.set_ylabel("codes found (number)", fontsize=NORMAL)
    axes.tick_params(labelsize=SMALL)
    axes.grid(color=FAINT, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(loc="lower right", fontsize=SMALL, frameon=True)
    yield sheet
