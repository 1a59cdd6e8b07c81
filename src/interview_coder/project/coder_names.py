"""Who decides: a name that is also the name of a file on every computer."""

from __future__ import annotations

import getpass
import re
import unicodedata

from interview_coder.errors import InputError, Place, Problem

_NAME = re.compile(r"\w(?:[\w.-]{0,62}[\w-])?")
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
"""Names that Windows gives no file."""
_FIX = "take letters, digits, - _ and . between them, at most 64: --coder NAME"


def is_coder_name(name: str) -> bool:
    """Whether a file of decisions can bear the name on every computer.

    Examples
    --------
    >>> [is_coder_name(name) for name in ("anna", "a.smith-2", "Zoë", "../anna", "a b", "con", "")]
    [True, True, True, False, False, False, False]
    """
    return _NAME.fullmatch(name) is not None and _DEVICES.fullmatch(name) is None


def choose_coder(name: str | None) -> str:
    """Return the coder's name: the one that is given, else the name by which the user is logged in.

    Raises
    ------
    InputError
        When it cannot be the name of a file.
    """
    chosen = unicodedata.normalize("NFC", name if name is not None else _login_name())
    if not is_coder_name(chosen):
        raise InputError(Problem(f'"{chosen}" cannot be the name of a coder', Place("--coder"), _FIX))
    return chosen


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # what it raises where nobody is logged in differs by version
        return ""
