"""Word lists that are made of other word lists: which to read first, and which go round in circles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from interview_coder.rules.tree import Phrase, WordPattern, list_names

PlainPhrase = tuple[frozenset[WordPattern], ...]
"""Words in a row, each of which may be any of some patterns."""


@dataclass(frozen=True, slots=True)
class SpelledList:
    """A word list, spelled out once for all the rules that use it."""

    ways: tuple[PlainPhrase, ...]


Lists = Mapping[str, Sequence[Phrase] | SpelledList]
"""Word lists by name: their entries, or these spelled out."""

Circle = tuple[str, ...]
"""Names of lists, each made of the next; the first one again at the end."""


def find_circles(lists: Lists) -> tuple[Circle, ...]:
    """Return the circles of lists that are made of each other, each once.

    Examples
    --------
    >>> from interview_coder.rules.reader import parse_entry
    >>> find_circles({"a": [parse_entry("@b")], "b": [parse_entry("tax"), parse_entry("@a")]})
    (('a', 'b', 'a'),)
    """
    return tuple(found for found in walk_lists(lists, lists) if not isinstance(found, str))


def walk_lists(names: Iterable[str], lists: Lists) -> Iterator[str | Circle]:
    """Yield the names of lists, each once and after those that it is made of, and the circles on the way.

    It does not call itself: lists may be nested deeper than Python can.
    """
    seen: set[str] = set()
    for name in names:
        if name in seen:
            continue
        seen.add(name)
        inside = {name: iter(_names_needed(name, lists))}
        while inside:
            innermost = next(reversed(inside))
            needed = next(inside[innermost], None)
            if needed is None:
                del inside[innermost]
                yield innermost
            elif needed in inside:
                around = [*inside]
                yield (*around[around.index(needed) :], needed)
            elif needed not in seen:
                seen.add(needed)
                inside[needed] = iter(_names_needed(needed, lists))


def _names_needed(name: str, lists: Lists) -> dict[str, None]:
    entries = lists.get(name, ())
    if isinstance(entries, SpelledList):
        return {}
    return {
        needed.name: None
        for phrase in entries
        # most entries are a single word, and there may be a million of them
        if len(phrase.items) > 1 or not isinstance(phrase.items[0], WordPattern)
        for needed in list_names(phrase)
    }
