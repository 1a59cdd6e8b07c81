"""What a study remembers of every source, to be known before any source is opened: one file of the cache."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from interview_coder.ingest.resolver import Heard
from interview_coder.model.source import LeftOut, Participant, SourceSummary
from interview_coder.project.cache import Cache
from interview_coder.project.packed import Packed, pack
from interview_coder.project.segment_table import SegmentTable
from interview_coder.project.word_numbers import WordMark

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FILE = "sources.bin"
_OF_SEGMENTS = ("starts", "ends", "turns", "numbers")


@dataclass(frozen=True, slots=True, eq=False)
class StoredSource:
    """A source in the library, with its segments as arrays.

    Parameters
    ----------
    key : str
        Another one for every change of its file, of the settings and of the roster.
    summary : SourceSummary
    heard : Heard
        Whom it lets speak.
    mark : tuple of (int, str)
        Of the vocabulary that numbered its words.
    segments : SegmentTable
    n_content_words : array of int32
        Of every segment.
    draws : array of uint64
        A number for every segment that depends on what it says and where, and on nothing else.
    """

    key: str
    summary: SourceSummary
    heard: Heard
    mark: WordMark
    segments: SegmentTable
    n_content_words: NDArray[Any]
    draws: NDArray[Any]


def load_known(cache: Cache) -> dict[str, list[StoredSource]]:
    """Return what is known of the sources of each file, by its path below the corpus."""
    raw = cache.read(_FILE)
    try:
        packed = None if raw is None else Packed(raw)
    except ValueError:
        return {}
    found: dict[str, list[StoredSource]] = {}
    for stored in () if packed is None else _unpack(packed):
        found.setdefault(stored.summary.file, []).append(stored)
    return found


def keep_known(cache: Cache, stored: Sequence[StoredSource]) -> None:
    """Keep what is known of all sources of a study."""
    import numpy as np

    facts = [
        {
            "key": one.key,
            "summary": _pack_summary(one.summary),
            "heard": _pack_heard(one.heard),
            "mark": one.mark,
            "segments": len(one.segments),
        }
        for one in stored
    ]
    columns = {name: [getattr(one.segments, name) for one in stored] for name in _OF_SEGMENTS}
    columns["n_content_words"] = [one.n_content_words for one in stored]
    arrays = {name: np.concatenate([np.empty(0, np.int32), *column]) for name, column in columns.items()}
    arrays["draws"] = np.concatenate([np.empty(0, np.uint64), *(one.draws for one in stored)])
    cache.write(_FILE, pack({"sources": facts}, arrays, {}))


def _unpack(packed: Packed) -> Iterable[StoredSource]:
    borders, n_content_words, draws = (
        [packed.array(name) for name in _OF_SEGMENTS],
        packed.array("n_content_words"),
        packed.array("draws"),
    )
    first = 0
    for facts in packed.facts["sources"]:
        own = slice(first, first + facts["segments"])
        first = own.stop
        n_words, digest = facts["mark"]
        summary = _unpack_summary(facts["summary"])
        yield StoredSource(
            facts["key"],
            summary,
            _unpack_heard(facts["heard"]),
            (n_words, digest),
            SegmentTable(summary.source_id, *(column[own] for column in borders)),
            n_content_words[own],
            draws[own],
        )


def _pack_summary(summary: SourceSummary) -> dict[str, Any]:
    packed = {one.name: getattr(summary, one.name) for one in fields(SourceSummary)}
    packed["left_out"] = [[one.what, one.count, one.where] for one in summary.left_out]
    return packed | {"n_by_type": dict(summary.n_by_type), "speaking": dict(summary.speaking)}


def _unpack_summary(packed: dict[str, Any]) -> SourceSummary:
    left_out = tuple(LeftOut(*one) for one in packed["left_out"])
    speaking = {name: (n_turns, n_words) for name, (n_turns, n_words) in packed["speaking"].items()}
    return SourceSummary(**packed | {"left_out": left_out, "remarks": tuple(packed["remarks"]), "speaking": speaking})


def _pack_heard(heard: Heard) -> list[Any]:
    people = [
        ((one.participant_id, one.stakeholder_type, one.attributes), is_described) for one, is_described in heard.people
    ]
    return [people, heard.used_rows, heard.labels, heard.with_generic_labels]


def _unpack_heard(packed: Sequence[Any]) -> Heard:
    people, used_rows, labels, with_generic_labels = packed
    return Heard(
        [(Participant(*person), is_described) for person, is_described in people],
        [(label, source_id) for label, source_id in used_rows],
        [(label, source_id) for label, source_id in labels],
        with_generic_labels,
    )
