"""The sources of a study as they were read: each is read once, and kept in the cache with its words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import astuple, dataclass, field, fields
from functools import cached_property, partial
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from interview_coder.corpus import CorpusReader, summarise_source
from interview_coder.errors import InputError, Place, Problem
from interview_coder.following import Follow, follow_without_showing
from interview_coder.ingest.resolver import Heard
from interview_coder.language import Language
from interview_coder.language.source_words import SourceWords
from interview_coder.language.word_flags import CONTENT
from interview_coder.model.segment import Segment, SegmentUnit
from interview_coder.model.source import LeftOut, Participant, Source, SourceSummary
from interview_coder.project.cache import Cache, key_of
from interview_coder.project.file_hashes import FileHashes
from interview_coder.project.packed import Packed
from interview_coder.project.program_key import program_key
from interview_coder.project.stored_source import pack_source, unpack_source, unpack_words
from interview_coder.project.word_numbers import WordNumbers
from interview_coder.segment import segment_source, split_paragraphs

if TYPE_CHECKING:
    from numpy.typing import NDArray

_INDEX = "files.json"
_HEAD_BYTES = 16_384
"""Enough for what is asked of every source before one is opened; a longer head is read as a whole."""
_MOST_READINGS = 3


Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True, eq=False)
class StoredSource:
    """A source in the library.

    Parameters
    ----------
    key : str
        Another one for every change of its file, of the settings and of the roster.
    summary : SourceSummary
    n_content_words : array of int32
        Of every segment.
    draws : array of uint64
        A number for every segment that depends on what it says and where, and on nothing else.
    turns, numbers : array of int32
        Number of the turn that a segment lies in, and which of its segments it is, from 1; 0 if it is the whole turn.
    """

    key: str
    summary: SourceSummary
    n_content_words: NDArray[Any]
    draws: NDArray[Any]
    turns: NDArray[Any]
    numbers: NDArray[Any]

    def segment_ids(self, places: NDArray[Any] | slice = slice(None)) -> list[str]:
        """Return the ids of some of its segments, or of all."""
        turns = (f"{self.summary.source_id}#{turn}" for turn in self.turns[places].tolist())
        numbers = self.numbers[places].tolist()
        return [f"{turn}.{number}" if number else turn for turn, number in zip(turns, numbers, strict=True)]

    @property
    def n_segments(self) -> int:
        """How many segments its participants' speech has."""
        return len(self.draws)


class ReadSource:
    """A source with all that the stations ask for; what nobody asks for is not unpacked.

    Parameters
    ----------
    read_source, read_words : callable
        Give the source and its words.
    segment : callable
        Cuts the one with the help of the other.
    """

    def __init__(
        self,
        read_source: Callable[[], Source],
        read_words: Callable[[], SourceWords],
        segment: Callable[[Source, SourceWords], tuple[Segment, ...]],
    ) -> None:
        self._read_source, self._read_words, self._segment = read_source, read_words, segment

    @cached_property
    def source(self) -> Source:
        """The source, with its text and turns."""
        return self._read_source()

    @cached_property
    def words(self) -> SourceWords:
        """Its words."""
        return self._read_words()

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """What is coded of it."""
        return self._segment(self.source, self.words)


