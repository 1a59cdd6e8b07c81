"""Words that keep their full stop (``N.H.S.``, ``Dr.``, ``A&E.``): which of them end a sentence."""

from __future__ import annotations

import re

_NEVER_LAST = frozenset({"e.g.", "i.e.", "v.s.", "vs."})
_BEFORE_NAME = re.compile(r"(?:[A-Z][a-z]*\.)+")
"""Initials, titles and their like: ``J.``, ``Dr.``, ``St.``, ``Jan.``, ``U.S.``, ``Ph.D.``"""
_TITLE = re.compile(r"[A-Z][a-z]+\.")
_CLOCK = frozenset({"a.m.", "p.m."})
_DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_INITIAL = re.compile(r"[A-Z]\.")
_WORDS_OF_GRAMMAR = (
    "a after all also although an and another any are as at because before both but by can could did do does even "
    "every everybody everyone for from had has have he her here his how however i if in is it its just like maybe "
    "most my never no nobody not nothing now obviously of oh ok okay on once or our perhaps she should since so "
    "some somebody someone sometimes still that the their then there these they this those though to too until was we "
    "well were what when where whether which while who why with would yeah yes yet you your"
)
_BEGINNERS = frozenset(_WORDS_OF_GRAMMAR.split())
"""Words of grammar: in capitals they begin a sentence, and no name."""


def ends_sentence(word: str, following: str) -> bool:
    """Whether a sentence ends with a word that keeps its full stop, where the next word has a capital.

    Examples
    --------
    >>> [ends_sentence(*pair) for pair in (("A&E.", "Nurses"), ("p.m.", "Beds"), ("N.H.S.", "They"), ("I.", "Beds"))]
    [True, True, True, True]
    >>> [ends_sentence(*pair) for pair in (("J.", "Smith"), ("St.", "Mary"), ("Dr.", "A"), ("U.S.", "Army"))]
    [False, False, False, False]
    """
    if word.lower() in _NEVER_LAST or (len(following) == 1 and _TITLE.fullmatch(word)):
        return False
    if word.lower() in _CLOCK:
        return following.lower() not in _DAYS
    if following.lower() in _BEGINNERS:
        return True
    return not _INITIAL.fullmatch(following) if word == "I." else not _BEFORE_NAME.fullmatch(word)
