"""Where in each interview its codings stand: one strip a source, one lane a theme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from interview_coder.model.codebook import Codebook


@dataclass(frozen=True, slots=True)
class Lane:
    """The codings of one theme in one source.

    Parameters
    ----------
    colour : str
        ``#rrggbb``.
    affirmed, denied : tuple of float
        Where codings stand that are not denied, and that are: shares of the source's text, from 0 to 1, rising.
    """

    label: str
    colour: str
    affirmed: tuple[float, ...]
    denied: tuple[float, ...]

    @property
    def n_codings(self) -> int:
        """How many codings the lane shows."""
        return len(self.affirmed) + len(self.denied)


@dataclass(frozen=True, slots=True)
class Strip:
    """One source, with a lane for every theme of the codebook, also those that it does not raise."""

    source_id: str
    lanes: tuple[Lane, ...]


def gather_strips(
    codebook: Codebook, rows: Iterable[Mapping[str, Any]], source_ids: Sequence[str]
) -> tuple[Strip, ...]:
    """Sort codings into strips.

    Parameters
    ----------
    rows : iterable of mapping
        Of the table ``code_strips``: a row a coding, with ``source``, ``position``, ``code`` and ``stance``.
    source_ids : sequence of str
        All sources, also those without a coding.

    Returns
    -------
    tuple of Strip
        In the order of `source_ids`.
    """
    theme_of = {code.code_id: code.theme_id for code in codebook.codes}
    places: dict[tuple[str, str, bool], list[float]] = defaultdict(list)
    for row in rows:
        places[row["source"], theme_of[row["code"]], row["stance"] == "denied"].append(float(row["position"]))
    return tuple(
        Strip(
            source,
            tuple(
                Lane(
                    theme.label,
                    theme.colour,
                    *(tuple(sorted(places.get((source, theme.theme_id, denied), ()))) for denied in (False, True)),
                )
                for theme in codebook.themes
            ),
        )
        for source in source_ids
    )
