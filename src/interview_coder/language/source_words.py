"""Text → the words of one source, as arrays: which word, where, in which sentence, and whether it joins the last."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from itertools import accumulate
from operator import attrgetter

import numpy as np

from interview_coder.language.sentence_borders import find_sentences
from interview_coder.language.text_tokens import Bools, Ints, read_tokens
from interview_coder.language.vocabulary import Vocabulary
from interview_coder.language.word_flags import JOINS, WORD
from interview_coder.model.coding import MatchedToken
from interview_coder.model.segment import Paragraph
from interview_coder.model.source import Aside

LARGEST_BLOCK = 1_000_000
_KINDS_OF_WORDS = frozenset({"name", "insertion", "unclear"})


@dataclass(frozen=True, slots=True, eq=False)
class SourceWords:
    """The words of one source, of all its turns, in the order of its text. Marks and asides are no words.

    Parameters
    ----------
    types : ndarray of int32
        Number of each word in the vocabulary.
    starts, ends : ndarray of int32
        Code points into the source's text.
    joined : ndarray of bool
        Whether it stands next to the word before, with nothing between but space, hyphens, quotation marks, brackets
        and asides. A sentence's first word never is.
    sentences : ndarray of int32
        Number of its sentence in the source, from 0, rising.
    sentence_starts, sentence_ends : ndarray of int32
        Code points of each sentence, its marks included.
    sentence_turns : ndarray of int32
        Number of the turn of each sentence.
    """

    types: Ints
    starts: Ints
    ends: Ints
    joined: Bools
    sentences: Ints
    sentence_starts: Ints
    sentence_ends: Ints
    sentence_turns: Ints

    def list_sentences(self) -> list[tuple[int, int, int]]:
        """Return the number of the turn, the start and the end of each sentence."""
        columns = (self.sentence_turns, self.sentence_starts, self.sentence_ends)
        return list(zip(*(column.tolist() for column in columns), strict=True))

    def tokens(self, text: str, words: Iterable[int]) -> tuple[MatchedToken, ...]:
        """Return some words, by their numbers, as they stand in the source's text."""
        places = [(int(self.starts[word]), int(self.ends[word])) for word in words]
        return tuple(MatchedToken(start, end, text[start:end]) for start, end in places)


def read_words(
    text: str, paragraphs: Sequence[Paragraph], asides: Sequence[Aside], vocabulary: Vocabulary
) -> SourceWords:
    """Read the words of a source.

    Parameters
    ----------
    text : str
        The source's.
    paragraphs : sequence of Paragraph
        Of all turns, in the order of the text.
    asides : sequence of Aside
        In the order of the text. A token that begins inside one is no word, and joins the words around it.
    vocabulary : Vocabulary
        New words are added to it.

    Returns
    -------
    SourceWords
        A sentence ends at a full stop, question or exclamation mark that is a token of its own, and at the end of its
        paragraph; with a word that keeps its full stop (``A&E.``) only before a capital, see `dotted_words`; at an
        ellipsis only where the next word does not begin in lower case, and after an abbreviation (``etc.``) only where
        it does not begin so or with a figure; within square brackets never.
        The next one begins with the word that follows, and with the opening marks directly before it. A bracket that
        the word stands in, or one for what was said (a name, something unclear), belongs to it too.
    """
    blocks = [
        _read_block(text, block, _within(asides, block), vocabulary) for block in _gather(paragraphs, LARGEST_BLOCK)
    ]
    return _put_in_a_row(blocks)


def _gather(paragraphs: Sequence[Paragraph], size: int) -> Iterator[Sequence[Paragraph]]:
    """Yield paragraphs in blocks, so that what is needed on the way stays small."""
    first = 0
    for place, paragraph in enumerate(paragraphs):
        if place > first and paragraph.end - paragraphs[first].start > size:
            yield paragraphs[first:place]
            first = place
    if first < len(paragraphs):
        yield paragraphs[first:]


def _within(asides: Sequence[Aside], paragraphs: Sequence[Paragraph]) -> Sequence[Aside]:
    first = bisect_left(asides, paragraphs[0].start, key=attrgetter("end"))
    return asides[first : bisect_left(asides, paragraphs[-1].end, key=attrgetter("start"))]


def _read_block(
    text: str, paragraphs: Sequence[Paragraph], asides: Sequence[Aside], vocabulary: Vocabulary
) -> SourceWords:
    tokens = read_tokens(text, paragraphs, vocabulary)
    firsts, lasts = tokens.ranges([(aside.start, aside.end) for aside in asides])
    if asides:
        tokens.flags[tokens.covered(firsts, lasts)] = JOINS
    is_word = tokens.flags & WORD != 0
    words = np.flatnonzero(is_word)
    if not len(words):
        return _NO_WORDS
    stand_for_words = np.array([aside.kind in _KINDS_OF_WORDS for aside in asides], np.bool_)
    n_before = np.concatenate(([0], np.cumsum(is_word)))
    sentences = find_sentences(tokens, words, n_before, (firsts[stand_for_words], lasts[stand_for_words]))
    joined = np.ones(len(words) + 1, np.bool_)
    joined[n_before[np.flatnonzero(tokens.flags & (WORD | JOINS) == 0)]] = False
    joined[sentences.first_words] = False
    n_words = np.diff(np.append(sentences.first_words, len(words)))
    shifts = tokens.shifts[sentences.paragraphs].astype(np.int32)
    word_shifts = np.repeat(shifts, n_words)
    return SourceWords(
        types=tokens.types[words],
        starts=tokens.starts[words] + word_shifts,
        ends=tokens.ends[words] + word_shifts,
        joined=joined[:-1],
        sentences=np.repeat(np.arange(len(n_words), dtype=np.int32), n_words),
        sentence_starts=tokens.starts[sentences.begins] + shifts,
        sentence_ends=tokens.ends[sentences.ends - 1] + shifts,
        sentence_turns=np.array([paragraph.turn for paragraph in paragraphs], np.int32)[sentences.paragraphs],
    )


def _put_in_a_row(blocks: Sequence[SourceWords]) -> SourceWords:
    if len(blocks) == 1:
        return blocks[0]
    n_before = accumulate((len(block.sentence_starts) for block in blocks), initial=0)
    numbered = [
        replace(block, sentences=block.sentences + np.int32(shift))
        for block, shift in zip(blocks, n_before, strict=False)
    ]
    return SourceWords(
        *(np.concatenate([getattr(block, one.name) for block in (_NO_WORDS, *numbered)]) for one in fields(SourceWords))
    )


_NOTHING: Ints = np.empty(0, np.int32)
_NO_WORDS = SourceWords(_NOTHING, _NOTHING, _NOTHING, np.empty(0, np.bool_), *(_NOTHING,) * 4)
