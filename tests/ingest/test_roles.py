from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.ingest.roles import guess_roles
from interview_coder.ingest.transcript import Transcript
from interview_coder.model.source import Turn


def transcribe(*said: tuple[str, str], questions: Sequence[str] = ()) -> Transcript:
    text = "\n".join(speech for _, speech in said)
    starts = accumulate((len(speech) + 1 for _, speech in said), initial=0)
    numbers = [*questions, *[""] * (len(said) - len(questions))]
    turns = tuple(
        Turn(n, who, start, start + len(speech), question=number)
        for n, ((who, speech), start, number) in enumerate(zip(said, starts, numbers, strict=False), start=1)
    )
    return Transcript(text, turns, "Name: text")


def roles(*said: tuple[str, str], questions: Sequence[str] = ()) -> dict[str, str]:
    return {label: found.role for label, found in guess_roles(transcribe(*said, questions=questions)).items()}


def talk(*labels: str) -> list[tuple[str, str]]:
    return [(label, "We met.") for label in labels]


ASKING = [("Dan", "How was it?"), ("Ana", "It was a long day and nobody came.")] * 4


@pytest.mark.parametrize(
    ("label", "role"), [("INTERVIEWER", "interviewer"), ("Int 2", "interviewer"), ("Chair", "moderator")]
)
def test_a_label_that_says_a_role_gives_it(label: str, role: str) -> None:
    found = guess_roles(transcribe(*talk(label, "Ana", label, "Ben")))
    assert {one: (sign.role, sign.sign) for one, sign in found.items()} == {label: (role, "by its label")}


def test_several_labels_can_say_their_roles() -> None:
    assert roles(*talk("Moderator", "Ana", "Interviewer", "Ana")) == (
        {"Moderator": "moderator", "Interviewer": "interviewer"}
    )


def test_where_a_label_says_it_nobody_else_is_guessed_to_ask() -> None:
    assert roles(("INTERVIEWER", "Yes."), *ASKING) == {"INTERVIEWER": "interviewer"}


def test_who_asks_the_numbered_questions_is_an_interviewer() -> None:
    said = talk("Ana", "Ben", "Ana", "Ben", "Cem", "Ben")
    found = guess_roles(transcribe(*said, questions=["Q1", "Q1", "Q2", "Q2", "Q3", "Q3"]))
    assert {one: sign.role for one, sign in found.items()} == {"Ana": "interviewer", "Cem": "interviewer"}
    assert {sign.sign for sign in found.values()} == {"asks the numbered questions"}


def test_a_label_counts_more_than_numbered_questions() -> None:
    said = talk("Chair", "Ben", "Ana", "Ben", "Chair", "Ben")
    assert roles(*said, questions=["Q1", "Q1", "Q2", "Q2", "Q3", "Q3"]) == {"Chair": "moderator", "Ana": "interviewer"}


def test_two_numbered_questions_are_no_sign_yet() -> None:
    assert roles(*talk("Ana", "Ben", "Ana", "Ben"), questions=["Q1", "Q1", "Q2", "Q2"]) == {}


def test_numbers_that_everybody_begins_say_nothing() -> None:
    assert roles(*talk("Ana", "Ben", "Ana", "Ben"), questions=["Q1", "Q2", "Q3", "Q4"]) == {}


def test_questions_in_words_are_no_numbers() -> None:
    assert roles(*talk("Ana", "Ben") * 3, questions=["How?", "Why?", "When?", "Who?", "What?", "Where?"]) == {}


def test_the_one_who_asks_again_and_again_while_nobody_else_does_is_the_interviewer() -> None:
    found = guess_roles(transcribe(*ASKING))
    assert {one: (sign.role, sign.sign) for one, sign in found.items()} == {
        "Dan": ("interviewer", "asks in 4 of 4 turns")
    }


def test_who_asks_now_and_then_is_a_participant() -> None:
    said = [*ASKING, ("Ana", "Do you see?")]
    assert roles(*said) == {"Dan": "interviewer"}


def test_where_all_ask_nobody_is_guessed() -> None:
    assert roles(*[("Dan", "How was it?"), ("Ana", "How do you mean? It was long.")] * 4) == {}


def test_who_says_more_than_all_the_others_is_no_interviewer() -> None:
    assert roles(*[("Dan", "Well, was it not a long day on which nobody came? I say so."), ("Ana", "Yes.")] * 4) == {}


def test_few_turns_are_no_sign() -> None:
    assert roles(*ASKING[:5]) == {}
    assert roles(*ASKING[:6]) == {"Dan": "interviewer"}


def test_one_person_alone_asks_nobody() -> None:
    assert roles(*[("Dan", "How was it?")] * 8) == {}


def test_turns_of_nobody_known_give_no_role_by_their_label() -> None:
    assert roles(*talk("", "Ana", "", "Ana")) == {}


def test_a_transcript_without_turns_has_no_roles() -> None:
    assert guess_roles(Transcript("", (), "nobody is named")) == {}


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Ana", "Ben", "Chair", "I", "P01", ""]), st.sampled_from(["Why?", "No.", "We met. And?"])
        ),
        max_size=20,
    ),
    st.lists(st.sampled_from(["", "Q1", "Q2", "Q3", "q4"]), max_size=20),
)
def test_roles_are_of_people_who_speak_and_never_of_all_by_their_questions(
    said: list[tuple[str, str]], questions: list[str]
) -> None:
    found = guess_roles(transcribe(*said, questions=questions[: len(said)]))
    labels = {who for who, _ in said}
    assert found.keys() <= labels
    assert all(sign.role in {"interviewer", "moderator"} and sign.sign for sign in found.values())
    assert found.keys() < labels or not said or {sign.sign for sign in found.values()} & {"by its label"}
