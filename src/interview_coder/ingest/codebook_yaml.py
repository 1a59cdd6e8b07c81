"""``codebook.yml`` → Codebook, with every problem at its line and column."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import PurePath
from typing import TypeGuard

from interview_coder.errors import InputError, Problem
from interview_coder.ingest.codebook_lists import read_lists
from interview_coder.ingest.codebook_rules import RuleReader
from interview_coder.ingest.codebook_schema import CodebookFile, CodeEntry, ThemeEntry
from interview_coder.ingest.codebook_tree import find_deep_codes, find_repeated_ids
from interview_coder.model.codebook import Code, Codebook, Rule, Theme
from interview_coder.project.located_yaml import LocatedYaml, Path, check_against, locate_yaml, tell_first

PALETTE = ("#b5473c", "#3f6fa8", "#7a5a9e", "#3d7f58", "#a8701f", "#4f7f86", "#a34f7f", "#6b6b3a")


def read_codebook(raw: bytes, *, file: str = "codebook.yml") -> Codebook:
    """Read a codebook.

    Parameters
    ----------
    raw : bytes
        The YAML file, UTF-8.
    file : str, default="codebook.yml"
        Name for messages.

    Returns
    -------
    Codebook

    Raises
    ------
    InputError
        With every problem of the file: unknown keys, ids used twice, rules that cannot be read.

    Examples
    --------
    >>> book = read_codebook(b"themes: [{id: trust, codes: [{id: broken_trust, match: [betray*]}]}]")
    >>> [code.label for code in book.codes]
    ['broken trust']
    """
    document, faults = locate_yaml(raw, file=file)
    if not isinstance(document.value, dict):
        raise InputError(*faults, _tell_no_codebook(document))
    entries, misfits = check_against(CodebookFile, document)
    lists, bad_lists = read_lists(document)
    rules = RuleReader(document, lists)
    others = chain(find_repeated_ids(document), find_deep_codes(document), bad_lists, rules.find_problems())
    problems = [*tell_first(faults, file=file), *misfits, *tell_first(others, file=file)]
    if entries is None or problems:
        raise InputError(*problems)
    maker = _Maker(document, rules.rule_ids)
    themes = tuple(maker.make_theme(theme, place) for place, theme in enumerate(entries.themes))
    sha256 = hashlib.sha256(raw).hexdigest()
    return Codebook(entries.title, entries.version, themes, entries.lists, sha256, entries.memo.strip())


def read_word_lists(raw: bytes, *, file: str = "codebook.yml") -> tuple[Codebook, tuple[Problem, ...]]:
    """Read a codebook of which the word lists are enough.

    Returns
    -------
    codebook : Codebook
        With its lists alone where there are problems.
    problems : tuple of Problem
        Those of all else.

    Raises
    ------
    InputError
        With every problem, where something is wrong with its lists.
    """
    try:
        return read_codebook(raw, file=file), ()
    except InputError as error:
        problems = error.problems
    document, _ = locate_yaml(raw, file=file)
    written = document.value.get("lists", {}) if isinstance(document.value, dict) else None
    _, bad_lists = read_lists(document)
    if bad_lists or not _are_lists(written):
        raise InputError(*problems)
    return Codebook("", "", (), {name: tuple(entries) for name, entries in written.items()}), problems


def _are_lists(written: object) -> TypeGuard[dict[str, list[str]]]:
    return isinstance(written, dict) and all(
        isinstance(entries, list) and all(isinstance(entry, str) for entry in entries) for entries in written.values()
    )


def _tell_no_codebook(document: LocatedYaml) -> Problem:
    message = "the codebook is empty" if document.value is None else "this is no codebook"
    fix = 'it needs "themes:", below it themes with an id and "codes:", and below these codes with an id'
    ending = PurePath(document.file).suffix
    if ending not in {"", ".yml", ".yaml"}:
        fix = f"codebooks are YAML files; {ending} is not supported"
    return Problem(message, document.place(()), fix)


class _Maker:
    """Makes records of entries that are right."""

    def __init__(self, document: LocatedYaml, rule_ids: Mapping[str, str]) -> None:
        self.document = document
        self.rule_ids = rule_ids

    def make_theme(self, entry: ThemeEntry, place: int) -> Theme:
        colour = entry.colour or PALETTE[place % len(PALETTE)]
        top = Code("", entry.id, "", "", colour=colour)
        return Theme(
            theme_id=entry.id,
            label=entry.label or entry.id.replace("_", " "),
            definition=entry.definition.strip(),
            colour=colour,
            codes=tuple(self.make_codes(entry, top, ("themes", place))),
            memo=entry.memo.strip(),
            topic_guide=entry.topic_guide,
        )

    def make_codes(self, entry: ThemeEntry | CodeEntry, above: Code, path: Path) -> Iterator[Code]:
        """Make all codes below a theme or code, each before those below it."""
        for place, below in enumerate(entry.codes):
            below_path = (*path, "codes", place)
            code = self.make_code(below, above, below_path)
            yield code
            yield from self.make_codes(below, code, below_path)

    def make_code(self, entry: CodeEntry, above: Code, path: Path) -> Code:
        return Code(
            code_id=entry.id,
            theme_id=above.theme_id,
            label=entry.label or entry.id.replace("_", " "),
            definition=entry.definition.strip(),
            include=entry.include,
            exclude=entry.exclude,
            examples=entry.examples,
            counter_examples=entry.counter_examples,
            rules=tuple(self.make_rule(text, (*path, "match", place)) for place, text in enumerate(entry.match)),
            parent=above.code_id,
            colour=entry.colour or above.colour,
            memo=entry.memo.strip(),
            topic_guide=entry.topic_guide,
        )

    def make_rule(self, text: str, path: Path) -> Rule:
        return Rule(text, self.rule_ids[text], self.document.place(path).line or 0)
