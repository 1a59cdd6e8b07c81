"""Tokens → sentences: where they begin, and which marks belong to them."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np

from interview_coder.language.dotted_words import ends_sentence
from interview_coder.language.text_tokens import Bools, Places, TextTokens
from interview_coder.language.word_flags import ABBREVIATION, ENDS_SENTENCE, HYPHEN, JOINS, LOWER, OPENS, WORD

MOST_OPENING_MARKS = 8
_IN_BRACKETS = re.compile(r"\[[^\[\]\n]{1,80}\]")
_FULL_STOP, _ELLIPSIS = ord("."), ord("…")
_FIGURES = "0123456789£$€"
_NUMBER = "nN"
"""What *no.* begins with: before a figure it is a number, before a word an answer."""


class Sentences(NamedTuple):
    """The sentences of some paragraphs; each has a word.

    Parameters
    ----------
    first_words : ndarray of int64
        For each sentence, the place of its first word among the words.
    begins, ends : ndarray of int64
        Its first token, and the first one after it.
    paragraphs : ndarray of int64
        The place of its paragraph.
    """

    first_words: Places
    begins: Places
    ends: Places
    paragraphs: Places


class _Brackets(NamedTuple):
    """What stands in square brackets: the token that opens it, the first within, and the first that is not within."""

    opening: Places
    first: Places
    after: Places


def find_sentences(tokens: TextTokens, words: Places, n_before: Places, said: tuple[Places, Places]) -> Sentences:
    """Find the sentences of some paragraphs; ``read_words`` says how.

    Parameters
    ----------
    words : ndarray of int64
        Which tokens are words.
    n_before : ndarray of int64
        For each token how many words stand before it; then the number of all words.
    said : tuple of ndarray
        First tokens, and those after the last, of asides that stand for what was said.
    """
    brackets = _find_brackets(tokens)
    stops = _find_stops(tokens, words, n_before, brackets)
    first_of_paragraph = n_before[tokens.firsts]
    is_first = np.zeros(len(words) + 1, np.bool_)
    is_first[n_before[stops + 1]] = True
    is_first[first_of_paragraph] = True
    first_words = np.flatnonzero(is_first[:-1])
    paragraphs = np.searchsorted(first_of_paragraph[:-1], first_words, "right") - 1
    leads = first_of_paragraph[paragraphs] == first_words
    begins = _reach_back(tokens, words[first_words], stops, brackets, said, n_before)
    begins = np.where(leads, tokens.firsts[paragraphs], begins)
    ends = np.minimum(np.append(begins[1:], len(tokens)), tokens.firsts[paragraphs + 1])
    return Sentences(first_words, begins, ends, paragraphs)


def _find_brackets(tokens: TextTokens) -> _Brackets:
    spans = [found.span() for found in _IN_BRACKETS.finditer(tokens.text)] if "[" in tokens.text else []
    starts, ends = np.array(spans, np.int64).reshape(-1, 2).T
    return _Brackets(
        np.searchsorted(tokens.starts, starts),
        np.searchsorted(tokens.starts, starts, "right"),
        np.searchsorted(tokens.starts, ends),
    )


def _find_stops(tokens: TextTokens, words: Places, n_before: Places, brackets: _Brackets) -> Places:
    """Return the tokens that end a sentence: marks, and words that keep their full stop."""
    is_stop: Bools = tokens.flags & ENDS_SENTENCE != 0
    is_stop[_find_dotted_ends(tokens, words, n_before)] = True
    if len(brackets.opening):
        is_stop &= ~tokens.covered(brackets.first, brackets.after)
    stops = np.flatnonzero(is_stop)
    next_words = words[np.minimum(n_before[stops + 1], len(words) - 1)]
    goes_on: Bools = tokens.flags[next_words] & LOWER != 0
    ends_there: Bools = ~(goes_on & _are_ellipses(tokens, stops) | _abbreviate(tokens, stops, next_words, goes_on))
    return stops[ends_there]


def _find_dotted_ends(tokens: TextTokens, words: Places, n_before: Places) -> list[int]:
    """Return the words that end a sentence by a full stop of their own, with space and a capital behind them."""
    is_dotted = (tokens.codes[tokens.ends - 1] == _FULL_STOP) & (tokens.flags & WORD != 0)
    dotted = np.flatnonzero(is_dotted[: words[-1]])
    following = words[n_before[dotted + 1]]
    pairs = zip(dotted.tolist(), following.tolist(), strict=True)
    return [word for word, after in pairs if _is_dotted_end(tokens, word, after)]


def _is_dotted_end(tokens: TextTokens, word: int, after: int) -> bool:
    between = tokens.flags[word + 1 : after]
    if not tokens.text[tokens.starts[after]].isupper() or (between & (JOINS | HYPHEN) != JOINS).any():
        return False
    has_space = any(map(str.isspace, tokens.text[tokens.ends[word] : tokens.starts[after]]))
    return has_space and ends_sentence(tokens.word(word), tokens.word(after))


def _abbreviate(tokens: TextTokens, stops: Places, following: Places, goes_on: Bools) -> Bools:
    """Tell which stops belong to the word before them (*etc.*), and are followed by a small letter or a figure."""
    before = stops - 1
    places = np.flatnonzero(tokens.flags[before] & ABBREVIATION)
    abbreviate = np.zeros(len(stops), np.bool_)
    if len(places):  # which is rare
        before, stops, following = before[places], stops[places], following[places]
        is_right_after = tokens.ends[before] == tokens.starts[stops]
        is_full_stop = tokens.codes[tokens.starts[stops]] == _FULL_STOP
        is_figure = tokens.begin_with(following, _FIGURES)
        is_number = tokens.begin_with(before, _NUMBER)
        abbreviate[places] = is_right_after & is_full_stop & (is_figure | (goes_on[places] & ~is_number))
    return abbreviate


def _are_ellipses(tokens: TextTokens, stops: Places) -> Bools:
    """Tell which stops are ellipses: of several full stops, also with space between, or of their own sign."""
    signs = tokens.codes[tokens.starts[stops]]
    is_dotted = (signs == _FULL_STOP) | (signs == _ELLIPSIS)
    are_ellipses: Bools = (signs == _ELLIPSIS) | (is_dotted & (tokens.ends[stops] - tokens.starts[stops] > 1))
    are_neighbours = (np.diff(stops) == 1) & is_dotted[:-1] & is_dotted[1:]
    are_ellipses[:-1] |= are_neighbours
    are_ellipses[1:] |= are_neighbours
    return are_ellipses


def _reach_back(
    tokens: TextTokens,
    begins: Places,
    stops: Places,
    brackets: _Brackets,
    said: tuple[Places, Places],
    n_before: Places,
) -> Places:
    """Return the tokens with which sentences begin: marks that open, and brackets, before their first words."""
    inside = np.searchsorted(begins, brackets.first)
    holds = np.append(begins, len(tokens))[inside] < brackets.after
    reached = _pass_opening_marks(tokens, begins)
    np.minimum.at(reached, inside[holds], brackets.opening[holds])
    firsts = said[0][said[0] < said[1]]
    following = np.searchsorted(begins, firsts)
    follows = following < len(begins)
    firsts, following = firsts[follows], following[follows]
    # no word and no stop between
    is_next = n_before[firsts] == n_before[begins[following]]
    is_next &= np.searchsorted(stops, firsts) == np.searchsorted(stops, begins[following])
    np.minimum.at(reached, following[is_next], firsts[is_next])
    return reached


def _pass_opening_marks(tokens: TextTokens, begins: Places) -> Places:
    reached = begins.copy()
    opens = np.append(tokens.flags & OPENS != 0, np.False_)  # the last one stands before the first
    for _ in range(MOST_OPENING_MARKS):
        before = reached - 1
        passes = opens[before] & (tokens.ends[before] == tokens.starts[reached])
        if not passes.any():
            break
        reached -= passes
    return reached
