"""Whether a verb or noun tells of what other people say or think, or of what the speaker does.

Words are given as in `interview_coder.match.stance`; ``first`` is where what was found begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from interview_coder.match import cues as c
from interview_coder.match.cues import merge

Holder = Literal["others", "speaker"]
REPORT_VERBS = c.TELL | c.SAY | c.THINK | c.WORRIED | c.SEE | c.CALL | c.REPORT | c.HEAR
REPORT_NOUNS = c.RUMOUR | c.VIEW | c.ACCORDING
NOUN_REACH = 8
"""Words from a noun to its that, at most: `the fear of some of the staff was that`."""


class Subject(NamedTuple):
    """The word that a verb belongs to.

    Parameters
    ----------
    cues : int
        What it can do; 0 if no such word is seen.
    place : int
        Its index, or where the search for it ended.
    passive : bool
        Whether the verb is said of it: `was told`.
    """

    cues: int
    place: int
    passive: bool


def find_subject(cues: Sequence[int], joined: Sequence[bool], place: int) -> Subject:
    """Find the subject of a verb before it, over auxiliaries and adverbs: `staff` in `staff have always said`."""
    skipped = c.AUXILIARY | c.NOT
    at = place - 1
    while at >= 0 and joined[at + 1] and cues[at] & skipped:
        at -= 1
    nearest = merge(cues[max(at + 1, place - 2) : place])
    if at < 0 or not joined[at + 1]:
        return Subject(0, at + 1, bool(nearest & c.BE))
    return Subject(cues[at] or c.NAMED, at, bool(nearest & c.BE))


def read_report_verb(cues: Sequence[int], joined: Sequence[bool], first: int, place: int) -> tuple[Holder | None, int]:
    """Tell who holds what follows a verb, None if nobody is seen to; and the place of the verb's subject."""
    word = cues[place]
    if word & c.CALL and place and cues[place - 1] & c.SO and joined[place]:
        return ("others" if first - place <= 2 else None), place - 1  # so-called
    subject = find_subject(cues, joined, place)
    passive = subject.passive and bool(word & c.PARTICIPLE)
    if subject.passive and not passive and word & c.FINITE:
        return None, place  # was admitted
    if _tells_about(cues, first, place) or not _takes_a_clause(cues, joined, first, place, passive):
        return None, place
    before = merge(cues[max(subject.place - 2, 0) : subject.place])
    that = merge(cues[place + 1 : min(place + 4, first)]) & c.THAT
    if word & (c.TELL | c.SAY) and before & c.ENDORSED and not that:
        return None, place  # as they said, what they said
    if subject.cues & c.SELF and not passive and not word & c.HEAR:
        return "speaker", subject.place
    if passive or word & c.HEAR:
        return "others", subject.place
    made_to = before & c.MAKE  # made her feel
    return ("others" if not made_to and _is_of_others(word, cues[place + 1], subject.cues) else None), subject.place


def _tells_about(cues: Sequence[int], first: int, place: int) -> bool:
    """Whether a verb tells what is talked about, and nothing of it: `said about`, `told us nothing about`."""
    if merge(cues[place + 1 : min(place + 3, first)]) & c.ABOUT:
        return True
    to_them = cues[place] & c.TELL and cues[place + 1] & c.OBJECT and not cues[place + 1] & c.IT
    third = cues[place + 3] if to_them and place + 3 < first else 0
    return bool(third & c.ABOUT and not third & c.OF and not cues[place + 2] & (c.THAT | c.BE))


def _is_of_others(word: int, after: int, subject: int) -> bool:
    if subject == c.NAMED:
        says = word & c.FINITE and word & (c.TELL | c.SAY | c.REPORT)
        return bool(says or (word & c.THINK and after & c.THAT))
    reads = subject & c.IT and not subject & c.THAT and word & c.SAY and word & c.FINITE  # it says here
    return bool(reads or subject & (c.OTHERS | c.NOBODY))


def _takes_a_clause(cues: Sequence[int], joined: Sequence[bool], first: int, place: int, passive: bool) -> bool:
    """Whether what comes after a verb is what somebody holds: `told us that`, not `told us to wait`."""
    word, after, second = cues[place], cues[place + 1], cues[min(place + 2, first)]
    soon = merge(cues[place + 1 : min(place + 4, first)])
    if word & (c.TELL | c.SAY):
        asked = after | (second if after & c.OBJECT else 0)
        if asked & c.WHAT and not asked & c.IF:
            return False  # told us how it was
        if word & c.TELL:
            return bool(soon & c.THAT) or not soon & c.TO
        if after & c.PREPOSITION and not passive:
            to_them = after & c.TO and second & c.OBJECT
            return bool(to_them or merge(cues[place + 2 : min(place + 8, first)]) & c.THAT)
    if passive and word & (c.SAY | c.THINK):
        return bool(soon & (c.TO | c.THAT))
    if word & (c.SAY | c.THINK) or (word & c.CALL and not passive and after & c.THING):
        return True
    if word & c.SEE:
        within = range(place + 1, min(place + 7, first))
        return any(cues[at] & c.AS and not cues[at + 1] & c.SUBJECT for at in within)
    if word & c.WORRIED:
        return bool((after | second) & (c.THAT | c.SUBJECT | c.IT))
    if word & c.HEAR:
        begins = after & (c.THAT | c.SUBJECT) or (after & c.IT and second & c.BE)
        return bool((begins and joined[place + 1]) or merge(cues[place + 1 : min(place + 7, first)]) & c.THAT)
    return bool(word & c.REPORT and soon & c.THAT)


def read_report_noun(cues: Sequence[int], joined: Sequence[bool], first: int, place: int) -> Holder | None:
    """Tell who holds what follows `according to`, `in their view` or `a rumour that`; None if nobody is seen to."""
    word, after, second = cues[place], cues[place + 1], cues[min(place + 2, first)]
    before = cues[place - 1] if place else 0
    if word & c.ACCORDING:
        begins = not joined[place] or merge(cues[place + 2 : place + 5]) & c.OTHERS
        return "others" if after & c.TO and not second & c.SELF and begins else None
    if word & c.VIEW and before & (c.OWN | c.THEIRS) and place > 1 and cues[place - 2] & c.PREPOSITION:
        return "speaker" if before & c.OWN else "others"
    if not word & c.RUMOUR or before & c.BE:
        return None
    that = _find_that(cues, joined, first, place)
    if that is None or cues[min(that + 1, first)] & c.SELF:
        return None
    return "speaker" if merge(cues[max(place - 4, 0) : that]) & (c.SELF | c.OWN | c.YOU) else "others"


def _find_that(cues: Sequence[int], joined: Sequence[bool], first: int, place: int) -> int | None:
    reach = NOUN_REACH if cues[place] & c.HELD else 1
    for at in range(place + 1, min(place + 1 + reach, first)):
        if not joined[at] or cues[at] & (c.AND | c.BUT):
            return None
        if cues[at] & c.THAT:
            return None if cues[at - 1] & c.PREPOSITION else at
    return None
