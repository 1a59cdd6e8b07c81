"""Colours that differ in lightness, so that they can be told apart without seeing hues and in print."""

from __future__ import annotations

INK, QUIET, FAINT, PAPER = "#1a1a1a", "#595959", "#d0d0d0", "#ffffff"
_DEEPEST = (8, 48, 107)


def shade(share: float) -> str:
    """Return a blue from white for 0 to nearly black for 1.

    Examples
    --------
    >>> shade(0), shade(1)
    ('#ffffff', '#08306b')
    """
    return "#" + "".join(f"{round(255 + (deep - 255) * share):02x}" for deep in _DEEPEST)


def ink_on(colour: str) -> str:
    """Return black or white, whichever stands out more against a colour.

    Examples
    --------
    >>> ink_on("#ffffff"), ink_on("#08306b")
    ('#1a1a1a', '#ffffff')
    """
    lightness = _lightness(colour)
    against_ink = (lightness + 0.05) / (_lightness(INK) + 0.05)
    against_paper = 1.05 / (lightness + 0.05)
    return INK if against_ink >= against_paper else PAPER


def _lightness(colour: str) -> float:
    """Return the relative luminance of WCAG 2."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
