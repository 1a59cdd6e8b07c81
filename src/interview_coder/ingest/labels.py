"""Which words before a colon can be a person: names, roles and codes, but no fields and no beginnings of sentences."""

from __future__ import annotations

import re
from functools import lru_cache

ROLE_WORDS = {
    "interviewer": (
        "interviewer",
        "int",
        "i",
        "iv",
        "ir",
        "researcher",
        "q",
        "question",
        "interviewers",
        "questioner",
        "interviewerin",
        "entrevistador",
        "entrevistadora",
        "intervieweur",
        "intervieweuse",
        "enquêteur",
        "enquêtrice",
        "intervistatore",
        "intervistatrice",
        "wywiadowca",
        "frage",
        "pregunta",
    ),
    "moderator": (
        "moderator",
        "facilitator",
        "chair",
        "chairman",
        "chairwoman",
        "chairperson",
        "the chair",
        "the chairman",
        "convenor",
        "host",
        "presenter",
        "mod",
        "fac",
    ),
}
GENERIC_LABEL = re.compile(
    r"(respondent|participant|interviewee|speaker|guest|informant|subject|patient|unknown|unknown speaker"
    r"|unidentified|unidentified speaker|answer|male|female|man|woman|voices?|audience|audience member|caller"
    r"|interpreter|translator|note[ -]?taker|observer|voices? from (?:the )?\w+|all|both|several|everyone"
    r"|(?:male|female|new|other) (?:speaker|participant|respondent|voice)|[rapsmf]|fg|ie)"
    r"[\s_.-]*\d*(?:\s?\?)?",
    re.IGNORECASE,
)
"""A label that anybody could have, and that means another person in every file."""
_CODE = re.compile(r"[A-Za-z]{1,3}[\s_.-]?\d{1,4}[A-Za-z]?|\d{1,3}|[A-Z]{1,2}", re.ASCII)
_ASKED_CODE = re.compile(r"[A-Z]\w{0,10}\s?\?")
"""A speaker of whom the transcriber was not sure: ``P?``."""
_NAME_WORD = re.compile(
    r"(?:[^\W\d_a-z][\w'’./&+-]*|[dloLDO]['’][^\W\d_]\w*|\d+|&|de|van|von|der|den|da|di|du|la|le|el|bin|ibn|af|av|zu|ten|ter"
    r"|of|the|and|for|al|al-\w+)",
    re.UNICODE,
)
_INITIAL = re.compile(
    r"(?:(?:\b[^\W\d_a-z]\.)*\b[^\W\d_a-z]|\b(?i:dr|mr|ms|mrs|st|rev|prof|sr|jr|cllr|hon|sen|rep|gen|lt|col|sgt))\.(?=\s|$)"
)
_DEGREES = re.compile(r",?\s+(?:Ph\.?D|Psy\.?D|M\.?Sc|B\.?Sc|Jr|Sr|(?:[A-Z]\.?){2,5})\.?(?=,|\s|$)")
_SURNAME_FIRST = re.compile(
    r"([^\W\d_a-z][\w'’-]+(?: [^\W\d_a-z][\w'’-]+)?), (?=[^\W\d_a-z][\w'’.-]*(?: [^\W\d_a-z][\w'’.-]*)?$)"
)
_NUMBERED_HEADING = re.compile(
    r"(?:task|part|section|topic|item|step|theme|phase|chapter|scenario|exercise|activity|week|day|round|session|tape|side"
    r"|page|slide|figure|table|box|appendix|clip|recording|track|interview|case|example|option|stage)\s*#?\d+",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MAX_WORDS = 6

_FIELD_WORDS = """
abstract|address|age|agenda|answered by|apologies|attendees|attending|audio|author|case study|category|chapter|city|code
|codes|comment|comments|consent|contact|context|copyright|country|date|date of interview|description|document|duration
|email|end|end time|ethnicity|evidence heard|file|file name|filename|format|gender|group|id|in attendance|interview
|interview code|interview date|interview id|interview no|interview number|item|job|job title|key|keywords|kind|language
|length|length of interview|license|link|location|meeting|members|members present|method|minutes|name|names|note|notes
|number|observation|observations|occupation|ordered|organisation|organization|page|part|participant id|participants
|participants present|place|position|present|project|published|question by|questions|recorded|recording|reference
|region|respondents|role|section|session|sex|site|source|speakers|start|start time|status|subject|summary|study|tags
|telephone|time|title|topic|topics|transcribed by|transcriber|transcript|transcription|transcription date|type|updated
|url|venue|version|website|witness|witnesses|word count|written evidence|year
"""
_FEW = 5000
"""Of labels, which come back again and again, what was found out is kept."""
FIELDS = frozenset(_FIELD_WORDS.replace("\n", "").split("|"))
"""Fields of a head or heading, which are nobody's name."""
LISTS_OF_PEOPLE = frozenset({"witness", "witnesses", "members present", "in attendance", "apologies", "present"})
"""Headings in the middle of a transcript; what follows them is no speech."""
_OPENING_WORDS = """
he her his i it mine our she them they us we
actually again aim alas also although always an and another any anyway as at basically because before besides but by
cause caution clearly conclusion consequently correct course does done eg either else even eventually ever every example
examples fact finally first firstly for from fun further given good great hence here how however http https idea ie if
important in indeed instead introduction is issue it its just last lastly later lesson let like likewise listen look
maybe me meanwhile mind more moreover my namely never next no nope not nothing now obviously of oh ok okay on once one
only or originally our overall perhaps please plus point possibly previously problem ps quite quote re really reason
remember result right same second secondly see so solution some sometimes still step sure take tell than thank thanks
that their then there therefore these they thing third thirdly this those though three thus tip to true two
unfortunately until update usually very warning we well what whatever when whenever where which while who why with wrong
yeah yep yes yet you your
"""
_DAYS = """
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
october november december today yesterday tomorrow morning afternoon evening
"""
_OPENERS = frozenset(f"{_OPENING_WORDS} {_DAYS}".split())
"""Words that begin a sentence or a heading before a colon (``So: that was that``)."""


@lru_cache(_FEW)
def is_label(words: str) -> bool:
    """Whether words could be a label by their shape: few, and with no end of a sentence among them."""
    plain = (
        words.removesuffix("?").rstrip() if GENERIC_LABEL.fullmatch(words) or _ASKED_CODE.fullmatch(words) else words
    )
    if "," in plain:
        plain = _SURNAME_FIRST.sub(r"\1 ", _DEGREES.sub("", plain))
    plain = _INITIAL.sub("", plain)
    is_short = 0 < len(plain.split()) <= _MAX_WORDS or len(words.split()) <= _MAX_WORDS
    return is_short and not re.search(r"[.?!,;](?:\s|$)", plain) and _YEAR.search(words) is None


def is_long_label(words: str) -> bool:
    """Whether words that come back could be a label in spite of commas and length: a name and its office."""
    return (
        len(words.split()) <= 14
        and not re.search(r"[.?!;](?:\s|$)", _INITIAL.sub("", words))
        and not is_ordinary(words)
    )


@lru_cache(_FEW)
def is_name(label: str) -> bool:
    """Whether a label is written like a name: each of its words with a capital, save small ones."""
    words = label.replace(",", "").split()
    return all(_NAME_WORD.fullmatch(word) for word in words) and any(letter.isupper() for letter in label)


def has_no_case(label: str) -> bool:
    """Whether a label is in a script without capitals, in which names look like all other words."""
    return label.upper() == label.lower() and any(letter.isalpha() for letter in label)


@lru_cache(_FEW)
def is_coded(label: str) -> bool:
    """Whether a label says a role or a number, and so can hardly be anything else: ``INTERVIEWER``, ``P01``."""
    return guess_role(label) is not None or GENERIC_LABEL.fullmatch(label) is not None


def is_code(label: str) -> bool:
    """Whether a label is a short code or number, which is a speaker if it comes back: ``FG2A``, ``19``, ``JB``."""
    return _CODE.fullmatch(label) is not None


@lru_cache(_FEW)
def is_ordinary(label: str) -> bool:
    """Whether a label is a field of a head, or words that begin a sentence: ``Date``, ``So``."""
    words = label.casefold()
    if label.isupper() and 1 < len(label) < 4 and label not in {"OK", "PS", "NB", "RE", "ID", "QA"}:
        return False  # initials
    if _NUMBERED_HEADING.fullmatch(label):
        return True
    return words in FIELDS or (words.split()[0].rstrip(",") in _OPENERS and not is_coded(label))


def guess_role(label: str) -> str | None:
    """Return ``interviewer`` or ``moderator`` for a label that says so, else None.

    Examples
    --------
    >>> guess_role("INTERVIEWER 2"), guess_role("Chair"), guess_role("Dr Chair-Smith")
    ('interviewer', 'moderator', None)
    """
    first = re.split(r"\s+[-–—/]\s+|,\s+", label)[0]
    word = re.sub(r"[\s_.#-]*(?:\d+|(?<=\w\w)[\s_.#-]+[A-Z])$", "", first).casefold()
    return next((role for role, words in ROLE_WORDS.items() if word in words), None)
