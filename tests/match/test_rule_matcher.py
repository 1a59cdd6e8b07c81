from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.language import Language, load_language
from interview_coder.match.rule_matcher import RuleMatcher
from interview_coder.model.codebook import Code, Codebook, Rule, Theme
from interview_coder.model.coding import Coding
from interview_coder.model.segment import Paragraph, Segment, SegmentUnit, Sentence
from interview_coder.model.source import Participant, Role, Source, Turn
from interview_coder.segment import segment_source, split_paragraphs

PEOPLE = {"P01": Participant("P01", "provider"), "P02": Participant("P02", "commissioner")}


@cache
def load(model: str) -> Language:
    return load_language(model)


def make_codebook(**rules: str | Sequence[str]) -> Codebook:
    """Make a codebook of codes with their rules; a code ``a_b`` is of the theme ``a``."""
    codes = [
        Code(code, code.partition("_")[0], "", "", rules=tuple(Rule(text, f"id of {text}", 1) for text in texts))
        for code, texts in ((code, [texts] if isinstance(texts, str) else texts) for code, texts in rules.items())
    ]
    themes = dict.fromkeys(code.theme_id for code in codes)
    return Codebook(
        "",
        "1",
        tuple(Theme(theme, "", "", "#000000", tuple(c for c in codes if c.theme_id == theme)) for theme in themes),
        {"place": ("ward", "closed ward", "council")},
    )


def make_source(*turns: tuple[str, str], source_id: str = "interview") -> Source:
    """Make a source of turns: who speaks, and what is said; ``I`` is the interviewer and ``M`` the moderator."""
    text = ""
    made = []
    roles: dict[str, Role] = {"I": "interviewer", "M": "moderator"}
    for number, (speaker, speech) in enumerate(turns, start=1):
        text += f"{speaker}: "
        role = roles.get(speaker, "participant")
        participant = speaker if role == "participant" else None
        made.append(Turn(number, speaker, len(text), len(text) + len(speech), role=role, participant=participant))
        text += f"{speech}\n\n"
    return Source(source_id, f"{source_id}.txt", "txt", text, tuple(made), "Name: text")


@dataclass(frozen=True)
class Matched:
    source: Source
    segments: tuple[Segment, ...]
    sentences: tuple[Sentence, ...]
    codings: list[Coding]

    def text_of(self, coding: Coding) -> str:
        return self.source.text[coding.start : coding.end]


def match(source: Source, codebook: Codebook, *, unit: SegmentUnit = "turn", model: str = "blank") -> Matched:
    language = load(model)
    paragraphs = split_paragraphs(source)
    sentences = tuple(language.read_sentences(source.text, paragraphs))
    segments = segment_source(source, unit, paragraphs, sentences)
    codings = RuleMatcher(codebook, language.vocabulary).match_codes(source, segments, sentences, PEOPLE)
    return Matched(source, segments, sentences, codings)


def coded_texts(text: str, **rules: str | Sequence[str]) -> list[str]:
    matched = match(make_source(("P01", text)), make_codebook(**rules))
    return [matched.text_of(coding) for coding in matched.codings]


def test_the_whole_sentence_of_a_hit_is_coded() -> None:
    assert coded_texts("Well. They closed the ward, you know! Yes.", care="close") == [
        "They closed the ward, you know!"
    ]


def test_sentences_next_to_each_other_become_one_coding() -> None:
    text = "They closed it. They closed that. They kept this. They closed those."
    assert coded_texts(text, care="close") == ["They closed it. They closed that.", "They closed those."]


def test_sentences_next_to_each_other_become_one_coding_over_paragraphs_of_a_turn() -> None:
    assert coded_texts("They closed it.\n\nThey closed that.", care="close") == ["They closed it.\n\nThey closed that."]


def test_hits_of_several_rules_of_a_code_become_one_coding() -> None:
    source = make_source(("P01", "They closed it. A cut. The ward was cut and closed."))
    (coding,) = match(source, make_codebook(care=["cut", "close"])).codings
    assert [evidence.rule for evidence in coding.evidence] == ["close", "cut", "cut", "close"]


def test_each_code_has_its_own_codings() -> None:
    source = make_source(("P01", "They closed the ward. A cut."))
    codings = match(source, make_codebook(care="close", money="cut", money_2="ward")).codings
    assert [(coding.theme_id, coding.code_id) for coding in codings] == [
        ("care", "care"),
        ("money", "money_2"),
        ("money", "money"),
    ]


