"""Which column of a table names who speaks, told by what stands in it where no name of a column says it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from interview_coder.errors import InputError, Place, Problem
from interview_coder.ingest.column_names import is_attribute, is_loose_participant, is_of_names, is_perhaps_speaker
from interview_coder.ingest.columns import Columns, Row
from interview_coder.ingest.labels import guess_role, is_label
from interview_coder.ingest.layouts import share_of_people
from interview_coder.ingest.turn_rows import split_label

_MOST_SPEAKERS = 30
_LEAST_SHARE = 0.6
_LEAST_TURNS = 2.2
_SURE_TURNS = 4.0
"""How much more often labels change from row to row than if the rows were shuffled, in standard deviations."""
_LOOSE_ROLES = frozenset({"researcher", "i", "q", "question", "questioner", "int", "iv", "ir"})
"""Labels of interviewers that elsewhere are codes, or groups of people."""
_VALUES = """
    yes no true false pre post before after baseline follow-up followup control treatment intervention positive negative
    neutral mixed agree disagree high medium low male female other none unknown ja nein oui non sí si n/a na
"""
_NO_PEOPLE = frozenset(_VALUES.split())
_SAY_SO = 'write in study.yml, under this source: columns: {{speaker: "{name}"}}'
_SAY_NOT = 'columns: {speaker: ""} if every row is a response of its own'


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A column that could name who speaks, and the signs that it does.

    Parameters
    ----------
    name : str
        Of the column.
    place : int
        In a row, from 0.
    is_named_so : bool
        Whether columns of speakers are sometimes called so.
    is_attribute : bool
        Whether it is called as what describes somebody.
    asking_role : str
        A label that says an interviewer's or a moderator's role; empty where there is none.
    turns : float
        How much more often labels change from row to row than if the rows were shuffled, in standard deviations.
    asks : bool
        Whether one asks again and again while the others hardly do.
    returns : bool
        Whether the one with the role comes back again and again.
    """

    name: str
    place: int
    is_named_so: bool
    is_attribute: bool
    asking_role: str
    turns: float
    asks: bool
    returns: bool

    @property
    def has_plain_role(self) -> bool:
        """Whether a label can hardly be anything but an interviewer or moderator."""
        word = self.asking_role.casefold().rstrip("0123456789 .#-_")
        role = guess_role(word) if word not in _LOOSE_ROLES else None
        return role == "interviewer" or word in {"moderator", "mod"}

    def signs(self) -> Iterator[str]:
        """Yield in words what speaks for it."""
        if self.asking_role:
            yield f"one of them is “{self.asking_role}”"
        if self.turns >= _LEAST_TURNS:
            yield "they take turns"
        if self.asks:
            yield "one of them asks"

    def rate(self, *, is_talk: bool) -> int:
        """Return how much speaks for it; two signs are enough, and one of them must lie in the order or the words."""
        takes_turns = self.turns >= _LEAST_TURNS
        if not (takes_turns or self.asks or (self.has_plain_role and self.returns and self.is_named_so)):
            return 0
        if self.is_attribute and not self.has_plain_role:
            return 0
        is_sure = is_talk and self.turns >= _SURE_TURNS and not self.is_attribute
        return sum((bool(self.asking_role), self.is_named_so, self.asks, takes_turns, is_sure))


def guess_speaker(columns: Columns, head: Sequence[Row], *, file: str) -> Columns:
    """Find out which column names who speaks, where neither its name nor the study's settings say it.

    Such a column holds few labels that look like people or roles. Two of these must speak for it: one of them is an
    interviewer's or moderator's role; they take turns, much more than if the rows were shuffled; one of them asks while
    the others do not; columns of speakers are sometimes called so. Turns alone are enough where they are very clear.

    Parameters
    ----------
    columns : Columns
        As the names of columns say it.
    head : sequence of Row
        The first rows.
    file : str
        Name for messages.

    Returns
    -------
    Columns
        With the speaker; or as they were, with a doubt where a column may or may not be of speakers.

    Raises
    ------
    InputError
        Where a column holds an interviewer's role, and it cannot be told whether it names who speaks: to read each row
        as a response would make the interviewer's words evidence.
    """
    rows = [cells for _, cells in head if cells[columns.text].strip()]
    if not columns.named.isdisjoint({"speaker", "participant"}):
        return columns
    if columns.speaker is not None:
        return _name_responses(columns, rows)
    candidates = list(_find_candidates(columns, rows))
    is_talk = columns.holds_talk and not _names_respondents(columns, rows)
    rated = [(one.rate(is_talk=is_talk), one) for one in candidates]
    taken = max(rated, key=lambda rating: (rating[0], -rating[1].place), default=None)
    if taken is not None and taken[0] >= 2:
        return _take_speaker(columns, taken[1])
    left = [one for one in candidates if one.place != columns.participant]
    _refuse_interviewers(columns, left, file)
    return _tell_doubts(columns, left, rows)


def _find_candidates(columns: Columns, rows: Sequence[Sequence[str]]) -> Iterator[_Candidate]:
    known = (place for place in (columns.note, columns.participant) if place is not None)
    found = (_look_at(columns, rows, place) for place in sorted((*columns.others, *known)))
    return (candidate for candidate in found if candidate is not None)


