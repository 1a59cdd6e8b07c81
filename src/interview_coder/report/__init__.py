"""Results → the files of ``outputs/`` that show them: one module a format, and one line in this registry."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from interview_coder.model.results import Results
from interview_coder.report import csv_tables, html_report, methods_files, quote_book, workbook

WRITERS: dict[str, Callable[[Results], Iterator[tuple[str, bytes]]]] = {
    "csv": csv_tables.write,
    "html": html_report.write,
    "md": methods_files.write_markdown_file,
    "json": methods_files.write_json_file,
    "xlsx": workbook.write,
    "docx": quote_book.write,
}
"""Format → ``write(results)``, which yields paths below ``outputs/`` with their content."""


def write_files(results: Results) -> dict[str, bytes]:
    """Return the files that show the results of a run, by their paths below ``outputs/``."""
    return {name: content for write in WRITERS.values() for name, content in write(results)}
