"""Two codebooks → what differs between them, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from interview_coder.codebook_comparing.pairing import own_label, pair_codes, pair_rules, pair_themes
from interview_coder.model.codebook import Code, Codebook, Theme
from interview_coder.model.comparison import Change, CodebookChanges, OwnerKind, TouchedRule
from interview_coder.rules import list_names, parse_entry, parse_rule

_TEXTS = ("definition", "memo")
_ENTRIES = {
    "include": "inclusion",
    "exclude": "exclusion",
    "examples": "example",
    "counter_examples": "counter-example",
    "topic_guide": "question pattern",
}
"""Parts of a code or theme that have entries → what one of them is called."""


def compare_codebooks(before: Codebook, after: Codebook) -> CodebookChanges:
    """Tell everything that differs between two codebooks.

    A code counts as renamed where another one with the same rules, or the same label in the same theme, is gone; a
    theme where one with the same label or the same codes is gone. Rules count as reworded where most of their letters
    are the same. Neither the order of rules, examples and entries of lists makes a difference, nor comments and layout.

    Parameters
    ----------
    before, after : Codebook

    Examples
    --------
    >>> from interview_coder.ingest.codebook_yaml import read_codebook
    >>> before = read_codebook(b"themes: [{id: cost, codes: [{id: rent, match: [rent NEAR rise]}]}]")
    >>> after = read_codebook(b"themes: [{id: cost, codes: [{id: rent, match: [rent NEAR/5 rise, owe]}]}]")
    >>> for change in compare_codebooks(before, after).changes:
    ...     print(change)
    code rent: rule reworded: rent NEAR rise → rent NEAR/5 rise
    code rent: rule added: owe
    """
    return _Comparer(before, after).compare()


class _Comparer:
    def __init__(self, before: Codebook, after: Codebook) -> None:
        self.before, self.after = before, after
        self.themes = pair_themes(before, after)
        self.codes = pair_codes(before, after, self.themes)
        self._colours_above = _colours_above(before), _colours_above(after)

    def compare(self) -> CodebookChanges:
        changes = [*self._compare_whole(), *self._compare_lists(), *self._compare_themes(), *self._compare_codes()]
        return CodebookChanges(
            tuple(changes),
            tuple(_find_touched_rules(self.before, self.after, self.codes)),
            {old: new for old, new in self.themes.items() if old != new},
            {old: new for old, new in self.codes.items() if old != new},
        )

    def _compare_whole(self) -> Iterator[Change]:
        for what in ("title", "version", "memo"):
            yield from _compare_text("codebook", "", what, getattr(self.before, what), getattr(self.after, what))
        themes = [self.themes.get(theme.theme_id, "") for theme in self.before.themes]
        if _is_reordered(themes, [theme.theme_id for theme in self.after.themes]):
            yield Change("codebook", "", "reordered", "themes")

    def _compare_lists(self) -> Iterator[Change]:
        before, after = self.before.lists, self.after.lists
        for name, entries in after.items():
            if name not in before:
                yield Change("list", name, "added", "list")
            yield from _compare_entries("list", name, "entry", before.get(name, ()), entries)
        yield from (Change("list", name, "removed", "list") for name in before if name not in after)

    def _compare_themes(self) -> Iterator[Change]:
        earlier = {theme.theme_id: theme for theme in self.before.themes}
        old_ids = {new: old for old, new in self.themes.items()}
        for theme in self.after.themes:
            if theme.theme_id in old_ids:
                yield from self._compare_theme(earlier[old_ids[theme.theme_id]], theme)
            else:
                yield Change("theme", theme.theme_id, "added", "theme", after=theme.label)
        for theme in self.before.themes:
            if theme.theme_id not in self.themes:
                yield Change("theme", theme.theme_id, "removed", "theme", before=theme.label)

    def _compare_theme(self, before: Theme, after: Theme) -> Iterator[Change]:
        if before.theme_id != after.theme_id:
            yield Change("theme", after.theme_id, "renamed", "theme", before.theme_id, after.theme_id)
        yield from _compare_text("theme", after.theme_id, "colour", before.colour, after.colour)
        yield from _compare_parts("theme", after.theme_id, before, after)
        codes = [self.codes.get(code.code_id, "") for code in before.codes]
        if _is_reordered(codes, [code.code_id for code in after.codes]):
            yield Change("theme", after.theme_id, "reordered", "codes")

    def _compare_codes(self) -> Iterator[Change]:
        earlier = {code.code_id: code for code in self.before.codes}
        old_ids = {new: old for old, new in self.codes.items()}
        for code in self.after.codes:
            if code.code_id in old_ids:
                yield from self._compare_code(earlier[old_ids[code.code_id]], code)
            else:
                yield Change("code", code.code_id, "added", "code", after=code.label)
                yield from (Change("code", code.code_id, "added", "rule", after=rule.text) for rule in code.rules)
        for code in self.before.codes:
            if code.code_id not in self.codes:
                yield Change("code", code.code_id, "removed", "code", before=code.label)
                yield from (Change("code", code.code_id, "removed", "rule", before=rule.text) for rule in code.rules)

    def _compare_code(self, before: Code, after: Code) -> Iterator[Change]:
        name = after.code_id
        if before.code_id != name:
            yield Change("code", name, "renamed", "code", before.code_id, name)
        theme = self.themes.get(before.theme_id, before.theme_id)
        place_before = _write_place(theme, self.codes.get(before.parent, before.parent))
        place_after = _write_place(after.theme_id, after.parent)
        if place_before != place_after:
            yield Change("code", name, "moved", "code", place_before, place_after)
        yield from _compare_text("code", name, "colour", *self._own_colours(before, after))
        yield from _compare_parts("code", name, before, after)
        yield from _compare_rules(before, after)

    def _own_colours(self, before: Code, after: Code) -> tuple[str, str]:
        """Return the colours of a code, or nothing where it has that of what it stands below in both codebooks."""
        colours = before.colour, after.colour
        above = self._colours_above[0][before.code_id], self._colours_above[1][after.code_id]
        return ("", "") if colours == above else colours


def _compare_parts(owner: OwnerKind, owner_id: str, before: Code | Theme, after: Code | Theme) -> Iterator[Change]:
    if own_label(before) or own_label(after):  # else they differ as the ids do
        yield from _compare_text(owner, owner_id, "label", before.label, after.label)
    for what in _TEXTS:
        yield from _compare_text(owner, owner_id, what, getattr(before, what), getattr(after, what))
    for field, what in _ENTRIES.items():
        yield from _compare_entries(owner, owner_id, what, getattr(before, field, ()), getattr(after, field, ()))


def _compare_text(owner: OwnerKind, owner_id: str, what: str, before: str, after: str) -> Iterator[Change]:
    if " ".join(before.split()) != " ".join(after.split()):
        yield Change(owner, owner_id, "changed", what, before, after)


def _compare_entries(
    owner: OwnerKind, owner_id: str, what: str, before: Sequence[str], after: Sequence[str]
) -> Iterator[Change]:
    known, kept = set(before), set(after)
    yield from (Change(owner, owner_id, "added", what, after=one) for one in dict.fromkeys(after) if one not in known)
    yield from (
        Change(owner, owner_id, "removed", what, before=one) for one in dict.fromkeys(before) if one not in kept
    )


def _compare_rules(before: Code, after: Code) -> Iterator[Change]:
    old, new = [rule.text for rule in before.rules], [rule.text for rule in after.rules]
    known, kept = set(old), set(new)
    gone = [text for text in old if text not in kept]
    come = [text for text in new if text not in known]
    reworded = pair_rules(gone, come)
    for text in come:
        if text in reworded:
            yield Change("code", after.code_id, "reworded", "rule", reworded[text], text)
        else:
            yield Change("code", after.code_id, "added", "rule", after=text)
    for text in gone:
        if text not in reworded.values():
            yield Change("code", after.code_id, "removed", "rule", before=text)


def _is_reordered(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether names that are in both stand in another order."""
    both = set(before) & set(after)
    return [name for name in before if name in both] != [name for name in after if name in both]


