"""How likely a balanced selection would be as uneven as one that was made."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, comb, exp, lgamma, log, log1p

_FEW = 200
_DRAWS = 9999
_SEED = 2018


def binomial_tail(m: int, n: int, share: float) -> float:
    """Return the chance of m or more of n, each with a chance of its own.

    Examples
    --------
    >>> round(binomial_tail(3, 4, 0.5), 4)
    0.3125
    """
    if m <= 0 or share >= 1:
        return 1.0
    if n <= _FEW:
        return min(1.0, sum(comb(n, i) * share**i * (1 - share) ** (n - i) for i in range(m, n + 1)))

    def log_chance(i: int) -> float:
        return lgamma(n + 1) - lgamma(i + 1) - lgamma(n - i + 1) + i * log(share) + (n - i) * log1p(-share)

    return min(1.0, sum(exp(log_chance(i)) for i in range(m, n + 1)))


def smallest_telling(share: float, level: float) -> int:
    """Return the smallest n of which it would be less likely than a level that all are of one share.

    Examples
    --------
    >>> smallest_telling(0.1, 0.01)
    2
    """
    return max(1, ceil(log(level) / log(share) - 1e-9)) if 0 < share < 1 else 0


def level_of_each(best: Sequence[float], alpha: float) -> float:
    """Return the level for each of several tests, so that all of them together raise a false alarm by alpha at most.

    Parameters
    ----------
    best : sequence of float
        The smallest chance that each test could come to; those that cannot tell anything cost nothing.
    alpha : float

    References
    ----------
    R. E. Tarone (1990), A modified Bonferroni method for discrete data. Biometrics 46, 515-522.
    """
    divisor = 1
    while sum(chance <= alpha / divisor for chance in best) > divisor:
        divisor += 1
    return alpha / divisor


def chance_of_distance(counts: Sequence[Sequence[int]], shares: Sequence[Sequence[float]]) -> float:
    """Return how often drawn counts are as far from their shares as those given, by the sum of (o - e)² / e.

    Parameters
    ----------
    counts : sequence of sequence of int
        For each theme, selected quotes of each stakeholder type.
    shares : sequence of sequence of float
        For each theme, the share of each type; all above 0, together 1.
    """
    import numpy as np

    draw = np.random.default_rng(_SEED)
    own, drawn = 0.0, np.zeros(_DRAWS)
    for of_theme, of_types in zip(counts, shares, strict=True):
        n, share = sum(of_theme), np.asarray(of_types, float)
        if n:
            expected = n * share
            own += float(((np.asarray(of_theme) - expected) ** 2 / expected).sum())
            drawn += ((draw.multinomial(n, share / share.sum(), _DRAWS) - expected) ** 2 / expected).sum(axis=1)
    return (1 + int((drawn >= own - 1e-9).sum())) / (_DRAWS + 1)
