"""YAML written by people: plain values, and the place of each of them.

Every scalar stays the text that was written (``no`` is a word, not a falsehood; ``1.10`` keeps its nought); what a
value means is decided by the schema that it is checked against. All problems of a file are reported together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from interview_coder.errors import InputError, Place, Problem, offer_near_name
from interview_coder.project.yaml_faults import tell_bad_character

MAX_BYTES = 5_000_000
MOST_TOLD = 1_000

Path = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)


class Span(NamedTuple):
    """Where a value stands: its text's start and end, in characters, and the line and column, from 1, of its start."""

    start: int
    end: int
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class LocatedYaml:
    """A document as plain dicts, lists and strings, with the place of every key and item.

    Parameters
    ----------
    file : str
        Name for messages.
    value : object
        The document; a value that was left out is None.
    text : str
        What was read, without a byte-order mark.
    spans, keys : mapping of tuple to Span
        Where the value at each path stands, and the key that it has.
    aliases : mapping of tuple to tuple
        Where a value is an alias: the path of the value that it repeats.
    """

    file: str
    value: Any
    text: str = ""
    spans: Mapping[Path, Span] = field(default_factory=dict)
    keys: Mapping[Path, Span] = field(default_factory=dict)
    aliases: Mapping[Path, Path] = field(default_factory=dict)

    def span(self, path: Path) -> Span | None:
        """Return where a value was written; for an alias, where the value that it repeats was."""
        return self.spans.get(self._path_of_writing(path))

    def place(self, path: Path, *, of_key: bool = False) -> Place:
        """Return where a value (or its key) stands; the nearest parent that is known, if it is missing."""
        span = self.keys.get((*self._path_of_writing(path[:-1]), *path[-1:])) if of_key else None
        path = self._path_of_writing(path)
        while span is None and path:
            span = self.spans.get(path)
            path = path[:-1]
        span = span or self.spans.get(()) or Span(0, 0, 1, 1)
        return Place(self.file, span.line, span.column)

    def place_within(self, path: Path, offset: int) -> Place:
        """Return where one character of a text stands; of a text on several lines, where the text begins."""
        span = self.span(path)
        if span is None:
            return self.place(path)
        written = self.text[span.start : span.end]
        starts = [] if "\n" in written or "\r" in written else _starts_of_characters(written)
        column = span.column + (starts[offset] if offset < len(starts) else 0)
        return Place(self.file, span.line, column)

    def _path_of_writing(self, path: Path) -> Path:
        if not self.aliases:
            return path
        for length in range(len(path) + 1):
            if path[:length] in self.aliases:
                return self._path_of_writing(self.aliases[path[:length]] + path[length:])
        return path


_DOUBLE_QUOTED = re.compile(r"\\x..|\\u.{4}|\\U.{8}|\\?.")


def _starts_of_characters(written: str) -> list[int]:
    """Return where each character of a one-line text, and its end, stands in the way it was written."""
    if written[:1] not in {"'", '"'}:
        return [] if written[:1] in {"|", ">", "&", "!"} else list(range(len(written) + 1))
    pieces = re.compile("''|.") if written[0] == "'" else _DOUBLE_QUOTED
    return [1 + found.start() for found in pieces.finditer(written[1:-1])] + [len(written) - 1]


def read_yaml(raw: bytes, *, file: str) -> LocatedYaml:
    """Read one YAML document.

    Parameters
    ----------
    raw : bytes
        UTF-8, with or without a byte-order mark.
    file : str
        Name for messages.

    Returns
    -------
    LocatedYaml

    Raises
    ------
    InputError
        Naming every duplicate key, tag and bad alias, or the first fault of syntax.
    """
    document, problems = locate_yaml(raw, file=file)
    if problems:
        raise InputError(*tell_first(problems, file=file))
    return document


def locate_yaml(raw: bytes, *, file: str) -> tuple[LocatedYaml, list[Problem]]:
    """Read one YAML document as far as it can be read.

    Returns
    -------
    document : LocatedYaml
        Of keys that stand twice, the first.
    problems : list of Problem
        Duplicate keys, tags, aliases of nothing or of themselves, keys that are no words.

    Raises
    ------
    InputError
        Where nothing can be read: too large, no UTF-8, a fault of syntax, nested too deep.
    """
    if len(raw) > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES // 1_000_000} MB"
        raise InputError(Problem(message, Place(file), "split it, or remove what is no YAML"))
    from interview_coder.project.yaml_building import build

    text = _decode(raw, file=file)
    if (problem := tell_bad_character(text, file)) is not None:
        raise InputError(problem)
    return build(text, file)


