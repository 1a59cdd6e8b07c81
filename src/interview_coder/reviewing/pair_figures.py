"""How far two coders agree on each code, apart for what both coded blind and for what they coded otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from interview_coder.agreement import Agreement, cohen_kappa, krippendorff_alpha
from interview_coder.model.codebook import Codebook
from interview_coder.reviewing.comparing import Comparison, Told, find_yes

FindSegments = Callable[[str, int, int], range]


class PairFigure(NamedTuple):
    """How far two coders agree on a theme or code; its unit is the segment.

    Parameters
    ----------
    theme_id, code_id, label : str
        The code is empty where the row is of a theme, both where it is of any code.
    n_both, n_only_a, n_only_b, n_neither : int
        Segments to which both give it, only one, neither.
    kappa, alpha : Agreement
        Cohen's and Krippendorff's.
    """

    theme_id: str
    code_id: str
    label: str
    n_both: int
    n_only_a: int
    n_only_b: int
    n_neither: int
    kappa: Agreement
    alpha: Agreement

    @property
    def n(self) -> int:
        """Segments that both looked at."""
        return self.n_both + self.n_only_a + self.n_only_b + self.n_neither

    @property
    def percent(self) -> float | None:
        """Share of the segments on which they agree, from 0 to 100; None where there is none."""
        return 100 * (self.n_both + self.n_neither) / self.n if self.n else None


class PairFigures(NamedTuple):
    """The figures of two coders, worst codes first; a theme stands before its codes, any code at the end.

    Parameters
    ----------
    blind : list of PairFigure
        Of the segments that both did in a blind sample, and of what they said there.
    others : list of PairFigure
        Of the other segments in which both decided something or which they did in a sample, and of all that they said.
    """

    blind: list[PairFigure]
    others: list[PairFigure]


def measure_pair(comparison: Comparison, codebook: Codebook, find_segments: FindSegments) -> PairFigures:
    """Count how far two coders agree.

    Parameters
    ----------
    find_segments : callable
        Gives the numbers of the segments on which a stretch lies.
    """
    a, b = comparison.a, comparison.b
    blind = a.sampled & b.sampled
    others = (a.seen & b.seen) - blind
    return PairFigures(
        measure(codebook, blind, *(_mark(one.told_blind, find_segments) for one in (a, b))),
        measure(codebook, others, *(_mark(one.told, find_segments) for one in (a, b))),
    )


Marked = dict[str, set[int]]
"""Code → the segments to which somebody gave it."""


def measure(codebook: Codebook, units: frozenset[int], a: Marked, b: Marked) -> list[PairFigure]:
    """Return the figures of themes and codes for some segments; empty where there are none."""

    def row(theme_id: str, code_id: str, label: str, code_ids: Iterable[str]) -> PairFigure:
        yes_a, yes_b = ({unit for code_id in code_ids for unit in marked.get(code_id, ())} & units for marked in (a, b))
        both, only_a, only_b = len(yes_a & yes_b), len(yes_a - yes_b), len(yes_b - yes_a)
        neither = len(units) - both - only_a - only_b
        pairs = [((True, True), both), ((True, False), only_a + only_b), ((False, False), neither)]
        return PairFigure(
            *(theme_id, code_id, label, both, only_a, only_b, neither),
            cohen_kappa(both, only_a, only_b, neither),
            krippendorff_alpha(pair for pair, count in pairs for _ in range(count)),
        )

    def rows() -> Iterator[tuple[PairFigure, Sequence[PairFigure]]]:
        for theme in codebook.themes:
            codes = [row(theme.theme_id, code.code_id, code.label, [code.code_id]) for code in theme.codes]
            of_theme = row(theme.theme_id, "", theme.label, [code.code_id for code in theme.codes])
            yield of_theme, sorted(codes, key=_how_well)

    if not units:
        return []
    found = [one for theme, codes in sorted(rows(), key=lambda pair: _how_well(pair[0])) for one in (theme, *codes)]
    return [*found, row("", "", "Any code", [code.code_id for code in codebook.codes])]


def _how_well(figure: PairFigure) -> tuple[float, int, str]:
    """Return what is the smaller the worse they agree; where it is undefined they do not differ."""
    value = figure.alpha.value
    return (2.0 if value is None else value, -(figure.n_only_a + figure.n_only_b), figure.label)


def _mark(told: Sequence[Told], find_segments: FindSegments) -> Marked:
    marked: Marked = defaultdict(set)
    for one in find_yes(told):
        marked[one.code_id].update(find_segments(one.source_id, one.start, one.end))
    return marked
