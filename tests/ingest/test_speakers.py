from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.errors import InputError
from interview_coder.ingest import read_whole
from interview_coder.ingest.document import Document, lines_of
from interview_coder.ingest.labels import GENERIC_LABEL, guess_role
from interview_coder.ingest.transcript import ReadOptions, Transcript
from interview_coder.ingest.turns import split_turns

QUESTION_TIME = Path(__file__).resolve().parents[3] / "shared" / "validation" / "mayors_question_time_2017-12-14.txt"


def split(text: str, *known_labels: str) -> Transcript:
    document = Document(lines_of(text), "line")
    return split_turns(document, file="corpus/a.txt", options=ReadOptions(frozenset(known_labels)))


def said(text: str, *known_labels: str) -> list[tuple[str, str]]:
    """List who says what."""
    transcript = split(text, *known_labels)
    return [(turn.speaker, transcript.text[turn.start : turn.end]) for turn in transcript.turns]


def problem_of(text: str) -> str:
    with pytest.raises(InputError) as caught:
        split(text)
    (problem,) = caught.value.problems
    assert problem.place.file == "corpus/a.txt"
    assert problem.fix
    return problem.message


def test_a_label_before_speech_on_its_line_begins_a_turn() -> None:
    assert said("INTERVIEWER: How was it?\n\nP01: Fine. We met: twice.\nP02:  And we did not.\n") == [
        ("INTERVIEWER", "How was it?"),
        ("P01", "Fine. We met: twice."),
        ("P02", "And we did not."),
    ]


def test_a_label_on_a_line_of_its_own_begins_a_turn() -> None:
    text = "INTERVIEWER:\nHow was it?\n\nAnna Bell (chair):\nFine.\nWe met.\n\nINTERVIEWER:\nAnd?\n"
    assert said(text) == [("INTERVIEWER", "How was it?"), ("Anna Bell", "Fine.\nWe met."), ("INTERVIEWER", "And?")]


def test_the_way_of_marking_speakers_is_told_in_words() -> None:
    assert split("P01: a\nP02: b").dialect == "Name: text"
    assert split("P01:\na\nP02:\nb").dialect == "Name: on a line of its own"


def test_turns_are_numbered_from_one_in_the_order_of_the_text() -> None:
    assert [turn.number for turn in split("P01: a\nP02: b\nP01: c").turns] == [1, 2, 3]


def test_what_a_label_has_in_parentheses_is_a_note() -> None:
    turns = split("P02: a\nAnna Bell (Mayor of London): b\nP02 ( by phone ) : c").turns
    assert [(turn.speaker, turn.note) for turn in turns] == [
        ("P02", ""),
        ("Anna Bell", "Mayor of London"),
        ("P02", "by phone"),
    ]


def test_a_turn_goes_on_until_the_next_label_over_paragraphs() -> None:
    assert said("P01: one\n\ntwo\n\n\n  three  \n\nP02: four") == [("P01", "one\n\ntwo\n\n\n  three"), ("P02", "four")]


@pytest.mark.parametrize("mark", ["\f", "\u2028", "\u2029", "\x0b", "\x85", "\x1c"])
def test_no_other_sign_than_a_line_end_ends_a_line(mark: str) -> None:
    assert said(f"P01: one{mark}two{mark}P02: three\nP02: four") == [
        ("P01", f"one{mark}two{mark}P02: three"),
        ("P02", "four"),
    ]


def test_a_label_after_a_new_page_begins_a_turn() -> None:
    assert said("P01: one\n\fP02: two") == [("P01", "one"), ("P02", "two")]


@pytest.mark.parametrize(
    "line",
    [
        "he said: no",
        "and the reason is this: money",
        "What I mean is, first: money",
        "Is it this? No: that",
        "It was late. Well: it was",
        "at 10:30 we met",
        "10:30 was late",
        "10:30: that was late",
        "https://example.org/a: read it",
        "mailto:someone",
        "Fig.2:left",
        "(sighs): well",
        "[laughs]: well",
        "“Trust”: what is that",
        "– Trust: what is that",
        "the The Quick Brown Fox Jumped Over: a dog",
        "Everything That Anybody Ever Said In All Those Long Meetings: nothing",
        ": well",
        "well:",
        "a note to self:",
    ],
)
def test_a_colon_in_speech_begins_no_turn(line: str) -> None:
    speech = f"one\n{line}\ntwo"
    assert said(f"INTERVIEWER: Well?\nP01: {speech}\nINTERVIEWER: And?") == [
        ("INTERVIEWER", "Well?"),
        ("P01", speech),
        ("INTERVIEWER", "And?"),
    ]


def test_headings_on_lines_of_their_own_are_no_speakers_where_labels_stand_before_speech() -> None:
    text = "Question By:\nAnna Bell\nINTERVIEWER: Well?\nP01: One.\n\nPart Two:\n\nmore\nINTERVIEWER: And?"
    assert said(text) == [("INTERVIEWER", "Well?"), ("P01", "One.\n\nPart Two:\n\nmore"), ("INTERVIEWER", "And?")]


