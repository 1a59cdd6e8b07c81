"""A quotation beside the words that are nearest to it: which of its words stand for which of the source."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from interview_coder.model.verification import Difference, Edit
from interview_coder.verifying.matching import MOST_REPLACED
from interview_coder.verifying.wording import Token, is_same, stands_for

Weigh = Callable[[Token], float]


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
    ours = ["" if token.kind == "insertion" else token.key for token in part]
    matcher = SequenceMatcher(None, ours, [token.key or "–" for token in heard], autojunk=False)
    blocks = _drop_far_edges([_Block(*one) for one in matcher.get_matching_blocks()[:-1]], part)
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


def _drop_far_edges(blocks: list[_Block], part: Sequence[Token]) -> list[_Block]:
    """Leave out small things in common that stand farther from the rest in the source than in the quotation."""

    def is_far(edge: _Block, before: _Block, after: _Block) -> bool:
        theirs = after.theirs - before.theirs - before.size
        ours = after.ours - before.ours - before.size
        return _n_words(part[edge.ours : edge.ours + edge.size]) < theirs - ours

    while len(blocks) > 1 and is_far(blocks[0], blocks[0], blocks[1]):
        blocks = blocks[1:]
    while len(blocks) > 1 and is_far(blocks[-1], blocks[-2], blocks[-1]):
        blocks = blocks[:-1]
    return blocks


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
