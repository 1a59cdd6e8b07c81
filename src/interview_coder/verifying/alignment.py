"""A quotation beside the words that are nearest to it: which of its words stand for which of the source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from interview_coder.model.verification import Difference, Edit
from interview_coder.verifying.matching import MOST_REPLACED
from interview_coder.verifying.wording import Token, is_same, stands_for

_COST_OF_MARK = 0.4
_SHARE_OF_BOTH = 0.85
"""A token in the place of another costs a little less than to leave one out and add the other."""
_NEVER = float("inf")


class Alignment(NamedTuple):
    """One part of a quotation beside words of the source.

    Parameters
    ----------
    first, last : int
        The tokens of the source that it stands for.
    shared : frozenset of int
        Tokens of the part that the source has as well, whatever their capitals.
    """

    first: int
    last: int
    shared: frozenset[int]
    differences: tuple[Difference, ...]
    edits: tuple[Edit, ...]


class _Block(NamedTuple):
    ours: int
    theirs: int
    size: int


def align(part: Sequence[Token], heard: Sequence[Token], draft: str, text: str) -> Alignment | None:
    """Align one part of a quotation with a stretch of the source.

    Parameters
    ----------
    part, heard : sequence of Token
        Of the quotation, and of the source.
    draft, text : str
        The texts that they are of.

    Returns
    -------
    Alignment or None
        None where they have no word in common.
    """
    blocks = _find_blocks(part, heard)
    if not any(part[block.ours + n].kind == "word" for block in blocks for n in range(block.size)):
        return None
    first = max(0, blocks[0].theirs - _n_words(part[: blocks[0].ours]))
    behind = part[blocks[-1].ours + blocks[-1].size :]
    last = min(len(heard), blocks[-1].theirs + blocks[-1].size + _n_words(behind))
    changes = list(_find_changes(blocks, part, heard, first, last, draft, text))
    return Alignment(
        first,
        last,
        frozenset(block.ours + n for block in blocks for n in range(block.size)),
        tuple(one for one in changes if isinstance(one, Difference)),
        tuple(one for one in changes if isinstance(one, Edit)),
    )


def _n_words(tokens: Sequence[Token]) -> int:
    return sum(token.kind in {"word", "letters"} for token in tokens)


def _find_blocks(part: Sequence[Token], heard: Sequence[Token]) -> list[_Block]:
    """Return what is the same in the cheapest way to turn some stretch of the source into the part."""
    ours, theirs = list(map(_folded, part)), list(map(_folded, heard))
    rows = [[0.0] * (len(heard) + 1)]
    for mine in ours:
        above, added = rows[-1], mine.cost
        row = [above[0] + added]
        for place, other in enumerate(theirs):
            kept = above[place] + _cost_to_replace(mine, other)
            row.append(min(kept, above[place + 1] + added, row[place] + other.cost))
        rows.append(row)
    return _trace_back(rows, ours, theirs)


class _Folded(NamedTuple):
    """A token as it is aligned: whatever its capitals and hyphens, with the cost of leaving it out or adding it."""

    key: str
    cost: float
    token: Token


def _folded(token: Token) -> _Folded:
    return _Folded(token.said.lower().replace("-", ""), _cost(token), token)


def _cost(token: Token) -> float:
    """Return what it costs to leave a token out, or to add one: most for words, nothing for brackets."""
    return 1.0 if token.kind in {"word", "letters"} else 0.0 if token.kind == "insertion" else _COST_OF_MARK


def _cost_to_replace(mine: _Folded, other: _Folded) -> float:
    if mine.key == other.key:
        return 0.0
    if mine.token.kind == other.token.kind:
        return _SHARE_OF_BOTH * (mine.cost + other.cost)
    return 0.0 if stands_for(mine.token, other.token) else _NEVER


def _trace_back(rows: Sequence[Sequence[float]], part: Sequence[_Folded], heard: Sequence[_Folded]) -> list[_Block]:
    """Return what is the same, from the cheapest end back to the beginning."""
    blocks: list[_Block] = []
    ours, theirs = len(part), min(range(len(heard) + 1), key=rows[-1].__getitem__)
    while ours and theirs:
        mine, other, cost = part[ours - 1], heard[theirs - 1], rows[ours][theirs]
        if cost == rows[ours - 1][theirs - 1] + _cost_to_replace(mine, other):
            ours, theirs = ours - 1, theirs - 1
            if mine.key == other.key and blocks and (blocks[-1].ours, blocks[-1].theirs) == (ours + 1, theirs + 1):
                blocks[-1] = _Block(ours, theirs, blocks[-1].size + 1)
            elif mine.key == other.key:
                blocks.append(_Block(ours, theirs, 1))
        elif cost == rows[ours - 1][theirs] + mine.cost:
            ours -= 1
        else:
            theirs -= 1
    return blocks[::-1]


def _find_changes(
    blocks: Sequence[_Block],
    part: Sequence[Token],
    heard: Sequence[Token],
    first: int,
    last: int,
    draft: str,
    text: str,
) -> Iterator[Difference | Edit]:
    """Yield what is other before, between, in and behind the things in common."""
    ours, theirs = 0, first
    for block in blocks:
        yield from _compare(part, ours, block.ours, heard, theirs, block.theirs, draft, text)
        for n in range(block.size):
            mine, other = part[block.ours + n], heard[block.theirs + n]
            if not is_same(mine, other, is_first=block.ours + n == 0):
                yield from _compare(
                    *(part, block.ours + n, block.ours + n + 1, heard, block.theirs + n, block.theirs + n + 1),
                    *(draft, text),
                )
        ours, theirs = block.ours + block.size, block.theirs + block.size
    yield from _compare(part, ours, len(part), heard, theirs, last, draft, text)


def _compare(
    part: Sequence[Token],
    ours: int,
    ours_end: int,
    heard: Sequence[Token],
    theirs: int,
    theirs_end: int,
    draft: str,
    text: str,
) -> Iterator[Difference | Edit]:
    mine, other = part[ours:ours_end], heard[theirs:theirs_end]
    written, said = _show(mine, draft), _show(other, text)
    if not mine and not other:
        return
    if mine and all(token.kind == "insertion" for token in mine) and len(other) <= MOST_REPLACED:
        yield Edit("insertion", written, said)
    elif len(mine) == len(other) == 1 and stands_for(mine[0], other[0]):
        yield Edit("letters", written, said)
    elif ours_end == len(part) and [token.said for token in mine] in ([","], ["."]) and _n_words(other) == 0:
        yield Edit("final mark", written, said)
    else:
        yield Difference(_show(part[max(0, ours - 1) : ours], draft), written, said)


def _show(tokens: Sequence[Token], text: str) -> str:
    return " ".join(text[tokens[0].start : tokens[-1].end].split()) if tokens else ""
