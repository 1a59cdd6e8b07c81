"""Pages → HTML: what all of them show, and what the templates may ask."""

from __future__ import annotations

from typing import Any

from starlette.responses import HTMLResponse, RedirectResponse, Response

from interview_coder.model.codebook import Codebook
from interview_coder.report.page_templates import render_page
from interview_coder.review.asking import Table
from interview_coder.reviewing.queue import CHANGED, DEFERRED, TO_DO

_PACKAGE = "interview_coder.review"


def show(table: Table, template: str, *, status: int = 200, page: str = "", **shown: Any) -> Response:
    """Return a page.

    Parameters
    ----------
    template : str
        Its name below ``templates/``.
    page : str
        By what name the navigation knows it, where that is not its title.
    **shown
        What it may use; besides the study's title, the coder, her last decisions, and how much is done.
    """
    import numpy as np

    desk = table.desk
    n_all = len(desk.columns)
    n_to_do = int(np.isin(desk.states, (TO_DO, DEFERRED, CHANGED)).sum())
    content = render_page(
        template,
        {"clock": show_seconds, "mark": code_class},
        package=_PACKAGE,
        study=desk.inputs.settings.title or desk.codebook.title or "Untitled study",
        coder=desk.coder,
        n_all=n_all,
        n_done=n_all - n_to_do,
        last=desk.list_last(8),
        code_of=desk.codes,
        codebook=desk.codebook,
        page=page,
        **shown,
    )
    return HTMLResponse(content, status_code=status)


def go_to(address: str) -> Response:
    """Send the browser to another page of this server, after something was done."""
    return RedirectResponse(address, 303)


def show_seconds(seconds: float | None) -> str:
    """Return a time in a recording.

    Examples
    --------
    >>> show_seconds(862.4), show_seconds(None)
    ('00:14:22', '')
    """
    if seconds is None:
        return ""
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"


def code_class(code_id: str) -> str:
    """Return the class by which the colour of a code or theme is known to the style sheet."""
    return f"c-{code_id.encode().hex()}"


def write_colours(codebook: Codebook) -> str:
    """Return the style sheet with the colours of all themes and codes."""
    colours = [(theme.theme_id, theme.colour) for theme in codebook.themes]
    colours += [(code.code_id, code.colour) for code in codebook.codes]
    return "".join(f".{code_class(name)} {{ --colour: {colour}; }}\n" for name, colour in colours)
