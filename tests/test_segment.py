from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.language import Language, load_language
from interview_coder.model.segment import Paragraph, Segment, SegmentUnit
from interview_coder.model.source import Role, Source, Turn
from interview_coder.segment import LONGEST_WRAPPED_LINE, segment_source, split_paragraphs

LONG = "This line is so long that nobody would have wrapped it. " * 3


@cache
def blank_language() -> Language:
    return load_language("blank")


def make_source(*turns: tuple[Role, str]) -> Source:
    """Make a source whose turns say just this."""
    text = ""
    made = []
    for number, (role, speech) in enumerate(turns, start=1):
        text += "S: "
        made.append(Turn(number, "S", len(text), len(text) + len(speech), role=role))
        text += f"{speech}\n\n"
    return Source("folder/interview", "folder/interview.txt", "txt", text, tuple(made), "Name: text")


def paragraphs_of(speech: str) -> list[str]:
    source = make_source(("participant", speech))
    return [source.text[paragraph.start : paragraph.end] for paragraph in split_paragraphs(source)]


def segments_of(source: Source, unit: SegmentUnit) -> Sequence[Segment]:
    paragraphs = split_paragraphs(source)
    return segment_source(source, unit, paragraphs, sentences_of(source))


def sentences_of(source: Source) -> list[tuple[int, int, int]]:
    return blank_language().read_words(source.text, split_paragraphs(source)).list_sentences()


@pytest.mark.parametrize(
    ("speech", "paragraphs"),
    [
        ("one", ["one"]),
        ("one\n\ntwo", ["one", "two"]),
        ("one\n \t \n\n  two", ["one", "two"]),
        ("one\nstill one\n\ntwo", ["one\nstill one", "two"]),
        ("one\n\n\n\n\ntwo", ["one", "two"]),
        ("one\fstill one\u2028still", ["one\fstill one\u2028still"]),
        ("one\n\f\ntwo", ["one", "two"]),
    ],
)
def test_in_wrapped_text_blank_lines_part_paragraphs(speech: str, paragraphs: list[str]) -> None:
    assert paragraphs_of(speech) == paragraphs


def test_where_a_line_is_long_every_line_end_parts_paragraphs() -> None:
    assert paragraphs_of(f"one\ntwo \n three\n\n{LONG}end") == ["one", "two", "three", f"{LONG}end"]


def test_a_long_line_of_anybody_shows_that_the_source_is_not_wrapped() -> None:
    source = make_source(("interviewer", LONG.strip()), ("participant", "one\ntwo"))
    assert [source.text[one.start : one.end] for one in split_paragraphs(source)][1:] == ["one", "two"]


def test_a_line_counts_as_wrapped_up_to_its_longest_length() -> None:
    label = len("S: ")
    assert len(paragraphs_of("a" * (LONGEST_WRAPPED_LINE - label) + "\nb")) == 1
    assert len(paragraphs_of("a" * (LONGEST_WRAPPED_LINE - label + 1) + "\nb")) == 2


@pytest.mark.parametrize("speech", ["one  \n\n  two", "one\t\n \n\ttwo", "one\u00a0\n\n\u00a0two"])
def test_a_paragraph_has_no_white_space_at_its_borders(speech: str) -> None:
    assert paragraphs_of(speech) == ["one", "two"]


def test_paragraphs_are_of_everybody_and_segments_of_participants_only() -> None:
    source = make_source(
        ("interviewer", "one"), ("participant", "two"), ("moderator", "three"), ("participant", "four")
    )
    assert [one.turn for one in split_paragraphs(source)] == [1, 2, 3, 4]
    assert [one.turn for one in segments_of(source, "paragraph")] == [2, 4]


def test_a_turn_is_one_segment_with_its_number() -> None:
    source = make_source(("interviewer", "Why?"), ("participant", "One. Two.\n\nThree."))
    (segment,) = segments_of(source, "turn")
    assert (segment.segment_id, segment.source_id, segment.turn) == ("folder/interview#2", "folder/interview", 2)
    assert source.text[segment.start : segment.end] == "One. Two.\n\nThree."


def test_paragraphs_are_numbered_in_their_turn() -> None:
    source = make_source(("participant", "One.\n\nTwo."), ("interviewer", "Why?"), ("participant", "Three.\n\nFour."))
    segments = segments_of(source, "paragraph")
    assert [(one.segment_id.partition("#")[2], source.text[one.start : one.end]) for one in segments] == [
        ("1.1", "One."),
        ("1.2", "Two."),
        ("3.1", "Three."),
        ("3.2", "Four."),
    ]


def test_sentences_are_numbered_in_their_turn_and_not_in_their_paragraph() -> None:
    source = make_source(("participant", "One. Two.\n\nThree."), ("participant", "Four."))
    segments = segments_of(source, "sentence")
    assert [(one.segment_id.partition("#")[2], source.text[one.start : one.end]) for one in segments] == [
        ("1.1", "One."),
        ("1.2", "Two."),
        ("1.3", "Three."),
        ("2.1", "Four."),
    ]


@pytest.mark.parametrize("unit", ["turn", "paragraph", "sentence"])
def test_a_source_in_which_only_the_interviewer_speaks_has_no_segments(unit: SegmentUnit) -> None:
    assert segments_of(make_source(("interviewer", "One."), ("moderator", "Two.")), unit) == ()


speeches = st.text(st.sampled_from("ab. \n\n\t\f\u2028\u00a0!🙂"), max_size=30).map(str.strip).filter(
    lambda speech: speech != ""
) | st.sampled_from([LONG.strip(), "One. Two.\n\nThree."])
roles: st.SearchStrategy[Role] = st.sampled_from(["participant", "participant", "interviewer", "moderator"])
sources = st.lists(st.tuples(roles, speeches), max_size=5).map(lambda turns: make_source(*turns))


@given(sources)
def test_paragraphs_hold_every_word_once_and_in_order(source: Source) -> None:
    paragraphs = split_paragraphs(source)
    said = [source.text[turn.start : turn.end] for turn in source.turns]
    kept = [source.text[paragraph.start : paragraph.end] for paragraph in paragraphs]
    assert "".join("".join(kept).split()) == "".join("".join(said).split())
    assert all(a.end <= b.start for a, b in pairwise(paragraphs))
    assert all(kept)


@given(sources, st.sampled_from(["turn", "paragraph", "sentence"]))
def test_segments_lie_in_order_in_turns_of_participants_and_have_ids_of_their_own(
    source: Source, unit: SegmentUnit
) -> None:
    segments = segments_of(source, unit)
    turns = {turn.number: turn for turn in source.turns}
    for segment in segments:
        turn = turns[segment.turn]
        assert turn.role == "participant"
        assert turn.start <= segment.start < segment.end <= turn.end
    assert all(a.end <= b.start for a, b in pairwise(segments))
    assert len({segment.segment_id for segment in segments}) == len(segments)


@given(sources)
def test_every_sentence_lies_in_one_segment_of_each_unit(source: Source) -> None:
    roles_of = {turn.number: turn.role for turn in source.turns}
    for turn, start, end in sentences_of(source):
        for unit in ("turn", "paragraph", "sentence"):
            segments = segments_of(source, unit)
            holding = [segment for segment in segments if segment.start <= start and end <= segment.end]
            assert len(holding) == (roles_of[turn] == "participant")


def test_paragraphs_are_records_of_place_alone() -> None:
    source = make_source(("participant", "One."))
    assert split_paragraphs(source) == (Paragraph(1, 3, 7),)
