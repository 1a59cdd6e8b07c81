"""Regular expressions that most studies never need."""

from __future__ import annotations

import re
from functools import cached_property


class LatePattern:
    """A regular expression that is compiled when it is first used: the long ones take milliseconds each.

    Parameters
    ----------
    pattern : str
    flags : int, optional
        Of `re`.

    Examples
    --------
    >>> LatePattern("p[0-9]+", re.IGNORECASE).compiled.fullmatch("P12") is not None
    True
    """

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self._pattern, self._flags = pattern, flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The expression."""
        return re.compile(self._pattern, self._flags)
