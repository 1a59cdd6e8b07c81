"""Dates, years, ages; in records and reports also how long and how much."""

from __future__ import annotations

import re
from collections.abc import Iterator

from interview_coder.anonymise.patterns.matched import Matched

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_ORDINAL = (
    r"(?:twenty[ -]|thirty[ -])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth)"
)
_YEAR = r"(?:1[6-9]\d\d|20[0-4]\d)"
_TENS = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_ONES = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_TEENS = r"(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
_YEAR_READ_OUT = (
    rf"(?:(?:nineteen|eighteen) (?:{_TENS}(?:[ -]{_ONES})?|{_TEENS}|oh {_ONES}|hundred)|"
    rf"twenty (?:{_TEENS}|{_TENS}[ -]{_ONES}|oh {_ONES})|two thousand and (?:{_ONES}|{_TEENS})|"
    r"(?<=in )two thousand(?! \w+s\b))"
)
_ANY_YEAR = rf"(?:{_YEAR}|{_YEAR_READ_OUT}|'\d\d)"
_DAYS = rf"(?:{_DAY}(?:, ?| and | or | to | ?- ?)){{0,8}}{_DAY}"
_FULL = (
    rf"(?<!\w){_DAYS} (?:of )?{_MONTH},?(?: (?:of )?{_ANY_YEAR})?(?!\w)",
    rf"(?<!\w)(?:the )?{_ORDINAL} of {_MONTH},?(?: {_ANY_YEAR})?(?!\w)",
    rf"(?<!\w){_MONTH} (?:the {_ORDINAL}|(?:the )?{_DAY})(?:,? {_ANY_YEAR})?(?!\w)",
    rf"(?<!\w){_MONTH},?(?: of)? {_ANY_YEAR}(?!\w)",
    r"(?<![\w/.-])\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})(?![\w/])",
    r"(?<![\w/-])\d{1,2}-\d{1,2}-\d{4}(?![\w-])",
    r"(?<![\w/-])\d{4}-\d\d-\d\d(?!\d)",
    rf"(?<!\w){_YEAR_READ_OUT}(?!\w)",
    rf"(?<![\w.,£$€/-]){_YEAR} ?[/-] ?(?:{_YEAR}|\d\d)(?![\w/%]|[.,]\d)",
)
_DATE = re.compile("|".join(_FULL))
_BARE_YEAR = re.compile(
    rf"(?<!act )(?<!order )(?<!rules )(?<![\w.,£$€/+-]){_YEAR}"
    r"(?!\w|[.,]\d|[ -]?(?:%|per ?cent|pounds|people|words|miles|euros))"
)
_NUMBER = rf"(?:\d{{1,4}}(?:[.,]\d{{1,3}})?|{_TENS}(?:[ -]{_ONES})?|{_TEENS}|{_ONES}|a|an|several)"
_OVER_80 = rf"(?:8[1-9]|9\d|1[01]\d|(?:eighty|ninety)[ -]{_ONES}|ninety)"
_OLD = re.compile(
    rf"(?:(?<!\w)(?:aged?|age of|turned|turning|turns|is|was|am|are|will be)|'s|'m|'re|'ll be) "
    r"(?:about |nearly |almost |now )?"
    rf"((?:8[1-9]|9\d|1[01]\d|(?:eighty|ninety)[ -]{_ONES}|ninety|a hundred(?: and {_ONES})?))"
    r"(?! ?(?:%|per ?cent|pounds|people|patients|miles|days|weeks|hundred|thousand|million|of|odd|plus|\w*th\b))"
    rf"(?! (?:and|to|or) (?:\d|{_TENS}|{_TEENS}|{_ONES}\b|a half))(?!\w|[.,]\d)"
    rf"|(?<!\w)((?:8[1-9]|9\d|1[01]\d|(?:eighty|ninety)[ -]{_ONES}|ninety)[ -]years?[ -]old)(?!\w)"
)
_APPOSED = re.compile(
    r"(?<!\w)(?:man|woman|lady|gentleman|chap|bloke|gent|girl|mother|father|mum|mam|dad|nan|gran|wife|husband|widow|"
    r"widower|sister|brother|aunt|auntie|uncle|resident|patient|client|tenant)"
    rf"(?: of |, )({_OVER_80})(?!\w|[ ,.-]\d| (?:years|days|pounds|and \d|to \d))"
)
_BORN = re.compile(rf"(?:born(?: \w+){{0,2}}? in|date of birth(?: is| was)?|dob:?) ({_ANY_YEAR})(?!\w)")
_AGE = re.compile(
    rf"(?<!\w)(?:aged (\d{{1,3}})"
    rf"|(?:(?:over|under) )?(?:the )?age (?:of )?(?:\d{{1,3}}|{_TEENS}|{_TENS}(?:[ -]{_ONES})?)"
    rf"|(?:{_NUMBER})[ -]years?[ -]old|(?:{_TENS}|\d\d)[ -]year[ -]olds?)(?!\w)"
)
_DURATION = re.compile(
    rf"(?<!\w){_NUMBER}(?: and a half)?[ -](?:year|month|week|day|hour|minute)s?'?s?"
    rf"(?:(?:,| and|, and) {_NUMBER}[ -](?:year|month|week|day|hour)s?'?)*(?: (?:of )?imprisonment)?(?!\w)"
    r"|(?<!\w)life imprisonment"
)
_MONEY = re.compile(
    r"(?<!\w)(?:eur|gbp|usd|chf|pln|sek|nok|dkk|czk|huf|ron|uah|rub|try|trl|itl|frf|dem|ats|bgn|skk|sit|hrk|eek|lvl|ltl|"
    r"ytl|pte|esp|ir£|[£$€]) ?\d[\d.,]*(?: \d{3})*(?: ?(?:thousand|million|billion|m|bn|k)\b)?"
    r"|(?<!\w)\d[\d.,]*(?: \d{3})*(?: (?:thousand|million|billion))?(?: [a-z]{4,12})? (?:euros?|pounds?(?: sterling)?|"
    r"dollars|francs|marks|zlotys|roubles|hryvnias?|lire|liras?|kroner|kronor|forints|dinars?|levs?|lei|crowns|"
    r"korunas?|schillings|guilders|drachmas?|pesetas|escudos)(?: \([a-z]{3}\))?(?!\w)"
)
_AROUND_DATE = re.compile(
    rf"(?<!\w)(?:early hours|morning|afternoon|evening|night) of (?:the )?{_DAYS} (?:of )?{_MONTH},?(?: {_YEAR})?(?!\w)"
    rf"|(?<!\w)(?:(?:early|mid|late)[ -])?(?:the )?{_YEAR}s(?!\w)|(?<!\w)(?:early|mid|late)[ -]{_YEAR}(?!\w)"
    r"|(?<!\w)(?:(?:beginning|start|middle|end|course|spring|summer|autumn|winter) of |(?:spring|summer|autumn|winter)"
    rf" )(?:the )?{_YEAR}s?(?!\w)"
    rf"|(?<!\w)(?:{_MONTH}(?:, and |, | and | or | to | ?- ?)){{1,5}}{_MONTH},? {_YEAR}(?!\w)"
)
_TIME = re.compile(
    r"(?<![\w.:])(?<!^)\d{1,2}[.:]\d\d ?(?:a\.?m\.?|p\.?m\.?|hours)?(?![\w.:%])|(?<![\w.])\d{1,2} (?:a\.m\.|p\.m\.)",
    re.MULTILINE,
)
"""Times of day, but not those at the head of the lines of notes."""
_SHARE = re.compile(r"(?<![\w.,])\d[\d.,]* ?(?:%|per ?cent)(?!\w)")


