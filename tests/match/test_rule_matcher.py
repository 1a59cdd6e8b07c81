from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.language import Language, load_language
from interview_coder.language.source_words import SourceWords
from interview_coder.match import portions
from interview_coder.match.rule_matcher import RuleHit, RuleMatcher
from interview_coder.model.codebook import Code, Codebook, Rule, Theme
from interview_coder.model.coding import Coding
from interview_coder.model.segment import Segment, SegmentUnit
from interview_coder.model.source import Participant, Role, Source, Turn
from interview_coder.rules import RuleTree, format_rule
from interview_coder.segment import split_paragraphs

PEOPLE = {"P01": Participant("P01", "provider"), "P02": Participant("P02", "Local_Authority")}
ROLES: dict[str, Role] = {"I": "interviewer", "M": "moderator"}


@cache
def load_blank() -> Language:
    return load_language("blank")


def make_codebook(**rules: str | Sequence[str]) -> Codebook:
    """Make a codebook of codes with their rules; a code ``a_b`` is of the theme ``a``."""
    codes = [
        Code(
            code_id=code,
            theme_id=code.partition("_")[0],
            label="",
            definition="",
            rules=tuple(Rule(text, f"id of {text}", 1) for text in ([texts] if isinstance(texts, str) else texts)),
        )
        for code, texts in rules.items()
    ]
    themes = tuple(
        Theme(
            theme_id=theme,
            label="",
            definition="",
            colour="#000000",
            codes=tuple(code for code in codes if code.theme_id == theme),
        )
        for theme in dict.fromkeys(code.theme_id for code in codes)
    )
    return Codebook(
        title="", version="1", themes=themes, lists={"place": ("ward", "closed ward", "council")}, sha256="ab" * 32
    )


def make_source(*turns: tuple[str, str], source_id: str = "interview") -> Source:
    """Make a source of turns: who speaks, and what is said; ``I`` is the interviewer and ``M`` the moderator."""
    text = ""
    made = []
    for number, (speaker, speech) in enumerate(turns, start=1):
        text += f"{speaker}: "
        role = ROLES.get(speaker, "participant")
        participant = speaker if role == "participant" else None
        made.append(Turn(number, speaker, len(text), len(text) + len(speech), role=role, participant=participant))
        text += f"{speech}\n\n"
    return Source(source_id, f"{source_id}.txt", "txt", text, tuple(made), "Name: text")


def read(source: Source) -> SourceWords:
    return load_blank().read_words(source.text, split_paragraphs(source), source.asides)


def make_segments(source: Source, words: SourceWords, unit: SegmentUnit) -> tuple[Segment, ...]:
    stretches = {
        "turn": [(turn.number, turn.start, turn.end) for turn in source.turns],
        "paragraph": [(one.turn, one.start, one.end) for one in split_paragraphs(source)],
        "sentence": words.list_sentences(),
    }[unit]
    return tuple(
        Segment(f"{source.source_id}#{turn}@{start}", source.source_id, turn, start, end)
        for turn, start, end in stretches
        if source.turns[turn - 1].role == "participant"
    )


@dataclass(frozen=True)
class Matched:
    source: Source
    words: SourceWords
    segments: tuple[Segment, ...]
    codings: list[Coding]

    def text_of(self, coding: Coding) -> str:
        return self.source.text[coding.start : coding.end]

    @property
    def texts(self) -> list[str]:
        return [self.text_of(coding) for coding in self.codings]


def match(source: Source, codebook: Codebook, *, unit: SegmentUnit = "turn") -> Matched:
    words = read(source)
    segments = make_segments(source, words, unit)
    codings = RuleMatcher(codebook, load_blank()).match_codes(source, words, segments, PEOPLE)
    return Matched(source, words, segments, codings)


def coded_texts(text: str, **rules: str | Sequence[str]) -> list[str]:
    return match(make_source(("P01", text)), make_codebook(**rules)).texts


def found_words(rule: str, *turns: tuple[str, str]) -> list[str]:
    """Return the words of each hit of a rule that counts."""
    codings = match(make_source(*turns), make_codebook(care=rule)).codings
    return [" ".join(token.text for token in one.tokens) for coding in codings for one in coding.evidence]


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


def test_the_order_of_the_rules_of_a_code_changes_nothing() -> None:
    source = make_source(("P01", "The closed ward was cut, and closed. Never cut the ward."))
    rules = ["close", "cut", "closed ward", "ward NEAR cut", "@place"]
    forwards, backwards = (match(source, make_codebook(care=order)).codings for order in (rules, rules[::-1]))
    assert forwards == backwards


