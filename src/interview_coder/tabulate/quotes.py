"""Codings → quotes: words that stand for a cell of the theme matrix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from interview_coder.model.review import BEST_FIRST, REVIEWS
from interview_coder.tabulate.counting import Evidence, begin_mentions

if TYPE_CHECKING:
    from numpy.typing import NDArray

SHORTEST, LONGEST = 40, 400
"""Quotes of so many characters are preferred."""


@dataclass(frozen=True, slots=True, eq=False)
class QuoteTable:
    """Every quote of a study, one row each, sorted by theme, stakeholder type and rank.

    Parameters
    ----------
    themes, stakeholder_types, sources, participants : array of int
        Places in the lists of the evidence.
    turns, starts, ends : array of int
        As in `interview_coder.model.results.Quote`.
    stances : array of int
        Place in `interview_coder.model.coding.STANCES` of the strongest of its codings.
    reviews : array of int
        Place in `interview_coder.model.review.REVIEWS` of the best of its codings.
    ranks : array of int
        Place in its cell, from 1.
    first_codings : array of int
        The coding that begins it, as a row of the coding table.
    codes : array of int
        Codes of all quotes, one after the other, sorted by their ids within a quote.
    code_borders : array of int, one longer
        Where in `codes` those of each quote begin, and those of the last end.
    """

    themes: NDArray[Any]
    stakeholder_types: NDArray[Any]
    sources: NDArray[Any]
    participants: NDArray[Any]
    turns: NDArray[Any]
    starts: NDArray[Any]
    ends: NDArray[Any]
    stances: NDArray[Any]
    reviews: NDArray[Any]
    ranks: NDArray[Any]
    first_codings: NDArray[Any]
    codes: NDArray[Any]
    code_borders: NDArray[Any]

    def __len__(self) -> int:
        return len(self.themes)


def list_quotes(evidence: Evidence) -> QuoteTable:
    """Return every quote of a study, in the order in which the quotes of each cell are picked.

    Overlapping codings of one theme make one quote. Within a cell (stakeholder type × theme) quotes are ordered so that
    every participant has one before anybody has two; of one participant first what is said, then what is hedged,
    hypothetical, reported or denied; then quotes of 40 to 400 characters; then those with more codes and more evidence;
    then by place.
    """
    import numpy as np

    codings = evidence.codings
    theme_of_row, segments = evidence.theme_of[codings.codes], evidence.segment_places
    ranks_of_codes = _rank_of([code.code_id for code in evidence.codebook.codes])[codings.codes]
    order = np.lexsort((ranks_of_codes, codings.ends, codings.starts, segments, theme_of_row))
    _, is_new = begin_mentions(theme_of_row[order], segments[order], codings.starts[order], codings.ends[order])
    firsts = np.flatnonzero(is_new)
    heads = order[firsts]
    quote_of = np.cumsum(is_new) - 1
    n_quotes = len(firsts)
    codes, borders = _codes_of(quote_of, codings.codes[order], n_quotes, evidence)
    ends = _reduce(np.maximum, codings.ends[order], firsts)
    starts = codings.starts[heads]
    stances = _reduce(np.minimum, codings.stances[order], firsts)
    order_of_reviews = np.array([BEST_FIRST.index(review) for review in REVIEWS])
    best = _reduce(np.minimum, order_of_reviews[codings.reviews[order]], firsts)
    merits = (
        starts,
        codings.sources[heads],
        -np.bincount(quote_of, codings.n_evidence[order], n_quotes).astype(np.int64),
        -np.diff(borders),
        ~((ends - starts >= SHORTEST) & (ends - starts <= LONGEST)),
        stances,
    )
    themes, types = theme_of_row[heads], evidence.type_of[codings.participants[heads]]
    cells = _rank_of([theme.theme_id for theme in evidence.codebook.themes])[themes] * len(evidence.stakeholder_types)
    cells = cells + _rank_of(evidence.stakeholder_types)[types]
    rounds = _count_up(np.lexsort((*merits, codings.participants[heads], cells)), cells, codings.participants[heads])
    picked = np.lexsort((*merits, rounds, cells))
    ranks = _count_up(picked, cells)[picked] + 1
    n_codes = np.diff(borders)[picked]
    new_borders = np.concatenate([[0], np.cumsum(n_codes)])
    return QuoteTable(
        themes=themes[picked],
        stakeholder_types=types[picked],
        sources=codings.sources[heads][picked],
        participants=codings.participants[heads][picked],
        turns=codings.turns[heads][picked],
        starts=starts[picked],
        ends=ends[picked],
        stances=stances[picked],
        reviews=np.array([REVIEWS.index(review) for review in BEST_FIRST])[best[picked]],
        ranks=ranks,
        first_codings=heads[picked],
        codes=codes[np.repeat(borders[picked] - new_borders[:-1], n_codes) + np.arange(new_borders[-1])],
        code_borders=new_borders,
    )


def _reduce(function: Any, values: NDArray[Any], firsts: NDArray[Any]) -> NDArray[Any]:
    return function.reduceat(values, firsts) if len(firsts) else values[:0]


def _rank_of(names: list[str]) -> NDArray[Any]:
    """Return the place of each name among all names, sorted."""
    import numpy as np

    ranks = np.zeros(len(names), np.int64)
    ranks[sorted(range(len(names)), key=names.__getitem__)] = np.arange(len(names))
    return ranks


def _codes_of(
    quote_of: NDArray[Any], codes: NDArray[Any], n_quotes: int, evidence: Evidence
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the different codes of each quote, sorted by their ids, and where those of each quote begin."""
    import numpy as np

    ids = [code.code_id for code in evidence.codebook.codes]
    by_rank = np.array(sorted(range(len(ids)), key=ids.__getitem__), np.int64)
    pairs = np.unique(quote_of * len(ids) + _rank_of(ids)[codes]) if len(codes) else np.zeros(0, np.int64)
    counts = np.bincount(pairs // max(1, len(ids)), minlength=n_quotes)
    return by_rank[pairs % max(1, len(ids))] if len(pairs) else pairs, np.concatenate([[0], np.cumsum(counts)])


def _count_up(order: NDArray[Any], *keys: NDArray[Any]) -> NDArray[Any]:
    """Return for every row how many rows of the same keys stand before it in an order in which they are together."""
    import numpy as np

    if not len(order):
        return order
    changes = np.zeros(len(order), bool)
    changes[0] = True
    for key in keys:
        changes[1:] |= np.diff(key[order]) != 0
    firsts = np.flatnonzero(changes)
    numbers = np.empty(len(order), np.int64)
    numbers[order] = np.arange(len(order)) - np.repeat(firsts, np.diff(np.append(firsts, len(order))))
    return numbers
