from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.language.vocabulary import Vocabulary
from interview_coder.match import phrases
from interview_coder.match.compiled import PhraseTable
from interview_coder.match.hits import as_tuples
from interview_coder.match.phrases import find_phrases
from interview_coder.match.word_sets import WordSets
from interview_coder.rules import PartOfSpeech, WordPattern

LETTERS = "abcde"
NO_WORD = len(LETTERS)
Rows = Sequence[Sequence[str]]
"""Plain phrases: for each word the letters that it may be; an upper-case one only as a noun."""


def find(
    texts: Sequence[Rows], types: Sequence[int], joined: Sequence[bool], is_noun: Sequence[bool]
) -> list[list[tuple[int, ...]]]:
    word_sets, vocabulary = WordSets(), Vocabulary()
    for letter in LETTERS:
        vocabulary.number(letter, letter)
    table = PhraseTable(word_sets)
    numbers = [
        table.number_of(tuple(tuple(frozenset(map(pattern_of, words)) for words in row) for row in rows))
        for rows in texts
    ]
    table.close()
    word_sets.learn(vocabulary)

    def is_right(number: int, word: int) -> bool:
        parts = word_sets.parts_of(number)
        fitting: list[PartOfSpeech | None] = [None, "noun"] if is_noun[word] else [None]
        type_id = np.array([types[word]], np.int32)
        return parts is None or any(
            word_sets.accepts(np.array([parts[part]]), type_id)[0] for part in fitting if part in parts
        )

    found = find_phrases(table, word_sets, np.array(types, np.int32), np.array(joined, np.bool_), is_right)
    return [as_tuples(found.of(number)) for number in numbers]


def pattern_of(letter: str) -> WordPattern:
    return WordPattern(letter.lower(), "form", "noun" if letter.isupper() else None)


def find_plainly(
    rows: Rows, types: Sequence[int], joined: Sequence[bool], is_noun: Sequence[bool]
) -> list[tuple[int, ...]]:
    spans = {
        (first, first + len(row))
        for row in rows
        for first in range(len(types) - len(row) + 1)
        if all(joined[first + 1 : first + len(row)])
        and all(is_it(words, types[first + n], is_noun[first + n]) for n, words in enumerate(row))
    }
    return [
        tuple(range(*span))
        for span in sorted(spans)
        if not any(other != span and other[0] <= span[0] and span[1] <= other[1] for other in spans)
    ]


def is_it(words: str | Sequence[str], number: int, is_noun: bool) -> bool:
    if number == NO_WORD:
        return False
    return LETTERS[number] in words or (is_noun and LETTERS[number].upper() in words)


sets = st.text("abcdE", min_size=1, max_size=3)
rows = st.lists(sets, min_size=1, max_size=4)
texts = st.lists(st.lists(rows, min_size=1, max_size=4), max_size=4)
words = st.lists(st.tuples(st.integers(0, NO_WORD), st.integers(0, 3).map(bool), st.booleans()), max_size=25)


@given(texts, words, st.sampled_from([1, 3, 1_000]))
def test_phrases_are_found_where_all_their_words_stand(
    made: list[Rows], said: list[tuple[int, bool, bool]], most_candidates: int
) -> None:
    types, joined, is_noun = ([one[n] for one in said] for n in range(3))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(phrases, "MOST_CANDIDATES", most_candidates)
        found = find(made, types, joined, is_noun)  # type: ignore[arg-type]
    assert found == [find_plainly(one, types, joined, is_noun) for one in made]  # type: ignore[arg-type]


def test_a_phrase_ends_with_the_block_and_does_not_begin_before_it() -> None:
    assert find([[["ab"]]], [1, 0], [False, True], [False] * 2) == [[(0,), (1,)]]
    assert find([[["a", "b"]], [["b", "a"]]], [1, 0], [False, True], [False] * 2) == [[], [(0, 1)]]


def test_equal_phrases_are_looked_for_once() -> None:
    table = PhraseTable(WordSets())
    one, other = (frozenset({WordPattern(text)}) for text in ("cut", "ward"))
    assert table.number_of(((one,), (one, other))) == table.number_of(((one, other), (one,)))
    assert table.number_of(((one,),)) != table.number_of(((other,),))
    assert len(table) == 3


def test_only_words_of_the_right_letters_are_asked_for_their_part_of_speech() -> None:
    asked = []

    def is_right(_: int, word: int) -> bool:
        asked.append(word)
        return True

    word_sets, vocabulary = WordSets(), Vocabulary()
    for letter in LETTERS:
        vocabulary.number(letter, letter)
    table = PhraseTable(word_sets)
    table.number_of(((frozenset({pattern_of("A")}),),))
    table.close()
    word_sets.learn(vocabulary)
    find_phrases(table, word_sets, np.array([1, 0, 2, 0, NO_WORD], np.int32), np.ones(5, np.bool_), is_right)
    assert asked == [1, 3]