def test_codings_come_by_place_then_by_theme_and_code_whatever_the_order_of_the_codebook() -> None:
    source = make_source(("P01", "A cut. The ward closed."))
    codings = match(source, make_codebook(b_2="close", b_1="ward", a_1="close", c="cut")).codings
    assert [coding.code_id for coding in codings] == ["c", "a_1", "b_1", "b_2"]


def test_a_coding_ends_with_its_turn() -> None:
    matched = match(make_source(("P01", "They closed it."), ("P02", "They closed that.")), make_codebook(care="close"))
    assert [(c.turn, c.participant, c.stakeholder_type) for c in matched.codings] == [
        (1, "P01", "provider"),
        (2, "P02", "commissioner"),
    ]
    assert [matched.text_of(coding) for coding in matched.codings] == ["They closed it.", "They closed that."]


@pytest.mark.parametrize(
    ("unit", "segment_ids"),
    [
        ("turn", ["interview#1"]),
        ("paragraph", ["interview#1.1", "interview#1.2"]),
        ("sentence", ["interview#1.1", "interview#1.2", "interview#1.3"]),
    ],
)
def test_a_coding_ends_with_its_segment(unit: SegmentUnit, segment_ids: list[str]) -> None:
    source = make_source(("P01", "They closed it. They closed that.\n\nThey closed this."))
    codings = match(source, make_codebook(care="close"), unit=unit).codings
    assert [coding.segment_id for coding in codings] == segment_ids


def test_a_pattern_does_not_reach_over_a_turn() -> None:
    source = make_source(("P01", "They closed"), ("P02", "the ward"))
    assert match(source, make_codebook(care="close NEAR ward")).codings == []


def test_what_interviewer_and_moderator_say_is_never_coded() -> None:
    source = make_source(("I", "Was it closed?"), ("P01", "No comment."), ("M", "So closed."), ("P01", "It closed."))
    codings = match(source, make_codebook(care="close")).codings
    assert [(coding.turn, coding.participant) for coding in codings] == [(4, "P01")]


def test_what_the_interviewer_says_neither_helps_nor_hinders_a_pattern_of_a_participant() -> None:
    source = make_source(("I", "The ward"), ("P01", "closed"), ("I", "the ward?"))
    assert match(source, make_codebook(care=["ward THEN close", "close THEN ward"])).codings == []
    assert len(match(source, make_codebook(care="close WITHOUT ward")).codings) == 1


def test_a_rule_tells_the_words_that_earned_a_coding_and_no_others() -> None:
    source = make_source(("P01", "The council, they say, closed a ward."))
    (coding,) = match(source, make_codebook(care="council NEAR close ward?")).codings
    (evidence,) = coding.evidence
    assert [token.text for token in evidence.tokens] == ["council", "closed"]
    assert (evidence.rule, evidence.rule_id) == ("council NEAR close ward?", "id of council NEAR close ward?")


def test_one_pair_of_words_is_one_piece_of_evidence() -> None:
    (coding,) = match(make_source(("P01", "A ward and a ward.")), make_codebook(care="ward NEAR ward")).codings
    assert len(coding.evidence) == 1


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("They closed it.", "said"),
        ("Perhaps they closed it.", "hedged"),
        ("They never closed it.", "denied"),
        ("They never closed it. They closed that.", "said"),
        ("They never closed it. Perhaps they closed that.", "hedged"),
        ("Perhaps they closed it. They closed that. They never closed those.", "said"),
    ],
)
def test_a_coding_is_said_if_any_of_its_evidence_is_else_hedged_if_any_is(text: str, stance: str) -> None:
    (coding,) = match(make_source(("P01", text)), make_codebook(care="close")).codings
    assert coding.stance == stance


def test_the_cue_of_a_stance_is_told_with_its_place() -> None:
    source = make_source(("P01", "They never closed it."))
    (coding,) = match(source, make_codebook(care="close")).codings
    cue = coding.evidence[0].cue
    assert cue is not None
    assert cue.text == "never" == source.text[cue.start : cue.end]


def test_a_coding_has_the_same_id_in_every_run_and_whatever_the_other_codes_are() -> None:
    source = make_source(("P01", "They closed the ward."))
    alone = match(source, make_codebook(care="close")).codings[0]
    with_others = match(source, make_codebook(money="ward", care=["they NEAR closed"])).codings
    assert alone.coding_id in {coding.coding_id for coding in with_others}


