"""What in a codebook is not wrong by itself, and yet is hardly meant."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from interview_coder.codebook_testing.examples import Example, find_odd_label
from interview_coder.errors import Place, offer_near_name
from interview_coder.ingest.labels import is_ordinary
from interview_coder.model.codebook import Code, Rule
from interview_coder.rules import name_group


def find_likely_groups(examples: Sequence[Example], groups: Collection[str]) -> set[str]:
    """Return with what examples begin that looks like a stakeholder type, and is not one of some types misspelt."""
    labels = {find_odd_label(example.text, groups) for example in examples} - {""}
    return {name_group(one) for one in labels if not is_ordinary(one) and not offer_near_name(one, groups)}


def find_notes(
    codes: Iterable[Code],
    examples: Sequence[Example],
    speakers: Mapping[Rule, Sequence[str]],
    types: Collection[str],
    groups: Collection[str],
    file: str,
) -> Iterator[str]:
    """Yield what should be looked at in some codes and their examples.

    Parameters
    ----------
    speakers : mapping of Rule to sequence of str
        The stakeholder types for which rules ask, of all codes.
    types : collection of str
        Those of the study's participants; none where they are not known.
    groups : collection of str
        Those that speakers of examples may have.

    Yields
    ------
    str
        Rules for types that nobody is of; examples that seem to begin with a speaker who is none.
    """
    for rule in (rule for code in codes for rule in code.rules):
        for name in speakers.get(rule, ()) if types else ():
            if name not in types:
                near = offer_near_name(name, types) or f"the types are {', '.join(sorted(types))}"
                yield f"{Place(file, rule.line)}: BY {name}: participants.csv has nobody of this type; {near}"
    asking = {rule.rule_id for rule, names in speakers.items() if names}
    for example in examples:
        label = find_odd_label(example.text, groups)
        near = offer_near_name(label, groups) if label else ""
        if near or (label and any(rule.rule_id in asking for rule in example.code.rules)):
            told = f'{example.place}: "{label}:" is read as words of the example, not as who says it'
            yield f"{told}; {near}" if near else told
