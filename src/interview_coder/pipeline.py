"""The stations in their order, and what is carried from one to the next."""

from __future__ import annotations

import gc
import hashlib
import platform
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

from interview_coder.cluster import cluster_segments
from interview_coder.errors import InputError, Place, Problem
from interview_coder.ingest import SOURCE_READERS
from interview_coder.ingest.codebook_yaml import read_codebook
from interview_coder.ingest.participants_csv import Roster, SpeakerResolver, read_participants
from interview_coder.ingest.speakers import GENERIC_LABEL
from interview_coder.language import WHAT_BLANK_COSTS, Language, load_language
from interview_coder.match.rule_matcher import RuleMatcher
from interview_coder.model.codebook import Codebook
from interview_coder.model.coding import Coding
from interview_coder.model.results import Results
from interview_coder.model.segment import Segment, Sentence
from interview_coder.model.source import Participant, Source
from interview_coder.project.settings import Settings, read_settings
from interview_coder.project.study_folder import StudyFolder
from interview_coder.segment import segment_source, split_paragraphs
from interview_coder.tabulate.quotes import list_quotes
from interview_coder.tabulate.tables import Evidence, make_tables

Item = TypeVar("Item")


def follow_without_showing(items: Sequence[Item], label: str) -> Iterator[Item]:  # noqa: ARG001
    """Go through items without showing progress."""
    return iter(items)


Follow = Callable[[Sequence[Any], str], Iterable[Any]]
"""Goes through items, showing how far it is under a label."""


@dataclass(frozen=True, slots=True)
class StudyInputs:
    """A study that was read and found right."""

    settings: Settings
    codebook: Codebook
    sources: tuple[Source, ...]
    participants: Mapping[str, Participant]
    warnings: tuple[str, ...]
    input_hashes: Mapping[str, str]


@dataclass(slots=True)
class CodedStudy:
    """What the stations that go source by source have made so far."""

    segments: list[Segment] = field(default_factory=list)
    codings: list[Coding] = field(default_factory=list)
    content_words: list[list[str]] = field(default_factory=list)


def read_study(
    folder: StudyFolder, *, allow_unknown: bool = False, follow: Follow = follow_without_showing
) -> StudyInputs:
    """Read and check everything that a researcher put into a study.

    Parameters
    ----------
    folder : StudyFolder
        The study.
    allow_unknown : bool, default=False
        Count speakers whom ``participants.csv`` does not name as of unknown stakeholder type.
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
    raw = {name: folder.read_optional(name) for name in ("study.yml", "corpus/participants.csv")}
    raw_codebook = _collect(problems, folder.read_codebook)
    settings = _collect(problems, lambda: read_settings(raw["study.yml"]))
    codebook = None if raw_codebook is None else _collect(problems, lambda: read_codebook(raw_codebook))
    raw_roster = raw["corpus/participants.csv"]
    roster = Roster() if raw_roster is None else _collect(problems, lambda: read_participants(raw_roster))
    resolver = SpeakerResolver(roster or Roster(), allow_unknown)
    sources: list[Source] = []
    if raw_codebook is not None:
        paths = _collect(problems, folder.transcript_paths) or []
        problems += _find_name_clashes(folder, paths)
        for path in follow(paths, "reading"):
            source = _collect(problems, lambda path=path: _read_source(folder, path, resolver, problems))  # type: ignore[misc]
            sources += [source] if source is not None else []
    if problems or settings is None or codebook is None:
        raise InputError(*problems)
    if not any(turn.role == "participant" for source in sources for turn in source.turns):
        raise InputError(
            Problem("no participant speaks in any source", Place("corpus"), "check the roles in participants.csv")
        )
    warnings = tuple(_find_warnings(roster or Roster(), resolver, sources))
    sources.sort(key=lambda source: source.source_id)
    return StudyInputs(settings, codebook, tuple(sources), resolver.participants, warnings, folder.hash_inputs())


def _collect(problems: list[Problem], read: Callable[[], Item]) -> Item | None:
    try:
        return read()
    except InputError as error:
        problems += error.problems
        return None


def _sha256(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _find_name_clashes(folder: StudyFolder, paths: Sequence[Path]) -> Iterator[Problem]:
    by_id: dict[str, str] = {}
    for path in paths:
        file = path.relative_to(folder.corpus).as_posix()
        other = by_id.setdefault(_source_id(file), file)
        if other != file:
            yield Problem(
                f"the files {other} and {file} would both be the source “{_source_id(file)}”",
                Place(f"corpus/{file}"),
                "rename one",
            )


def _source_id(file: str) -> str:
    return file.rpartition(".")[0] or file


def _read_source(folder: StudyFolder, path: Path, resolver: SpeakerResolver, problems: list[Problem]) -> Source:
    file = path.relative_to(folder.corpus).as_posix()
    shown = f"corpus/{file}"
    ending = path.suffix.lower()
    if ending not in SOURCE_READERS:
        known = ", ".join(sorted(SOURCE_READERS))
        raise InputError(
            Problem(
                f'"{ending or file}" is no known format of transcript',
                Place(shown),
                f"known formats: {known}; or move the file out of corpus/",
            )
        )
    if not path.resolve().is_relative_to(folder.corpus.resolve()):
        raise InputError(Problem("the link leads out of the corpus", Place(shown), "put the file itself there"))
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(
            Problem(f"the file cannot be read: {error.strerror}", Place(shown), "check its permissions")
        ) from error
    source_id = _source_id(file)
    transcript = SOURCE_READERS[ending](raw, file=shown, known_labels=resolver.roster.labels_for(source_id))
    turns, unknown_speakers = resolver.resolve_turns(transcript, source_id=source_id, file=shown)
    problems += unknown_speakers
    return Source(
        source_id,
        file,
        ending[1:],
        transcript.text,
        turns,
        transcript.dialect,
        transcript.attributes,
        transcript.left_out,
        _sha256(raw),
    )


def _find_warnings(roster: Roster, resolver: SpeakerResolver, sources: Sequence[Source]) -> Iterator[str]:
    n_unknown = len([person for person in resolver.participants.values() if person.stakeholder_type == "unknown"])
    if not roster.exists:
        yield (
            f"there is no corpus/participants.csv: the stakeholder type of all {n_unknown} participants is unknown. "
            "Make one with the columns participant,stakeholder_type (and role, source where needed)"
        )
        generic = {turn.speaker for source in sources for turn in source.turns if GENERIC_LABEL.fullmatch(turn.speaker)}
        if generic and len(sources) > 1:
            yield "labels such as “Speaker 1” count as another person in every file; participants.csv can say otherwise"
    elif n_unknown:
        yield f"{n_unknown} participants have no stakeholder type: they are counted as unknown"
    n_unused = len(set(roster.rows) - resolver.used_rows)
    if n_unused:
        names = ", ".join(sorted(roster.rows[key].participant_id for key in set(roster.rows) - resolver.used_rows)[:5])
        yield f"{n_unused} rows of corpus/participants.csv name nobody who speaks ({names}): they are in no count"


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
    with _collecting_later():
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


@contextmanager
def _collecting_later() -> Iterator[None]:
    """Pause Python's search for cycles: records have none, and it would walk through all of them again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _code_source(
    source: Source, inputs: StudyInputs, language: Language, matcher: RuleMatcher, coded: CodedStudy
) -> None:
    paragraphs = split_paragraphs(source)
    sentences = tuple(language.read_sentences(source.text, paragraphs))
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
