"""What one run of a study gave: results, records and frames, and how they become ``outputs/``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interview_coder.current_outputs import read_lines
from interview_coder.errors import InputError, Place, Problem, offer_near_name
from interview_coder.framework.cells import Framework
from interview_coder.framework.deciding import Summaries
from interview_coder.model.coding import Coding
from interview_coder.model.framework import FrameworkMatrix
from interview_coder.model.results import Quote, Results, Table
from interview_coder.model.source import Source
from interview_coder.pipeline import RunFiles, keep_records
from interview_coder.project.cache import FOLDER as CACHE_FOLDER
from interview_coder.project.file_hashes import FileHashes
from interview_coder.project.locks import LockedError, locked
from interview_coder.project.output_files import write_outputs
from interview_coder.project.records import read_coding, read_quote
from interview_coder.project.scratch import Scratch
from interview_coder.project.stamps import wait_for_tick
from interview_coder.report import write_files
from interview_coder.report.manifest import format_manifest
from interview_coder.study_inputs import StudyInputs
from interview_coder.tabulate.cases import STAKEHOLDER
from interview_coder.tabulate.matrices import make_matrix, make_stance_matrix
from interview_coder.tabulate.tabulation import Level

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


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
    framework : Framework
        Makes framework matrices.
    scratch : Scratch
        Holds the records.

    Attributes
    ----------
    tabulation : Tabulation
        From which tables are made.
    summaries : Summaries
        What people wrote of the cells of framework matrices; lists, adds and takes back.
    """

    def __init__(
        self, inputs: StudyInputs, results: Results, files: RunFiles, framework: Framework, scratch: Scratch
    ) -> None:
        self.inputs = inputs
        self.tabulation = framework.tabulation
        self.summaries = Summaries(framework, inputs.folder, scratch)
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
        return read_lines(self._files.paths[f"{name}.jsonl"])

    def matrix(self, by: Sequence[str] = (STAKEHOLDER,), *, of: Level = "theme") -> Table:
        """Count themes or codes by any attribute; several are crossed.

        Parameters
        ----------
        by : sequence of str
            What the rows are: ``stakeholder_type``, ``participant``, ``source``, or a column of ``participants.csv``.
        of : {"theme", "code"}, default="theme"
            What the columns are.

        Returns
        -------
        Table
            One row a cell, with the columns of ``tables/theme_matrix.csv``; `frame` makes a pandas frame of it.

        Raises
        ------
        InputError
            When nobody has such an attribute; it offers the nearest name.
        """
        return make_matrix(self.tabulation, of, by)

    def stance_matrix(self, by: Sequence[str] = (STAKEHOLDER,)) -> Table:
        """Count themes by any attribute and stance: the columns of ``tables/theme_stance_matrix.csv``; see `matrix`."""
        return make_stance_matrix(self.tabulation, by)

    def frame(self, name: str | Table) -> pd.DataFrame:
        """Return a table or a list of records as a pandas frame.

        Parameters
        ----------
        name : str or Table
            One of `frame_names`: ``theme_matrix``, ``codings``, ``quotes`` … or a table, such as `matrix` gives.

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

        if isinstance(name, Table) or name in self.results.tables:
            table = name if isinstance(name, Table) else self.results.tables[name]
            return pd.DataFrame(list(table.rows), columns=list(table.columns))
        if f"{name}.jsonl" in self._files.paths:
            return pd.DataFrame(list(self.records(name)))
        raise KeyError(f"no frame {name!r}: {offer_near_name(name, self.frame_names) or ', '.join(self.frame_names)}")

    def chart(self, name: str, *, page: int = 1) -> Figure:
        """Draw a chart of the tables; needs the extra ``charts``.

        Parameters
        ----------
        name : str
            ``theme_frequencies``, ``theme_matrix``, ``theme_stance``, ``code_frequencies``, ``code_cooccurrence``,
            ``theme_strips`` or ``saturation``.
        page : int, default=1
            Of a chart that needs several.

        Returns
        -------
        matplotlib.figure.Figure
            Apart from pyplot: show it in a notebook, or ``savefig`` it.

        Raises
        ------
        KeyError
            For a name that is not known; the message offers the nearest.
        IndexError
            When there is no such page.
        InputError
            When matplotlib is not installed.
        """
        from interview_coder.report.charts import CHARTS, draw_chart
        from interview_coder.report.charts.chart_data import ChartData

        if name not in CHARTS:
            raise KeyError(f"no chart {name!r}: {offer_near_name(name, CHARTS) or ', '.join(CHARTS)}")
        review = self.results.manifest["review"]["told"]
        sheets = draw_chart(name, ChartData(self.results.codebook, self.results.tables, review))
        if not 1 <= page <= len(sheets):
            raise IndexError(f"the chart {name} has no page {page}: its pages are 1 to {len(sheets)}")
        return sheets[page - 1].figure

    def framework(
        self,
        by: Sequence[str] = (STAKEHOLDER,),
        *,
        of: Level = "theme",
        n_typical: int = 2,
        n_different: int = 1,
    ) -> FrameworkMatrix:
        """Make a framework matrix: counts, quotes that stand for each cell, and what people wrote of it.

        Parameters
        ----------
        by, of
            What the rows and the columns are; see `matrix`.
        n_typical, n_different : int
            How many quotes stand for a cell at most; see `interview_coder.tabulate.representing.choose_quotes`.

        Raises
        ------
        InputError
            When nobody has such an attribute; it offers the nearest name.
        """
        return self.summaries.framework.make(by, of, n_typical=n_typical, n_different=n_different)

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