def test_fields_before_their_values_are_no_speakers_where_labels_have_their_own_lines() -> None:
    text = "INTERVIEWER:\nWell?\n\nP01:\nOne.\nDate: 14 December\nPlace: London\n\nINTERVIEWER:\nAnd?"
    assert said(text)[1] == ("P01", "One.\nDate: 14 December\nPlace: London")


def test_a_name_that_is_used_once_is_a_speaker_beside_sure_ones() -> None:
    assert said("INTERVIEWER: Well?\nAnna Bell: One.\nP01: Two.") == [
        ("INTERVIEWER", "Well?"),
        ("Anna Bell", "One."),
        ("P01", "Two."),
    ]


def test_names_that_are_used_once_each_are_speakers_where_there_are_two() -> None:
    assert said("Anna Bell: One.\nBen: Two.") == [("Anna Bell", "One."), ("Ben", "Two.")]


def test_one_name_that_is_used_once_is_no_speaker() -> None:
    assert said("Summary: it went well.\nNobody spoke.") == [("", "Summary: it went well.\nNobody spoke.")]


def test_a_name_that_is_used_twice_makes_a_transcript() -> None:
    assert said("Anna: One.\nAnna: Two.") == [("Anna", "One."), ("Anna", "Two.")]


@pytest.mark.parametrize(
    "label",
    [
        "P01", "p 1", "R2", "Speaker 1", "Respondent-3", "INT", "Q", "A", "Anna", "ANNA BELL", "A. Bell", "Dr. Bell",
        "Dr Onkar Sahota AM", "Mary-Jane O’Neil", "José Ñandú", "Ludwig van der Berg", "Speaker for the Trust",
        "Director of Finance", "Zoë", "Иван", "Interviewer 2",
    ],
)  # fmt: skip
def test_names_roles_and_codes_are_labels(label: str) -> None:
    assert said(f"{label}: one\nP99: two\n{label}: three") == [(label, "one"), ("P99", "two"), (label, "three")]


@pytest.mark.parametrize("spaces", ["", " ", "\t", "\u00a0"])
def test_white_space_around_a_label_is_no_part_of_it(spaces: str) -> None:
    assert said(f"{spaces}P01{spaces}: one\nP02: two") == [("P01", "one"), ("P02", "two")]


def test_a_label_that_the_roster_names_is_a_speaker_whatever_it_looks_like() -> None:
    text = "P01: one\nthe warden: two\nthe cook: three\nP01: four"
    assert said(text, "the warden") == [("P01", "one"), ("the warden", "two\nthe cook: three"), ("P01", "four")]


def test_a_label_that_the_roster_names_may_be_marked_in_either_way() -> None:
    assert said("INTERVIEWER: one\nWarden:\ntwo\nINTERVIEWER: three", "Warden") == [
        ("INTERVIEWER", "one"),
        ("Warden", "two"),
        ("INTERVIEWER", "three"),
    ]


def test_a_speaker_who_is_sure_elsewhere_in_the_file_may_be_marked_in_either_way() -> None:
    assert said("INTERVIEWER: one\nP01:\ntwo\nINTERVIEWER: three\nP01: four") == [
        ("INTERVIEWER", "one"),
        ("P01", "two"),
        ("INTERVIEWER", "three"),
        ("P01", "four"),
    ]


def test_the_interviewer_may_be_marked_in_either_way_too() -> None:
    assert said("INTERVIEWER:\none\nP01:\ntwo\nINTERVIEWER: three\nP01:\nfour") == [
        ("INTERVIEWER", "one"),
        ("P01", "two"),
        ("INTERVIEWER", "three"),
        ("P01", "four"),
    ]


def test_labels_with_nothing_said_are_counted() -> None:
    transcript = split("P01:\nP02:\n\nP01:\none\nP02:\n")
    assert [(turn.number, turn.speaker) for turn in transcript.turns] == [(1, "P01")]
    assert [(left.what, left.count) for left in transcript.left_out] == [("speaker labels with nothing said", 3)]


def test_what_stands_before_the_first_speaker_is_kept_as_attributes_and_counted() -> None:
    transcript = split("Interview seven\n\nDate: 14 December 2017\nPlace:\nTown hall\n\nP01: one\nP02: two\nP01: three")
    assert transcript.attributes == {"Date": "14 December 2017", "Place": "Town hall"}
    assert {left.what: left.count for left in transcript.left_out} == {"lines before the first speaker": 4}
    assert transcript.turns[0].speaker == "P01"


