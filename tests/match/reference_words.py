"""A source's text as the words of its turns, read by spaCy paragraph by paragraph: the plain way."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import spacy

from interview_coder.language.dotted_words import ends_sentence as ends_with_its_stop
from interview_coder.model.source import Source
from interview_coder.segment import split_paragraphs

if TYPE_CHECKING:
    from spacy.language import Language as SpacyPipeline
    from spacy.tokens import Token

Span = tuple[int, int]
"""Words of a turn in a row: place of the first, place after the last."""


class Letters(NamedTuple):
    """What rules ask of a word wherever it stands: as written with straight apostrophes, and spaCy's norm of it."""

    written: str
    norm: str


class Word(NamedTuple):
    """A word of a turn: ``source.text[start:end]``.

    ``joined`` says whether it stands next to the word before it, ``sentence`` which sentence of the turn it is in.
    """

    start: int
    end: int
    letters: Letters
    joined: bool
    sentence: int


@cache
def load_tokeniser() -> SpacyPipeline:
    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    return pipeline


@cache
def end_marks() -> frozenset[str]:
    return frozenset(load_tokeniser().get_pipe("sentencizer").punct_chars)  # type: ignore[attr-defined]


ELLIPSIS = re.compile(r"\.\.+|…+")
HYPHENS = frozenset("-–/")
ABBREVIATIONS = frozenset(["approx", "cf", "dept", "eg", "esp", "etc", "excl", "govt", "ie", "incl", "viz", "vs"])
IN_BRACKETS = re.compile(r"\[[^\[\]\n]{1,80}\]")
NO_LETTER, HASH = "\u02ac", "\u02ad"
BEFORE_IS = {"it", "he", "she", "that", "there", "here", "what", "who", "where", "how", "when", "why"}
CAPITAL_CONTRACTION = re.compile(r"\b[A-Z]+['’](?:T|S|RE|VE|LL|D|M)\b")


def write_plainly(text: str) -> str:
    """Write what the tokeniser does not know as it does; no place moves.

    These are rare hyphens, dashes within words, contractions in capitals; also an ``(s)`` and a hash, for which letters
    stand that no text has.
    """
    text = text.replace("\u2010", "-").replace("\u2011", "-")
    text = re.sub(r"(?<=[\w%])–(?=[\w£$€])", "-", text)
    text = re.sub(r"(?i)(?<=[^\W\d_])(\(s\)|\(es\))(?!\w)", lambda found: NO_LETTER * len(found[1]), text)
    text = re.sub(r"(?<!\w)#(?=\w)", NO_LETTER, text)
    text = re.sub(r"(?<=[^\W\d_])#(?!\w)", HASH, text)
    return CAPITAL_CONTRACTION.sub(lambda found: found.group().lower(), text)


def straighten(word: str) -> str:
    """Write apostrophes and hyphens plainly and letters as one sign each, and leave out the stop that ends a word."""
    plain = unicodedata.normalize("NFC", word).replace("‘", "'").replace("’", "'")
    return plain.replace("\u2010", "-").replace("\u2011", "-").replace("–", "-").rstrip(".") or plain


def tokenise(text: str) -> Iterator[Token]:
    return (token for token in load_tokeniser().make_doc(write_plainly(text)) if not token.is_space)


def is_mark(token: Token) -> bool:
    return (token.is_punct or token.is_bracket or token.is_quote) and token.text not in {"%", "&"}


def read_turns(source: Source) -> dict[int, list[Word]]:
    """Return the words of every turn of a source, by the number of the turn."""
    words: dict[int, list[Word]] = {turn.number: [] for turn in source.turns}
    for paragraph in split_paragraphs(source):
        before = words[paragraph.turn]
        sentence = before[-1].sentence + 1 if before else 0
        before += read_paragraph(source, paragraph.start, paragraph.end, sentence)
    return words


