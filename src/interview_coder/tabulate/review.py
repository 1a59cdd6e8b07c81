"""How far the suggestions of the rules were reviewed, and how often they were right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from interview_coder.model.results import Table
from interview_coder.model.review import COUNTED
from interview_coder.tabulate.shares import DECIMALS, wilson_interval
from interview_coder.tabulate.tabulation import Columns, Level, Tabulation, make_table

if TYPE_CHECKING:
    from numpy.typing import NDArray

REVIEW = ("suggestions", "reviewed", *COUNTED[1:], "unreviewed", "right", "right_low", "right_high")
"""The columns that tell of a review; what they mean is in the data dictionary."""


def make_review(tabulation: Tabulation, of: Level) -> Table:
    """Tell of every theme or code how far its suggestions were reviewed; of a code, those of no code below it."""
    counts, names = tabulation.evidence.reviews, tabulation.names(of)
    if of == "theme":
        counts = _sum_themes(counts, tabulation)
    return make_table(f"{of}_review", names | describe_reviews(counts), (*names, *REVIEW))


def describe_reviews(counts: NDArray[Any]) -> Columns:
    """Return the columns that tell of reviews.

    Parameters
    ----------
    counts : array of int, shape (n, len(COUNTED))

    Returns
    -------
    dict of str to list
        The share of suggestions that were right, and its 95 % interval, are None where none was decided on.

    Examples
    --------
    >>> import numpy as np
    >>> told = describe_reviews(np.array([[9, 3, 1, 0, 0, 1, 2], [4, 0, 0, 0, 0, 0, 0]]))
    >>> told["reviewed"], told["unreviewed"], told["right"]
    ([5, 0], [4, 4], [0.75, None])
    """
    by_name = {name: counts[:, place] for place, name in enumerate(COUNTED)}
    decided = by_name["accepted"] + by_name["rejected"] + by_name["recoded"] + by_name["moved"]
    reviewed = decided + by_name["disputed"]
    low, high = wilson_interval(by_name["accepted"], decided)
    share = by_name["accepted"] / decided.clip(min=1)
    shares = {"right": share, "right_low": low, "right_high": high}
    suggested = by_name.pop("suggested")
    whole = by_name | {"suggestions": suggested, "reviewed": reviewed, "unreviewed": suggested - reviewed}
    return {name: column.tolist() for name, column in whole.items()} | {
        name: [cell if n else None for cell, n in zip(column.round(DECIMALS).tolist(), decided.tolist(), strict=True)]
        for name, column in shares.items()
    }


def _sum_themes(counts: NDArray[Any], tabulation: Tabulation) -> NDArray[Any]:
    import numpy as np

    summed = np.zeros((len(tabulation.evidence.codebook.themes), len(COUNTED)), np.int64)
    np.add.at(summed, tabulation.evidence.theme_of, counts)
    return summed