def test_another_source_place_text_or_code_makes_another_id() -> None:
    made = [
        match(make_source(("P01", "They closed it.")), make_codebook(care="close")),
        match(make_source(("P01", "They closed it."), source_id="other"), make_codebook(care="close")),
        match(make_source(("P02", "Yes."), ("P01", "They closed it.")), make_codebook(care="close")),
        match(make_source(("P01", "They closed IT.")), make_codebook(care="close")),
        match(make_source(("P01", "They closed it.")), make_codebook(cure="close")),
    ]
    assert len({matched.codings[0].coding_id for matched in made}) == len(made)


def test_one_matcher_codes_source_after_source() -> None:
    language = load("blank")
    matcher = RuleMatcher(make_codebook(care="xylophone*"), language.vocabulary)
    coded = []
    for word in ("xylophone", "nothing", "xylophonist", "xylophones"):
        source = make_source(("P01", f"A {word}."), source_id=word)
        paragraphs = split_paragraphs(source)
        sentences = tuple(language.read_sentences(source.text, paragraphs))
        segments = segment_source(source, "turn", paragraphs, sentences)
        coded += matcher.match_codes(source, segments, sentences, PEOPLE)
    assert [coding.source_id for coding in coded] == ["xylophone", "xylophones"]


def test_a_source_without_participants_has_no_codings() -> None:
    assert match(make_source(("I", "They closed it.")), make_codebook(care="close")).codings == []


RULES = (
    "close",
    '"closed"',
    "c*",
    "(ward | closed council)",
    "the? @place",
    "cut NEAR ward",
    "cut NEAR/1 @place",
    "council THEN close",
    "not THEN/2 close",
    "close EXCEPT closed ward",
    "council WITHOUT cut",
    "ward NEAR cut EXCEPT cut ward WITHOUT never",
)
said_words = st.sampled_from(
    ["the", "ward", "Council", "closed", "close", "cut", "not", "never", "perhaps", "but", "don’t"]
)
gaps = st.sampled_from([" ", " ", " ", ", ", "-", ". ", "! ", ".\n\n", " – ", " “"])
speeches = st.lists(st.tuples(said_words, gaps), min_size=1, max_size=15).map(
    lambda parts: "".join(word + gap for word, gap in parts).strip(" \n-–“,")
)
sources = st.lists(st.tuples(st.sampled_from(["I", "M", "P01", "P02"]), speeches), min_size=1, max_size=4).map(
    lambda turns: make_source(*turns)
)
codebooks = st.dictionaries(
    st.sampled_from(["a_1", "a_2", "b_1"]),
    st.lists(st.sampled_from(RULES), min_size=1, max_size=3, unique=True),
    min_size=1,
).map(lambda rules: make_codebook(**rules))
units: st.SearchStrategy[SegmentUnit] = st.sampled_from(["turn", "paragraph", "sentence"])


@settings(max_examples=60)
@given(sources, codebooks, units)
def test_codings_of_one_code_never_overlap(source: Source, codebook: Codebook, unit: SegmentUnit) -> None:
    codings = match(source, codebook, unit=unit).codings
    for code in codebook.codes:
        spans = sorted((coding.start, coding.end) for coding in codings if coding.code_id == code.code_id)
        assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert len({coding.coding_id for coding in codings}) == len(codings)


@settings(max_examples=60)
@given(sources, codebooks, units)
def test_a_coding_is_a_run_of_whole_sentences_of_one_segment_of_a_participant(
    source: Source, codebook: Codebook, unit: SegmentUnit
) -> None:
    matched = match(source, codebook, unit=unit)
    by_id = {segment.segment_id: segment for segment in matched.segments}
    turns = {turn.number: turn for turn in source.turns}
    for coding in matched.codings:
        segment = by_id[coding.segment_id]
        assert segment.start <= coding.start < coding.end <= segment.end
        assert coding.start in {sentence.start for sentence in matched.sentences}
        assert coding.end in {sentence.end for sentence in matched.sentences}
        assert (coding.turn, coding.participant) == (segment.turn, turns[segment.turn].participant)
        assert turns[coding.turn].role == "participant"


