"""Why a passage is coded as it is, which rules refuse what they find in it, and which came near."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from interview_coder import InputError, Run, Study
from interview_coder.explaining import explain_passage
from interview_coder.model.explanation import Explanation, Lack, LackKind
from interview_coder.study_inputs import StudyInputs

MakeStudy = Callable[..., Path]

CODEBOOK = """\
title: Homes
lists:
  owner: [landlord, letting agent]
themes:
  - id: cost
    codes:
      - {id: high_rent, match: [rent NEAR high, rent NEAR/2 rise]}
      - {id: fair_rent, match: [fair rent ONLY said]}
      - {id: late_rent, match: [late BY landlord]}
  - id: upkeep
    codes:
      - {id: repairs, match: [repair ASKED upkeep]}
      - {id: engaged, match: [engagement EXCEPT engagement ring]}
      - {id: plan, match: [plan NOT parking, strategy NOT/turn parking]}
      - {id: promised, match: [promise THEN repair]}
      - {id: lift, match: [(@owner | council) NEAR lift NEAR/3 break]}
"""
TALK = """\
INTERVIEWER: How is the house?

P01: The rent is far too high, I find. It is not a fair rent, and I was late.
Repairs came before anybody promised anything.

INTERVIEWER: And the council's plan?

P02: There is an engagement ring, and engagement. A plan for parking is no plan. We have a strategy. So there.
The landlord fixed the lift. In our street the rent is now, as of this very May, to rise.

