"""How much was looked at, and how often the machine was right."""

from __future__ import annotations

from starlette.responses import Response

from interview_coder.review.asking import Asked, Table
from interview_coder.review.showing import show
from interview_coder.reviewing.progress import measure_progress


def show_progress(table: Table, _: Asked) -> Response:
    """Show a table of themes and codes."""
    return show(table, "progress.html.j2", title="Progress", progress=measure_progress(table.desk))
