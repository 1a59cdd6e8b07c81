"""YAML written by people: plain values, and the place of each of them.

Every scalar stays the text that was written (``no`` is a word, not a falsehood); what a value means is decided by the
schema that it is checked against. All problems of a file are reported together.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from interview_coder.errors import InputError, Place, Problem, offer_near_name

MAX_BYTES = 20_000_000
MAX_DEPTH = 40
MAX_NODES = 200_000

Path = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class LocatedYaml:
    """A document as plain dicts, lists and strings, with the place of every key and item.

    Parameters
    ----------
    file : str
        Name for messages.
    value : object
        The document; an empty scalar is None.
    marks : mapping of tuple to tuple of int
        Line and column, from 1, of the value at each path, and of its key where it has one.
    """

    file: str
    value: Any
    marks: Mapping[Path, tuple[int, int]] = field(default_factory=dict)

    def place(self, path: Path, *, of_key: bool = False) -> Place:
        """Return where a value (or its key) stands; the nearest parent that is known, if it is missing."""
        if of_key and (*path, _KEY) in self.marks:
            return Place(self.file, *self.marks[*path, _KEY])
        while path and path not in self.marks:
            path = path[:-1]
        return Place(self.file, *self.marks.get(path, (1, 1)))


_KEY = "\x00key"


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
        Naming every duplicate key and alias, or the first fault of syntax.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, ReusedAnchorWarning, YAMLError

    if len(raw) > MAX_BYTES:
        raise InputError(
            Problem(
                f"the file is larger than {MAX_BYTES // 1_000_000} MB",
                Place(file),
                "split it, or remove what is no YAML",
            )
        )
    text = decode_utf8(raw, file=file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ReusedAnchorWarning)
            root = YAML(typ="safe", pure=True).compose(io.StringIO(text))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        raise InputError(
            Problem(f"this is no valid YAML: {error.problem or error.context}", place, _SYNTAX_FIX)
        ) from error
    except YAMLError as error:
        line = text.count("\n", 0, getattr(error, "position", 0) or 0) + 1
        raise InputError(
            Problem("this is no valid YAML: a character that YAML does not allow", Place(file, line), _SYNTAX_FIX)
        ) from error
    except RecursionError as error:
        raise InputError(
            Problem(f"values are nested more than {MAX_DEPTH} deep", Place(file), "flatten them")
        ) from error
    return _Builder(file).build(root)


_SYNTAX_FIX = (
    "check indentation, colons and quotation marks near this place; text with ': ' or '#' in it needs quotation marks"
)


def decode_utf8(raw: bytes, *, file: str) -> str:
    """Decode UTF-8 and drop a byte-order mark; line ends become LF.

    Raises
    ------
    InputError
        With the line of the first byte that is no UTF-8.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise InputError(
            Problem(
                "the text is not UTF-8",
                Place(file, line),
                fix="save it as UTF-8 (in Word or Notepad: Save as, encoding UTF-8)",
            )
        ) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


class _Builder:
    """Turns YAML nodes into plain values and notes where they were."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.marks: dict[Path, tuple[int, int]] = {}
        self.problems: list[Problem] = []
        self.open_nodes: set[int] = set()
        self.n_nodes = 0

    def build(self, root: Any) -> LocatedYaml:
        value = None if root is None else self.value_of(root, ())
        if self.problems:
            raise InputError(*self.problems)
        return LocatedYaml(self.file, value, self.marks)

    def value_of(self, node: Any, path: Path) -> Any:
        from ruamel.yaml.nodes import MappingNode, ScalarNode

        self.n_nodes += 1
        self.marks[path] = _mark(node)
        if id(node) in self.open_nodes or len(path) > MAX_DEPTH or self.n_nodes > MAX_NODES:
            self.problem(
                node,
                "an alias contains itself, or values are nested too deep or repeated too often",
                "write the value out",
            )
            return None
        if isinstance(node, ScalarNode):
            return (
                None
                if str(node.tag).endswith(":null") and node.style is None and node.value in {"", "~"}
                else node.value
            )
        self.open_nodes.add(id(node))
        value = self.mapping_of(node, path) if isinstance(node, MappingNode) else self.list_of(node, path)
        self.open_nodes.discard(id(node))
        return value

    def list_of(self, node: Any, path: Path) -> list[Any]:
        return [self.value_of(item, (*path, place)) for place, item in enumerate(node.value)]

    def mapping_of(self, node: Any, path: Path) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value
            if not isinstance(key, str):
                self.problem(key_node, "a key must be a word", "write it without brackets")
            elif key in mapping:
                self.problem(key_node, f'the key "{key}" stands here a second time', "keep one of the two")
            else:
                mapping[key] = self.value_of(value_node, (*path, key))
                self.marks[*path, key, _KEY] = _mark(key_node)
        return mapping

    def problem(self, node: Any, message: str, fix: str) -> None:
        self.problems.append(Problem(message, Place(self.file, *_mark(node)), fix))


def _mark(node: Any) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1


def check_against(model: type[Model], document: LocatedYaml) -> tuple[Model | None, list[Problem]]:
    """Check a document against a pydantic model.

    Returns
    -------
    value : instance of `model`, or None
        None when there are problems.
    problems : list of Problem
        All of them, each at its place.
    """
    try:
        return model.model_validate(document.value if document.value is not None else {}), []
    except ValidationError as error:
        faults = [dict(fault) for fault in error.errors(include_url=False)]
        # a list of which every entry is wrong is not empty
        return None, [
            _located(model, document, fault)
            for fault in faults
            if not (fault["type"] == "too_short" and fault["input"])
        ]


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