def find_dates(folded: str, *, is_talk: bool) -> Iterator[Matched]:
    """Find dates in a folded text: days, months with their year, years, and ages over 80.

    Of a record or a report, which tells what happened to somebody, ages, times, spans of time and amounts as well.
    """
    for found in _DATE.finditer(folded):
        if not found.group().strip(".").isalpha():
            yield Matched(*found.span(), "date", "likely", False)
    for found in _BARE_YEAR.finditer(folded):
        yield Matched(*found.span(), "date", "likely", False)
    for found in _BORN.finditer(folded):
        yield Matched(*found.span(1), "date", "sure", False)
    for found in _APPOSED.finditer(folded):
        yield Matched(*found.span(1), "age", "likely", False)
    for found in _OLD.finditer(folded):
        yield Matched(*found.span(found.lastindex or 0), "age", "likely", False)
    if not is_talk:
        for pattern in (_DURATION, _AROUND_DATE, _TIME):
            for found in pattern.finditer(folded):
                yield Matched(*found.span(), "date", "possible", False)
        for found in _AGE.finditer(folded):
            yield Matched(*found.span(found.lastindex or 0), "age", "likely", False)
        for pattern in (_MONEY, _SHARE):
            for found in pattern.finditer(folded):
                yield Matched(
                    found.start(), found.start() + len(found.group().rstrip(".,")), "other", "possible", False
                )
