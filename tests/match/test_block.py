from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from interview_coder.language.source_words import SourceWords
from interview_coder.match.block import Block, ranges
from interview_coder.model.source import Role, Source, Turn

NO_WORD = 99
ROLES: dict[str, Role] = {"P": "participant", "I": "interviewer", "M": "moderator"}


def make_source(*turns: tuple[str, Sequence[Sequence[int]]]) -> tuple[Source, SourceWords]:
    """Make a source of turns: who speaks (P, I or M), and the sentences as numbers of words; a word is a sign long."""
    types: list[int] = []
    sentences: list[tuple[int, int, int]] = []
    made = []
    for number, (speaker, spoken) in enumerate(turns, start=1):
        start = len(types)
        for words in spoken:
            sentences.append((number, len(types), len(types) + len(words)))
            types += words
        made.append(Turn(number, speaker, start, len(types), role=ROLES[speaker]))
    starts = np.arange(len(types), dtype=np.int32)
    first_of = [start for _, start, _ in sentences]
    numbers = np.searchsorted(np.array(first_of), starts, side="right").astype(np.int32) - np.int32(1)
    columns = np.array(sentences, np.int32).reshape(-1, 3).T
    joined = ~np.isin(starts, columns[1])
    read = SourceWords(
        np.array(types, np.int32), starts, starts + 1, joined, numbers, columns[1], columns[2], columns[0]
    )
    return Source("s", "s.txt", "txt", "x" * len(types), tuple(made), ""), read


FIRST = make_source(("P", [[5, 6]]), ("I", [[7], [8]]), ("P", [[9, 10, 11], [12]]))
EMPTY = make_source()
SECOND = make_source(("M", [[3]]), ("P", []), ("P", [[4, 5]]), ("I", [[6]]))


def make_block(*sources: tuple[Source, SourceWords]) -> Block:
    return Block(sources, NO_WORD)


def test_words_sentences_and_turns_are_numbered_through_all_sources() -> None:
    block = make_block(FIRST, EMPTY, SECOND)
    assert block.types.tolist() == [5, 6, 7, 8, 9, 10, 11, 12, 3, 4, 5, 6]
    assert block.sentences.tolist() == [0, 0, 1, 2, 3, 3, 3, 4, 5, 6, 6, 7]
    assert block.turns.tolist() == [0, 1, 1, 2, 2, 3, 5, 6]
    assert block.first_words.tolist() == [0, 8, 8, 12]
    assert block.first_turns.tolist() == [0, 3, 3, 7]


def test_only_what_participants_say_is_spoken_and_only_the_rest_is_asked() -> None:
    block = make_block(FIRST, EMPTY, SECOND)
    none = NO_WORD
    assert block.spoken.tolist() == [5, 6, none, none, 9, 10, 11, 12, none, 4, 5, none]
    assert block.asked.tolist() == [none, none, 7, 8, none, none, none, none, 3, none, none, 6]


def test_places_in_the_text_are_those_of_each_source() -> None:
    block = make_block(FIRST, SECOND)
    assert block.word_starts.tolist() == [0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3]
    assert block.word_ends.tolist() == [1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4]
    assert block.sentence_starts.tolist() == [0, 2, 3, 4, 7, 0, 1, 3]
    assert block.sentence_ends.tolist() == [2, 3, 4, 7, 8, 1, 3, 4]


def test_the_question_of_a_turn_is_the_last_turn_of_its_source_before_it_that_asks_something() -> None:
    block = make_block(FIRST, EMPTY, SECOND)
    is_answer = [turn.role == "participant" for turn in block.all_turns]
    assert block.find_questions(np.zeros(13, np.bool_))[is_answer].tolist() == [0, 1, 3, 3]
    assert block.find_questions(np.ones(13, np.bool_)).tolist() == [0, 0, 0, 3, 3, 3, 3]


def test_a_word_belongs_to_the_source_in_which_it_stands() -> None:
    block = make_block(EMPTY, FIRST, EMPTY, SECOND, EMPTY)
    assert [block.source_number(word) for word in range(block.n_words)] == [1] * 8 + [3] * 4


def test_a_block_of_nothing_has_no_words() -> None:
    for block in (make_block(), make_block(EMPTY), make_block(EMPTY, EMPTY)):
        assert block.n_words == 0
        assert (
            block.find_questions(np.zeros(9, np.bool_)).tolist() == block.spoken.tolist() == block.asked.tolist() == []
        )


def test_ranges_of_no_length_are_left_out() -> None:
    assert ranges(np.array([4, 9, 0]), np.array([2, 0, 1])).tolist() == [4, 5, 0]
    assert ranges(np.array([], np.int64), np.array([], np.int64)).tolist() == []
