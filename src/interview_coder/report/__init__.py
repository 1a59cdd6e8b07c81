"""Results → the files of ``outputs/``: one module a format, and one line in this registry."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from interview_coder.model.results import Results
from interview_coder.report import csv_tables, html_report, json_lines
from interview_coder.report.manifest import format_manifest

WRITERS: dict[str, Callable[[Results], Iterator[tuple[str, bytes]]]] = {
    "jsonl": json_lines.write,
    "csv": csv_tables.write,
    "html": html_report.write,
}
"""Format → ``write(results)``, which yields paths below ``outputs/`` with their content."""


def write_files(results: Results) -> dict[str, bytes]:
    """Return every derived file of a run by its path below ``outputs/``; last ``run.json``, which names the others."""
    files = {name: content for write in WRITERS.values() for name, content in write(results)}
    return {**files, "run.json": format_manifest(results, files)}