@dataclass(slots=True)
class Library:
    """Reads the files of a corpus that changed, and finds the others in the cache.

    Parameters
    ----------
    reader : CorpusReader
    cache : Cache
    hashes : FileHashes
        Of the files of the study.
    language : Language
        Whose vocabulary numbers the words.
    unit : {"turn", "paragraph", "sentence"}
        What a segment is.
    shared : mapping of str to str
        Name → SHA-256 of the files that the reading of every transcript depends on: the settings and the roster.
    for_clusters : bool, default=True
        Whether segments are to be clustered, so that their content words must be counted.

    Attributes
    ----------
    file_hashes : dict of str to str
        Path below the study → SHA-256 of every file of the corpus, as it was read.
    """

    reader: CorpusReader
    cache: Cache
    hashes: FileHashes
    language: Language
    unit: SegmentUnit
    shared: Mapping[str, str] = field(default_factory=dict)
    for_clusters: bool = True
    file_hashes: dict[str, str] = field(default_factory=dict)
    _kept: dict[str, list[str]] = field(default_factory=dict)
    _n_known: int = field(init=False)
    _numbers: WordNumbers = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._numbers = WordNumbers(self.language.vocabulary.types)
        self._n_known = self.language.vocabulary.n_known

    def read_sources(self, *, follow: Follow = follow_without_showing) -> list[StoredSource]:
        """Read what changed.

        Returns
        -------
        list of StoredSource
            Of all files without problems, by id. The problems are with the reader.
        """
        known = self.cache.read_json(_INDEX)
        found: list[StoredSource] = []
        for path in follow(self.reader.find_files(), "reading"):
            file = self.reader.folder.name_in_corpus(path)
            stored = self._read_unchanging(path, file, known.get(file))
            self._kept[file] = [one.key for one in stored]
            found += stored
        return sorted((one for one in found if one.summary.file not in self.reader.failed), key=_source_id)

    def keep_vocabulary(self) -> None:
        """Keep what is known of words, if something was learnt since it was kept last."""
        vocabulary = self.language.vocabulary
        if vocabulary.n_known != self._n_known:
            self._n_known = vocabulary.n_known
            self.cache.write(vocabulary_name(), vocabulary.to_bytes())
            self.cache.sweep("vocabulary", [Path(vocabulary_name()).name])

    def keep(self) -> None:
        """Keep what was read for the next time, and drop what is of no use any more."""
        self.keep_vocabulary()
        kept = {file: keys for file, keys in self._kept.items() if file not in self.reader.failed}
        if kept != self.cache.read_json(_INDEX):
            self.cache.write_json(_INDEX, kept)
        self.cache.sweep("sources", [f"{key}.bin" for keys in kept.values() for key in keys])

    def open(self, stored: StoredSource) -> ReadSource:
        """Return a source with its words and segments.

        Raises
        ------
        InputError
            When it is in the cache no more, and its file is not as it was.
        """
        packed = self._open(stored.key)
        if packed is None:
            return self._read_again(stored)
        return ReadSource(lambda: unpack_source(packed), lambda: unpack_words(packed), self._segment)

    def _read_unchanging(self, path: Path, file: str, keys: Any) -> list[StoredSource]:
        """Find or read the sources of a file, and once more if somebody writes into it meanwhile."""
        name = path.relative_to(self.reader.folder.root).as_posix()
        for _ in range(_MOST_READINGS):
            try:
                sha256 = self.hashes.of(path, name)
            except OSError:
                sha256 = ""  # reading it tells what is wrong
            key = self._key_of(file, sha256)
            stored = self._find(keys, key) or self._read(path, key)
            if all(one.summary.sha256 == sha256 for one in stored):
                self.file_hashes[name] = sha256
                return stored
        message = "the file is written while it is read"
        raise InputError(Problem(message, Place(name), "run again when it is complete"))

    def _key_of(self, file: str, sha256: str) -> str:
        shared = (f"{name} {hashed}" for name, hashed in self.shared.items())
        stated = str(self.reader.resolver.allow_unknown), self.unit, str(self.for_clusters)
        return key_of((program_key(), *stated, file, sha256, *shared))

    def _find(self, keys: Any, key: str) -> list[StoredSource]:
        if not isinstance(keys, list) or not all(isinstance(one, str) and one.startswith(key) for one in keys):
            return []
        found = []
        heard = []
        for one in keys:
            packed = self._open(one, _HEAD_BYTES) or self._open(one)
            if packed is None:
                return []
            found.append(_unpack_stored(one, packed))
            heard.append(_unpack_heard(packed.facts["heard"]))
        for of_source in heard:
            self.reader.resolver.hear(of_source)
        return found

    def _open(self, key: str, most: int = -1) -> Packed | None:
        """Return what is kept of a source, or the beginning of it; None where it is damaged or has other numbers."""
        raw = self.cache.read(f"sources/{key}.bin", most)
        try:
            packed = None if raw is None else Packed(raw, is_beginning=most >= 0)
        except ValueError:
            return None
        if packed is None or packed.facts.get("key") != key or not self._numbers.fit(*packed.facts["vocabulary"]):
            return None
        return packed

    def _read(self, path: Path, key: str) -> list[StoredSource]:
        found = []
        for number, source in enumerate(self.reader.read_file(path)):
            words = self._read_words(source)
            summary = summarise_source(source)
            facts = {
                "key": f"{key}-{number}",
                "summary": _pack_summary(summary),
                "heard": astuple(self.reader.heard),
                "vocabulary": self._numbers.mark(),
            }
            arrays = self._measure(source, words)
            self.cache.write(f"sources/{key}-{number}.bin", pack_source(source, words, facts, arrays))
            found.append(StoredSource(f"{key}-{number}", summary, **arrays))
        return found

    def _read_again(self, stored: StoredSource) -> ReadSource:
        """Read a source that was lost from the cache."""
        path = self.reader.folder.corpus / stored.summary.file
        for source in self.reader.read_file(path) if path.is_file() else ():
            if source.source_id == stored.summary.source_id and source.sha256 == stored.summary.sha256:
                words = self._read_words(source)
                return ReadSource(partial(_same, source), partial(_same, words), self._segment)
        message = "the file was changed since it was read, and the cache has lost what it was"
        raise InputError(Problem(message, Place(f"corpus/{stored.summary.file}"), "run again"))

    def _read_words(self, source: Source) -> SourceWords:
        return self.language.read_words(source.text, split_paragraphs(source), source.asides)

    def _measure(self, source: Source, words: SourceWords) -> dict[str, NDArray[Any]]:
        """Return what clustering must know of every segment before it looks at any."""
        import numpy as np

        segments = self._segment(source, words)
        content = words.starts[self.is_content(words)] if self.for_clusters else words.starts[:0]
        borders = np.array([[one.start, one.end] for one in segments], np.int64).reshape(-1, 2)
        n_words = np.searchsorted(content, borders[:, 1]) - np.searchsorted(content, borders[:, 0])
        digests = (
            blake2b(f"{one.segment_id} {source.text[one.start : one.end]}".encode(), digest_size=8) for one in segments
        )
        draws = np.frombuffer(b"".join(digest.digest() for digest in digests), np.uint64)
        numbers = [int(one.segment_id.rpartition("#")[2].partition(".")[2] or 0) for one in segments]
        return {
            "n_content_words": n_words.astype(np.int32),
            "draws": draws,
            "turns": np.array([one.turn for one in segments], np.int32),
            "numbers": np.array(numbers, np.int32),
        }

    def is_content(self, words: SourceWords) -> NDArray[Any]:
        """Whether each word of a source tells what is talked about."""
        is_content: NDArray[Any] = (self.language.vocabulary.flags[words.types] & CONTENT) != 0
        return is_content

    def _segment(self, source: Source, words: SourceWords) -> tuple[Segment, ...]:
        paragraphs = split_paragraphs(source) if self.unit == "paragraph" else ()
        return segment_source(source, self.unit, paragraphs, words.list_sentences() if self.unit == "sentence" else ())


