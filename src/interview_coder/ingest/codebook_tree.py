"""The themes and codes of a codebook as they were written, right or wrong, with the path of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from interview_coder.errors import Problem
from interview_coder.project.located_yaml import LocatedYaml, Path

MAX_CODE_DEPTH = 20


def entries_at(value: object, path: Path, key: str) -> Iterator[tuple[Path, Any]]:
    """Yield the entries of a list at a key with their paths; nothing where there is no such list."""
    entries = value.get(key) if isinstance(value, dict) else None
    if isinstance(entries, list):
        yield from (((*path, key, place), entry) for place, entry in enumerate(entries))


def walk_themes(document: LocatedYaml) -> Iterator[tuple[Path, Any]]:
    """Yield every entry of ``themes`` with its path."""
    return entries_at(document.value, (), "themes")


def walk_codes(value: object, path: Path) -> Iterator[tuple[Path, Any]]:
    """Yield every code below a theme or code, at any depth, with its path: a code before those below it."""
    for code_path, code in entries_at(value, path, "codes"):
        yield code_path, code
        yield from walk_codes(code, code_path)


def walk_all_codes(document: LocatedYaml) -> Iterator[tuple[Path, Any]]:
    """Yield every code of all themes with its path."""
    return (found for path, theme in walk_themes(document) for found in walk_codes(theme, path))


def find_deep_codes(document: LocatedYaml) -> Iterator[Problem]:
    """Tell each code that stands below too many others, and nothing of those below it."""
    for path, _ in walk_all_codes(document):
        if path.count("codes") == MAX_CODE_DEPTH + 1:
            message = f"codes are nested more than {MAX_CODE_DEPTH} deep"
            yield Problem(message, document.place(path), "move this code up, or make a theme of one above it")


def find_repeated_ids(document: LocatedYaml) -> Iterator[Problem]:
    """Tell each id of a theme or code that another has, also where only capitals differ."""
    yield from _find_repeated("theme", walk_themes(document), document)
    yield from _find_repeated("code", walk_all_codes(document), document)


def _find_repeated(kind: str, entries: Iterator[tuple[Path, Any]], document: LocatedYaml) -> Iterator[Problem]:
    first: dict[str, tuple[str, Path]] = {}
    for path, entry in entries:
        name = entry.get("id") if isinstance(entry, dict) else None
        if not isinstance(name, str):
            continue
        other, other_path = first.setdefault(name.casefold(), (name, path))
        if other_path == path:
            continue
        capitals = "" if other == name else f' ("{other}"; capitals make no difference)'
        fix = f"it stands at {document.place((*other_path, 'id'))} too: rename one of them"
        yield Problem(f'the {kind} id "{name}" is used twice{capitals}', document.place((*path, "id")), fix)