def test_a_head_of_fields_is_no_talk_even_if_it_names_who_speaks() -> None:
    head = "Interviewer: Jane\nParticipant: P01\nDate: 3 May\n\n"
    transcript = split(f"{head}I: one\nP01: two\nI: three\nP01: four\n")
    assert [turn.speaker for turn in transcript.turns] == ["I", "P01", "I", "P01"]
    assert transcript.attributes == {"Interviewer": "Jane", "Participant": "P01", "Date": "3 May"}


def test_a_transcript_that_begins_with_its_first_speaker_leaves_nothing_out() -> None:
    transcript = split("P01: one\nP02: two")
    assert transcript.left_out == ()
    assert transcript.attributes == {}


@pytest.mark.parametrize("text", ["", " \n\n", "\f\u2028"])
def test_an_empty_file_is_told(text: str) -> None:
    assert problem_of(text) == "the file is empty: there is no text in it"


@pytest.mark.parametrize(
    "text", ["We met.\nThey left.", "It was late\n11:30", "P01 one\nP02 two", "https://example.org\nmore"]
)
def test_a_text_without_speakers_is_one_turn_of_nobody_known_and_that_is_told(text: str) -> None:
    transcript = split(f"\n{text}\n")
    assert [(turn.speaker, transcript.text[turn.start : turn.end]) for turn in transcript.turns] == [("", text)]
    assert transcript.certainty == "guess"
    assert "no speaker labels were found" in transcript.remarks[0]


def test_labels_without_any_speech_make_no_transcript() -> None:
    assert "nobody says anything" in problem_of("P01:\nP02:\n")


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("INTERVIEWER", "interviewer"),
        ("Interviewer 2", "interviewer"),
        ("INT1", "interviewer"),
        ("int_2", "interviewer"),
        ("I", "interviewer"),
        ("Q", "interviewer"),
        ("Researcher", "interviewer"),
        ("Moderator", "moderator"),
        ("FACILITATOR 1", "moderator"),
        ("Chair", "moderator"),
        ("P01", None),
        ("Respondent", None),
        ("Ivy", None),
        ("Chairs Ltd", None),
        ("Interviewee", None),
        ("Dr Chair-Smith", None),
    ],
)
def test_a_role_is_guessed_from_a_label_that_says_it(label: str, role: str | None) -> None:
    assert guess_role(label) == role


@pytest.mark.parametrize(
    "label", ["Speaker 1", "SPEAKER_02", "Participant", "R1", "A", "Interviewee 3", "Female 2", "p-7"]
)
def test_a_label_that_anybody_could_have_is_generic(label: str) -> None:
    assert GENERIC_LABEL.fullmatch(label)


@pytest.mark.parametrize("label", ["Anna", "Interviewer", "Warden", "P01a", "Speaker of the House", "RS1"])
def test_a_name_is_not_generic(label: str) -> None:
    assert not GENERIC_LABEL.fullmatch(label)


def transcript_of(text: str) -> Transcript | None:
    try:
        return split(text)
    except InputError:
        return None


@given(
    st.lists(
        st.sampled_from(
            [
                "P01",
                "Anna Bell",
                "INTERVIEWER",
                "he said",
                ":",
                ": ",
                "\n",
                " (note)",
                " ",
                "\f",
                "\u2028",
                "🙂",
                "1",
                "[x]",
            ]
        ),
        max_size=25,
    ).map("".join)
    | st.text(max_size=40)
)
def test_turns_of_any_text_lie_in_it_in_order_without_white_space_at_their_borders(text: str) -> None:
    transcript = transcript_of(text)
    if transcript is not None:
        assert transcript.text == text
        assert [turn.number for turn in transcript.turns] == list(range(1, len(transcript.turns) + 1))
        assert all(before.end <= after.start for before, after in pairwise(transcript.turns))
        for turn in transcript.turns:
            speech = text[turn.start : turn.end]
            assert speech == speech.strip() != ""
            assert turn.speaker == turn.speaker.strip()
            assert turn.speaker or len(transcript.turns) == 1


@pytest.mark.skipif(not QUESTION_TIME.exists(), reason="the transcript of the Mayor's Question Time is not at hand")
def test_the_mayors_question_time_has_two_speakers_and_no_heading_among_them() -> None:
    transcript = read_whole(QUESTION_TIME.read_bytes(), ending=".txt", file=QUESTION_TIME.name, options=ReadOptions())
    assert {(turn.speaker, turn.note) for turn in transcript.turns} == {
        ("Sadiq Khan", "Mayor of London"),
        ("Dr Onkar Sahota AM", ""),
    }
    assert [turn.speaker[0] for turn in transcript.turns] == list("SDSDSDSD")
    speeches = [transcript.text[turn.start : turn.end] for turn in transcript.turns]
    assert speeches[0].startswith("Thank you.")
    assert speeches[0].endswith("proposed implementation plans.")
    assert speeches[-1].startswith("Great.")
    assert not any("Answered By" in speech or "Question By" in speech for speech in speeches)
    assert transcript.attributes["Question By"] == "Onkar Sahota"