def _decode(raw: bytes, *, file: str) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        fix = "save it as UTF-8 (in Word or Notepad: Save as, encoding UTF-8)"
        raise InputError(Problem("the text is not UTF-8", Place(file, line), fix)) from error


def check_against(model: type[Model], document: LocatedYaml) -> tuple[Model | None, list[Problem]]:
    """Check a document against a pydantic model.

    Returns
    -------
    value : instance of `model`, or None
        None when there are problems.
    problems : list of Problem
        Each at its place; of thousands, the first, and how many more there are.
    """
    try:
        return model.model_validate(document.value if document.value is not None else {}), []
    except ValidationError as error:
        # a list of which every entry is wrong is not empty
        faults = (dict(fault) for fault in error.errors(include_url=False) if not _counts_wrong_entries(fault))
        return None, tell_first((_located(model, document, fault) for fault in faults), file=document.file)


def tell_first(problems: Iterable[Problem], *, file: str) -> list[Problem]:
    """Return the first thousand problems of a file, and one that says so if there are more."""
    rest = iter(problems)
    first = [*islice(rest, MOST_TOLD)]
    if next(rest, None) is not None:
        first.append(Problem("there are more problems than these", Place(file), "mend those that are told first"))
    return first


def _counts_wrong_entries(fault: Mapping[str, Any]) -> bool:
    return fault["type"] == "too_short" and bool(fault["input"])


def _located(model: type[BaseModel], document: LocatedYaml, fault: Mapping[str, Any]) -> Problem:
    path: Path = tuple(fault["loc"])
    kind = fault["type"]
    of_key = path[-1:] == ("[key]",)
    path = path[:-1] if of_key else path
    name = _name_of(path)
    match kind:
        case "extra_forbidden":
            known = _keys_at(model, path[:-1])
            fix = offer_near_name(str(path[-1]), known) or f"keys that can stand here: {', '.join(known)}"
            return Problem(f"unknown key {name}", document.place(path, of_key=True), fix)
        case "missing":
            return Problem(f"{name} is missing", document.place(path[:-1]), f'add "{path[-1]}:"')
        case "string_type":
            message, fix = f"{name} must be text", "write one text, in quotation marks if it holds ': ' or '#'"
        case "tuple_type" | "list_type":
            message, fix = f"{name} must be a list", 'write each entry on its own line, after "- "'
        case "model_type" | "dict_type" | "mapping_type":
            message, fix = f"{name} must have keys of its own", "write them below it, each with a colon: key: value"
        case "too_short":
            message, fix = f"{name} is empty", "add at least one entry, or remove what holds it"
        case "literal_error":
            message, fix = (
                f"{name} must be {fault['ctx']['expected']}",
                offer_near_name(str(fault["input"]), _choices(fault)),
            )
        case "advice":
            message, fix = f"{name} {fault['ctx']['message']}", fault["ctx"]["fix"]
        case _:
            message, fix = f"{name}: {fault['msg'].removeprefix('Value error, ').lower()}", ""
    return Problem(message, document.place(path, of_key=of_key), fix)


def _name_of(path: Path) -> str:
    """Name a place in words: a key, an entry of a list by its number from 1, or the file."""
    if not path:
        return "the file"
    if isinstance(path[-1], int):
        return f"entry {path[-1] + 1} of {_name_of(path[:-1])}"
    return f'"{path[-1]}"'


def _choices(fault: Mapping[str, Any]) -> Sequence[str]:
    return str(fault["ctx"]["expected"]).replace(" or ", ", ").replace("'", "").split(", ")


def _keys_at(model: type[BaseModel], path: Path) -> list[str]:
    for part in path:
        # entries of a list, and names that people give in a mapping, are no fields
        if part in model.model_fields:
            model = _model_within(model.model_fields[str(part)].annotation) or model
    return sorted(model.model_fields)


def _model_within(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    within = (_model_within(part) for part in getattr(annotation, "__args__", ()))
    return next((one for one in within if one is not None), None)
