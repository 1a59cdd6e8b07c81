"""What charts are drawn from, and what all of them say and share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import Any, TypeVar

from interview_coder.model.codebook import Codebook
from interview_coder.model.results import Table

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class ChartData:
    """A codebook, for names and colours, and the tables of a study.

    Parameters
    ----------
    tables : mapping of str to Table
        Those that the chart shows, by name.
    review : str
        Which codings count.
    """

    codebook: Codebook
    tables: Mapping[str, Table]
    review: str

    def rows(self, name: str) -> list[dict[str, Any]]:
        """Return the rows of a table."""
        return list(self.tables[name].records())


def split_evenly(items: Sequence[Item], most: int) -> list[Sequence[Item]]:
    """Cut a sequence into as few parts as hold at most so many items each, of about one length.

    Examples
    --------
    >>> split_evenly("abcdefg", 3)
    ['abc', 'de', 'fg']
    """
    n_parts = max(1, ceil(len(items) / most))
    borders = [ceil(len(items) * part / n_parts) for part in range(n_parts + 1)]
    return [items[start:end] for start, end in pairwise(borders)]


def number_pages(title: str, n_pages: int) -> Iterator[str]:
    """Yield the title of each page."""
    return (f"{title} (page {page} of {n_pages})" if n_pages > 1 else title for page in range(1, n_pages + 1))
