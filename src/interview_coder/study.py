"""A study in Python: open its folder, run it, and have its results as records and as pandas frames."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interview_coder.codebook_comparing import compare_versions, read_versions
from interview_coder.codebook_testing import ExampleReport, try_examples_of_study
from interview_coder.concordance import find_in_context
from interview_coder.corpus import Follow, follow_without_showing
from interview_coder.errors import InputError, Place, Problem, offer_near_name
from interview_coder.explaining import explain_passage
from interview_coder.ingest.participants_csv import FILE as ROSTER_FILE
from interview_coder.ingest.participants_csv import NewRow, add_rows
from interview_coder.language import load_language
from interview_coder.model.codebook import Codebook
from interview_coder.model.coding import Coding
from interview_coder.model.comparison import CodebookComparison
from interview_coder.model.concordance import Concordance
from interview_coder.model.explanation import Explanation
from interview_coder.model.results import Quote, Results, Table
from interview_coder.model.source import Source
from interview_coder.model.suggestions import Suggestions, TakenFrom
from interview_coder.pipeline import (
    RunFiles,
    StudyInputs,
    fingerprint,
    keep_records,
    list_versions,
    read_study,
    run_stations,
)
from interview_coder.project.cache import FOLDER as CACHE_FOLDER
from interview_coder.project.cache import Cache
from interview_coder.project.file_hashes import FileHashes
from interview_coder.project.locks import LockedError, locked
from interview_coder.project.output_files import write_outputs
from interview_coder.project.records import read_coding, read_quote
from interview_coder.project.scratch import Scratch
from interview_coder.project.stamps import wait_for_tick
from interview_coder.project.study_folder import StudyFolder
from interview_coder.recording import is_of_this_program
from interview_coder.report import write_files
from interview_coder.report.manifest import format_manifest
from interview_coder.suggesting import suggest_phrases
from interview_coder.survey import Survey, check_study, list_new_participants, read_one_source, survey_corpus

if TYPE_CHECKING:
    import pandas as pd


_SECONDS_TO_WAIT = 60


class Run:
    """What one run of a study gave.

    Parameters
    ----------
    inputs : StudyInputs
        What was read.
    results : Results
        What it says as a whole.
    files : RunFiles
        Its records.
    scratch : Scratch
        Holds the records.
    """

    def __init__(self, inputs: StudyInputs, results: Results, files: RunFiles, scratch: Scratch) -> None:
        self.inputs = inputs
        self.results = results
        self._files = files
        self._scratch = scratch

    @property
    def left_out(self) -> tuple[Problem, ...]:
        """What was wrong with files that were left out."""
        return self.inputs.left_out

    @property
    def sources(self) -> Sequence[Source]:
        """The sources by id, with roles and participants resolved; each is read when it is asked for."""
        return self.inputs.sources

    @property
    def codings(self) -> Sequence[Coding]:
        """Every coding, in the order of sources and places."""
        return [read_coding(record) for record in self.records("codings")]

    @property
    def quotes(self) -> Sequence[Quote]:
        """Every quote, by theme, stakeholder type and rank."""
        return [read_quote(record) for record in self.records("quotes")]

    @property
    def frame_names(self) -> tuple[str, ...]:
        """Names that `frame` knows: every table, and every JSONL file without its ending."""
        return (*self.results.tables, *(name.removesuffix(".jsonl") for name in self._files.paths))

    def records(self, name: str) -> Iterator[dict[str, Any]]:
        """Yield the records of a JSONL file, named without its ending, as plain dicts."""
        return _read_lines(self._files.paths[f"{name}.jsonl"])

    def frame(self, name: str) -> pd.DataFrame:
        """Return a table or a list of records as a pandas frame.

        Parameters
        ----------
        name : str
            One of `frame_names`: ``theme_matrix``, ``codings``, ``quotes`` …

        Returns
        -------
        pandas.DataFrame
            The columns are those of the file of that name in ``outputs/``; see the data dictionary.

        Raises
        ------
        KeyError
            For a name that is not known; the message offers the nearest.
        """
        import pandas as pd

        if name in self.results.tables:
            table = self.results.tables[name]
            return pd.DataFrame(list(table.rows), columns=list(table.columns))
        if f"{name}.jsonl" in self._files.paths:
            return pd.DataFrame(list(self.records(name)))
        raise KeyError(f"no frame {name!r}: {offer_near_name(name, self.frame_names) or ', '.join(self.frame_names)}")

    def write(self) -> list[Path]:
        """Write ``outputs/``, replacing what an earlier run wrote there.

        Returns
        -------
        list of Path
            Every file of the run.

        Raises
        ------
        InputError
            When they cannot be written, or another run has been writing them for a minute, or what the run found
            unchanged in them was changed since.
        """
        outputs, cache = self.inputs.folder.outputs, self.inputs.library.cache
        self._files.check_unchanged()
        hashes = FileHashes.load(cache)
        paths, digests = self._make_files(hashes)
        try:
            with locked(self.inputs.folder.root / CACHE_FOLDER / "writing", seconds=_SECONDS_TO_WAIT):
                write_outputs(self.inputs.folder, paths, self._scratch.folder)
                wait_for_tick(outputs / name for name in paths)
                for name, digest in digests.items():
                    hashes.note(outputs / name, f"outputs/{name}", digest)
                hashes.keep(cache)
                keep_records(cache, self._files, outputs)
        except LockedError as error:
            fix = "wait until it has finished, and run again"
            raise InputError(Problem("another run is writing the outputs", Place(str(outputs)), fix)) from error
        return [outputs / name for name in paths]

    def _make_files(self, hashes: FileHashes) -> tuple[dict[str, Path], dict[str, str]]:
        """Return where each file stands until it is moved, the manifest last, and the hashes of the others."""
        paths = dict(self._files.paths)
        digests = {name: hashes.of(path, f"outputs/{name}") for name, path in paths.items()}
        files = write_files(self.results)
        digests |= {name: sha256(content).hexdigest() for name, content in files.items()}
        files["run.json"] = format_manifest(self.results, digests)
        for name, content in files.items():
            paths[name] = self._scratch.folder / "made" / name
            paths[name].parent.mkdir(parents=True, exist_ok=True)
            paths[name].write_bytes(content)
        return paths, digests


@dataclass(frozen=True, slots=True)
class Study:
    """A folder with a codebook and a corpus.

    Examples
    --------
    >>> from interview_coder import Study
    >>> run = Study.open(EXAMPLE_STUDY).run()
    >>> run.frame("theme_matrix")[["stakeholder_type", "theme", "participants", "participants_total"]]
      stakeholder_type  theme  participants  participants_total
    0           tenant   cost             1                   2
    1           tenant  trust             1                   2
    >>> coding = run.codings[0]
    >>> source = run.sources[0]
    >>> source.text[coding.start : coding.end]
    'Well, the rent went up twice in one year.'
    """

    folder: StudyFolder

    @classmethod
    def open(cls, path: str | Path = ".") -> Study:
        """Open the study in a folder.

        Parameters
        ----------
        path : str or Path, default="."
            The folder that holds ``codebook.yml`` and ``corpus/``.

        Raises
        ------
        InputError
            When there is no such folder.
        """
        folder = Path(path)
        if not folder.is_dir():
            raise InputError(
                Problem(
                    "there is no such folder", Place(str(path)), "name the folder that holds codebook.yml and corpus/"
                )
            )
        return cls(StudyFolder(folder))

    def read(
        self, *, allow_unknown: bool = False, keep_going: bool = False, follow: Follow = follow_without_showing
    ) -> StudyInputs:
        """Read and check codebook, settings, roster and transcripts; see `interview_coder.pipeline.read_study`."""
        cache = Cache.of_study(self.folder.root)
        try:
            return read_study(self.folder, cache, allow_unknown=allow_unknown, keep_going=keep_going, follow=follow)
        finally:
            cache.release()

    def survey(
        self,
        *,
        allow_unknown: bool = True,
        follow: Follow = follow_without_showing,
    ) -> Survey:
        """Read the corpus source by source, holding one at a time, and say what was understood.

        Parameters
        ----------
        allow_unknown : bool, default=True
            Speakers whom ``participants.csv`` does not name are no problem.
        follow : callable, optional
            Shows progress.

        Returns
        -------
        Survey
            With the problems of every file; the codebook is not needed for it.
        """
        return survey_corpus(self.folder, allow_unknown=allow_unknown, follow=follow)

    def check(
        self, *, allow_unknown: bool = False, follow: Follow = follow_without_showing
    ) -> tuple[Codebook | None, Survey]:
        """Read everything that a run would read, holding one source at a time.

        Returns
        -------
        codebook : Codebook or None
            None where it has problems.
        survey : Survey
            Of the corpus; its problems are those of every file of the study.
        """
        return check_study(self.folder, allow_unknown=allow_unknown, follow=follow)

    def read_source(self, name: str, *, follow: Follow = follow_without_showing) -> Source:
        """Read one source of the corpus.

        Parameters
        ----------
        name : str
            The source's id, or its file.

        Raises
        ------
        InputError
            When there is no such source, or it cannot be read.
        """
        return read_one_source(self.folder, name, follow=follow)

    def compare_codebooks(
        self,
        before: str,
        after: str | None = None,
        *,
        on_corpus: bool = True,
        allow_unknown: bool = False,
        follow: Follow = follow_without_showing,
    ) -> CodebookComparison:
        """Tell what changed between two versions of the codebook; see `interview_coder.codebook_comparing`."""
        earlier, later = read_versions(self.folder, before, after)
        inputs = self.read(allow_unknown=allow_unknown, follow=follow) if on_corpus else None
        return compare_versions(earlier, later, inputs, follow=follow)

    def suggest(
        self,
        code_id: str,
        *,
        taken_from: TakenFrom = "codings",
        limit: int | None = 20,
        least_count: int | None = None,
        allow_unknown: bool = False,
        follow: Follow = follow_without_showing,
    ) -> Suggestions:
        """Offer words for the rules of a code; see `interview_coder.suggesting.suggest_phrases`."""
        inputs = self.read(allow_unknown=allow_unknown, follow=follow)
        return suggest_phrases(
            code_id, inputs, taken_from=taken_from, limit=limit, least_count=least_count, follow=follow
        )

    def find_in_context(
        self,
        rule: str,
        *,
        width: int = 40,
        limit: int | None = None,
        stakeholder: str | None = None,
        everybody: bool = False,
        allow_unknown: bool = False,
        follow: Follow = follow_without_showing,
    ) -> Concordance:
        """Find every place of a word or rule, with the words around it; see `interview_coder.concordance`."""
        inputs = self.read(allow_unknown=allow_unknown, follow=follow)
        return find_in_context(
            inputs, rule, width=width, limit=limit, stakeholder=stakeholder, everybody=everybody, follow=follow
        )

    def explain(
        self,
        where: str,
        *,
        most_near: int = 10,
        allow_unknown: bool = False,
        follow: Follow = follow_without_showing,
    ) -> Explanation:
        """Tell why a passage is coded as it is, and which rules came near; see `interview_coder.explaining`."""
        return explain_passage(self.read(allow_unknown=allow_unknown, follow=follow), where, most_near=most_near)

    def test_codebook(self, codes: Collection[str] | None = None) -> ExampleReport:
        """Try the rules on the examples of their codes; see `interview_coder.codebook_testing`."""
        return try_examples_of_study(self.folder, codes=codes)

    def complete_participants(
        self, *, write: bool = True, follow: Follow = follow_without_showing
    ) -> tuple[list[NewRow], tuple[Problem, ...]]:
        """Add a row to ``corpus/participants.csv`` for everybody who speaks and has none.

        Parameters
        ----------
        write : bool, default=True
            Write the file; else only say what would be added.

        Returns
        -------
        rows : list of NewRow
            What was added. What stands in the file stays as it is.
        problems : tuple of Problem
            Of the transcripts that could not be read, and whose speakers are therefore missing.
        """
        rows, reader = list_new_participants(self.folder, follow=follow)
        if rows and write:
            raw = self.folder.read_optional(ROSTER_FILE)
            self.folder.write_file(ROSTER_FILE, add_rows(raw, rows, encoding=reader.settings.encoding or ""))
        return rows, tuple(reader.problems)

    def run(
        self, *, allow_unknown: bool = False, keep_going: bool = False, follow: Follow = follow_without_showing
    ) -> Run:
        """Read, code, cluster and tabulate the study. Nothing is written until `Run.write`.

        Parameters
        ----------
        allow_unknown : bool, default=False
            Count speakers whom ``participants.csv`` does not name as of unknown stakeholder type.
        keep_going : bool, default=False
            Leave out files that have problems; `Run.left_out` names them.
        follow : callable, optional
            Shows progress: takes a sequence and a label, gives its items.

        Raises
        ------
        InputError
            With every problem of every file.
        """
        cache = Cache.of_study(self.folder.root)
        try:
            inputs = read_study(self.folder, cache, allow_unknown=allow_unknown, keep_going=keep_going, follow=follow)
            scratch = cache.make_scratch()
            results, files = run_stations(inputs, scratch.folder, follow=follow)
        finally:
            cache.release()
        return Run(inputs, results, files, scratch)

    def read_manifest(self) -> dict[str, Any] | None:
        """Return what ``outputs/run.json`` says, if ``outputs/`` is current; else None.

        It is current if this version made it from the files as they are now, and it stands as it was made.
        """
        return has_current_outputs(self.folder, Cache(self.folder.root / CACHE_FOLDER))

    def read_records(self, name: str) -> list[dict[str, Any]]:
        """Return the records of one JSONL file of ``outputs/``, such as ``codings``."""
        return list(_read_lines(self.folder.outputs / f"{name}.jsonl"))

    def read_table(self, name: str) -> Table:
        """Return one table of ``outputs/``, such as ``theme_matrix``; counts are whole numbers again."""
        import csv

        with (self.folder.outputs / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            columns, *rows = csv.reader(lines)
        typed = tuple(tuple(_typed(column, cell) for column, cell in zip(columns, row, strict=True)) for row in rows)
        return Table(name, tuple(columns), typed)


TEXT_COLUMNS = {
    "stakeholder_type",
    "source",
    "theme",
    "code",
    "stance",
    "label",
    "theme_a",
    "theme_b",
    "code_a",
    "code_b",
}


def _typed(column: str, cell: str) -> str | int | bool:
    if column in TEXT_COLUMNS:
        return cell
    if cell.isdecimal():
        return int(cell)
    return cell == "true" if cell in {"true", "false"} else cell


def _read_lines(path: Path) -> Iterator[dict[str, Any]]:
    import jsonlines

    with jsonlines.open(path) as lines:
        yield from lines.iter(type=dict)


def has_current_outputs(folder: StudyFolder, cache: Cache) -> dict[str, Any] | None:
    """Return the manifest of the outputs if they are current; see `Study.read_manifest`."""
    manifest = _read_manifest(folder)
    made = manifest.get("outputs") if manifest is not None else None
    if manifest is None or not isinstance(made, dict) or not _is_of_these_versions(manifest, cache):
        return None
    hashes = FileHashes.load(cache)
    try:
        is_current = manifest.get("fingerprint") == fingerprint(folder.hash_inputs(hashes))
        is_current = is_current and all(folder.hash_output(name, hashes) == sha for name, sha in made.items())
    except (InputError, OSError):
        return None
    hashes.keep(cache)
    return manifest if is_current else None


def _is_of_these_versions(manifest: Mapping[str, Any], cache: Cache) -> bool:
    """Whether a run would now use the same libraries and the same language model."""
    try:
        made_with, asked = dict(manifest["program"]), manifest["settings"]["language_model"]
        same_model = load_language(asked).describe_model() == manifest["language_model"]
    except (InputError, LookupError, TypeError, ValueError):
        return False
    return same_model and list_versions().items() <= made_with.items() and is_of_this_program(cache)


def _read_manifest(folder: StudyFolder) -> dict[str, Any] | None:
    raw = folder.read_optional("outputs/run.json")
    try:
        manifest = json.loads(raw) if raw is not None else None
    except ValueError:
        return None
    return manifest if isinstance(manifest, dict) else None
