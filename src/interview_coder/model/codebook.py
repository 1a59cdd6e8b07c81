"""The scheme: themes, their codes, and the rules by which a machine finds them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of a code's ``match`` list.

    Parameters
    ----------
    text : str
        As written in the codebook.
    rule_id : str
        Hash of the text: the same rule has the same id in every codebook.
    line : int
        Line in the codebook's file, from 1.
    """

    text: str
    rule_id: str
    line: int


@dataclass(frozen=True, slots=True)
class Code:
    """One label that a stretch of talk can get, and what earns it."""

    code_id: str
    theme_id: str
    label: str
    definition: str
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Theme:
    """A group of codes."""

    theme_id: str
    label: str
    definition: str
    colour: str
    codes: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class Codebook:
    """The instrument of the study.

    Parameters
    ----------
    lists : mapping of str to tuple of str
        Word lists that rules use by name: ``@council``.
    sha256 : str
        Of the file's bytes, in hexadecimal.
    """

    title: str
    version: str
    themes: tuple[Theme, ...]
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sha256: str = ""

    @property
    def codes(self) -> Iterator[Code]:
        """Every code, in the order of the file."""
        return (code for theme in self.themes for code in theme.codes)
