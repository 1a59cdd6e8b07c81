"""The rule language of the codebook: one line of text, read into a tree.

``docs/codebook.md`` describes it for researchers. This module knows its grammar and nothing of texts or tokens::

    rule     = pattern { ("EXCEPT" | "WITHOUT") pattern }
    pattern  = phrase { ("NEAR" | "THEN") ["/" words] phrase }
    phrase   = item { item }
    item     = ( word | '"' exact words '"' | "@" list | "(" phrase { "|" phrase } ")" ) ["?"]
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import product
from typing import Literal, NoReturn

MAX_PLAIN_PHRASES = 2_000
MAX_NESTING = 20
MAX_OPERATORS = 100


class RuleError(ValueError):
    """A rule that cannot be read.

    Parameters
    ----------
    message, fix : str
        What is wrong, and what to do about it.
    offset : int
        Where in the rule's text, in characters from 0.
    """

    def __init__(self, message: str, offset: int, fix: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset
        self.fix = fix


@dataclass(frozen=True, slots=True)
class WordPattern:
    """What one word must be.

    Parameters
    ----------
    text : str
        In lower case; ``*`` stands for any letters.
    exact : bool
        Only this form counts, no other inflection.
    """

    text: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class ListName:
    """The words of a study-wide list: ``@council``."""

    name: str
    offset: int


@dataclass(frozen=True, slots=True)
class Choice:
    """Any one of several phrases, or, if optional, none."""

    phrases: tuple[Phrase, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Items that stand next to each other."""

    items: tuple[WordPattern | ListName | Choice, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Two patterns in one sentence.

    Parameters
    ----------
    most_between : int, optional
        So many words may lie between them; None for any number.
    ordered : bool
        The second must come after the first.
    """

    first: Phrase | Near
    second: Phrase
    most_between: int | None
    ordered: bool


@dataclass(frozen=True, slots=True)
class Unless:
    """A pattern, but not where another one is.

    Parameters
    ----------
    scope : {"overlap", "sentence"}
        The hit itself overlaps the unwanted one (``EXCEPT``), or they share a sentence (``WITHOUT``).
    """

    wanted: Pattern
    unwanted: Phrase | Near
    scope: Literal["overlap", "sentence"]


Pattern = Phrase | Near | Unless

_TOKEN = re.compile(
    r"""(?P<space>\s+)
      | (?P<exact>"[^"]*"|“[^”]*”)
      | (?P<operator>(?:(?:NEAR|THEN)(?:/[^\s()|?"]*)?|EXCEPT|WITHOUT)(?=[\s()|?"“@]|\Z))
      | (?P<list>@[\w-]+)
      | (?P<mark>[()|?])
      | (?P<word>[^\s()|?"“”@]+)""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    offset: int


def _read_tokens(text: str) -> list[_Token]:
    tokens = []
    offset = 0
    while offset < len(text):
        found = _TOKEN.match(text, offset)
        if found is None:
            raise RuleError(
                f"{text[offset]!r} cannot stand here", offset, "close the quotation marks, or remove the sign"
            )
        if found.lastgroup != "space":
            tokens.append(_Token(found.lastgroup or "", found.group(), offset))
        offset = found.end()
    return tokens


class _Reader:
    """Reads one rule from left to right."""

    def __init__(self, text: str) -> None:
        self.tokens = _read_tokens(text)
        self.place = 0
        self.end = len(text)
        self.nesting = 0

    def read_rule(self) -> Pattern:
        if sum(token.kind == "operator" for token in self.tokens) > MAX_OPERATORS:
            self.fail(f"the rule has more than {MAX_OPERATORS} operators", "split it into several rules")
        pattern: Pattern = self.read_pattern()
        while (operator := self.take("operator")) is not None:
            scope: Literal["overlap", "sentence"] = "overlap" if operator.text == "EXCEPT" else "sentence"
            pattern = Unless(pattern, self.read_pattern(), scope)
        if self.place < len(self.tokens):
            self.fail(
                f"{self.tokens[self.place].text!r} has no partner",
                "every bracket needs its other half; '|' stands inside brackets",
            )
        return pattern

    def read_pattern(self) -> Phrase | Near:
        pattern: Phrase | Near = self.read_phrase()
        while (operator := self.peek("operator")) is not None and operator.text[:4] in {"NEAR", "THEN"}:
            self.place += 1
            pattern = Near(pattern, self.read_phrase(), self.read_distance(operator), operator.text.startswith("THEN"))
        return pattern

    def read_distance(self, operator: _Token) -> int | None:
        name, slash, number = operator.text.partition("/")
        if not slash:
            return None
        if not number.isdecimal() or int(number) > 100:
            raise RuleError(
                f"{operator.text!r} needs a number of words from 0 to 100", operator.offset, f"write {name}/5, say"
            )
        return int(number)

    def read_phrase(self) -> Phrase:
        items: list[WordPattern | ListName | Choice] = []
        while (item := self.read_item()) is not None:
            items.extend(item)
        if not items:
            self.fail(
                "a word or phrase is missing here",
                "write at least one word on both sides of an operator and inside brackets",
            )
        if all(isinstance(item, Choice) and item.optional for item in items):
            self.fail(
                "a phrase in which every word is optional matches everything", "make at least one word obligatory"
            )
        return Phrase(tuple(items))

    def read_item(self) -> list[WordPattern | ListName | Choice] | None:
        items: list[WordPattern | ListName | Choice]
        if (word := self.take("word")) is not None:
            items = [*_read_word(word)]
        elif (exact := self.take("exact")) is not None:
            items = [WordPattern(part, exact=True) for part in split_word(exact.text[1:-1].lower())]
            if not any(letter.isalnum() for letter in exact.text):
                raise RuleError(
                    "no word stands between the quotation marks", exact.offset, "write the exact words, or remove them"
                )
        elif (name := self.take("list")) is not None:
            items = [ListName(name.text[1:], name.offset)]
        elif self.take("mark", "(") is not None:
            items = [self.read_choice()]
        else:
            return None
        if self.take("mark", "?") is not None:
            return [Choice((Phrase(tuple(items)),), optional=True)]
        return items

    def read_choice(self) -> Choice:
        self.nesting += 1
        if self.nesting > MAX_NESTING:
            self.fail(f"brackets are nested more than {MAX_NESTING} deep", "split the rule into several")
        phrases = [self.read_phrase()]
        while self.take("mark", "|") is not None:
            phrases.append(self.read_phrase())
        if self.take("mark", ")") is None:
            self.fail(
                "a bracket is not closed", 'close it with ")"; operators such as NEAR cannot stand inside brackets'
            )
        self.nesting -= 1
        return Choice(tuple(phrases))

    def peek(self, kind: str) -> _Token | None:
        if self.place < len(self.tokens) and self.tokens[self.place].kind == kind:
            return self.tokens[self.place]
        return None

    def take(self, kind: str, text: str | None = None) -> _Token | None:
        token = self.peek(kind)
        if token is None or (text is not None and token.text != text):
            return None
        self.place += 1
        return token

    def fail(self, message: str, fix: str) -> NoReturn:
        offset = self.tokens[self.place].offset if self.place < len(self.tokens) else self.end
        raise RuleError(message, offset, fix)


_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_]|\*)|(?<=[\d*])-(?=\w|\*)")
_CONTRACTION = re.compile(r"(?P<base>.+?)(?P<ending>n't|'(?:s|re|ve|ll|d|m))")
_WHOLE = {"cannot": ("can", "not"), "gonna": ("going", "to"), "gotta": ("got", "to"), "wanna": ("want", "to")}
_NEGATED = {"ca": "can", "wo": "will", "sha": "shall", "ai": "be"}


def split_word(text: str) -> list[str]:
    """Split what a person writes as one word into the words that the tokeniser sees.

    Examples
    --------
    >>> split_word("top-down"), split_word("can’t"), split_word("they're"), split_word("covid-19")
    (['top', 'down'], ['can', 'not'], ['they', "'re"], ['covid-19'])
    """
    plain = text.translate({0x2019: "'", 0x2010: "-", 0x2011: "-"})
    pieces = (piece for chunk in plain.split() for piece in _HYPHEN.split(chunk))
    return [word for piece in pieces for word in _split_contraction(piece)]


def _split_contraction(piece: str) -> Iterable[str]:
    word = piece.strip(".,;:!?…-–%") or piece
    if word in _WHOLE:
        return _WHOLE[word]
    found = _CONTRACTION.fullmatch(word)
    if found is None:
        return (word.rstrip("'") or word,)
    base, ending = found["base"], found["ending"]
    return (_NEGATED.get(base, base), "not") if ending == "n't" else (base, ending)


def _read_word(token: _Token) -> list[WordPattern]:
    letters = token.text.replace("*", "")
    if not any(letter.isalnum() for letter in letters):
        raise RuleError(
            f"{token.text!r} is no word", token.offset, "a wildcard needs at least one letter beside it: cut*"
        )
    if token.text.isupper() and token.text.partition("/")[0] in {"AND", "OR", "NOT"}:
        raise RuleError(
            f"{token.text} is not an operator of this language",
            token.offset,
            "use NEAR, THEN, EXCEPT, WITHOUT, or (one | other)",
        )
    return [WordPattern(word) for word in split_word(token.text.lower())]


def parse_rule(text: str) -> Pattern:
    """Read one rule.

    Parameters
    ----------
    text : str
        One line of the rule language.

    Returns
    -------
    Phrase, Near or Unless

    Raises
    ------
    RuleError
        With the offset of what is wrong.

    Examples
    --------
    >>> [word.text for word in parse_rule("vehicle for cut").items]
    ['vehicle', 'for', 'cut']
    >>> parse_rule("nobody NEAR/x ask")
    Traceback (most recent call last):
    interview_coder.rules.RuleError: 'NEAR/x' needs a number of words from 0 to 100
    """
    return _Reader(text).read_rule()


def list_names(pattern: Pattern) -> tuple[ListName, ...]:
    """Return the word lists that a rule uses, in the order of its text."""
    match pattern:
        case Unless():
            return list_names(pattern.wanted) + list_names(pattern.unwanted)
        case Near():
            return list_names(pattern.first) + list_names(pattern.second)
        case Phrase():
            return tuple(name for item in pattern.items for name in _item_list_names(item))


def _item_list_names(item: WordPattern | ListName | Choice) -> tuple[ListName, ...]:
    match item:
        case ListName():
            return (item,)
        case Choice():
            return tuple(name for phrase in item.phrases for name in list_names(phrase))
        case WordPattern():
            return ()


PlainPhrase = tuple[frozenset[WordPattern], ...]
"""Words in a row, each of which may be any of some patterns."""


def spell_out(phrase: Phrase, lists: dict[str, tuple[Phrase, ...]]) -> tuple[PlainPhrase, ...]:
    """Write a phrase with choices and options as all the plain phrases that it stands for.

    Parameters
    ----------
    lists : dict of str to tuple of Phrase
        What each list name stands for.

    Returns
    -------
    tuple of tuple of frozenset of WordPattern
        Single-word choices stay one element, so that their number does not multiply.

    Raises
    ------
    RuleError
        Where it would be more than 2,000, or a list is not known.
    """
    ways_by_item = [_spell_out_item(item, lists) for item in phrase.items]
    count = 1
    for ways in ways_by_item:
        count *= len(ways)
        if count > MAX_PLAIN_PHRASES:
            raise RuleError(
                f"the brackets of this rule multiply to more than {MAX_PLAIN_PHRASES:,} phrases",
                0,
                "split it into several rules",
            )
    spelled = {tuple(word for part in way for word in part) for way in product(*ways_by_item)}
    return tuple(sorted(spelled, key=_phrase_order))


def _phrase_order(phrase: PlainPhrase) -> list[list[tuple[str, bool]]]:
    return [sorted((word.text, word.exact) for word in words) for words in phrase]


def _spell_out_item(item: WordPattern | ListName | Choice, lists: dict[str, tuple[Phrase, ...]]) -> list[PlainPhrase]:
    match item:
        case WordPattern():
            return [(frozenset({item}),)]
        case ListName():
            if item.name not in lists:
                raise RuleError(f'there is no word list "{item.name}"', item.offset, 'define it under "lists:"')
            return _merge_single_words([plain for phrase in lists[item.name] for plain in spell_out(phrase, lists)])
        case Choice():
            ways = _merge_single_words([plain for phrase in item.phrases for plain in spell_out(phrase, lists)])
            return [(), *ways] if item.optional else ways


def _merge_single_words(ways: Collection[PlainPhrase]) -> list[PlainPhrase]:
    single = frozenset(word for way in ways if len(way) == 1 for word in way[0])
    longer = [way for way in ways if len(way) != 1]
    return [(single,), *longer] if single else longer
