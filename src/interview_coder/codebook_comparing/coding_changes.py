"""Codings of one source by two codebooks → which are gained, lost and changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from interview_coder.model.coding import Coding
from interview_coder.model.comparison import CodingChange

_BEFORE, _AFTER = 0, 1


def compare_codings(
    before: Iterable[Coding], after: Iterable[Coding], text: str, renamed: Mapping[str, str] | None = None
) -> list[CodingChange]:
    """Compare the codings that two codebooks make of one source.

    Codings of one code that overlap belong together, be it one on each side or several; what they have in common with
    no other is a change of its own. Two codings are the same if borders, stance, the rules that found them (by their
    texts) and the words that these found are the same. Neither the theme nor the codebook's hash counts, nor the hash
    of a rule, which is another one as soon as a list is.

    Parameters
    ----------
    before, after : iterable of Coding
        In any order; codings of one code do not overlap within either.
    text : str
        Of the source.
    renamed : mapping of str to str, optional
        Earlier id → later id of codes that count as the same.

    Returns
    -------
    list of CodingChange
        By place, then by code.
    """
    of_code: dict[str, list[tuple[Coding, int]]] = defaultdict(list)
    for coding in before:
        of_code[(renamed or {}).get(coding.code_id, coding.code_id)].append((coding, _BEFORE))
    for coding in after:
        of_code[coding.code_id].append((coding, _AFTER))
    changes = [
        change
        for _, codings in sorted(of_code.items())
        for group in _group_overlapping(codings)
        if (change := _compare(group, text)) is not None
    ]
    return sorted(changes, key=lambda change: (change.start, change.end))


def _group_overlapping(codings: Sequence[tuple[Coding, int]]) -> Iterator[list[tuple[Coding, int]]]:
    """Yield the codings of one code that overlap, directly or through others."""
    group: list[tuple[Coding, int]] = []
    reached = -1
    for coding, side in sorted(codings, key=lambda one: (one[0].start, one[0].end, one[1])):
        if group and coding.start >= reached:
            yield group
            group, reached = [], -1
        group.append((coding, side))
        reached = max(reached, coding.end)
    if group:
        yield group


def _compare(group: Sequence[tuple[Coding, int]], text: str) -> CodingChange | None:
    before = tuple(coding for coding, side in group if side == _BEFORE)
    after = tuple(coding for coding, side in group if side == _AFTER)
    differs_in = tuple(_find_differences(before, after)) if before and after else ()
    if before and after and not differs_in:
        return None
    change = CodingChange(before, after, "", differs_in)
    return change._replace(text=text[change.start : change.end])


def _find_differences(before: Sequence[Coding], after: Sequence[Coding]) -> Iterator[str]:
    if _borders(before) != _borders(after):
        yield "borders"
    if [coding.stance for coding in before] != [coding.stance for coding in after]:
        yield "stance"
    if _words(before) != _words(after):
        yield "words"
    if _rules(before) != _rules(after):
        yield "rules"


def _borders(codings: Sequence[Coding]) -> list[tuple[int, int]]:
    return [(coding.start, coding.end) for coding in codings]


def _words(codings: Sequence[Coding]) -> list[object]:
    """Return the words of all hits, their stances and the words that decided these, whichever rule found them."""
    return [{(one.tokens, one.stance, one.cue) for one in coding.evidence} for coding in codings]


def _rules(codings: Sequence[Coding]) -> list[object]:
    """Return which rule found what."""
    return [{(one.rule, one.tokens) for one in coding.evidence} for coding in codings]
