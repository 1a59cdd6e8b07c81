"""What two coders made of the same words, side by side, with what the rules suggest there and what was agreed on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from interview_coder.errors import InputError, Place, Problem
from interview_coder.model.review import Decision, Stretch
from interview_coder.project.sample_events import SAMPLED
from interview_coder.reviewing.all_segments import AllSegments
from interview_coder.reviewing.desk import Desk
from interview_coder.reviewing.sampling import list_samples, place_stretch
from interview_coder.standing.folding import list_live
from interview_coder.standing.standings import Standings

State = Literal["borders", "one only", "against", "changed", "agree", "both rejected", "seen by one", "settled"]
STATES: Mapping[State, str] = {
    "borders": "both coded it, on other words",
    "one only": "one coded it; the other looked at the segment and did not",
    "against": "one coded it, the other rejected it",
    "changed": "it was settled, and a coder decided otherwise since",
    "agree": "both coded the same words",
    "both rejected": "both rejected it",
    "seen by one": "one coded it; the other decided nothing on the segment",
    "settled": "a consensus was found",
}
"""How two coders stand to each other."""
DIFFERENCES: tuple[State, ...] = ("borders", "one only", "against", "changed")
"""What is put to whoever adjudicates."""


class Told(NamedTuple):
    """What somebody says of a code on a stretch, and the decision that says so."""

    stretch: Stretch
    is_yes: bool
    decision: Decision

    @property
    def words(self) -> str:
        """The words of the stretch."""
        is_moved_to = self.is_yes and self.decision.to_anchor is not None
        anchor = self.decision.to_anchor if is_moved_to else self.decision.anchor
        return "" if anchor is None else anchor.text


@dataclass(frozen=True, slots=True)
class Work:
    """What one coder did alone.

    Parameters
    ----------
    coder : str
    told : tuple of Told
        Without what she settled as a consensus.
    told_blind : tuple of Told
        What of it she told in blind samples.
    decided, sampled : frozenset of int
        Segments in which she decided something at all, and those of her blind samples that are done.
    """

    coder: str
    told: tuple[Told, ...]
    told_blind: tuple[Told, ...]
    decided: frozenset[int]
    sampled: frozenset[int]

    @property
    def seen(self) -> frozenset[int]:
        """The segments that she looked at."""
        return self.decided | self.sampled


@dataclass(frozen=True, slots=True)
class Passage:
    """Overlapping codings of one code by two coders, with what else is known of these words.

    Parameters
    ----------
    stretch : Stretch
        From the first of their words to the last.
    stakeholder_type : str
        Of who says them.
    a, b : tuple of Told
        What the two say, by place.
    suggested : tuple of Stretch
        What the rules suggest of the same code there.
    agreed : tuple of Told
        The consensus, where there is one.
    state : str
        One of `STATES`.
    """

    stretch: Stretch
    stakeholder_type: str
    a: tuple[Told, ...]
    b: tuple[Told, ...]
    suggested: tuple[Stretch, ...]
    agreed: tuple[Told, ...]
    state: State

    @property
    def is_difference(self) -> bool:
        """Whether somebody should settle it."""
        return self.state in DIFFERENCES

    @property
    def weighed(self) -> tuple[str, ...]:
        """The ids of the decisions that a consensus on it settles."""
        return tuple(sorted({one.decision.event_id for one in (*self.a, *self.b)}))

    @property
    def key(self) -> str:
        """What tells it from the others."""
        return f"{self.stretch.source_id} {self.stretch.code_id} {self.stretch.start}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two coders compared.

    Parameters
    ----------
    a, b : Work
    passages : tuple of Passage
        Codes with the most differences first; those of a code by place.
    """

    a: Work
    b: Work
    passages: tuple[Passage, ...]


def list_coders(desk: Desk) -> list[str]:
    """Return who coded anything, by name."""
    return sorted({*desk.index.coders(), *(event["coder"] for event in desk.index.events(SAMPLED))})


def compare_coders(desk: Desk, a: str, b: str) -> Comparison:
    """Put side by side what two coders decided, each alone.

    Raises
    ------
    InputError
        When there is no such coder, or both are the same.
    """
    known = list_coders(desk)
    missing = [name for name in (a, b) if name not in known]
    if missing or a == b:
        message = (
            f'nothing is kept of a coder "{missing[0][:40]}"' if missing else "a coder is not compared with herself"
        )
        raise InputError(Problem(message, Place("compare"), f"choose two of {', '.join(known) or 'those who coded'}"))
    segments = AllSegments(desk)
    live = {name: list_live(desk.index.decisions(name)) for name in known}
    work_a, work_b = (gather_work(desk, name, live[name], segments) for name in (a, b))
    every = [one for some in live.values() for one in some]
    agreed = list(_tell(desk.find_standings(one for one in every if one.is_consensus)))
    live_ids = {one.event_id for one in every}
    passages = [
        _make_passage(desk, segments, work_a, work_b, some, live_ids)
        for some in _group([("a", work_a.told), ("b", work_b.told), ("agreed", agreed)])
    ]
    return Comparison(work_a, work_b, tuple(_order([one for one in passages if one is not None])))