def read_paragraph(source: Source, start: int, end: int, sentence: int) -> Iterator[Word]:
    """Yield the words of a paragraph; marks are none, nor what the transcriber put in."""
    spoken = source.text[start:end]
    marks: list[Token] = []
    before: Token | None = None
    for token in tokenise(spoken):
        first, last = token.idx, token.idx + len(token)
        if is_mark(token) or any(aside.start <= start + first < aside.end for aside in source.asides):
            marks.append(token)
            continue
        asides = [mark for mark in marks if any(one.start <= start + mark.idx < one.end for one in source.asides)]
        is_new = before is not None and (
            ends_sentence(marks, asides, spoken, next_word=spoken[first:last])
            or ends_with_word(before, marks, asides, spoken, next_start=first, next_word=spoken[first:last])
        )
        sentence += is_new
        joined = before is not None and not is_new and all(mark in asides or joins(mark, spoken) for mark in marks)
        letters = Letters(straighten(spoken[first:last]), norm_of(token))
        yield Word(start + first, start + last, letters, joined, sentence)
        before, marks = token, []


def ends_sentence(marks: Sequence[Token], asides: Collection[Token], text: str, *, next_word: str) -> bool:
    """Whether the marks between two words end a sentence.

    A full stop, question or exclamation mark does, but not in square brackets. An ellipsis, also one of full stops
    with space between, does so only where the next word does not begin with a small letter, and a full stop after an
    abbreviation only where it begins neither so nor with a figure.
    """
    brackets = [found.span() for found in IN_BRACKETS.finditer(text)]
    stops = [
        mark
        for mark in marks
        if (mark.text in end_marks() or ELLIPSIS.fullmatch(mark.text))
        and mark not in asides
        and not any(opening < mark.idx < closing for opening, closing in brackets)
    ]
    goes_on = next(filter(str.isalpha, next_word), "").islower()
    stops = [
        mark for mark in stops if not abbreviates(mark, before_figure=next_word[0] in "0123456789£$€", goes_on=goes_on)
    ]
    dotted = {mark.i for mark in stops if set(mark.text) <= {".", "…"}}
    for mark in stops:
        is_ellipsis = mark.i in dotted and (mark.text != "." or not dotted.isdisjoint({mark.i - 1, mark.i + 1}))
        if not (is_ellipsis and goes_on):
            return True
    return False


def ends_with_word(
    before: Token, marks: Sequence[Token], asides: Collection[Token], text: str, *, next_start: int, next_word: str
) -> bool:
    """Whether a word that keeps its full stop ends a sentence: with space and a capital behind it."""
    start, end = before.idx, before.idx + len(before)
    in_brackets = any(found.start() < start < found.end() for found in IN_BRACKETS.finditer(text))
    if text[end - 1] != "." or in_brackets or not next_word[0].isupper():
        return False
    if any(mark.text in HYPHENS or not (mark in asides or mark.is_bracket or mark.is_quote) for mark in marks):
        return False
    return any(map(str.isspace, text[end:next_start])) and ends_with_its_stop(text[start:end], next_word)


def abbreviates(mark: Token, *, before_figure: bool, goes_on: bool) -> bool:
    """Whether a full stop belongs to an abbreviation, and a figure or a small letter goes on with the sentence."""
    before = mark.doc[mark.i - 1] if mark.i else None
    if mark.text != "." or before is None or before.idx + len(before) != mark.idx:
        return False
    if before.lower_ in {"no", "nos"}:
        return before_figure
    return before.lower_ in ABBREVIATIONS and (before_figure or goes_on)


def norm_of(token: Token) -> str:
    """Return spaCy's norm of a word, of *it's* that of *it is*.

    The sign of a currency has none, for spaCy writes them all as dollars.
    """
    norm = straighten((token.norm_ if any(map(str.isalnum, token.text)) else token.text).lower())
    before = token.doc[token.i - 1] if token.i else None
    if norm in {"'s", "s"} and before is not None and before.idx + len(before) == token.idx:
        is_acronym = len(before) > 1 and before.text.isupper()
        return "is" if before.lower_ in BEFORE_IS and not is_acronym else norm
    return norm.replace(NO_LETTER, "").replace(HASH, "#")


def joins(mark: Token, text: str) -> bool:
    """Whether the words on both sides of a mark still stand next to each other."""
    if mark.text in HYPHENS:
        beside = text[max(0, mark.idx - 1) : mark.idx] + text[mark.idx + 1 : mark.idx + 2]
        return not any(letter.isspace() for letter in beside)
    return mark.is_bracket or mark.is_quote
