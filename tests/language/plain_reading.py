"""A slow, plain reading of a text: the measure of the one that works on arrays.

They share which words with a full stop end a sentence before which others.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from spacy.pipeline import Sentencizer
from tests.language.spacy_tokens import PlainToken, blank_english, tokens_of

from interview_coder.language.dotted_words import ends_sentence as ends_with_its_stop
from interview_coder.model.segment import Paragraph
from interview_coder.model.source import Aside

HYPHENS = "-–\u2010\u2011/"
ABBREVIATIONS = ["approx", "cf", "dept", "eg", "esp", "etc", "excl", "govt", "ie", "incl", "viz", "vs"]
IN_BRACKETS = re.compile(r"\[[^\[\]\n]{1,80}\]")


class PlainWord(NamedTuple):
    """A word with its sentence: ``text[start:end]``, ``text[sentence_start:sentence_end]``."""

    start: int
    end: int
    form: str
    norm: str
    joined: bool
    turn: int
    sentence_start: int
    sentence_end: int


def read_plainly(text: str, paragraphs: Sequence[Paragraph], asides: Sequence[Aside]) -> list[PlainWord]:
    words: list[PlainWord] = []
    for paragraph in paragraphs:
        spoken = text[paragraph.start : paragraph.end]
        shift = paragraph.start
        tokens = [
            PlainToken(start + shift, end + shift, form, norm)
            for start, end, form, norm in tokens_of(spoken, chunks_alone=True)
        ]
        brackets = [(found.start() + shift, found.end() + shift) for found in IN_BRACKETS.finditer(spoken)]
        words += read_paragraph(text, paragraph, tokens, asides, brackets)
    return words


def read_paragraph(
    text: str,
    paragraph: Paragraph,
    tokens: Sequence[PlainToken],
    asides: Sequence[Aside],
    brackets: Sequence[tuple[int, int]],
) -> Iterator[PlainWord]:
    aside_of = [next((one for one in asides if one.start <= token.start < one.end), None) for token in tokens]
    places = [place for place, token in enumerate(tokens) if aside_of[place] is None and not is_mark(token.form)]
    stops = [
        place
        for place, token in enumerate(tokens)
        if aside_of[place] is None
        and ends_sentence(token.form)
        and not any(start < token.start < end for start, end in brackets)
        and not (is_ellipsis(tokens, place) and begins_in_lower_case(tokens, places, place))
        and not abbreviates(tokens, places, place)
    ]
    stops += [
        place
        for place, after in pairwise(places)
        if keeps_last_stop(text, tokens[place], tokens[after], brackets)
        and all(
            aside_of[mark] is not None
            or (tokens[mark].form not in tuple(HYPHENS) and joins(text, paragraph, tokens[mark]))
            for mark in range(place + 1, after)
        )
    ]
    firsts = [n for n, place in enumerate(places) if n == 0 or any(places[n - 1] <= stop < place for stop in stops)]
    begins = [
        go_back(tokens, places[n], max((stop + 1 for stop in stops if stop < places[n]), default=0), aside_of, brackets)
        for n in firsts
    ]
    begins[:1] = [0] if begins else []
    borders = list(pairwise([*begins, len(tokens)]))
    for n, place in enumerate(places):
        begin, end = next((begin, end) for begin, end in reversed(borders) if begin <= place)
        between = range(places[n - 1] + 1, place)
        joined = n not in firsts and all(
            aside_of[mark] is not None or joins(text, paragraph, tokens[mark]) for mark in between
        )
        yield PlainWord(*tokens[place], joined, paragraph.turn, tokens[begin].start, tokens[end - 1].end)


def is_mark(form: str) -> bool:
    lexeme = blank_english().vocab[form.replace("\u2010", "-").replace("\u2011", "-")]
    return form not in {"%", "&"} and (lexeme.is_punct or lexeme.is_bracket or lexeme.is_quote)


def ends_sentence(form: str) -> bool:
    return form in Sentencizer.default_punct_chars or re.fullmatch(r"\.\.+|…+", form) is not None


def keeps_last_stop(text: str, word: PlainToken, after: PlainToken, brackets: Sequence[tuple[int, int]]) -> bool:
    """Whether a word has the full stop of its sentence in it: space and a capital follow."""
    has_space = any(map(str.isspace, text[word.end : after.start]))
    is_last = word.form[-1] == "." and has_space and after.form[0].isupper()
    in_brackets = any(start < word.start < end for start, end in brackets)
    return is_last and not in_brackets and ends_with_its_stop(word.form, after.form)


def is_ellipsis(tokens: Sequence[PlainToken], place: int) -> bool:
    """Whether a mark is, or stands in, a row of full stops, with or without space between."""
    form = tokens[place].form
    beside = [tokens[other].form for other in (place - 1, place + 1) if 0 <= other < len(tokens)]
    is_dotted = form[0] in ".…"
    return is_dotted and (form != "." or any(other[0] in ".…" and ends_sentence(other) for other in beside))


def abbreviates(tokens: Sequence[PlainToken], places: Sequence[int], stop: int) -> bool:
    """Whether a full stop belongs to an abbreviation in the middle of a sentence."""
    before = tokens[stop - 1]
    if stop == 0 or tokens[stop].form != "." or before.end != tokens[stop].start:
        return False
    following = next((tokens[place].form for place in places if place > stop), " ")
    if following[0] in "0123456789£$€":
        return before.form.lower() in {*ABBREVIATIONS, "no", "nos"}
    return before.form.lower() in ABBREVIATIONS and begins_in_lower_case(tokens, places, stop)


def begins_in_lower_case(tokens: Sequence[PlainToken], places: Sequence[int], stop: int) -> bool:
    following = next((tokens[place].form for place in places if place > stop), "")
    return next(filter(str.isalpha, following), "").islower()


def go_back(
    tokens: Sequence[PlainToken],
    place: int,
    earliest: int,
    aside_of: Sequence[Aside | None],
    brackets: Sequence[tuple[int, int]],
) -> int:
    """Return the token with which the sentence of a first word begins."""
    reached = place
    while reached > earliest and opens(tokens, reached - 1, aside_of) and place - reached < 8:
        reached -= 1
    for start, end in brackets:
        if start < tokens[place].start < end:
            opening = next(n for n, token in enumerate(tokens) if token.start >= start)
            reached = min(reached, opening)
    said = [
        n
        for n in range(earliest, place)
        if (aside := aside_of[n]) is not None and aside.kind in {"name", "insertion", "unclear"}
    ]
    return min([reached, *said])


def opens(tokens: Sequence[PlainToken], place: int, aside_of: Sequence[Aside | None]) -> bool:
    form = tokens[place].form
    is_opening = form in ("``", *"\"'`‚‛„‟❮¿¡") or unicodedata.category(form[0]) in {"Ps", "Pi"}
    return is_opening and aside_of[place] is None and tokens[place].end == tokens[place + 1].start


def joins(text: str, paragraph: Paragraph, mark: PlainToken) -> bool:
    lexeme = blank_english().vocab[mark.form]
    before, after = text[paragraph.start : mark.start][-1:], text[mark.end : paragraph.end][:1]
    if mark.form in tuple(HYPHENS):
        return not before.isspace() and not after.isspace()
    return lexeme.is_quote or lexeme.is_bracket
