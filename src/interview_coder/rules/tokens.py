"""The text of a rule cut into words, signs and operators, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from interview_coder.rules.rule_error import RuleError

MAX_RULE = 10_000

TokenKind = Literal["exact", "letters", "part", "regex", "operator", "clause", "list", "mark", "word"]

_TOKEN = re.compile(
    r"""\s+
      | (?P<exact>"[^"]*"|“[^”]*”)
      | (?P<letters>=(?:"[^"]*"|“[^”]*”|[^\s()|?"“”@]*))
      | (?P<part>(?<=[^\s(|])/[^\s()|?"“”@]*)
      | (?P<regex>/(?:[^/\\\n]|\\.)*/(?=[\s()|?/]|\Z))
      | (?P<operator>(?:NEAR|THEN|AND|NOT|EXCEPT|WITHOUT)(?:/[^\s()|?"“”@=]*)?(?=[\s()|?"“@=]|\Z))
      | (?P<clause>(?:BY|ASKED|ONLY|UNLESS)(?=[\s()|?"“@=]|\Z))
      | (?P<list>@[\w-]+)
      | (?P<mark>[()|?])
      | (?P<word>[^\s()|?"“”@/=][^\s()|?"“”@]*)""",
    re.VERBOSE,
)

_FAULTS = {
    '"': ("the quotation marks are not closed", "close them, or remove the first one"),
    "“": ("the quotation marks are not closed", "close them with ”, or use straight ones"),
    "”": ("this quotation mark closes nothing", "open the quotation with “, or use straight ones"),
    "@": ("the name of a word list is missing after @", "write @ and the name of a list without a space between"),
    "/": (
        "a slash at the start of a word begins a regular expression, and this one does not end",
        "end it with a slash and a space, /colou?r/, or remove the slash",
    ),
}


@dataclass(frozen=True, slots=True)
class RuleToken:
    """One word, sign or operator of a rule: ``rule[offset : offset + len(text)] == text``."""

    kind: TokenKind
    text: str
    offset: int

    @property
    def name(self) -> str:
        """An operator without what its slash says."""
        return self.text.partition("/")[0]


def read_tokens(text: str) -> list[RuleToken]:
    """Cut the text of a rule.

    Raises
    ------
    RuleError
        At a sign that cannot stand where it does, and where the rule is too long.
    """
    if len(text) > MAX_RULE:
        fix = 'split it into several rules, or put its words into a list under "lists:"'
        raise RuleError(f"the rule has more than {MAX_RULE:,} characters", MAX_RULE, fix)
    tokens: list[RuleToken] = []
    offset = 0
    while offset < len(text):
        found = _TOKEN.match(text, offset)
        if found is None:
            message, fix = _FAULTS[text[offset]]
            raise RuleError(message, offset, fix)
        if found.lastgroup is not None:
            tokens.append(RuleToken(found.lastgroup, found.group(), offset))  # type: ignore[arg-type]
        offset = found.end()
    return tokens


_NEAR_ELSEWHERE = re.compile(
    r"(?:(?i:near|then|adj|onear|pre|within|w|n|p)[/:~]|NEAR|THEN|ADJ|ONEAR|PRE|WITHIN|~)(?P<words>\d+)"
)


def refuse_other_operators(token: RuleToken) -> None:
    """Refuse a word that is an operator in other tools, and say what to write here.

    Raises
    ------
    RuleError
        For ``OR``, ``ADJ``, ``W/3``, ``near/5`` and their like. In quotation marks they are words.
    """
    word = token.text
    if word in {"OR", "XOR"}:
        fix = f'write (one | other); to look for the word, write "{word.lower()}"'
    elif word in {"ANDNOT", "ADJ"}:
        fix = "write one NOT other" if word == "ANDNOT" else "write words side by side, or one THEN/3 other"
    elif (found := _NEAR_ELSEWHERE.fullmatch(word)) is not None:
        words = found["words"]
        fix = f"write NEAR/{words} (in any order) or THEN/{words} (in this order), with spaces around"
    else:
        return
    raise RuleError(f"{word} is no operator of this language", token.offset, fix)
