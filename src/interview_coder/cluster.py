"""Segments → Clusters: groups of segments that use similar words, whatever the codebook says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from interview_coder.model.results import Cluster

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FEWEST_WORDS = 4
MAX_DIMENSIONS = 50
N_LABEL_WORDS = 5
N_TYPICAL = 5


def cluster_segments(
    segment_ids: Sequence[str], words: Sequence[Sequence[str]], *, n_clusters: int = 0, seed: int = 0
) -> tuple[Cluster, ...]:
    """Group segments by the words in them.

    Words are weighted by TF-IDF, reduced by a truncated singular value decomposition (latent semantic analysis), scaled
    to length 1 and grouped by k-means.

    Parameters
    ----------
    segment_ids : sequence of str
        In the order of the study.
    words : sequence of sequence of str
        The content words of each segment, as lemmas.
    n_clusters : int, default=0
        How many groups; 0 takes the square root of half the segments, between 2 and 30.
    seed : int, default=0
        Start of k-means and of the decomposition: the same seed and segments give the same groups.

    Returns
    -------
    tuple of Cluster
        Largest first. Segments of fewer than four content words are in none; with fewer than ten others there is none.

    References
    ----------
    Deerwester et al. (1990), Indexing by latent semantic analysis, JASIS 41(6).
    """
    kept = [place for place, segment_words in enumerate(words) if len(segment_words) >= FEWEST_WORDS]
    if len(kept) < 10:
        return ()
    return _cluster([segment_ids[place] for place in kept], [words[place] for place in kept], n_clusters, seed)


def _cluster(
    segment_ids: Sequence[str], words: Sequence[Sequence[str]], n_clusters: int, seed: int
) -> tuple[Cluster, ...]:
    import numpy as np
    from sklearn.cluster import KMeans
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.preprocessing import normalize
    from threadpoolctl import threadpool_limits

    n_clusters = min(n_clusters or max(2, min(30, round((len(segment_ids) / 2) ** 0.5))), len(segment_ids))
    vectorizer = TfidfVectorizer(analyzer=list, min_df=2 if len(segment_ids) > 50 else 1, max_df=0.5, sublinear_tf=True)
    # one thread: sums in another order would give other groups
    with threadpool_limits(limits=1):
        try:
            weights = vectorizer.fit_transform(words)
        except ValueError:  # no word is in two segments: nothing to group by
            return ()
        n_dimensions = min(MAX_DIMENSIONS, weights.shape[1] - 1, weights.shape[0] - 1)
        if n_dimensions < 2:
            return ()
        reduced = normalize(TruncatedSVD(n_dimensions, random_state=seed).fit_transform(weights))
        n_distinct = len(np.unique(reduced.round(9), axis=0))
        found = KMeans(min(n_clusters, n_distinct), n_init=4, random_state=seed).fit(reduced)
    nearness = np.einsum("ij,ij->i", reduced, found.cluster_centers_[found.labels_])
    terms = vectorizer.get_feature_names_out()
    mean = np.asarray(weights.mean(axis=0)).ravel()
    members = [np.flatnonzero(found.labels_ == number).tolist() for number in range(len(found.cluster_centers_))]
    members = sorted((places for places in members if len(places)), key=lambda places: (-len(places), places[0]))
    return tuple(
        Cluster(
            number=number,
            label=", ".join(_distinctive_words(np.asarray(weights[places].mean(axis=0)).ravel() - mean, terms)),
            segment_ids=tuple(segment_ids[place] for place in places),
            typical_ids=tuple(
                segment_ids[place] for place in sorted(places, key=lambda p: (-nearness[p], p))[:N_TYPICAL]
            ),
        )
        for number, places in enumerate(members, start=1)
    )


def _distinctive_words(surplus: NDArray[np.float64], terms: NDArray[np.str_]) -> list[str]:
    order = sorted(range(len(terms)), key=lambda place: (-round(float(surplus[place]), 9), str(terms[place])))
    return [str(terms[place]) for place in order[:N_LABEL_WORDS]]
