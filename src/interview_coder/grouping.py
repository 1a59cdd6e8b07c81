"""The clusters of a study: found on segments that are drawn, and kept as long as these do not change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interview_coder.cluster import (
    FEWEST_WORDS,
    ClusterModel,
    assign_segments,
    choose_number,
    draw_segments,
    fit_clusters,
    term_places,
)
from interview_coder.known_sources import StoredSource
from interview_coder.library import Library, ReadSource
from interview_coder.model.results import Cluster
from interview_coder.project.cache import Cache, key_of
from interview_coder.project.packed import Packed, pack
from interview_coder.project.program_key import program_key
from interview_coder.project.records import cluster_lines
from interview_coder.project.settings import Settings

if TYPE_CHECKING:
    from numpy.typing import NDArray

_KEPT = "clusters.bin"
_LONGEST_EXAMPLE = 320
N_EXAMPLES = 3


@dataclass(frozen=True, slots=True, eq=False)
class Grouping:
    """Which segments are in which cluster.

    Parameters
    ----------
    clusters : tuple of Cluster
        The largest first; none is empty.
    cluster_of : array of int
        Of every segment of the study the place of its cluster; -1 where it is in none.
    """

    clusters: tuple[Cluster, ...]
    cluster_of: NDArray[Any]

    def write(self, path: Path, stored: Sequence[StoredSource]) -> None:
        """Write ``clusters.jsonl``."""
        with path.open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(cluster_lines(self.clusters, self._name_members(stored)))

    def _name_members(self, stored: Sequence[StoredSource]) -> Iterator[Iterator[str]]:
        """Yield the ids of the segments of each cluster; those of one cluster at a time are in memory."""
        import numpy as np

        for place in range(len(self.clusters)):
            by_source = _by_source(stored, np.flatnonzero(self.cluster_of == place))
            yield (name for one, places in by_source for name in one.segment_ids(places))


def group_segments(library: Library, stored: Sequence[StoredSource], settings: Settings) -> Grouping:
    """Find the clusters of a study, as far as they are not known from an earlier run."""
    import numpy as np

    n_words = np.concatenate([one.n_content_words for one in stored])
    nobody = Grouping((), np.full(len(n_words), -1, np.int32))
    if settings.clusters == "off":
        return nobody
    draws = np.concatenate([one.draws for one in stored])
    chosen = draw_segments(n_words, draws)
    n_clusters = settings.clusters or choose_number(int((n_words >= FEWEST_WORDS).sum()))
    drawn = draws[chosen].tobytes() + n_words[chosen].tobytes()
    key = key_of((program_key(), str(n_clusters), str(settings.seed), drawn.hex()))
    kept = _Kept.load(library.cache, key) or _fit(library, stored, chosen, key, n_clusters, settings.seed)
    if kept is None:
        return nobody
    groups = _assign(library, stored, kept)
    kept.keep(library.cache, [one.key for one in stored], groups)
    return _number(np.concatenate(groups), kept)


@dataclass(frozen=True, slots=True, eq=False)
class _Kept:
    """A model with the examples of each group, and the groups of the sources that were assigned before."""

    key: str
    model: ClusterModel
    typical_ids: Sequence[Sequence[str]]
    examples: Sequence[Sequence[str]]
    groups: Mapping[str, NDArray[Any]]

    @classmethod
    def load(cls, cache: Cache, key: str) -> _Kept | None:
        """Read what was kept, if it was made of the same segments."""
        try:
            raw = cache.read(_KEPT)
            packed = None if raw is None else Packed(raw)
            if packed is None or packed.facts.get("key") != key:
                return None
            facts = packed.facts
            centres = packed.array("centres").reshape(len(facts["labels"]), -1)
            projection = packed.array("projection").reshape(len(facts["terms"]), -1)
            model = ClusterModel(tuple(facts["terms"]), projection, centres, tuple(facts["labels"]), ())
            parts = _split(packed.array("groups"), facts["lengths"])
            return cls(key, model, facts["typical"], facts["examples"], dict(zip(facts["sources"], parts, strict=True)))
        except (ValueError, KeyError, TypeError):
            return None

    def keep(self, cache: Cache, sources: Sequence[str], groups: Sequence[NDArray[Any]]) -> None:
        """Keep it with the groups of all sources, if there are new ones."""
        import numpy as np

        if list(self.groups) == list(sources):
            return
        facts = {
            "key": self.key,
            "terms": self.model.terms,
            "labels": self.model.labels,
            "typical": self.typical_ids,
            "examples": self.examples,
            "sources": sources,
            "lengths": [len(one) for one in groups],
        }
        arrays = {
            "centres": self.model.centres.ravel(),
            "projection": self.model.projection.ravel(),
            "groups": np.concatenate(groups),
        }
        cache.write(_KEPT, pack(facts, arrays, {}))


def _split(array: NDArray[Any], lengths: Sequence[int]) -> list[NDArray[Any]]:
    """Cut an array into parts of some lengths."""
    import numpy as np

    return np.split(array, np.cumsum(lengths)[:-1]) if lengths else []


def _fit(
    library: Library, stored: Sequence[StoredSource], chosen: NDArray[Any], key: str, n_clusters: int, seed: int
) -> _Kept | None:
    words: list[list[str]] = []
    names: list[str] = []
    texts: list[str] = []
    for one, places in _by_source(stored, chosen):
        read = library.open(one)
        content = library.is_content(read.words)
        types, starts = read.words.types[content].tolist(), read.words.starts[content]
        for place in places.tolist():
            segment = read.segments[place]
            first, last = starts.searchsorted([segment.start, segment.end]).tolist()
            words.append([library.language.vocabulary.lemma(one) for one in types[first:last]])
            names.append(segment.segment_id)
            texts.append(_shorten(read.source.text[segment.start : segment.end]))
    model = fit_clusters(words, n_clusters=n_clusters, seed=seed)
    if model is None:
        return None
    typical = [[names[place] for place in places] for places in model.typical]
    examples = [[texts[place] for place in places[:N_EXAMPLES]] for places in model.typical]
    return _Kept(key, model, typical, examples, {})


def _by_source(stored: Sequence[StoredSource], chosen: NDArray[Any]) -> Iterator[tuple[StoredSource, NDArray[Any]]]:
    """Yield the sources that have some segments of the study, each with their places among its own."""
    import numpy as np

    firsts = np.cumsum([0, *(one.n_segments for one in stored)])
    borders = chosen.searchsorted(firsts).tolist()
    for one, first, (begin, end) in zip(stored, firsts.tolist(), pairwise(borders), strict=False):
        if begin < end:
            yield one, chosen[begin:end] - first


def _assign(library: Library, stored: Sequence[StoredSource], kept: _Kept) -> list[NDArray[Any]]:
    """Return the group of each segment, source by source."""
    import numpy as np

    places = term_places(kept.model)
    vocabulary = library.language.vocabulary
    known: dict[int, int] = {}
    groups = []
    for one in stored:
        if one.key in kept.groups:
            groups.append(kept.groups[one.key])
            continue
        read = library.open(one)
        content = library.is_content(read.words)
        types = read.words.types[content]
        different, where = np.unique(types, return_inverse=True)
        for type_id in different.tolist():
            if type_id not in known:
                known[type_id] = places.get(vocabulary.lemma(type_id), -1)
        terms = np.array([known[type_id] for type_id in different.tolist()], np.int64)[where]
        ends = np.array([segment.end for segment in read.segments], np.int64)
        segments = ends.searchsorted(read.words.starts[content], side="right")
        fits = (terms >= 0) & (segments < len(ends)) & _in_segments(read, content)
        groups.append(assign_segments(kept.model, segments[fits], terms[fits], one.n_content_words))
    return groups


def _in_segments(read: ReadSource, content: NDArray[Any]) -> NDArray[Any]:
    """Whether words lie in a segment, and not in what an interviewer says between two."""
    import numpy as np

    starts = np.array([segment.start for segment in read.segments], np.int64)
    ends = np.array([segment.end for segment in read.segments], np.int64)
    places = read.words.starts[content]
    is_in: NDArray[Any] = starts.searchsorted(places, side="right") > ends.searchsorted(places, side="right")
    return is_in


def _number(groups: NDArray[Any], kept: _Kept) -> Grouping:
    """Let the largest group come first, and leave out those in which nothing is."""
    import numpy as np

    n_groups = len(kept.model.labels)
    counts = np.bincount(groups[groups >= 0], minlength=n_groups)
    order = np.argsort(-counts, kind="stable")[: np.count_nonzero(counts)]
    number_of = np.full(n_groups + 1, -1, np.int32)
    number_of[order] = np.arange(len(order))
    clusters = tuple(
        Cluster(
            number=number,
            label=kept.model.labels[group],
            n_segments=int(counts[group]),
            typical_ids=tuple(kept.typical_ids[group]),
            examples=tuple(kept.examples[group]),
        )
        for number, group in enumerate(order.tolist(), start=1)
    )
    return Grouping(clusters, number_of[groups])


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST_EXAMPLE else text[: text.rfind(" ", 0, _LONGEST_EXAMPLE)] + " …"
