"""Names that labels, titles and introductions tell, also where they are words of the dictionary."""

from __future__ import annotations

import pytest
from tests.anonymise.found import found, left, masks_of

from interview_coder.anonymise.searching import find_masks
from interview_coder.model.masking import Document

TALK = "Sparrow: I came early.\nInterviewer: And then?\nSparrow: I left.\nInterviewer: Why?\nSparrow: I was tired."


def test_a_label_that_comes_back_is_a_person_whatever_dictionaries_say() -> None:
    assert found(TALK) == ["Sparrow"] * 3


def test_who_speaks_under_such_a_label_is_found_in_the_talk_too() -> None:
    assert found(TALK + "\nInterviewer: Thank you, Sparrow. Sparrow, one more?") == ["Sparrow"] * 5


@pytest.mark.parametrize("label", ["Tenant", "Osteopath", "Setting", "Comment", "Bookseller", "Chaplain", "Laughter"])
def test_a_part_that_somebody_plays_and_a_heading_are_no_person(label: str) -> None:
    assert found(TALK.replace("Sparrow", label)) == []


def test_a_line_that_begins_with_a_word_once_or_twice_names_nobody() -> None:
    assert found("Sparrow: a small bird.\nI saw one.\nWe all did.\nSparrow: it sat there.") == []


def test_a_label_that_was_read_as_one_is_a_person_where_it_stands_once() -> None:
    _, masks = find_masks([Document("one", "Sparrow: I left.", ((0, 7),))])
    assert [(mask.start, mask.end) for mask in masks["one"]] == [(0, 7)]


def test_the_voice_of_a_caption_is_a_label() -> None:
    assert found("<v Sparrow>so i came early and then i left") == ["Sparrow"]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("A very kind woman called Thicket came round.", "A very kind woman called _______ came round."),
        ("Well, hello, I'm Tansy, I work here.", "Well, hello, I'm _____, I work here."),
        ("Well, hello, I'm Thicket, I work here.", "Well, hello, I'm _______, I work here."),
        ("Well, hello, I'm Welsh, I work here.", "Well, hello, I'm Welsh, I work here."),
        ("My name's Orvane and I work here.", "My name's ______ and I work here."),
        ("and he said call me shaw he said and then he went", "and he said call me ____ he said and then he went"),
        ("and he said call me back later and then he went", "and he said call me back later and then he went"),
        ("and she rang pc dunn and he came at once to us", "and she rang pc ____ and he came at once to us"),
        ("and it was a dr el mansour who came up to us", "and it was a dr __________ who came up to us"),
        ("we go to saint wilfrid's on the hill of a morning", "we go to _____________'s on the hill of a morning"),
    ],
)
def test_what_somebody_is_called_is_a_name(text: str, masked: str) -> None:
    assert left(text) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("I heard Thicket owned the land by then.", "I heard _______ owned the land by then."),
        ("I went to see Thicket. Nobody but Thicket knew.", "I went to see _______. Nobody but _______ knew."),
        ("Oonagh, Thicket and Ravi came along to it.", "______, _______ and ____ came along to it."),
        ("He had a lodger. Piers. He paid on time.", "He had a lodger. _____. He paid on time."),
        ("The Trust is slow. Trusts are. I told the Trust.", "The Trust is slow. Trusts are. I told the Trust."),
        ("A Thicket grew there. It was a small thicket.", "A Thicket grew there. It was a small thicket."),
        ("Exactly. I think so too. Exactly that.", "Exactly. I think so too. Exactly that."),
    ],
)
def test_a_word_with_a_capital_is_a_name_where_its_place_tells(text: str, masked: str) -> None:
    assert left(text) == masked


def test_a_name_with_a_shortened_verb_is_found_where_its_whole_form_was() -> None:
    text = "I asked Wendeline Carr about it. Wendeline'd know, and Carr'll say."
    assert left(text) == "I asked ______________ about it. _________'d know, and ____'ll say."


def test_what_labels_tell_of_words_is_a_question_and_not_certain() -> None:
    assert {mask.certainty for mask in masks_of(TALK)} == {"possible"}
