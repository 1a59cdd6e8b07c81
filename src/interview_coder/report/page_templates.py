"""The templates of all pages: whatever a study says is escaped, and a name that is not there is an error."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any


def render_page(template: str, filters: Mapping[str, Callable[..., Any]] | None = None, **shown: Any) -> bytes:
    """Write a page.

    Parameters
    ----------
    template : str
        Its name below ``templates/``.
    filters : mapping of str to callable, optional
        Further filters that it uses.
    **shown
        What the template may use, by name.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("interview_coder.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= filters or {}
    return environment.get_template(template).render(**shown).encode()
