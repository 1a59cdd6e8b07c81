from __future__ import annotations

import codecs
from collections.abc import Sequence
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.errors import InputError, Problem
from interview_coder.ingest import srt
from interview_coder.ingest.transcript import ReadOptions, Transcript


def cues(*payloads: str) -> str:
    """Make a caption file whose cues are one second long each."""
    blocks = [
        f"{n + 1}\n00:{n // 60:02}:{n % 60:02},000 --> 00:{n // 60:02}:{n % 60:02},900\n{payload}\n"
        for n, payload in enumerate(payloads)
    ]
    return "\n".join(blocks)


def read(text: str | bytes, options: ReadOptions | None = None) -> Transcript:
    raw = text if isinstance(text, bytes) else text.encode()
    return srt.read(raw, file="corpus/a.srt", options=options or ReadOptions())


def said(text: str | bytes) -> list[tuple[str, str]]:
    transcript = read(text)
    return [(turn.speaker, transcript.text[turn.start : turn.end]) for turn in transcript.turns]


def problems_of(text: str | bytes) -> Sequence[Problem]:
    with pytest.raises(InputError) as caught:
        read(text)
    assert all(problem.fix for problem in caught.value.problems)
    return caught.value.problems


TWO = [("Anna Bell", "One."), ("Ben Okri", "Two.")]


def test_cues_of_one_label_one_after_the_other_are_one_turn() -> None:
    text = cues("Anna Bell: One.", "Anna Bell: Two.", "Ben Okri: Three.", "Anna Bell: Four.")
    assert said(text) == [("Anna Bell", "One. Two."), ("Ben Okri", "Three."), ("Anna Bell", "Four.")]
    assert [(turn.start_seconds, turn.end_seconds) for turn in read(text).turns] == [(0.0, 1.9), (2.0, 2.9), (3.0, 3.9)]


def test_cues_need_no_blank_lines_between_them() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nAnna Bell: One.\n2\n00:00:02,000 --> 00:00:03,000\nBen Okri: Two.\n"
    assert said(text) == TWO
    assert read(text).places.numbers == (1, 2)


def test_cues_need_no_numbers() -> None:
    assert (
        said("00:00:01,000 --> 00:00:02,000\nAnna Bell: One.\n\n00:00:02,000 --> 00:00:03,000\nBen Okri: Two.") == TWO
    )


def test_cues_need_neither_numbers_nor_blank_lines() -> None:
    assert said("00:00:01,000 --> 00:00:02,000\nAnna Bell: One.\n00:00:02,000 --> 00:00:03,000\nBen Okri: Two.") == TWO


def test_a_blank_line_may_stand_between_all_lines() -> None:
    assert said(cues("Anna Bell: One.", "Ben Okri: Two.").replace("\n", "\n\n")) == TWO


def test_a_blank_line_within_a_cue_ends_no_cue() -> None:
    text = cues("Anna Bell: One.\n\nStill me.\n\nAnd still.", "Ben Okri: Two.")
    assert said(text) == [("Anna Bell", "One. Still me. And still."), ("Ben Okri", "Two.")]
    assert read(text).left_out == ()


def test_a_line_of_digits_among_the_words_is_said() -> None:
    assert said(cues("Anna Bell: It was in\n1984", "Ben Okri: Two.\n\n1999\n\nor so")) == [
        ("Anna Bell", "It was in 1984"),
        ("Ben Okri", "Two. 1999 or so"),
    ]


def test_a_time_among_the_words_of_its_own_cue_is_left_out_and_told_with_its_line() -> None:
    text = cues("00:00:00,000 --> 00:00:00,900\nOne.", "Two.")
    assert said(text) == [("", "One. Two.")]
    assert [(left.count, left.where) for left in read(text).left_out] == [(1, "line 3")]


@pytest.mark.parametrize(
    "stamp",
    [
        "00:00:01,000 -> 00:00:02,000",
        "00:00:0x,000 --> 00:00:02,000",
        "00:00:01,000 --> 00:00:61,000",
        "00:00:01,000 -->",
        "--> 00:00:02,000",
        "00: 00: 01,000 --> 00: 00: 02,000",
        "00:00:01,000 –> 00:00:02,000",
        "00:00:01,000 --&gt; 00:00:02,000",
        "00:00:01:12 --> 00:00:02:05",
    ],
)
def test_every_time_that_cannot_be_read_is_told_with_its_line(stamp: str) -> None:
    text = f"1\n{stamp}\nAnna: One.\n\n2\n00:00:02,000 --> 00:00:03,000\nBen: Two.\n\n3\n{stamp}\nAnna: Three.\n"
    problems = problems_of(text)
    assert [problem.place.line for problem in problems] == [2, 10]
    assert all("time" in problem.message for problem in problems)
    assert not any("One" in str(problem) for problem in problems)


def test_of_very_many_unreadable_times_the_first_are_told_and_the_rest_counted() -> None:
    problems = problems_of(cues(*["x"] * 90).replace("-->", "->"))
    assert len(problems) == 21
    assert sum("70 more" in problem.message for problem in problems) == 1


