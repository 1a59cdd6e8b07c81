"""The clauses at the end of a rule: who says it, to what question, and how it is meant."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from interview_coder.errors import offer_near_name
from interview_coder.model.coding import STANCES, Stance
from interview_coder.rules.patterns import read_operand
from interview_coder.rules.rule_error import RuleError
from interview_coder.rules.token_cursor import TokenCursor
from interview_coder.rules.tokens import RuleToken
from interview_coder.rules.tree import Phrase, RuleTree, name_group

_WITHOUT_NOT = "BY: name the others, BY (one | other); ONLY: write UNLESS denied, say"
NAME_FIX = 'write a stakeholder type, or a stance; a name with signs in it: "R&D (UK)"'


def read_clauses(tokens: TokenCursor, tree: RuleTree) -> RuleTree:
    """Read the clauses at the end of a rule, and return its tree with them.

    Raises
    ------
    RuleError
        With the offset of what is wrong; what follows the clauses is left unread.
    """
    seen: set[str] = set()
    while (clause := tokens.take("clause")) is not None:
        if clause.text in seen:
            raise RuleError(f"{clause.text} stands twice", clause.offset, f"write {clause.text} (one | other)")
        seen.add(clause.text)
        tree = _read_clause(tokens, clause, tree)
    return tree


def _read_clause(tokens: TokenCursor, clause: RuleToken, tree: RuleTree) -> RuleTree:
    if clause.text == "BY":
        return replace(tree, speakers=tuple(dict.fromkeys(map(_read_group, _read_names(tokens)))))
    if clause.text == "ASKED":
        asked = read_operand(tokens)
        if not isinstance(asked, Phrase):
            fix = "write words, a phrase, or (one | other)"
            raise RuleError("ASKED looks for a phrase, without operators", clause.offset, fix)
        return replace(tree, asked=asked)
    named = frozenset(_read_stance(name, clause.text) for name in _read_names(tokens))
    before = frozenset(STANCES) if tree.stances is None else tree.stances
    left = before & named if clause.text == "ONLY" else before - named
    if not left:
        raise RuleError("ONLY and UNLESS leave no stance", clause.offset, "write ONLY with the stances that count")
    return replace(tree, stances=None if len(left) == len(STANCES) else left)


class _Name(NamedTuple):
    text: str
    offset: int
    is_quoted: bool


def _read_names(tokens: TokenCursor) -> list[_Name]:
    """Read one name, or several in brackets."""
    if tokens.take("mark", "(") is None:
        return [_read_name(tokens)]
    names = [_read_name(tokens)]
    while tokens.take("mark", "|") is not None:
        names.append(_read_name(tokens))
    if tokens.take("mark", ")") is None:
        tokens.fail("a name or the end of its bracket is missing", "write (one | other)")
    return names


def _read_name(tokens: TokenCursor) -> _Name:
    first = tokens.following
    if tokens.peek_operator("NOT"):
        tokens.fail("a clause names what counts, and NOT cannot stand in it", _WITHOUT_NOT)
    quoted = tokens.take("exact")
    words = [] if quoted is None else [quoted.text[1:-1]]
    while quoted is None and (word := tokens.take("word")) is not None:
        words.append(word.text)
    if first is None or not words:
        tokens.fail("a name is missing here", NAME_FIX)
    name = _Name(" ".join(words), first.offset, quoted is not None)
    if not any(letter.isalnum() for letter in name.text):
        raise RuleError(f"'{name.text}' is no name", first.offset, NAME_FIX)
    return name


def _read_group(name: _Name) -> str:
    """Read a stakeholder type; in quotation marks it may be called anything."""
    if not name.is_quoted and re.search(r"[,;]", name.text):
        names = " | ".join(part.strip() for part in re.split("[,;]", name.text) if part.strip())
        raise RuleError("a comma parts no names", name.offset, f"write ({names})")
    if not name.is_quoted and name.text.lower().startswith("not "):
        raise RuleError("a clause names what counts, and not what does not", name.offset, _WITHOUT_NOT)
    return name_group(name.text)


def _read_stance(name: _Name, clause: str) -> Stance:
    for stance in STANCES:
        if stance == name.text.lower():
            return stance
    raise RuleError(f'there is no stance "{name.text}"', name.offset, _mend_stance(name.text.lower(), clause))


def _mend_stance(name: str, clause: str) -> str:
    words = re.findall(r"\w+", name)
    named = " | ".join(word for word in words if word in STANCES)
    chosen = f"({named})" if " | " in named else named
    if named and words[0] in {"not", "never", "no"}:
        return f"write {'UNLESS' if clause == 'ONLY' else 'ONLY'} {chosen}"
    if " | " in named:
        return f"write {clause} {chosen}"
    return offer_near_name(name, STANCES) or f"the stances are {', '.join(STANCES)}; to leave out words, write NOT"
