"""Results → ``workbook.xlsx``: everything a researcher passes on, as sheets with real numbers and links."""

from __future__ import annotations

from collections.abc import Iterator

from interview_coder.model.results import Results
from interview_coder.report.figure_sheets import (
    list_code_figures,
    list_cooccurrence,
    list_frequencies,
    list_matrix_figures,
    list_reviews,
)
from interview_coder.report.matrix_sheet import list_matrix
from interview_coder.report.quote_sheet import list_quotes
from interview_coder.report.spreadsheet import write_spreadsheet
from interview_coder.report.study_sheets import describe_workbook, list_codebook, list_methods, list_participants
from interview_coder.report.telling import Telling

SHEETS = (
    describe_workbook,
    list_matrix,
    list_matrix_figures,
    list_code_figures,
    list_frequencies,
    list_quotes,
    list_codebook,
    list_participants,
    list_cooccurrence,
    list_reviews,
    list_methods,
)
"""The sheets in their order."""
_OF_NUMBERS = {list_cooccurrence, list_reviews}
"""Those that are left out where the study is to be told without numbers."""


def write(results: Results) -> Iterator[tuple[str, bytes]]:
    """Yield ``workbook.xlsx``."""
    with_numbers = Telling.of_settings(results.manifest["settings"]).with_numbers
    sheets = [make(results) for make in SHEETS if with_numbers or make not in _OF_NUMBERS]
    yield "workbook.xlsx", write_spreadsheet(sheets, title=results.title)
