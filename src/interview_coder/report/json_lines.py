"""Results → JSON Lines, a record a line."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from functools import partial

import jsonlines

from interview_coder.model.results import Results
from interview_coder.project.records import record_files


def write(results: Results) -> Iterator[tuple[str, bytes]]:
    """Yield the JSONL files of a run, in UTF-8."""
    for name, records in record_files(results):
        lines = io.StringIO()
        with jsonlines.Writer(lines, dumps=partial(json.dumps, ensure_ascii=False)) as writer:
            writer.write_all(records)
        yield name, lines.getvalue().encode()
