"""A document as a language model reads it best: capitals where names may be, no labels, in pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from interview_coder.anonymise.name_lists import is_given_name, may_be_given_name
from interview_coder.anonymise.reading import Reading
from interview_coder.anonymise.titles import STRONG_TITLES
from interview_coder.language.english_words import is_common_word

_LONGEST_PIECE = 1200
_LONG_WORD = re.compile(r"\S{80,}")


def write_pieces(reading: Reading) -> Iterator[tuple[int, str]]:
    """Return pieces of the text with the offset of each; no character moves."""
    text = _recase(reading)
    start = 0
    while start < len(text):
        end = _find_cut(text, start)
        piece = text[start:end]
        if not piece.isspace():
            yield start, piece
        start = end


def _find_cut(text: str, start: int) -> int:
    end = start + _LONGEST_PIECE
    if end >= len(text):
        return len(text)
    for mark in ("\n", ". ", " "):
        cut = text.rfind(mark, start, end)
        if cut > start + _LONGEST_PIECE // 3:
            return cut + len(mark)
    return end


def _recase(reading: Reading) -> str:
    signs = list(reading.text)
    for start, end in reading.labels:
        signs[start : end + 1] = " " * len(signs[start : end + 1])
    for place, word in enumerate(reading.words):
        if word.is_cased or word.is_label:
            continue
        if word.shape != "lower":
            signs[word.start : word.end] = [_same_length(sign, sign.lower()) for sign in signs[word.start : word.end]]
        if word.folded == "i" or word.folded.startswith("i'") or word.begins or _may_be_name(reading, place):
            signs[word.start] = _same_length(signs[word.start], signs[word.start].upper())
    return _LONG_WORD.sub(lambda found: " " * len(found.group()), "".join(signs))


def _may_be_name(reading: Reading, place: int) -> bool:
    word = reading.words[place].folded
    before = reading.folded_at(place - 1)
    if before in STRONG_TITLES or word in STRONG_TITLES or not is_common_word(word):
        return True
    if is_given_name(before) and not is_common_word(before):
        return True
    return (
        may_be_given_name(word)
        and bool(reading.folded_at(place + 1))
        and not is_common_word(reading.folded_at(place + 1))
    )


def _same_length(sign: str, other: str) -> str:
    return other if len(other) == 1 else sign
