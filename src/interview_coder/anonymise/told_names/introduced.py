"""Names that somebody says to be one: *my name is …*, *they call me …*, *a porter called …*."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from interview_coder.anonymise.general_words import DAYS_AND_MONTHS, GENERAL
from interview_coder.anonymise.name_lists import is_given_name, is_surname, may_be_given_name
from interview_coder.anonymise.patterns.word_runs import is_joined
from interview_coder.anonymise.reading import Reading
from interview_coder.anonymise.titles import ROLES, is_title
from interview_coder.anonymise.told_names.name_runs import is_said_surname, make_person, read_cased_name
from interview_coder.language.english_words import is_common_word, is_grammar_word
from interview_coder.language.word_lists import words_of
from interview_coder.model.masking import Certainty, Find

_OF_PEOPLE = (
    "my name is", "my name's", "his name is", "his name's", "his name was", "her name is", "her name's", "her name was",
    "first name is", "first name's", "surname is", "surname's", "call me", "calls me", "called me", "call him",
    "calls him", "called him", "call her", "calls her", "called her", "i'm called", "i am called", "he's called",
    "she's called", "he was called", "she was called", "who's called", "nicknamed",
)  # fmt: skip
"""Behind these stands a person's name, whatever it looks like."""
_OF_ANYTHING = (
    "named", "is called", "was called", "introduce",
)  # fmt: skip
"""Behind these stands a name, if no dictionary has it as a word only."""
_OF_LITTLE = (
    "i'm", "i am", "this is", "talking to", "speaking with", "here's", "name", "name is", "name's", "name was",
    "known as",
)  # fmt: skip
"""Behind these stands a name sometimes."""
_CALLING = words_of("called named")
_NO_NAME = words_of(
    "back out in up down over later early mad crazy daft stupid silly old old-fashioned cynical names sir madam mum "
    "mam dad nan tomorrow today tonight straight first again when if whenever anytime every just really still an the a "
    "whatever anything something mate love darling dear honey sweetheart pet duck hen lazy selfish naive picky biased "
    "sad paranoid lucky out-of-hours there here so that"
)
"""What somebody is called besides names, and when."""
_AFTER_NAME = frozenset(".,!?")


def _by_last(cues: Iterable[str]) -> Mapping[str, list[tuple[str, ...]]]:
    listed = defaultdict(list)
    for cue in cues:
        words = tuple(cue.split())
        listed[words[-1]].append(words)
    return listed


_CUES = [_by_last(cues) for cues in (_OF_PEOPLE, _OF_ANYTHING, _OF_LITTLE)]


def find_introduced(reading: Reading, place: int) -> Iterator[Find]:
    """Find the name that follows when the words up to a place say that one does."""
    first = place + 1
    if first >= len(reading.words) or reading.words[first].is_label or not _is_followed(reading, place):
        return
    of_people, of_anything, of_little = (_ends_cue(reading, place, cues) for cues in _CUES)
    if of_people or _calls_somebody(reading, place):
        yield from _find_name(reading, first, _certainty_of_called(reading, first))
    elif of_anything or of_little:
        yield from _find_name(reading, first, _certainty_of_guess(reading, first, is_weak=not of_anything))


def _said(reading: Reading, place: int) -> str:
    word = reading.words[place]
    return f"{word.folded}'s" if word.is_owner else word.folded


def _ends_cue(reading: Reading, place: int, cues: Mapping[str, list[tuple[str, ...]]]) -> bool:
    return any(
        place + 1 >= len(cue)
        and all(_said(reading, place + 1 - len(cue) + at) == word for at, word in enumerate(cue[:-1]))
        for cue in cues.get(_said(reading, place), ())
    )


def _is_followed(reading: Reading, place: int) -> bool:
    gap = reading.between(place)
    return not (gap[2:] if reading.words[place].is_owner else gap).strip(" \t,:'\"‘“\n")


def _calls_somebody(reading: Reading, place: int) -> bool:
    """Whether *called* says the name of somebody: of a woman, a nurse, a neighbour."""
    return reading.words[place].folded in _CALLING and place > 0 and reading.folded_at(place - 1) in ROLES - _CALLING


def _certainty_of_called(reading: Reading, first: int) -> Certainty | None:
    word = reading.words[first]
    is_name = may_be_given_name(word.folded)
    if not is_name and (
        is_grammar_word(word.folded) or word.folded in _NO_NAME | DAYS_AND_MONTHS | GENERAL or word.folded in ROLES
    ):
        return None
    if not is_name and is_title(word.folded):
        return None
    if word.is_cased:
        return None if not word.is_capital else "likely" if is_name or word.shape == "capital" else "possible"
    if is_name or not is_common_word(word.folded):
        return "likely"
    return "likely" if is_surname(word.folded) and not word.folded.endswith(("ed", "ing", "ly")) else None


def _certainty_of_guess(reading: Reading, first: int, *, is_weak: bool) -> Certainty | None:
    word = reading.words[first]
    is_name = may_be_given_name(word.folded)
    if not word.is_cased:
        if is_weak:
            return None if is_common_word(word.folded) else "likely"
        return "likely" if is_name or not is_common_word(word.folded) else None
    if is_name or (not is_weak and not is_common_word(word.folded)):
        return "likely"
    if is_common_word(word.folded):
        return "possible" if is_weak and _stands_alone(reading, first) else None
    return "likely" if read_cased_name(reading, first) > first else None


def _stands_alone(reading: Reading, place: int) -> bool:
    """Whether a word with a capital is all that somebody says to be: *Hi, I'm Wren, I …*, but not *I'm Welsh*."""
    word = reading.words[place]
    if word.shape != "capital" or not word.is_capital or word.folded in GENERAL | DAYS_AND_MONTHS:
        return False
    if word.folded.endswith(("ish", "ian", "ese", "an")) or is_grammar_word(word.folded) or is_title(word.folded):
        return False
    return reading.between(place)[:1] in _AFTER_NAME


def _find_name(reading: Reading, first: int, certainty: Certainty | None) -> Iterator[Find]:
    if certainty is None:
        return
    word = reading.words[first]
    last = read_cased_name(reading, first) if word.is_cased else _read_said_name(reading, first)
    if last >= first:
        yield make_person(word, reading.words[last], certainty)


def _read_said_name(reading: Reading, first: int) -> int:
    """Return where a name without capitals ends: it has a surname if the next word is one."""
    word, after = reading.words[first], reading.folded_at(first + 1)
    goes_on = is_joined(reading, first) and is_said_surname(after) and not word.is_owner and after != word.folded
    if not goes_on:
        return first
    is_second = is_given_name(word.folded) and is_surname(after) and is_surname(reading.folded_at(first + 2))
    if is_second and is_joined(reading, first + 1) and reading.folded_at(first + 3) in ("and", "or", "she", "he", ""):
        return first + 2
    return first + 1
