"""Comparison of two codebooks → text for the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from interview_coder.model.coding import Coding
from interview_coder.model.comparison import CellChange, Change, CodebookComparison, CodingChange, CorpusChanges
from interview_coder.plain_text import align, count
from interview_coder.report.comparison_examples import EXAMPLES_OF_EACH, group_examples, list_evidence

_SIGNS = {"added": "+", "removed": "-", "reworded": "~", "changed": "~"}
_MOST_NAMES = 8
_LONGEST_RULE = 120


def write_text(comparison: CodebookComparison, limit: int | None = EXAMPLES_OF_EACH) -> str:
    """Write a comparison for reading.

    Parameters
    ----------
    comparison : CodebookComparison
    limit : int, optional
        So many examples of each kind for each code.
    """
    lines = [f"{comparison.before} → {comparison.after}", "", *_write_codebook(comparison)]
    if comparison.corpus is not None and comparison.is_changed:
        lines += ["", *_write_corpus(comparison.corpus, limit)]
    return "\n".join(lines) + "\n"


def _write_codebook(comparison: CodebookComparison) -> Iterator[str]:
    if not comparison.is_changed:
        yield sum_up_sameness(comparison)
        return
    yield "In the codebook"
    for (owner, owner_id), changes in groupby(comparison.codebook.changes, key=lambda one: (one.owner, one.owner_id)):
        listed = list(changes)
        yield f"  {' '.join(filter(None, (owner, owner_id)))}{_write_fate(listed)}"
        for change in listed:
            yield from _write_change(change)
        if owner == "list":
            yield from _write_touched(comparison, owner_id)


def sum_up_sameness(comparison: CodebookComparison) -> str:
    """Tell that two codebooks say the same."""
    if comparison.is_same_file:
        return "The two are the same."
    return "Only comments or layout differ: both codebooks say the same."


def _write_fate(changes: Sequence[Change]) -> str:
    """Tell what happened to a theme, code or list as a whole."""
    told = [tell_fate(change) for change in changes if change.what == change.owner]
    return f": {', '.join(told)}" if told else ""


def tell_fate(change: Change) -> str:
    """Tell in a few words that a theme, code or list is new, gone, renamed or moved."""
    label = change.after or change.before
    named = f" (“{label}”)" if label else ""
    return {
        "added": f"new{named}",
        "removed": f"gone{named}",
        "renamed": f"renamed, was {change.before}",
        "moved": f"moved from {change.before} to {change.after}",
    }[change.kind]


def _write_change(change: Change) -> Iterator[str]:
    if change.what == change.owner:
        return
    if change.kind == "reordered":
        yield f"    the {change.what} stand in another order"
    elif change.before and change.after:
        was, is_now = f"~ {change.what}:", "now:"
        yield f"    {was} {_in_one_line(change.before)}"
        yield f"    {is_now:>{len(was)}} {_in_one_line(change.after)}"
    else:
        sign = "+" if change.after else "-"
        yield f"    {sign} {change.what}: {_in_one_line(change.after or change.before)}"


def _write_touched(comparison: CodebookComparison, name: str) -> Iterator[str]:
    touched = Counter(rule.code_id for rule in comparison.codebook.touched_rules if name in rule.lists)
    if touched:
        yield f"    used by {count(touched.total(), 'rule')} that read as before: {_write_counts(touched)}"


def _write_counts(counts: Counter[str]) -> str:
    return ", ".join(f"{name} ({n})" for name, n in counts.items())


def _write_corpus(corpus: CorpusChanges, limit: int | None) -> Iterator[str]:
    yield f"In the codings ({count(corpus.n_sources, 'source')}, {count(corpus.n_participants, 'participant')})"
    yield from (f"  {line}" for line in sum_up_corpus(corpus))
    if corpus.cells:
        yield ""
        yield from (f"  {line}" for line in _write_cells(corpus.cells))
    for group in group_examples(corpus.codings, limit):
        yield ""
        shown = "" if len(group.shown) == group.total else f", {len(group.shown)} shown"
        yield f"  {group.code_id}: {group.total} {group.kind}{shown}"
        for change in group.shown:
            yield from (f"    {line}" for line in _write_example(change))


def sum_up_corpus(corpus: CorpusChanges) -> Iterator[str]:
    """Tell in sentences how many codings come and go."""
    if not corpus.recoded:
        yield "No code has other rules than before: every coding stays as it is."
        return
    yield f"{count(len(corpus.recoded), 'code')} with other rules: {', '.join(corpus.recoded)}"
    kinds = Counter(change.kind for change in corpus.codings)
    differing = Counter(what for change in corpus.codings for what in change.differs_in)
    how = ", ".join(f"{what} {differing[what]}" for what in ("borders", "stance", "words", "rules") if differing[what])
    told = f"{count(kinds['gained'], 'coding')} gained, {kinds['lost']} lost, {kinds['changed']} changed"
    yield f"{told} ({how})" if how else told


def _write_cells(cells: Sequence[CellChange]) -> list[str]:
    rows = [["theme", "stakeholder type", "gained", "lost", "changed", "participants", ""]]
    rows += [
        [
            *(cell.theme_id, cell.stakeholder_type, str(cell.gained), str(cell.lost), str(cell.changed)),
            f"{cell.participants_before} → {cell.participants_after} of {cell.participants_total}",
            write_people(cell),
        ]
        for cell in cells
    ]
    return align(rows, right=(2, 3, 4))


def write_people(cell: CellChange) -> str:
    """Name who raises a theme now, and who no longer does."""
    signed = (("+", cell.gaining), ("-", cell.losing))
    return "; ".join(f"{sign} {_write_names(names)}" for sign, names in signed if names)


def _write_names(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return ", ".join(names[:_MOST_NAMES]) + more


def _write_example(change: CodingChange) -> Iterator[str]:
    coding = change.shown
    yield f"“{change.text}”"
    who = f"({coding.stakeholder_type}, {coding.participant}) [{tell_place(change)}]"
    yield f"    {'; '.join((who, *tell_differences(change)))}"
    for one in list_evidence(change):
        yield f"    {one.sign} {one.words} ({one.stance}) by {_shorten(one.rule)}"


def tell_place(change: CodingChange) -> str:
    """Tell where a change stands."""
    return f"{change.shown.source_id}, turn {change.shown.turn}, {change.start}-{change.end}"


def tell_differences(change: CodingChange) -> Iterator[str]:
    """Tell in which way a coding is another one."""
    before, after = change.before, change.after
    if "borders" in change.differs_in:
        yield f"borders {_write_borders(before)} → {_write_borders(after)}"
    if "stance" in change.differs_in:
        yield f"stance {_write_stances(before)} → {_write_stances(after)}"
    if change.differs_in == ("rules",):
        yield "the same words, found by other rules"
    elif change.differs_in and not {"borders", "stance"} & set(change.differs_in):
        yield "coded as before, by other words"


def _write_borders(codings: Sequence[Coding]) -> str:
    return " and ".join(f"{coding.start}-{coding.end}" for coding in codings)


def _write_stances(codings: Sequence[Coding]) -> str:
    return " and ".join(coding.stance for coding in codings)


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


def _shorten(rule: str) -> str:
    return rule if len(rule) <= _LONGEST_RULE else f"{rule[: _LONGEST_RULE - 1]}…"
