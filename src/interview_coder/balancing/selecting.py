"""Which quotes of a study a selection is: those of the report, a list of ids, or what a draft quotes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from interview_coder.errors import InputError, Place, Problem
from interview_coder.model.verification import Finding


def select_shown(quotes: Iterable[Mapping[str, Any]], quotes_per_cell: int) -> frozenset[str]:
    """Return the ids of the quotes that the report shows."""
    return frozenset(quote["id"] for quote in quotes if quote["rank"] <= quotes_per_cell)


def select_listed(quotes: Iterable[Mapping[str, Any]], raw: str, *, file: str) -> frozenset[str]:
    """Return the ids of a list: the first word, or cell, of each line; a head ``id`` and empty lines are passed over.

    Raises
    ------
    InputError
        With every id that is of no quote.
    """
    known = {quote["id"] for quote in quotes}
    lines = [(n, line.replace(",", " ").split()) for n, line in enumerate(raw.splitlines(), start=1)]
    ids = [(n, words[0].strip('"')) for n, words in lines if words and words[0].strip('"') != "id"]
    fix = "ids are those of interview-coder quotes --format csv; they change when the codes on a passage do"
    wrong = [Problem(f'there is no quote "{one}"', Place(file, n), fix) for n, one in ids if one not in known]
    if wrong or not ids:
        raise InputError(*(wrong or [Problem("there is no id of a quote in it", Place(file), fix)]))
    return frozenset(one for _, one in ids)


def select_quoted(quotes: Iterable[Mapping[str, Any]], findings: Sequence[Finding]) -> tuple[frozenset[str], int]:
    """Return the ids of the quotes in which quotations of a draft stand, and how many of these are under no theme."""
    by_source: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for quote in quotes:
        by_source[quote["source"]].append((quote["start"], quote["end"], quote["id"]))
    selected: set[str] = set()
    n_elsewhere = 0
    for finding in findings:
        under = {
            one
            for passage in finding.passages
            for start, end, one in by_source[passage.source_id]
            if start < passage.end and passage.start < end
        }
        selected |= under
        n_elsewhere += bool(finding.passages and not under)
    return frozenset(selected), n_elsewhere