@pytest.mark.parametrize(
    ("stamp", "seconds"),
    [
        ("00:00:01,500 --> 00:00:02,250", (1.5, 2.25)),
        ("00:00:01.500 --> 00:00:02.250", (1.5, 2.25)),
        ("0:00:01,5 --> 0:00:02,25", (1.5, 2.25)),
        ("00:01 --> 00:02", (1.0, 2.0)),
        ("00:01,500-->00:02,250", (1.5, 2.25)),
        ("123:00:00,000 --> 123:00:01,000", (442800.0, 442801.0)),
        ("00:00:01,500 --> 00:00:02,250 X1:40 X2:600 Y1:20 Y2:50", (1.5, 2.25)),
    ],
)
def test_times_are_read_in_all_usual_forms(stamp: str, seconds: tuple[float, float]) -> None:
    (turn,) = read(f"1\n{stamp}\nwell\n").turns
    assert (turn.start_seconds, turn.end_seconds) == seconds


def test_cues_that_times_and_numbers_say_are_in_the_wrong_order_are_refused() -> None:
    text = "2\n00:00:05,000 --> 00:00:06,000\nBen: Second.\n\n1\n00:00:01,000 --> 00:00:02,000\nAnna: First.\n"
    (problem,) = problems_of(text)
    assert problem.place.line == 6
    assert "order" in problem.message


def test_cues_in_the_order_of_their_numbers_stay_in_it_when_times_go_back() -> None:
    text = "1\n00:00:05,000 --> 00:00:06,000\nAnna: One.\n\n2\n00:00:01,000 --> 00:00:02,000\nBen: Two.\n"
    assert [speech for _, speech in said(text)] == ["One.", "Two."]
    assert "line 6" in read(text).remarks[0]


def test_overlapping_cues_are_nothing_odd() -> None:
    text = "1\n00:00:01,000 --> 00:00:06,000\nAnna: One.\n\n2\n00:00:00,500 --> 00:00:03,000\nBen: Two.\n"
    assert read(text).remarks == ()


def test_lines_before_the_first_cue_are_left_out_and_counted() -> None:
    text = "A talk in the tower\n\n" + cues("Anna Bell: One.", "Ben Okri: Two.")
    assert said(text) == TWO
    assert [(left.what, left.count, left.where) for left in read(text).left_out] == [
        ("lines before the first cue", 1, "line 1")
    ]


def test_tags_of_players_are_no_words() -> None:
    text = cues(r'{\an8}<font color="#fff">Well</font>, <i>yes</i><br>x<y > 3')
    assert said(text) == [("", "Well, yes x<y > 3")]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_line_ends_and_byte_order_mark_do_not_matter(ends: str, mark: bytes) -> None:
    assert said(mark + cues("Anna Bell: One.", "Ben Okri: Two.").replace("\n", ends).encode()) == TWO


def test_another_encoding_is_read_when_the_study_names_it() -> None:
    raw = cues("Größe").encode("cp1252")
    assert problems_of(raw)
    assert read(raw, ReadOptions(encoding="cp1252")).text == "Größe"


@pytest.mark.parametrize("text", ["", "\n\n", "Anna: one\nBen: two\n", cues("", " ", "<i></i>")])
def test_a_file_in_which_nobody_says_a_word_is_told(text: str) -> None:
    (problem,) = problems_of(text)
    assert "cues" in problem.message


def test_webvtt_under_the_name_of_subrip_is_told() -> None:
    (problem,) = problems_of("WEBVTT\n\n00:00.000 --> 00:01.000\nwell\n")
    assert "WebVTT" in problem.message


words = st.lists(
    st.sampled_from(["well", "we", "1984", "12", "a-b", "x<y", "10:30", "(laughs)", "…", "yes"]), min_size=1, max_size=4
)
payloads = st.lists(words.map(" ".join), min_size=1, max_size=3).map("\n".join)


@given(st.lists(payloads, min_size=1, max_size=6), st.booleans(), st.booleans())
def test_no_word_of_a_cue_is_lost(said_in_cues: list[str], has_blanks: bool, has_numbers: bool) -> None:
    blocks = cues(*(f"so\n{payload}\nend" for payload in said_in_cues))
    lines = [line for line in blocks.split("\n") if has_blanks or line]
    if not has_numbers:
        lines = [line for line, below in zip(lines, [*lines[1:], ""], strict=True) if "-->" not in below]
    expected = " ".join(f"so {payload} end" for payload in said_in_cues).split()
    assert read("\n".join(lines)).text.split() == expected


@given(st.lists(st.sampled_from(["", " ", "1", "2", "00:00:01,000 --> 00:00:02,000", "00:01.0 --> 0:2", "a", "A: b"])))
def test_any_lines_are_read_or_told(lines: list[str]) -> None:
    with suppress(InputError):
        assert read("\n".join(lines)).text.strip()
