"""Regular expressions for single words, in an engine that cannot backtrack (RE2)."""

from __future__ import annotations

import re
from collections.abc import Callable

from interview_coder.rules.rule_error import RuleError

MAX_REGEX = 1_000
MAX_MEMORY = 2**19
"""In bytes, for one compiled expression; larger ones take long to compile and say nothing about words."""

_PLAIN_WORDS = {
    "missing )": ("a bracket is not closed", "close it with ), or write \\( for the sign itself"),
    "unexpected )": ("a bracket is closed that was never opened", "remove it, or write \\) for the sign itself"),
    "missing ]": ("a square bracket is not closed", "close it with ]"),
    "no argument for repetition": ("nothing stands before *, + or ? to be repeated", "write .* for any letters"),
    "bad repetition operator": ("two signs of repetition stand side by side", "leave one of *, + and ? out"),
    "invalid repetition size": ("a repetition is too long or the wrong way round", "write {2,5}, say; at most 1000"),
    "invalid perl operator": ("looking ahead or behind is not possible", "use NEAR or EXCEPT, or spell the words out"),
    "invalid escape": ("a backslash stands before a letter or number that it gives no meaning", "remove the backslash"),
    "invalid character class": ("there is no such range or class of letters", "write [a-z], say"),
    "trailing": ("a backslash stands at the end", "remove it"),
    "pattern too large": ("it is too large", "make the repetitions smaller"),
}
_NOT_LETTERS = re.compile(r"\\[pP]\{\^?\w*\}|\\[pP]\w|\\Q.*?\\E|\\.|\[:\w*:\]")


def compile_word_regex(text: str) -> Callable[[str], bool]:
    """Return a test of whether a whole word, in lower case, is as a regular expression says.

    Raises
    ------
    ValueError
        Where RE2 cannot read it; ``check_word_regex`` says why in plain words.

    Examples
    --------
    >>> is_colour = compile_word_regex("colou?r(ed|s)?")
    >>> is_colour("coloured"), is_colour("colourful")
    (True, False)
    """
    import re2

    options = re2.Options()
    options.log_errors = False
    options.never_capture = True
    options.max_mem = MAX_MEMORY
    try:
        compiled = re2.compile(text, options)
    except re2.error as error:
        raw = error.args[0] if error.args else b""
        raise ValueError(raw.decode(errors="replace") if isinstance(raw, bytes) else str(raw)) from error
    return lambda word: compiled.fullmatch(word) is not None


def check_word_regex(text: str, offset: int) -> None:
    """Refuse a regular expression that cannot be used in a rule.

    Parameters
    ----------
    offset : int
        Where its slash stands in the rule.

    Raises
    ------
    RuleError
        When it is too long, looks for what no word has, or cannot be read.
    """
    if not text:
        raise RuleError("no regular expression stands between the slashes", offset, "write /colou?r/, say")
    if len(text) > MAX_REGEX:
        raise RuleError(f"a regular expression has more than {MAX_REGEX:,} characters", offset, "use a word list")
    if re.search(r"\s", text):
        message = "a regular expression is held against one word, in which there is no space"
        raise RuleError(message, offset, "write one expression for each word: /colou?rs?/ /schemes?/")
    if "(?" not in text and any(letter.isupper() for letter in _NOT_LETTERS.sub("", text)):
        message = "a regular expression is held against the word in small letters, and this one has capitals"
        raise RuleError(message, offset, "write it in small letters, or =NHS for exactly these letters")
    try:
        compile_word_regex(text)
    except ValueError as error:  # UnicodeEncodeError is one too
        raise _explain(str(error), offset) from error


def _explain(told: str, offset: int) -> RuleError:
    for beginning, (message, fix) in _PLAIN_WORDS.items():
        if told.startswith(beginning):
            return RuleError(f"the regular expression cannot be read: {message}", offset, fix)
    return RuleError(f"the regular expression cannot be read: {told}", offset, "see github.com/google/re2/wiki/Syntax")
