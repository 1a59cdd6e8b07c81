"""Shares of people: their uncertainty, and the word for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

_Z = 1.959963984540054
"""Between minus this and this lie 95 % of a standard normal distribution."""
DECIMALS = 4


def wilson_interval(found: NDArray[Any], total: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the 95 % interval of shares, after Wilson.

    Parameters
    ----------
    found, total : array of int
        So many of so many.

    Returns
    -------
    low, high : array of float
        From 0 to 1; not a number where the total is 0.

    References
    ----------
    E. B. Wilson (1927), Probable inference, the law of succession, and statistical inference. JASA 22, 209-212.

    Examples
    --------
    >>> import numpy as np
    >>> low, high = wilson_interval(np.array([3]), np.array([11]))
    >>> print(f"{low[0]:.3f} to {high[0]:.3f}")
    0.097 to 0.566
    """
    import numpy as np

    n = np.where(total > 0, total, np.nan).astype(float)
    share = found / n
    middle = share + _Z**2 / (2 * n)
    reach = _Z * np.sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2))
    scale = 1 + _Z**2 / n
    return np.clip((middle - reach) / scale, 0, 1), np.clip((middle + reach) / scale, 0, 1)


NONE, ALL = "none", "all"
"""The words for 0 of N and for N of N, whatever the scale."""


def word_for(found: int, total: int, scale: Mapping[str, float]) -> str:
    """Return the word for a share.

    Parameters
    ----------
    scale : mapping of str to float
        Word → the smallest share for which it stands, rising.

    Examples
    --------
    >>> scale = {"few": 0, "some": 0.2, "many": 0.4, "most": 0.6, "almost all": 0.85}
    >>> [word_for(found, 11, scale) for found in (0, 1, 3, 7, 10, 11)]
    ['none', 'few', 'some', 'most', 'almost all', 'all']
    """
    if total == 0:
        return ""
    if found in {0, total}:
        return ALL if found else NONE
    return [word for word, least in scale.items() if found / total >= least][-1]
