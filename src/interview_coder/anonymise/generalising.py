"""Dates and ages said less exactly: a year or a decade instead of a day, ten years instead of one."""

from __future__ import annotations

import re

from interview_coder.model.masking import Kind

_YEAR = re.compile(r"(?<!\d)(1[89]|20)(\d)\d(?!\d)")
_NUMBER = re.compile(r"(?<!\d)\d{1,3}(?!\d)")
_OLD = 90


def generalise(name: str, kind: Kind) -> str:
    """Return what can be said of a date or an age without telling whose it is; empty where that is not known.

    Examples
    --------
    >>> generalise("3 March 2016", "date"), generalise("1987", "date"), generalise("last Tuesday", "date")
    ('date in 2016', '1980s', '')
    >>> generalise("84 years old", "age"), generalise("101", "age")
    ('age 80 to 89', 'age 90 or over')
    """
    if kind == "date":
        return _generalise_date(name)
    return _generalise_age(name) if kind == "age" else ""


def _generalise_date(name: str) -> str:
    found = _YEAR.search(name)
    if found is None:
        return ""
    return f"{found[1]}{found[2]}0s" if name.strip() == found[0] else f"date in {found[0]}"


def _generalise_age(name: str) -> str:
    found = _NUMBER.search(name)
    if found is None:
        return ""
    decade = int(found[0]) // 10 * 10
    return f"age {_OLD} or over" if decade >= _OLD else f"age {decade} to {decade + 9}"
