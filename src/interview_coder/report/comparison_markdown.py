"""Comparison of two codebooks → markdown, to be kept beside them or put into a paper's appendix."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from interview_coder.model.comparison import CellChange, Change, CodebookComparison, CodingChange, CorpusChanges
from interview_coder.plain_text import count
from interview_coder.report.comparison_examples import EXAMPLES_OF_EACH, group_examples, list_evidence
from interview_coder.report.comparison_text import (
    sum_up_corpus,
    sum_up_sameness,
    tell_differences,
    tell_fate,
    tell_place,
    write_people,
)

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~])")
_BEGINS_A_LIST = re.compile(r"(?m)^(\s*(?:\d+(?=[.)])|(?=[-+=])))")
_HEADS = ("theme", "stakeholder type", "gained", "lost", "changed", "participants", "who")


def write_markdown(comparison: CodebookComparison, limit: int | None = EXAMPLES_OF_EACH) -> str:
    """Write a comparison as a page.

    Parameters
    ----------
    comparison : CodebookComparison
    limit : int, optional
        So many examples of each kind for each code.
    """
    title = f"# Codebook: {_escape(comparison.before)} → {_escape(comparison.after)}"
    lines = [title, "", "## What changed in it", "", *_write_codebook(comparison)]
    if comparison.corpus is not None and comparison.is_changed:
        lines += ["## What changes in the codings", "", *_write_corpus(comparison.corpus, limit)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _write_codebook(comparison: CodebookComparison) -> Iterator[str]:
    if not comparison.is_changed:
        yield from (sum_up_sameness(comparison), "")
        return
    for (owner, owner_id), changes in groupby(comparison.codebook.changes, key=lambda one: (one.owner, one.owner_id)):
        listed = list(changes)
        fate = "".join(f", {_escape(tell_fate(change))}" for change in listed if change.what == change.owner)
        name = f" {_code(owner_id)}" if owner_id else ""
        yield from (f"### {owner.capitalize()}{name}{fate}", "")
        lines = [_write_change(change) for change in listed if change.what != change.owner]
        if owner == "list":
            touched = [rule for rule in comparison.codebook.touched_rules if owner_id in rule.lists]
            lines += [f"- touches {_code(rule.rule)} of {_code(rule.code_id)}" for rule in touched]
        yield from (*lines, "") if lines else ()


def _write_change(change: Change) -> str:
    if change.kind == "reordered":
        return f"- the {change.what} stand in another order"
    write = _code if change.what in {"rule", "entry", "question pattern", "colour"} else _quote
    told = " → ".join(write(part) for part in (change.before, change.after) if part)
    return f"- {change.what} {change.kind if change.before and change.after else _come_or_gone(change)}: {told}"


def _come_or_gone(change: Change) -> str:
    return "added" if change.after else "removed"


def _write_corpus(corpus: CorpusChanges, limit: int | None) -> Iterator[str]:
    yield f"{count(corpus.n_sources, 'source')}, {count(corpus.n_participants, 'participant')}."
    for line in sum_up_corpus(corpus):
        yield from ("", _escape(line))
    yield ""
    if corpus.cells:
        yield from (*_write_cells(corpus.cells), "")
    for group in group_examples(corpus.codings, limit):
        shown = "" if len(group.shown) == group.total else f", {len(group.shown)} shown"
        yield from (f"### {_code(group.code_id)}: {group.total} {group.kind}{shown}", "")
        for change in group.shown:
            yield from (*_write_example(change), "")


def _write_cells(cells: Sequence[CellChange]) -> Iterator[str]:
    yield f"| {' | '.join(_HEADS)} |"
    yield "| --- | --- | ---: | ---: | ---: | --- | --- |"
    for cell in cells:
        people = f"{cell.participants_before} → {cell.participants_after} of {cell.participants_total}"
        row = (_escape(cell.theme_id), _escape(cell.stakeholder_type), cell.gained, cell.lost, cell.changed, people)
        yield f"| {' | '.join(map(str, row))} | {_escape(write_people(cell))} |"


def _write_example(change: CodingChange) -> Iterator[str]:
    coding = change.shown
    yield from (f"> {_escape(line)}" for line in change.text.split("\n"))
    yield ">"
    who = f"{_escape(coding.stakeholder_type)}, {_escape(coding.participant)}"
    yield f"> ({who}; {_escape(tell_place(change))})"
    yield ""
    yield from (f"- {_escape(told)}" for told in tell_differences(change))
    for one in list_evidence(change):
        sign = {"+": "now", "-": "no longer"}[one.sign]
        yield f"- {sign} {_quote(one.words)} ({one.stance}) by {_code(one.rule)}"


def _quote(text: str) -> str:
    return f"“{_escape(' '.join(text.split()))}”"


def _escape(text: str) -> str:
    r"""Write text so that no sign in it is taken for one of markdown.

    Examples
    --------
    >>> print(_escape("*so* [it] was"), _escape("- No. 2. No."), _escape("2. No."))
    \*so\* \[it\] was \- No. 2. No. 2\. No.
    """
    return _BEGINS_A_LIST.sub(r"\1\\", _SIGNS.sub(r"\\\1", text))


def _code(text: str) -> str:
    """Write text as code, within as many backquotes as it needs.

    Examples
    --------
    >>> _code("rent*"), _code("a`b")
    ('`rent*`', '``a`b``')
    """
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"
