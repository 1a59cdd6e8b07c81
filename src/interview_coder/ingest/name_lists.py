"""What the researcher lists before masking: the roster of names, the table of generalisations, the names to keep."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from interview_coder.errors import InputError, Place, Problem, offer_near_name
from interview_coder.ingest.decode import decode_text
from interview_coder.model.masking import Kind, RosterEntry

KINDS: tuple[Kind, ...] = get_args(Kind)
ROSTER_COLUMNS = ("name", "kind", "stakeholder_type", "others", "replacement")
TABLE_COLUMNS = ("from", "to")


def read_roster(raw: bytes, *, file: str) -> tuple[RosterEntry, ...]:
    """Read the names that are known beforehand.

    Parameters
    ----------
    raw : bytes
        CSV with the column ``name``, and, where wanted, ``kind`` (``person`` if left out), ``stakeholder_type``,
        ``others`` (nicknames, initials and other spellings, parted by semicolons) and ``replacement``.
    file : str
        Name for messages.

    Raises
    ------
    InputError
        With every problem of the file; none of them tells a name.
    """
    entries = []
    problems = []
    for line, cells in _read_rows(raw, file, ROSTER_COLUMNS, needed="name"):
        kind = cells["kind"].casefold() or "person"
        known = next((one for one in KINDS if one == kind), None)
        if known is None:
            fix = offer_near_name(kind, KINDS) or f"kinds are {', '.join(KINDS)}"
            problems.append(Problem("the kind is unknown", Place(file, line), fix))
        if not cells["name"]:
            problems.append(Problem("the row has no name", Place(file, line), "write one, or remove the row"))
        others = tuple(filter(None, (one.strip() for one in cells["others"].split(";"))))
        entries.append(
            RosterEntry(cells["name"], known or "other", cells["stakeholder_type"], others, cells["replacement"])
        )
    problems += _find_shared_wordings(entries, file)
    if problems:
        raise InputError(*problems)
    return tuple(entries)


def _find_shared_wordings(entries: Sequence[RosterEntry], file: str) -> Iterator[Problem]:
    wordings = Counter(one.replacement.casefold() for one in entries if one.kind == "person" and one.replacement)
    for wording, count in wordings.items():
        if count > 1:
            message = f'{count} people would all become "{wording}"'
            yield Problem(message, Place(file), "two people never share one: give each their own, or leave it empty")


def read_generalisations(raw: bytes, *, file: str) -> dict[str, str]:
    """Read what should stand for places, dates or organisations: CSV with the columns ``from`` and ``to``.

    Raises
    ------
    InputError
        With every problem of the file.
    """
    rows = list(_read_rows(raw, file, TABLE_COLUMNS, needed="from"))
    fix = 'write both: "from" is what is said, "to" what stands for it'
    problems = [
        Problem("the row has an empty cell", Place(file, line), fix) for line, cells in rows if not all(cells.values())
    ]
    if problems:
        raise InputError(*problems)
    return {cells["from"]: cells["to"] for _, cells in rows}


def read_kept_names(raw: bytes, *, file: str) -> frozenset[str]:
    """Read the names that are never masked, one a line."""
    lines = decode_text(raw, file=file).split("\n")
    return frozenset(filter(None, (line.strip() for line in lines)))


def _read_rows(
    raw: bytes, file: str, columns: Sequence[str], *, needed: str
) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield line and cells of every row that is not empty."""
    text = decode_text(raw, file=file)
    head = text.split("\n", 1)[0]
    reader = csv.reader(text.split("\n"), delimiter=max(",;\t", key=head.count))
    header = [name.strip().casefold() for name in next(reader, [])]
    problems = [
        Problem(f"column {number} is unknown", Place(file, 1), offer_near_name(name, columns) or _list(columns))
        for number, name in enumerate(header, 1)
        if name and name not in columns
    ]
    if needed not in header:
        problems.append(Problem(f'there is no column "{needed}"', Place(file, 1), _list(columns)))
    if problems:
        raise InputError(*problems)
    for row in reader:
        cells = {name: cell.strip() for name, cell in zip(header, row, strict=False) if name}
        if any(cells.values()):
            yield reader.line_num, dict.fromkeys(columns, "") | cells


def _list(columns: Sequence[str]) -> str:
    return f"columns are {', '.join(columns)}"
