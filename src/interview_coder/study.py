"""A study in Python: open its folder, run it, and have its results as records and as pandas frames."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interview_coder.corpus import Follow, follow_without_showing
from interview_coder.errors import InputError, Place, Problem, offer_near_name
from interview_coder.ingest.participants_csv import FILE as ROSTER_FILE
from interview_coder.ingest.participants_csv import NewRow, add_rows
from interview_coder.model.codebook import Codebook
from interview_coder.model.results import Results, Table
from interview_coder.model.source import Source
from interview_coder.pipeline import StudyInputs, fingerprint, read_study, run_stations
from interview_coder.project.records import record_files
from interview_coder.project.study_folder import StudyFolder
from interview_coder.report import write_files
from interview_coder.survey import Survey, check_study, list_new_participants, read_one_source, survey_corpus

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of a study gave.

    Parameters
    ----------
    results : Results
        As frozen records.
    folder : StudyFolder
        The study that was run.
    left_out : tuple of Problem
        What was wrong with files that were left out.
    """

    results: Results
    folder: StudyFolder
    left_out: tuple[Problem, ...] = ()

    @property
    def frame_names(self) -> tuple[str, ...]:
        """Names that `frame` knows: every table, and every JSONL file without its ending."""
        return (*self.results.tables, *(name.removesuffix(".jsonl") for name, _ in record_files(self.results)))

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
        for file, records in record_files(self.results):
            if file == f"{name}.jsonl":
                return pd.DataFrame(list(records))
        raise KeyError(f"no frame {name!r}: {offer_near_name(name, self.frame_names) or ', '.join(self.frame_names)}")

    def write(self) -> list[Path]:
        """Write ``outputs/``, replacing what an earlier run wrote there.

        Returns
        -------
        list of Path
            Every file that was written.
        """
        files = write_files(self.results)
        self.folder.write_outputs(files, stale=_derived_files(self.folder))
        return [self.folder.outputs / name for name in files]


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
    >>> coding = run.results.codings[0]
    >>> source = run.results.sources[0]
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
        return read_study(self.folder, allow_unknown=allow_unknown, keep_going=keep_going, follow=follow)

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
        inputs = self.read(allow_unknown=allow_unknown, keep_going=keep_going, follow=follow)
        return Run(run_stations(inputs, follow=follow), self.folder, inputs.left_out)

    def has_current_outputs(self) -> bool:
        """Whether ``outputs/`` was made by this version from the files as they are now, and stands as it was made."""
        manifest = _read_manifest(self.folder)
        if manifest is None or manifest.get("fingerprint") != fingerprint(self.folder.hash_inputs()):
            return False
        made = manifest.get("outputs")
        return isinstance(made, dict) and all(self.folder.hash_output(name) == sha for name, sha in made.items())

    def read_records(self, name: str) -> list[dict[str, Any]]:
        """Return the records of one JSONL file of ``outputs/``, such as ``codings``."""
        import jsonlines

        with jsonlines.open(self.folder.outputs / f"{name}.jsonl") as lines:
            return list(lines.iter(type=dict))

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


def _read_manifest(folder: StudyFolder) -> dict[str, Any] | None:
    raw = folder.read_optional("outputs/run.json")
    try:
        manifest = json.loads(raw) if raw is not None else None
    except ValueError:
        return None
    return manifest if isinstance(manifest, dict) else None


def _derived_files(folder: StudyFolder) -> Iterable[str]:
    tables = folder.outputs / "tables"
    return [f"tables/{path.name}" for path in tables.glob("*.csv")] if (folder.outputs / "run.json").exists() else []
