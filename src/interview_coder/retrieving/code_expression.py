"""Codes and themes joined by AND, OR and NOT: text → a question that a set of ids answers.

``AND`` binds more closely than ``OR``, ``NOT`` more closely than both; brackets go before all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import NamedTuple

from interview_coder.errors import InputError, Place, Problem, offer_near_name

Holds = Callable[[AbstractSet[str]], bool]
_OPERATORS = ("AND", "OR", "NOT")
_MARK = re.compile(r"[()]|[^\s()]+")
_DEEPEST = 100
_OPTION = "--having"


class _Token(NamedTuple):
    text: str
    offset: int


class ExpressionError(ValueError):
    """What is wrong with an expression, and where in its text, in characters from 0."""

    def __init__(self, message: str, offset: int, fix: str) -> None:
        super().__init__(message)
        self.message, self.offset, self.fix = message, offset, fix


@dataclass(slots=True)
class _Reader:
    """Reads the tokens of an expression, one after the other."""

    text: str
    known: Collection[str]
    tokens: list[_Token] = field(init=False)
    place: int = 0
    nesting: int = 0
    unknown: list[_Token] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tokens = [_Token(found[0], found.start()) for found in _MARK.finditer(self.text)]

    @property
    def following(self) -> str:
        """The next token; empty at the end."""
        return self.tokens[self.place].text if self.place < len(self.tokens) else ""

    @property
    def offset(self) -> int:
        """Where the next token begins."""
        return self.tokens[self.place].offset if self.place < len(self.tokens) else len(self.text.rstrip())

    def take(self, text: str) -> bool:
        """Go on if this is the next token."""
        is_next = self.following == text
        self.place += is_next
        return is_next

    def read(self) -> Holds:
        """Read the whole expression."""
        whole = self.read_any()
        if self.following == ")":
            raise ExpressionError("this bracket closes nothing", self.offset, "remove it, or open one before")
        if self.following:
            near = self.following.upper()
            fix = f"write {near} in capitals" if near in {"AND", "OR"} else "write AND or OR before it"
            raise ExpressionError(f'"{self.following}" is not joined to what stands before it', self.offset, fix)
        return whole

    def read_any(self) -> Holds:
        """Read what is joined by OR."""
        parts = [self.read_all()]
        while self.take("OR"):
            parts.append(self.read_all())
        return parts[0] if len(parts) == 1 else lambda ids: any(part(ids) for part in parts)

    def read_all(self) -> Holds:
        """Read what is joined by AND."""
        parts = [self.read_one()]
        while self.take("AND"):
            parts.append(self.read_one())
        return parts[0] if len(parts) == 1 else lambda ids: all(part(ids) for part in parts)

    def read_one(self) -> Holds:
        """Read an id, something in brackets, or NOT before either."""
        is_denied = False
        while self.take("NOT"):
            is_denied = not is_denied
        one = self._read_brackets() if self.following == "(" else self._read_id()
        return (lambda ids: not one(ids)) if is_denied else one

    def _read_brackets(self) -> Holds:
        opened = self.offset
        self.place += 1
        self.nesting += 1
        if self.nesting > _DEEPEST:
            raise ExpressionError(f"more than {_DEEPEST} brackets are open", opened, "take some away")
        within = self.read_any()
        if not self.take(")"):
            raise ExpressionError("this bracket is not closed", opened, 'add ")" where it ends')
        self.nesting -= 1
        return within

    def _read_id(self) -> Holds:
        if self.following in {"", ")", *_OPERATORS}:
            told = f'before "{self.following}"' if self.following else "at the end"
            raise ExpressionError(f"a code or theme is missing {told}", self.offset, "write its id there")
        name = self.tokens[self.place]
        self.place += 1
        if name.text not in self.known:
            self.unknown.append(name)
        return lambda ids: name.text in ids


def read_expression(text: str, known: Collection[str]) -> Holds:
    """Read an expression of codes and themes.

    Parameters
    ----------
    text : str
        Such as ``cost AND NOT (trust OR debt)``.
    known : collection of str
        Ids of codes and themes.

    Returns
    -------
    callable
        Whether the expression holds of a set of ids.

    Raises
    ------
    InputError
        With the first fault of grammar and every unknown id before it.

    Examples
    --------
    >>> holds = read_expression("cost AND NOT (trust OR debt)", ["cost", "trust", "debt"])
    >>> holds({"cost"}), holds({"cost", "debt"}), holds({"trust"})
    (True, False, False)
    """
    reader = _Reader(text, known)
    try:
        whole = reader.read()
    except ExpressionError as error:
        raise InputError(*_point_out(text, [*_tell_unknown(reader.unknown, known), error])) from error
    if reader.unknown:
        raise InputError(*_point_out(text, _tell_unknown(reader.unknown, known)))
    return whole


def _tell_unknown(unknown: Collection[_Token], known: Collection[str]) -> Iterator[ExpressionError]:
    for name in unknown:
        operator = name.text.upper()
        near = f"write {operator} in capitals" if operator in _OPERATORS else offer_near_name(name.text, known)
        fix = near or f"known: {', '.join(sorted(known))}"
        yield ExpressionError(f'there is no code or theme "{name.text}" in this study', name.offset, fix)


def _point_out(text: str, errors: Iterable[ExpressionError]) -> Iterator[Problem]:
    """Tell what is wrong, with a caret under each place."""
    shown = "".join(letter if letter.isprintable() else " " for letter in text)
    for error in errors:
        caret = " " * error.offset + "^"
        yield Problem(f"{error.message}\n  {shown}\n  {caret}", Place(_OPTION, 1, error.offset + 1), error.fix)
