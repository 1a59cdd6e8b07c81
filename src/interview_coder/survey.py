"""What was understood of a corpus: its sources one by one, what is wrong, what should be known, who speaks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from interview_coder.corpus import (
    NOT_PSEUDONYMISED,
    CorpusReader,
    source_id_of,
    summarise_source,
)
from interview_coder.errors import InputError, Place, Problem, offer_near_name
from interview_coder.following import Follow, follow_without_showing
from interview_coder.ingest.codebook_yaml import read_codebook
from interview_coder.ingest.labels import GENERIC_LABEL
from interview_coder.ingest.participants_csv import NewRow, Roster, read_participants
from interview_coder.ingest.resolver import NOBODY, SpeakerResolver
from interview_coder.model.codebook import Codebook
from interview_coder.model.source import UNKNOWN_STAKEHOLDER, Role, Source, SourceSummary
from interview_coder.project.decision_log import Decisions, read_decisions
from interview_coder.project.pseudonymised_mark import tell_undecided
from interview_coder.project.settings import Settings, find_unknown_names, read_settings
from interview_coder.project.study_folder import StudyFolder

Item = TypeVar("Item")


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
    problems += [*reader.problems, *find_problems_of_attribution(folder, roster, reader)]
    return Survey(tuple(summaries), reader.resolver.n_by_type, tuple(problems), warnings)


def list_new_participants(
    folder: StudyFolder, *, follow: Follow = follow_without_showing
) -> tuple[list[NewRow], CorpusReader]:
    """Return a row for everybody who speaks and is not in ``participants.csv``, in the order of speaking.

    Labels that anybody could have (``Speaker 1``) get a row for each source, and so does somebody who asks in one and
    answers in another; others get one for the whole study. The role is left empty where ``study.yml`` gives it. Tables
    of responses describe their people themselves, and add none.
    """
    reader, roster = _open_or_fail(folder, allow_unknown=True, keeps_participants=False)
    roles: dict[str, dict[str, Role | None]] = defaultdict(dict)
    for source in reader.read_sources(follow=follow):
        for turn in source.turns:
            label = turn.speaker or NOBODY
            if roster.find(label, source.source_id) is None and label not in source.self_described:
                is_stated = source.role_signs.get(turn.speaker) == "study.yml"
                roles[label][source.source_id] = None if is_stated else turn.role
    rows = []
    for label, by_source in roles.items():
        if label == NOBODY or GENERIC_LABEL.fullmatch(label) or len(set(by_source.values())) > 1:
            rows += [NewRow(label, source_id, role) for source_id, role in by_source.items()]
        else:
            rows.append(NewRow(label, "", next(iter(by_source.values()))))
    return rows, reader


def check_study(
    folder: StudyFolder, *, allow_unknown: bool = False, follow: Follow = follow_without_showing
) -> tuple[Codebook | None, Survey]:
    """Read everything that a run would read; see `interview_coder.study.Study.check`."""
    problems: list[Problem] = []
    raw_codebook = collect(problems, folder.read_codebook)
    if raw_codebook is None:
        raise InputError(*problems)
    codebook = collect(problems, lambda: read_codebook(raw_codebook))
    decisions = collect(problems, lambda: read_decisions(folder)) or Decisions()
    survey = survey_corpus(folder, allow_unknown=allow_unknown, follow=follow)
    if survey.sources and not survey.n_by_type and not survey.problems:
        problems.append(
            Problem("no participant speaks in any source", Place("corpus"), "check the roles in participants.csv")
        )
    warnings = (*survey.warnings, *decisions.warnings)
    return codebook, replace(survey, problems=(*survey.problems, *problems), warnings=warnings)


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
    is_faulty = raw is not None and roster is None
    roster = roster or Roster(exists=is_faulty)
    resolver = SpeakerResolver(roster, settings.roles, allow_unknown or is_faulty, keeps_participants)
    return CorpusReader(folder, settings, resolver), roster


def find_problems_of_attribution(folder: StudyFolder, roster: Roster, reader: CorpusReader) -> list[Problem]:
    """Return what is wrong with the names in the attribution, after all sources have been read."""
    raw = folder.read_optional("study.yml")
    if raw is None or "attribution" not in reader.settings.model_fields_set:
        return []
    of_roster = {name for row in roster.rows.values() for name in row.attributes}
    return find_unknown_names(raw, of_roster | reader.resolver.attribute_names)


def collect(problems: list[Problem], read: Callable[[], Item]) -> Item | None:
    """Return what a reader gives; add its problems to a list and return None where it fails."""
    try:
        return read()
    except InputError as error:
        problems += error.problems
        return None


def find_warnings(
    folder: StudyFolder, roster: Roster, reader: CorpusReader, summaries: Sequence[SourceSummary]
) -> Iterator[str]:
    """Yield what is not wrong and should yet be known, after all sources have been read."""
    passed_over = folder.passed_over()
    if passed_over:
        yield f"{len(passed_over)} things in corpus/ were passed over: {'; '.join(passed_over)}"
    yield from _warn_of_names(folder, summaries)
    yield from _warn_of_sources(summaries)
    yield from _warn_of_settings(reader)
    yield from _warn_of_people(roster, reader)
    yield from _warn_of_roster(roster, reader)


_MOST_FILES_TOLD = 8


def _warn_of_names(folder: StudyFolder, summaries: Sequence[SourceSummary]) -> Iterator[str]:
    if undecided := tell_undecided(folder):
        yield undecided
    remarks = {one.file: remark for one in summaries for remark in one.remarks if remark.startswith(NOT_PSEUDONYMISED)}
    yield from (f"{file}: {remark}" for file, remark in list(remarks.items())[:_MOST_FILES_TOLD])
    if len(remarks) > _MOST_FILES_TOLD:
        yield f"{len(remarks) - _MOST_FILES_TOLD} more files do not look pseudonymised"


def _warn_of_sources(summaries: Sequence[SourceSummary]) -> Iterator[str]:
    files_by_hash: dict[str, dict[str, None]] = defaultdict(dict)
    guesses: dict[str, list[str]] = defaultdict(list)
    for summary in summaries:
        files_by_hash[summary.sha256][summary.file] = None
        if summary.certainty == "guess":
            remarks = [remark for remark in summary.remarks if not remark.startswith(NOT_PSEUDONYMISED)]
            why = "; ".join(remarks) or f"who speaks is a guess: {summary.dialect} ({summary.signs})"
            guesses[why].append(summary.file)
        if not summary.n_by_type:
            asking = "; ".join(f"{label or NOBODY}: {sign}" for label, sign in summary.asking.items())
            yield f"{summary.file}: nobody answers, so it is in no count ({asking})"
    for why, guessed in guesses.items():
        more = f" and {len(guessed) - 8} more" if len(guessed) > 8 else ""
        yield f"{', '.join(guessed[:8])}{more}: {why}"
    for files in files_by_hash.values():
        if len(files) > 1:
            yield f"{' and '.join(files)} have the same content, and are counted as so many sources"


def _warn_of_settings(reader: CorpusReader) -> Iterator[str]:
    unused = reader.unused_settings()
    ids = [source_id_of(file) for file in reader.files()] if unused else []
    for name in unused:
        near = offer_near_name(name.rpartition("/")[2], {one.rpartition("/")[2]: None for one in ids})
        full = next((one for one in ids if near and f'"{one.rpartition("/")[2]}"' in near), "")
        hint = f': did you mean "{full}"?' if full else ""
        yield f"study.yml has settings for the source {name}, which is not there{hint}"


def _warn_of_people(roster: Roster, reader: CorpusReader) -> Iterator[str]:
    n_unknown = reader.resolver.n_by_type[UNKNOWN_STAKEHOLDER]
    n_described = reader.resolver.n_described_without_type
    if n_described:
        yield (
            f"{n_described} people of tables of responses have no stakeholder type: give the table a column "
            'stakeholder_type, or name the one that has it under "columns:" in study.yml'
        )
    if not roster.exists and n_unknown > n_described:
        yield (
            f"there is no corpus/participants.csv: the stakeholder type of {n_unknown - n_described} participants is "
            "unknown. Make one with: interview-coder participants"
        )
        if len(reader.resolver.sources_with_generic_labels) > 1:
            yield "labels such as “Speaker 1” count as another person in every file; participants.csv can say otherwise"
    elif n_unknown > n_described:
        yield f"{n_unknown - n_described} participants have no stakeholder type: they are counted as unknown"
    shared = {label: files for label, files in reader.resolver.sources_by_label.items() if len(files) > 1}
    if shared:
        named = "; ".join(f"{label} ({len(sources)} sources)" for label, sources in list(shared.items())[:8])
        yield (
            f"these labels are taken for one person in several sources: {named}. If they are different people, give "
            "each a row with its source in corpus/participants.csv"
        )


def _warn_of_roster(roster: Roster, reader: CorpusReader) -> Iterator[str]:
    unused_rows = set(roster.rows) - reader.resolver.used_rows
    if unused_rows:
        names = ", ".join(sorted(roster.rows[key].participant_id for key in unused_rows)[:5])
        yield (
            f"{len(unused_rows)} rows of corpus/participants.csv name nobody who speaks ({names}): they are in no "
            "count, and can be removed"
        )
    spellings: dict[str, set[str]] = defaultdict(set)
    for kind in reader.resolver.n_by_type:
        spellings[" ".join(kind.casefold().split())].add(kind)
    for kinds in spellings.values():
        if len(kinds) > 1:
            named = " and ".join(f"“{kind}”" for kind in sorted(kinds))
            yield f"{named} are counted as different stakeholder types"
