"""Which theme, code or rule of one codebook is which of another, where names or words differ."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from difflib import SequenceMatcher

from interview_coder.model.codebook import Code, Codebook, Theme

LEAST_ALIKE = 0.6
"""A rule is a rewording of another if so much of both is the same, from 0 to 1."""
_MOST_PAIRS = 10_000
_LONGEST = 100

Signs = Mapping[str, Hashable]
"""Id → what it may be known by under another id; nothing where it cannot."""


def pair_themes(before: Codebook, after: Codebook) -> dict[str, str]:
    """Return earlier id → later id of every theme that is in both: by its id, else by its label, else by its codes."""
    return _pair(
        [theme.theme_id for theme in before.themes],
        [theme.theme_id for theme in after.themes],
        [
            (_labels(before.themes), _labels(after.themes)),
            (_codes_of(before), _codes_of(after)),
        ],
    )


def pair_codes(before: Codebook, after: Codebook, themes: Mapping[str, str]) -> dict[str, str]:
    """Return earlier id → later id of every code that is in both.

    By its id, else by its rules, else by its label within its theme.

    Parameters
    ----------
    themes : mapping of str to str
        From `pair_themes`.
    """
    labelled_before = {
        code.code_id: (themes.get(code.theme_id), label)
        for code in before.codes
        if (label := own_label(code)) and code.theme_id in themes
    }
    labelled_after = {code.code_id: (code.theme_id, label) for code in after.codes if (label := own_label(code))}
    return _pair(
        [code.code_id for code in before.codes],
        [code.code_id for code in after.codes],
        [(_rules_of(before), _rules_of(after)), (labelled_before, labelled_after)],
    )


def pair_rules(gone: Sequence[str], come: Sequence[str]) -> dict[str, str]:
    """Return later text → earlier text of every rule that is a rewording of one that is gone; most alike first.

    Examples
    --------
    >>> pair_rules(["damp NEAR wall", "owe"], ["damp* NEAR/5 wall", "rent"])
    {'damp* NEAR/5 wall': 'damp NEAR wall'}
    """
    if len(gone) * len(come) > _MOST_PAIRS:
        return {}
    alike = sorted(
        (-likeness, new, old)
        for new, later in enumerate(come)
        for old, earlier in enumerate(gone)
        if (likeness := _compare(earlier, later)) >= LEAST_ALIKE
    )
    paired: dict[int, int] = {}
    for _, new, old in alike:
        if new not in paired and old not in paired.values():
            paired[new] = old
    return {come[new]: gone[old] for new, old in sorted(paired.items())}


def own_label(named: Theme | Code) -> str:
    """Return the label of a theme or code, or nothing where it is its id written out."""
    name = named.theme_id if isinstance(named, Theme) else named.code_id
    return "" if named.label == name.replace("_", " ") else named.label


def _pair(before: Sequence[str], after: Sequence[str], signs: Sequence[tuple[Signs, Signs]]) -> dict[str, str]:
    there = set(after)
    paired = {name: name for name in before if name in there}
    for signs_before, signs_after in signs:
        taken = set(paired.values())
        waiting: dict[Hashable, list[str]] = {}
        for name in after:
            if name not in taken and signs_after.get(name):
                waiting.setdefault(signs_after[name], []).append(name)
        for name in before:
            alike = waiting.get(signs_before.get(name)) if name not in paired else None
            if alike:
                paired[name] = alike.pop(0)
    return {name: paired[name] for name in before if name in paired}


def _labels(themes: Sequence[Theme]) -> Signs:
    return {theme.theme_id: own_label(theme) for theme in themes}


def _codes_of(codebook: Codebook) -> Signs:
    return {theme.theme_id: frozenset(code.code_id for code in theme.codes) for theme in codebook.themes}


def _rules_of(codebook: Codebook) -> Signs:
    return {code.code_id: frozenset(rule.text for rule in code.rules) for code in codebook.codes}


def _compare(earlier: str, later: str) -> float:
    """Return how much of two texts is the same, from 0 to 1; of long ones word by word."""
    if len(earlier) + len(later) > 2 * _LONGEST:
        return SequenceMatcher(None, earlier.split(), later.split(), autojunk=False).ratio()
    matcher = SequenceMatcher(None, earlier, later, autojunk=False)
    if matcher.real_quick_ratio() < LEAST_ALIKE or matcher.quick_ratio() < LEAST_ALIKE:
        return 0.0
    return matcher.ratio()
