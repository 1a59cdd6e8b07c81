"""Which of many words a word with ``*`` fits, without looking at each of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property

_BETWEEN = "\n"  # no word has a line end in it


class FormIndex:
    """Distinct words, in the orders in which beginnings and endings are looked up.

    Parameters
    ----------
    forms : iterable of str
        As written, in lower case.

    Examples
    --------
    >>> index = FormIndex(["cut", "cuts", "cutting", "shortcut", "uncut"])
    >>> index.find("cut*"), index.find("*cut"), index.find("s*cut"), index.find("*cut*s")
    (['cut', 'cuts', 'cutting'], ['cut', 'uncut', 'shortcut'], ['shortcut'], ['cuts'])
    """

    def __init__(self, forms: Iterable[str]) -> None:
        self._forms = sorted(set(forms))

    def find(self, wildcard: str) -> list[str]:
        """Return the words that fit; ``*`` stands for any letters, also none."""
        first, *_, last = parts = wildcard.split("*")
        if len(parts) == 1:
            raise ValueError(wildcard)
        if len(parts) == 2 and not last:
            return self._with_beginning(first)
        if len(first) >= len(last) and first:
            candidates = self._with_beginning(first)
        elif last:
            candidates = self._with_ending(last)
        else:
            candidates = list(self._with_inside(max(parts, key=len)))
        return [form for form in candidates if _fits(form, parts)]

    @cached_property
    def _reversed(self) -> list[str]:
        return sorted(form[::-1] for form in self._forms)

    @cached_property
    def _joined(self) -> tuple[str, list[int]]:
        starts = []
        offset = 0
        for form in self._forms:
            starts.append(offset)
            offset += len(form) + len(_BETWEEN)
        return _BETWEEN.join(self._forms), starts

    def _with_beginning(self, beginning: str) -> list[str]:
        return _range_of(self._forms, beginning)

    def _with_ending(self, ending: str) -> list[str]:
        return [form[::-1] for form in _range_of(self._reversed, ending[::-1])]

    def _with_inside(self, letters: str) -> Iterator[str]:
        if not letters:
            yield from self._forms
            return
        text, starts = self._joined
        found = text.find(letters)
        while found >= 0:
            number = bisect_right(starts, found) - 1
            yield self._forms[number]
            following = starts[number] + len(self._forms[number])
            found = text.find(letters, following)


def _range_of(forms: list[str], beginning: str) -> list[str]:
    n = len(beginning)
    low = bisect_left(forms, beginning)
    return forms[low : bisect_right(forms, beginning, lo=low, key=lambda form: form[:n])]


def _fits(form: str, parts: list[str]) -> bool:
    """Whether the parts of a wild card follow each other in a word; taking each as early as can be misses no way."""
    first, *inner, last = parts
    if len(form) < len(first) + len(last) or not form.startswith(first) or not form.endswith(last):
        return False
    place = len(first)
    for part in inner:
        place = form.find(part, place)
        if place < 0:
            return False
        place += len(part)
    return place <= len(form) - len(last)
