"""``interview-coder anonymise --spans``: what would be masked, a JSON object a line."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from interview_coder.errors import InputError, Place, Problem
from interview_coder.ingest.decode import decode_text
from interview_coder.ingest.name_lists import read_roster
from interview_coder.model.masking import Document
from interview_coder.pseudonymising.loose_texts import mask_texts, replace_names


def print_spans(path: Path, roster: Path | None, *, uses_model: bool, together: bool, whole: bool) -> None:
    """Print the masks of each text of a file; with `whole` also what it becomes."""
    documents = _read_documents(path)
    entries = () if roster is None else read_roster(_read(roster), file=roster.name)
    texts = mask_texts(documents, entries, together=together, uses_model=uses_model)
    if not whole:
        for one in texts:
            spans = [[mask.start, mask.end, mask.kind] for mask in one.masks]
            click.echo(json.dumps({"doc_id": one.document.doc_id, "spans": spans}, ensure_ascii=False))
        return
    masked = list(texts)
    for one, made in zip(masked, replace_names(masked, entries), strict=True):
        entries_of_map = [
            {"start": log.start, "end": log.end, "replacement": log.text, "label": log.kind, "entity": log.entity_id}
            for log in made.log
        ]
        line = {"doc_id": one.document.doc_id, "anonymised": made.text, "map": entries_of_map}
        click.echo(json.dumps(line, ensure_ascii=False))


def _read_documents(path: Path) -> list[Document]:
    found = list(_read_lines(path))
    problems = [one for one in found if isinstance(one, Problem)]
    documents = [one for one in found if isinstance(one, Document)]
    twice = [doc_id for doc_id, count in Counter(one.doc_id for one in documents).items() if count > 1]
    fix = "give every text its own"
    problems += [Problem(f'the doc_id "{doc_id}" stands twice', Place(path.name), fix) for doc_id in twice]
    if problems:
        raise InputError(*problems)
    return documents


def _read_lines(path: Path) -> Iterator[Document | Problem]:
    text = decode_text(_read(path), file=path.name)
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        place = Place(path.name, number)
        try:
            found = json.loads(line)
        except ValueError:
            yield Problem("this is no JSON object", place, 'write one a line: {"doc_id": "…", "text": "…"}')
            continue
        is_right = isinstance(found, dict) and all(isinstance(found.get(key), str) for key in ("doc_id", "text"))
        if is_right:
            yield Document(found["doc_id"], found["text"])
        else:
            yield Problem("doc_id or text is missing", place, 'write both as strings: {"doc_id": "…", "text": "…"}')


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"this file cannot be read: {error.strerror}"
        raise InputError(Problem(message, Place(str(path)), "check its path and rights")) from error
