"""A rule's tree written as text again, in one way for all that mean the same."""

from __future__ import annotations

from collections.abc import Sequence

from interview_coder.model.coding import STANCES
from interview_coder.rules.tree import (
    Choice,
    Either,
    Item,
    ListName,
    Near,
    Pattern,
    Phrase,
    RuleTree,
    Unless,
    WordPattern,
)


def format_rule(tree: RuleTree) -> str:
    """Write a rule so that reading it gives the same tree.

    Examples
    --------
    >>> from interview_coder.rules.reader import parse_rule
    >>> format_rule(parse_rule("Tax  NOT (cut|rise) UNLESS denied BY Tenant"))
    'tax WITHOUT (cut | rise) BY "tenant" ONLY (said | hedged | hypothetical | reported)'
    """
    parts = [_write_pattern(tree.pattern)]
    if tree.speakers:
        parts.append(f"BY {_write_names([_quote(name) for name in tree.speakers])}")
    if tree.asked is not None:
        parts.append(f"ASKED {_write_phrase(tree.asked)}")
    if tree.stances is not None:
        stances = [stance for stance in STANCES if stance in tree.stances]
        parts.append(f"ONLY {_write_names(stances)}")
    return " ".join(parts)


def _write_names(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"({' | '.join(names)})"


def _write_pattern(pattern: Pattern) -> str:
    match pattern:
        case Phrase():
            return _write_phrase(pattern)
        case Near():
            operator = "THEN" if pattern.ordered else "NEAR"
            if pattern.within == "turn":
                operator += "/turn"
            elif pattern.most_between is not None:
                operator += f"/{pattern.most_between}"
            first = _write_operand(pattern.first, is_bare=isinstance(pattern.first, Near))
            return f"{first} {operator} {_write_operand(pattern.second)}"
        case Unless():
            operator = "EXCEPT" if pattern.scope == "overlap" else "WITHOUT"
            operator += "/turn" if pattern.scope == "turn" else ""
            unwanted = _write_operand(pattern.unwanted, is_bare=isinstance(pattern.unwanted, Near))
            return f"{_write_pattern(pattern.wanted)} {operator} {unwanted}"
        case Either():
            return f"({' | '.join(_write_pattern(one) for one in pattern.patterns)})"


def _write_operand(pattern: Pattern, *, is_bare: bool = False) -> str:
    written = _write_pattern(pattern)
    return written if is_bare or isinstance(pattern, (Phrase, Either)) else f"({written})"


def _write_phrase(phrase: Phrase) -> str:
    return " ".join(map(_write_item, phrase.items))


def _write_item(item: Item) -> str:
    match item:
        case WordPattern():
            return _write_word(item)
        case ListName():
            return f"@{item.name}"
        case Choice():
            only = item.phrases[0].items[0] if len(item.phrases) == 1 and len(item.phrases[0].items) == 1 else None
            if item.optional and isinstance(only, (WordPattern, ListName)):
                return f"{_write_item(only)}?"
            inside = " | ".join(map(_write_phrase, item.phrases))
            return f"({inside})?" if item.optional else f"({inside})"


def _write_word(word: WordPattern) -> str:
    text = {
        "form": _quote(word.text),
        "letters": f"={_quote(word.text)}",
        "regex": f"/{word.text}/",
        "any": "*",
    }.get(word.kind, word.text)
    return text if word.part is None else f"{text}/{word.part}"


def _quote(text: str) -> str:
    return f"“{text}”" if '"' in text else f'"{text}"'
