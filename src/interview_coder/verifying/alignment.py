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
    shared = frozenset(block.ours + n for block in blocks for n in range(block.size))
    if not any(part[place].kind == "word" for place in shared):
        return None
    first = max(0, blocks[0].theirs - _n_words(part[: blocks[0].ours]))
    end = blocks[-1]
    last = min(len(heard), end.theirs + end.size + _n_words(part[end.ours + end.size :]))
    changes = list(_Sides(part, heard, draft, text).find_changes(blocks, first, last))
    differences = tuple(one for one in changes if isinstance(one, Difference))
    return Alignment(first, last, shared, differences, tuple(one for one in changes if isinstance(one, Edit)))


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


class _Sides(NamedTuple):
    """A part of a quotation and the words of the source beside it, with their texts."""

    part: Sequence[Token]
    heard: Sequence[Token]
    draft: str
    text: str

    def find_changes(self, blocks: Sequence[_Block], first: int, last: int) -> Iterator[Difference | Edit]:
        """Yield what is other before, between, in and behind the things in common."""
        ours, theirs = 0, first
        for block in blocks:
            yield from self._compare(range(ours, block.ours), range(theirs, block.theirs))
            for n in range(block.size):
                ours, theirs = block.ours + n, block.theirs + n
                if not is_same(self.part[ours], self.heard[theirs], is_first=ours == 0):
                    yield from self._compare(range(ours, ours + 1), range(theirs, theirs + 1))
            ours, theirs = block.ours + block.size, block.theirs + block.size
        yield from self._compare(range(ours, len(self.part)), range(theirs, last))

    def _compare(self, ours: range, theirs: range) -> Iterator[Difference | Edit]:
        mine, other = self.part[ours.start : ours.stop], self.heard[theirs.start : theirs.stop]
        written, said = _show(mine, self.draft), _show(other, self.text)
        if not mine and not other:
            return
        if mine and all(token.kind == "insertion" for token in mine) and len(other) <= MOST_REPLACED:
            yield Edit("insertion", written, said)
        elif len(mine) == len(other) == 1 and stands_for(mine[0], other[0]):
            yield Edit("letters", written, said)
        elif ours.stop == len(self.part) and written in {",", "."} and _n_words(other) == 0:
            yield Edit("final mark", written, said)
        else:
            yield Difference(_show(self.part[max(0, ours.start - 1) : ours.start], self.draft), written, said)


def _show(tokens: Sequence[Token], text: str) -> str:
    return " ".join(text[tokens[0].start : tokens[-1].end].split()) if tokens else ""
