"""The header of a table → which column holds what."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from interview_coder.errors import InputError, offer_near_name
from interview_coder.ingest.column_names import (
    COLUMN_NAMES,
    NAMES_OF_NAMES,
    is_talk_name,
    kind_of,
    plain_name,
    spellings,
)
from interview_coder.ingest.free_text import find_free_text
from interview_coder.ingest.header_row import PLACE_NAME
from interview_coder.ingest.row_log import RowLog
from interview_coder.ingest.transcript import ReadOptions
from interview_coder.model.source import Certainty

Row = tuple[int, Sequence[str]]
"""The number of a row as its reader sees it, from 1, and its cells, as many as the header has."""

_HINT = 'write its name or its place in study.yml, under this source: columns: {text: "Comment"} or {text: "column 2"}'


@dataclass(frozen=True, slots=True)
class Columns:
    """Where in a row each thing stands; None for what the table does not have.

    Parameters
    ----------
    header : tuple of str
        Names of all columns; those without one are called after their place.
    text, speaker, start, end, turn, question, source, note, participant : int, optional
        Places in a row, from 0.
    named : frozenset of str
        Those of them that the study's settings name, or say that there is none.
    guesses : tuple of str
        Which of them are told by what they hold and not by their names, and by what signs.
    doubts : tuple of str
        What a researcher should look at, as the table could also be of another kind.
    """

    header: tuple[str, ...]
    text: int
    speaker: int | None = None
    start: int | None = None
    end: int | None = None
    turn: int | None = None
    question: int | None = None
    source: int | None = None
    note: int | None = None
    participant: int | None = None
    named: frozenset[str] = frozenset()
    guesses: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def others(self) -> tuple[int, ...]:
        """Places of the columns that hold nothing of all this."""
        own = {getattr(self, kind) for kind in COLUMN_NAMES}
        return tuple(place for place in range(len(self.header)) if place not in own)

    @property
    def holds_talk(self) -> bool:
        """Whether the text is called as in a talk, and not as in a survey."""
        return is_talk_name(self.header[self.text])

    @property
    def certainty(self) -> Certainty:
        """How sure the columns are: ``stated`` where names alone say what they hold."""
        return "likely" if self.guesses or self.doubts else "stated"

    def told(self) -> str:
        """Return in words which column holds what."""
        found = ((kind, getattr(self, kind)) for kind in COLUMN_NAMES)
        told = ", ".join(f"{kind} “{self.header[at]}”" for kind, at in found if at is not None)
        return "; ".join((f"columns: {told}", *self.guesses))


def find_columns(
    header: Sequence[str],
    *,
    file: str,
    options: ReadOptions,
    line: int | None = None,
    rows: Sequence[Sequence[str]] = (),
) -> Columns:
    """Find out which column holds what: by the study's settings, else by the usual names.

    Parameters
    ----------
    header : sequence of str
        Names of the columns.
    file : str
        Name for messages.
    options : ReadOptions
        Its ``columns`` come first.
    line : int, optional
        Of the header, for messages.
    rows : sequence of sequence of str
        The first rows below the header, for a text that no name tells; empty where it may be no header.

    Raises
    ------
    InputError
        When the settings name what is not there, or no column, or more than one, could be the text.
    """
    log = RowLog(file)
    named = _find_named(header, options, log, line)
    absent = {kind for kind, name in options.columns.items() if not name}
    free = {place: name for place, name in enumerate(header) if place not in named.values()}
    found = _find_usual(free, {*named, *absent})
    text = named.get("text")
    guesses: tuple[str, ...] = ()
    if text is None and not any(kind_of(name) == "text" for name in free.values()):
        text = find_free_text(rows, free.keys() - found.values())
        guesses = () if text is None else ("the text is told by its cells, which are long and differ",)
    if text is None and not log.problems:
        text = _find_text(header, free, log, line, has_speaker="speaker" in {*found, *named})
    if text is None or log.problems:
        raise InputError(*log.errors())
    at_type = named.pop(STAKEHOLDER_TYPE, None)
    names = tuple(
        STAKEHOLDER_TYPE if place == at_type else name.strip() or f"column {place + 1}"
        for place, name in enumerate(header)
    )
    return Columns(
        names, **(found | named | {"text": text}), named=frozenset({*named, *absent}), guesses=guesses, doubts=()
    )


STAKEHOLDER_TYPE = "stakeholder_type"
"""A fact about who responds, of which the study may say in which column it stands."""


def _find_named(header: Sequence[str], options: ReadOptions, log: RowLog, line: int | None) -> dict[str, int]:
    """Return the places of the columns that the settings name, and tell of names that fit none."""
    found: dict[str, int] = {}
    for kind, name in options.columns.items():
        places = _places_of(name, header)
        kinds = (*COLUMN_NAMES, STAKEHOLDER_TYPE)
        if kind not in kinds:
            message = f'study.yml names a column for "{kind}", which is unknown'
            fix = offer_near_name(kind, kinds) or f"a table has the columns {', '.join(kinds)}"
            log.tell(message, fix=fix, line=line)
        elif not name:
            continue
        elif not places:
            near = offer_near_name(name, [one for one in header if _is_short(one)])
            message = f'there is no column "{name}", which study.yml names for "{kind}"'
            log.tell(message, fix=near or f"the columns are {_list_columns(header)}", line=line)
        elif len(places) > 1:
            fix = f'name it by its place: {kind}: "column {places[0] + 1}"'
            log.tell(f'the column "{name}", which study.yml names, stands more than once', fix=fix, line=line)
        else:
            found[kind] = places[0]
    return found


def _places_of(name: str, header: Sequence[str]) -> list[int]:
    for same in (str.strip, plain_name):
        places = [place for place, one in enumerate(header) if one.strip() and same(one) == same(name)]
        if places:
            return places
    place = PLACE_NAME.fullmatch(name)
    return [int(place[1]) - 1] if place and 0 < int(place[1]) <= len(header) else []


def _find_usual(free: Mapping[int, str], named: Collection[str]) -> dict[str, int]:
    """Return for all but the text the column with the best of its usual names."""
    places: dict[str, int] = {}
    for place, name in free.items():
        for spelling in spellings(name):
            places.setdefault(spelling, place)
    wanted = {kind: names for kind, names in COLUMN_NAMES.items() if kind != "text" and kind not in named}
    if "speaker" in wanted and "participant" not in {*named, *map(kind_of, free.values())}:
        wanted["speaker"] = [*wanted["speaker"], *NAMES_OF_NAMES]
    found = {kind: next((places[name] for name in names if name in places), None) for kind, names in wanted.items()}
    return {kind: place for kind, place in found.items() if place is not None}


def _find_text(
    header: Sequence[str], free: Mapping[int, str], log: RowLog, line: int | None, *, has_speaker: bool
) -> int | None:
    candidates = [place for place, name in free.items() if kind_of(name) == "text"]
    if len(candidates) > 1 and has_speaker:
        best = [place for place in candidates if plain_name(header[place]) == "text"]
        talk = [place for place in candidates if is_talk_name(header[place])]
        candidates = next((few for few in (best, talk) if len(few) == 1), candidates)
    if len(candidates) == 1:
        return candidates[0]
    if candidates:
        names = " and ".join(f'"{header[place].strip()}"' for place in candidates)
        example = f'columns: {{text: "{header[candidates[0]].strip()}"}}'
        fix = f"say which in study.yml, under this source: {example}"
        log.tell(f"more than one column could hold what people said: {names}", fix=fix, line=line)
    elif _is_no_header(header):
        fix = "put a first row above it that names the columns, such as: speaker, text"
        log.tell("the first row does not look like a header", fix=fix, line=line)
    else:
        message = f"no column is named as one that holds what people said; the columns are {_list_columns(header)}"
        log.tell(message, fix=_HINT, line=line)
    return None


def _is_no_header(cells: Sequence[str]) -> bool:
    """Whether there is a time, a number or no letter at all, as in a table that begins with its first row."""
    return any(cell.strip() and not any(map(str.isalpha, cell)) for cell in cells)


def _is_short(name: str) -> bool:
    """Whether a name is no sentence: in a table without a header, somebody may have said it."""
    return 0 < len(name.strip()) <= 40 and not name.strip().endswith((".", "?", "!", ","))


def _list_columns(header: Sequence[str]) -> str:
    names = [f'"{name.strip()}"' if _is_short(name) else f"column {at}" for at, name in enumerate(header, start=1)]
    more = f" and {len(names) - 30} more" if len(names) > 30 else ""
    return ", ".join(names[:30]) + more
