"""Tables → charts: one function a chart, and one line in this registry."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from interview_coder.report.charts.bars import draw_code_frequencies, draw_theme_frequencies
from interview_coder.report.charts.chart_data import ChartData
from interview_coder.report.charts.drawing import Sheet, own_settings
from interview_coder.report.charts.matrices import draw_code_cooccurrence, draw_theme_matrix
from interview_coder.report.charts.saturation import draw_saturation
from interview_coder.report.charts.stances import draw_theme_stance
from interview_coder.report.charts.strips import draw_theme_strips


@dataclass(frozen=True, slots=True)
class Chart:
    """A kind of chart.

    Parameters
    ----------
    tables : tuple of str
        From which it is drawn.
    draw : callable
        Yields its pages.
    """

    tables: tuple[str, ...]
    draw: Callable[[ChartData], Iterator[Sheet]]


CHARTS: dict[str, Chart] = {
    "theme_frequencies": Chart(("theme_frequencies",), draw_theme_frequencies),
    "theme_matrix": Chart(("theme_matrix",), draw_theme_matrix),
    "theme_stance": Chart(("theme_stance",), draw_theme_stance),
    "code_frequencies": Chart(("code_frequencies",), draw_code_frequencies),
    "code_cooccurrence": Chart(("code_cooccurrence",), draw_code_cooccurrence),
    "theme_strips": Chart(("theme_strips", "theme_source"), draw_theme_strips),
    "saturation": Chart(("saturation",), draw_saturation),
}
"""Name of a chart → the tables that it shows, and what draws it."""


FORMATS = ("svg", "png")
"""The formats of files, as they end."""


def list_chart_files(
    folder: Path, names: Collection[str] = tuple(CHARTS), forms: Collection[str] = FORMATS
) -> list[str]:
    """List the files of a folder in which charts were drawn, of whatever number of pages."""
    page = re.compile(rf"({'|'.join(names)})(-\d\d+)?\.({'|'.join(forms)})")
    return sorted(path.name for path in folder.glob("*") if page.fullmatch(path.name))


def draw_chart(name: str, data: ChartData) -> list[Sheet]:
    """Draw all pages of a chart.

    Raises
    ------
    InputError
        When matplotlib is not installed.
    """
    with own_settings():
        return list(CHARTS[name].draw(data))
