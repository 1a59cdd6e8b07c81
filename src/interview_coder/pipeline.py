"""The stations in their order, and what is carried from one to the next."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any, overload

from interview_coder.corpus import CorpusReader
from interview_coder.errors import InputError, Place, Problem
from interview_coder.following import Follow, follow_without_showing
from interview_coder.framework.cells import Framework
from interview_coder.gathering import gather_evidence
from interview_coder.grouping import Grouping, group_segments
from interview_coder.ingest.codebook_yaml import read_codebook, read_word_lists
from interview_coder.ingest.participants_csv import Roster
from interview_coder.installed import list_versions
from interview_coder.known_codings import KnownCodings
from interview_coder.known_questions import KnownQuestions
from interview_coder.known_sources import StoredSource
from interview_coder.language import load_language
from interview_coder.language.lemmas import forget_dictionaries
from interview_coder.library import Library, Station, vocabulary_name
from interview_coder.model.codebook import Codebook
from interview_coder.model.framework import FrameworkMatrix
from interview_coder.model.results import Results
from interview_coder.model.review import Use
from interview_coder.model.source import Participant, Source
from interview_coder.project.cache import Cache
from interview_coder.project.decision_log import Decisions, read_decisions
from interview_coder.project.file_hashes import FileHashes
from interview_coder.project.held_file import hold_file
from interview_coder.project.piece_file import keep_pieces
from interview_coder.project.program_key import fingerprint
from interview_coder.project.quote_edits import QuoteEdits
from interview_coder.project.review_events import read_decisions_on_codings
from interview_coder.project.settings import Settings
from interview_coder.project.stamps import Stamp, stamp_of
from interview_coder.project.study_folder import MARK, StudyFolder
from interview_coder.quoting import MOST_LISTED, Quoting
from interview_coder.recoding import Recoding
from interview_coder.recording import BY_SOURCE, Recording
from interview_coder.report.framework_records import tabulate_framework, write_lines
from interview_coder.report.methods_text import describe_methods
from interview_coder.report.review_text import tell_review
from interview_coder.report.run_facts import RunFacts
from interview_coder.reviewed_codings import ReviewedCodings, Reviewing
from interview_coder.survey import collect, find_problems_of_attribution, find_warnings, open_corpus
from interview_coder.tabulate.counting import Evidence
from interview_coder.tabulate.quotes import QuoteTable, list_quotes
from interview_coder.tabulate.review import REVIEW, describe_reviews
from interview_coder.tabulate.tables import make_tables
from interview_coder.tabulate.tabulation import Tabulation

_CODINGS = "codings.jsonl"
_SUGGESTIONS = "suggestions.jsonl"
"""All that the rules find; the file of codings says it where no decision changes it, and this one is then not made."""


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


class FirstStations:
    """The stations through which every new source goes while it is in memory: its lines are written, and it is coded.

    Parameters
    ----------
    outputs : Path
        What an earlier run wrote.
    scratch : Path
        A folder for files of records that are not as they were.
    """

    def __init__(self, outputs: Path, scratch: Path) -> None:
        self.scratch = scratch
        self.held = {name: hold_file(outputs / name, scratch) for name in (*BY_SOURCE, _CODINGS, _SUGGESTIONS)}

    def open(self, codebook: Codebook, library: Library) -> tuple[Station, ...]:
        """Make them ready for a study."""
        lines = (self.held[name] for name in (_SUGGESTIONS, _CODINGS))
        kept = next((one for one in (KnownCodings.load(library.cache, some) for some in lines) if one), None)
        self.recording = Recording(library, self.scratch, self.held)
        self.recoding = Recoding(codebook, library, kept, KnownQuestions.load(library.cache), self.scratch)
        return self.recording.take, self.recoding.take

    def check_unchanged(self) -> None:
        """Raise InputError if somebody wrote into the files of the earlier run meanwhile."""
        for name, one in self.held.items():
            if one is not None and not one.is_unchanged():
                message = "the file was changed while the program read it"
                raise InputError(Problem(message, Place(f"outputs/{name}"), "run again"))


@dataclass(frozen=True, slots=True)
class RunFiles:
    """The files of records that a run made, or found unchanged.

    Parameters
    ----------
    paths : mapping of str to Path
        Name below ``outputs/`` → where it stands.
    stamps : mapping of str to tuple, or None
        What each looked like when it was complete.
    lengths : mapping of str to mapping of str to int
        Of the files that are made source by source: key of each source → bytes.
    suggestions : KnownCodings
        What the rules find.
    questions : KnownQuestions
    """

    paths: Mapping[str, Path]
    stamps: Mapping[str, Stamp | None]
    lengths: Mapping[str, Mapping[str, int]]
    suggestions: KnownCodings
    questions: KnownQuestions

    def check_unchanged(self) -> None:
        """Raise InputError if the files are not as they were made: those that did not change stand in ``outputs/``."""
        for name, path in self.paths.items():
            if stamp_of(path) != self.stamps[name]:
                message = "the file was changed or removed since the study was run"
                raise InputError(Problem(message, Place(f"outputs/{name}"), "run again"))


def read_study(
    folder: StudyFolder,
    cache: Cache,
    *,
    allow_unknown: bool = False,
    keep_going: bool = False,
    first: FirstStations | None = None,
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
    first : FirstStations, optional
        Get every source that is new.
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
    if first is not None and codebook is not None:
        library.stations = first.open(codebook, library)
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


def run_stations(
    inputs: StudyInputs, first: FirstStations, *, follow: Follow = follow_without_showing
) -> tuple[Results, RunFiles, Framework]:
    """Code, cluster and tabulate a study.

    Parameters
    ----------
    inputs : StudyInputs
        From `read_study`.
    first : FirstStations
        Which got all sources that are new.
    follow : callable, optional
        Shows progress.

    Returns
    -------
    Results, RunFiles, Framework
        The same for the same inputs, settings and versions, whatever ran before.
    """
    scratch = first.scratch
    paths, lengths = first.recording.finish(inputs.stored)
    suggestions = first.recoding.finish(inputs.stored, inputs.participants, follow=follow)
    questions = first.recoding.finish_questions(inputs.stored)
    reviewed = _review(inputs, suggestions, scratch)
    codings = reviewed.codings
    paths[_CODINGS] = codings.lines
    if codings is not suggestions:
        paths[_SUGGESTIONS] = suggestions.lines
    first.check_unchanged()
    inputs.library.keep_vocabulary()
    forget_dictionaries()
    grouping = group_segments(inputs.library, inputs.stored, inputs.settings)
    evidence = gather_evidence(
        inputs.codebook, inputs.stored, inputs.participants, codings.table, questions, grouping, reviewed.counts
    )
    edits, signed = QuoteEdits(inputs.decisions.events), inputs.settings.attribution
    quotes = list_quotes(evidence)
    quoting = Quoting(evidence, quotes, inputs.library, inputs.stored, paths[_CODINGS], signed, edits)
    framework = Framework(Tabulation(evidence, inputs.settings.quantifiers), quoting, inputs.decisions)
    matrix = framework.make()
    quoting.write(scratch / "quotes.jsonl")
    grouping.write(scratch / "clusters.jsonl", inputs.stored)
    (scratch / "framework.jsonl").write_bytes(write_lines(matrix))
    (scratch / "decided.jsonl").write_bytes(reviewed.lines)
    made = ("quotes.jsonl", "clusters.jsonl", "framework.jsonl", "decided.jsonl")
    paths |= {name: scratch / name for name in made}
    inputs = replace(inputs, warnings=(*inputs.warnings, *edits.tell_left_over(), *_tell_unapplied(reviewed)))
    results = _gather_results(inputs, grouping, framework, matrix, reviewed.coders)
    stamps = {name: stamp_of(path) for name, path in paths.items()}
    return results, RunFiles(paths, stamps, lengths, suggestions, questions), framework


def find_suggestions(
    folder: StudyFolder, cache: Cache, scratch: Path, *, follow: Follow = follow_without_showing
) -> tuple[StudyInputs, KnownCodings, KnownQuestions]:
    """Read a study, and find what its rules find and what is asked, without counting anything.

    Speakers whom nobody named count as of unknown stakeholder type, as far as there are any.

    Parameters
    ----------
    scratch : Path
        A folder for the lines of what is found.
    """
    if not _last_run_allowed_unknown(folder):
        with suppress(InputError):
            return _find_suggestions(folder, cache, scratch / "named", allow_unknown=False, follow=follow)
    return _find_suggestions(folder, cache, scratch / "all", allow_unknown=True, follow=follow)


def _find_suggestions(
    folder: StudyFolder, cache: Cache, scratch: Path, *, allow_unknown: bool, follow: Follow
) -> tuple[StudyInputs, KnownCodings, KnownQuestions]:
    scratch.mkdir()
    first = FirstStations(folder.outputs, scratch)
    inputs = read_study(folder, cache, allow_unknown=allow_unknown, first=first, follow=follow)
    suggestions = first.recoding.finish(inputs.stored, inputs.participants, follow=follow)
    return inputs, suggestions, first.recoding.finish_questions(inputs.stored)


def _last_run_allowed_unknown(folder: StudyFolder) -> bool:
    """Whether the last run counted speakers whom nobody named: what it read and coded is found again only so."""
    try:
        manifest = json.loads(folder.read_optional("outputs/run.json") or b"{}")
        return bool(manifest.get("allow_unknown", True))
    except (ValueError, AttributeError):
        return True


def _review(inputs: StudyInputs, suggestions: KnownCodings, scratch: Path) -> ReviewedCodings:
    """Return the codings that count, by what people decided."""
    reviewing = Reviewing(inputs.codebook, inputs.library, inputs.stored, inputs.participants)
    decisions = list(read_decisions_on_codings(inputs.decisions.events))
    return reviewing.apply(decisions, suggestions, inputs.settings.codings, scratch)


def _tell_unapplied(reviewed: ReviewedCodings) -> list[str]:
    """Return a warning for every decision that does not fit the study any more."""
    return [
        f"{one.decision.coder}'s decision of {one.decision.at} is not applied: {one.why}"
        for one in reviewed.standings.unapplied
    ]


def _gather_results(
    inputs: StudyInputs,
    grouping: Grouping,
    framework: Framework,
    matrix: FrameworkMatrix,
    coders: Sequence[str],
) -> Results:
    tabulation, quoting = framework.tabulation, framework.quoting
    summaries = tuple(one.summary for one in inputs.stored)
    tables = make_tables(tabulation) | {"framework_matrix": tabulate_framework(matrix)}
    manifest = _make_manifest(inputs, len(tabulation.evidence.codings), grouping)
    manifest["review"] = _describe_review(inputs, tabulation.evidence, coders)
    return Results(
        title=inputs.settings.title or inputs.codebook.title or "Untitled study",
        about=inputs.settings.about,
        codebook=inputs.codebook,
        sources=summaries,
        participants=inputs.participants,
        clusters=grouping.clusters,
        quotes=quoting.show(inputs.settings.quotes_per_cell),
        listed_quotes=quoting.list_first(MOST_LISTED),
        n_quotes=_count_quotes(tabulation.evidence, quoting.quotes),
        tables=tables,
        framework=matrix,
        manifest=manifest,
        methods=describe_methods(RunFacts(inputs.codebook, summaries, inputs.participants, manifest, tables)),
        warnings=inputs.warnings,
    )


def _describe_review(inputs: StudyInputs, evidence: Evidence, coders: Sequence[str]) -> dict[str, Any]:
    """Return how far the codings were reviewed, in numbers and in words."""
    whole = describe_reviews(evidence.reviews.sum(axis=0, keepdims=True))
    counts = {name: whole[name][0] for name in REVIEW}
    n_rules = sum(len(code.rules) for code in inputs.codebook.codes)
    told = tell_review(counts, inputs.settings.codings, n_rules)
    return {"told": told, **counts, "coders": list(coders)}


def keep_records(cache: Cache, files: RunFiles, outputs: Path) -> None:
    """Keep what a later run must know of the files of records that now stand in their places."""
    keep_pieces(cache, files.lengths, outputs)
    name = _SUGGESTIONS if _SUGGESTIONS in files.paths else _CODINGS
    replace(files.suggestions, lines=outputs / name).keep(cache)
    files.questions.keep(cache)


def _count_quotes(evidence: Evidence, quotes: QuoteTable) -> dict[tuple[str, str], int]:
    import numpy as np

    themes, types = evidence.codebook.themes, evidence.stakeholder_types
    counts = np.bincount(quotes.themes * len(types) + quotes.stakeholder_types, minlength=len(themes) * len(types))
    return {
        (theme.theme_id, kind): int(counts[n * len(types) + m])
        for n, theme in enumerate(themes)
        for m, kind in enumerate(types)
    }


def _make_manifest(inputs: StudyInputs, n_codings: int, grouping: Grouping) -> dict[str, Any]:
    summaries = [one.summary for one in inputs.stored]
    return {
        "fingerprint": fingerprint(inputs.input_hashes),
        "program": {"interview-coder": version("interview-coder"), "python": platform.python_version()}
        | list_versions(),
        "language_model": inputs.library.language.describe_model(),
        "settings": inputs.settings.model_dump(),
        "allow_unknown": inputs.library.reader.resolver.allow_unknown,
        "codebook": {
            "version": inputs.codebook.version,
            "sha256": inputs.codebook.sha256,
            "text": inputs.raw_codebook,
        },
        "inputs": dict(inputs.input_hashes),
        "files_left_out": sorted({problem.place.file for problem in inputs.left_out}),
        "counts": {
            "sources": len(summaries),
            "participants": len(inputs.participants),
            "turns": sum(one.n_turns for one in summaries),
            "participant_turns": sum(n_turns for one in summaries for n_turns, _ in one.speaking.values()),
            "segments": sum(len(one.segments) for one in inputs.stored),
            "codings": n_codings,
            "clusters": len(grouping.clusters),
            "rules": sum(len(code.rules) for code in inputs.codebook.codes),
        },
        "warnings": list(inputs.warnings),
    }
