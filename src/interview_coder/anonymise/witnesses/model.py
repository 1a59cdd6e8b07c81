"""The witness that read a lot: the names that a language model finds, as far as they can be any."""

from __future__ import annotations

import re
from collections.abc import Iterator

from interview_coder.anonymise.context import Context
from interview_coder.anonymise.general_words import EVERYWHERE, GENERAL, INSTITUTIONS, LAWS
from interview_coder.anonymise.introduced_behind import is_said_to_be_somebody
from interview_coder.anonymise.name_cues import follows_name
from interview_coder.anonymise.name_lists import is_given_name, is_surname, may_be_given_name
from interview_coder.anonymise.reading import Reading, Word
from interview_coder.anonymise.titles import ROLES, is_title
from interview_coder.language.english_words import is_common_word, is_grammar_word
from interview_coder.language.word_lists import words_of
from interview_coder.model.masking import Find, Kind

KINDS: dict[str, Kind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "other",
    "EVENT": "other",
    "DATE": "date",
    "MONEY": "other",
    "PRODUCT": "other",
    "WORK_OF_ART": "other",
}
"""The model's labels → what is masked of them; the rest tells nobody."""
_IN_RECORDS = frozenset({"NORP", "EVENT", "DATE", "MONEY"})
"""What is masked in records and reports only: in talk it is an everyday word mostly."""
_NUMBERED = re.compile(r"[a-z]{0,2}\d+")
_FEWEST_DIGITS = 4
_ENDS = frozenset("|\t;:<>{}=")
_BEFORE_NAME = words_of("the a an i i'm my your our his her its their this that")
_TAKEN_FOR_BODIES = frozenset({"GPE", "LOC", "FAC", "PERSON"})
"""Labels that the model gives to courts and offices in records."""
_NOT_ALONE = frozenset({"PRODUCT", "WORK_OF_ART", "EVENT"})
"""Mostly wrong; taken where no dictionary has one of the words."""


def find(reading: Reading, context: Context) -> Iterator[Find]:
    """Find what the language model names, cut to whole words and without titles."""
    for entity in context.entities.get(reading.document.doc_id, ()):
        kind = KINDS.get(entity.label)
        if kind is None or (reading.is_talk and entity.label in _IN_RECORDS):
            continue
        words = _read_words(reading, entity.start, entity.end, keep_grammar=kind == "date", is_person=kind == "person")
        if not words or any(word.is_label for word in words) or not _can_be(words, entity.label, reading):
            continue
        certainty = "possible" if kind in ("other", "date") else "likely"
        start, end = words[0].start, words[-1].end
        if "\n" in reading.text[start:end] and kind != "person":
            continue
        if kind in ("organisation", "place") and _means_person(reading, words):
            kind = "person"
        yield Find(start, end, kind, certainty, "model", is_direct=kind == "person")  # type: ignore[arg-type]


def _means_person(reading: Reading, words: list[Word]) -> bool:
    """Whether what the model takes for an organisation or a place is somebody."""
    place = reading.word_at(words[0].start)
    if len(words) == 1:
        return may_be_given_name(words[0].folded) or is_said_to_be_somebody(reading, place)
    return is_given_name(words[0].folded) and reading.folded_at(place - 1) in ROLES


def _read_words(reading: Reading, start: int, end: int, *, keep_grammar: bool, is_person: bool) -> list[Word]:
    words = _cut_at_marks(reading, start, end)
    if keep_grammar:
        return words
    while words and (is_title(words[0].folded) or words[0].folded in _BEFORE_NAME or is_grammar_word(words[0].folded)):
        if may_be_given_name(words[0].folded) and len(words) > 1 and words[0].is_capital:
            break
        words.pop(0)
    while is_person and words and not words[0].is_cased and _is_plain_word(words[0]):
        words.pop(0)
    if is_person and any(word.folded[:1].isdigit() for word in words):
        return []
    if all(_NUMBERED.fullmatch(word.folded) for word in words):
        return []
    while words and _is_behind_name(words[-1], is_person=is_person):
        words.pop()
    if words and not words[0].is_cased:
        return _cut_at_owner(words)
    return words