def _write_place(theme_id: str, parent: str) -> str:
    return f"{theme_id}/{parent}" if parent else theme_id


def _colours_above(codebook: Codebook) -> dict[str, str]:
    """Return for each code the colour of the code or theme that it stands below."""
    themes = {theme.theme_id: theme.colour for theme in codebook.themes}
    codes = {code.code_id: code.colour for code in codebook.codes}
    return {code.code_id: codes[code.parent] if code.parent else themes[code.theme_id] for code in codebook.codes}


def _find_touched_rules(before: Codebook, after: Codebook, codes: Mapping[str, str]) -> Iterator[TouchedRule]:
    """Yield the rules that read as before and use a list that has changed."""
    earlier = {codes[code.code_id]: code for code in before.codes if code.code_id in codes}
    changed = _Lists(before.lists, after.lists)
    for code in after.codes:
        old_ids = {rule.text: rule.rule_id for rule in earlier[code.code_id].rules} if code.code_id in earlier else {}
        for rule in code.rules:
            if old_ids.get(rule.text, rule.rule_id) != rule.rule_id:
                used = {name.name for name in list_names(parse_rule(rule.text))}
                yield TouchedRule(code.code_id, rule.text, tuple(sorted(changed.reached_from(used))))


@dataclass(slots=True)
class _Lists:
    """Knows which changed lists a list is made of."""

    before: Mapping[str, Sequence[str]]
    after: Mapping[str, Sequence[str]]

    def reached_from(self, names: set[str]) -> Iterator[str]:
        """Yield the changed lists among some lists and those that they use, in either codebook."""
        waiting, seen = sorted(names), set(names)
        while waiting:
            name = waiting.pop()
            entries = {*self.before.get(name, ()), *self.after.get(name, ())}
            if set(self.before.get(name, ())) != set(self.after.get(name, ())):
                yield name
            used = {one.name for entry in entries if "@" in entry for one in list_names(parse_entry(entry))}
            waiting += sorted(used - seen)
            seen |= used
