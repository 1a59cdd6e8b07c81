from __future__ import annotations

from functools import cache

import pytest

from interview_coder.language import Language, load_language
from interview_coder.match.search import WordIndex
from interview_coder.match.stance import REACH, read_stance
from interview_coder.model.segment import Paragraph


@cache
def blank_language() -> Language:
    return load_language("blank")


def stance_of(text: str) -> tuple[str, str | None]:
    """Read the stance to the words between two bars: how they are meant, and the cue."""
    before, looked_for, after = text.split("|")
    text = before + looked_for + after
    language = blank_language()
    index = WordIndex(list(language.read_sentences(text, [Paragraph(1, 0, len(text))])))
    start, end = len(before), len(before) + len(looked_for)
    hit = tuple(place for place, word in enumerate(index.words) if start <= word.start < end)
    stance, cue = read_stance(hit, index, language.vocabulary.types)
    return stance, None if cue is None else text[index.words[cue].start : index.words[cue].end]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("It is not |toxic|.", "not"),
        ("It isn't |toxic|.", "n't"),
        ("It isn’t |toxic|.", "n’t"),
        ("It was never |toxic|.", "never"),
        ("Nobody called it |toxic|.", "Nobody"),
        ("Nothing about it is |toxic|.", "Nothing"),
        ("There is no |strategy| here.", "no"),
        ("It is neither |toxic| nor bad.", "neither"),
        ("It was done without a |strategy|.", "without"),
        ("It is hardly |toxic|.", "hardly"),
        ("They deny that it is |toxic|.", "deny"),
        ("They denied that it is |toxic|.", "denied"),
        ("I disagree that it is |toxic|.", "disagree"),
        ("I do not think it is |toxic|.", "not"),
        ("I would not call the |brand toxic|.", "not"),
        ("It is not, I think, |toxic|.", "not"),
        ("It is not “|toxic|”.", "not"),
        ("NOT |toxic|.", "NOT"),
    ],
)
def test_what_is_denied_shortly_before_is_denied(text: str, cue: str) -> None:
    assert stance_of(text) == ("denied", cue)


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Maybe it is |toxic|.", "Maybe"),
        ("Perhaps it is |toxic|.", "Perhaps"),
        ("It might be |toxic|.", "might"),
        ("It is probably |toxic|.", "probably"),
        ("I suppose it is |toxic|.", "suppose"),
        ("I wonder whether it is |toxic|.", "wonder"),
        ("I'm unsure it is |toxic|.", "unsure"),
        ("I'm not sure it is |toxic|.", "not"),
        ("I am not convinced it is |toxic|.", "not"),
        ("I don't know that it is |toxic|.", "n't"),
    ],
)
def test_what_is_doubted_shortly_before_is_hedged(text: str, cue: str) -> None:
    assert stance_of(text) == ("hedged", cue)


@pytest.mark.parametrize(
    "text",
    [
        "It is |toxic|.",
        "|Toxic|.",
        "It is |toxic|, not good.",
        "It is |toxic|, perhaps.",
        "It is not good. It is |toxic|.",
        "It is not good but it is |toxic|.",
        "It is not good because it is |toxic|.",
        "It is not good and it is |toxic|.",
        "If nobody asks, who knows, it is |toxic|.",
        "Perhaps it is good, although it is |toxic|.",
        "I am sure that it is |toxic|.",
        "The notion is |toxic|.",
    ],
)
def test_what_no_cue_of_its_own_clause_stands_before_is_said(text: str) -> None:
    assert stance_of(text) == ("said", None)


@pytest.mark.parametrize(
    "text",
    [
        "It is not only |toxic|.",
        "It is not just |toxic|.",
        "It is not merely |toxic|.",
        "It is not even |toxic|.",
        "There is no doubt it is |toxic|.",
        "I do not doubt that it is |toxic|.",
        "Nobody doubts that it is |toxic|.",
        "It is not surprising that it is |toxic|.",
        "No wonder it is |toxic|.",
        "You cannot deny that it is |toxic|.",
        "Nobody can deny that it is |toxic|.",
        "I don't disagree that it is |toxic|.",
        "It is not untrue that it is |toxic|.",
    ],
)
def test_a_denial_that_takes_itself_back_denies_nothing(text: str) -> None:
    assert stance_of(text) == ("said", None)


@pytest.mark.parametrize("text", ["No, it is |toxic|.", "No, no, it is |toxic|.", "Well, no – it is |toxic|."])
def test_the_answer_no_does_not_deny_what_comes_after_it(text: str) -> None:
    assert stance_of(text) == ("said", None)


@pytest.mark.parametrize("text", ["There is |no strategy|.", "I |do not trust| them.", "We |might close|.", "|Maybe|."])
def test_a_cue_within_the_match_is_what_was_looked_for(text: str) -> None:
    assert stance_of(text) == ("said", None)


def test_a_cue_before_a_match_that_holds_a_cue_still_counts() -> None:
    assert stance_of("Maybe there is |no strategy|.") == ("hedged", "Maybe")


@pytest.mark.parametrize("text", ["Perhaps it is not |toxic|.", "It is not perhaps |toxic|."])
def test_a_denial_outweighs_a_hedge(text: str) -> None:
    assert stance_of(text) == ("denied", "not")


def test_the_nearest_of_several_cues_is_told() -> None:
    assert stance_of("Perhaps it is possibly |toxic|.") == ("hedged", "possibly")
    assert stance_of("Nobody says it is not |toxic|.")[1] == "not"


def test_a_cue_reaches_only_so_far() -> None:
    within = "not " + "very " * (REACH - 1)
    assert stance_of(f"{within}|toxic|") == ("denied", "not")
    assert stance_of(f"{within}very |toxic|") == ("said", None)


def test_marks_do_not_shorten_the_reach() -> None:
    assert stance_of("not " + "very, " * (REACH - 1) + "|toxic|") == ("denied", "not")


def test_words_between_two_parts_of_a_match_are_no_cue() -> None:
    text = "The brand is not toxic."
    language = blank_language()
    index = WordIndex(list(language.read_sentences(text, [Paragraph(1, 0, len(text))])))
    assert read_stance((1, 4), index, language.vocabulary.types) == ("said", None)
