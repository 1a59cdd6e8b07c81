"""Numbers that are somebody's: of the health service, of telephones, of cases, accounts and registers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from interview_coder.anonymise.patterns.matched import Matched
from interview_coder.model.masking import Certainty, Kind

_DIGITS = re.compile(r"(?<![\w.,£$€/])[+(]{0,2}\d(?:[ .()\-\u00a0]{0,2}\d){5,19}(?![\w/]|[.,:]\d)")
_INSURANCE = re.compile(r"(?<!\w)[a-ceghj-prstw-zq][a-ceghj-nprstw-zq][ -]?\d\d[ -]?\d\d[ -]?\d\d[ -]?[a-d](?!\w)")
_HEALTH = re.compile(r"nhs (?:number|no)\W{0,3}(?:\w+\W{1,3}){0,4}?(\d(?:[ -]?\d){8,10})(?!\w)")
_CASE = re.compile(r"(?<![\w/.])\d{1,6}/(?:\d{4}|\d{2})(?![\w/])")
_CASE_AFTER_NO = re.compile(r"\bno[s]?\.? ?((?:[ivx]{1,5} )?(?:[a-z]{1,5} )?\d[\w/.-]{2,30}\w)")
_NAMED = re.compile(
    r"\b(?:number|reference|ref|passport|licence|license|account|policy|registration|case|file|badge|pin|gmc|nmc|hcpc|gphc|"
    r"gdc|payroll|employee|staff|membership|patient|hospital|identity|id|iban|sort code|plate|invoice|order)"
    r"(?: (?:number|no|code|id|pin|ref|reference))?\.?(?: is| was|:|,| -|#| let me see,?)? ?#?"
    r"((?=[\w./-]{0,20}\d)[a-z0-9](?:[ ./-]?[a-z0-9]){3,24})(?!\w)"
)
_MIXED = re.compile(
    r"(?<![\w/.@-])(?=[a-z0-9/-]{0,20}[a-z])(?=[a-z0-9/-]{0,20}\d[a-z0-9/-]{0,20}\d[a-z0-9/-]{0,20}\d)[a-z0-9](?:[/-]?[a-z0-9]){4,24}(?![\w/@]|\.\w)"
)
_DECADE = re.compile(
    r"\d+(?:-[a-z]{2,})+|(?:mid-)?\d{4}s|\d+(?:st|nd|rd|th|am|pm|km|kg|mg|ml|mb|gb|k|m|bn|million|years?|months?)|covid-?\d+"
)
_RANGE_OF_YEARS = re.compile(r"(?:1[89]|20)\d\d ?- ?(?:1[89]|20)?\d\d")
_IP = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])")
_DIGIT_WORD = "zero|oh|o|nought|one|two|three|four|five|six|seven|eight|nine"
_READ_OUT = re.compile(
    rf"\b(?:(?:plus|double|triple|treble)[ ,.-]{{1,2}})?(?:{_DIGIT_WORD}|\d{{1,4}})"
    rf"(?:[ ,.-]{{1,2}}(?:double|triple|treble|{_DIGIT_WORD}|hundred|\d{{1,4}}))"
    r"{4,19}\b"
)
_TENS_WORD = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS_WORD += "|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_SIGN = f"double|{_DIGIT_WORD}|{_TENS_WORD}|[b-hj-z]"
_INSURANCE_READ_OUT = re.compile(
    rf"(?<![\w'])[a-z][ ,]{{1,2}}[a-z](?:[ ,]{{1,2}}(?:double|{_DIGIT_WORD}|{_TENS_WORD}|\d{{1,2}})){{3,7}}"
    r"[ ,]{1,2}[a-d](?![\w'])"
)
_CODE_READ_OUT = re.compile(
    r"\b(?:number|reference|ref|pin|code|passport|licence|registration|plate|policy)(?:'s| is| was|,|:) "
    rf"((?:{_SIGN})(?:[ ,-]{{1,2}}(?:{_SIGN})){{3,14}})(?![\w'])"
)
_EXTENSION = re.compile(
    r"\b(?:extension|ext\.?)(?: number)?(?: is)? "
    rf"(\d{{3,6}}|(?:{_DIGIT_WORD})(?: (?:double|{_DIGIT_WORD})){{2,5}})(?!\w)"
)
_TIMES = {"double": 1, "triple": 2, "treble": 2}
_N_PHONE = (9, 15)
_N_HEALTH = 10


def find_numbers(folded: str) -> Iterator[Matched]:
    """Find the numbers of a folded text."""
    for found in _INSURANCE.finditer(folded):
        yield Matched(*found.span(), "ni_number", "sure", True)
    for found in _HEALTH.finditer(folded):
        yield Matched(*found.span(1), "nhs_number", "sure", True)
    for found in _DIGITS.finditer(folded):
        yield from _read_digits(found)
    for found in _CASE.finditer(folded):
        if not _is_fraction(found.group()):
            yield Matched(*found.span(), "id_number", "likely", True)
    for pattern in (_CASE_AFTER_NO, _NAMED):
        for found in pattern.finditer(folded):
            if sum(sign.isdigit() for sign in found[1]) >= 3 and not _DECADE.fullmatch(found[1]):
                yield Matched(*_upto_last_digit(found), "id_number", "likely", True)
    for found in _MIXED.finditer(folded):
        if not _DECADE.fullmatch(found.group()):
            yield Matched(*found.span(), "id_number", "likely", True)
    for found in _IP.finditer(folded):
        yield Matched(*found.span(), "id_number", "likely", True)
    for found in _INSURANCE_READ_OUT.finditer(folded):
        yield Matched(*found.span(), "ni_number", "likely", True)
    for found in _CODE_READ_OUT.finditer(folded):
        yield Matched(*found.span(1), "id_number", "likely", True)
    for found in _EXTENSION.finditer(folded):
        yield Matched(*found.span(1), "phone", "likely", True)
    for found in _READ_OUT.finditer(folded):
        if _count_said(found.group()) >= 6 and re.search("[a-z]", found.group()):
            yield Matched(*found.span(), "phone", "likely", True)


def has_health_check_digit(digits: str) -> bool:
    """Whether ten digits are an NHS number: the last is the check digit of the others.

    Examples
    --------
    >>> has_health_check_digit("9434765919"), has_health_check_digit("9434765918")
    (True, False)
    """
    rest = sum((10 - place) * int(digit) for place, digit in enumerate(digits[:9])) % 11
    return (11 - rest) % 11 == int(digits[9])


def _read_digits(found: re.Match[str]) -> Iterator[Matched]:
    written = found.group()
    digits = "".join(sign for sign in written if sign.isdigit())
    if _RANGE_OF_YEARS.fullmatch(written) or re.fullmatch(r"\d{1,2}[.-]\d{1,2}[.-]\d{2,4}|\d{4}-\d\d-\d\d", written):
        return
    if re.fullmatch(r"\d{1,3}(?: 000)+", written):  # thousands
        return
    kind: Kind = "id_number"
    certainty: Certainty = "likely"
    if len(digits) == _N_HEALTH and digits[0] != "0" and has_health_check_digit(digits):
        kind, certainty = "nhs_number", "sure"
    elif _N_PHONE[0] <= len(digits) <= _N_PHONE[1] and written[0] in "+(0":
        kind, certainty = "phone", "sure"
    start = found.start() + (len(written) - len(written.lstrip("(")) if ")" not in written else 0)
    yield Matched(start, found.end(), kind, certainty, True)


def _upto_last_digit(found: re.Match[str]) -> tuple[int, int]:
    """Drop words that were taken for groups of letters of the number behind its last digit."""
    code = found[1]
    last = max(place for place, sign in enumerate(code) if sign.isdigit()) + 1
    tail = re.match(r"[a-z]{0,3}(?![a-z0-9])|[./-]?[a-z]{1,3}(?![a-z0-9])", code[last:])
    return found.start(1), found.start(1) + last + (tail.end() if tail else 0)


def _is_fraction(written: str) -> bool:
    before, after = written.split("/")
    if len(after) == 4:
        return not 1900 <= int(after) <= 2100 or 1900 <= int(before) <= 2100
    return len(before) < 3


def _count_said(words: str) -> int:
    parts = re.split(r"[ ,.-]+", words)
    return sum(len(part) if part.isdigit() else 1 + _TIMES.get(part, 0) - (part in _TIMES) for part in parts)
