"""How far a name goes from its first word."""

from __future__ import annotations

from interview_coder.anonymise.name_cues import follows_name
from interview_coder.anonymise.name_lists import PARTICLES, is_surname
from interview_coder.anonymise.reading import Reading, Word
from interview_coder.language.english_words import is_common_word, is_grammar_word
from interview_coder.language.word_lists import words_of
from interview_coder.model.masking import Certainty, Find

_SAYING_I = words_of("i i'm i've i'd i'll")
HYPHENS = frozenset("-‐‑–")
_SHORTEST_WRAPPED = 60
_MOST_WORDS = 5


def read_cased_name(reading: Reading, first: int) -> int:
    """Return where the name ends that begins with a capital; before its first word where there is none."""
    last = first - 1
    for at in range(first, min(first + _MOST_WORDS, len(reading.words))):
        word = reading.words[at]
        if at > first and not _goes_on(reading, at - 1):
            break
        if word.is_label:
            break
        if word.is_capital and (word.folded not in _SAYING_I or _is_letter_i(reading, at)):
            last = at
            if word.is_owner:
                break
        elif word.folded not in PARTICLES:
            break
    return last


def _is_letter_i(reading: Reading, place: int) -> bool:
    return reading.words[place].folded == "i" and reading.between(place).startswith(".")


def _goes_on(reading: Reading, place: int) -> bool:
    """Whether a name goes on: behind a full stop only if that is of an initial."""
    gap = reading.between(place)
    if "." in gap:
        return reading.words[place].shape == "initial" and is_joined_by_dot(reading, place)
    if "\n" in gap and not _is_wrapped(reading, place):
        return False
    return gap in HYPHENS or (gap.strip() == "" and "\n\n" not in gap)


def _is_wrapped(reading: Reading, place: int) -> bool:
    """Whether a line ends behind a word because it was full, and not because something was."""
    end = reading.words[place].end
    return end - (reading.text.rfind("\n", 0, end) + 1) >= _SHORTEST_WRAPPED


def is_joined_by_dot(reading: Reading, place: int) -> bool:
    """Whether a name may go on behind a word: only a space or the full stop of an abbreviation stands between."""
    gap = reading.between(place)
    return gap.strip(" \t.-‐‑") in ("", "\n") and len(gap) < 4 and "\n\n" not in gap


def is_said_surname(word: str) -> bool:
    """Whether a folded word may be a surname where capitals tell nothing."""
    if is_grammar_word(word) or follows_name(word) or word[:1].isdigit() or ("'" in word[1:] and word[1] != "'"):
        return False
    return not is_common_word(word) or (is_surname(word) and not word.endswith(("ed", "ing", "ly")))


def make_person(first: Word, last: Word, certainty: Certainty) -> Find:
    """Make the find of a person."""
    return Find(first.start, last.end, "person", certainty, "labels", is_direct=True)
