"""How much of what a coder found blind the rules find too, and how much of what they find is right."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from interview_coder.model.review import Stretch
from interview_coder.reviewing.all_segments import AllSegments
from interview_coder.reviewing.desk import Desk
from interview_coder.reviewing.sampling import BlindSample, is_on, list_blind_codes, place_stretch
from interview_coder.standing.folding import list_live
from interview_coder.tabulate.shares import wilson_interval

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Estimate(NamedTuple):
    """A share of the whole study, with its 95 % interval.

    Parameters
    ----------
    value, low, high : float, optional
        From 0 to 1; None where there is a reason.
    reason : str
        Why it is unknown.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    reason: str = ""


class BlindFigure(NamedTuple):
    """What a blind sample says of a theme or code; its unit is the segment.

    Parameters
    ----------
    theme_id, code_id, label : str
        The code is empty where the row is of a theme, both where it is of any code.
    n_coder, n_machine, n_both : int
        Stretches of the sample to which the coder gave the code, the rules, both.
    n_suggested : int
        Segments of the whole study to which the rules give it.
    recall, precision : Estimate
    n_right, n_wrong : int
        Suggestions that she accepted, and that she rejected, recoded or moved, outside of blind samples: having seen
        them, so never added to the others.
    """

    theme_id: str
    code_id: str
    label: str
    n_coder: int
    n_machine: int
    n_both: int
    n_suggested: int
    recall: Estimate
    precision: Estimate
    n_right: int
    n_wrong: int


@dataclass(frozen=True, slots=True)
class BlindFigures:
    """What a sample says.

    Parameters
    ----------
    rows : tuple of BlindFigure
        Each theme followed by its codes; any code at the end.
    n : int
        Stretches behind them.
    n_lost : int
        Stretches whose words were changed since; they are left out.
    n_seen : int
        Stretches on which she had decided with the suggestions in sight before they were drawn.
    n_segments, n_drawn_from : int
        Segments that the study has now, and had when the sample was drawn; where they differ, it stands for the latter.
    """

    rows: tuple[BlindFigure, ...]
    n: int
    n_lost: int
    n_seen: int
    n_segments: int
    n_drawn_from: int


def estimate_share(is_so: NDArray[Any], weights: NDArray[Any]) -> Estimate:
    """Estimate a share from weighted draws.

    The interval is Wilson's, for as many draws as those of equal weight that would say as much (Kish). A bootstrap was
    not taken: where all of a few draws agree it gives an interval without any width.

    Parameters
    ----------
    is_so : array of bool
    weights : array of float
        How many segments each draw stands for.

    References
    ----------
    L. Kish (1965), Survey sampling. Wiley.
    E. L. Korn and B. I. Graubard (1998), Confidence intervals for proportions with small expected number of positive
    counts estimated from survey data. Survey Methodology 24, 193-201.

    Examples
    --------
    >>> import numpy as np
    >>> found = estimate_share(np.array([True, True, False, False]), np.array([3.0, 3.0, 3.0, 3.0]))
    >>> print(f"{found.value:.2f} ({found.low:.2f} to {found.high:.2f})")
    0.50 (0.15 to 0.85)
    """
    import numpy as np

    if not len(weights):
        return Estimate(None, reason="none of the sample")
    share = float(weights[is_so].sum() / weights.sum())
    n_equal = weights.sum() ** 2 / (weights**2).sum()
    low, high = wilson_interval(np.array([share * n_equal]), np.array([n_equal]))
    return Estimate(share, min(float(low[0]), share), max(float(high[0]), share))


def estimate_recall(precision: Estimate, missed: Estimate, n_suggested: int, n_others: int) -> Estimate:
    """Estimate which share of the segments that should have a code the rules give it to.

    How many segments have a suggestion is known of the whole study, so that what the sample tells is how many of these
    are right, and how many of the others are missed: found = suggested × precision, missed = others × share missed. The
    two shares are from different draws, and the interval of found / (found + missed) is put together from theirs by
    MOVER-R, so that a miss that stands for many segments weighs as it should, also where none was drawn.

    Parameters
    ----------
    precision : Estimate
        Share of the segments with a suggestion that is right.
    missed : Estimate
        Share of the segments without one that should have it.
    n_suggested, n_others : int
        How many there are of each.

    References
    ----------
    R. G. Newcombe (2016), MOVER-R confidence intervals for ratios and products of two independently estimated
    quantities. Statistical Methods in Medical Research 25, 1774-1778.
    """
    found = _scale(precision, n_suggested)
    left_out = _scale(missed, n_others)
    if found is None or left_out is None:
        return Estimate(
            None, reason="none of the sample" if found is None else "the rules give it to all of the sample"
        )
    if not found[0] + left_out[0]:
        return Estimate(None, reason="never given by the coder")
    low, high = _divide(found, left_out)
    value = found[0] / (found[0] + left_out[0])
    return Estimate(value, min(_odds_to_share(low), value), max(_odds_to_share(high), value))


def measure_blind(desk: Desk, blind: BlindSample) -> BlindFigures:
    """Compare what a coder gave the stretches of a sample with what the rules give them now."""
    placed = [(place_stretch(desk, one), one) for one in blind.sample.stretches]
    stretches = [stretch for stretch, _ in placed if stretch is not None]
    strata = blind.sample.strata
    weights = [1 / strata[drawn.stratum].probability for stretch, drawn in placed if stretch is not None]
    segments = AllSegments(desk)
    coder = _mark_given(desk, stretches, [one.stretch for one in list_blind_codes(desk)])
    machine = _mark_given(desk, stretches, _list_suggested(desk, stretches))
    rows = _Rows(desk, segments, coder, machine, weights)
    return BlindFigures(
        tuple(rows.make()),
        n=len(stretches),
        n_lost=len(placed) - len(stretches),
        n_seen=_count_seen(desk, stretches, blind),
        n_segments=len(segments),
        n_drawn_from=sum(one.n_all for one in strata),
    )


