from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.ingest.asides import find_asides


def kinds_in(text: str) -> dict[str, str]:
    return {text[aside.start : aside.end]: aside.kind for aside in find_asides(text)}


@pytest.mark.parametrize(
    ("aside", "kind"),
    [
        ("[laughs]", "sound"), ("(laughs)", "sound"), ("(laughter)", "sound"), ("[both laugh]", "sound"),
        ("<laughs>", "sound"), ("*laughs*", "sound"), ("{coughs}", "sound"), ("((sighs))", "sound"),
        ("(clears throat)", "sound"), ("[phone rings]", "sound"), ("[laughs at his own joke]", "sound"),
        ("[inaudible]", "unclear"), ("[inaudible 00:12]", "unclear"), ("(unintelligible)", "unclear"),
        ("(unclear 1:02:03)", "unclear"), ("(??)", "unclear"), ("[?]", "unclear"), ("[xxx]", "unclear"),
        ("(pause)", "pause"), ("[long pause]", "pause"), ("(3 seconds)", "pause"), ("(0.5)", "pause"), ("(.)", "pause"),
        ("[silence]", "pause"), ("(...)", "pause"),
        ("(crosstalk)", "overlap"), ("[cross-talk]", "overlap"), ("[overlapping]", "overlap"),
        ("(talking over each other)", "overlap"), ("[crosstalk 00:12:05]", "overlap"),
        ("[hospital]", "insertion"), ("[Hospital A]", "insertion"), ("[the trust]", "insertion"),
        ("[neighbouring council]", "insertion"), ("[of the board]", "insertion"), ("[sic]", "insertion"),
        ("[Ana's school]", "insertion"), ("[Town 2]", "insertion"), ("[1]", "insertion"),
        ("[NAME]", "name"), ("[name of trust]", "name"), ("[redacted]", "name"),
        ("[00:12:03]", "time"), ("(12:03)", "time"), ("#00:00:15-8#", "time"), ("[00:01 - 00:05]", "time"),
    ],
)  # fmt: skip
def test_what_nobody_said_is_an_aside(aside: str, kind: str) -> None:
    assert kinds_in(f"They {aside} left.") == {aside: kind}


@pytest.mark.parametrize(
    "words",
    [
        "(the trust)", "{the trust}", "[I never trusted them]", "[yeah]", "[that’s it]", "[a man who runs the school]",
        "[T]hey", "[report](page)", "[why?]", "(I laughed at that)", "(we had a phone call)", "(2016)",
        "(it was 10:30)",
        "(a background in finance)", "(three trusts)", "(silent partners, mostly)", "*really*",
        "<b>", "a < b and c > d", "#nhs #stp", "(x or y)", "(ten)", "(name any of them)",
    ],
)  # fmt: skip
def test_words_that_somebody_said_are_none(words: str) -> None:
    assert kinds_in(f"They {words} left.") == {}


@given(
    st.lists(st.sampled_from(["[", "]", "(", ")", "laughs", " ", "the", "*", "<", ">", "#", "0:12", "\n", "🙂"])).map(
        "".join
    )
)
def test_asides_lie_in_the_text_in_order_and_hold_no_line_end(text: str) -> None:
    asides = list(find_asides(text))
    assert all(0 <= one.start < one.end <= len(text) for one in asides)
    assert all(before.end <= after.start for before, after in pairwise(asides))
    assert not any("\n" in text[one.start : one.end] for one in asides)


@pytest.mark.parametrize("sign", ["(", "[", "((", "*", "<", "[a ", "(laughs ", "# "])
def test_time_grows_with_the_text_and_not_faster(sign: str) -> None:
    began = time.process_time()
    list(find_asides(sign * 100_000))
    assert time.process_time() - began < 5
