"""The templates of all pages: whatever a study says is escaped, and a name that is not there is an error."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment


def render_page(
    template: str,
    filters: Mapping[str, Callable[..., Any]] | None = None,
    *,
    package: str = "interview_coder.report",
    **shown: Any,
) -> bytes:
    """Write a page.

    Parameters
    ----------
    template : str
        Its name below ``templates/``.
    filters : mapping of str to callable, optional
        Further filters that it uses.
    package : str
        In which the folder of templates lies.
    **shown
        What the template may use, by name.
    """
    environment = _environment(package)
    environment.filters |= filters or {}
    return environment.get_template(template).render(**shown).encode()


@lru_cache
def _environment(package: str) -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