def test_a_coding_ends_with_its_turn() -> None:
    matched = match(make_source(("P01", "They closed it."), ("P02", "They closed that.")), make_codebook(care="close"))
    assert [(c.turn, c.participant, c.stakeholder_type) for c in matched.codings] == [
        (1, "P01", "provider"),
        (2, "P02", "Local_Authority"),
    ]
    assert matched.texts == ["They closed it.", "They closed that."]


@pytest.mark.parametrize(("unit", "n_codings"), [("turn", 1), ("paragraph", 2), ("sentence", 3)])
def test_a_coding_ends_with_its_segment(unit: SegmentUnit, n_codings: int) -> None:
    source = make_source(("P01", "They closed it. They closed that.\n\nThey closed this."))
    matched = match(source, make_codebook(care="close"), unit=unit)
    assert [coding.segment_id for coding in matched.codings] == [one.segment_id for one in matched.segments]
    assert len(matched.codings) == n_codings


def test_what_lies_in_no_segment_is_not_coded() -> None:
    source = make_source(("P01", "They closed it."), ("P01", "They closed that."))
    words = read(source)
    segments = make_segments(source, words, "turn")[1:]
    (coding,) = RuleMatcher(make_codebook(care="close"), load_blank()).match_codes(source, words, segments, PEOPLE)
    assert coding.turn == 2


def test_a_pattern_does_not_reach_over_a_turn() -> None:
    source = make_source(("P01", "They closed"), ("P02", "the ward"))
    rules = ["close NEAR ward", "close the ward", "close NEAR/turn ward"]
    assert match(source, make_codebook(care=rules)).codings == []


def test_what_interviewer_and_moderator_say_is_never_coded() -> None:
    source = make_source(("I", "Was it closed?"), ("P01", "No comment."), ("M", "So closed."), ("P01", "It closed."))
    codings = match(source, make_codebook(care="close")).codings
    assert [(coding.turn, coding.participant) for coding in codings] == [(4, "P01")]


def test_what_the_interviewer_says_neither_helps_nor_hinders_a_pattern_of_a_participant() -> None:
    source = make_source(("I", "The ward"), ("P01", "closed"), ("I", "the ward?"))
    assert match(source, make_codebook(care=["ward THEN close", "close THEN ward"])).codings == []
    assert len(match(source, make_codebook(care="close WITHOUT ward")).codings) == 1


def test_a_hit_in_several_sentences_codes_from_its_first_to_its_last_word() -> None:
    text = "Well. The council met. It rained. They closed it. Yes."
    assert coded_texts(text, care="council AND/turn close") == ["The council met. It rained. They closed it."]


def test_a_hit_in_several_segments_codes_those_that_have_a_word_of_it_and_stands_whole_in_each() -> None:
    source = make_source(("P01", "Well. The council met. It rained. They closed it. Yes."))
    matched = match(source, make_codebook(care="council AND/turn close"), unit="sentence")
    assert matched.texts == ["The council met.", "They closed it."]
    assert [[token.text for token in coding.evidence[0].tokens] for coding in matched.codings] == [
        ["council", "closed"],
        ["council", "closed"],
    ]


def test_hits_in_several_sentences_and_in_one_become_one_coding_with_the_evidence_in_order() -> None:
    source = make_source(("P01", "The council met. A ward. They closed it. A ward."))
    (coding,) = match(source, make_codebook(care=["council AND/turn close", "ward", "close"])).codings
    assert [one.rule for one in coding.evidence] == ["council AND/turn close", "ward", "close", "ward"]


def test_a_rule_tells_the_words_that_earned_a_coding_and_no_others() -> None:
    source = make_source(("P01", "The council, they say, closed a ward."))
    (coding,) = match(source, make_codebook(care="council NEAR close ward?")).codings
    (evidence,) = coding.evidence
    assert [token.text for token in evidence.tokens] == ["council", "closed"]
    assert (evidence.rule, evidence.rule_id) == ("council NEAR close ward?", "id of council NEAR close ward?")


def test_one_pair_of_words_is_one_piece_of_evidence() -> None:
    (coding,) = match(make_source(("P01", "A ward and a ward.")), make_codebook(care="ward NEAR ward")).codings
    assert len(coding.evidence) == 1


def test_a_coding_says_by_which_codebook_it_was_made() -> None:
    (coding,) = match(make_source(("P01", "A ward.")), make_codebook(care="ward")).codings
    assert (coding.coder, coding.codebook) == ("rules", "ab" * 6)


