"""Words that tell who somebody is: one small function a kind, and a line in `WITNESSES`.

Every pattern begins where nothing of its own kind stands before, and repeats only so often: no text makes it slow.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

Span = tuple[int, int]
Witness = Callable[[str], Iterator[Span]]
"""Text → where in it such words stand, rising."""

_NAME = r"[A-Z][a-zÀ-ÿ]{0,2}['’]?[A-Z]?[a-zÀ-ÿ]{1,20}(?:-[A-Z]?[a-zÀ-ÿ]{1,20})?"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}"
_DATE = (
    rf"(?:\d{{1,2}}[./-]\d{{1,2}}[./-](?:\d{{4}}|\d\d)|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH},? \d{{4}}"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|(?:19|20)\d\d)"
)
_AREAS = """
AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU
GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE
PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO
ZE
"""
_POSTCODE_AREAS = frozenset(_AREAS.split())
_NO_NATIONAL_INSURANCE = frozenset({"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"})
_OFFICES = frozenset(
    {"Mayor", "Mayoress", "Chancellor", "Justice", "Chief", "President", "Provost", "Speaker", "Whoever"}
)
"""What follows a title and is no name: ``the Lord Mayor``."""
_TENS = "eighty|ninety"
_UNITS = "one|two|three|four|five|six|seven|eight|nine"
_OLD = rf"(?:8[1-9]|9\d|1[01]\d|(?:{_TENS})[ -](?:{_UNITS})|ninety(?![ -]\w))"


def _find(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    for match in pattern.finditer(text):
        yield match.span(1) if pattern.groups else match.span()


_SOMEBODY = (
    "he|she|who|mother|father|mum|mam|dad|nan|gran|granny|grandad|grandmother|grandfather|husband|wife|partner|aunt|uncle"
    "|sister|brother|neighbour|friend|lady|woman|man|gentleman"
)

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,24}\b")
_WEB = re.compile(
    r"(?<![\w@./-])(?!(?:https?://)?(?:dx\.)?doi\.org/)(?:https?://[^\s<>\"]{1,300}|www\.[^\s<>\"]{1,300}"
    r"|(?:[A-Za-z0-9-]{1,40}\.){1,4}(?:com|org|net|info|io|uk|eu|ie)\b(?:/[^\s<>\"]{0,200})?)"
)
_HANDLE = re.compile(r"(?<![\w@.])@[A-Za-z_]\w{1,30}\b(?!\.\w|@)")
_PHONE = re.compile(r"(?<![\w.,/+-])(?:\+|\(0|0)\d(?:[ ()-]{0,2}\d){7,13}(?![\w-])")
_POSTCODE = re.compile(
    r"(?<![A-Za-z0-9])([A-Za-z]{1,2})\d[A-Za-z\d]? ?\d[ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2}(?![A-Za-z0-9])"
)
_NHS_NUMBER = re.compile(r"(?<![\w+-])\d{3}([ -]?)\d{3}\1\d{4}(?![\w-])")
_NATIONAL_INSURANCE = re.compile(
    r"(?<![A-Za-z0-9])[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D](?![A-Za-z0-9])"
)
_BORN = re.compile(
    rf"(?i:\b(?:born|date of birth|d\.o\.b\.?|dob|birthday)\b)[^.!?\n]{{0,40}}?(?<![\w£$€.])({_DATE})(?!\w)"
)
_AGE = re.compile(
    rf"(?i:\b(?:aged?|i['’]?m|i am|(?:he|she)['’]s|(?:{_SOMEBODY}) (?:is|was)|turned|turning)(?: now| about| nearly)?"
    rf" ({_OLD})(?![\w%]|,\d|\.\d|\s?(?:and|or)\s(?:over|above|older|up)|\+"
    r"|\s?(?:per|plus|of|in|out|minutes|people|years? in)\b))"
    rf"|(?i:(?<![\w-])({_OLD})[ -]years?[ -](?:old|of age)\b)"
)
_TITLED = re.compile(
    rf"(?<!\w)(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Baroness|Baron|Rev|Reverend|Cllr|Councillor)"
    rf"\.?[ \xa0]{_NAME}(?:[ \xa0]{_NAME}){{0,2}}"
)
_SELF_NAMED = re.compile(
    rf"(?i:\bmy (?:full |first |last )?name(?: is|['’]s)|\bi['’]?m called|\bi am called|\bcall me|\bthey call me)"
    rf" ({_NAME}(?: {_NAME}){{0,2}})"
)


def _find_postcodes(text: str) -> Iterator[Span]:
    """Yield full postcodes of areas that there are; without a space or in small letters only if all capitals agree."""
    for match in _POSTCODE.finditer(text):
        words = match.group()
        if match.group(1).upper() in _POSTCODE_AREAS and (words.isupper() or (words.islower() and " " in words)):
            yield match.span()


def _find_nhs_numbers(text: str) -> Iterator[Span]:
    """Yield ten digits of which the last is the check digit of the others, modulo 11."""
    for match in _NHS_NUMBER.finditer(text):
        digits = [int(letter) for letter in match.group() if letter.isdecimal()]
        check = 11 - sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits, strict=False)) % 11
        if check % 11 == digits[9]:
            yield match.span()


def _find_phones(text: str) -> Iterator[Span]:
    """Yield numbers of 10 or 11 digits that begin with 0, and of 9 to 15 that begin with +."""
    for match in _PHONE.finditer(text):
        n_digits = sum(letter.isdecimal() for letter in match.group())
        if 9 <= n_digits <= 15 if match.group().startswith("+") else 10 <= n_digits <= 11:
            yield match.span()


def _find_national_insurance(text: str) -> Iterator[Span]:
    for match in _NATIONAL_INSURANCE.finditer(text):
        if match.group()[:2] not in _NO_NATIONAL_INSURANCE:
            yield match.span()


def _find_ages(text: str) -> Iterator[Span]:
    for match in _AGE.finditer(text):
        yield match.span(1) if match.group(1) else match.span(2)


def _find_titled(text: str) -> Iterator[Span]:
    for match in _TITLED.finditer(text):
        if match.group().split()[1] not in _OFFICES:
            yield match.span()


WITNESSES: dict[str, Witness] = {
    "e-mail address": partial(_find, _EMAIL),
    "web address": partial(_find, _WEB),
    "handle": partial(_find, _HANDLE),
    "phone number": _find_phones,
    "postcode": _find_postcodes,
    "NHS number": _find_nhs_numbers,
    "National Insurance number": _find_national_insurance,
    "date of birth": partial(_find, _BORN),
    "age over 80": _find_ages,
    "title and name": _find_titled,
    "name said": partial(_find, _SELF_NAMED),
}
"""Kind → what finds it."""


def find_identifiers(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield kind, start and end of all that any witness finds, by place.

    Examples
    --------
    >>> [(kind, start) for kind, start, _ in find_identifiers("Write to jo@example.org, or ask Dr Brown.")]
    [('e-mail address', 9), ('title and name', 32)]
    """
    found = ((start, end, kind) for kind, witness in WITNESSES.items() for start, end in witness(text))
    for start, end, kind in sorted(found):
        yield kind, start, end
