"""Many regular expressions held against a word in one go."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from interview_coder.rules.word_regex import compile_word_regex

_AT_ONCE = 100
_MEMORY = 64_000_000
_PROBE = "\x00"


def compile_regexes(texts: Sequence[str]) -> Callable[[str], list[int]]:
    """Return a function that says which of some expressions (by place) a whole word in lower case is as.

    Parameters
    ----------
    texts : sequence of str
        Expressions that RE2 can read.

    Examples
    --------
    >>> fitting = compile_regexes(["colou?rs?", "c.*", "[0-9]+"])
    >>> sorted(fitting("colour")), fitting("grey")
    ([0, 1], [])
    """
    parts = [
        (first, _compile_together(texts[first : first + _AT_ONCE]) or _compile_each(texts[first : first + _AT_ONCE]))
        for first in range(0, len(texts), _AT_ONCE)
    ]
    return lambda word: [first + place for first, fitting in parts for place in fitting(word)]


def _compile_together(texts: Sequence[str]) -> Callable[[str], list[int]] | None:
    """Make one automaton of all; None where it would be too large."""
    import re2

    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MEMORY
    together = re2.Set.FullMatchSet(options)
    try:
        for text in texts:
            together.Add(text)
        probe = together.Add(_PROBE)
        together.Compile()
    except re2.error:
        return None
    # an automaton that runs out of memory finds nothing, and does not say so
    if probe not in (together.Match(_PROBE) or ()):
        return None
    return lambda word: [place for place in together.Match(_encode(word)) or () if place != probe]


def _compile_each(texts: Sequence[str]) -> Callable[[str], list[int]]:
    tests = [compile_word_regex(text) for text in texts]
    return lambda word: [place for place, is_fitting in enumerate(tests) if is_fitting(_encode(word).decode())]


def _encode(word: str) -> bytes:
    return word.encode(errors="replace")
