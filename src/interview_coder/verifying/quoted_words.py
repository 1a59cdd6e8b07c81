"""A quotation as words and marks, with the numbers that its words have in an index."""

from __future__ import annotations

from collections.abc import Iterable

from interview_coder.verifying.word_index import WordIndex
from interview_coder.verifying.wording import Token, read_tokens, split_parts

_FEWEST_SHARED = 3


class QuotedWords:
    """The words of a quotation.

    Parameters
    ----------
    text : str
        As the report has it.
    index : WordIndex
        Of the sources that it is looked up in.
    """

    def __init__(self, text: str, index: WordIndex) -> None:
        self.text = text
        self.tokens = read_tokens(text)
        self.parts = split_parts(self.tokens)
        self.numbers = index.number_words(text, self.tokens)
        self._weights = [sum(map(index.weigh, own)) for own in self.numbers]
        self._places = {token.start: place for place, token in enumerate(self.tokens)}

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out of it."""
        return len(self.parts) == 1

    def place_of(self, token: Token) -> int:
        """Return the place of a token in the quotation."""
        return self._places[token.start]

    def owned_numbers(self, tokens: Iterable[Token]) -> list[tuple[int, int]]:
        """Return the numbers of the words of some tokens, each with the place of its token."""
        places = map(self.place_of, tokens)
        return [(number, place) for place in places for number in self.numbers[place]]

    def numbers_of(self, tokens: Iterable[Token]) -> list[int]:
        """Return the numbers of the words of some tokens."""
        return [number for number, _ in self.owned_numbers(tokens)]

    def runs(self) -> list[list[int]]:
        """Return the numbers of words that no bracket or omission parts, the longest first."""
        runs: list[list[Token]] = []
        for part in self.parts:
            runs.append([])
            for token in part:
                if token.kind == "insertion":
                    runs.append([])
                else:
                    runs[-1].append(token)
        return sorted(filter(None, map(self.numbers_of, runs)), key=len, reverse=True)

    def measure(self, shared: Iterable[int]) -> float:
        """Return how much of what its words tell some of its tokens have; 0 if they are too few words."""
        words = {place for place, token in enumerate(self.tokens) if token.kind in {"word", "letters"}}
        common = words.intersection(shared)
        total = sum(self._weights[place] for place in words)
        if not total or len(common) < min(len(words), _FEWEST_SHARED):
            return 0.0
        return sum(self._weights[place] for place in common) / total
