"""The stations in their order, and what is carried from one to the next."""

from __future__ import annotations

import hashlib
import platform
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any

from interview_coder.cluster import cluster_segments
from interview_coder.collecting import collecting_later
from interview_coder.corpus import Follow, follow_without_showing, summarise_source
from interview_coder.errors import InputError, Place, Problem
from interview_coder.ingest.codebook_yaml import read_codebook
from interview_coder.language import WHAT_BLANK_COSTS, Language, load_language
from interview_coder.match.rule_matcher import RuleMatcher
from interview_coder.model.codebook import Codebook
from interview_coder.model.coding import Coding
from interview_coder.model.results import Results
from interview_coder.model.segment import Segment, Sentence
from interview_coder.model.source import Participant, Source
from interview_coder.project.settings import Settings
from interview_coder.project.study_folder import StudyFolder
from interview_coder.segment import segment_source, split_paragraphs
from interview_coder.survey import collect, find_warnings, open_corpus
from interview_coder.tabulate.quotes import list_quotes
from interview_coder.tabulate.tables import Evidence, make_tables


@dataclass(frozen=True, slots=True)
class StudyInputs:
    """A study that was read and found right.

    ``left_out`` holds the problems of the files that were left out, where it was asked to keep going.
    """

    settings: Settings
    codebook: Codebook
    sources: tuple[Source, ...]
    participants: Mapping[str, Participant]
    warnings: tuple[str, ...]
    input_hashes: Mapping[str, str]
    left_out: tuple[Problem, ...] = ()


@dataclass(slots=True)
class CodedStudy:
    """What the stations that go source by source have made so far."""

    segments: list[Segment] = field(default_factory=list)
    codings: list[Coding] = field(default_factory=list)
    content_words: list[list[str]] = field(default_factory=list)