def _cut_at_marks(reading: Reading, start: int, end: int) -> list[Word]:
    """Return the words of what the model named, up to a mark that ends a cell, a clause or a line; the longer part."""
    place = reading.word_at(start)
    parts: list[list[Word]] = [[]]
    while place < len(reading.words) and reading.words[place].start < end:
        parts[-1].append(reading.words[place])
        if set(reading.between(place)) & _ENDS:
            parts.append([])
        place += 1
    return max(parts, key=len)


def _is_behind_name(word: Word, *, is_person: bool) -> bool:
    if is_grammar_word(word.folded) and (word.shape == "lower" or not may_be_given_name(word.folded)):
        return True
    if not word.is_cased and is_person and is_common_word(word.folded) and not is_surname(word.folded):
        return not may_be_given_name(word.folded)
    return not word.is_cased and is_common_word(word.folded) and (follows_name(word.folded) or "'" in word.folded)


def _cut_at_owner(words: list[Word]) -> list[Word]:
    """Where capitals tell nothing, what somebody has is no part of the name."""
    owner = next((place for place, word in enumerate(words) if word.is_owner), None)
    return words if owner is None or not may_be_given_name(words[owner].folded) else words[: owner + 1]


def _can_be(words: list[Word], label: str, reading: Reading) -> bool:
    general = GENERAL if reading.is_talk else EVERYWHERE
    if label == "DATE" and all(word.folded.isdigit() and len(word.folded) < _FEWEST_DIGITS for word in words):
        return False
    if label in ("DATE", "MONEY"):
        return any(word.shape == "digit" or not is_common_word(word.folded) for word in words) or not reading.is_talk
    if all(word.folded in general for word in words):
        return False
    if all(word.is_cased and word.shape in ("lower", "digit") for word in words):
        return False
    own = [word for word in words if not is_common_word(word.folded) and word.folded not in general | INSTITUTIONS]
    if _can_be_body(label, reading) and all(
        word.folded in INSTITUTIONS or is_grammar_word(word.folded) or _is_adjective(word) for word in words
    ):
        return False
    if label == "PERSON":
        return bool(own) or _are_common_names(words)
    if label in _NOT_ALONE:
        return bool(own) and not reading.is_talk
    if any(word.folded in LAWS for word in words[-2:]) and not reading.is_talk:
        return False
    if label in ("GPE", "LOC") and words[0].folded == "republic" and len(words) == 3:
        return False
    if own:
        return True
    if not words[0].is_cased or (len(words) == 1 and words[0].begins):
        return False
    return len(words) > 1 or label in ("GPE", "LOC") or words[0].shape == "capital"


def _can_be_body(label: str, reading: Reading) -> bool:
    return label == "ORG" or (label in _TAKEN_FOR_BODIES and not reading.is_talk)


def _are_common_names(words: list[Word]) -> bool:
    """Whether words that are common ones can be a name here."""
    if not words[0].is_cased:
        return len(words) > 1 and may_be_given_name(words[0].folded) and is_surname(words[-1].folded)
    if len(words) > 1:
        return all(word.is_capital for word in (words[0], words[-1])) and any(
            is_surname(word.folded) or may_be_given_name(word.folded) for word in words
        )
    word = words[0]
    named = may_be_given_name(word.folded) or is_given_name(word.folded) or is_surname(word.folded)
    return word.is_capital and not word.begins and named


def _is_adjective(word: Word) -> bool:
    """Whether a word is of a country, as *Polish* is: it says less than the country."""
    return (
        word.folded.endswith(("ish", "ian", "ese", "an", "ic", "ch"))
        and word.is_capital
        and is_common_word(word.folded)
    )


def _is_plain_word(word: Word) -> bool:
    return is_common_word(word.folded) and not may_be_given_name(word.folded)
