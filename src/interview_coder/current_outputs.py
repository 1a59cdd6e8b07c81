"""``outputs/`` as it stands: whether it is current, and what its files say."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from interview_coder.errors import InputError
from interview_coder.installed import choose_model, list_versions
from interview_coder.model.methods import Methods
from interview_coder.model.results import Table
from interview_coder.project.cache import Cache
from interview_coder.project.file_hashes import FileHashes
from interview_coder.project.piece_file import is_of_this_program
from interview_coder.project.program_key import fingerprint
from interview_coder.project.study_folder import StudyFolder
from interview_coder.report import methods_files

_MAY_BE_UNKNOWN = {"right", "right_low", "right_high"}
_TEXT_COLUMNS = {
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
    "state",
    "quantifier",
    "strip",
    "typical",
    "typical_ids",
    "different",
    "different_ids",
    "summary",
    "summary_coder",
    "summary_written",
    "other_summaries",
}


def read_table(folder: StudyFolder, name: str) -> Table:
    """Return one table of ``outputs/``; numbers are numbers again."""
    import csv

    with (folder.outputs / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        columns, *rows = csv.reader(lines)
    typed = tuple(tuple(_typed(column, cell) for column, cell in zip(columns, row, strict=True)) for row in rows)
    return Table(name, tuple(columns), typed)


def _typed(column: str, cell: str) -> str | int | float | bool | None:
    if not cell and column in _MAY_BE_UNKNOWN:
        return None
    if column in _TEXT_COLUMNS:
        return cell
    if cell.isdecimal():
        return int(cell)
    if cell in {"true", "false"}:
        return cell == "true"
    try:
        return float(cell)
    except ValueError:
        return cell  # 3 of 11


def read_methods(folder: StudyFolder) -> Methods:
    """Return how the study was made, from ``methods.json`` of ``outputs/``."""
    return methods_files.read_json((folder.outputs / "methods.json").read_bytes())


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a JSONL file as plain dicts."""
    import jsonlines

    with jsonlines.open(path) as lines:
        yield from lines.iter(type=dict)


def find_current_manifest(folder: StudyFolder, cache: Cache) -> dict[str, Any] | None:
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
        model = dict(zip(("name", "version"), choose_model(asked), strict=True))
        same_model = model == manifest["language_model"]
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


def find_changed(folder: StudyFolder, names: Collection[str]) -> list[str]:
    """Return those of some files of ``outputs/`` that are not as the run wrote them; their bytes are read for it."""
    made = (_read_manifest(folder) or {}).get("outputs")
    return [name for name in names if isinstance(made, dict) and _hash(folder.outputs / name) != made.get(name)]


def _hash(path: Path) -> str | None:
    try:
        with path.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except OSError:
        return None