@pytest.mark.parametrize("name", ["provider", "(provider | nobody)", "PROVIDER"])
def test_by_takes_the_words_of_one_group_only(name: str) -> None:
    turns = ("P01", "The ward closed."), ("P02", "The bed closed.")
    assert found_words(f"(ward | bed) BY {name}", *turns) == ["ward"]
    assert found_words('(ward | bed) BY "local authority"', *turns) == ["bed"]
    assert found_words("(ward | bed) BY nobody", *turns) == []


def test_asked_takes_answers_to_the_last_question_before_them_only() -> None:
    turns = (
        ("P01", "A ward one."),
        ("I", "Hello. What of the plan? Go on."),
        ("P01", "A ward two."),
        ("P02", "A ward three."),
        ("M", "And money?"),
        ("P01", "A ward plan four."),
    )
    assert found_words("ward * ASKED (plan | strategy)", *turns) == ["ward two", "ward three"]
    assert found_words("ward * * ASKED money", *turns) == ["ward plan four"]
    assert found_words("ward ASKED ward", *turns) == []


def test_questions_of_one_source_are_not_asked_in_the_next() -> None:
    sources = [make_source(("I", "The plan?"), source_id="a"), make_source(("P01", "A ward."), source_id="b")]
    block = [(one, words := read(one), make_segments(one, words, "turn")) for one in sources]
    matcher = RuleMatcher(make_codebook(care="ward ASKED plan"), load_blank())
    assert list(matcher.match_block(block, PEOPLE)) == [[], []]


@pytest.mark.parametrize(
    ("clause", "found"),
    [("", ["closed", "closed"]), ("ONLY denied", ["closed"]), ("UNLESS denied", ["closed"]), ("ONLY hedged", [])],
)
def test_only_and_unless_choose_hits_by_their_stance(clause: str, found: list[str]) -> None:
    source = make_source(("P01", "They never closed it. They closed that."))
    codings = match(source, make_codebook(care=f"close {clause}")).codings
    assert [token.text for coding in codings for one in coding.evidence for token in one.tokens] == found


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
    matcher = RuleMatcher(make_codebook(care="xylophon*"), load_blank())
    coded = []
    for word in ("xylophone", "nothing", "xylophonist", "xylophones"):
        source = make_source(("P01", f"A {word}."), source_id=word)
        words = read(source)
        coded += matcher.match_codes(source, words, make_segments(source, words, "turn"), PEOPLE)
    assert [coding.source_id for coding in coded] == ["xylophone", "xylophonist", "xylophones"]


def test_a_source_without_participants_or_words_has_no_codings() -> None:
    assert match(make_source(("I", "They closed it.")), make_codebook(care="close")).codings == []
    assert match(make_source(("P01", "…")), make_codebook(care="close")).codings == []
    assert match(make_source(), make_codebook(care="close")).codings == []
    assert list(RuleMatcher(make_codebook(care="close"), load_blank()).match_block([], PEOPLE)) == []


def list_hits(rule: str, *turns: tuple[str, str]) -> list[RuleHit]:
    source = make_source(*turns)
    return list(RuleMatcher(make_codebook(care=rule), load_blank()).find_hits([(source, read(source))], PEOPLE))


def test_hits_that_a_clause_refuses_are_listed_with_the_clause() -> None:
    turns = ("I", "The plan?"), ("P01", "No ward closed."), ("I", "A ward?"), ("P01", "A ward."), ("P02", "A ward.")
    hits = list_hits("ward BY provider ASKED plan ONLY said", *turns)
    assert [hit.refused_by for hit in hits] == ["ONLY", "ASKED", "BY"]
    assert [hit.stance for hit in hits] == ["denied", "said", "said"]


def test_the_words_of_a_hit_and_its_cue_are_places_in_its_source() -> None:
    sources = [make_source(("P01", "A plan. They never closed a ward."), source_id=name) for name in "ab"]
    matcher = RuleMatcher(make_codebook(care="close NEAR ward", money="plan"), load_blank())
    hits = list(matcher.find_hits([(source, read(source)) for source in sources], PEOPLE))
    assert [(hit.code.code_id, hit.source, hit.words, hit.cue, hit.refused_by) for hit in hits] == [
        ("care", 0, (4, 6), 3, None),
        ("care", 1, (4, 6), 3, None),
        ("money", 0, (1,), None, None),
        ("money", 1, (1,), None, None),
    ]


def test_the_phrases_of_a_rule_are_found_whether_it_holds_or_not() -> None:
    source = make_source(("P01", "The council met. A closed ward."), ("I", "A ward?"))
    matcher = RuleMatcher(make_codebook(care="council NEAR closed ward BY nobody"), load_blank())
    hits = list(matcher.find_phrases([(source, read(source))], PEOPLE))
    assert [(format_rule(RuleTree(hit.phrase)), hit.words) for hit in hits] == [
        ("council", (1,)),
        ("closed ward", (4, 5)),
    ]


