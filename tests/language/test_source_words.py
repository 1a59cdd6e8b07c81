from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.language.plain_reading import PlainWord, read_plainly

from interview_coder.ingest.asides import find_asides
from interview_coder.language import source_words
from interview_coder.language.source_words import SourceWords, Talk, read_words, read_words_of
from interview_coder.language.vocabulary import Vocabulary
from interview_coder.model.coding import MatchedToken
from interview_coder.model.segment import Paragraph
from interview_coder.model.source import Aside

REPOSITORY = Path(__file__).parent.parent.parent

PIECES = st.sampled_from(
    [
        "ward", "Ward", "wards", "it", "I", "don't", "DON’T", "co-op", "9am", "£4bn", "he/she", "top – down",
        "top-down", ".", ". ", "...", "…", ". . .", "?", "!", "?!", ",", "-", " - ", "–", "—", ":", ";",
        "“", "”", '"', "'", "‘", "’", "(", ")", "[", "]", "[laughs]", "[NAME of trust]", "(pause)",
        "[inaudible 00:12.]", "[and. Then]", " ", " ", " ", "\n", "\t", "\u00a0", "  ", "x", "Dr.", "e.g.", "gonna",
        "A&E.", "p.m.", "I.",
        "*", "/", " / ", "¿", "«", "»", "é", "🙂", "\u2010", ":)",
    ]
)  # fmt: skip
PARAGRAPHS = st.lists(PIECES, max_size=14).map("".join)


@cache
def shared_vocabulary() -> Vocabulary:
    return Vocabulary()


def read(
    text: str, paragraphs: Sequence[Paragraph] | None = None, asides: Sequence[Aside] | None = None
) -> SourceWords:
    """Read a text, as one paragraph where none are given, without what a transcriber put in."""
    paragraphs = [Paragraph(1, 0, len(text))] if paragraphs is None else paragraphs
    asides = tuple(find_asides(text)) if asides is None else asides
    return read_words(text, paragraphs, asides, shared_vocabulary())


def write_out(text: str, words: SourceWords) -> list[PlainWord]:
    """Write words out one by one, as the plain reading does."""
    types = shared_vocabulary().types
    sentences = [(turn, start, end) for turn, start, end in words.list_sentences()]
    columns = (words.types, words.starts, words.ends, words.joined, words.sentences)
    return [
        PlainWord(start, end, text[start:end], types[type_id].norm, joined, *sentences[sentence])
        for type_id, start, end, joined, sentence in zip(*(column.tolist() for column in columns), strict=True)
    ]


def sentences_of(text: str, asides: Sequence[Aside] | None = None) -> list[str]:
    return [text[start:end] for _, start, end in read(text, asides=asides).list_sentences()]


def joined_words(text: str) -> list[str]:
    """Return the words of a text, those that stand next to each other in one piece."""
    words = read(text)
    told: list[str] = []
    for start, end, joined in zip(words.starts.tolist(), words.ends.tolist(), words.joined.tolist(), strict=True):
        if joined:
            told[-1] += f" {text[start:end]}"
        else:
            told.append(text[start:end])
    return told


def lay_out(said: Sequence[str]) -> tuple[str, list[Paragraph]]:
    """Write paragraphs as a transcript, two to a turn, each turn with a label."""
    text, paragraphs = "", []
    for number, speech in enumerate(said):
        text += "Anna: " if number % 2 == 0 else "\n"
        paragraphs.append(Paragraph(number // 2 + 1, len(text), len(text) + len(speech)))
        text += f"{speech}\n"
    return text, paragraphs


@given(st.lists(PARAGRAPHS, max_size=5))
def test_any_text_is_read_as_by_the_plain_reading(said: list[str]) -> None:
    text, paragraphs = lay_out(said)
    asides = tuple(find_asides(text))
    assert write_out(text, read(text, paragraphs, asides)) == read_plainly(text, paragraphs, asides)


@given(st.lists(PARAGRAPHS, max_size=5), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=3))
def test_asides_may_lie_anywhere(said: list[str], places: list[tuple[int, int]]) -> None:
    text, paragraphs = lay_out(said)
    asides: list[Aside] = []
    for gap, length in places:
        start = (asides[-1].end if asides else 0) + gap
        asides.append(Aside(start, start + length, "sound" if length % 2 else "name"))
    assert write_out(text, read(text, paragraphs, asides)) == read_plainly(text, paragraphs, asides)


@given(st.lists(PARAGRAPHS, max_size=6), st.integers(1, 40))
def test_long_texts_are_read_in_blocks_with_the_same_result(said: list[str], size: int) -> None:
    text, paragraphs = lay_out(said)
    whole = read(text, paragraphs)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source_words, "LARGEST_BLOCK", size)
        assert write_out(text, read(text, paragraphs)) == write_out(text, whole)


