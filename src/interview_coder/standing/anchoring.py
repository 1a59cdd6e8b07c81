"""Where words stand that somebody decided on, also after the text around them changed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from interview_coder.model.review import Anchor
from interview_coder.model.source import Source, Turn

_LEAST, _MOST = 40, 320
"""Characters of context on each side: more where fewer would not tell the words from others."""


@dataclass(frozen=True, slots=True)
class Lost:
    """Words that cannot be found again, and why."""

    why: str


class SourceText:
    """A source in which words are looked for.

    Parameters
    ----------
    source : Source
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self._starts = [turn.start for turn in source.turns]

    def find_turn(self, start: int, end: int) -> Turn | None:
        """Return the turn that holds a stretch as a whole."""
        place = bisect_right(self._starts, start) - 1
        turn = self.source.turns[place] if place >= 0 else None
        return turn if turn is not None and start < end <= turn.end else None


def make_anchor(text: SourceText, start: int, end: int) -> Anchor:
    """Return how a stretch of one turn is found again.

    Raises
    ------
    ValueError
        When it is not within the words of one participant.
    """
    turn = text.find_turn(start, end)
    if turn is None or turn.participant is None:
        raise ValueError(f"{start} to {end} is not within the words of one participant")
    whole = text.source.text
    words = whole[start:end]
    before, n_before = _grow(whole, lambda size: whole[max(0, start - size) : end])
    after, n_after = _grow(whole, lambda size: whole[start : end + size])
    return Anchor(
        text.source.source_id,
        text.source.sha256[:12],
        turn.number,
        turn.participant,
        start,
        end,
        words,
        before[: len(before) - len(words)],
        after[len(words) :],
        n_before,
        n_after,
    )


def find_anchor(anchor: Anchor, text: SourceText) -> tuple[int, int] | Lost:
    """Return where the words of an anchor stand now.

    They are found where they stood if the file did not change, and else where they stand with what was before or after
    them, as far as that told them from all other words then and does now. Nothing is guessed. What is less than it
    might be, because the text began or ended there, tells only words at the beginning or the end.
    """
    whole = text.source.text
    if anchor.sha256 == text.source.sha256[:12] and _stands_at(anchor, whole):
        start = anchor.start
    else:
        found = set(_find_by_context(anchor, whole))
        if len(found) != 1:
            return Lost(_tell_why(anchor, whole, found))
        [start] = found
    end = start + len(anchor.text)
    turn = text.find_turn(start, end)
    if turn is None:
        return Lost("its words are no longer one speaker's in one turn")
    if turn.participant is None:
        return Lost("its words are now an interviewer's")
    return start, end


def count_places(text: str, words: str, *, most: int = 2) -> int:
    """Return how often words stand in a text, overlapping places too; no more than `most`.

    Examples
    --------
    >>> count_places("aaa", "aa"), count_places("aaa", "b")
    (2, 0)
    """
    count, place = 0, text.find(words)
    while place >= 0 and count < most:
        count += 1
        place = text.find(words, place + 1)
    return count


def _grow(text: str, take: Callable[[int], str]) -> tuple[str, int]:
    """Return words with as much context as tells them from all others, and how often they stand there with it."""
    size = _LEAST
    while True:
        taken = take(size)
        count = count_places(text, taken)
        if count == 1 or size >= _MOST:
            return taken, count
        size *= 2


def _stands_at(anchor: Anchor, text: str) -> bool:
    with_context = anchor.before + anchor.text + anchor.after
    start = anchor.start - len(anchor.before)
    return text[start : start + len(with_context)] == with_context


def _find_by_context(anchor: Anchor, text: str) -> Iterator[int]:
    """Yield where the words stand by what was before them, and by what was after them."""
    place = _find_only(text, anchor.before + anchor.text) if anchor.n_before == 1 else None
    if place is not None and (place == 0 or len(anchor.before) >= _LEAST):
        yield place + len(anchor.before)
    with_after = anchor.text + anchor.after
    place = _find_only(text, with_after) if anchor.n_after == 1 else None
    if place is not None and (place + len(with_after) == len(text) or len(anchor.after) >= _LEAST):
        yield place


def _find_only(text: str, words: str) -> int | None:
    place = text.find(words)
    return place if place >= 0 and text.find(words, place + 1) < 0 else None


def _tell_why(anchor: Anchor, text: str, found: set[int]) -> str:
    if len(found) > 1:
        return "its words stand at two places now"
    if anchor.text not in text:
        return "its words were changed or are gone"
    return "what stands around its words changed, and they may be others"
