"""``participants.csv`` → Roster: who the speaker labels of the transcripts are."""

from __future__ import annotations

import codecs
import csv
import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from interview_coder.errors import InputError, Place, Problem, offer_near_name
from interview_coder.ingest.decode import decode_text, encoding_of
from interview_coder.model.source import ROLES, UNKNOWN_STAKEHOLDER, Role

FILE = "corpus/participants.csv"
OWN_COLUMNS = ("participant", "stakeholder_type", "source", "role")


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One person of ``participants.csv``."""

    label: str
    source_id: str
    role: Role | None
    stakeholder_type: str
    attributes: Mapping[str, str]
    line: int

    @property
    def participant_id(self) -> str:
        """The label, with its source where the row names one."""
        return f"{self.source_id}/{self.label}" if self.source_id else self.label


@dataclass(frozen=True)
class Roster:
    """Everybody whom ``participants.csv`` names.

    Parameters
    ----------
    rows : mapping of tuple to RosterRow
        By label and source id; the source id is empty for a label that means one person everywhere.
    exists : bool
        Whether the study has the file.
    """

    rows: Mapping[tuple[str, str], RosterRow] = field(default_factory=dict)
    exists: bool = False

    def labels_for(self, source_id: str) -> set[str]:
        """Return the labels that can stand in one source."""
        return {label for label, scope in self.rows if scope in {"", source_id}}

    def filled_labels_for(self, source_id: str) -> frozenset[str]:
        """Return those of whom a person has said something; that the program wrote a row of its own says nothing."""
        of_all, own = (self._filled_labels.get(one, frozenset()) for one in ("", source_id))
        return of_all | own if own else of_all

    @cached_property
    def _filled_labels(self) -> Mapping[str, frozenset[str]]:
        by_source: dict[str, set[str]] = defaultdict(set)
        for (label, source_id), row in self.rows.items():
            if row.stakeholder_type != UNKNOWN_STAKEHOLDER or row.role in {"interviewer", "moderator"}:
                by_source[source_id].add(label)
        return {source_id: frozenset(labels) for source_id, labels in by_source.items()}

    def find(self, label: str, source_id: str) -> RosterRow | None:
        """Return who a label is in one source: a row for just this source comes first."""
        return self.rows.get((label, source_id)) or self.rows.get((label, ""))


def read_participants(raw: bytes, *, encoding: str = "") -> Roster:
    """Read ``participants.csv``.

    Parameters
    ----------
    raw : bytes
        CSV in UTF-8 with a header; columns may be parted by commas, semicolons or tabs.
    encoding : str, optional
        Tried where it is no UTF-8.

    Raises
    ------
    InputError
        With every problem of the file.
    """
    text = decode_text(raw, file=FILE, encoding=encoding)
    delimiter = _delimiter_of(text.split("\n", 1)[0])
    try:
        lines = _read_lines(text, delimiter)
    except csv.Error as error:
        fix = "look for a quotation mark that is opened and never closed"
        raise InputError(Problem(f"this is no CSV: {error}", Place(FILE), fix)) from error
    header = [name.strip() for name in lines[0][1]] if lines else []
    problems = _check_header(header)
    if problems:
        raise InputError(*problems)
    rows: dict[tuple[str, str], RosterRow] = {}
    for line, cells in lines[1:]:
        if not any(cell.strip() for cell in cells):
            continue
        row, faults = _read_row(dict(zip(header, (cell.strip() for cell in cells), strict=False)), line)
        if len(cells) > len(header):
            faults.append(
                Problem(
                    f"the row has {len(cells)} cells, the header {len(header)}",
                    Place(FILE, line),
                    "put quotation marks around cells with commas",
                )
            )
        elif (row.label, row.source_id) in rows:
            first = rows[row.label, row.source_id].line
            faults.append(
                Problem(
                    f'"{row.label}" stands here a second time',
                    Place(FILE, line),
                    f"it is in line {first} too; a label that means different people needs the column source",
                )
            )
        problems += faults
        rows.setdefault((row.label, row.source_id), row)
    if problems:
        raise InputError(*problems)
    return Roster(rows, exists=True)


def _read_lines(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """Return the rows with the number of the line on which each ends."""
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    return [(reader.line_num, cells) for cells in reader]


def _check_header(header: Sequence[str]) -> list[Problem]:
    twice = sorted({name for name in header if name and header.count(name) > 1})
    problems = [Problem(f'the column "{name}" stands twice', Place(FILE, 1), "rename or remove one") for name in twice]
    for column in ("participant", "stakeholder_type"):
        if column not in header:
            near = offer_near_name(column, header)
            fix = (
                f"the first line must have it; {near.replace('did you mean', 'is it')}"
                if near
                else f"the first line must have it, such as {','.join(OWN_COLUMNS[:2])}"
            )
            problems.append(Problem(f'there is no column "{column}"', Place(FILE, 1), fix))
    return problems


def _read_row(cells: Mapping[str, str], line: int) -> tuple[RosterRow, list[Problem]]:
    label, role = cells.get("participant", ""), cells.get("role", "").casefold()
    problems = []
    if not label:
        problems.append(
            Problem(
                "the row names no participant",
                Place(FILE, line),
                "write the speaker's label as the transcript has it, or remove the row",
            )
        )
    if role and role not in ROLES:
        answers = {"interviewee", "respondent", "informant", "subject"}
        near = 'write "participant"' if role in answers else offer_near_name(role, ROLES)
        problems.append(Problem(f'unknown role "{role}"', Place(FILE, line), near or f"roles are {', '.join(ROLES)}"))
    attributes = {name: value for name, value in cells.items() if name not in OWN_COLUMNS and name}
    known_role = next((known for known in ROLES if known == role), None)
    stakeholder = cells.get("stakeholder_type", "") or UNKNOWN_STAKEHOLDER
    return RosterRow(label, cells.get("source", ""), known_role, stakeholder, attributes, line), problems


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row that ``participants.csv`` does not have yet."""

    label: str
    source_id: str
    role: Role | None