class _Rows:
    """Makes the figures of themes and codes from who gave what to which stretch."""

    def __init__(
        self,
        desk: Desk,
        segments: AllSegments,
        coder: NDArray[Any],
        machine: NDArray[Any],
        weights: Sequence[float],
    ) -> None:
        import numpy as np

        self._desk, self._coder, self._machine, self._weights = desk, coder, machine, np.array(weights)
        self._n_segments, self._numbers = len(segments), segments.number_suggestions()
        self._right, self._wrong = _count_reviewed(desk)

    def make(self) -> Iterator[BlindFigure]:
        for theme in self._desk.codebook.themes:
            yield self._measure(theme.theme_id, "", theme.label, [code.code_id for code in theme.codes])
            for code in theme.codes:
                yield self._measure(theme.theme_id, code.code_id, code.label, [code.code_id])
        yield self._measure("", "", "Any code", list(self._desk.codes))

    def _measure(self, theme_id: str, code_id: str, label: str, code_ids: Sequence[str]) -> BlindFigure:
        import numpy as np

        places = [self._desk.columns.code_ids.index(one) for one in code_ids]
        coder: NDArray[Any] = np.any(self._coder[:, places], axis=1)
        machine: NDArray[Any] = np.any(self._machine[:, places], axis=1)
        n_suggested = len(np.unique(self._numbers[np.isin(self._desk.columns.codes, places)]))
        precision = estimate_share(coder[machine], self._weights[machine])
        missed = estimate_share(coder[~machine], self._weights[~machine])
        recall = estimate_recall(precision, missed, n_suggested, self._n_segments - n_suggested)
        n_coder, n_machine, n_both = (int(one.sum()) for one in (coder, machine, coder & machine))
        right, wrong = (sum(counts.get(one, 0) for one in code_ids) for counts in (self._right, self._wrong))
        return BlindFigure(
            *(theme_id, code_id, label, n_coder, n_machine, n_both, n_suggested),
            *(recall, precision, right, wrong),
        )


def _mark_given(desk: Desk, stretches: Sequence[Stretch], given: Sequence[Stretch]) -> NDArray[Any]:
    """Return which codes are on which stretches, shape (stretches, codes)."""
    import numpy as np

    places = {code_id: place for place, code_id in enumerate(desk.columns.code_ids)}
    marked = np.zeros((len(stretches), len(places)), bool)
    for row, stretch in enumerate(stretches):
        for one in given:
            if is_on(one, stretch):
                marked[row, places[one.code_id]] = True
    return marked


def _list_suggested(desk: Desk, stretches: Sequence[Stretch]) -> list[Stretch]:
    """Return the suggestions on any of some stretches."""
    import numpy as np

    columns = desk.columns
    found = []
    for stretch in stretches:
        rows = columns.rows_of(desk.source_places[stretch.source_id])
        starts, ends = columns.starts[rows.start : rows.stop], columns.ends[rows.start : rows.stop]
        on = np.flatnonzero((starts < stretch.end) & (ends > stretch.start))
        found += [desk.stretch(rows.start + row) for row in on.tolist()]
    return found


def _count_reviewed(desk: Desk) -> tuple[dict[str, int], dict[str, int]]:
    """Return how many suggestions of each code she found right, and wrong, having seen them."""
    right = dict.fromkeys(desk.codes, 0)
    wrong = dict.fromkeys(desk.codes, 0)
    for one in _list_open(desk):
        if one.code_id in desk.codes and one.coding_id:
            counts = right if one.act == "accept" else wrong if one.act in {"reject", "recode", "move"} else None
            if counts is not None:
                counts[one.code_id] += 1
    return right, wrong


def _list_open(desk: Desk) -> list[Any]:
    live = list_live(desk.index.decisions(desk.coder))
    return [one for one in live if not one.sample and not one.is_consensus]


def _count_seen(desk: Desk, stretches: Sequence[Stretch], blind: BlindSample) -> int:
    earlier = [one for one in _list_open(desk) if one.coding_id and one.at <= blind.sample.at]
    seen = [one.stretch for one in desk.find_standings(earlier)]
    return sum(any(is_on(one, stretch) for one in seen) for stretch in stretches)


def _scale(share: Estimate, n: int) -> tuple[float, float, float] | None:
    """Return a share as a number of segments, with its limits; nothing of nothing is 0."""
    if not n:
        return 0.0, 0.0, 0.0
    if share.value is None or share.low is None or share.high is None:
        return None
    return n * share.value, n * share.low, n * share.high


def _divide(above: tuple[float, float, float], below: tuple[float, float, float]) -> tuple[float, float]:
    """Return the limits of a ratio from those of its parts (MOVER-R)."""
    (a, a_low, a_high), (b, b_low, b_high) = above, below

    c_low, d_high = a_low * (2 * a - a_low), b_high * (2 * b - b_high)
    c_high, d_low = a_high * (2 * a - a_high), b_low * (2 * b - b_low)
    low_below = a * b + math.sqrt(max(0.0, (a * b) ** 2 - c_low * d_high))
    high_above = a * b + math.sqrt(max(0.0, (a * b) ** 2 - c_high * d_low))
    low = c_low / low_below if low_below else math.inf if c_low else 0.0
    return low, high_above / d_low if d_low else math.inf


def _odds_to_share(odds: float) -> float:
    return 1.0 if math.isinf(odds) else odds / (1 + odds)
