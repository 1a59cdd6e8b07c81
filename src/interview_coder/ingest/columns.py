"""The header of a table → which column holds what."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from interview_coder.errors import InputError, offer_near_name
from interview_coder.ingest.row_log import RowLog
from interview_coder.ingest.transcript import ReadOptions

Row = tuple[int, Sequence[str]]
"""The number of a row as its reader sees it, from 1, and its cells, as many as the header has."""

_TALK = """
    text utterance utterancetext sentence transcript transcription transcribedtext speech oralevidence spoken spokentext
    said dialogue segmenttext turntext rawtext content word
"""
"""Names of what somebody says in a talk; those of responses are as often names of a remark on it."""
_RESPONSE = """
    comment comments commenttext freetext freetextcomment freetextcomments freetextresponse opentext opentextresponse
    openresponse openended openendedresponse response responses responsetext answer answers answertext reply verbatim
    verbatims verbatimcomment feedback feedbacktext statement evidence remark remarks message messagetext words
"""
_NAMES = {
    "text": _TALK + _RESPONSE,
    "speaker": "speaker speakername speakerlabel speakerid speakers person who talker voice",
    "start": """
        start starttime startseconds startsec startsecs starttimestamp begin begintime timestamp timestamps timecode
        timespan timerange time onset startms starttimems startmilliseconds beginms
    """,
    "end": """
        end endtime endseconds endsec endsecs endtimestamp stop stoptime finish endms endtimems endmilliseconds
    """,
    "turn": "turn turnid turnno turnnumber turnnr turnindex speakerturn",
    "question": "question questiontext questionnumber questionno questionid qno q prompt",
    "source": """
        source sourceid sourcefile interview interviewid interviewno interviewnumber transcriptid transcriptname
        recording recordingid focusgroup session sessionid document documentid file fileid filename
    """,
    "note": "note speakernote speakerrole role position affiliation organisation organization",
    "participant": """
        participant participantid participantno participantnumber participantcode respondent respondentid respondentno
        respondentnumber personid interviewee intervieweeid pid userid responseid responsenumber responseno submissionid
        caseid recordid id
    """,
}
COLUMN_NAMES = {kind: names.split() for kind, names in _NAMES.items()}
"""What a column can hold → the names that say so, in small letters without anything between them; the first is best."""

_KINDS = {name: kind for kind, names in COLUMN_NAMES.items() for name in names}
_HINT = 'write its name or its place in study.yml, under this source: columns: {text: "Comment"} or {text: "column 2"}'
_PLACE_NAME = re.compile(r"\s*column\s*(\d{1,5})\s*", re.IGNORECASE)
"""How a column without a name, or with a long one, can be named in the settings."""
_PARENTHESES = re.compile(r"\(.*?\)|\[.*?\]")


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
        Those of them that the study's settings name.
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

    @property
    def others(self) -> tuple[int, ...]:
        """Places of the columns that hold nothing of all this."""
        own = {getattr(self, kind) for kind in COLUMN_NAMES}
        return tuple(place for place in range(len(self.header)) if place not in own)

    @property
    def holds_talk(self) -> bool:
        """Whether the text is called as in a talk, and not as in a survey."""
        return _plain(self.header[self.text]) in _TALK.split()

    def told(self) -> str:
        """Return in words which column holds what."""
        found = ((kind, getattr(self, kind)) for kind in COLUMN_NAMES)
        return "columns: " + ", ".join(f"{kind} “{self.header[at]}”" for kind, at in found if at is not None)


@lru_cache(maxsize=1_000)
def kind_of(name: str) -> str:
    """Return what a column of this name usually holds: a key of `COLUMN_NAMES`, or nothing.

    Examples
    --------
    >>> kind_of("Speaker_Name"), kind_of("Comment (optional)"), kind_of("age")
    ('speaker', 'text', '')
    """
    return _KINDS.get(_plain(name)) or _KINDS.get(_plain(_PARENTHESES.sub("", name))) or ""


def kinds_in(cells: Sequence[str], options: ReadOptions) -> frozenset[str]:
    """Return what a row would hold if its cells were the names of columns."""
    names = {_plain(cell) for cell in cells if cell.strip()}
    named = {kind for kind, name in options.columns.items() if _plain(name) in names}
    found = {kind_of(cell) for cell in cells} - {""}
    if "text" in options.columns and "text" not in named and not _PLACE_NAME.fullmatch(options.columns["text"]):
        found.discard("text")
    return frozenset(found | named)


def find_header(rows: Sequence[Sequence[str]], options: ReadOptions) -> int | None:
    """Return which of the first rows of a table is its header: the first that names the text; None if there is none.

    Rows with one cell above it are titles. Below other rows, it must name something besides the text, as a word of a
    table without a header could be the name of a column.
    """
    n_filled = [sum(map(bool, map(str.strip, cells))) for cells in rows]
    widest = max(n_filled, default=0)
    is_top = True
    for place, cells in enumerate(rows):
        if not n_filled[place]:
            continue
        kinds = kinds_in(cells, options)
        if "text" in kinds and (len(kinds) > 1 or (is_top and (n_filled[place] > 1 or widest == 1))):
            return place
        is_top = is_top and n_filled[place] == 1
    return None


def find_columns(header: Sequence[str], *, file: str, options: ReadOptions, line: int | None = None) -> Columns:
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

    Raises
    ------
    InputError
        When the settings name what is not there, or no column, or more than one, could be the text.
    """
    log = RowLog(file)
    named = _find_named(header, options, log, line)
    free = {place: name for place, name in enumerate(header) if place not in named.values()}
    found = _find_usual(free, named)
    text = named.get("text")
    if text is None and not log.problems:
        text = _find_text(header, free, log, line, has_speaker="speaker" in {*found, *named})
    if text is None or log.problems:
        raise InputError(*log.errors())
    names = tuple(name.strip() or f"column {place}" for place, name in enumerate(header, start=1))
    return Columns(names, **(found | named | {"text": text}), named=frozenset(named))


