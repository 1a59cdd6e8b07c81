"""Names that are common words, and common words that are no names."""

from __future__ import annotations

import pytest
from tests.anonymise.found import left, people

ROSTER = people("Will Orme", "Grace Tully", "Mark Denby", "Bill Hart", "Hope Frayne", "May Sykes", "Dawn Field")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("I asked Will, and Will said yes.", "I asked ____, and ____ said yes."),
        ("Will you come? It will be fine.", "Will you come? It will be fine."),
        ("I said to Grace that it was a grace period.", "I said to _____ that it was a grace period."),
        ("Mark my words. They left a mark.", "Mark my words. They left a mark."),
        ("It was Mark who rang. Mark's office is here.", "It was ____ who rang. ____'s office is here."),
        ("Bill after bill, that is all we get.", "Bill after bill, that is all we get."),
        ("I hope so. We hope to stay.", "I hope so. We hope to stay."),
        ("We met in May with May and Dawn.", "We met in May with ___ and ____."),
        ("You may go at dawn, over the field.", "You may go at dawn, over the field."),
        ("Mrs Field runs it, across the field.", "Mrs _____ runs it, across the field."),
        ("Will will come. May could too.", "____ will come. ___ could too."),
        ("Hope, who runs it, said no.", "____, who runs it, said no."),
        ("Grace, that thing on Friday, is it on?", "_____, that thing on Friday, is it on?"),
        ("Hope in the bakery said so.", "____ in the bakery said so."),
    ],
)
def test_a_name_that_is_a_word_is_told_by_capital_and_place(text: str, masked: str) -> None:
    assert left(text, ROSTER) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (
            "so i asked will about it and will said he would not come",
            "so i asked ____ about it and ____ said he would not come",
        ),
        (
            "it will be what it will be and i may be wrong about that",
            "it will be what it will be and i may be wrong about that",
        ),
        (
            "i said to grace i said there is no grace period for us",
            "i said to _____ i said there is no grace period for us",
        ),
        (
            "i said to mark that it was late and they said to mark that on the form",
            "i said to ____ that it was late and they said to mark that on the form",
        ),
        (
            "to mark the day they made a mark on the wall of the hall",
            "to mark the day they made a mark on the wall of the hall",
        ),
        (
            "and mark's office was full of the boxes from the old place",
            "and ____'s office was full of the boxes from the old place",
        ),
        (
            "i hope so and we pay bill after bill at the end of the month",
            "i hope so and we pay bill after bill at the end of the month",
        ),
        (
            "we sat in the kitchen with hope the cook and had some tea",
            "we sat in the kitchen with ____ the cook and had some tea",
        ),
        (
            "my wife's hope was that we hope the cook would stay on here",
            "my wife's hope was that we hope the cook would stay on here",
        ),
        (
            "so i said to will will your sister come along to it or not",
            "so i said to ____ will your sister come along to it or not",
        ),
        (
            "the old manager mrs field she lived across the field from us",
            "the old manager mrs _____ she lived across the field from us",
        ),
    ],
)
def test_where_capitals_tell_nothing_the_words_around_tell(text: str, masked: str) -> None:
    assert left(text, ROSTER) == masked


@pytest.mark.parametrize(
    "text", ["It's been broken since May.", "Was it May? It may have been June.", "It is May again."]
)
def test_a_month_is_nobody_without_a_sign_of_one(text: str) -> None:
    assert left(text) == text
