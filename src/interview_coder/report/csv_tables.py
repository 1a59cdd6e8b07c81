"""Results → CSV, a table a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from interview_coder.model.results import Results, Table


def write(results: Results) -> Iterator[tuple[str, bytes]]:
    """Yield every table as ``tables/<name>.csv``, in UTF-8 with a header."""
    for name, table in results.tables.items():
        yield f"tables/{name}.csv", format_csv(table).encode()


def format_csv(table: Table) -> str:
    """Write a table as CSV; truth values as ``true`` and ``false``."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([str(cell).lower() if isinstance(cell, bool) else cell for cell in row] for row in table.rows)
    return lines.getvalue()