def _look_at(columns: Columns, rows: Sequence[Sequence[str]], place: int) -> _Candidate | None:
    """Return a column as a candidate, unless its cells do not look like speakers who come back."""
    name = columns.header[place]
    said = [(label, cells[columns.text]) for cells in rows if (label := split_label(cells[place].strip())[0])]
    labels = [label for label, _ in said]
    counts = Counter(labels)
    role = max((label for label in counts if guess_role(label)), key=lambda label: counts[label], default="")
    is_few = len(counts) <= _MOST_SPEAKERS or (role and counts[role] * 10 > len(labels))
    if len(counts) < 2 or len(counts) * 2 > len(labels) or not is_few or len(labels) * 3 < len(rows):
        return None
    is_named_so, turns, asks = is_perhaps_speaker(name), _rate_turns(labels), _one_asks(said)
    are_certain = is_named_so or (asks and turns >= _LEAST_TURNS)
    if not _could_speak(counts, is_named_so=is_named_so) or not (
        are_certain or share_of_people(labels) >= _LEAST_SHARE
    ):
        return None
    if place == columns.participant and not is_named_so and not role:
        return None
    runs = [label for label, before in zip(labels, ["", *labels], strict=False) if label != before]
    return _Candidate(
        name,
        place,
        is_named_so,
        is_attribute(name) and not is_named_so,
        role,
        turns,
        asks,
        runs.count(role) > 2,
    )


def _could_speak(labels: Iterable[str], *, is_named_so: bool) -> bool:
    """Whether all have the shape of labels and, unless the column is named so, they are no usual answers."""
    distinct = {label.casefold() for label in labels}
    have_shape = all(is_label(label) and any(map(str.isalpha, label)) for label in distinct)
    return have_shape and (is_named_so or len(distinct & _NO_PEOPLE) * 2 < len(distinct))


def _rate_turns(labels: Sequence[str]) -> float:
    """Return by how many standard deviations labels change more often than if the rows were shuffled.

    Nothing where they do not go back and forth: respondents who answer one question after the other come round in
    the same order each time, and so never twice within three rows.
    """
    n = len(labels)
    shares = [count / n for count in Counter(labels).values()]
    expected = 1 - sum(share**2 for share in shares)
    n_back = sum(a == c != b for a, b, c in zip(labels, labels[1:], labels[2:], strict=False))
    expected_back = sum(share**2 * (1 - share) for share in shares) * (n - 2)
    if n_back < expected_back or n < 4:
        return 0
    changes = sum(before != after for before, after in pairwise(labels)) / (n - 1)
    return float((changes - expected) / (expected * (1 - expected) / (n - 1)) ** 0.5)


def _one_asks(said: Sequence[tuple[str, str]]) -> bool:
    n_said = Counter(label for label, _ in said)
    n_asked = Counter(label for label, text in said if any(mark in text for mark in "?？؟"))
    if not n_asked:
        return False
    asker = max(n_asked, key=lambda label: n_asked[label] / n_said[label])
    share = n_asked[asker] / n_said[asker]
    n_others = len(said) - n_said[asker]
    share_of_others = (n_asked.total() - n_asked[asker]) / n_others
    return n_asked[asker] > 2 and share >= 0.3 and share >= 3 * share_of_others


def _names_respondents(columns: Columns, rows: Sequence[Sequence[str]]) -> bool:
    """Whether a column surely says who responds, and does not just number the rows."""
    at = columns.participant
    if at is None:
        return False
    ids = [cells[at].strip() for cells in rows]
    return not is_loose_participant(columns.header[at]) or len(set(ids)) * 10 < len(ids) * 9


def _take_speaker(columns: Columns, taken: _Candidate) -> Columns:
    guess = f"“{taken.name}” is told to name who speaks by what it holds: {', '.join(taken.signs())}"
    note = None if columns.note == taken.place else columns.note
    participant = None if columns.participant == taken.place else columns.participant
    return replace(columns, speaker=taken.place, note=note, participant=participant, guesses=(*columns.guesses, guess))


def _name_responses(columns: Columns, rows: Sequence[Sequence[str]]) -> Columns:
    """Return columns in which plain names, of which hardly any comes back, are those of respondents."""
    at = columns.speaker
    names = [cells[at].strip() for cells in rows if at is not None and cells[at].strip()]
    if at is None or not is_of_names(columns.header[at]) or len(names) < 5 or len(set(names)) * 5 <= len(names) * 4:
        return columns
    guess = f"“{columns.header[at]}” names who responds, as hardly any name comes back"
    return replace(columns, speaker=None, participant=at, guesses=(*columns.guesses, guess))


def _refuse_interviewers(columns: Columns, candidates: Sequence[_Candidate], file: str) -> None:
    for one in candidates:
        if one.has_plain_role or (one.asking_role and columns.holds_talk and not one.is_attribute):
            message = f'in the column "{one.name}" stands "{one.asking_role}": does it name who speaks in each row?'
            raise InputError(Problem(message, Place(file), f"{_SAY_SO.format(name=one.name)}, or {_SAY_NOT}"))


def _tell_doubts(columns: Columns, candidates: Sequence[_Candidate], rows: Sequence[Sequence[str]]) -> Columns:
    is_survey = not columns.holds_talk or _names_respondents(columns, rows)
    open_ones = [
        one
        for one in candidates
        if (not one.is_attribute and (one.is_named_so or not is_survey)) or (one.asks and one.turns >= _SURE_TURNS)
    ]
    if not open_ones:
        return columns
    names = " or ".join(f"“{one.name}”" for one in open_ones[:3])
    doubt = f"each row was read as a response; if {names} says who speaks, {_SAY_SO.format(name=open_ones[0].name)}"
    return replace(columns, doubts=(*columns.doubts, doubt))