def _unpack_stored(key: str, packed: Packed) -> StoredSource:
    summary = _unpack_summary(packed.facts["summary"])
    arrays = {name: packed.array(name).copy() for name in ("n_content_words", "draws", "turns", "numbers")}
    return StoredSource(key, summary, **arrays)


def _source_id(stored: StoredSource) -> str:
    return stored.summary.source_id


def _pack_summary(summary: SourceSummary) -> dict[str, Any]:
    packed = {one.name: getattr(summary, one.name) for one in fields(SourceSummary)}
    packed["left_out"] = [[one.what, one.count, one.where] for one in summary.left_out]
    return packed | {"n_by_type": dict(summary.n_by_type), "speaking": dict(summary.speaking)}


def _unpack_summary(packed: dict[str, Any]) -> SourceSummary:
    left_out = tuple(LeftOut(*one) for one in packed["left_out"])
    speaking = {name: (n_turns, n_words) for name, (n_turns, n_words) in packed["speaking"].items()}
    return SourceSummary(**packed | {"left_out": left_out, "remarks": tuple(packed["remarks"]), "speaking": speaking})


def _unpack_heard(packed: list[Any]) -> Heard:
    people, used_rows, labels, with_generic_labels = packed
    return Heard(
        [(Participant(*person), is_described) for person, is_described in people],
        [(label, source_id) for label, source_id in used_rows],
        [(label, source_id) for label, source_id in labels],
        with_generic_labels,
    )


def _same(thing: Thing) -> Thing:
    return thing


def vocabulary_name() -> str:
    """Return the name under which the vocabulary is kept."""
    return f"vocabulary/{program_key()}.bin"
