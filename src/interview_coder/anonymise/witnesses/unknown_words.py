"""The witness with a dictionary: words that it has not, or has as names only, where names stand."""

from __future__ import annotations

from collections.abc import Iterator

from interview_coder.anonymise.capital_words import find_words_with_capitals
from interview_coder.anonymise.context import Context
from interview_coder.anonymise.general_words import DAYS_AND_MONTHS, EVERYWHERE, GENERAL, INSTITUTIONS, LAWS
from interview_coder.anonymise.introduced_behind import is_said_to_be_somebody
from interview_coder.anonymise.name_cues import stands_as_person, weigh_as_name, weigh_surroundings
from interview_coder.anonymise.name_lists import (
    MONTHS_AS_NAMES,
    is_given_name,
    is_short_name,
    may_be_given_name,
)
from interview_coder.anonymise.patterns.word_runs import extend_right, is_joined
from interview_coder.anonymise.reading import Reading, Word
from interview_coder.anonymise.titles import STRONG_TITLES, is_title
from interview_coder.language.english_words import has_capital, is_common_word, is_grammar_word, is_known_word
from interview_coder.language.word_lists import words_of
from interview_coder.model.masking import Certainty, Find, Kind

_PLACE_BEFORE = words_of("in at from near to around outside of into towards through via between across")
_MISTYPED = words_of("im id il ur ve")
"""Two letters that somebody wrote in place of a word."""
_ILLNESSES = words_of("parkinson alzheimer crohn huntington hodgkin tourette raynaud paget asperger cushing addison")
_SHORTEST = 3
_LONGEST_ACRONYM = 6


def find(reading: Reading, context: Context) -> Iterator[Find]:  # noqa: ARG001
    """Find given names, and words that are in no dictionary; with capitals or, where these tell nothing, anyhow."""
    place = 0
    while place < len(reading.words):
        last = place
        kind = _read_kind(reading, place)
        if kind is not None:
            while last + 1 < len(reading.words) and _goes_on(reading, last, kind[0]):
                last += 1
            first_word, last_word = reading.words[place], reading.words[last]
            is_direct = kind[0] == "person"
            yield Find(first_word.start, last_word.end, kind[0], kind[1], "unknown_words", is_direct)
        place = last + 1
    yield from _find_runs(reading)
    yield from find_words_with_capitals(reading)


def _find_runs(reading: Reading) -> Iterator[Find]:
    """Find two and more words with capitals inside a sentence: what they name, somebody named."""
    place = 0
    while place < len(reading.words):
        word = reading.words[place]
        last = extend_right(reading, place, joining=frozenset()) if _may_begin_run(word) else place
        named = [one.folded for one in reading.words[place : last + 1] if not is_grammar_word(one.folded)]
        is_law = bool(named) and named[-1] in LAWS
        if len(named) > 1 and not is_law and not all(one in GENERAL or one in INSTITUTIONS for one in named):
            yield Find(
                word.start, reading.words[last].end, "organisation", "possible", "unknown_words", is_direct=False
            )
        place = last + 1


def _may_begin_run(word: Word) -> bool:
    if word.is_label or word.begins or not word.is_capital or word.shape == "initial":
        return False
    if is_grammar_word(word.folded) or may_be_given_name(word.folded) or is_title(word.folded):
        return False
    return word.folded not in EVERYWHERE and word.folded not in DAYS_AND_MONTHS


def _goes_on(reading: Reading, place: int, kind: Kind) -> bool:
    following = _read_kind(reading, place + 1)
    if following is None or not is_joined(reading, place) or "\n" in reading.between(place):
        return False
    return not reading.words[place].is_owner and (following[0] == kind or following[1] == "possible")


