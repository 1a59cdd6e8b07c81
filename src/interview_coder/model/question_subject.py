"""What a question of an interviewer may be about: a theme or a code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from interview_coder.model.codebook import Code, Codebook


class Subject(NamedTuple):
    """A theme or code.

    Parameters
    ----------
    key : str
        Differs for a theme and a code with the same id.
    code : Code, optional
        None for a theme.
    guide : tuple of str
        The phrases by which a question on it is known.
    """

    key: str
    code: Code | None
    guide: tuple[str, ...]


def list_subjects(codebook: Codebook) -> Iterator[Subject]:
    """Yield every theme, then every code, in the order of the file."""
    for theme in codebook.themes:
        yield Subject(f"theme {theme.theme_id}", None, theme.topic_guide)
    for code in codebook.codes:
        yield Subject(f"code {code.code_id}", code, code.topic_guide)
