"""How much a phrase stands for at most: brackets and lists multiply, and are weighed before they do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import prod
from typing import NamedTuple

from interview_coder.rules import MAX_PLAIN_PHRASES, Choice, Item, ListName, Phrase, WordPattern
from interview_coder.rules.spelling_out import MAX_PHRASE_WORDS

VERY_MANY = 10**9  # numbers stop here: of lists of lists of lists, they would have thousands of digits


class Weight(NamedTuple):
    """What a phrase, or any of several phrases, stands for at most.

    Parameters
    ----------
    n_words : int
        Single words.
    n_longer : int
        Plain phrases of more than one word.
    longest : int
        Words of the longest plain phrase.
    """

    n_words: int = 0
    n_longer: int = 0
    longest: int = 0

    @property
    def n_ways(self) -> int:
        """Plain phrases, with all single words as one, since they are looked for as one."""
        return self.n_longer + (self.n_words > 0)

    @property
    def is_heavy(self) -> bool:
        """Whether it may be more than a rule can be, so that it has to be spelled out to know."""
        return self.n_ways > MAX_PLAIN_PHRASES or self.longest > MAX_PHRASE_WORDS


def weigh_phrase(phrase: Phrase, lists: Mapping[str, Weight]) -> Weight:
    """Weigh a phrase; a list that is not there weighs nothing.

    Examples
    --------
    >>> from interview_coder.rules import parse_entry
    >>> weigh_phrase(parse_entry("(a | b | c d) (e | f g)"), {}).n_ways
    4
    """
    weights = [_weigh_item(item, lists) for item in phrase.items]
    if len(weights) == 1:
        return weights[0]
    n_ways = prod(weight.n_ways for weight in weights)
    longest = sum(weight.longest for weight in weights)
    return Weight(0, min(n_ways, VERY_MANY), min(longest, VERY_MANY))


def weigh_any(phrases: Iterable[Phrase], lists: Mapping[str, Weight]) -> Weight:
    """Weigh alternatives together."""
    n_words = n_longer = longest = 0
    for phrase in phrases:
        weight = weigh_phrase(phrase, lists)
        n_words += weight.n_words
        n_longer += weight.n_longer
        longest = max(longest, weight.longest)
    return Weight(min(n_words, VERY_MANY), min(n_longer, VERY_MANY), longest)


def _weigh_item(item: Item, lists: Mapping[str, Weight]) -> Weight:
    match item:
        case WordPattern():
            # letters alone are one word; anything else the tokeniser may cut, and a hyphen may be left out too
            return Weight(1, 0, 1) if item.text.isalpha() else Weight(1, 1, max(1, len(item.text)))
        case ListName():
            return lists.get(item.name, Weight())
        case Choice():
            any_of = weigh_any(item.phrases, lists)
            return any_of._replace(n_longer=any_of.n_longer + 1) if item.optional else any_of
