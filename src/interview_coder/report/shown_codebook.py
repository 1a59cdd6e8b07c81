"""A codebook as readers see it: what is said of each theme and code, and how often it was found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from interview_coder.model.codebook import Code, Codebook, Theme
from interview_coder.model.results import Table

_NOT_SHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class CodeCounts(NamedTuple):
    """How often a theme or code was found, by how many participants, and in how many sources."""

    mentions: int
    participants: int
    participants_total: int
    sources: int
    sources_total: int

    def __str__(self) -> str:
        mentions = "1 mention" if self.mentions == 1 else f"{self.mentions:,} mentions"
        return (
            f"{mentions} by {self.participants:,} of {self.participants_total:,} participants "
            f"in {self.sources:,} of {self.sources_total:,} sources"
        )


class Part(NamedTuple):
    """One thing that is said of a theme or code.

    Parameters
    ----------
    name : str
        Such as ``Include``; empty for the definition, which needs none.
    text : str
        Empty where there are entries.
    entries : tuple of str
        Of a list.
    is_formal : bool
        Whether the entries are rules and not sentences.
    """

    name: str
    text: str
    entries: tuple[str, ...] = ()
    is_formal: bool = False


@dataclass(frozen=True, slots=True)
class ShownCode:
    """A code with all that is said of it.

    Parameters
    ----------
    depth : int
        1 for a code that stands directly in its theme, 2 for one below it.
    above : tuple of str
        Labels of the codes that it is below, the nearest last.
    """

    code_id: str
    label: str
    colour: str
    depth: int
    above: tuple[str, ...]
    parts: tuple[Part, ...]
    counts: CodeCounts | None


@dataclass(frozen=True, slots=True)
class ShownTheme:
    """A theme with its codes at any depth, each before those below it."""

    theme_id: str
    label: str
    colour: str
    parts: tuple[Part, ...]
    counts: CodeCounts | None
    codes: tuple[ShownCode, ...]


@dataclass(frozen=True, slots=True)
class ShownCodebook:
    """A codebook to be written in some format.

    Parameters
    ----------
    lists : tuple of Part
        The word lists; only with the rules.
    has_counts : bool
        Whether its codes were counted.
    review : str
        Which codings count.
    """

    title: str
    version: str
    sha256: str
    memo: str
    themes: tuple[ShownTheme, ...]
    lists: tuple[Part, ...]
    has_counts: bool
    review: str


def show_codebook(
    codebook: Codebook,
    *,
    title: str = "",
    tables: Mapping[str, Table] | None = None,
    review: str = "",
    with_rules: bool = False,
) -> ShownCodebook:
    """Put together what readers see of a codebook.

    Parameters
    ----------
    title : str, optional
        Of the study; else that of the codebook.
    tables : mapping of str to Table, optional
        ``theme_frequencies`` and ``code_frequencies`` of a run with this codebook; without them there are no counts.
    review : str, optional
        Which codings these count.
    with_rules : bool, default=False
        Show rules, question patterns and word lists as well.
    """
    counts = {
        kind: {row[kind]: _read_counts(row) for row in tables[f"{kind}_frequencies"].records()} if tables else {}
        for kind in ("theme", "code")
    }
    themes = tuple(_show_theme(theme, counts, with_rules=with_rules) for theme in codebook.themes)
    lists = (Part(f"@{name}", clean(", ".join(entries))) for name, entries in codebook.lists.items())
    return ShownCodebook(
        title=clean(title or codebook.title) or "Codebook",
        version=clean(codebook.version),
        sha256=codebook.sha256,
        memo=clean(codebook.memo),
        themes=themes,
        lists=tuple(lists) if with_rules else (),
        has_counts=tables is not None,
        review=review,
    )


def clean(text: str) -> str:
    """Return a text with a sign in place of everything that no page, document or terminal should get.

    Examples
    --------
    >>> clean("too high" + chr(7))
    'too high�'
    """
    return _NOT_SHOWN.sub("\ufffd", text)


def _read_counts(row: Mapping[str, Any]) -> CodeCounts:
    return CodeCounts(*(row[name] for name in CodeCounts._fields))


def _show_theme(theme: Theme, counts: Mapping[str, Mapping[str, CodeCounts]], *, with_rules: bool) -> ShownTheme:
    labels: dict[str, tuple[str, ...]] = {"": ()}
    codes = []
    for code in theme.codes:
        above = labels[code.parent]
        labels[code.code_id] = (*above, clean(code.label))
        parts = tuple(part for part in _list_parts(code, with_rules=with_rules) if part.text or part.entries)
        found = counts["code"].get(code.code_id)
        codes.append(ShownCode(code.code_id, clean(code.label), code.colour, len(above) + 1, above, parts, found))
    said = [Part("", clean(theme.definition)), Part("Memo", clean(theme.memo))]
    said += [_make_list("Questions", theme.topic_guide, is_formal=True)] if with_rules else []
    return ShownTheme(
        theme.theme_id,
        clean(theme.label),
        theme.colour,
        tuple(part for part in said if part.text or part.entries),
        counts["theme"].get(theme.theme_id),
        tuple(codes),
    )


def _list_parts(code: Code, *, with_rules: bool) -> Iterator[Part]:
    yield Part("", clean(code.definition))
    yield _make_list("Include", code.include)
    yield _make_list("Exclude", code.exclude)
    yield _make_list("Examples", code.examples)
    yield _make_list("Counter-examples", code.counter_examples)
    yield Part("Memo", clean(code.memo))
    if with_rules:
        yield _make_list("Rules", [rule.text for rule in code.rules], is_formal=True)
        yield _make_list("Questions", code.topic_guide, is_formal=True)


def _make_list(name: str, entries: Sequence[str], *, is_formal: bool = False) -> Part:
    return Part(name, "", tuple(clean(entry.strip()) for entry in entries if entry.strip()), is_formal)
