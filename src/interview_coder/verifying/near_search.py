"""A quotation that stands nowhere as it is → the words that are nearest to it, and how they differ."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from interview_coder.model.verification import Difference, Edit, Passage
from interview_coder.verifying.alignment import Alignment, align
from interview_coder.verifying.attribution import Named
from interview_coder.verifying.quoted_words import QuotedWords
from interview_coder.verifying.speech import Speaker, Speech
from interview_coder.verifying.word_index import Window, WordIndex

_MOST_WINDOWS = 20
_MOST_ALIGNED = 8
_SURELY_SHARED = 0.95


class Near(NamedTuple):
    """The words nearest to a quotation.

    Parameters
    ----------
    share : float
        Of what the words of the quotation tell, how much they have.
    tokens : frozenset of int
        Places of the tokens of the quotation that they have as well.
    """

    passages: tuple[Passage, ...]
    edits: tuple[Edit, ...]
    differences: tuple[Difference, ...]
    share: float
    tokens: frozenset[int]


class NearSearch:
    """Looks for what is like a quotation.

    Parameters
    ----------
    index : WordIndex
    speech : Speech
    """

    def __init__(self, index: WordIndex, speech: Speech) -> None:
        self._index, self._speech = index, speech

    def find(self, quoted: QuotedWords, named: Named) -> Near | None:
        """Find the turn that has most of a quotation; of one that leaves words out, the turns of one speaker."""
        near: list[Near] = []
        for windows in self._list_windows(quoted)[:_MOST_ALIGNED]:
            one = self._align(quoted, windows)
            near += [] if one is None else [one]
            if one is not None and one.share > _SURELY_SHARED:
                break
        return max(
            near, key=lambda one: (one.share, not named.excludes(one.passages[0].stakeholder_type)), default=None
        )

    def _list_windows(self, quoted: QuotedWords) -> list[dict[int, Window]]:
        """Return for each turn or speaker the windows that are like parts of a quotation, the likest first."""
        together: dict[Speaker | int, dict[int, Window]] = defaultdict(dict)
        for number, part in enumerate(quoted.parts):
            for window in self._index.find_like(quoted.numbers_of(part), _MOST_WINDOWS):
                own = window.turn if quoted.is_whole else self._speech.speaker(window.turn)
                together[own].setdefault(number, window)
        return sorted(together.values(), key=lambda own: -sum(one.score for one in own.values()))

    def _align(self, quoted: QuotedWords, windows: dict[int, Window]) -> Near | None:
        """Set each part of a quotation beside its window; a part without one is a difference as a whole."""
        passages: list[Passage] = []
        differences: list[Difference] = []
        edits: list[Edit] = []
        shared: set[int] = set()
        for number, part in enumerate(quoted.parts):
            found = self._align_part(quoted, number, windows[number]) if number in windows else None
            if found is None:
                written = " ".join(quoted.text[part[0].start : part[-1].end].split())
                differences.append(Difference("", written, ""))
                continue
            passage, alignment = found
            passages.append(passage)
            differences += alignment.differences
            edits += alignment.edits
            shared |= {quoted.place_of(part[place]) for place in alignment.shared}
        if not passages:
            return None
        return Near(tuple(passages), tuple(edits), tuple(differences), quoted.measure(shared), frozenset(shared))

    def _align_part(self, quoted: QuotedWords, number: int, window: Window) -> tuple[Passage, Alignment] | None:
        heard = self._speech.tokens_near(window)
        one = align(quoted.parts[number], heard, quoted.text, self._speech.source(window.turn).text)
        return None if one is None else (self._speech.passage(window.turn, heard[one.first : one.last]), one)
