"""British and American spelling as one.

Known are, by rule, ``-ise`` and ``-ize`` (``organise``, ``organisation``; not ``advise``, ``exercise``, ``prize``,
``size``) and ``-yse`` and ``-yze``; by lists of words, ``-our`` and ``-or``, ``-re`` and ``-er``, ``-ll-`` and ``-l-``
(``travelled``, ``councillor``, ``enrol``), ``-ogue`` and ``-og``, ``-ence`` and ``-ense``, ``practice`` and
``practise``, ``ae``, ``oe`` and ``e`` in learned words, and single words such as ``programme``, ``grey``,
``judgement``, ``ageing``, ``adviser``.

Not joined are words that are two in British English, though an American may spell them as one: ``cheque`` and
``check``, ``storey`` and ``story``, ``kerb`` and ``curb``, ``tyre`` and ``tire``, ``metre`` and ``meter`` (but
``kilometre`` and ``kilometer``), ``draught`` and ``draft``, ``enquiry`` and ``inquiry``, ``speciality`` and
``specialty``; nor forms such as ``learnt`` and ``learned``, which have one lemma.
"""

from __future__ import annotations

import re
from functools import cache

from interview_coder.language.spelling_families import list_groups

_PREFIX = re.compile("un|dis|re|mis|non|over|under|multi|sub|inter|de")
_FEWEST_LETTERS_AFTER_PREFIX = 4
_ISE = re.compile(
    "([a-z]{2,}[bcdfghjklmnrstvxz])i([sz])"
    "(e|ed|edly|es|er|ers|ing|ings|ingly|ation|ations|ational|ationally|able|ably|ance|ances|ant|ement|ements)"
)
_YSE = re.compile("([a-z]{2,}l)y([sz])(e|ed|es|er|ers|ing|able)")
_MAY_VARY = re.compile("[iy][sz][aei]")
_OTHER = {"s": "z", "z": "s"}
_STEMS_IN_ONE_WAY = "absc ass cer chem cyn dem den hagg metropol mort oas pelv pen rem surm tenn tort trell val"
"""What stands before ``-ise`` or ``-ize`` in words that are spelled in one way."""
_END_OF_STEMS_IN_ONE_WAY = (
    "advert adv bites chast circumc comprom conc dev exc exerc expert franch improv inc lifes merchand moonr parad "
    "pies pr pract prec prem prom res rev sunr superv telev treat"
)
"""The same, also with something before."""
_ENDS_OF_S = ("as", "es", "os")
"""What a stem in s ends in that takes either: the others are sizes (``downsize``)."""
_ONE_WAY = frozenset(_STEMS_IN_ONE_WAY.split())
_ONE_WAY_ENDS = tuple(_END_OF_STEMS_IN_ONE_WAY.split())


def spellings(word: str) -> frozenset[str]:
    """Return all spellings of a word, itself included: at most four.

    Parameters
    ----------
    word : str
        In lower case.

    Examples
    --------
    >>> sorted(spellings("colourise"))
    ['colorise', 'colorize', 'colourise', 'colourize']
    >>> sorted(spellings("advise"))
    ['advise']
    """
    return _in_lists(word) or _by_rule(word) or frozenset((word,))


def _in_lists(word: str) -> frozenset[str] | None:
    groups = _groups()
    group = groups.get(word)
    if group is not None:
        return group
    found = _PREFIX.match(word)
    if found is None:
        return None
    group = groups.get(word[found.end() :])
    if group is None or min(map(len, group)) < _FEWEST_LETTERS_AFTER_PREFIX:
        return None
    return frozenset(found.group() + rest for rest in group)


def _by_rule(word: str) -> frozenset[str] | None:
    if _MAY_VARY.search(word) is None:
        return None
    found = _ISE.fullmatch(word)
    vowel = "i"
    if found is None:
        found = _YSE.fullmatch(word)
        vowel = "y"
    if found is None or (vowel == "i" and _has_one_spelling(found[1])):
        return None
    return frozenset((word, f"{found[1]}{vowel}{_OTHER[found[2]]}{found[3]}"))


def _has_one_spelling(stem: str) -> bool:
    if stem in _ONE_WAY or stem.endswith(_ONE_WAY_ENDS):
        return True
    return stem.endswith("s") and not stem.endswith(_ENDS_OF_S)


@cache
def _groups() -> dict[str, frozenset[str]]:
    groups: dict[str, frozenset[str]] = {}
    for words in list_groups():
        group = frozenset(words).union(*(groups.get(word, ()) for word in words))
        groups |= dict.fromkeys(group, group)
    return groups