@settings(max_examples=60)
@given(sources, codebooks, units)
def test_evidence_is_what_stands_at_its_place_within_the_coding(
    source: Source, codebook: Codebook, unit: SegmentUnit
) -> None:
    for coding in match(source, codebook, unit=unit).codings:
        assert coding.evidence
        for evidence in coding.evidence:
            assert list(evidence.tokens) == sorted(evidence.tokens, key=lambda token: token.start)
            for token in (*evidence.tokens, *([evidence.cue] if evidence.cue else [])):
                assert source.text[token.start : token.end] == token.text
                assert coding.start <= token.start < token.end <= coding.end
            assert (evidence.cue is None) == (evidence.stance == "said")
            assert evidence.cue not in evidence.tokens


@settings(max_examples=60)
@given(sources, codebooks)
def test_every_sentence_with_a_hit_is_in_a_coding_whatever_the_unit(source: Source, codebook: Codebook) -> None:
    coded = [
        {
            (coding.code_id, sentence.start)
            for coding in matched.codings
            for sentence in matched.sentences
            if coding.start <= sentence.start < coding.end
        }
        for matched in (match(source, codebook, unit=unit) for unit in ("turn", "paragraph", "sentence"))
    ]
    assert coded[0] == coded[1] == coded[2]


def replay(matched: Matched, coding: Coding, codebook: Codebook, *, model: str) -> list[Coding]:
    """Match the sentences of a coding again with nothing but the rules of its code."""
    own = [code for code in codebook.codes if code.code_id == coding.code_id]
    alone = replace(codebook, themes=(Theme(coding.theme_id, "", "", "#000000", tuple(own)),))
    sentences = [one for one in matched.sentences if coding.start <= one.start and one.end <= coding.end]
    segment = next(one for one in matched.segments if one.segment_id == coding.segment_id)
    matcher = RuleMatcher(alone, load(model).vocabulary)
    return matcher.match_codes(matched.source, [segment], sentences, PEOPLE)


@settings(max_examples=60)
@given(sources, codebooks, units)
def test_the_rules_of_a_coding_give_it_again_on_its_own_sentences(
    source: Source, codebook: Codebook, unit: SegmentUnit
) -> None:
    matched = match(source, codebook, unit=unit)
    for coding in matched.codings:
        assert replay(matched, coding, codebook, model="blank") == [coding]


def found_again(span: str, codebook: Codebook, rule: str) -> list[list[str]]:
    """Read a span as a source of its own, and list the words that one rule finds in it."""
    source = Source("span", "span.txt", "txt", span, (Turn(1, "P01", 0, len(span), participant="P01"),), "")
    sentences = tuple(load("blank").read_sentences(span, [Paragraph(1, 0, len(span))]))
    segments = (Segment("span#1", "span", 1, 0, len(span)),)
    alone = replace(make_codebook(code=rule), lists=codebook.lists)
    codings = RuleMatcher(alone, load("blank").vocabulary).match_codes(source, segments, sentences, PEOPLE)
    return [[token.text for token in evidence.tokens] for coding in codings for evidence in coding.evidence]


@settings(max_examples=60)
@given(sources, codebooks, units)
def test_running_a_rule_on_the_words_that_it_coded_finds_them_again(
    source: Source, codebook: Codebook, unit: SegmentUnit
) -> None:
    matched = match(source, codebook, unit=unit)
    for coding in matched.codings:
        for rule in {evidence.rule for evidence in coding.evidence}:
            told = [[token.text for token in one.tokens] for one in coding.evidence if one.rule == rule]
            assert found_again(matched.text_of(coding), codebook, rule) == told


def test_with_a_language_model_codings_can_be_replayed_too() -> None:
    source = make_source(
        ("I", "Were the wards closed?"),
        ("P01", "Dr. Ray closed wards, e.g. ours. They weren't asked… The councils’ cuts hurt!\n\nIt left us cut off."),
        ("P02", "No. “Closing it was not a cut,” he said – perhaps. We don’t close wards at 5 p.m. 🙂"),
    )
    codebook = make_codebook(a=["close", "cut NEAR council"], b=["@place", "ask"], c=["leave", "not THEN/3 close"])
    matched = match(source, codebook, model="auto")
    assert {coding.code_id for coding in matched.codings} == {"a", "b", "c"}
    for coding in matched.codings:
        assert replay(matched, coding, codebook, model="auto") == [coding]
