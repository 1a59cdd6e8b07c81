"""The stations in their order, and what is carried from one to the next."""

from __future__ import annotations

import hashlib
import platform
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from typing import Any, TypeVar

from interview_coder.cluster import cluster_segments
from interview_coder.collecting import collecting_later
from interview_coder.corpus import (
    CorpusReader,
    Follow,
    SourceSummary,
    follow_without_showing,
    source_id_of,
    summarise_source,
)
from interview_coder.errors import InputError, Place, Problem, offer_near_name
from interview_coder.ingest.codebook_yaml import read_codebook
from interview_coder.ingest.labels import GENERIC_LABEL
from interview_coder.ingest.participants_csv import NewRow, Roster, read_participants
from interview_coder.ingest.resolver import NOBODY, SpeakerResolver
from interview_coder.language import WHAT_BLANK_COSTS, Language, load_language
from interview_coder.match.rule_matcher import RuleMatcher
from interview_coder.model.codebook import Codebook
from interview_coder.model.coding import Coding
from interview_coder.model.results import Results
from interview_coder.model.segment import Segment, Sentence
from interview_coder.model.source import UNKNOWN_STAKEHOLDER, Participant, Source
from interview_coder.project.settings import Settings, read_settings
from interview_coder.project.study_folder import StudyFolder
from interview_coder.segment import segment_source, split_paragraphs
from interview_coder.tabulate.quotes import list_quotes
from interview_coder.tabulate.tables import Evidence, make_tables

Item = TypeVar("Item")


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


@dataclass(frozen=True, slots=True)
class Survey:
    """What was understood of a corpus.

    Parameters
    ----------
    sources : tuple of SourceSummary
        Those that could be read, by id.
    n_by_type : mapping of str to int
        Stakeholder type → participants over all sources.
    problems : tuple of Problem
        Of the files that could not be read.
    warnings : tuple of str
    """

    sources: tuple[SourceSummary, ...]
    n_by_type: Mapping[str, int]
    problems: tuple[Problem, ...]
    warnings: tuple[str, ...]


def survey_corpus(
    folder: StudyFolder, *, allow_unknown: bool = True, follow: Follow = follow_without_showing
) -> Survey:
    """Read the corpus source by source and say what was understood; see `interview_coder.study.Study.survey`."""
    problems: list[Problem] = []
    reader, roster = open_corpus(folder, problems, allow_unknown=allow_unknown, keeps_participants=False)
    summaries = [summarise_source(source) for source in reader.read_sources(follow=follow)]
    summaries = sorted((one for one in summaries if one.file not in reader.failed), key=lambda one: one.source_id)
    warnings = tuple(find_warnings(folder, roster, reader, summaries)) if summaries else ()
    return Survey(tuple(summaries), reader.resolver.n_by_type, (*problems, *reader.problems), warnings)


def list_new_participants(
    folder: StudyFolder, *, follow: Follow = follow_without_showing
) -> tuple[list[NewRow], CorpusReader]:
    """Return a row for everybody who speaks and is not in ``participants.csv``, in the order of speaking.

    Labels that anybody could have (``Speaker 1``) get a row for each source; others one for the whole study. Tables of
    responses describe their people themselves, and add none.
    """
    reader, roster = _open_or_fail(folder, allow_unknown=True, keeps_participants=False)
    rows: dict[tuple[str, str], NewRow] = {}
    for source in reader.read_sources(follow=follow):
        for turn in source.turns:
            label = turn.speaker or NOBODY
            if roster.find(label, source.source_id) is None and label not in source.self_described:
                scope = source.source_id if not turn.speaker or GENERIC_LABEL.fullmatch(label) else ""
                rows.setdefault((label, scope), NewRow(label, scope, turn.role))
    return list(rows.values()), reader


def check_study(
    folder: StudyFolder, *, allow_unknown: bool = False, follow: Follow = follow_without_showing
) -> tuple[Codebook | None, Survey]:
    """Read everything that a run would read; see `interview_coder.study.Study.check`."""
    problems: list[Problem] = []
    raw_codebook = collect(problems, folder.read_codebook)
    if raw_codebook is None:
        raise InputError(*problems)
    codebook = collect(problems, lambda: read_codebook(raw_codebook))
    survey = survey_corpus(folder, allow_unknown=allow_unknown, follow=follow)
    if survey.sources and not survey.n_by_type and not survey.problems:
        problems.append(
            Problem("no participant speaks in any source", Place("corpus"), "check the roles in participants.csv")
        )
    return codebook, replace(survey, problems=(*survey.problems, *problems))


