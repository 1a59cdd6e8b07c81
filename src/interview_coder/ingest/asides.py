"""What transcribers put among the words: laughter, gaps, overlaps, times. It stays in the text and is no speech."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from interview_coder.ingest.late_pattern import LatePattern
from interview_coder.ingest.line_numbers import SAMPLE, begin_with_numbers, find_line_numbers
from interview_coder.model.source import Aside

_WORDS = {
    "name": r"names?|redacted|anonymi[sz]ed|place ?names?",
    "unclear": r"inaudible|unintelligible|unclear|indistinct|indiscernible|incomprehensible|garbled|inaud|not audible"
    r"|audio (?:drops?|cuts?|lost|break)\w*|signal|connection",
    "overlap": r"cross ?-?talk\w*|over ?-?lap\w*|over ?-?speak\w*|(?:talk|speak)(?:ing)? over|interrupt\w*"
    r"|simultaneous\w*|all speak\w*|multiple (?:voices|speakers)",
    "pause": r"paus\w*|silen\w*|break|beat|recording (?:paused|stopped|stops|resumes|begins|ends)",
    "sound": r"laugh\w*|chuckl\w*|giggl\w*|cough\w*|sigh\w*|sniff\w*|sneez\w*|cries|crying|sob\w*|tuts?"
    r"|tutting|breath\w*"
    r"|inhal\w*|exhal\w*|clears? throat|throat|applause|clap\w*|cheer\w*|music|noises?|background|phone|telephone|rings"
    r"|ringing|knock\w*|door|gestures?|gesturing|nod\w*|shrugs?|shrugging|mumbl\w*|whisper\w*|snort\w*|groan\w*|gasp\w*"
    r"|whistl\w*|hums|humming|singing|beep\w*",
}
_KINDS = {kind: LatePattern(rf"\b(?:{words})\b", re.IGNORECASE) for kind, words in _WORDS.items()}
_SQUARE = re.compile(r"\[([^\[\]\n]{1,80})\]|\{([^{}\n]{1,80})\}|<([^<>\n]{1,40})>|\*([^*\n]{1,30})\*")
_ROUND = re.compile(r"\({1,2}([^()\n]{1,60})\){1,2}")
_TIME = re.compile(
    r"(?:time ?(?:code|stamp)?:? ?)?(?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,:]\d{1,3})?(?:\s*(?:-->|[-–—])\s*[\d:.,]+)?"
    r"|\d{1,2}h ?\d{1,2}m(?: ?\d{1,2}s)?",
    re.IGNORECASE,
)
_MEASURED = re.compile(r"(?:\.{1,5}|…|[<>]?\d{1,3}(?:\.\d+)?\s?(?:s|secs?|seconds?|mins?|minutes?)?\.?)", re.IGNORECASE)
_ASKED = re.compile(r"[?]{1,4}|x{2,4}|\.{2,5}\?|sp\??", re.IGNORECASE)
_F4_TIME = re.compile(r"#\d{1,2}:\d{2}:\d{2}(?:-\d)?#")
_FILLER = LatePattern(
    r"(?:both|all|group|everyone|everybody|participants?|interviewer|speaker|p|i|long|short|brief|slight|loud\w*|quiet\w*"
    r"|soft\w*|nervous\w*|general|some|the|of|in|and|at|for|from|with|a|to|her|his|their|your|its|audio|tape|recording|word|words|"
    r"phrase|name|several|few|very|still|again|then|both|slightly|while|speaks|speaking|she|he|they|is|are|each|other|one|two|"
    r"three|seconds?|secs?|minutes?|mins?|\d+|[\d:.,]+)",
    re.IGNORECASE,
)
_INSERTED = re.compile(r"[\w'’&./-]+(?: [\w'’&./-]+){0,3}")
_SPOKEN = re.compile(
    r"\b(?:i|you|he|she|it|we|they|me|him|us|them|this|that|these|those|there|am|is|are|was|were|be|been|do|does|did|have"
    r"|has|had|will|would|can|could|should|may|might|must|and|but|so|because|not|yes|yeah|yep|yup|no|nope|mm|mhm|hmm|uh|um"
    r"|er|erm|oh|ok|okay)\b",
    re.IGNORECASE,
)


def find_asides(text: str) -> Iterator[Aside]:
    """Yield the asides of a text, in order; they do not overlap.

    Parameters
    ----------
    text : str
        Of a source.

    Yields
    ------
    Aside
        In square, curly or pointed brackets or between stars whatever speaks of a sound, gap, overlap, name or time; in
        round brackets only what speaks of nothing else, because people's own words stand in them too. In square
        brackets also up to four words that are no sentence (``[hospital]``, ``[the council]``): an insertion. Longer
        ones may be what two people said at once.

    Examples
    --------
    >>> [(aside.kind, aside.start) for aside in find_asides("Well [laughs] it (I think) was (pause).")]
    [('sound', 5), ('pause', 31)]
    """
    found = list(_find_line_numbers(text))
    if any(opener in text for opener in "[{<*"):
        found += _find_square(text)
    if "(" in text:
        found += _find_round(text)
    if "#" in text:
        found += [Aside(*one.span(), "time") for one in _F4_TIME.finditer(text)]
    end = 0
    for aside in sorted(found, key=lambda aside: (aside.start, -aside.end)):
        if aside.start >= end:
            yield aside
            end = aside.end


def _find_line_numbers(text: str) -> Iterator[Aside]:
    if not begin_with_numbers(text.split("\n", SAMPLE)[:SAMPLE]):
        return
    lines = text.split("\n")
    starts = list(accumulate([len(line) + 1 for line in lines], initial=0))
    for place, width in find_line_numbers(lines).items():
        yield Aside(starts[place], starts[place] + len(lines[place][:width].rstrip()), "number")


def _find_square(text: str) -> Iterator[Aside]:
    for one in _SQUARE.finditer(text):
        inside = next(group for group in one.groups() if group is not None).strip()
        kind = _kind_of(inside)
        if kind and (text[one.start()] in "[{" or _is_nothing_else(inside)):
            yield Aside(*one.span(), kind)
        elif not kind and one[1] is not None and _is_inserted(inside) and _stands_free(text, *one.span()):
            yield Aside(*one.span(), "insertion")


def _is_inserted(inside: str) -> bool:
    """Whether words in square brackets are no speech."""
    return _INSERTED.fullmatch(inside) is not None and _SPOKEN.search(inside) is None


def _stands_free(text: str, start: int, end: int) -> bool:
    """Whether a bracket is no part of a word (``[H]e``) and no link (``[report](page)``)."""
    after = text[end : end + 1]
    return not text[start - 1 : start].isalnum() and not after.isalnum() and after != "("


def _find_round(text: str) -> Iterator[Aside]:
    for one in _ROUND.finditer(text):
        inside = one[1].strip()
        kind = _kind_of(inside)
        if kind and _is_nothing_else(inside):
            yield Aside(*one.span(), kind)


def speaks_of_aside(words: str) -> bool:
    """Whether words in square brackets speak of a sound, gap, overlap, name or time."""
    return bool(_kind_of(words.strip()))


def is_aside(words: str) -> bool:
    """Whether words in brackets are no speaker but a sound, gap or time: ``laughs``."""
    return bool(_kind_of(words)) and _is_nothing_else(words)


def _kind_of(inside: str) -> str:
    """Return what kind of aside words in brackets are; empty where they are none."""
    if _TIME.fullmatch(inside):
        return "time"
    if _MEASURED.fullmatch(inside) and not inside.isdecimal():
        return "pause"
    if _ASKED.fullmatch(inside):
        return "unclear"
    return next((kind for kind, words in _KINDS.items() if words.compiled.search(inside)), "")


def _is_nothing_else(inside: str) -> bool:
    """Whether words in brackets are about sounds, gaps and times alone."""
    if _TIME.fullmatch(inside) or _MEASURED.fullmatch(inside) or _ASKED.fullmatch(inside):
        return True
    rest = inside
    for words in _KINDS.values():
        rest = words.compiled.sub(" ", rest)
    return all(_FILLER.compiled.fullmatch(word) for word in re.findall(r"[\w:.']+", rest))
