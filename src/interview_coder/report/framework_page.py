"""ShownFramework → one self-contained page in the style of the report: it opens offline, has no script, and prints."""

from __future__ import annotations

from interview_coder.report.shown_framework import ShownFramework


def write_page(shown: ShownFramework) -> bytes:
    """Write a framework matrix as HTML."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("interview_coder.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("framework.html.j2").render(page=shown).encode()
