"""Codings → Quotes: words that stand for a cell of the theme matrix."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from interview_coder.model.coding import Coding
from interview_coder.model.results import Quote
from interview_coder.model.source import UNKNOWN_STAKEHOLDER, Source

SHORTEST, LONGEST = 40, 400
"""Quotes of so many characters are preferred."""


def list_quotes(codings: Sequence[Coding], sources: Mapping[str, Source]) -> list[Quote]:
    """Return every quote of a study, in the order in which the quotes of each cell are picked.

    Overlapping codings of one theme make one quote. Within a cell (stakeholder type × theme) quotes are ordered so that
    every participant has one before anybody has two; of one participant first what is said, then what is hedged or
    denied; then quotes of 40 to 400 characters; then those with more codes and more evidence; then by place.

    Parameters
    ----------
    codings : sequence of Coding
        In the order of the study.
    sources : mapping of str to Source
        By source id.

    Returns
    -------
    list of Quote
        Sorted by theme, stakeholder type and rank, each exactly its slice of its source.
    """
    cells: dict[tuple[str, str], list[list[Coding]]] = defaultdict(list)
    for group in _overlapping(codings):
        cells[group[0].theme_id, group[0].stakeholder_type].append(group)
    return [
        _make_quote(group, sources[group[0].source_id], rank)
        for cell in sorted(cells)
        for rank, group in enumerate(_in_picking_order(cells[cell]), start=1)
    ]


def _overlapping(codings: Sequence[Coding]) -> Iterator[list[Coding]]:
    by_theme: dict[tuple[str, str], list[Coding]] = defaultdict(list)
    for coding in codings:
        by_theme[coding.theme_id, coding.segment_id].append(coding)
    for same in by_theme.values():
        group: list[Coding] = []
        for coding in sorted(same, key=lambda coding: (coding.start, coding.end, coding.code_id)):
            if group and coding.start >= max(other.end for other in group):
                yield group
                group = []
            group.append(coding)
        yield group


def _in_picking_order(groups: list[list[Coding]]) -> list[list[Coding]]:
    by_person: dict[str, list[list[Coding]]] = defaultdict(list)
    for group in sorted(groups, key=_merit):
        by_person[group[0].participant].append(group)
    ranked = [(round_, _merit(group), group) for own in by_person.values() for round_, group in enumerate(own)]
    return [group for _, _, group in sorted(ranked, key=lambda ranked: ranked[:2])]


def _merit(group: list[Coding]) -> tuple[int, int, int, int, str, int]:
    length = max(coding.end for coding in group) - min(coding.start for coding in group)
    stance = min(("said", "hedged", "denied").index(coding.stance) for coding in group)
    n_evidence = sum(len(coding.evidence) for coding in group)
    fits = 0 if SHORTEST <= length <= LONGEST else 1
    return stance, fits, -len({coding.code_id for coding in group}), -n_evidence, group[0].source_id, group[0].start


def _make_quote(group: list[Coding], source: Source, rank: int) -> Quote:
    first = group[0]
    start, end = min(coding.start for coding in group), max(coding.end for coding in group)
    stances = {coding.stance for coding in group}
    return Quote(
        quote_id=first.coding_id,
        source_id=first.source_id,
        turn=first.turn,
        start=start,
        end=end,
        text=source.text[start:end],
        theme_id=first.theme_id,
        codes=tuple(sorted({coding.code_id for coding in group})),
        participant=first.participant,
        stakeholder_type=first.stakeholder_type,
        stance="said" if "said" in stances else "hedged" if "hedged" in stances else "denied",
        attribution=_attribute(first.stakeholder_type),
        rank=rank,
    )


def _attribute(stakeholder_type: str) -> str:
    return "participant" if stakeholder_type == UNKNOWN_STAKEHOLDER else f"{stakeholder_type} representative"
