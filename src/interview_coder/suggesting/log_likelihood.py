"""How much more frequent something is in one body of text than in another: how sure that is, and how large it is."""

from __future__ import annotations

from math import log, log2

ONE_IN_A_HUNDRED = 6.63
"""G² that chance alone reaches once in a hundred comparisons (χ² with one degree of freedom)."""
_FOR_NONE = 0.5


def log_likelihood(count_a: int, count_b: int, size_a: int, size_b: int) -> float:
    """Dunning's log-likelihood ratio G² of two frequencies.

    Parameters
    ----------
    count_a, count_b : int
        How often it occurs in each body; at most its size.
    size_a, size_b : int
        How many places each body has where it could occur.

    Returns
    -------
    float
        0 where it is as frequent in both, or one of the bodies is empty; never less. It says nothing about which of the
        two has more. Swapping them changes nothing.

    Notes
    -----
    All four cells of the table count (it is here or not, in the one body or the other), as in the paper; programs that
    leave out the two of "is not here" give slightly less. Words of one person come in clusters, which G² does not
    know: it takes every occurrence for independent of the others, and so is too sure where few people say a word often.

    References
    ----------
    Dunning, T. (1993). Accurate methods for the statistics of surprise and coincidence. Computational Linguistics
    19(1), 61-74.

    Examples
    --------
    From table 1 of the paper: of 2,552 pairs of words that begin with *the*, 110 go on with *swiss*, and of the 29,225
    others, 111.

    >>> round(log_likelihood(110, 111, 2552, 29225), 2)
    270.72
    """
    total = size_a + size_b
    cells = (
        (count_a, size_a, count_a + count_b),
        (count_b, size_b, count_a + count_b),
        (size_a - count_a, size_a, total - count_a - count_b),
        (size_b - count_b, size_b, total - count_a - count_b),
    )
    value = 2 * sum(seen * log(seen * total / (row * column)) for seen, row, column in cells if seen)
    return max(0.0, value)


def log_ratio(count_a: int, count_b: int, size_a: int, size_b: int) -> float:
    """How many times more frequent something is in the first body, as a power of two.

    Parameters
    ----------
    count_a, count_b : int
        How often it occurs in each body. None at all counts as half an occurrence.
    size_a, size_b : int
        How many places each body has where it could occur; at least 1.

    Returns
    -------
    float
        0: as frequent; 1: twice, 3: eight times as frequent; below 0: less frequent. Swapping the bodies turns the
        sign.

    References
    ----------
    Hardie, A. (2014). Log Ratio: an informal introduction. ESRC Centre for Corpus Approaches to Social Science,
    Lancaster.

    Examples
    --------
    >>> log_ratio(40, 10, 1000, 1000)
    2.0
    """
    return log2((count_a or _FOR_NONE) * size_b / ((count_b or _FOR_NONE) * size_a))
