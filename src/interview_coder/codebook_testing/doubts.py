"""What a rule can be read to say, and is hardly meant to."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, takewhile
from typing import NamedTuple

from interview_coder.ingest.codebook_tree import entries_at, walk_all_codes
from interview_coder.language.lemmas import look_up_lemmas
from interview_coder.language.spelling import spellings
from interview_coder.model.codebook import Codebook
from interview_coder.model.coding import STANCES
from interview_coder.project.located_yaml import read_yaml
from interview_coder.rules import (
    Either,
    Near,
    Pattern,
    Phrase,
    Unless,
    WordPattern,
    list_names,
    parse_entry,
    parse_rule,
    phrases_of,
    spell_out,
)
from interview_coder.rules.tokens import RuleToken, read_tokens

_LEAVING_OUT = frozenset({"NOT", "WITHOUT", "EXCEPT"})
_HARDLY_A_WORD = {"AND": frozenset({"not", "or", "near"}), **dict.fromkeys(_LEAVING_OUT, frozenset({"or", "near"}))}
"""Operators, and what hardly follows them as a word."""
_DISTANCE = re.compile(r"\d{1,2}|100")
_LETTERS_ALIKE = 3


class Doubt(NamedTuple):
    """Something in a rule that is hardly meant so, and what may be meant; `offset` is its place in the rule."""

    message: str
    offset: int
    fix: str

    def __str__(self) -> str:
        return f"{self.message}: {self.fix}"


def tell_doubts(raw: bytes, codebook: Codebook, *, file: str) -> Iterator[str]:
    """Yield the doubts about the rules of a codebook, each with its place.

    Parameters
    ----------
    raw : bytes
        What `codebook` was read from.
    file : str
        Name for places.
    """
    document = read_yaml(raw, file=file)
    for code_path, code in walk_all_codes(document):
        for path, rule in entries_at(code, code_path, "match"):
            for doubt in find_doubts(rule, codebook.lists):
                yield f"{document.place_within(path, doubt.offset)}: {doubt}"


def find_doubts(rule: str, lists: Mapping[str, Sequence[str]]) -> list[Doubt]:
    """Return what in a rule that can be read is hardly meant so, in the order of its text.

    Parameters
    ----------
    lists : mapping of str to sequence of str
        The word lists of its codebook.

    Examples
    --------
    >>> [doubt.message for doubt in find_doubts("engagement EXCEPT ring", {})]
    ['EXCEPT drops nothing, for what it drops has none of the words before it']
    """
    tokens = read_tokens(rule)
    doubts = chain(_find_brackets(tokens), _find_misread(tokens), _find_idle(rule, tokens, lists))
    return sorted(doubts, key=lambda doubt: doubt.offset)


def _find_brackets(tokens: Sequence[RuleToken]) -> Iterator[Doubt]:
    for token in tokens:
        if token.kind == "word" and "[" in token.text:
            inside = token.text.strip("[]")
            example = f"{inside}?" if token.text.endswith("]") else "(one other)?"
            yield Doubt("square brackets mean nothing in a rule", token.offset, f"what may be missing is {example}")


def _find_misread(tokens: Sequence[RuleToken]) -> Iterator[Doubt]:
    """Yield words that are meant as stances, operators or distances."""
    for place, token in enumerate(tokens):
        after = list(takewhile(_is_of_phrase, tokens[place + 1 :]))
        words = [one.text for one in after if one.kind == "word"]
        are_stances = bool(words) and set(words) <= set(STANCES)
        if token.kind == "operator" and words:
            yield from _doubt_operand(token, after[0], words, are_stances=are_stances)
        elif token.text in {"only", "unless"} and are_stances:
            fix = f"to ask how it is meant, write {token.text.upper()}"
            yield Doubt(f"“{token.text}” in small letters is a word", token.offset, fix)


def _is_of_phrase(token: RuleToken) -> bool:
    return token.kind not in {"operator", "clause"}


def _doubt_operand(
    operator: RuleToken, first: RuleToken, words: Sequence[str], *, are_stances: bool
) -> Iterator[Doubt]:
    name = operator.name
    if name in _LEAVING_OUT and are_stances:
        named = words[0] if len(words) == 1 else f"({' | '.join(words)})"
        message = f"{name} {named} looks for the {'word' if len(words) == 1 else 'words'}"
        yield Doubt(message, first.offset, f"to leave out what is meant so, write UNLESS {named}")
    elif first.text in _HARDLY_A_WORD.get(name, ()):
        fix = "operators are written in capitals" if first.text == "near" else "write one NOT other, or (one | other)"
        yield Doubt(f"“{first.text}” in small letters is a word", first.offset, fix)
    elif operator.text in {"NEAR", "THEN"} and len(words) > 1 and _DISTANCE.fullmatch(first.text):
        yield Doubt(
            f"“{first.text}” is looked for as a word", first.offset, f"for a distance, write {name}/{first.text}"
        )


def _find_idle(rule: str, tokens: Iterable[RuleToken], lists: Mapping[str, Sequence[str]]) -> Iterator[Doubt]:
    """Yield each EXCEPT that can drop nothing."""
    written = [token for token in tokens if token.kind == "operator" and token.name == "EXCEPT"]
    if not written:
        return
    tree = parse_rule(rule)
    used = lists if list_names(tree) else {}
    entries = {name: [parse_entry(entry) for entry in listed] for name, listed in used.items()}
    for token, unless in zip(written, _walk_excepts(tree.pattern), strict=True):
        wanted, unwanted = (_words_of(part, entries) for part in (unless.wanted, unless.unwanted))
        if not _may_share_a_word(wanted, unwanted):
            message = "EXCEPT drops nothing, for what it drops has none of the words before it"
            fix = "write both, as in engagement EXCEPT engagement ring; to leave out whole sentences, write NOT"
            yield Doubt(message, token.offset, fix)


def _walk_excepts(pattern: Pattern) -> Iterator[Unless]:
    """Yield every EXCEPT in the order in which it is written."""
    match pattern:
        case Phrase():
            return
        case Near():
            yield from _walk_excepts(pattern.first)
            yield from _walk_excepts(pattern.second)
        case Unless():
            yield from _walk_excepts(pattern.wanted)
            if pattern.scope == "overlap":
                yield pattern
            yield from _walk_excepts(pattern.unwanted)
        case Either():
            for one in pattern.patterns:
                yield from _walk_excepts(one)


def _words_of(pattern: Pattern, lists: Mapping[str, Sequence[Phrase]]) -> set[WordPattern]:
    return {
        word
        for phrase in phrases_of(pattern)
        for way in spell_out(phrase, lists)
        for alternatives in way
        for word in alternatives
    }


def _may_share_a_word(wanted: Iterable[WordPattern], unwanted: Iterable[WordPattern]) -> bool:
    """Whether some word may be both; where that cannot be seen, it may."""
    (keys, beginnings), (other_keys, other_beginnings) = _split_by_kind(wanted), _split_by_kind(unwanted)
    return (
        not keys.isdisjoint(other_keys)
        or _begin_alike(beginnings, other_keys | other_beginnings)
        or _begin_alike(other_beginnings, keys)
    )


def _split_by_kind(words: Iterable[WordPattern]) -> tuple[set[str], set[str]]:
    """Return the forms of whole words, and with which letters the others begin: none, where those may be any."""
    keys: set[str] = set()
    beginnings: set[str] = set()
    for word in words:
        if word.kind == "wild":
            beginnings.add(word.text.partition("*")[0][:_LETTERS_ALIKE])
        elif word.kind in {"regex", "any"}:
            beginnings.add("")
        else:
            text = word.text.lower()
            keys |= {text.removesuffix("s"), *spellings(text), *look_up_lemmas(text)}
    return keys, beginnings


def _begin_alike(beginnings: Collection[str], texts: Iterable[str]) -> bool:
    return any(text.startswith(one) or one.startswith(text) for text in texts for one in beginnings)
