"""Everything that a researcher put into a study, read and found right."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import overload

from interview_coder.corpus import CorpusReader
from interview_coder.errors import InputError, Place, Problem
from interview_coder.following import Follow, follow_without_showing
from interview_coder.ingest.codebook_yaml import read_codebook, read_word_lists
from interview_coder.ingest.participants_csv import Roster
from interview_coder.known_sources import StoredSource
from interview_coder.language import load_language
from interview_coder.library import Library, Station, vocabulary_name
from interview_coder.model.codebook import Codebook
from interview_coder.model.review import Use
from interview_coder.model.source import Participant, Source
from interview_coder.project.cache import Cache
from interview_coder.project.decision_log import Decisions, read_decisions
from interview_coder.project.file_hashes import FileHashes
from interview_coder.project.settings import Settings
from interview_coder.project.study_folder import MARK, StudyFolder
from interview_coder.survey import collect, find_problems_of_attribution, find_warnings, open_corpus

OpenStations = Callable[[Codebook, Library], Sequence[Station]]


class SourcesOnDemand(Sequence[Source]):
    """The sources of a study, each read from the cache when it is asked for."""

    def __init__(self, library: Library, stored: Sequence[StoredSource]) -> None:
        self._library = library
        self._stored = stored

    def __len__(self) -> int:
        return len(self._stored)

    @overload
    def __getitem__(self, place: int) -> Source: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Source]: ...
    def __getitem__(self, place: int | slice) -> Source | Sequence[Source]:
        if isinstance(place, slice):
            return SourcesOnDemand(self._library, self._stored[place])
        return self._library.open(self._stored[place]).source


@dataclass(frozen=True, slots=True)
class StudyInputs:
    """A study that was read and found right.

    ``left_out`` holds the problems of the files that were left out, where it was asked to keep going, and
    ``codebook_problems`` those of a codebook of which only the word lists are there, where these suffice.
    """

    folder: StudyFolder
    settings: Settings
    codebook: Codebook
    raw_codebook: str
    library: Library
    stored: tuple[StoredSource, ...]
    participants: Mapping[str, Participant]
    warnings: tuple[str, ...]
    input_hashes: Mapping[str, str]
    decisions: Decisions
    left_out: tuple[Problem, ...] = ()
    codebook_problems: tuple[Problem, ...] = ()

    @property
    def sources(self) -> Sequence[Source]:
        """All sources, by id; one at a time is in memory."""
        return SourcesOnDemand(self.library, self.stored)

    def count_codings(self, use: Use) -> StudyInputs:
        """Return the same study with other codings that count than ``study.yml`` says."""
        return replace(self, settings=self.settings.model_copy(update={"codings": use}))


def read_study(
    folder: StudyFolder,
    cache: Cache,
    *,
    allow_unknown: bool = False,
    keep_going: bool = False,
    open_stations: OpenStations | None = None,
    lists_suffice: bool = False,
    follow: Follow = follow_without_showing,
) -> StudyInputs:
    """Read and check everything that a researcher put into a study.

    Parameters
    ----------
    folder : StudyFolder
        The study.
    cache : Cache
        Where sources that were read are kept.
    allow_unknown : bool, default=False
        Count speakers whom ``participants.csv`` does not name as of unknown stakeholder type.
    keep_going : bool, default=False
        Leave out files of the corpus that have problems, and name them, instead of stopping.
    open_stations : callable, optional
        Gives the stations that get every source that is new, while it is in memory.
    lists_suffice : bool, default=False
        Of a codebook that has problems, take the word lists.
    follow : callable, optional
        Shows progress.

    Returns
    -------
    StudyInputs

    Raises
    ------
    InputError
        With every problem of every file.
    """
    problems: list[Problem] = []
    raw_codebook = collect(problems, folder.read_codebook)
    read = read_word_lists if lists_suffice else _read_whole_codebook
    found = None if raw_codebook is None else collect(problems, lambda: read(raw_codebook))
    codebook, codebook_problems = found or (None, ())
    reader, roster, shared = _open_unchanging_corpus(folder, problems, allow_unknown=allow_unknown)
    decisions = collect(problems, lambda: read_decisions(folder)) or Decisions()
    settings = reader.settings
    hashes = FileHashes.load(cache)
    library = Library(
        reader,
        cache,
        hashes,
        load_language(settings.language_model, cache.read(vocabulary_name())),
        settings.segment,
        shared,
        for_clusters=settings.clusters != "off",
    )
    if open_stations is not None and codebook is not None:
        library.stations = open_stations(codebook, library)
    stored = library.read_sources(follow=follow) if raw_codebook is not None else []
    library.keep()
    for name in ("codebook.yml", *shared, *decisions.hashes):
        with suppress(OSError):
            hashes.of(folder.root / name, name)  # so that the next run finds it
    hashes.keep(cache, is_complete=not reader.failed)
    problems += [] if keep_going and stored else reader.problems
    problems += find_problems_of_attribution(folder, roster, reader)
    if problems or codebook is None or raw_codebook is None:
        raise InputError(*problems)
    if not any(one.summary.speaking for one in stored):
        raise InputError(
            Problem("no participant speaks in any source", Place("corpus"), "check the roles in participants.csv")
        )
    spoken = {name for one in stored for name in one.summary.speaking}
    return StudyInputs(
        folder=folder,
        settings=settings,
        codebook=codebook,
        raw_codebook=raw_codebook.decode("utf-8-sig"),
        library=library,
        stored=tuple(stored),
        participants={name: one for name, one in reader.resolver.participants.items() if name in spoken},
        warnings=(*find_warnings(folder, roster, reader, [one.summary for one in stored]), *decisions.warnings),
        input_hashes=_hash_inputs(library, codebook, decisions),
        decisions=decisions,
        left_out=tuple(reader.problems),
        codebook_problems=codebook_problems,
    )


def _read_whole_codebook(raw: bytes) -> tuple[Codebook, tuple[Problem, ...]]:
    return read_codebook(raw), ()


_SHARED = ("study.yml", "corpus/participants.csv")
"""What the reading of every transcript depends on."""


def _open_unchanging_corpus(
    folder: StudyFolder, problems: list[Problem], *, allow_unknown: bool
) -> tuple[CorpusReader, Roster, dict[str, str]]:
    """Read settings and roster, once more if somebody writes them meanwhile; with the SHA-256 of both."""
    shared = _hash_shared(folder)
    while True:
        found: list[Problem] = []
        reader, roster = open_corpus(folder, found, allow_unknown=allow_unknown)
        before, shared = shared, _hash_shared(folder)
        if before == shared:
            problems += found
            return reader, roster, shared


def _hash_shared(folder: StudyFolder) -> dict[str, str]:
    contents = {name: collect([], partial(folder.read_optional, name)) for name in _SHARED}
    return {name: hashlib.sha256(raw).hexdigest() for name, raw in contents.items() if raw is not None}


def _hash_inputs(library: Library, codebook: Codebook, decisions: Decisions) -> dict[str, str]:
    """Return the SHA-256 of every file that was read, as it was then, by its path below the study, sorted."""
    folder = library.reader.folder
    read = {"codebook.yml": codebook.sha256, **library.shared, **library.file_hashes, **decisions.hashes}
    for file in library.reader.failed:  # the names of some clash, and they were not even opened
        path = folder.corpus / file
        name = path.relative_to(folder.root).as_posix()
        if name not in read:
            read[name] = library.hashes.of(path, name)
    if (folder.root / MARK).exists():
        read[MARK] = library.hashes.of(folder.root / MARK, MARK)
    return {name: read[name] for name in sorted(read)}