def add_rows(raw: bytes | None, rows: Sequence[NewRow], *, encoding: str = "") -> bytes:
    """Add rows to ``participants.csv``; what stands there stays as it is, to the byte.

    Parameters
    ----------
    raw : bytes, optional
        The file as it is; None makes a new one.
    rows : sequence of NewRow
        The stakeholder type is left empty, for a person to fill in.
    encoding : str, optional
        Of a file that is no UTF-8.

    Returns
    -------
    bytes
        A column that is needed and missing (``source``, ``role``) is added at the end of the header.
    """
    if raw is None:
        return _format_rows([list(OWN_COLUMNS), *_cells_of(rows, OWN_COLUMNS)], ",", "\n").encode()
    written = encoding_of(raw) or ("utf-8" if _is_utf8(raw) else encoding)
    text = raw.decode("utf-8-sig" if written == "utf-8" else written)
    line_end = "\r\n" if "\r\n" in text else "\n"
    head, _, rest = text.partition(line_end)
    delimiter = _delimiter_of(head)
    header = [name.strip() for name in next(csv.reader([head], delimiter=delimiter))]
    missing = [name for name in ("source", "role") if name not in header and _needs(rows, name)]
    head = delimiter.join([head, *missing])
    rest += line_end if rest and not rest.endswith("\n") else ""
    added = _format_rows(_cells_of(rows, [*header, *missing]), delimiter, line_end)
    return f"{head}{line_end}{rest}{added}".encode("utf-8-sig" if raw.startswith(codecs.BOM_UTF8) else written)


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _delimiter_of(header_line: str) -> str:
    return max(",;\t", key=header_line.count)


def _needs(rows: Sequence[NewRow], column: str) -> bool:
    return any(row.source_id if column == "source" else row.role not in {None, "participant"} for row in rows)


def _cells_of(rows: Sequence[NewRow], columns: Sequence[str]) -> list[list[str]]:
    own = [{"participant": row.label, "source": row.source_id, "role": row.role or ""} for row in rows]
    return [[str(row.get(column, "")) for column in columns] for row in own]


def _format_rows(rows: Sequence[Sequence[str]], delimiter: str, line_end: str) -> str:
    lines = io.StringIO()
    csv.writer(lines, delimiter=delimiter, lineterminator=line_end).writerows(rows)
    return lines.getvalue()
