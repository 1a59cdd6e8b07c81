"""ShownCodebook → one self-contained page in the style of the report."""

from __future__ import annotations

from interview_coder.report.shown_codebook import ShownCodebook


def write_page(shown: ShownCodebook) -> bytes:
    """Write a codebook as HTML."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("interview_coder.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("codebook.html.j2").render(book=shown).encode()
