"""Patterns: phrases, and the operators and brackets that join them, in the order in which they bind."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from interview_coder.rules.items import read_words
from interview_coder.rules.rule_error import RuleError
from interview_coder.rules.token_cursor import TokenCursor
from interview_coder.rules.tokens import RuleToken
from interview_coder.rules.tree import Choice, Either, Item, ListName, Near, Pattern, Phrase, Unless

MAX_NESTING = 20
MAX_BETWEEN = 100


def read_pattern(tokens: TokenCursor) -> Pattern:
    """Read patterns with EXCEPT, WITHOUT and NOT between them, or one of these alone.

    Raises
    ------
    RuleError
        With the offset of what is wrong; what follows the pattern is left unread.
    """
    pattern = _read_both(tokens)
    while (operator := tokens.take_operator("EXCEPT", "WITHOUT", "NOT")) is not None:
        within = _read_within(operator)
        if operator.name == "EXCEPT" and within is not None:
            fix = "write EXCEPT, or WITHOUT/turn to leave out whole turns"
            raise RuleError("EXCEPT looks at the words of a hit and nowhere else", operator.offset, fix)
        unwanted = _read_near(tokens)
        if tokens.peek_operator("AND"):
            name = operator.name
            tokens.fail(
                f"it is not clear whether AND belongs to what {name} leaves out",
                f"put brackets: one {name} (two AND three), or (one {name} two) AND three",
            )
        pattern = Unless(pattern, unwanted, "overlap" if operator.name == "EXCEPT" else within or "sentence")
    return pattern


def _read_both(tokens: TokenCursor) -> Pattern:
    pattern = _read_near(tokens)
    while (operator := tokens.take_operator("AND")) is not None:
        within = _read_within(operator) or "sentence"
        if tokens.peek_operator("NOT"):
            tokens.fail("AND and NOT stand side by side", "write one NOT other, without AND")
        pattern = Near(pattern, _read_near(tokens), None, ordered=False, within=within)
    return pattern


def _read_near(tokens: TokenCursor) -> Pattern:
    pattern = read_operand(tokens)
    while (operator := tokens.take_operator("NEAR", "THEN")) is not None:
        most_between, within = _read_distance(operator)
        pattern = Near(pattern, read_operand(tokens), most_between, operator.name == "THEN", within)
    return pattern


def read_operand(tokens: TokenCursor) -> Pattern:
    """Read a phrase, or a bracket with operators in it, which stands by itself."""
    items: list[Item] = []
    while True:
        bracket = tokens.peek("mark", "(")
        if bracket is None:
            read = _read_words(tokens)
        else:
            inside = _read_bracket(tokens, bracket)
            if not isinstance(inside, Choice):
                _expect_alone(tokens, bracket, items)
                return inside
            read = [inside]
        if not read:
            break
        items += [_make_optional(read)] if tokens.take("mark", "?") is not None else read
    _refuse_empty(tokens, items)
    return Phrase(tuple(items))


def _refuse_empty(tokens: TokenCursor, items: list[Item]) -> None:
    if not items:
        tokens.fail(
            "a word or phrase is missing here",
            "write at least one word on both sides of an operator and inside brackets",
        )
    if all(isinstance(item, Choice) and item.optional for item in items):
        tokens.fail("a phrase in which every word is optional holds everywhere", "make at least one word obligatory")


def _read_words(tokens: TokenCursor) -> list[Item]:
    """Read one written word, exact words or the name of a list; nothing where none of them stands."""
    token = tokens.peek("word") or tokens.peek("exact") or tokens.peek("letters") or tokens.peek("regex")
    name = tokens.take("list")
    if name is not None:
        return [ListName(name.text[1:], name.offset)]
    if token is None:
        return []
    tokens.take(token.kind)
    token = _join_at_ampersand(token, tokens)
    part = tokens.take("part") if token.kind == "exact" else None
    return read_words(token, part)


def _join_at_ampersand(word: RuleToken, tokens: TokenCursor) -> RuleToken:
    """Take the words after a word and ``&`` as one with it: ``A & E`` is ``A&E``, which is found either way."""
    while word.kind == "word" and (after := tokens.take_after("&", "word")) is not None:
        word = replace(word, text=f"{word.text}&{after.text}")
    return word


def _read_bracket(tokens: TokenCursor, opening: RuleToken) -> Choice | Pattern:
    tokens.take("mark", "(")
    tokens.nesting += 1
    if tokens.nesting > MAX_NESTING:
        tokens.fail(f"brackets are nested more than {MAX_NESTING} deep", "split the rule into several")
    patterns = [read_pattern(tokens)]
    while tokens.take("mark", "|") is not None:
        patterns.append(read_pattern(tokens))
    if tokens.take("mark", ")") is None:
        tokens.expect_end()
        tokens.fail("a bracket is not closed", f"close the one that character {opening.offset + 1} of the rule opens")
    tokens.nesting -= 1
    phrases = tuple(pattern for pattern in patterns if isinstance(pattern, Phrase))
    if len(phrases) == len(patterns):
        return Choice(phrases)
    return patterns[0] if len(patterns) == 1 else Either(tuple(patterns))


def _expect_alone(tokens: TokenCursor, bracket: RuleToken, items: list[Item]) -> None:
    """Refuse words, ? or a part of speech beside a bracket with an operator in it."""
    following = tokens.following
    if items or (following is not None and following.kind not in {"operator", "clause"} and following.text not in "|)"):
        raise RuleError(
            "a bracket with an operator in it is no part of a phrase",
            bracket.offset,
            "write NEAR, THEN or AND between the bracket and the words beside it",
        )


def _make_optional(read: list[Item]) -> Choice:
    if len(read) == 1 and isinstance(read[0], Choice) and not read[0].optional:
        return replace(read[0], optional=True)
    return Choice((Phrase(tuple(read)),), optional=True)


def _read_within(operator: RuleToken) -> Literal["turn"] | None:
    """Read what stands after the slash of AND, NOT and WITHOUT."""
    name, slash, scope = operator.text.partition("/")
    if not slash:
        return None
    if scope.lower() != "turn":
        fix = f"write {name} for the sentence, {name}/turn for the turn"
        if name == "AND":
            fix += ", or NEAR/5 for a number of words"
        raise RuleError(f"'{operator.text}' cannot be read", operator.offset, fix)
    return "turn"


def _read_distance(operator: RuleToken) -> tuple[int | None, Literal["sentence", "turn"]]:
    """Read what stands after the slash of NEAR and THEN."""
    name, slash, distance = operator.text.partition("/")
    if not slash or distance.lower() == "turn":
        return None, "turn" if slash else "sentence"
    if not (distance.isascii() and distance.isdecimal() and len(distance) < 5 and int(distance) <= MAX_BETWEEN):
        message = f"'{operator.text}' needs a number of words from 0 to {MAX_BETWEEN}"
        raise RuleError(message, operator.offset, f"write {name}/5, say, or {name}/turn for anywhere in the turn")
    return int(distance), "sentence"
