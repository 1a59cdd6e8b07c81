"""Where in each interview its themes are raised: one strip a source, one lane a theme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from interview_coder.model.codebook import Codebook

FULL = 3
"""So many mentions or more in one part make a mark of full height."""


@dataclass(frozen=True, slots=True)
class Lane:
    """The mentions of one theme in one source.

    Parameters
    ----------
    colour : str
        ``#rrggbb``.
    parts : tuple of int
        How many mentions begin in each part of the source, all parts being of one length; 10 stands for ten or more.
    mentions : int
        In the whole source.
    """

    label: str
    colour: str
    parts: tuple[int, ...]
    mentions: int

    @property
    def marks(self) -> list[tuple[int, float]]:
        """Parts with a mention, by number from 0, with the height of their mark: a share of the full height."""
        return [(place, min(count, FULL) / FULL) for place, count in enumerate(self.parts) if count]


@dataclass(frozen=True, slots=True)
class Strip:
    """One source, with a lane for every theme of the codebook, also those that it does not raise."""

    source_id: str
    lanes: tuple[Lane, ...]


def gather_strips(
    codebook: Codebook, theme_strips: Iterable[Mapping[str, Any]], theme_source: Iterable[Mapping[str, Any]]
) -> tuple[Strip, ...]:
    """Read the strips of all sources.

    Parameters
    ----------
    codebook : Codebook
        For labels and colours.
    theme_strips, theme_source : iterable of mapping
        The rows of these tables.

    Returns
    -------
    tuple of Strip
        In the order of the sources in the tables.
    """
    themes = {theme.theme_id: theme for theme in codebook.themes}
    mentions = {(row["source"], row["theme"]): row["mentions"] for row in theme_source}
    lanes: dict[str, list[Lane]] = defaultdict(list)
    for row in theme_strips:
        source, theme = row["source"], themes[row["theme"]]
        parts = tuple(map(_SIGNS.index, row["strip"]))
        lanes[source].append(Lane(theme.label, theme.colour, parts, mentions[source, theme.theme_id]))
    return tuple(Strip(source, tuple(own)) for source, own in lanes.items())


_SIGNS = ".123456789+"
