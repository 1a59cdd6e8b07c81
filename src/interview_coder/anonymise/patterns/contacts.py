"""E-mail and web addresses, handles, postcodes, also as they are read out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from interview_coder.anonymise.patterns.matched import Matched
from interview_coder.language.english_words import is_common_word

_EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]{1,64}(?:@\s?|\s@\s)[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_EMAIL_READ_OUT = re.compile(
    r"\b((?:[a-z](?:-[a-z]){2,30}|\w{2,40})(?: (?:dot|underscore|dash|hyphen) \w{1,40}){0,3}) at "
    r"(\w{2,40}(?: (?:dash|hyphen) \w{1,40}){0,2}(?: dot \w{2,20}){1,4})\b"
)
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"'()\[\]]{2,300}")
_ENDINGS = "com|org|net|co|uk|ie|eu|info|edu|gov|io|scot|wales|cymru|fr|de|nl|it|es|pl|se|no|ch|us|ca|au|in"
_DOMAIN = re.compile(
    rf"(?<![\w.@-])[a-z0-9-]{{2,63}}(?:\.[a-z0-9-]{{2,63}}){{0,3}}\.(?:{_ENDINGS})\b(?![.@]\w)(?:/[\w./?=&%#-]{{0,200}})?"
)
_URL_READ_OUT = re.compile(r"\b(?:www|w w w) dot \w{2,40}(?: dot \w{2,20}){1,4}\b")
_HANDLE = re.compile(r"(?<![\w@.])@\w[\w.-]{1,40}(?<![.-])")
_JOINED = re.compile(
    r"(?<![\w.@/-])[a-z]{2,30}[._][a-z]{2,30}\d{0,6}(?![\w@/]|\.\w)|(?<![\w.@/-])[a-z]{2,30}_[a-z0-9_]{2,30}(?![\w@])"
)
_POSTCODE = re.compile(r"(?<!\w)(?:gir ?0aa|[a-z]{1,2}\d[a-z\d]? ?\d[abd-hjlnp-uw-z]{2})(?!\w)")
_ORDINALS = ("1st", "2nd", "3rd", "th")
_STOPS = ".,;:!?)'"


def find_contacts(folded: str) -> Iterator[Matched]:
    """Find addresses at which somebody is reached, in a folded text."""
    for pattern in (_EMAIL, _EMAIL_READ_OUT):
        for found in pattern.finditer(folded):
            yield Matched(found.start(), _without_stops(found), "email", "sure", True)
    for pattern in (_URL, _DOMAIN, _URL_READ_OUT):
        for found in pattern.finditer(folded):
            yield Matched(found.start(), _without_stops(found), "url", "sure", False)
    for found in _HANDLE.finditer(folded):
        yield Matched(found.start(), found.end(), "handle", "sure", True)
    for found in _JOINED.finditer(folded):
        parts = re.split(r"[._\d]+", found.group())
        if "_" in found.group() or not any(is_common_word(part) for part in parts if part):
            yield Matched(found.start(), found.end(), "handle", "likely", True)
    for found in _POSTCODE.finditer(folded):
        if not found.group().endswith(_ORDINALS):
            yield Matched(found.start(), found.end(), "postcode", "sure", True)


def _without_stops(found: re.Match[str]) -> int:
    return found.start() + len(found.group().rstrip(_STOPS))