@given(st.lists(st.tuples(st.lists(PARAGRAPHS, max_size=4), st.booleans()), max_size=4))
def test_sources_that_are_read_together_have_the_words_that_each_has_alone(said: list[tuple[list[str], bool]]) -> None:
    laid_out = [(*lay_out(paragraphs), has_asides) for paragraphs, has_asides in said]
    talks = [
        Talk(text, paragraphs, tuple(find_asides(text)) if has_asides else ())
        for text, paragraphs, has_asides in laid_out
    ]
    alone, together = Vocabulary(), Vocabulary()
    words_alone = [read_words(*talk, alone) for talk in talks]
    for one, other in zip(words_alone, read_words_of(talks, together), strict=True):
        for field in fields(SourceWords):
            of_one, of_other = getattr(one, field.name), getattr(other, field.name)
            assert of_one.dtype == of_other.dtype
            assert of_one.tolist() == of_other.tolist()
    assert alone.types == together.types


@pytest.mark.parametrize("path", sorted((REPOSITORY / "corpus").glob("*.txt")), ids=lambda path: path.name)
def test_the_sample_corpus_is_read_as_by_the_plain_reading(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    paragraphs, start = [], 0
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            paragraphs.append(Paragraph(number, start, start + len(line)))
        start += len(line) + 1
    asides = tuple(find_asides(text))
    assert write_out(text, read(text, paragraphs, asides)) == read_plainly(text, paragraphs, asides)


@given(st.lists(PARAGRAPHS, max_size=5))
def test_words_lie_in_their_sentences_and_sentences_in_their_paragraphs(said: list[str]) -> None:
    text, paragraphs = lay_out(said)
    words = read(text, paragraphs)
    sentences = words.list_sentences()
    assert all(a[2] <= b[1] for a, b in pairwise(sentences))
    for turn, start, end in sentences:
        (paragraph,) = [one for one in paragraphs if one.start <= start and end <= one.end]
        assert paragraph.turn == turn
        assert text[start:end] == text[start:end].strip()
    assert sorted(set(words.sentences.tolist())) == list(range(len(sentences)))
    for start, end, number in zip(words.starts, words.ends, words.sentences, strict=True):
        assert sentences[number][1] <= start < end <= sentences[number][2]


def test_arrays_are_of_the_promised_kinds() -> None:
    for words in (read("One ward. Two!"), read(""), read("…")):
        for column in (words.types, words.starts, words.ends, words.sentences):
            assert column.dtype == np.int32
        for column in (words.sentence_starts, words.sentence_ends, words.sentence_turns):
            assert column.dtype == np.int32
        assert words.joined.dtype == np.bool_


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u00a0\u2028\f", "…", "— “ ”", "[laughs]"])
def test_what_has_no_word_has_no_sentence(text: str) -> None:
    assert read(text).list_sentences() == []


def test_no_paragraphs_have_no_words() -> None:
    assert len(read("a ward", paragraphs=[]).types) == 0


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("They closed it. Why? They would!\nYes, and no", ["They closed it.", "Why?", "They would!", "Yes, and no"]),
        ("It shut. it did", ["It shut.", "it did"]),
        ("He asked “Why?” Nobody knew.", ["He asked “Why?”", "Nobody knew."]),
        ("It shut. “It did,” she said.", ["It shut.", "“It did,” she said."]),
        ("It shut. (Or so he said.) Well.", ["It shut.", "(Or so he said.)", "Well."]),
        ("It shut. (“Did it?”)", ["It shut.", "(“Did it?”)"]),
        ("It shut . ( Did it?", ["It shut . (", "Did it?"]),
        ("Dr. Lee left at 5 p.m. on Monday.", ["Dr. Lee left at 5 p.m. on Monday."]),
        ("It cost £3.5 million. 20 wards shut.", ["It cost £3.5 million.", "20 wards shut."]),
        ("What?! Never.", ["What?!", "Never."]),
        ("- Well, yes.", ["- Well, yes."]),
        ("本当。Ward", ["本当。Ward"]),
        ("本当 。 Ward", ["本当 。", "Ward"]),
    ],
)
def test_sentences_end_at_full_stops_question_and_exclamation_marks(text: str, sentences: list[str]) -> None:
    assert sentences_of(text) == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("We went on... and on.", ["We went on... and on."]),
        ("We went on… and on.", ["We went on… and on."]),
        ("We went on. . . and on.", ["We went on. . . and on."]),
        ("We went on…. and on.", ["We went on…. and on."]),
        ("We went on... “and” on.", ["We went on... “and” on."]),
        ("We went on... Then we stopped.", ["We went on...", "Then we stopped."]),
        ("We went on… 20 of us.", ["We went on…", "20 of us."]),
        ("We went on...? and on.", ["We went on...?", "and on."]),
        ("We went on. and on.", ["We went on.", "and on."]),
    ],
)
def test_an_ellipsis_ends_a_sentence_unless_the_next_word_begins_in_lower_case(text: str, sentences: list[str]) -> None:
    assert sentences_of(text) == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("We left [it was late. Very late] at ten.", ["We left [it was late. Very late] at ten."]),
        ("We left. [The trust] was shut.", ["We left.", "[The trust] was shut."]),
        ("We left. [ The trust ] was shut.", ["We left.", "[ The trust ] was shut."]),
        ("We left. [name of trust] was shut.", ["We left.", "[name of trust] was shut."]),
        ("We left. [inaudible] was shut.", ["We left.", "[inaudible] was shut."]),
        ("We left. [laughs] It was shut.", ["We left. [laughs]", "It was shut."]),
        ("We left. [inaudible 00:12]. It was shut.", ["We left. [inaudible 00:12].", "It was shut."]),
        ("We left. [inaudible]", ["We left. [inaudible]"]),
        ("[laughs] We left.", ["[laughs] We left."]),
    ],
)
def test_no_sentence_ends_in_square_brackets(text: str, sentences: list[str]) -> None:
    assert sentences_of(text) == sentences