P01: We were not told about the stairs.
"""
SHEET = "participant,stakeholder_type\nP01,tenant\nP02,tenant\n"
QUICK = "language_model: blank\n"

MakeInputs = Callable[[str, str], StudyInputs]


@pytest.fixture
def inputs(make_study: MakeStudy) -> StudyInputs:
    return Study.open(make_study(CODEBOOK, {"one.txt": TALK}, SHEET, QUICK)).read()


@pytest.fixture
def make_inputs(make_study: MakeStudy) -> MakeInputs:
    """Read a study of one rule, and of what P01, a tenant, says after the question ``What of the rent?``."""

    def make(rule: str, said: str) -> StudyInputs:
        codebook = f"themes: [{{id: theme, codes: [{{id: code, match: ['{rule}']}}]}}]"
        text = f"INTERVIEWER: What of the rent?\n\nP01: {said}\n"
        return Study.open(make_study(codebook, {"one.txt": text}, SHEET, QUICK)).read()

    return make


def at(inputs: StudyInputs, words: str) -> Explanation:
    """Explain the sentence in which some words stand first."""
    (source,) = inputs.sources
    return explain_passage(inputs, f"one:{source.text.index(words)}")


def text_of(explanation: Explanation) -> str:
    passage = explanation.passage
    return passage.source.text[passage.start : passage.end]


def lacks(explanation: Explanation) -> list[tuple[str, LackKind, str]]:
    """Return what refuses, as code, kind and the words found."""
    return [
        (one.code.code_id, one.lack.kind, " ".join(word.text for word in one.words)) for one in explanation.refusals
    ]


def nearest(inputs: StudyInputs, where: str = "one#2") -> tuple[list[str], tuple[Lack, ...]]:
    """Return what is found of the rule that came nearest, and what it lacks."""
    miss = explain_passage(inputs, where).near_misses[0]
    return [" ".join(word.text for word in part.words) for part in miss.found], miss.lacks


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ("one#2", "The rent is far too high, I find. It is not a fair rent, and I was late.\nRepairs came before"),
        ("one:turn 2", "The rent is far"),
        ("one, turn 2", "The rent is far"),
        ("one.txt#2", "The rent is far"),
        ("one:40", "The rent is far too high, I find."),
        ("one:40-90", "The rent is far too high, I find. It is not a fair rent, and I was late."),
        ("one, turn 2, 40-41", "The rent is far too high, I find."),
        ("one#4", "There is an engagement ring"),
    ],
)
def test_a_passage_may_be_named_in_several_ways(inputs: StudyInputs, where: str, told: str) -> None:
    assert text_of(explain_passage(inputs, where)).startswith(told)


def test_every_place_of_a_turn_is_in_a_sentence(inputs: StudyInputs) -> None:
    (source,) = inputs.sources
    turn = source.turns[1]
    for place in range(turn.start, turn.end):
        passage = explain_passage(inputs, f"one:{place}").passage
        assert turn.start <= passage.start < passage.end <= turn.end
        assert place < passage.end
        assert not source.text[min(place, passage.start) : passage.start].strip()


@pytest.mark.parametrize("unit", ["sentence", "paragraph"])
def test_a_segment_may_be_named(make_study: MakeStudy, unit: str) -> None:
    root = make_study(CODEBOOK, {"one.txt": TALK}, SHEET, f"{QUICK}segment: {unit}\n")
    inputs = Study.open(root).read()
    read = inputs.library.open(inputs.stored[0])
    for segment in read.segments:
        passage = explain_passage(inputs, segment.segment_id).passage
        assert (passage.start, passage.end) == (segment.start, segment.end)


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ("own#2", 'there is no source "own"\n  fix: did you mean "one"?'),
        ("one", "it is not said which place"),
        ("one#99", "one has turns 1 to 5"),
        ("one#0", "one has turns 1 to 5"),
        ("one:99999", "places run from 0 to"),
        ("one:3", "nobody speaks at 3: what stands there is a label"),
        ("one#2.7", 'there is no segment "one#2.7"'),
        ("", "names no place"),
        ("#", "names no place"),
        ("0123456789abcdef", "there are no codings yet"),
    ],
)
def test_what_names_no_place_is_refused_with_what_to_write(inputs: StudyInputs, where: str, told: str) -> None:
    with pytest.raises(InputError) as refused:
        explain_passage(inputs, where)
    assert told in str(refused.value)
    assert "fix: " in str(refused.value)


def test_a_coding_may_be_named_by_its_id(make_study: MakeStudy) -> None:
    study = Study.open(make_study(CODEBOOK, {"one.txt": TALK}, SHEET, QUICK))
    run = study.run()
    run.write()
    for coding in run.codings:
        explanation = explain_passage(study.read(), coding.coding_id)
        assert coding in explanation.codings
        assert text_of(explanation) == run.sources[0].text[coding.start : coding.end]
    with pytest.raises(InputError, match="no coding has the id"):
        explain_passage(study.read(), "0123456789abcdef")


def test_a_coding_is_explained_by_its_rules_words_stance_and_line(inputs: StudyInputs) -> None:
    explanation = at(inputs, "The rent is far")
    (coding,) = explanation.codings
    (evidence,) = coding.evidence
    assert (coding.code_id, evidence.rule, evidence.stance) == ("high_rent", "rent NEAR high", "said")
    assert [word.text for word in evidence.tokens] == ["rent", "high"]
    line = explanation.rules[coding.code_id, evidence.rule_id].line
    assert "rent NEAR high" in CODEBOOK.splitlines()[line - 1]


def test_who_asks_is_never_coded_and_has_nothing_to_explain(inputs: StudyInputs) -> None:
    explanation = explain_passage(inputs, "one#3")
    assert explanation.passage.turn.role == "interviewer"
    assert not explanation.codings
    assert not explanation.refusals
    assert not explanation.near_misses


def test_the_question_before_is_told(inputs: StudyInputs) -> None:
    passages = [explain_passage(inputs, f"one#{turn}").passage for turn in (1, 2, 5)]
    assert [None if one.asked is None else one.asked.number for one in passages] == [None, 1, 3]


def test_clauses_that_refuse_are_told(inputs: StudyInputs) -> None:
    assert lacks(at(inputs, "It is not a fair")) == [("fair_rent", "ONLY", "fair rent"), ("late_rent", "BY", "late")]
    assert lacks(at(inputs, "Repairs came")) == [("repairs", "ASKED", "Repairs")]


def test_a_refused_stance_comes_with_its_cue(inputs: StudyInputs) -> None:
    refusal = at(inputs, "It is not a fair").refusals[0]
    assert (refusal.stance, refusal.lack.pattern) == ("denied", "said")
    assert refusal.cue is not None
    assert refusal.cue.text == "not"


def test_operators_that_refuse_are_told_with_the_words_that_made_them(inputs: StudyInputs) -> None:
    assert lacks(at(inputs, "There is an engagement")) == [("engaged", "EXCEPT", "engagement")]
    assert lacks(at(inputs, "A plan for parking")) == [("plan", "NOT", "plan"), ("plan", "NOT", "plan")]
    assert lacks(at(inputs, "We have a strategy")) == [("plan", "NOT/turn", "strategy")]
    spoiling = [at(inputs, words).refusals[0].lack.words for words in ("There is an", "A plan for", "We have a")]
    assert [[word.text for word in words] for words in spoiling] == [["engagement", "ring"], ["parking"], ["parking"]]


def test_a_hit_that_is_refused_leaves_another_of_the_same_rule_to_count(inputs: StudyInputs) -> None:
    explanation = at(inputs, "There is an engagement")
    assert [coding.code_id for coding in explanation.codings] == ["engaged"]


def test_a_missing_part_is_told(inputs: StudyInputs) -> None:
    (miss,) = [one for one in at(inputs, "The landlord fixed").near_misses if one.code.code_id == "lift"]
    assert [part.pattern for part in miss.found] == ["(@owner | council) NEAR lift"]
    assert miss.lacks == (Lack("missing", "break"),)


def test_words_too_far_apart_are_told_with_the_distance(inputs: StudyInputs) -> None:
    miss = at(inputs, "In our street").near_misses[0]
    assert miss.lacks == (Lack("too far", "rise", (), 8, 2),)


def test_the_wrong_order_is_told(inputs: StudyInputs) -> None:
    miss = at(inputs, "Repairs came").near_misses[0]
    assert (miss.code.code_id, miss.lacks) == ("promised", (Lack("wrong order", "repair"),))


@pytest.mark.parametrize(
    ("rule", "said", "found", "kinds"),
    [
        ("rent NEAR fair", "The rent rose. Is it fair?", ["rent"], ["elsewhere"]),
        ("rent NEAR rent", "The rent rose.", ["rent"], ["missing"]),
        ("rent NEAR/turn fair", "The rent rose. So did we.", ["rent"], ["missing"]),
        ("rent THEN/turn fair", "It was fair. The rent rose.", ["rent", "fair"], ["wrong order"]),
        ("rent AND (fair | just NEAR low)", "The rent is low.", ["rent", "low"], ["missing"]),
        ("(fair EXCEPT fair enough) NEAR rent", "Fair enough, the rent rose.", ["Fair", "rent"], ["EXCEPT"]),
        ("(fair NOT rose) NEAR rent", "It is fair, the rent rose.", ["fair", "rent"], ["NOT"]),
        ("rent NEAR/1 fair BY landlord", "The rent is now fair.", ["rent", "fair"], ["too far", "BY"]),
        ("rent NEAR/1 fair ASKED damp", "The rent is now fair.", ["rent", "fair"], ["too far", "ASKED"]),
        ("rent AND low NOT damp", "The rent rose.", ["rent"], ["missing"]),
    ],
)
def test_what_a_rule_lacks(make_inputs: MakeInputs, rule: str, said: str, found: list[str], kinds: list[str]) -> None:
    there, lacking = nearest(make_inputs(rule, said), "one:37")
    assert there == found
    assert [lack.kind for lack in lacking] == kinds


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("rent NEAR fair", "We moved in May."),
        ("rent NEAR fair", "The rent is fair."),
        ("rent", "We moved in May."),
        ("not NEAR fair", "We did not move."),
        ("rent NEAR fair", "We moved. The rent rose."),
    ],
)
def test_a_rule_is_not_near_that_holds_or_of_which_nothing_telling_is_there(
    make_inputs: MakeInputs, rule: str, said: str
) -> None:
    assert not explain_passage(make_inputs(rule, said), "one:37").near_misses


def test_the_nearest_come_first_and_no_more_than_asked_for(make_study: MakeStudy) -> None:
    rules = ["rent NEAR damp", "rent NEAR/1 fair", "rent NEAR fair NEAR damp", "rent NEAR/3 fair", "rent NEAR owe"]
    codebook = f"themes: [{{id: theme, codes: [{{id: code, match: {rules}}}]}}]"
    text = "P01: The rent, as we all know by now, is fair. We owe it.\n"
    inputs = Study.open(make_study(codebook, {"one.txt": text}, SHEET, QUICK)).read()
    near = explain_passage(inputs, "one:6").near_misses
    assert [one.rule.text for one in near] == [rules[3], rules[1], rules[4], rules[2], rules[0]]
    assert explain_passage(inputs, "one:6", most_near=2).near_misses == near[:2]


def test_a_rule_of_a_code_that_is_there_is_no_near_miss(inputs: StudyInputs) -> None:
    assert "high_rent" not in {one.code.code_id for one in at(inputs, "The rent is far").near_misses}


def test_a_codebook_without_rules_explains_nothing(make_study: MakeStudy) -> None:
    codebook = "themes: [{id: theme, codes: [{id: code}]}]"
    inputs = Study.open(make_study(codebook, {"one.txt": TALK}, SHEET, QUICK)).read()
    explanation = explain_passage(inputs, "one#2")
    assert (explanation.codings, explanation.refusals, explanation.near_misses) == ((), (), ())


def test_words_stand_as_they_are_told_in_the_sample_study_and_codings_are_those_of_its_run(sample_run: Run) -> None:
    inputs = sample_run.inputs
    codings = sample_run.codings
    for chosen in codings[::40]:
        explanation = explain_passage(inputs, f"{chosen.source_id}:{chosen.start}-{chosen.end}")
        passage = explanation.passage
        there = [
            one
            for one in codings
            if one.source_id == chosen.source_id and one.start < passage.end and one.end > passage.start
        ]
        assert sorted(explanation.codings) == sorted(there)
        told = [word for one in explanation.refusals for word in (*one.words, *one.lack.words)]
        told += [word for one in explanation.near_misses for part in one.found for word in part.words]
        told += [word for one in explanation.near_misses for lack in one.lacks for word in lack.words]
        assert all(passage.source.text[word.start : word.end] == word.text for word in told)
        assert all(passage.turn.start <= word.start < word.end <= passage.turn.end for word in told)
        assert len(explanation.near_misses) <= 10
        for one in explanation.near_misses:
            assert any(
                word.start < passage.end and word.end > passage.start for part in one.found for word in part.words
            )
