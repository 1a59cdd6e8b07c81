"""The rule language: one line of text, read into a tree.

``docs/rules.md`` describes it for researchers. This module knows its grammar and nothing of texts::

    rule     = pattern { clause }
    pattern  = both { ("EXCEPT" | ("WITHOUT" | "NOT") ["/turn"]) near }
    both     = near { "AND" ["/turn"] near }
    near     = operand { ("NEAR" | "THEN") ["/" words | "/turn"] operand }
    operand  = phrase | "(" pattern { "|" pattern } ")"
    phrase   = item { item }
    item     = ( word | '"' exact words '"' | "=" letters | "/" regex "/" | "@" list | "*" | choice )
               ["/" part of speech] ["?"]
    choice   = "(" phrase { "|" phrase } ")"
    clause   = "BY" names | "ASKED" phrase | ("ONLY" | "UNLESS") names
    names    = name | "(" name { "|" name } ")"
"""

from __future__ import annotations

from functools import lru_cache

from interview_coder.rules.clauses import read_clauses
from interview_coder.rules.patterns import read_operand, read_pattern
from interview_coder.rules.rule_error import RuleError
from interview_coder.rules.token_cursor import TokenCursor
from interview_coder.rules.tokens import TokenKind
from interview_coder.rules.tree import ListName, Phrase, RuleTree, WordPattern, phrases_of

MAX_OPERATORS = 100
MAX_REGEXES = 50
MAX_PLAIN_ENTRY = 100


@lru_cache(20_000)
def parse_rule(text: str) -> RuleTree:
    """Read one rule.

    Parameters
    ----------
    text : str
        One line of the rule language.

    Returns
    -------
    RuleTree

    Raises
    ------
    RuleError
        With the offset of what is wrong.

    Examples
    --------
    >>> tree = parse_rule("vehicle for cut BY (provider | local authority) UNLESS denied")
    >>> [word.text for word in tree.pattern.items], tree.speakers
    (['vehicle', 'for', 'cut'], ('provider', 'local authority'))
    >>> parse_rule("nobody NEAR/x ask")
    Traceback (most recent call last):
    interview_coder.rules.rule_error.RuleError: 'NEAR/x' needs a number of words from 0 to 100
    """
    tokens = TokenCursor(text)
    _refuse_too_many(tokens, "operator", MAX_OPERATORS, "operators")
    _refuse_too_many(tokens, "regex", MAX_REGEXES, "regular expressions")
    tree = read_clauses(tokens, RuleTree(read_pattern(tokens)))
    tokens.expect_end()
    for phrase in phrases_of(tree):
        _refuse_what_holds_everywhere(phrase, text)
    return tree


def parse_entry(text: str) -> Phrase:
    """Read one entry of a word list: a word, a phrase or another list, without operators.

    Raises
    ------
    RuleError
        With the offset of what is wrong.

    Examples
    --------
    >>> parse_entry("letting agent").items
    (WordPattern(text='letting', kind='lemma', part=None), WordPattern(text='agent', kind='lemma', part=None))
    """
    # lists may have a million plain words, and the reader takes ten times as long for each; capitals may be an operator
    if len(text) < MAX_PLAIN_ENTRY and not text.isupper():
        if text.isalpha():
            return Phrase((WordPattern(text.lower()),))
        words = text.split()
        if words and all(word.isalpha() and not word.isupper() for word in words):
            return Phrase(tuple([WordPattern(word.lower()) for word in words]))
    tokens = TokenCursor(text)
    phrase = read_operand(tokens)
    if not isinstance(phrase, Phrase) or tokens.peek("operator") or tokens.peek("clause"):
        message = "a list holds words, phrases and the names of other lists, but no operators"
        raise RuleError(message, tokens.tokens[0].offset, "use the operator in the rule that uses the list")
    tokens.expect_end()
    _refuse_what_holds_everywhere(phrase, text)
    return phrase


def _refuse_too_many(tokens: TokenCursor, kind: TokenKind, most: int, name: str) -> None:
    if tokens.count(kind) > most:
        raise RuleError(f"the rule has more than {most} {name}", 0, "split it into several rules")


def _refuse_what_holds_everywhere(phrase: Phrase, text: str) -> None:
    if not _asks_for_something(phrase):
        message = "'*' stands for any word, and here for every word of the text"
        raise RuleError(message, max(text.find("*"), 0), "write a word beside it, or letters: cut*")


def _asks_for_something(phrase: Phrase) -> bool:
    """Whether a phrase asks for something of at least one word, and not just for any words."""
    return any(
        (item.kind != "any" or item.part is not None)
        if isinstance(item, WordPattern)
        else isinstance(item, ListName) or (not item.optional and all(map(_asks_for_something, item.phrases)))
        for item in phrase.items
    )