def _read_kind(reading: Reading, place: int) -> tuple[Kind, Certainty] | None:
    word = reading.words[place]
    folded = word.folded
    if word.is_label or word.shape == "digit":
        return None
    if folded in STRONG_TITLES and is_said_to_be_somebody(reading, place):  # MR is my job share
        return "person", "possible"
    if folded in EVERYWHERE or folded in INSTITUTIONS:
        return None
    if len(folded) < _SHORTEST:
        if is_short_name(folded) and word.is_cased and word.shape == "capital" and weigh_as_name(reading, place) > 0:
            return "person", "possible"
        if _is_short_surname(reading, place):
            return "person", "possible"
        return ("person", "possible") if _are_initials(reading, place) else None
    if is_grammar_word(folded) and not (may_be_given_name(folded) and weigh_as_name(reading, place) > 1):
        return None
    if folded in DAYS_AND_MONTHS and folded not in MONTHS_AS_NAMES:
        return None
    if folded in GENERAL and (reading.is_talk or folded in DAYS_AND_MONTHS) and folded not in MONTHS_AS_NAMES:
        return ("person", "possible") if _acts(reading, place) else None
    if not _may_tell(word):
        return None
    if is_given_name(folded) and folded not in GENERAL:
        return "person", "likely"
    if may_be_given_name(folded) and weigh_as_name(reading, place) > 1:
        return "person", "likely" if word.is_cased else "possible"
    if (
        word.shape == "upper"
        and len(folded) == _SHORTEST
        and folded not in GENERAL
        and stands_as_person(reading, place)
    ):
        return "person", "possible"
    if folded in MONTHS_AS_NAMES or any(sign.isdigit() for sign in folded):
        return None
    if is_common_word(folded):
        return ("organisation", "possible") if _is_acronym_of_record(reading, place) else None
    if is_known_word(folded) and not (word.is_capital or (not word.is_cased and has_capital(folded))):
        return None
    if word.is_owner and folded in _ILLNESSES:
        return None
    return _guess_kind(reading, place), "possible"


def _acts(reading: Reading, place: int) -> bool:
    """Whether a general word that is a name too does something: *Then King wants a hub*, but not *Summer is short*."""
    word = reading.words[place]
    if not (word.is_capital and word.shape == "capital" and may_be_given_name(word.folded)):
        return False
    return reading.folded_at(place + 1) not in ("is", "was") and weigh_surroundings(reading, place) > 1


def _is_short_surname(reading: Reading, place: int) -> bool:
    """Whether two letters with one capital stand for themselves inside a sentence and are no word: *Ng*."""
    word = reading.words[place]
    if word.shape != "capital" or not word.is_cased or word.begins or len(word.folded) < 2:
        return False
    if "-" in reading.between(place) + reading.between(place - 1) or word.folded in _MISTYPED:
        return False
    return not (word.folded in GENERAL or is_grammar_word(word.folded) or is_common_word(word.folded))


def _are_initials(reading: Reading, place: int) -> bool:
    """Whether two letters stand where a person does."""
    word = reading.words[place]
    if len(word.folded) < 2 or word.folded in GENERAL or is_common_word(word.folded):
        return False
    if word.is_cased and (word.shape != "upper" or (is_title(word.folded) and not stands_as_person(reading, place))):
        return False
    return stands_as_person(reading, place)


def _is_acronym_of_record(reading: Reading, place: int) -> bool:
    """Whether a word in capitals is letters of a name: nobody shouts in a record."""
    near = reading.words[max(0, place - 1) : place + 2]
    is_alone = sum(word.shape == "upper" for word in near) == 1
    word = reading.words[place]
    is_short = word.is_cased and word.shape == "upper" and len(word.folded) <= _LONGEST_ACRONYM
    return not reading.is_talk and is_alone and is_short


def _may_tell(word: Word) -> bool:
    return word.is_capital or not word.is_cased or _mixes_scripts(word.folded)


def _guess_kind(reading: Reading, place: int) -> Kind:
    word = reading.words[place]
    if is_said_to_be_somebody(reading, place):
        return "person"
    if word.is_cased and word.shape == "upper" and len(word.folded) <= _LONGEST_ACRONYM:
        return "organisation"
    return "place" if reading.folded_at(place - 1) in _PLACE_BEFORE and not word.is_owner else "person"


def _mixes_scripts(word: str) -> bool:
    """Whether letters of other scripts stand among Latin ones, as in a name that is written so that nobody finds it."""
    if word.isascii():
        return False
    has_latin = any("a" <= sign <= "z" for sign in word)
    return has_latin and any("\u0370" <= sign <= "\u04ff" for sign in word)
