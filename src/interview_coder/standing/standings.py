"""Decisions and sources → what people say of every stretch now, and which decisions cannot be applied."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple

from interview_coder.model.review import Anchor, Decision, Said, Standing, Stretch, Unapplied
from interview_coder.standing.anchoring import Lost, SourceText, find_anchor
from interview_coder.standing.folding import by_coder, list_live

_CHANGED_DEFINITION = "what the codebook says of the code changed since"


class Found(NamedTuple):
    """Where the words of an anchor stand now: ``source.text[start:end]``."""

    source_id: str
    start: int
    end: int


FindPlace = Callable[[Anchor], Found | Lost]


def look_up(hashes: Mapping[str, str], open_text: Callable[[str], SourceText]) -> FindPlace:
    """Return what finds the words of anchors in the sources as they are.

    Parameters
    ----------
    hashes : mapping of str to str
        Source id → SHA-256 of its file.
    open_text : callable
        Gives the text of a source by its id.
    """

    def find(anchor: Anchor) -> Found | Lost:
        source_id = find_source(anchor, hashes)
        if source_id is None:
            return Lost("its source is no longer in the corpus")
        place = find_anchor(anchor, open_text(source_id))
        return place if isinstance(place, Lost) else Found(source_id, *place)

    return lru_cache(None)(find)


def find_source(anchor: Anchor, hashes: Mapping[str, str]) -> str | None:
    """Return the id of the source that an anchor is of, also if it was renamed since; None if it is gone."""
    if anchor.source_id in hashes:
        return anchor.source_id
    same = [one for one, sha256 in hashes.items() if sha256.startswith(anchor.sha256)]
    return same[0] if len(same) == 1 else None


@dataclass(frozen=True, slots=True)
class Standings:
    """What people say of a study's codings as they are now.

    Parameters
    ----------
    by_source : mapping of str to sequence of Standing
        Source id → the stretches that were decided on, by place and code.
    unapplied : tuple of Unapplied
        Decisions that do not fit the study any more, by coder and in their order.
    notes : mapping of Stretch to tuple of Decision
        What was noted of a stretch without deciding.
    """

    by_source: Mapping[str, Sequence[Standing]] = field(default_factory=dict)
    unapplied: tuple[Unapplied, ...] = ()
    notes: Mapping[Stretch, tuple[Decision, ...]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Standing]:
        return (one for standings in self.by_source.values() for one in standings)


def find_standings(
    decisions: Iterable[Decision],
    find_place: FindPlace,
    definitions: Mapping[str, str],
    *,
    coders: Collection[str] | None = None,
) -> Standings:
    """Apply decisions to the sources and the codebook as they are.

    Parameters
    ----------
    decisions : iterable of Decision
        Those of a coder in the order in which she made them.
    find_place : callable
        Tells where the words of an anchor stand now; see `look_up`.
    definitions : mapping of str to str
        Id of every code of the codebook → what changes with its meaning.
    coders : collection of str, optional
        Whose decisions matter; everybody's, if not given.
    """
    placer = _Placer(find_place, definitions)
    said: dict[Stretch, dict[str, Said]] = defaultdict(dict)
    agreed: dict[Stretch, dict[str, Said]] = defaultdict(dict)
    for coder, own in by_coder(decisions).items():
        if coders is not None and coder not in coders:
            continue
        for one in list_live(own):
            for stretch, answer in placer.place(one):
                (agreed if one.is_consensus else said)[stretch][coder] = answer
    standings = [
        _settle(stretch, tuple(said[stretch].values()), tuple(agreed[stretch].values()), definitions)
        for stretch in sorted({*said, *agreed})
    ]
    by_source: dict[str, list[Standing]] = defaultdict(list)
    for standing in sorted(standings, key=_by_place):
        by_source[standing.stretch.source_id].append(standing)
    return Standings(by_source, tuple(placer.unapplied), {at: tuple(some) for at, some in placer.notes.items()})


def _by_place(standing: Standing) -> tuple[str, int, int, str]:
    source_id, code_id, start, end = standing.stretch
    return source_id, start, end, code_id


def _settle(
    stretch: Stretch, said: tuple[Said, ...], agreed: Sequence[Said], definitions: Mapping[str, str]
) -> Standing:
    if agreed:
        said = (max(agreed, key=lambda one: (one.decision.at, one.decision.coder)),)
    meaning = definitions[stretch.code_id]
    is_outdated = any(one.answer == "yes" and one.decision.definition != meaning for one in said)
    return Standing(stretch, said, (_CHANGED_DEFINITION,) if is_outdated else ())


class _Placer:
    """Finds what each decision is about now."""

    def __init__(self, find_place: FindPlace, definitions: Mapping[str, str]) -> None:
        self._find_place, self._definitions = find_place, definitions
        self.unapplied: list[Unapplied] = []
        self.notes: dict[Stretch, list[Decision]] = defaultdict(list)

    def place(self, decision: Decision) -> Iterator[tuple[Stretch, Said]]:
        """Yield what a decision says, of one stretch or of two; note what cannot be applied."""
        parts = list(_list_parts(decision))
        lost = []
        for code_id, anchor, answer in parts:
            stretch = self._find(code_id, anchor)
            if isinstance(stretch, Lost):
                lost.append((answer, stretch))
            elif decision.act == "memo":
                self.notes[stretch].append(decision)
            else:
                moved = (stretch.source_id, stretch.start) != (anchor.source_id, anchor.start)
                yield stretch, Said(decision, answer, moved)
        if lost and (len(parts) == 1 or any(answer == "yes" for answer, _ in lost)):
            self.unapplied.append(Unapplied(decision, lost[-1][1].why))

    def _find(self, code_id: str, anchor: Anchor) -> Stretch | Lost:
        if code_id not in self._definitions:
            return Lost(f'the code "{code_id}" is no longer in the codebook')
        place = self._find_place(anchor)
        return place if isinstance(place, Lost) else Stretch(place.source_id, code_id, place.start, place.end)


def _list_parts(decision: Decision) -> Iterator[tuple[str, Anchor, Literal["yes", "no", "later"]]]:
    """Yield code, words and answer of all that a decision says."""
    anchor = decision.anchor
    if anchor is None:
        return
    match decision.act:
        case "accept" | "add":
            yield decision.code_id, anchor, "yes"
        case "reject":
            yield decision.code_id, anchor, "no"
        case "recode":
            yield decision.code_id, anchor, "no"
            yield decision.to_code, anchor, "yes"
        case "move":
            yield decision.code_id, anchor, "no"
            if decision.to_anchor is not None:
                yield decision.code_id, decision.to_anchor, "yes"
        case _:
            yield decision.code_id, anchor, "later"
