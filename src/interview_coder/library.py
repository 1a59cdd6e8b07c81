"""The sources of a study as they were read: each is read once, and kept in the cache with its words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from interview_coder.collecting import collecting_between
from interview_coder.corpus import CorpusReader, summarise_source
from interview_coder.errors import InputError, Place, Problem
from interview_coder.following import Follow, follow_without_showing
from interview_coder.ingest.resolver import Heard
from interview_coder.known_sources import StoredSource, keep_known, load_known
from interview_coder.language import Language
from interview_coder.language.source_words import SourceWords, Talk
from interview_coder.language.word_flags import CONTENT
from interview_coder.model.segment import SegmentUnit
from interview_coder.model.source import Source
from interview_coder.project.block_store import BlockStore
from interview_coder.project.cache import Cache, key_of
from interview_coder.project.file_hashes import FileHashes
from interview_coder.project.packed import Packed
from interview_coder.project.program_key import program_key
from interview_coder.project.segment_table import SegmentTable
from interview_coder.project.stored_source import pack_source, pack_words, unpack_source, unpack_words
from interview_coder.project.word_numbers import WordMark, WordNumbers
from interview_coder.segment import segment_source, split_paragraphs

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MOST_READINGS = 3
_LETTERS_AT_ONCE = 300_000
"""Of the texts whose words are read together."""

Thing = TypeVar("Thing")


class ReadSource:
    """A source with all that the stations ask for; what nobody asks for is not unpacked.

    Parameters
    ----------
    stored : StoredSource
        What is known of it.
    read_source, read_words : callable
        Give the source and its words.
    """

    def __init__(
        self, stored: StoredSource, read_source: Callable[[], Source], read_words: Callable[[], SourceWords]
    ) -> None:
        self._stored, self._read_source, self._read_words = stored, read_source, read_words

    @cached_property
    def source(self) -> Source:
        """The source, with its text and turns."""
        return self._read_source()

    @cached_property
    def words(self) -> SourceWords:
        """Its words."""
        return self._read_words()

    @property
    def segments(self) -> SegmentTable:
        """What is coded of it."""
        return self._stored.segments


Station = Callable[[StoredSource, ReadSource], object]


class _Fresh(NamedTuple):
    """A source whose words were not read yet."""

    key: str
    file: str
    source: Source
    heard: Heard


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
    stations : sequence of callable
        Each gets every source that is not found in the cache, while it is in memory.

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
    stations: Sequence[Station] = ()
    file_hashes: dict[str, str] = field(default_factory=dict)
    _found: dict[str, list[StoredSource]] = field(default_factory=dict)
    _sources: BlockStore = field(init=False, repr=False)
    _words: BlockStore = field(init=False, repr=False)
    _waiting: list[_Fresh] = field(default_factory=list)
    _n_waiting: int = 0
    _is_changed: bool = False
    _n_known: int = field(init=False)
    _numbers: WordNumbers = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._sources, self._words = BlockStore(self.cache, "sources"), BlockStore(self.cache, "words")
        self._numbers = WordNumbers(self.language.vocabulary.types)
        self._n_known = self.language.vocabulary.n_known

    def read_sources(self, *, follow: Follow = follow_without_showing) -> list[StoredSource]:
        """Read what changed.

        Returns
        -------
        list of StoredSource
            Of all files without problems, by id. The problems are with the reader.
        """
        known = load_known(self.cache)
        for path in collecting_between(follow(self.reader.find_files(), "reading")):
            file = self.reader.folder.name_in_corpus(path)
            self._read_unchanging(path, file, known.get(file, []))
        self._take_in()
        self._is_changed = {file: _marks(found) for file, found in self._found.items()} != {
            file: _marks(found) for file, found in known.items()
        }
        return sorted(self._list_faultless(), key=_source_id)

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
        stored = self._list_faultless()
        for blocks in (self._sources, self._words):
            blocks.keep(one.key for one in stored)
        if self._is_changed:
            keep_known(self.cache, stored)

    def open(self, stored: StoredSource) -> ReadSource:
        """Return a source with its words and segments; asking for any raises InputError when it is lost.

        That is when it is in the cache no more, and its file is not as it was.
        """
        return ReadSource(stored, partial(self._open_source, stored), partial(self._open_words, stored))

    def _open_source(self, stored: StoredSource) -> Source:
        packed = _unpack(self._sources.read(stored.key), {"key": stored.key})
        if packed is None:
            self._sources.forget(stored.key)
            return self._read_again(stored)
        return unpack_source(packed)

    def _open_words(self, stored: StoredSource) -> SourceWords:
        packed = _unpack(self._words.read(stored.key), {"key": stored.key, "mark": list(stored.mark)})
        if packed is None or not self._numbers.fit(*stored.mark):
            self._words.forget(stored.key)
            return self._read_words(self._open_source(stored))
        return unpack_words(packed)

    def _list_faultless(self) -> list[StoredSource]:
        """Return all sources of files that have no problems."""
        return [one for file, found in self._found.items() if file not in self.reader.failed for one in found]

    def _read_unchanging(self, path: Path, file: str, known: Sequence[StoredSource]) -> None:
        """Find or read the sources of a file, and once more if somebody writes into it meanwhile."""
        name = path.relative_to(self.reader.folder.root).as_posix()
        for _ in range(_MOST_READINGS):
            try:
                sha256 = self.hashes.of(path, name)
            except OSError:
                sha256 = ""  # reading it tells what is wrong
            key = self._key_of(file, sha256)
            self._found[file] = self._find(known, key)
            if self._found[file] or self._read(path, file, key, sha256):
                self.file_hashes[name] = sha256
                return
            self._waiting = [one for one in self._waiting if one.file != file]
        message = "the file is written while it is read"
        raise InputError(Problem(message, Place(name), "run again when it is complete"))

    def _key_of(self, file: str, sha256: str) -> str:
        shared = (f"{name} {hashed}" for name, hashed in self.shared.items())
        stated = str(self.reader.resolver.allow_unknown), self.unit, str(self.for_clusters)
        return key_of((program_key(), *stated, file, sha256, *shared))

    def _find(self, known: Sequence[StoredSource], key: str) -> list[StoredSource]:
        """Return the sources of a file that are known, if it is as it was and its words have the same numbers still."""
        is_as_it_was = all(
            one.key.startswith(key)
            and one.key in self._sources
            and one.key in self._words
            and self._numbers.fit(*one.mark)
            for one in known
        )
        found = list(known) if is_as_it_was else []
        for one in found:
            self.reader.resolver.hear(one.heard)
        return found

    def _read(self, path: Path, file: str, key: str, sha256: str) -> bool:
        """Read the sources of a file; return whether it is still the one that has the hash."""
        for number, source in enumerate(self.reader.read_file(path)):
            if source.sha256 != sha256:
                return False
            self._waiting.append(_Fresh(f"{key}-{number}", file, source, self.reader.heard))
            self._n_waiting += len(source.text)
            if self._n_waiting >= _LETTERS_AT_ONCE:
                self._take_in()
        return True

    def _take_in(self) -> None:
        """Read the words of the sources that wait, keep all of them, and show them to the stations."""
        waiting, self._waiting, self._n_waiting = self._waiting, [], 0
        talks = [Talk(one.source.text, split_paragraphs(one.source), one.source.asides) for one in waiting]
        words_of_all = self.language.read_words_of(talks) if talks else []
        mark = self._numbers.mark()
        for (key, file, source, heard), words in zip(waiting, words_of_all, strict=True):
            segments = self._segment(source, words)
            measured = self._measure(source, words, segments)
            stored = StoredSource(key, summarise_source(source), heard, mark, segments, *measured)
            self._sources.add(key, pack_source(source, {"key": key}))
            self._words.add(key, pack_words(words, {"key": key, "mark": mark}))
            self._found[file].append(stored)
            for station in self.stations:
                station(stored, ReadSource(stored, partial(_same, source), partial(_same, words)))

    def _read_again(self, stored: StoredSource) -> Source:
        """Read a source that was lost from the cache."""
        path = self.reader.folder.corpus / stored.summary.file
        for source in self.reader.read_file(path) if path.is_file() else ():
            if source.source_id == stored.summary.source_id and source.sha256 == stored.summary.sha256:
                return source
        message = "the file was changed since it was read, and the cache has lost what it was"
        raise InputError(Problem(message, Place(f"corpus/{stored.summary.file}"), "run again"))

    def _read_words(self, source: Source) -> SourceWords:
        return self.language.read_words(source.text, split_paragraphs(source), source.asides)

    def _measure(self, source: Source, words: SourceWords, segments: SegmentTable) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return what clustering must know of each segment before it looks at any: its content words, and a draw."""
        import numpy as np

        if not self.for_clusters:
            return np.zeros(len(segments), np.int32), np.zeros(len(segments), np.uint64)
        content = words.starts[self.is_content(words)]
        n_words = np.searchsorted(content, segments.ends) - np.searchsorted(content, segments.starts)
        digests = (
            blake2b(f"{one.segment_id} {source.text[one.start : one.end]}".encode(), digest_size=8) for one in segments
        )
        return n_words.astype(np.int32), np.frombuffer(b"".join(digest.digest() for digest in digests), np.uint64)

    def is_content(self, words: SourceWords) -> NDArray[Any]:
        """Whether each word of a source tells what is talked about."""
        is_content: NDArray[Any] = (self.language.vocabulary.flags[words.types] & CONTENT) != 0
        return is_content

    def _segment(self, source: Source, words: SourceWords) -> SegmentTable:
        paragraphs = split_paragraphs(source) if self.unit == "paragraph" else ()
        return segment_source(source, self.unit, paragraphs, words.list_sentences() if self.unit == "sentence" else ())


def _source_id(stored: StoredSource) -> str:
    return stored.summary.source_id


def _marks(stored: Sequence[StoredSource]) -> list[tuple[str, WordMark]]:
    return [(one.key, one.mark) for one in stored]


def _unpack(raw: bytes | None, facts: Mapping[str, Any]) -> Packed | None:
    """Unpack a block; None where it is missing, damaged, or another's."""
    try:
        packed = None if raw is None else Packed(raw)
    except ValueError:
        return None
    return packed if packed is not None and packed.facts == facts else None


def _same(thing: Thing) -> Thing:
    return thing


def vocabulary_name() -> str:
    """Return the name under which the vocabulary is kept."""
    return f"vocabulary/{program_key()}.bin"
