"""What interviewers ask about: by topic guides, and by the rules of codes found in their words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.match.test_rule_matcher import load_blank, make_codebook, make_source, match, read

from interview_coder.match.rule_matcher import RuleMatcher
from interview_coder.model.codebook import Codebook
from interview_coder.model.source import Source

CODEBOOK = make_codebook(care="closed ward", money_cuts=["cut UNLESS denied", "saving BY provider"], money_debt="debt")


def with_guides(**guides: tuple[str, ...]) -> Codebook:
    """Return the codebook with topic guides of themes and codes."""
    themes = (
        replace(
            theme,
            topic_guide=guides.get(theme.theme_id, ()),
            codes=tuple(replace(code, topic_guide=guides.get(code.code_id, ())) for code in theme.codes),
        )
        for theme in CODEBOOK.themes
    )
    return replace(CODEBOOK, themes=tuple(themes))


def asked_in(codebook: Codebook, *sources: Source) -> list[set[str]]:
    matcher = RuleMatcher(codebook, load_blank())
    return matcher.match_questions([(source, read(source)) for source in sources])


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("What did you make of the closed wards?", {"code care"}),
        ("And the cuts, did you see any?", {"code money_cuts"}),
        ("Did nobody deny the cuts?", {"code money_cuts"}),
        ("And the savings?", {"code money_cuts"}),
        ("How are you?", set()),
    ],
)
def test_a_question_is_about_a_code_if_the_pattern_of_a_rule_is_in_it_whatever_its_clauses_say(
    question: str, asked: set[str]
) -> None:
    assert asked_in(CODEBOOK, make_source(("I", question), ("P01", "Hm."))) == [asked]


def test_a_question_is_about_a_theme_or_code_if_a_phrase_of_its_topic_guide_is_in_it() -> None:
    codebook = with_guides(money=("(pay | spend)", "how much"), money_debt=("@place",), care=())
    assert asked_in(codebook, make_source(("I", "Who pays?"), ("P01", "We."))) == [{"theme money"}]
    assert asked_in(codebook, make_source(("M", "And the council?"), ("P01", "Hm."))) == [{"code money_debt"}]


def test_what_a_participant_says_is_no_question() -> None:
    codebook = with_guides(money=("pay",))
    assert asked_in(codebook, make_source(("I", "Go on."), ("P01", "Who pays for closed wards? Debt?"))) == [set()]


def test_what_an_interviewer_says_is_no_coding() -> None:
    source = make_source(("I", "The closed ward?"), ("P01", "Yes."), ("M", "Debt?"))
    assert match(source, CODEBOOK).codings == []


def test_sources_read_together_keep_their_questions_apart() -> None:
    sources = [
        make_source(("I", "The debt?"), ("P01", "Hm."), source_id="a"),
        make_source(("P01", "Debt."), source_id="b"),
        make_source(("I", "Closed wards?"), ("P01", "Debt."), ("M", "Which debt?"), source_id="c"),
    ]
    assert asked_in(CODEBOOK, *sources) == [{"code money_debt"}, set(), {"code care", "code money_debt"}]


WORDS = st.sampled_from(["debt", "closed", "ward", "cuts", "savings", "and", "we"])
turns = st.lists(
    st.tuples(st.sampled_from(["I", "M", "P01", "P02"]), st.lists(WORDS, min_size=1, max_size=5).map(" ".join)),
    min_size=1,
    max_size=6,
)


@given(turns)
def test_what_is_asked_is_what_would_be_found_if_only_those_who_ask_answered(said: list[tuple[str, str]]) -> None:
    source = make_source(*said)
    swapped = make_source(*(("P01" if speaker in "IM" else "I", words) for speaker, words in said))
    hits = RuleMatcher(CODEBOOK, load_blank()).find_hits([(swapped, read(swapped))], {})
    assert asked_in(CODEBOOK, source) == [{f"code {hit.code.code_id}" for hit in hits}]
