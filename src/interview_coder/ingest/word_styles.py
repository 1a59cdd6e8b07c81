"""Styles of Word documents: how paragraphs and characters look, and which paragraphs Word numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from interview_coder.ingest.document import Setting
from interview_coder.ingest.styled_lines import AS_IT_IS, Switches, add_up, inherit_switches, list_ancestry

_OFF = {"0", "false", "off"}
_LEAST_INDENT = 280  # twentieths of a point: half a centimetre
_QUOTING = re.compile(r"quot(?:e|ation)|block ?text|zitat|\bcita(?:\b|[tzçc])|cytat", re.IGNORECASE)
"""Of the names of styles; Word itself calls its own in English, whatever its language."""
_LISTING = re.compile(r"^(list|toc|heading|index)", re.IGNORECASE)


class WordStyles:
    """How paragraphs and characters look, by the names of their styles."""

    def __init__(self) -> None:
        self.switches: dict[str, Switches] = {}
        self.parents: dict[str, str] = {}
        self.numbered: set[str] = set()
        self.quoting: set[str] = set()
        self.indents: dict[str, Switches] = {}
        self.listing: set[str] = set()
        self.default_paragraph = ""
        self.always = AS_IT_IS
        self._looks: dict[tuple[str, str, Switches], int] = {}
        self._settings: dict[tuple[str, Switches, bool | None], Setting] = {}

    def look(self, paragraph_style: str, run_style: str, direct: Switches) -> int:
        """Return the look of a run: a direct setting counts, else what its two styles say together."""
        key = paragraph_style, run_style, direct
        if key not in self._looks:
            both = zip(self._inherited(paragraph_style), self._inherited(run_style), strict=True)
            # a style switches bold over: bold characters in a bold paragraph are not bold
            styled = [bool(paragraph) != bool(run) for paragraph, run in both]
            switched = zip(direct, styled, self.always, strict=True)
            self._looks[key] = add_up(
                by_styles or always if own is None else own for own, by_styles, always in switched
            )
        return self._looks[key]

    def is_numbered(self, style: str) -> bool:
        """Whether paragraphs of a style begin with a number or bullet of Word's making."""
        return bool(self.numbered) and not self.numbered.isdisjoint(list_ancestry(style, self.parents))

    def find_setting(self, style: str, indent: Switches, *, is_numbered: bool | None) -> Setting:
        """Return how a paragraph is set, by its style and by what is set for itself alone."""
        key = style, indent, is_numbered
        known = self._settings.get(key)
        if known is None:
            known = self._settings[key] = self._find_setting(*key)
        return known

    def _find_setting(self, style: str, indent: Switches, is_numbered: bool | None) -> Setting:
        line = list_ancestry(style, self.parents)
        if not self.quoting.isdisjoint(line):
            return "quotation"
        is_of_list = self.is_numbered(style) if is_numbered is None else is_numbered
        if is_of_list or not self.listing.isdisjoint(line):
            return ""
        styled = inherit_switches(style, self.indents, self.parents)
        on_left, on_right, hangs = (
            by_style if own is None else own for own, by_style in zip(indent, styled, strict=True)
        )
        if not on_left or hangs:
            return ""
        return "quotation" if on_right else "indented"

    def _inherited(self, style: str) -> Switches:
        return inherit_switches(style, self.switches, self.parents)


def read_styles(roots: Sequence[Any]) -> WordStyles:
    """Read the part of a document that holds its styles, if it has one."""
    styles = WordStyles()
    for root in roots[:1]:
        w = namespace_of(root)
        styles.always = _switches_of(root.find(f"{w}docDefaults/{w}rPrDefault/{w}rPr"), w)
        for style in root.iterchildren(f"{w}style"):
            name = style.get(f"{w}styleId", "")
            styles.switches[name] = _switches_of(style.find(f"{w}rPr"), w)
            _sort(styles, name, style, w)
            parent = style.find(f"{w}basedOn")
            if parent is not None:
                styles.parents[name] = parent.get(f"{w}val", "")
            if style.find(f"{w}pPr/{w}numPr") is not None:
                styles.numbered.add(name)
            if style.get(f"{w}type") == "paragraph" and style.get(f"{w}default") in {"1", "true", "on"}:
                styles.default_paragraph = name
    return styles


def _sort(styles: WordStyles, name: str, style: Any, w: str) -> None:
    """Note whether a style is one of quotations, or of lists and headings, and how it is indented."""
    shown = style.find(f"{w}name")
    title = name if shown is None else shown.get(f"{w}val", "")
    indent = style.find(f"{w}pPr/{w}ind")
    if style.get(f"{w}type") == "paragraph" and _QUOTING.search(title):
        styles.quoting.add(name)
    if _LISTING.search(title):
        styles.listing.add(name)
    if indent is not None:
        styles.indents[name] = read_indent(indent, w)


def read_indent(setting: Any, w: str) -> Switches:
    """Return whether ``w:ind`` moves a paragraph clearly inwards on the left, on the right, and hangs its first line.

    None where it says nothing of that.
    """
    sides = (
        (setting.get(f"{w}left", setting.get(f"{w}start")), _LEAST_INDENT),
        (setting.get(f"{w}right", setting.get(f"{w}end")), _LEAST_INDENT),
        (setting.get(f"{w}hanging"), 1),
    )
    return tuple(None if n is None else n.isdecimal() and int(n) >= least for n, least in sides)


def namespace_of(root: Any) -> str:
    """Return the namespace of an element in the way in which lxml puts it before names."""
    namespace, brace, _ = root.tag.rpartition("}")
    return str(namespace + brace)


def is_on(setting: Any, w: str) -> bool:
    """Whether an element such as ``w:b`` switches on what it names."""
    return setting.get(f"{w}val") not in _OFF


def _switches_of(properties: Any, w: str) -> Switches:
    if properties is None:
        return AS_IT_IS
    found = (properties.find(f"{w}{name}") for name in ("b", "i", "vanish"))
    return tuple(None if one is None else is_on(one, w) for one in found)
