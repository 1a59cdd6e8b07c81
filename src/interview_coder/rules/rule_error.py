"""What is wrong with a rule, and where in its text."""

from __future__ import annotations


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
