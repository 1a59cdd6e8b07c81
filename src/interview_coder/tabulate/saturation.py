"""Saturation: how many codes the first so many interviews bring up."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from interview_coder.model.results import Table
from interview_coder.tabulate.counting import find_mentions
from interview_coder.tabulate.shares import DECIMALS
from interview_coder.tabulate.tabulation import Tabulation, make_table

if TYPE_CHECKING:
    from numpy.typing import NDArray

COLUMNS = ("sources", "source", "new_codes", "codes", "codes_total", "codes_mean", "codes_low", "codes_high")
_TWO_SIDED = 1.96


def make_saturation(tabulation: Tabulation) -> Table:
    """Count the codes of the first source, of the first two, and so on: in their order, and averaged over all orders.

    Only codes that have rules of their own, or none below them, count: a code above others would be new together with
    the first of these. The average over all orders is exact, no sample of orders is drawn.
    """
    import numpy as np

    has = _codes_of_sources(tabulation)
    n_sources, n_codes = has.shape
    is_new = has & ~np.logical_or.accumulate(np.concatenate([np.zeros((1, n_codes), bool), has[:-1]]), axis=0)
    new = is_new.sum(axis=1)
    mean, spread = average_over_orders(has)
    columns = {
        "sources": list(range(1, n_sources + 1)),
        "source": tabulation.evidence.source_ids,
        "new_codes": new.tolist(),
        "codes": np.cumsum(new).tolist(),
        "codes_total": [n_codes] * n_sources,
        "codes_mean": mean.round(DECIMALS).tolist(),
        "codes_low": np.clip(mean - _TWO_SIDED * spread, 0, n_codes).round(DECIMALS).tolist(),
        "codes_high": np.clip(mean + _TWO_SIDED * spread, 0, n_codes).round(DECIMALS).tolist(),
    }
    return make_table("saturation", columns, COLUMNS)


def _codes_of_sources(tabulation: Tabulation) -> NDArray[Any]:
    """Return which source has which code, of its own and not only of a code below it."""
    import numpy as np

    evidence = tabulation.evidence
    codes = list(evidence.codebook.codes)
    parents = {code.parent for code in codes}
    found = find_mentions(evidence, evidence.codings.codes, len(codes))
    has = np.zeros((len(evidence.source_ids), len(codes)), bool)
    speaking, raised = np.nonzero(found.raised)
    has[evidence.speaking[speaking, 0], raised] = True
    counted: NDArray[Any] = has[:, [bool(code.rules) or code.code_id not in parents for code in codes]]
    return counted


def average_over_orders(has: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return how many codes n sources have on average over all orders of the sources, and the standard deviation.

    Parameters
    ----------
    has : array of bool, shape (sources, codes)

    Returns
    -------
    mean, spread : array of float
        For n = 1, 2 … sources.

    Notes
    -----
    A code that k of N sources have is missed by n of them, drawn at random, with the probability C(N - k, n) / C(N, n);
    two codes are both missed with that of the sources that have either. Mean and variance follow from these.

    References
    ----------
    K. I. Ugland, J. S. Gray, K. E. Ellingsen (2003), The species-accumulation curve and estimation of species richness.
    Journal of Animal Ecology 72, 888-897.
    """
    import numpy as np

    n_sources, n_codes = has.shape
    counts = has.astype(np.int64)
    own = counts.sum(axis=0)
    either = own[:, None] + own[None, :] - counts.T @ counts
    missed, both_missed = (np.zeros(n_sources) for _ in range(2))
    n_own = Counter(own.tolist())
    for k, n_pairs in Counter(either.ravel().tolist()).items():  # the diagonal: a code and itself
        drawn = np.arange(n_sources)
        missing = np.cumprod(np.clip((n_sources - k - drawn) / (n_sources - drawn), 0, 1))
        missed += n_own[k] * missing
        both_missed += n_pairs * missing
    return n_codes - missed, np.sqrt(np.clip(both_missed - missed**2, 0, None))