def read_study(
    folder: StudyFolder,
    *,
    allow_unknown: bool = False,
    keep_going: bool = False,
    follow: Follow = follow_without_showing,
) -> StudyInputs:
    """Read and check everything that a researcher put into a study.

    Parameters
    ----------
    folder : StudyFolder
        The study.
    allow_unknown : bool, default=False
        Count speakers whom ``participants.csv`` does not name as of unknown stakeholder type.
    keep_going : bool, default=False
        Leave out files of the corpus that have problems, and name them, instead of stopping.
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
    codebook = None if raw_codebook is None else collect(problems, lambda: read_codebook(raw_codebook))
    reader, roster = open_corpus(folder, problems, allow_unknown=allow_unknown)
    sources: list[Source] = []
    if raw_codebook is not None:
        sources = [source for source in reader.read_sources(follow=follow) if source.file not in reader.failed]
        sources = [source for source in sources if source.file not in reader.failed]
        problems += [] if keep_going and sources else reader.problems
    if problems or codebook is None:
        raise InputError(*problems)
    if not any(turn.role == "participant" for source in sources for turn in source.turns):
        raise InputError(
            Problem("no participant speaks in any source", Place("corpus"), "check the roles in participants.csv")
        )
    sources.sort(key=lambda source: source.source_id)
    spoken = {turn.participant for source in sources for turn in source.turns}
    return StudyInputs(
        settings=reader.settings,
        codebook=codebook,
        sources=tuple(sources),
        participants={name: one for name, one in reader.resolver.participants.items() if name in spoken},
        warnings=tuple(find_warnings(folder, roster, reader, [summarise_source(source) for source in sources])),
        input_hashes=folder.hash_inputs(),
        left_out=tuple(reader.problems),
    )


def _sha256(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def run_stations(inputs: StudyInputs, *, follow: Follow = follow_without_showing) -> Results:
    """Code, cluster and tabulate a study.

    Parameters
    ----------
    inputs : StudyInputs
        From `read_study`.
    follow : callable, optional
        Shows progress.

    Returns
    -------
    Results
        The same for the same inputs, settings and versions.
    """
    language = load_language(inputs.settings.language_model)
    coded = CodedStudy()
    matcher = RuleMatcher(inputs.codebook, language.vocabulary)
    with collecting_later():
        for source in follow(inputs.sources, "coding"):
            _code_source(source, inputs, language, matcher, coded)
    clusters = cluster_segments(
        [segment.segment_id for segment in coded.segments],
        coded.content_words,
        n_clusters=inputs.settings.clusters,
        seed=inputs.settings.seed,
    )
    speakers = {
        source.source_id: frozenset(turn.participant for turn in source.turns if turn.participant)
        for source in inputs.sources
    }
    evidence = Evidence(
        inputs.codebook, inputs.sources, inputs.participants, coded.segments, coded.codings, clusters, speakers
    )
    warnings = inputs.warnings if language.has_model else (*inputs.warnings, WHAT_BLANK_COSTS)
    return Results(
        title=inputs.settings.title or inputs.codebook.title or "Untitled study",
        about=inputs.settings.about,
        codebook=inputs.codebook,
        sources=inputs.sources,
        participants=inputs.participants,
        segments=tuple(coded.segments),
        codings=tuple(coded.codings),
        clusters=clusters,
        quotes=tuple(list_quotes(coded.codings, {source.source_id: source for source in inputs.sources})),
        tables=make_tables(evidence),
        manifest=_make_manifest(inputs, language, coded, len(clusters)) | {"warnings": list(warnings)},
        warnings=warnings,
    )


def _code_source(
    source: Source, inputs: StudyInputs, language: Language, matcher: RuleMatcher, coded: CodedStudy
) -> None:
    paragraphs = split_paragraphs(source)
    sentences = tuple(language.read_sentences(source.text, paragraphs, source.asides))
    segments = segment_source(source, inputs.settings.segment, paragraphs, sentences)
    coded.codings += matcher.match_codes(source, segments, sentences, inputs.participants)
    coded.segments += segments
    coded.content_words += _content_words(segments, sentences, language)


def _content_words(segments: Sequence[Segment], sentences: Sequence[Sentence], language: Language) -> list[list[str]]:
    words: dict[int, list[str]] = defaultdict(list)
    place = 0
    for sentence in sentences:
        while segments[place].end <= sentence.start:
            place += 1
        words[place] += [language.vocabulary.types[token.type_id].lemma for token in sentence.tokens if token.content]
    return [words[place] for place in range(len(segments))]


def fingerprint(inputs: Mapping[str, str]) -> str:
    """Return one hash for the inputs of a run and the program's version."""
    parts = [
        f"interview-coder {version('interview-coder')}",
        *(f"{name} {sha}" for name, sha in sorted(inputs.items())),
    ]
    return _sha256("\n".join(parts).encode())


def _make_manifest(inputs: StudyInputs, language: Language, coded: CodedStudy, n_clusters: int) -> dict[str, Any]:
    roles = [turn.role for source in inputs.sources for turn in source.turns]
    return {
        "fingerprint": fingerprint(inputs.input_hashes),
        "program": {"interview-coder": version("interview-coder"), "python": platform.python_version()}
        | {package: version(package) for package in ("spacy", "scikit-learn", "numpy", "simplemma")},
        "language_model": {"name": language.model, "version": language.version},
        "settings": inputs.settings.model_dump(),
        "codebook": {"version": inputs.codebook.version, "sha256": inputs.codebook.sha256},
        "inputs": dict(inputs.input_hashes),
        "files_left_out": sorted({problem.place.file for problem in inputs.left_out}),
        "counts": {
            "sources": len(inputs.sources),
            "participants": len(inputs.participants),
            "turns": len(roles),
            "participant_turns": roles.count("participant"),
            "segments": len(coded.segments),
            "codings": len(coded.codings),
            "clusters": n_clusters,
            "rules": sum(len(code.rules) for code in inputs.codebook.codes),
        },
    }
