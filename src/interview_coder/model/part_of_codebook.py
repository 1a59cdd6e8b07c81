"""A codebook with some of its codes only."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from interview_coder.model.codebook import Code, Codebook


def only_codes(codebook: Codebook, code_ids: Collection[str]) -> Codebook:
    """Return a codebook with nothing but some codes; its themes stay, be they empty."""
    themes = (
        replace(theme, codes=tuple(code for code in theme.codes if code.code_id in code_ids))
        for theme in codebook.themes
    )
    return replace(codebook, themes=tuple(themes))


def with_codes_below(codebook: Codebook, code_id: str) -> tuple[Code, ...]:
    """Return a code and all codes below it, in the order of the file."""
    found: dict[str, Code] = {}
    for code in codebook.codes:  # a code stands before those below it
        if code.code_id == code_id or code.parent in found:
            found[code.code_id] = code
    return tuple(found.values())
