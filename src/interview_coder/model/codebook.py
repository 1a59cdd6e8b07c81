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
        First 12 hex digits of the SHA-256 of the text and of the entries of all word lists that it uses: the same rule
        has the same id in every codebook with the same lists, and another one as soon as a list changes.
    line : int
        Line in the codebook's file, from 1.
    """

    text: str
    rule_id: str
    line: int


@dataclass(frozen=True, slots=True)
class Code:
    """One label that a stretch of talk can get, and what earns it.

    Parameters
    ----------
    parent : str
        Id of the code above; empty for a code that stands directly in its theme.
    colour : str
        ``#rrggbb``: its own, or else that of the code or theme above.
    topic_guide : tuple of str
        Phrases by which a question on this code is known.
    """

    code_id: str
    theme_id: str
    label: str
    definition: str
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    parent: str = ""
    colour: str = ""
    memo: str = ""
    topic_guide: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Theme:
    """A group of codes.

    Parameters
    ----------
    colour : str
        ``#rrggbb``.
    codes : tuple of Code
        All of them, at any depth, in the order of the file: a code before those below it.
    topic_guide : tuple of str
        Phrases by which a question on this theme is known.
    """

    theme_id: str
    label: str
    definition: str
    colour: str
    codes: tuple[Code, ...]
    memo: str = ""
    topic_guide: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Codebook:
    """The instrument of the study.

    Parameters
    ----------
    version : str
        As written: ``1.10`` is not 1.1.
    lists : mapping of str to tuple of str
        Word lists that rules and other lists use by name: ``@council``.
    sha256 : str
        Of the file's bytes, in hexadecimal.
    """

    title: str
    version: str
    themes: tuple[Theme, ...]
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sha256: str = ""
    memo: str = ""

    @property
    def codes(self) -> Iterator[Code]:
        """Every code, in the order of the file."""
        return (code for theme in self.themes for code in theme.codes)