def test_a_sentence_never_leaves_its_paragraph() -> None:
    text = "one without a full stop\n\nanother"
    words = read(text, [Paragraph(1, 0, 23), Paragraph(4, 25, 32)])
    assert words.list_sentences() == [(1, 0, 23), (4, 25, 32)]
    assert words.joined.tolist() == [False, True, True, True, True, False]


def test_paragraphs_that_touch_are_read_apart() -> None:
    words = read("Yes“no", [Paragraph(1, 0, 3), Paragraph(2, 3, 6)])
    assert words.list_sentences() == [(1, 0, 3), (2, 3, 6)]
    assert (words.starts.tolist(), words.ends.tolist()) == ([0, 4], [3, 6])


def test_what_is_in_no_paragraph_is_not_read() -> None:
    text = "Anna: the ward\n\nBen: a council"
    words = read(text, [Paragraph(1, 6, 14), Paragraph(2, 21, 30)])
    assert [text[a:b] for a, b in zip(words.starts, words.ends, strict=True)] == ["the", "ward", "a", "council"]
    assert words.sentence_turns.tolist() == [1, 2]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("the top-down plan", ["the top down plan"]),
        ("the top–down plan", ["the top down plan"]),
        ("the top\u2010down plan", ["the top down plan"]),
        ("the top - down plan", ["the top", "down plan"]),
        ("the top– down plan", ["the top", "down plan"]),
        ("the top — down plan", ["the top", "down plan"]),
        ("the top—down plan", ["the top", "down plan"]),
        ("he/she left", ["he she left"]),
        ("he / she left", ["he", "she left"]),
        ("the “big” (new) 'plan'", ["the big new plan"]),
        ("the plan, he said", ["the plan", "he said"]),
        ("the plan; he: said", ["the plan", "he", "said"]),
        ("the plan… he said", ["the plan", "he said"]),
        ("the plan. He said", ["the plan", "He said"]),
        ("the [laughs] plan", ["the plan"]),
        ("the, [laughs] plan", ["the", "plan"]),
        ("the [laughs.] plan", ["the plan"]),
        ("the [NAME, of trust] plan", ["the plan"]),
        ("they don’t, do they", ["they do n’t", "do they"]),
        ("at 9am for £4bn", ["at 9 am for £ 4bn"]),
    ],
)
def test_hyphens_quotes_brackets_and_asides_join_words_and_other_marks_part_them(text: str, pieces: list[str]) -> None:
    assert joined_words(text) == pieces


@pytest.mark.parametrize("aside", ["[laughs]", "[NAME of trust]", "[long pause]", "[inaudible 00:12]", "(pause)"])
def test_what_a_transcriber_put_in_brackets_is_no_word(aside: str) -> None:
    assert joined_words(f"They {aside} left.") == ["They left"]


def test_without_asides_words_in_brackets_are_words() -> None:
    text = "They [laughs] left."
    assert len(read(text, asides=()).types) == 3


def test_a_word_of_several_code_points_is_one_word_at_its_place() -> None:
    text = "nai\u0308ve 👩‍👧 family"
    words = read(text)
    assert text[words.starts[0] : words.ends[0]] == "nai\u0308ve"
    assert text[words.starts[-1] : words.ends[-1]] == "family"


def test_a_paragraph_of_more_than_a_million_characters_can_be_read() -> None:
    assert len(read("ward " * 200_001, asides=()).types) == 200_001


def test_words_are_told_as_they_stand_in_the_text() -> None:
    text = "The *rent*, it [laughs] doubled."
    words = read(text)
    assert words.tokens(text, (3, 1)) == (MatchedToken(24, 31, "doubled"), MatchedToken(5, 9, "rent"))