def gather_work(desk: Desk, coder: str, live: Iterable[Decision], segments: AllSegments) -> Work:
    """Return what one coder did alone.

    Parameters
    ----------
    live : iterable of Decision
        Those of hers that she did not take back.
    """
    own = [one for one in live if not one.is_consensus and one.act not in {"memo", "defer"}]
    told = tuple(_tell(desk.find_standings(own)))
    blind = tuple(_tell(desk.find_standings(one for one in own if one.sample)))
    done = (
        place_stretch(desk, sampled.sample.stretches[number - 1])
        for sampled in list_samples(desk, coder)
        for number in sorted(sampled.done)
    )
    open_ones = (one.stretch for one in told if not one.decision.sample)
    return Work(
        coder,
        told,
        blind,
        find_segments(segments, open_ones),
        find_segments(segments, (one for one in done if one is not None)),
    )


def find_segments(segments: AllSegments, stretches: Iterable[Stretch]) -> frozenset[int]:
    """Return the numbers of the segments on which any of some stretches lies."""
    return frozenset(number for one in stretches for number in segments.find(one.source_id, one.start, one.end))


def list_beside(comparison: Comparison, passage: Passage) -> list[Passage]:
    """Return what the two made of the same words with other codes."""
    own = passage.stretch
    return [
        one
        for one in comparison.passages
        if one is not passage
        and one.stretch.source_id == own.source_id
        and one.stretch.start < own.end
        and own.start < one.stretch.end
    ]


def find_yes(told: Iterable[Told]) -> set[Stretch]:
    """Return the stretches to which a code is given."""
    return {one.stretch for one in told if one.is_yes}


def _tell(standings: Standings) -> Iterator[Told]:
    for one in standings:
        for said in one.said:
            yield Told(one.stretch, said.answer == "yes", said.decision)


_Group = dict[str, list[Told]]


def _group(all_told: Sequence[tuple[str, Sequence[Told]]]) -> Iterator[_Group]:
    """Yield what overlaps of one code of one source, by who says it."""
    rows = [(one.stretch, name, one) for name, told in all_told for one in told]
    rows.sort(key=lambda row: (row[0].source_id, row[0].code_id, row[0].start, row[0].end, row[1]))
    group: _Group = defaultdict(list)
    last: Stretch | None = None
    end = 0
    for stretch, name, told in rows:
        if last is not None and (last[:2] != stretch[:2] or stretch.start >= end):
            yield group
            group, end = defaultdict(list), 0
        group[name].append(told)
        last, end = stretch, max(end, stretch.end)
    if last is not None:
        yield group


def _make_passage(
    desk: Desk, segments: AllSegments, a: Work, b: Work, group: _Group, live_ids: Collection[str]
) -> Passage | None:
    told_a, told_b, agreed = (tuple(group[name]) for name in ("a", "b", "agreed"))
    stretches = [one.stretch for one in (*told_a, *told_b, *agreed)]
    first = stretches[0]
    stretch = Stretch(
        *(first.source_id, first.code_id), min(one.start for one in stretches), max(one.end for one in stretches)
    )
    state = find_state(told_a, told_b, agreed, live_ids)
    if state is None:
        return None
    if state == "one only":
        other = b if find_yes(told_a) else a
        if not other.seen & set(segments.find(stretch.source_id, stretch.start, stretch.end)):
            state = "seen by one"
    anchor = (*told_a, *told_b, *agreed)[0].decision.anchor
    person = desk.inputs.participants.get(anchor.participant if anchor is not None else "")
    return Passage(
        stretch,
        "" if person is None else person.stakeholder_type,
        *(told_a, told_b, _list_suggested(desk, stretch), agreed, state),
    )


def find_state(a: Sequence[Told], b: Sequence[Told], agreed: Sequence[Told], live_ids: Collection[str]) -> State | None:
    """Return how two coders stand to each other on overlapping stretches of one code; None where nothing differs.

    Parameters
    ----------
    live_ids : collection of str
        Ids of all decisions that nobody took back.
    """
    if agreed:
        weighed = {one for told in agreed for one in told.decision.weighed}
        answers = {one.stretch: one.is_yes for one in agreed}
        since = [one for one in (*a, *b) if one.decision.event_id not in weighed]
        if not weighed <= set(live_ids) or any(answers.get(one.stretch) != one.is_yes for one in since):
            return "changed"
        if find_yes((*a, *b)) <= answers.keys():
            return "settled"
    yes_a, yes_b = find_yes(a), find_yes(b)
    if yes_a and yes_b:
        return "agree" if yes_a == yes_b else "borders"
    if yes_a or yes_b:
        return "against" if (b if yes_a else a) else "one only"
    return "both rejected" if a and b else None


def _list_suggested(desk: Desk, stretch: Stretch) -> tuple[Stretch, ...]:
    columns = desk.columns
    rows = columns.rows_of(desk.source_places[stretch.source_id])
    own = slice(rows.start, rows.stop)
    is_near = (
        (columns.codes[own] == columns.code_ids.index(stretch.code_id))
        & (columns.starts[own] < stretch.end)
        & (columns.ends[own] > stretch.start)
    )
    return tuple(desk.stretch(rows.start + row) for row in is_near.nonzero()[0].tolist())


def _order(passages: Sequence[Passage]) -> list[Passage]:
    n_differences: dict[str, int] = defaultdict(int)
    for one in passages:
        n_differences[one.stretch.code_id] += one.is_difference
    return sorted(passages, key=lambda one: (-n_differences[one.stretch.code_id], one.stretch.code_id, one.stretch))
