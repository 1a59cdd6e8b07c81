"""The stations in their order, and what is carried from one to the next."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from interview_coder.errors import InputError, Place, Problem
from interview_coder.following import Follow, follow_without_showing
from interview_coder.framework.cells import Framework
from interview_coder.gathering import gather_evidence
from interview_coder.grouping import Grouping, group_segments
from interview_coder.known_codings import KnownCodings
from interview_coder.known_questions import KnownQuestions
from interview_coder.language.lemmas import forget_dictionaries
from interview_coder.library import Library, Station
from interview_coder.model.codebook import Codebook
from interview_coder.model.framework import FrameworkMatrix
from interview_coder.model.results import Results
from interview_coder.project.cache import Cache
from interview_coder.project.held_file import hold_file
from interview_coder.project.piece_file import keep_pieces
from interview_coder.project.quote_edits import QuoteEdits
from interview_coder.project.review_events import read_decisions_on_codings
from interview_coder.project.stamps import Stamp, stamp_of
from interview_coder.project.study_folder import StudyFolder
from interview_coder.quoting import MOST_LISTED, Quoting
from interview_coder.recoding import Recoding
from interview_coder.recording import BY_SOURCE, Recording
from interview_coder.report.framework_records import tabulate_framework, write_lines
from interview_coder.report.methods_text import describe_methods
from interview_coder.report.review_text import tell_unapplied
from interview_coder.report.run_facts import RunFacts
from interview_coder.reviewed_codings import ReviewedCodings, Reviewing
from interview_coder.run_manifest import describe_review, make_manifest
from interview_coder.study_inputs import StudyInputs, read_study
from interview_coder.tabulate.counting import Evidence
from interview_coder.tabulate.quotes import QuoteTable, list_quotes
from interview_coder.tabulate.tables import make_tables
from interview_coder.tabulate.tabulation import Tabulation

_CODINGS = "codings.jsonl"
_SUGGESTIONS = "suggestions.jsonl"
"""All that the rules find; the file of codings says it where no decision changes it, and this one is then not made."""


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
    inputs = replace(
        inputs, warnings=(*inputs.warnings, *edits.tell_left_over(), *tell_unapplied(reviewed.standings.unapplied))
    )
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
    inputs = read_study(folder, cache, allow_unknown=allow_unknown, open_stations=first.open, follow=follow)
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
    manifest = make_manifest(inputs, len(tabulation.evidence.codings), grouping)
    manifest["review"] = describe_review(inputs, tabulation.evidence, coders)
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
