"""Text → the words of one source, as arrays: which word, where, in which sentence, and whether it joins the last."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

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


class Talk(NamedTuple):
    """What words are read from: the text of a source, the paragraphs of all its turns, and its asides, in its order."""

    text: str
    paragraphs: Sequence[Paragraph]
    asides: Sequence[Aside] = ()


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


def read_words_of(talks: Sequence[Talk], vocabulary: Vocabulary) -> list[SourceWords]:
    """Read the words of several sources together, which costs less for each than to read it alone.

    Parameters
    ----------
    talks : sequence of Talk
    vocabulary : Vocabulary
        New words are added to it.

    Returns
    -------
    list of SourceWords
        What `read_words` returns for each.
    """
    if len(talks) == 1:
        return [read_words(*talks[0], vocabulary)]
    begins = list(accumulate((len(one.text) + 1 for one in talks), initial=0))
    paragraphs = [
        Paragraph(turn, start + begin, end + begin)
        for one, begin in zip(talks, begins, strict=False)
        for turn, start, end in one.paragraphs
    ]
    asides = [
        replace(aside, start=aside.start + begin, end=aside.end + begin)
        for one, begin in zip(talks, begins, strict=False)
        for aside in one.asides
    ]
    words = read_words("\n".join([one.text for one in talks]), paragraphs, asides, vocabulary)
    return list(_take_apart(words, begins))


def _take_apart(words: SourceWords, begins: Sequence[int]) -> Iterator[SourceWords]:
    """Yield the words between each two of some places in the text, as if the text began at the first of them."""
    first_words = np.searchsorted(words.starts, begins).tolist()
    first_sentences = np.searchsorted(words.sentence_starts, begins).tolist()
    for place, begin in enumerate(begins[:-1]):
        own = slice(*first_words[place : place + 2])
        sentences = slice(*first_sentences[place : place + 2])
        yield SourceWords(
            types=words.types[own].copy(),  # a view would hold the words of all
            starts=words.starts[own] - np.int32(begin),
            ends=words.ends[own] - np.int32(begin),
            joined=words.joined[own].copy(),
            sentences=words.sentences[own] - np.int32(sentences.start),
            sentence_starts=words.sentence_starts[sentences] - np.int32(begin),
            sentence_ends=words.sentence_ends[sentences] - np.int32(begin),
            sentence_turns=words.sentence_turns[sentences].copy(),
        )


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
