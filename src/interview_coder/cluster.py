"""Segments → clusters: groups of segments that use similar words, whatever the codebook says.

Groups are found on at most some thousands of segments, drawn by a hash of what each says; all others join the group
that is nearest. So one edited transcript mostly changes no group, and clustering a large corpus costs little.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from numpy.typing import NDArray

FEWEST_WORDS = 4
MOST_FITTED = 3_000
MAX_DIMENSIONS = 50
N_LABEL_WORDS = 5
N_TYPICAL = 5
_NEXT_TO_NOTHING = 1e-12
"""Squared length, as a share, below which what is left of a segment in fewer dimensions is nothing but rounding."""


@dataclass(frozen=True, slots=True, eq=False)
class ClusterModel:
    """Groups of words used together.

    Parameters
    ----------
    terms : tuple of str
        The words that count.
    projection : array of float, shape (terms, dimensions)
        What each word contributes.
    centres : array of float, shape (groups, dimensions)
        The largest group of the fitted segments first.
    labels : tuple of str
        Of each group: its most distinctive words.
    typical : tuple of tuple of int
        Of each group: the fitted segments nearest to its centre, nearest first.
    """

    terms: tuple[str, ...]
    projection: NDArray[Any]
    centres: NDArray[Any]
    labels: tuple[str, ...]
    typical: tuple[tuple[int, ...], ...]


def draw_segments(n_words: NDArray[Any], draws: NDArray[Any]) -> NDArray[Any]:
    """Return which segments groups are found on: of those with four content words or more the first drawn.

    Parameters
    ----------
    n_words : array of int
        Content words of every segment of the study.
    draws : array of int
        A number for every segment that depends on nothing but the segment.
    """
    import numpy as np

    able = np.flatnonzero(n_words >= FEWEST_WORDS)
    return np.sort(able[np.argsort(draws[able], kind="stable")[:MOST_FITTED]])


def choose_number(n_segments: int) -> int:
    """Return how many groups are made of so many segments, if nobody says it."""
    return max(2, min(30, round(math.sqrt(n_segments / 2))))


def fit_clusters(words: Sequence[Sequence[str]], *, n_clusters: int, seed: int = 0) -> ClusterModel | None:
    """Group segments by the words in them.

    Words are weighted by TF-IDF, reduced by a truncated singular value decomposition (latent semantic analysis), scaled
    to length 1 and grouped by k-means.

    Parameters
    ----------
    words : sequence of sequence of str
        The content words of each segment, as lemmas.
    n_clusters : int
        How many groups; fewer where segments are too alike. Segments of which no word counts are in none.
    seed : int, default=0
        Start of k-means and of the decomposition: the same seed and segments give the same groups.

    Returns
    -------
    ClusterModel or None
        None with fewer than ten segments, or where no word is in two of them.

    References
    ----------
    Deerwester et al. (1990), Indexing by latent semantic analysis, JASIS 41(6).
    """
    if len(words) < 10:
        return None
    import numpy as np
    from threadpoolctl import threadpool_limits

    # one thread: sums in another order would give other groups
    with threadpool_limits(limits=1):
        space = _reduce_words(words, seed)
        if space is None:
            return None
        numbers, centres = _group_rows(space.directions, n_clusters, seed)
    nearness = np.einsum("ij,ij->i", space.directions, centres[numbers])
    members = {n: rows.tolist() for n in range(len(centres)) if len(rows := np.flatnonzero(numbers == n))}
    order = sorted(members, key=lambda n: (-len(members[n]), members[n][0]))
    typical = [sorted(members[n], key=lambda row: (-nearness[row], row))[:N_TYPICAL] for n in order]
    return ClusterModel(
        terms=tuple(map(str, space.terms)),
        projection=space.projection,
        centres=np.ascontiguousarray(centres[order]),
        labels=tuple(_label_group(space, members[n]) for n in order),
        typical=tuple(tuple(space.placed[rows].tolist()) for rows in typical),
    )


class _Space(NamedTuple):
    """Segments as directions in few dimensions.

    Parameters
    ----------
    terms : array of str
    weights : sparse matrix, shape (segments, terms)
    projection : array of float, shape (terms, dimensions)
    placed : array of int
        The segments that have a direction. What shares no word with another has none: it is like nothing, not like
        others of its kind.
    directions : array of float, shape (placed, dimensions)
        Of length 1.
    """

    terms: NDArray[Any]
    weights: Any
    projection: NDArray[Any]
    placed: NDArray[Any]
    directions: NDArray[Any]


def _reduce_words(words: Sequence[Sequence[str]], seed: int) -> _Space | None:
    import numpy as np
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.preprocessing import normalize

    vectorizer = TfidfVectorizer(analyzer=list, min_df=2 if len(words) > 50 else 1, max_df=0.5, sublinear_tf=True)
    try:
        weights = vectorizer.fit_transform(words)
    except ValueError:  # no word is in two segments: nothing to group by
        return None
    n_dimensions = min(MAX_DIMENSIONS, weights.shape[1] - 1, weights.shape[0] - 1)
    if n_dimensions < 2:
        return None
    svd = TruncatedSVD(n_dimensions, random_state=seed)
    reduced = svd.fit_transform(weights)
    placed = np.flatnonzero(np.einsum("ij,ij->i", reduced, reduced) > _NEXT_TO_NOTHING)
    # in rows: what is kept and read again must be added up in the same order
    projection = np.ascontiguousarray(vectorizer.idf_[:, None] * svd.components_.T)
    return _Space(vectorizer.get_feature_names_out(), weights, projection, placed, normalize(reduced[placed]))


def _group_rows(directions: NDArray[Any], n_clusters: int, seed: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the number of the group of each row, and the centres of the groups."""
    import numpy as np
    from sklearn.cluster import KMeans

    n_distinct = len(np.unique(directions.round(9), axis=0))
    found = KMeans(min(n_clusters, n_distinct), n_init=4, random_state=seed).fit(directions)
    return found.labels_, found.cluster_centers_


