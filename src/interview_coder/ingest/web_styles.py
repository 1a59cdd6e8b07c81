"""Styles of web pages, as far as the reading of a transcript depends on them."""

from __future__ import annotations

import re
from collections.abc import Mapping

_MEDIA = re.compile(r"@[^{};@]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_LONGEST_SHEET = 200_000  # characters
EMPHATIC_STYLE = re.compile(
    r"font-weight\s*:\s*(bold|[6-9]00)|font-style\s*:\s*(italic|oblique)|font\s*:[^;]*\b(bold|italic)"
)
PLAIN_STYLE = re.compile(r"font-weight\s*:\s*(normal|lighter|[1-5]00)|font-style\s*:\s*normal")
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*(hidden|collapse)|mso-hide\s*:\s*all")
BLOCK_STYLE = re.compile(r"display\s*:\s*(block|flex|grid|table|list-item)")
SPACED_STYLE = re.compile(r"white-space\s*:\s*(pre|break-spaces)")
BESIDE_STYLE = re.compile(r"mso-element\s*:\s*(comment|footnote|endnote|header|footer)")
"""Declarations that tell how an element shows; what stands beside the text is a comment, note or page header."""


class StyleSheet:
    """How elements look: by their own style, and by the simple rules for classes in the head of the page."""

    def __init__(self) -> None:
        self._by_class: dict[str, str] = {}

    def add(self, sheet: str) -> None:
        """Read the rules of a style sheet that are for one class."""
        # split, not searched: where a picture is written out in a style, a pattern would try each of its letters
        for block in _MEDIA.sub("", sheet[:_LONGEST_SHEET]).split("}")[:-1]:
            selectors, _, rule = block.rpartition("{")
            for selector in selectors.rpartition("{")[2].split(","):
                name = re.fullmatch(r"\s*[a-z0-9]*\.([\w-]+)\s*", selector)
                if name:
                    self._by_class[name[1]] = self._by_class.get(name[1], "") + rule.lower() + ";"

    def of(self, attributes: Mapping[str, str]) -> str:
        """Return the declarations that hold for an element."""
        own = attributes.get("style", "").lower() if attributes else ""
        if not self._by_class or not attributes:
            return own
        return "".join(self._by_class.get(name, "") for name in attributes.get("class", "").split()) + own
