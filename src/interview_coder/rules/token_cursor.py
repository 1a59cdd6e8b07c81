"""The tokens of a rule, read one after the other, and what is said about the one that cannot be read."""

from __future__ import annotations

from typing import NoReturn

from interview_coder.rules.rule_error import RuleError
from interview_coder.rules.tokens import RuleToken, TokenKind, read_tokens


class TokenCursor:
    """A place in the tokens of a rule.

    Parameters
    ----------
    text : str
        The rule, or an entry of a word list.

    Attributes
    ----------
    tokens : list of RuleToken
    nesting : int
        How many brackets are open.
    """

    def __init__(self, text: str) -> None:
        self.tokens = read_tokens(text)
        self.nesting = 0
        self._place = 0
        self._end = len(text)

    @property
    def following(self) -> RuleToken | None:
        """The next token; None at the end."""
        return self.tokens[self._place] if self._place < len(self.tokens) else None

    def count(self, kind: TokenKind) -> int:
        """Count the tokens of a kind."""
        return sum(token.kind == kind for token in self.tokens)

    def peek(self, kind: TokenKind, text: str | None = None) -> RuleToken | None:
        """Return the next token if it is of a kind, and, if a text is given, has this text."""
        token = self.following
        return token if token is not None and token.kind == kind and text in {None, token.text} else None

    def take_after(self, text: str, kind: TokenKind) -> RuleToken | None:
        """Return the token after the next one, if this is a word with a certain text and that is of a kind; go on."""
        beyond = self.tokens[self._place + 1 : self._place + 2]
        if self.peek("word", text) is None or not beyond or beyond[0].kind != kind:
            return None
        self._place += 2
        return beyond[0]

    def take(self, kind: TokenKind, text: str | None = None) -> RuleToken | None:
        """Return the next token if it is of a kind, and go on to the one after it."""
        token = self.peek(kind, text)
        self._place += token is not None
        return token

    def peek_operator(self, *names: str) -> bool:
        """Whether the next token is one of some operators."""
        operator = self.peek("operator")
        return operator is not None and operator.name in names

    def take_operator(self, *names: str) -> RuleToken | None:
        """Return the next token if it is one of some operators, and go on to the one after it."""
        return self.take("operator") if self.peek_operator(*names) else None

    def fail(self, message: str, fix: str) -> NoReturn:
        """Refuse the next token."""
        raise RuleError(message, self._end if self.following is None else self.following.offset, fix)

    def expect_end(self) -> None:
        """Refuse the next token if there is one, and say why it cannot stand there."""
        token = self.following
        if token is None:
            return
        if token.text == ")":
            self.fail("')' has no partner", "open a bracket before it, or remove it")
        if token.text == "|":
            self.fail("'|' stands outside brackets", "write (one | other)")
        if token.text == "?":
            self.fail("'?' has no word before it", "write it right after a word, quotation or bracket")
        if token.kind == "part":
            fix = 'a part of speech stands right after a word: lead/noun, "lead"/noun, lead*/noun, */noun'
            self.fail(f"'{token.text}' cannot stand here", fix)
        if token.kind == "clause":
            self.fail(f"{token.text} cannot stand here", "write it at the end of the rule, after all brackets")
        self.fail(
            f"the rule goes on with '{token.text}' after a clause",
            "BY, ASKED, ONLY and UNLESS stand at the end; several names stand in brackets: (one | other)",
        )
