"""What themes and codes are called where a researcher reads."""

from __future__ import annotations

from collections.abc import Mapping

from interview_coder.model.codebook import Codebook
from interview_coder.model.results import Quote

Labels = Mapping[tuple[str, str], str]
"""Kind (``theme`` or ``code``) and id → label."""


def label_all(codebook: Codebook | None) -> Labels:
    """Return the label of every theme and code; of none where there is no codebook."""
    if codebook is None:
        return {}
    themes = {("theme", theme.theme_id): theme.label for theme in codebook.themes}
    return themes | {("code", code.code_id): code.label for code in codebook.codes}


def tell_codes(quote: Quote, labels: Labels) -> str:
    """Name the codes of a quote, by their ids where they have no label."""
    return "; ".join(labels.get(("code", code), code) for code in quote.codes)
