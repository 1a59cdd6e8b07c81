"""``codebook.yml`` → Codebook, with every problem at its line and column."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from interview_coder.errors import InputError, Problem, offer_near_name
from interview_coder.model.codebook import Code, Codebook, Rule, Theme
from interview_coder.project.located_yaml import LocatedYaml, Path, check_against, read_yaml
from interview_coder.rules import Near, Pattern, Phrase, RuleError, Unless, list_names, parse_rule, spell_out

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]
Texts = tuple[str, ...]
PALETTE = ("#b5473c", "#3f6fa8", "#7a5a9e", "#3d7f58", "#a8701f", "#4f7f86", "#a34f7f", "#6b6b3a")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CodeEntry(_Strict):
    """One entry of a theme's ``codes``."""

    id: Id
    label: str = ""
    definition: str = ""
    include: Texts = ()
    exclude: Texts = ()
    examples: Texts = ()
    counter_examples: Texts = ()
    memo: str = ""
    match: Texts = ()


class ThemeEntry(_Strict):
    """One entry of ``themes``."""

    id: Id
    label: str = ""
    colour: Colour | None = None
    definition: str = ""
    memo: str = ""
    codes: Annotated[tuple[CodeEntry, ...], Field(min_length=1)]


class CodebookFile(_Strict):
    """The whole file."""

    version: str = "1"
    title: str = ""
    memo: str = ""
    lists: dict[str, Texts] = {}
    themes: Annotated[tuple[ThemeEntry, ...], Field(min_length=1)]


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
    document = read_yaml(raw, file=file)
    entries, problems = check_against(CodebookFile, document)
    problems += [*_find_repeated_ids(document), *_find_bad_rules(document)]
    if entries is None or problems:
        raise InputError(*problems)
    themes = tuple(_make_theme(theme, place, document) for place, theme in enumerate(entries.themes))
    return Codebook(entries.title, entries.version, themes, entries.lists, hashlib.sha256(raw).hexdigest())


def _make_theme(theme: ThemeEntry, place: int, document: LocatedYaml) -> Theme:
    path: Path = ("themes", place, "codes")
    return Theme(
        theme_id=theme.id,
        label=theme.label or theme.id.replace("_", " "),
        definition=theme.definition.strip(),
        colour=theme.colour or PALETTE[place % len(PALETTE)],
        codes=tuple(_make_code(code, theme.id, (*path, i), document) for i, code in enumerate(theme.codes)),
    )


def _make_code(code: CodeEntry, theme_id: str, path: Path, document: LocatedYaml) -> Code:
    return Code(
        code_id=code.id,
        theme_id=theme_id,
        label=code.label or code.id.replace("_", " "),
        definition=code.definition.strip(),
        include=code.include,
        exclude=code.exclude,
        examples=code.examples,
        counter_examples=code.counter_examples,
        rules=tuple(
            Rule(text, hashlib.sha256(text.encode()).hexdigest()[:12], document.place((*path, "match", i)).line or 0)
            for i, text in enumerate(code.match)
        ),
    )


def _entries(value: object, path: Path, key: str) -> Iterator[tuple[Path, object]]:
    """Yield the entries of a list at a key with their paths; nothing where there is no such list."""
    entries = value.get(key) if isinstance(value, dict) else None
    if isinstance(entries, list):
        yield from (((*path, key, place), entry) for place, entry in enumerate(entries))


def _find_repeated_ids(document: LocatedYaml) -> Iterator[Problem]:
    first_at: dict[tuple[str, str], str] = {}
    themes = list(_entries(document.value, (), "themes"))
    codes = [entry for path, theme in themes for entry in _entries(theme, path, "codes")]
    named = [("theme", path, entry) for path, entry in themes] + [("code", path, entry) for path, entry in codes]
    for kind, path, entry in named:
        name = entry.get("id") if isinstance(entry, dict) else None
        if not isinstance(name, str):
            continue
        place = document.place((*path, "id"))
        if (kind, name) in first_at:
            fix = f"it stands at {first_at[kind, name]} too: rename one of them"
            yield Problem(f'the {kind} id "{name}" is used twice', place, fix)
        else:
            first_at[kind, name] = str(place)


def _find_bad_rules(document: LocatedYaml) -> Iterator[Problem]:
    lists: dict[str, tuple[Phrase, ...]] = {}
    named_lists = document.value.get("lists") if isinstance(document.value, dict) else None
    for name in named_lists if isinstance(named_lists, dict) else ():
        patterns: list[Phrase] = []
        for path, text in _entries(named_lists, ("lists",), name):
            pattern, problem = _read_rule(text, path, document)
            if pattern is not None and (not isinstance(pattern, Phrase) or list_names(pattern)):
                message = "a list holds words and phrases only, no operators and no other lists"
                problem = Problem(message, document.place(path), "write the words out")
            if problem is not None:
                yield problem
            elif isinstance(pattern, Phrase):
                patterns.append(pattern)
        lists[name] = tuple(patterns)
    for theme_path, theme in _entries(document.value, (), "themes"):
        for code_path, code in _entries(theme, theme_path, "codes"):
            seen: set[object] = set()
            for path, text in _entries(code, code_path, "match"):
                if isinstance(text, str) and text in seen:
                    yield Problem(
                        f"the rule {_shown(text)} stands twice in this code",
                        document.place(path),
                        "remove one of the two",
                    )
                seen.add(text if isinstance(text, str) else None)
                pattern, problem = _read_rule(text, path, document)
                yield from [problem] if problem else _find_misuse(pattern, lists, path, document)


def _read_rule(text: object, path: Path, document: LocatedYaml) -> tuple[Pattern | None, Problem | None]:
    if not isinstance(text, str):
        return None, None  # the schema has said so
    try:
        return parse_rule(text), None
    except RuleError as error:
        return None, Problem(
            f"the rule {_shown(text)} cannot be read at its character {error.offset + 1}: {error.message}",
            document.place(path),
            error.fix,
        )


def _find_misuse(
    pattern: Pattern | None, lists: dict[str, tuple[Phrase, ...]], path: Path, document: LocatedYaml
) -> Iterator[Problem]:
    if pattern is None:
        return
    unknown = [name for name in list_names(pattern) if name.name not in lists]
    for name in unknown:
        yield Problem(
            f'there is no word list "{name.name}"',
            document.place(path),
            offer_near_name(name.name, lists) or 'define it under "lists:"',
        )
    if not unknown:
        try:
            for phrase in _phrases_of(pattern):
                spell_out(phrase, lists)
        except RuleError as error:
            yield Problem(error.message, document.place(path), error.fix)


def _phrases_of(pattern: Pattern) -> tuple[Phrase, ...]:
    match pattern:
        case Phrase():
            return (pattern,)
        case Near():
            return (*_phrases_of(pattern.first), *_phrases_of(pattern.second))
        case Unless():
            return (*_phrases_of(pattern.wanted), *_phrases_of(pattern.unwanted))


def _shown(text: str) -> str:
    return f"“{text}”" if len(text) <= 60 else f"“{text[:57]}…”"