def _find_named(header: Sequence[str], options: ReadOptions, log: RowLog, line: int | None) -> dict[str, int]:
    """Return the places of the columns that the settings name, and tell of names that fit none."""
    found: dict[str, int] = {}
    for kind, name in options.columns.items():
        places = _places_of(name, header)
        if kind not in COLUMN_NAMES:
            known = f"a table has the columns {', '.join(COLUMN_NAMES)}"
            message = f'study.yml names a column for "{kind}", which is unknown'
            log.tell(message, fix=offer_near_name(kind, COLUMN_NAMES) or known, line=line)
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
    for same in (str.strip, _plain):
        places = [place for place, one in enumerate(header) if one.strip() and same(one) == same(name)]
        if places:
            return places
    place = _PLACE_NAME.fullmatch(name)
    return [int(place[1]) - 1] if place and 0 < int(place[1]) <= len(header) else []


def _find_usual(free: Mapping[int, str], named: Mapping[str, int]) -> dict[str, int]:
    """Return for all but the text the column with the best of its usual names."""
    places: dict[str, int] = {}
    for place, name in free.items():
        for spelling in (name, _PARENTHESES.sub("", name)):
            places.setdefault(_plain(spelling), place)
    wanted = {kind: names for kind, names in COLUMN_NAMES.items() if kind != "text" and kind not in named}
    if "speaker" in wanted and "participant" not in {*named, *map(kind_of, free.values())}:
        wanted["speaker"] = [*wanted["speaker"], "name"]
    found = {kind: next((places[name] for name in names if name in places), None) for kind, names in wanted.items()}
    return {kind: place for kind, place in found.items() if place is not None}


def _find_text(
    header: Sequence[str], free: Mapping[int, str], log: RowLog, line: int | None, *, has_speaker: bool
) -> int | None:
    candidates = [place for place, name in free.items() if kind_of(name) == "text"]
    if len(candidates) > 1 and has_speaker:
        best = [place for place in candidates if _plain(header[place]) == "text"]
        talk = [place for place in candidates if _plain(header[place]) in _TALK.split()]
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


def _plain(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


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