RULES = (
    "close",
    '"closed"',
    "=Council",
    "c*",
    "/w.rd|cut/",
    "the *",
    "(ward | closed council)",
    "the? @place",
    "cut NEAR ward",
    "cut NEAR/1 @place",
    "council THEN close",
    "not THEN/2 close",
    "close EXCEPT closed ward",
    "council WITHOUT cut",
    "council NOT/turn cut",
    "ward NEAR/turn cut",
    "(cut AND ward | closed ward | ward)",
    "ward NEAR cut EXCEPT cut ward WITHOUT never",
    "(ward NEAR/turn cut) NEAR/turn close",
    "close BY provider",
    "ward ASKED (cut | council)",
    "cut UNLESS denied",
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
    sentences = matched.words.list_sentences()
    for coding in matched.codings:
        segment = by_id[coding.segment_id]
        turn = source.turns[coding.turn - 1]
        assert segment.start <= coding.start < coding.end <= segment.end
        assert coding.start in {start for _, start, _ in sentences}
        assert coding.end in {end for _, _, end in sentences}
        assert (coding.turn, coding.participant) == (segment.turn, turn.participant)
        assert turn.role == "participant"


@settings(max_examples=60)
@given(sources, codebooks, units)
def test_evidence_is_what_stands_at_its_place(source: Source, codebook: Codebook, unit: SegmentUnit) -> None:
    for coding in match(source, codebook, unit=unit).codings:
        assert coding.evidence
        for evidence in coding.evidence:
            assert list(evidence.tokens) == sorted(evidence.tokens, key=lambda token: token.start)
            for token in (*evidence.tokens, *([evidence.cue] if evidence.cue else [])):
                assert source.text[token.start : token.end] == token.text
            within = [coding.start <= token.start < token.end <= coding.end for token in evidence.tokens]
            assert all(within) if unit == "turn" else any(within)
            assert (evidence.cue is None) == (evidence.stance == "said")
            assert evidence.cue not in evidence.tokens


@settings(max_examples=60)
@given(sources, codebooks)
def test_what_is_found_does_not_depend_on_the_unit(source: Source, codebook: Codebook) -> None:
    found = [
        {(coding.code_id, one) for coding in match(source, codebook, unit=unit).codings for one in coding.evidence}
        for unit in ("turn", "paragraph", "sentence")
    ]
    assert found[0] == found[1] == found[2]


@settings(max_examples=60)
@given(st.lists(sources, max_size=4), codebooks, units, st.sampled_from([0, 2, 1_000]))
def test_sources_are_coded_alike_together_and_one_by_one(
    made: list[Source], codebook: Codebook, unit: SegmentUnit, most_hits: int
) -> None:
    block = [(one, words := read(one), make_segments(one, words, unit)) for one in made]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(portions, "MOST_HITS", most_hits)
        together = list(RuleMatcher(codebook, load_blank()).match_block(block, PEOPLE))
    assert together == [match(one, codebook, unit=unit).codings for one in made]


@settings(max_examples=60)
@given(sources, codebooks)
def test_codings_follow_from_the_hits_that_no_clause_refuses(source: Source, codebook: Codebook) -> None:
    matched = match(source, codebook)
    hits = RuleMatcher(codebook, load_blank()).find_hits([(source, matched.words)], PEOPLE)
    starts = matched.words.starts.tolist()
    counting = {
        (hit.code.code_id, hit.rule.text, tuple(starts[word] for word in hit.words), hit.stance)
        for hit in hits
        if hit.refused_by is None
    }
    assert counting == {
        (coding.code_id, one.rule, tuple(token.start for token in one.tokens), one.stance)
        for coding in matched.codings
        for one in coding.evidence
    }


@settings(max_examples=60)
@given(sources, codebooks, units)
def test_a_rule_left_out_takes_only_its_own_evidence_away(
    source: Source, codebook: Codebook, unit: SegmentUnit
) -> None:
    theme = codebook.themes[0]
    code = theme.codes[0]
    poorer_code = replace(code, rules=code.rules[1:])
    themes = (replace(theme, codes=(poorer_code, *theme.codes[1:])), *codebook.themes[1:])
    poorer = match(source, replace(codebook, themes=themes), unit=unit).codings

    def evidence_of(codings: Sequence[Coding]) -> set[object]:
        own = code.rules[0].text
        return {(c.code_id, one) for c in codings for one in c.evidence if (c.code_id, one.rule) != (code.code_id, own)}

    assert evidence_of(poorer) == evidence_of(match(source, codebook, unit=unit).codings)
