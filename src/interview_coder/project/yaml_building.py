"""From the events of YAML's grammar to plain values, with the place of each.

The parser is libyaml's, in C. Nothing here makes an object of a tag or copies what an alias repeats, and depth and
number of values are limited while reading, so that a small file cannot become a large document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import Any, NamedTuple, NoReturn

import yaml

from interview_coder.errors import InputError, Place, Problem
from interview_coder.project.located_yaml import LocatedYaml, Path, Span
from interview_coder.project.yaml_faults import NO_YAML, tell_fault, tell_tag, tell_unknown_anchor

MAX_DEPTH = 60
MAX_VALUES = 200_000

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # without libyaml it is slow, and takes no tab between words
_BREAKS_OF_YAML_1_1 = "\x85\u2028\u2029"
# half of what JSON writes for an emoji is no character; a question mark in its stead is as long, and moves nothing
_HALF_EMOJI = re.compile(r"(?<!\\)\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
_NO_KEY = "\x00"


def build(text: str, file: str) -> tuple[LocatedYaml, list[Problem]]:
    """Read one document; see `interview_coder.project.located_yaml.locate_yaml`."""
    builder = _Builder(text, file)
    try:
        value = builder.document()
    except yaml.YAMLError as error:
        whole = _HALF_EMOJI.sub(r"\\u003f", text)
        if whole != text:
            located, problems = build(whole, file)
            return replace(located, text=text), problems
        raise InputError(*builder.problems, tell_fault(error, text, file)) from error
    located = LocatedYaml(file, value, text, builder.spans, builder.keys, builder.aliases)
    return located, builder.problems


class _Anchor(NamedTuple):
    """What an alias repeats; the number of values and the depth are of all that is in it."""

    value: Any
    path: Path
    n_values: int
    depth: int


class _Builder:
    """Takes events from left to right."""

    def __init__(self, text: str, file: str) -> None:
        hidden = _hide_breaks(text)
        self.shown = {ord(other): sign for sign, other in hidden.items()}
        readable = text.translate({ord(sign): other for sign, other in hidden.items()}) if hidden else text
        self.events: Iterator[Any] = yaml.parse(readable, Loader=_LOADER)
        self.file = file
        self.spans: dict[Path, Span] = {}
        self.keys: dict[Path, Span] = {}
        self.aliases: dict[Path, Path] = {}
        self.anchors: dict[str, _Anchor] = {}
        self.open_anchors: dict[str, Any] = {}  # of values that have not ended yet
        self.problems: list[Problem] = []
        self.n_values = 0
        self.depth = 0  # of the deepest value since it was last set back
        self.end = 0  # of the last value, in the text

    def document(self) -> Any:
        value = None
        for event in self.events:
            if isinstance(event, yaml.NodeEvent):
                value = self.value_of(event, ())
            elif isinstance(event, yaml.DocumentStartEvent) and self.spans:
                self.give_up(event, f"{NO_YAML}a second document begins here", 'remove the line "---"')
        return value

    def value_of(self, event: Any, path: Path) -> Any:
        if isinstance(event, yaml.AliasEvent):
            return self.repeated_value(event, path)
        self.count(event, len(path), n_values=1)
        self.check_tag(event)
        if event.anchor:
            self.open_anchors[event.anchor] = event
        n_before, depth_before = self.n_values, self.depth
        self.depth = len(path)
        value = self.fresh_value(event, path)
        self.spans[path] = _span_of(event, self.end)
        if event.anchor:
            self.open_anchors.pop(event.anchor, None)
            n_values = self.n_values - n_before + 1
            self.anchors[event.anchor] = _Anchor(value, path, n_values, self.depth - len(path))
        self.depth = max(self.depth, depth_before)
        return value

    def fresh_value(self, event: Any, path: Path) -> Any:
        mark = event.end_mark
        if isinstance(event, yaml.ScalarEvent):
            self.end = mark.index
            return self.text_of(event)
        value, last = self.mapping_at(path) if isinstance(event, yaml.MappingStartEvent) else self.list_at(path)
        if event.flow_style:  # a block is said to end only where the next thing begins, after comments and empty lines
            self.end = last.end_mark.index
        return value

    def text_of(self, event: Any) -> str | None:
        left_out = not event.value and event.implicit[0] and not event.style
        text: str = event.value.translate(self.shown) if self.shown else event.value
        return None if left_out else text

    def list_at(self, path: Path) -> tuple[list[Any], Any]:
        values: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            values.append(self.value_of(event, (*path, len(values))))
        return values, event

    def mapping_at(self, path: Path) -> tuple[dict[str, Any], Any]:
        values: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.key_of(event, path)
            if isinstance(key, str) and key not in values:
                self.keys[*path, key] = _span_of(event, event.end_mark.index)
                values[key] = self.value_of(next(self.events), (*path, key))
            elif isinstance(key, str):
                self.problem(event, f'the key "{key}" stands here a second time', "keep one of the two")
                self.value_of(next(self.events), (*path, _NO_KEY))
            else:
                self.problem(event, "a key must be a word", "write it without brackets")
                self.value_of(next(self.events), (*path, _NO_KEY))
        return values, event

    def key_of(self, event: Any, path: Path) -> Any:
        if isinstance(event, yaml.ScalarEvent) and not event.anchor:
            self.check_tag(event)
            return self.text_of(event) or ""
        return self.value_of(event, (*path, _NO_KEY))

    def repeated_value(self, event: Any, path: Path) -> Any:
        name = event.anchor
        self.end = event.end_mark.index
        if name in self.open_anchors:
            self.problem(self.open_anchors[name], "an alias contains itself", "write the value out")
        elif name not in self.anchors:
            self.problems.append(tell_unknown_anchor(name, self.place_of(event)))
        else:
            anchor = self.anchors[name]
            self.count(event, len(path) + anchor.depth, anchor.n_values)
            self.spans[path] = _span_of(event, self.end)
            self.aliases[path] = anchor.path
            return anchor.value
        return None

    def count(self, event: Any, depth: int, n_values: int) -> None:
        self.n_values += n_values
        self.depth = max(self.depth, depth)
        if depth > MAX_DEPTH:
            self.give_up(event, f"values are nested more than {MAX_DEPTH} deep", "flatten them")
        if self.n_values > MAX_VALUES:
            what = "with what aliases repeat, " if self.aliases or n_values > 1 else ""
            self.give_up(event, f"{what}the file holds more than {MAX_VALUES:,} values", "split it, or shorten lists")

    def check_tag(self, event: Any) -> None:
        if event.tag and (problem := tell_tag(event.tag, self.place_of(event))):
            self.problems.append(problem)

    def problem(self, event: Any, message: str, fix: str) -> None:
        self.problems.append(Problem(message, self.place_of(event), fix))

    def give_up(self, event: Any, message: str, fix: str) -> NoReturn:
        raise InputError(*self.problems, Problem(message, self.place_of(event), fix))

    def place_of(self, event: Any) -> Place:
        return Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1)


def _span_of(event: Any, end: int) -> Span:
    mark = event.start_mark
    return Span(mark.index, end, mark.line + 1, mark.column + 1)


def _hide_breaks(text: str) -> dict[str, str]:
    """Choose stand-ins for the line ends of YAML 1.1 that are none in 1.2, nor in any editor."""
    present = [sign for sign in _BREAKS_OF_YAML_1_1 if sign in text]
    private = chain(range(0xE000, 0xF900), range(0xF0000, 0x10FFFE)) if present else ()
    return dict(zip(present, (chr(code) for code in private if chr(code) not in text), strict=False))
