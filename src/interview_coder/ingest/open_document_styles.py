"""Styles of OpenDocument texts: how paragraphs and spans look."""

from __future__ import annotations

from typing import Any

from interview_coder.ingest.styled_lines import (
    AS_IT_IS,
    BOLD,
    HIDDEN,
    ITALIC,
    Switches,
    inherit_switches,
)


def namespace(name: str) -> str:
    """Return a name space of the format in the way in which lxml puts it before names."""
    return f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}"


_STYLE, _TEXT, _FO = map(namespace, ("style", "text", "xsl-fo-compatible"))


class OpenDocumentStyles:
    """How paragraphs and spans look, by family and name of their style."""

    def __init__(self) -> None:
        self.switches: dict[str, Switches] = {}
        self.parents: dict[str, str] = {}
        self._looks: dict[tuple[str, str, int], int] = {}

    def look(self, family: str, name: str, around: int) -> int:
        """Return the look of text in a style, in the midst of text that looks as `around`."""
        key = family, name, around
        look = self._looks.get(key)
        if look is None:
            look = around
            default = self.switches.get(_key(family, ""), AS_IT_IS)
            switches = inherit_switches(_key(family, name), self.switches, self.parents, default=default)
            for bit, is_on in zip((BOLD, ITALIC, HIDDEN), switches, strict=True):
                if is_on is not None:
                    look = look | bit if is_on else look & ~bit
            self._looks[key] = look
        return look


def read_styles(*roots: Any) -> OpenDocumentStyles:
    """Read the named styles and then those of the document itself; that without a name is for all of its family."""
    styles = OpenDocumentStyles()
    for root in roots:
        for style in () if root is None else root.iter(f"{_STYLE}style", f"{_STYLE}default-style"):
            family = style.get(f"{_STYLE}family", "")
            key = _key(family, style.get(f"{_STYLE}name", ""))
            styles.parents[key] = _key(family, style.get(f"{_STYLE}parent-style-name", ""))
            styles.switches[key] = _switches_of(style.find(f"{_STYLE}text-properties"))
    return styles


def _key(family: str, name: str) -> str:
    return f"{family} {name}"


def _switches_of(properties: Any) -> Switches:
    if properties is None:
        return AS_IT_IS
    weight, slope = properties.get(f"{_FO}font-weight"), properties.get(f"{_FO}font-style")
    display = properties.get(f"{_TEXT}display")
    return (
        None if weight is None else weight in {"bold", "600", "700", "800", "900"},
        None if slope is None else slope in {"italic", "oblique"},
        None if display is None else display == "none",
    )
