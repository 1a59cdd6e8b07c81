"""A document as its witnesses see it: folded, cut into words, with what is known of each word's surroundings."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from interview_coder.anonymise.folding import Folded, fold_with_places
from interview_coder.anonymise.speaker_labels import find_labels
from interview_coder.language.english_words import is_grammar_word
from interview_coder.language.word_lists import words_of
from interview_coder.model.masking import Document

Shape = Literal["lower", "capital", "upper", "initial", "digit"]

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_POSSESSIVE = re.compile(r"'s$")
_SHORTENED = re.compile(r"'(?:d|ll|ve|re)$")
"""What is left of *would*, *will*, *have* and *are* behind a name or a noun."""
_ELIDED = re.compile(r"[a-z]{1,4}['\u2019](?=[^\W\d_])(?=[A-Z\u00c0-\u00de])")
"""How a name begins with an article that has lost its end: *d'Este*, *dell'Orto*."""
_LINE = re.compile(r"[^\n\r]+")
_FEWEST_WORDS = 6
"""A shorter line does not tell whether its writer uses capitals."""
_ENDS = frozenset(".!?…:;|\t\n\r")
_FIRST_PERSON = words_of("i we me us my our you your i'm i've we're we've you're")
_FEWEST_LABELS = 3
_SHARE_OF_TALK = 0.03
_SHARE_WITH_LABELS = 0.005
_SHORTEST_RECORD = 60
"""Words; of fewer nobody can say that nobody speaks."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a document: ``text[start:end]``, without the ``'s`` of a possessive.

    Attributes
    ----------
    start, end : int
        Code points into the document, half-open.
    folded : str
        As a reader takes it.
    shape : str
        How it is written.
    is_cased : bool
        Whether capitals tell anything where it stands.
    begins : bool
        Whether it begins a sentence, a line or a turn, so that its capital tells nothing.
    is_label : bool
        Whether it is part of a speaker's label.
    is_owner : bool
        Whether ``'s`` follows.
    """

    start: int
    end: int
    folded: str
    shape: Shape
    is_cased: bool
    begins: bool
    is_label: bool
    is_owner: bool

    @property
    def is_capital(self) -> bool:
        """Whether it is written with a capital that tells something of its first letter."""
        return self.is_cased and self.shape in ("capital", "initial", "upper")


@dataclass(frozen=True, slots=True)
class Reading:
    """A document that was read.

    Attributes
    ----------
    document : Document
        What was read.
    folded : Folded
        Its text, folded.
    words : tuple of Word
        In order.
    labels : tuple of (int, int)
        Where speakers' labels stand.
    is_talk : bool
        Whether people speak: there are labels, or *I* and *you* are many, or it is short. Else it is a
        record or a report.
    """

    document: Document
    folded: Folded
    words: tuple[Word, ...]
    labels: tuple[tuple[int, int], ...]
    is_talk: bool

    @property
    def text(self) -> str:
        """The document's text."""
        return self.document.text

    def between(self, place: int) -> str:
        """Return what stands between a word and the next one."""
        words = self.words
        if not 0 <= place < len(words) - 1:
            return "\n"
        return self.text[words[place].end : words[place + 1].start]

    def word_at(self, start: int) -> int:
        """Return the place in ``words`` of the first word that does not end before an offset."""
        return bisect_left(self.words, start + 1, key=lambda word: word.end)

    def folded_at(self, place: int) -> str:
        """Return the folded word at a place, or nothing beyond the ends."""
        return self.words[place].folded if 0 <= place < len(self.words) else ""


def read_document(document: Document) -> Reading:
    """Cut a document into words."""
    folded = fold_with_places(document.text)
    labels = document.labels or find_labels(document.text)
    words = tuple(_find_words(document.text, folded, labels))
    n_first = sum(word.folded in _FIRST_PERSON for word in words)
    share = _SHARE_WITH_LABELS if len(labels) >= _FEWEST_LABELS else _SHARE_OF_TALK
    is_talk = n_first > share * len(words) or len(words) < _SHORTEST_RECORD
    return Reading(document, folded, words, labels, is_talk)


def _find_words(text: str, folded: Folded, labels: tuple[tuple[int, int], ...]) -> Iterator[Word]:
    cased = _find_cased_lines(text, labels)
    label_starts = [start for start, _ in labels]
    line = 0
    before = 0
    for found in _WORD.finditer(folded.text):
        owner = _POSSESSIVE.search(found.group())
        end_of_stem = found.end() - 2 if owner and len(found.group()) > 3 else _find_stem(found)
        start, end = folded.place_back(found.start(), end_of_stem)
        label = bisect_left(label_starts, start + 1) - 1
        is_label = label >= 0 and start < labels[label][1]
        after_label = not is_label and label >= 0 and not text[labels[label][1] : start].strip(" \t:>-–.]")
        while line < len(cased) - 1 and cased[line][0] <= start:
            line += 1
        begins = start == 0 or after_label or not _ENDS.isdisjoint(text[before:start])
        yield Word(
            start,
            end,
            folded.text[found.start() : end_of_stem],
            _read_shape(text[start:end]),
            is_label or cased[line][1],
            begins,
            is_label,
            owner is not None and end_of_stem < found.end(),
        )
        before = folded.places[found.end()]


def _find_stem(found: re.Match[str]) -> int:
    """Return where a word ends without a shortened verb behind it, unless both are one word: *they'll*, *that'd*."""
    shortened = _SHORTENED.search(found.group())
    stem = found.group()[: shortened.start()] if shortened else ""
    return found.start() + len(stem) if len(stem) > 2 and not is_grammar_word(stem) else found.end()


def _read_shape(surface: str) -> Shape:
    letters = [sign for sign in surface if sign.isalpha()]
    if not letters:
        return "digit"
    if not (letters[0].isupper() or letters[0].istitle()):
        return "capital" if _ELIDED.match(surface) else "lower"
    if len(letters) == 1:
        return "initial"
    return "upper" if all(not sign.islower() for sign in letters) else "capital"


def _find_cased_lines(text: str, labels: tuple[tuple[int, int], ...]) -> list[tuple[int, bool]]:
    """Return the end of each line, and whether capitals tell anything in it.

    A short line goes with the text; in one all in small letters or all in capitals they tell nothing.
    """
    ends = dict(labels)
    lines = []
    for found in _LINE.finditer(text):
        body = text[ends.get(found.start(), found.start()) : found.end()]
        signs = [sign for sign in body if sign.isalpha()]
        n_upper = sum(sign.isupper() for sign in signs)
        is_long = len(body.split()) >= _FEWEST_WORDS
        lines.append((found.end(), is_long, 0 < n_upper < 0.7 * len(signs) if signs else True))
    n_long = sum(is_long for _, is_long, _ in lines)
    whole = sum(is_cased for _, is_long, is_cased in lines if is_long) * 2 >= n_long
    return [(end, is_cased if is_long else whole) for end, is_long, is_cased in lines] or [(len(text), True)]
