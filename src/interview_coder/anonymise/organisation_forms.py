"""In which forms the name of an organisation stands."""

from __future__ import annotations

from collections.abc import Iterator

from interview_coder.anonymise.forms import Strength
from interview_coder.anonymise.general_words import GENERAL
from interview_coder.language.english_words import is_grammar_word

_FEWEST_LETTERS = 3


def list_organisation_forms(parts: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Strength]]:
    """Return the whole name, the name without *the*, and its capitals.

    Examples
    --------
    >>> list(list_organisation_forms(("the", "harrow", "lane", "surgery")))
    [(('harrow', 'lane', 'surgery'), 'full'), (('hls',), 'initials')]
    """
    if len(parts) > 1 and parts[0] == "the":
        parts = parts[1:]
    yield parts, "full" if len(parts) > 1 else "part"
    letters = "".join(part[0] for part in parts if not is_grammar_word(part) or part not in ("of", "and", "the", "for"))
    if len(letters) >= _FEWEST_LETTERS and letters not in GENERAL and not is_grammar_word(letters):
        yield (letters,), "initials"