def _label_group(space: _Space, rows: Sequence[int]) -> str:
    """Return the words that a group has more of than all segments have, most first."""
    import numpy as np

    mean = np.asarray(space.weights.mean(axis=0)).ravel()
    surplus = np.asarray(space.weights[space.placed[rows]].mean(axis=0)).ravel() - mean
    terms = space.terms
    order = sorted(range(len(terms)), key=lambda place: (-round(float(surplus[place]), 9), str(terms[place])))
    return ", ".join(str(terms[place]) for place in order[:N_LABEL_WORDS])


def assign_segments(
    model: ClusterModel, segments: NDArray[Any], terms: NDArray[Any], n_words: NDArray[Any]
) -> NDArray[Any]:
    """Return the group of each segment of a source.

    Parameters
    ----------
    segments, terms : array of int
        Segment and term of each content word that the model knows, segments rising.
    n_words : array of int
        Content words of each segment.

    Returns
    -------
    array of int
        The group that is nearest; -1 for a segment of fewer than four content words, or none that counts.
    """
    import numpy as np

    groups = np.full(len(n_words), -1, np.int32)
    if not len(segments):
        return groups
    pairs, counts = np.unique(segments.astype(np.int64) * len(model.terms) + terms, return_counts=True)
    owners, weights = pairs // len(model.terms), 1 + np.log(counts)
    firsts = np.flatnonzero(np.concatenate([[True], np.diff(owners) != 0]))
    vectors = np.add.reduceat(model.projection[pairs % len(model.terms)] * weights[:, None], firsts, axis=0)
    squares = np.einsum("ij,ij->i", vectors, vectors)
    has_direction = squares > _NEXT_TO_NOTHING * np.add.reduceat(np.square(weights), firsts)
    vectors = vectors[has_direction] / np.sqrt(squares[has_direction])[:, None]
    distances = np.einsum("ij,ij->i", model.centres, model.centres)[None, :] - 2 * vectors @ model.centres.T
    groups[owners[firsts][has_direction]] = np.argmin(distances.round(9), axis=1)
    groups[n_words < FEWEST_WORDS] = -1
    return groups


def term_places(model: ClusterModel) -> Mapping[str, int]:
    """Return the place of each word among the terms of a model."""
    return {term: place for place, term in enumerate(model.terms)}
