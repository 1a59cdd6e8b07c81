"""``participants.csv`` → Roster: who the speaker labels of the transcripts are."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from interview_coder.errors import InputError, Place, Problem, offer_near_name
from interview_coder.ingest.speakers import GENERIC_LABEL, Transcript, guess_role
from interview_coder.ingest.txt import decode_text
from interview_coder.model.source import ROLES, UNKNOWN_STAKEHOLDER, Participant, Role, Turn

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


@dataclass(frozen=True, slots=True)
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

    def find(self, label: str, source_id: str) -> RosterRow | None:
        """Return who a label is in one source: a row for just this source comes first."""
        return self.rows.get((label, source_id)) or self.rows.get((label, ""))


def read_participants(raw: bytes) -> Roster:
    """Read ``participants.csv``.

    Parameters
    ----------
    raw : bytes
        CSV in UTF-8 with a header; columns may be parted by commas, semicolons or tabs.

    Raises
    ------
    InputError
        With every problem of the file.
    """
    text = decode_text(raw, file=FILE)
    header_line = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=header_line.count)
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
        near = offer_near_name(role, ROLES)
        problems.append(Problem(f'unknown role "{role}"', Place(FILE, line), near or f"roles are {', '.join(ROLES)}"))
    attributes = {name: value for name, value in cells.items() if name not in OWN_COLUMNS and name}
    known_role = next((known for known in ROLES if known == role), None)
    stakeholder = cells.get("stakeholder_type", "") or UNKNOWN_STAKEHOLDER
    return RosterRow(label, cells.get("source", ""), known_role, stakeholder, attributes, line), problems


@dataclass(slots=True)
class SpeakerResolver:
    """Gives every turn its role and participant, over all sources of a study.

    Parameters
    ----------
    roster : Roster
        Who is known.
    allow_unknown : bool
        Count speakers whom an existing roster does not name as of unknown type, instead of reporting them.
    """

    roster: Roster
    allow_unknown: bool = False
    participants: dict[str, Participant] = field(default_factory=dict)
    used_rows: set[tuple[str, str]] = field(default_factory=set)
    unknown: dict[str, set[str]] = field(default_factory=dict)

    def resolve_turns(
        self, transcript: Transcript, *, source_id: str, file: str
    ) -> tuple[tuple[Turn, ...], list[Problem]]:
        """Return the turns of a source with roles and participants, and a problem for each unknown speaker."""
        turns = []
        problems: dict[str, Problem] = {}
        for turn in transcript.turns:
            row = self.roster.find(turn.speaker, source_id)
            role = self._role_of(turn.speaker, row)
            if role == "participant" and row is None and self.roster.exists and not self.allow_unknown:
                problems.setdefault(turn.speaker, self._unknown_speaker(turn, transcript.text, source_id, file))
            participant = self._participant_of(turn, row, source_id) if role == "participant" else None
            turns.append(replace(turn, role=role, participant=participant))
        return tuple(turns), list(problems.values())

    def _role_of(self, label: str, row: RosterRow | None) -> Role:
        if row is not None:
            self.used_rows.add((row.label, row.source_id))
            if row.role is not None:
                return row.role
            if row.stakeholder_type != UNKNOWN_STAKEHOLDER:
                return "participant"
        guessed = guess_role(label)
        return next((role for role in ROLES if role == guessed), "participant")

    def _participant_of(self, turn: Turn, row: RosterRow | None, source_id: str) -> str:
        if row is not None:
            person = Participant(row.participant_id, row.stakeholder_type, row.attributes)
        else:
            # a label such as "Speaker 1" means another person in every file, a name the same one
            is_generic = GENERIC_LABEL.fullmatch(turn.speaker) is not None
            person = Participant(f"{source_id}/{turn.speaker}" if is_generic else turn.speaker)
            self.unknown.setdefault(source_id, set()).add(turn.speaker)
        self.participants.setdefault(person.participant_id, person)
        return person.participant_id

    def _unknown_speaker(self, turn: Turn, text: str, source_id: str, file: str) -> Problem:
        # in other formats a line of the text is no line of the file
        line = text.count("\n", 0, turn.start) + 1 if file.endswith((".txt", ".md")) else None
        near = offer_near_name(turn.speaker, self.roster.labels_for(source_id))
        fix = near or f"add a row for it to {FILE}"
        return Problem(
            f'the speaker "{turn.speaker}" is not in {FILE}', Place(file, line), f"{fix}; or run with --allow-unknown"
        )
