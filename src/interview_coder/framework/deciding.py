"""Somebody writes a summary of a cell, or takes one back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from interview_coder.errors import InputError, Place, Problem
from interview_coder.framework.cell_names import find_cell, is_called, names_of_row
from interview_coder.framework.cells import Framework
from interview_coder.framework.own_summaries import OwnSummary
from interview_coder.model.framework import CellSummary, FrameworkCell, ListedSummary
from interview_coder.project.coder_names import choose_coder
from interview_coder.project.decision_log import append, read_decisions
from interview_coder.project.scratch import Scratch
from interview_coder.project.study_folder import StudyFolder
from interview_coder.tabulate.cases import STAKEHOLDER
from interview_coder.tabulate.tabulation import Level


class Summaries:
    """What people wrote of the cells of framework matrices.

    Parameters
    ----------
    framework : Framework
    folder : StudyFolder
        In whose ``decisions/`` it is kept.
    scratch : Scratch
        Holds the records of the run.
    """

    def __init__(self, framework: Framework, folder: StudyFolder, scratch: Scratch) -> None:
        self.framework = framework
        self._folder = folder
        self._scratch = scratch  # else its files would go with the run, though somebody asks on here

    def list_all(self) -> list[ListedSummary]:
        """List what people wrote, cell by cell, also of cells that are not there any more."""
        return self.framework.list_summaries()

    def find_cell(
        self, row: str, column: str, *, by: Sequence[str] = (STAKEHOLDER,), of: Level | None = None
    ) -> FrameworkCell:
        """Return a cell with its counts, quotes and summaries; see `interview_coder.framework.cell_names.find_cell`."""
        meant = find_cell(self.framework.tabulation, by, row, column, of)
        name = names_of_row(meant.row)[0]
        cells = self.framework.make(by, meant.of).cells
        return next(cell for cell in cells if (cell.row, cell.column) == (name, meant.column))

    def write(
        self,
        row: str,
        column: str,
        text: str,
        *,
        by: Sequence[str] = (STAKEHOLDER,),
        of: Level | None = None,
        coder: str | None = None,
    ) -> CellSummary:
        """Keep a summary of a cell, with the codings on which it rests.

        Parameters
        ----------
        row, column, by, of
            See `interview_coder.framework.cell_names.find_cell`.
        text : str
            What she wrote before of this cell stays in the log, and is not shown any more.
        coder : str, optional
            Who writes; the name by which the user is logged in, if not given.

        Raises
        ------
        InputError
            When there is no such cell, the text is empty, or it cannot be kept.
        """
        cell = find_cell(self.framework.tabulation, by, row, column, of)
        text = "\n".join(text.strip().splitlines())
        if not text:
            raise InputError(Problem("the summary is empty", Place("--text"), "--withdraw takes back what you wrote"))
        marks = self.framework.mark_cell(cell)
        kept = self._append(choose_coder(coder), OwnSummary(cell, text, "", "", marks))
        return CellSummary(text, kept["coder"], kept["at"], tuple(marks))

    def withdraw(
        self, row: str, column: str, *, by: Sequence[str] = (STAKEHOLDER,), coder: str | None = None
    ) -> CellSummary:
        """Take back what a coder wrote of a cell, also of one that is not there any more.

        Returns
        -------
        CellSummary
            What was taken back; the log keeps it.

        Raises
        ------
        InputError
            When she wrote none.
        """
        name = choose_coder(coder)
        own = self.framework.list_own(name)
        for one in own:
            if one.cell.by == tuple(by) and is_called(one.cell, row, column):
                self._append(name, OwnSummary(one.cell, "", "", "", {}))
                return CellSummary(one.text, name, one.written, tuple(one.marks))
        known = "; ".join(f"{names_of_row(one.cell.row)[0]} × {one.cell.column}" for one in own)
        fix = f"there are: {known}" if known else "interview-coder summary --list shows who wrote which"
        raise InputError(Problem(f'"{name}" wrote no summary of {row} × {column}', Place("--coder"), fix))

    def _append(self, coder: str, summary: OwnSummary) -> Mapping[str, Any]:
        kept = append(self._folder, coder, summary.event())
        self.framework = replace(self.framework, decisions=read_decisions(self._folder))
        return kept
