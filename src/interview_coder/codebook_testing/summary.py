"""What a codebook consists of, and what is missing in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from interview_coder.model.codebook import Codebook
from interview_coder.rules import list_names, parse_entry, parse_rule


@dataclass(frozen=True, slots=True)
class CodebookSummary:
    """Counts of a codebook, and its gaps; codes and lists by their names, in the order of the file.

    Parameters
    ----------
    without_rules : tuple of str
        Codes that no rule can find: neither they nor the codes below them have any.
    without_definition : tuple of str
    without_examples : tuple of str
        Codes with rules, but without an example to test them.
    unused_lists : tuple of str
        Word lists that no rule uses, not even through another list.
    """

    n_themes: int
    n_codes: int
    n_rules: int
    n_lists: int
    n_examples: int
    n_counter_examples: int
    without_rules: tuple[str, ...]
    without_definition: tuple[str, ...]
    without_examples: tuple[str, ...]
    unused_lists: tuple[str, ...]


def summarise_codebook(codebook: Codebook) -> CodebookSummary:
    """Count what a codebook consists of, and find what is missing in it."""
    codes = list(codebook.codes)
    with_rules: set[str] = set()
    for code in reversed(codes):  # a code stands before those below it
        if code.rules or code.code_id in with_rules:
            with_rules |= {code.code_id, code.parent}
    used = set(_find_used_lists(codebook))
    return CodebookSummary(
        n_themes=len(codebook.themes),
        n_codes=len(codes),
        n_rules=sum(len(code.rules) for code in codes),
        n_lists=len(codebook.lists),
        n_examples=sum(len(code.examples) for code in codes),
        n_counter_examples=sum(len(code.counter_examples) for code in codes),
        without_rules=tuple(code.code_id for code in codes if code.code_id not in with_rules),
        without_definition=tuple(code.code_id for code in codes if not code.definition),
        without_examples=tuple(code.code_id for code in codes if code.rules and not code.examples),
        unused_lists=tuple(name for name in codebook.lists if name not in used),
    )


def _find_used_lists(codebook: Codebook) -> Iterator[str]:
    rules = (rule.text for code in codebook.codes for rule in code.rules)
    waiting = {name.name for rule in rules if "@" in rule for name in list_names(parse_rule(rule))}
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        seen.add(name)
        yield name
        inner = (entry for entry in codebook.lists[name] if "@" in entry)
        waiting |= {one.name for entry in inner for one in list_names(parse_entry(entry))} - seen
