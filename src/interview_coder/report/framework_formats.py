"""The formats in which a framework matrix can be had: one function each, and one line in this registry."""

from __future__ import annotations

import json
from collections.abc import Callable

from interview_coder.report.csv_tables import format_csv
from interview_coder.report.framework_files import framework_docx, framework_xlsx
from interview_coder.report.framework_page import write_page
from interview_coder.report.framework_records import list_records, tabulate_framework, write_lines
from interview_coder.report.framework_text import write_text
from interview_coder.report.shown_framework import ShownFramework


def _write_json(shown: ShownFramework) -> bytes:
    return (json.dumps(list(list_records(shown.matrix)), indent=2, ensure_ascii=False) + "\n").encode()


FRAMEWORK_WRITERS: dict[str, Callable[[ShownFramework], bytes]] = {
    "text": write_text,
    "csv": lambda shown: format_csv(tabulate_framework(shown.matrix)).encode(),
    "json": _write_json,
    "jsonl": lambda shown: write_lines(shown.matrix),
    "html": write_page,
    "xlsx": framework_xlsx,
    "docx": framework_docx,
}
"""Name of a format → what writes it."""

NOT_PRINTED = {"xlsx", "docx"}
"""Formats that are no text."""

FORMAT_OF_ENDING = {".txt": "text", ".htm": "html"} | {f".{name}": name for name in FRAMEWORK_WRITERS if name != "text"}
"""Ending of a file → the format that it is written in."""