def read_one_source(folder: StudyFolder, name: str, *, follow: Follow = follow_without_showing) -> Source:
    """Read one source; see `interview_coder.study.Study.read_source`."""
    reader, _ = _open_or_fail(folder, allow_unknown=True)
    name = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    files = [folder.name_in_corpus(path) for path in folder.transcript_paths()]
    near = [file for file in files if name == file or f"{name}/".startswith(f"{source_id_of(file)}/")]
    ids = [source_id_of(file) for file in files]
    for source in reader.read_sources(follow=follow, wanted=near.__contains__):
        if name in {source.source_id, source.file}:
            return source
        ids.append(source.source_id)
    if reader.problems:
        raise InputError(*reader.problems)
    fix = offer_near_name(name, ids) or "interview-coder sources lists them"
    raise InputError(Problem(f'there is no source "{name}"', Place("corpus"), fix))


def _open_or_fail(
    folder: StudyFolder, *, allow_unknown: bool, keeps_participants: bool = True
) -> tuple[CorpusReader, Roster]:
    problems: list[Problem] = []
    reader, roster = open_corpus(folder, problems, allow_unknown=allow_unknown, keeps_participants=keeps_participants)
    if problems:
        raise InputError(*problems)
    return reader, roster


def open_corpus(
    folder: StudyFolder, problems: list[Problem], *, allow_unknown: bool = False, keeps_participants: bool = True
) -> tuple[CorpusReader, Roster]:
    """Read the settings and the roster of a study, and make what reads its corpus.

    Parameters
    ----------
    problems : list of Problem
        Those of the two files are added; a file that has any counts as missing.
    """
    raw_settings = collect(problems, lambda: folder.read_optional("study.yml"))
    settings = collect(problems, lambda: read_settings(raw_settings)) or Settings()
    encoding = settings.encoding or ""
    raw = collect(problems, lambda: folder.read_optional("corpus/participants.csv"))
    roster = collect(problems, lambda: Roster() if raw is None else read_participants(raw, encoding=encoding))
    roster = roster or Roster()
    resolver = SpeakerResolver(roster, settings.roles, allow_unknown, keeps_participants)
    return CorpusReader(folder, settings, resolver), roster


def collect(problems: list[Problem], read: Callable[[], Item]) -> Item | None:
    """Return what a reader gives; add its problems to a list and return None where it fails."""
    try:
        return read()
    except InputError as error:
        problems += error.problems
        return None


def _sha256(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def find_warnings(
    folder: StudyFolder, roster: Roster, reader: CorpusReader, summaries: Sequence[SourceSummary]
) -> Iterator[str]:
    """Yield what is not wrong and should yet be known, after all sources have been read."""
    passed_over = folder.passed_over()
    if passed_over:
        yield f"{len(passed_over)} things in corpus/ were passed over: {'; '.join(passed_over)}"
    for summary in summaries:
        if summary.certainty == "guess":
            why = "; ".join(summary.remarks) or f"who speaks is a guess: {summary.dialect} ({summary.signs})"
            yield f"{summary.file}: {why}"
    unused = reader.unused_settings()
    if unused:
        yield f"study.yml has settings for sources that are not there: {', '.join(unused)}"
    n_unknown = reader.resolver.n_by_type[UNKNOWN_STAKEHOLDER]
    if not roster.exists and n_unknown:
        yield (
            f"there is no corpus/participants.csv: the stakeholder type of {n_unknown} participants is unknown. "
            "Make one with: interview-coder participants"
        )
        if len(summaries) > 1 and any(summary.has_generic_labels for summary in summaries):
            yield "labels such as “Speaker 1” count as another person in every file; participants.csv can say otherwise"
    elif n_unknown:
        yield f"{n_unknown} participants have no stakeholder type: they are counted as unknown"
    unused_rows = set(roster.rows) - reader.resolver.used_rows
    if unused_rows:
        names = ", ".join(sorted(roster.rows[key].participant_id for key in unused_rows)[:5])
        yield (
            f"{len(unused_rows)} rows of corpus/participants.csv name nobody who speaks ({names}): they are in no count"
        )


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
