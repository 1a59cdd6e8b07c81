"""Styles of Word documents: how paragraphs and characters look, and which paragraphs Word numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from interview_coder.ingest.styled_lines import AS_IT_IS, Switches, add_up, inherit_switches, list_ancestry

_OFF = {"0", "false", "off"}
_LEAST_INDENT = 280  # twentieths of a point: half a centimetre
_QUOTING = re.compile(r"quot|zitat|citation|^cita", re.IGNORECASE)
_LISTING = re.compile(r"^(list|toc|heading|index)", re.IGNORECASE)


class WordStyles:
    """How paragraphs and characters look, by the names of their styles."""

    def __init__(self) -> None:
        self.switches: dict[str, Switches] = {}
        self.parents: dict[str, str] = {}
        self.numbered: set[str] = set()
        self.quoting: set[str] = set()
        self.indented: set[str] = set()
        self.listing: set[str] = set()
        self.default_paragraph = ""
        self.always = AS_IT_IS
        self._looks: dict[tuple[str, str, Switches], int] = {}
        self._set_off: dict[tuple[str, bool | None, bool | None], bool] = {}

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

    def is_set_off(self, style: str, *, is_indented: bool | None, is_numbered: bool | None) -> bool:
        """Whether a paragraph is set as a quotation is, by its style and by what is set for itself alone."""
        key = style, is_indented, is_numbered
        known = self._set_off.get(key)
        if known is None:
            line = set(list_ancestry(style, self.parents))
            is_moved = bool(self.indented & line) if is_indented is None else is_indented
            is_of_list = is_numbered or self.is_numbered(style) or bool(self.listing & line)
            known = self._set_off[key] = bool(self.quoting & line) or (is_moved and not is_of_list)
        return known

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
    """Note whether a style is one of quotations, of lists and headings, or indented."""
    shown = style.find(f"{w}name")
    title = name if shown is None else shown.get(f"{w}val", "")
    indent = style.find(f"{w}pPr/{w}ind")
    if style.get(f"{w}type") == "paragraph" and _QUOTING.search(title):
        styles.quoting.add(name)
    if _LISTING.search(title):
        styles.listing.add(name)
    if indent is not None and is_indent(indent, w):
        styles.indented.add(name)


def is_indent(setting: Any, w: str) -> bool | None:
    """Whether an element ``w:ind`` moves a paragraph clearly inwards, and not to hang its first line out.

    None where it says nothing of that.
    """
    inwards = setting.get(f"{w}left", setting.get(f"{w}start"))
    if inwards is None:
        return None
    return inwards.isdecimal() and int(inwards) >= _LEAST_INDENT and setting.get(f"{w}hanging", "0") == "0"


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
