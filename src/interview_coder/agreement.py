"""How far coders agree, and how much of that is more than chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple


class Agreement(NamedTuple):
    """A statistic, or why there is none.

    Parameters
    ----------
    value : float, optional
        1 when all agree, 0 as by chance, below 0 when worse.
    n : int
        Units that it rests on.
    reason : str
        Why it is undefined; empty where it is not.
    """

    value: float | None
    n: int
    reason: str = ""


def cohen_kappa(n_both: int, n_only_a: int, n_only_b: int, n_neither: int) -> Agreement:
    """Return how far two coders agree on one code, corrected for how often each of them uses it.

    Swapping the coders changes nothing.

    Parameters
    ----------
    n_both, n_only_a, n_only_b, n_neither : int
        Units to which both give the code, only one, neither.

    References
    ----------
    J. Cohen (1960), A coefficient of agreement for nominal scales. Educational and Psychological Measurement 20, 37-46.

    Examples
    --------
    >>> cohen_kappa(20, 5, 10, 15)
    Agreement(value=0.4, n=50, reason='')
    """
    n = n_both + n_only_a + n_only_b + n_neither
    if not n:
        return Agreement(None, 0, _NO_UNITS)
    yes_a, yes_b = n_both + n_only_a, n_both + n_only_b
    by_chance = yes_a * yes_b + (n - yes_a) * (n - yes_b)
    if by_chance == n * n:
        return Agreement(None, n, _NO_VARIATION)
    return Agreement((n * (n_both + n_neither) - by_chance) / (n * n - by_chance), n)


def krippendorff_alpha(units: Iterable[Sequence[Hashable]]) -> Agreement:
    """Return how far any number of coders agree, corrected for how often any of them uses each value; nominal.

    Swapping the coders changes nothing.

    Parameters
    ----------
    units : iterable of sequence
        For every unit what the coders gave it who looked at it. One that fewer than two looked at is left out.

    References
    ----------
    K. Krippendorff (2011), Computing Krippendorff's alpha-reliability. University of Pennsylvania.

    Examples
    --------
    >>> krippendorff_alpha([(0, 0), (1, 1), (0, 1), (0, 0), (1,)]).value
    0.5333333333333333
    """
    paired = [unit for unit in units if len(unit) > 1]
    if not paired:
        return Agreement(None, 0, _NO_UNITS)
    uses: Counter[Hashable] = Counter()
    differing = 0.0
    for unit in paired:
        values = Counter(unit)
        uses += values
        differing += sum(count * (len(unit) - count) for count in values.values()) / (len(unit) - 1)
    n_values = uses.total()
    by_chance = sum(count * (n_values - count) for count in uses.values()) / (n_values - 1)
    if not by_chance:
        return Agreement(None, len(paired), _NO_VARIATION)
    return Agreement(1 - differing / by_chance, len(paired))


_NO_UNITS = "nothing was looked at by both"
_NO_VARIATION = "all of it was given the same value, so there is nothing to be right about by chance"
